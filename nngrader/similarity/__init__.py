"""Hand-ins that are more alike than chance explains: a list to read, and no verdict.

Being alike proves nothing. What was given out is subtracted, what many write anyway weighs little,
and a pair is listed only when independent answers hardly ever get that close (docs/similarity.md).
"""

from nngrader.similarity.comparing import compare
from nngrader.similarity.given import starter_of
from nngrader.similarity.page import render
from nngrader.similarity.spellings import background_of
from nngrader.similarity.works import Decided, Group, Pair, Similar, Work

__all__ = [
    "Decided",
    "Group",
    "Pair",
    "Similar",
    "Work",
    "background_of",
    "compare",
    "render",
    "starter_of",
]
