"""What stopped a program, by its number among the breakages of Keras 3."""

from nngrader.breakages import explained
from nngrader.breakages._entry import Explanation
from nngrader.evidence import Evidence

OTHER = "K00"  #: an exception that is explained and has no number


def explanation(evidence: Evidence) -> Explanation | None:
    """Say what the error means; None without one, and for one that nobody knows."""
    error = evidence.error
    return explained(error.kind, error.message, error.text) if error else None


def crash_number(evidence: Evidence) -> str:
    """Number what stopped the program; empty where nothing did or nobody knows the error."""
    meaning = explanation(evidence)
    return (meaning.number or OTHER) if meaning else ""
