"""Which rows and labels reached `fit`, and whether they are numbers at all."""

from nngrader.evidence import ArraySpec, Evidence

HIDDEN = "unknown"  #: dtype of rows that a data set object or generator hands to `fit`


def inputs_given(evidence: Evidence) -> ArraySpec | None:
    """Inputs of the last `fit`, or of `preprocess` where there is none, or its rows are hidden."""
    if evidence.fits and evidence.fits[-1].x.dtype != HIDDEN:
        return evidence.fits[-1].x
    return evidence.preprocessed.x_train if evidence.preprocessed else None


def labels_given(evidence: Evidence) -> ArraySpec | None:
    """Labels of the last `fit`, or of `preprocess` where there is none, or its rows are hidden."""
    if evidence.fits and evidence.fits[-1].y.dtype != HIDDEN:
        return evidence.fits[-1].y
    return evidence.preprocessed.y_train if evidence.preprocessed else None


def is_numeric(array: ArraySpec) -> bool:
    """Tell numbers, and true and false, from text and objects."""
    return array.dtype.startswith(("float", "bfloat", "int", "uint", "bool"))
