"""Pictures: markup that stands inside a page, written by hand because a report may not take long.

A matplotlib figure takes 25 ms and more, most of it for ticks; these take 1 or 2.
"""
