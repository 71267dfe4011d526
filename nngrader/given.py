"""Which rows and labels reached `fit`, and whether they are numbers at all."""

from math import floor

import numpy as np
from numpy.typing import NDArray

from nngrader.evidence import ArraySpec, Evidence

HIDDEN = "unknown"  #: dtype of rows that a data set object or generator hands to `fit`
OWN_ROWS = 512  #: of those trained on, that a trained network is asked about


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


def spaced(rows: int, most: int) -> NDArray[np.int64]:
    """Choose at most so many of the row numbers, evenly spaced over all of them."""
    return np.linspace(0, rows - 1, min(rows, most)).astype(np.int64)


def own_rows(rows: int, held: float) -> NDArray[np.int64]:
    """Choose rows that are trained on, where the last ones are held back as this share of all.

    Rounded as Keras 3.15 does in `train_validation_split`.
    """
    return spaced(floor(rows * (1.0 - held)), OWN_ROWS)
