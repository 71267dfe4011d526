"""Where rows come from, and which of them stay hidden from the student's code."""
