"""Tests mirror the floors of nngrader; `builders.py` makes healthy evidence for all of them."""
