"""Where Keras stopped a program, for the rules that say why."""

from nngrader.evidence import ArraySpec, Asking, Evidence, FitCall, Place, Shape
from nngrader.given import HIDDEN
from nngrader.rules._reading import fit_place

UNFIT = ("incompatible", "Invalid input shape")  #: Keras's words for rows of another form


def stopped_fit(evidence: Evidence) -> FitCall | None:
    """Find the `fit` that raised; None where another line did."""
    last = evidence.fits[-1] if evidence.fits else None
    return last if last is not None and evidence.error and not last.completed else None


def complains(evidence: Evidence, *fragments: str) -> bool:
    """Say whether the exception's message holds one of these words."""
    error = evidence.error
    return error is not None and any(fragment in error.message for fragment in fragments)


def stopped_asking(evidence: Evidence) -> Asking | None:
    """Find the `evaluate` or `predict` that raised; None where another line did."""
    last = evidence.asked[-1] if evidence.asked else None
    error = evidence.error
    if last is None or error is None or error.place is None or last.place != error.place:
        return None
    return last if stopped_fit(evidence) is None else None


def stop_place(evidence: Evidence) -> Place | None:
    """Point at the line that raised."""
    return (evidence.error.place if evidence.error else None) or fit_place(evidence)


def is_known(array: ArraySpec | None) -> bool:
    """Say whether an array was seen and has rows."""
    return array is not None and array.dtype != HIDDEN and bool(array.shape)


def door(evidence: Evidence) -> Shape:
    """Tell what the network reads per row; empty where nobody knows."""
    return evidence.model.input_shape[1:] if evidence.model else ()


def by_sides(shape: Shape) -> str:
    """Write a shape as people say it, such as "28 x 28"."""
    return " x ".join("any" if size is None else str(size) for size in shape)
