"""Following how a script prepared its rows, so that hidden rows can be prepared likewise.

A script fetches its rows itself, changes them somehow and calls `fit`. Known are the raw rows that
it was served and the arrays that reached `fit`; what happened between is found by comparing the
two. Labels of hidden rows are not needed. A wrong reading would be worse than none: whatever does
not explain the fitted rows to the last digit is `Lost`.
"""

from nngrader.following._follow import follow
from nngrader.following._outcome import Followed, Lost
from nngrader.following._suiting import Suit, suits

__all__ = ["Followed", "Lost", "Suit", "follow", "suits"]
