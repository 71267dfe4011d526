"""The rules: their pages, their examples, when they speak and when they keep silent."""
