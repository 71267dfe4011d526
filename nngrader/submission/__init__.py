"""Reading hand-ins: a script or a notebook becomes plain Python with a map back to its cells."""

from nngrader.submission.reading import read

__all__ = ["read"]
