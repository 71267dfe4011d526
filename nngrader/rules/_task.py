"""What kind of problem a program works on, as its labels, loss, output and metrics tell it.

Conservative: where they leave it open, the problem is "unknown", and rules should be silent.
"""

from typing import Literal, TypeAlias

from nngrader.evidence import ArraySpec, Evidence, FitCall, Head, ModelSpec
from nngrader.given import is_numeric
from nngrader.network import CROSS_ENTROPIES
from nngrader.rules._reading import REGRESSION, outputs

Problem: TypeAlias = Literal[
    "yes-no",  # one column of 0 and 1
    "signs",  # -1 and 1, in one column or several
    "class-numbers",  # one column of numbers that stand for classes
    "one-hot",  # one 1 in every row of zeros
    "several-labels",  # any number of ones in every row of zeros
    "numbers",  # regression
    "pictures",  # rows are their own labels, as an autoencoder is taught
    "unknown",
]
CLASSES: frozenset[Problem] = frozenset(
    {"yes-no", "signs", "class-numbers", "one-hot", "several-labels"}
)
MARGINS = frozenset({"hinge", "squared_hinge", "categorical_hinge"})
CLASS_LOSSES = CROSS_ENTROPIES | MARGINS | {"crossentropy"}
CLASS_METRICS = ("accuracy", "auc", "f1", "precision", "recall")
HEADS: dict[str, Head] = {
    "linear": "linear",
    "relu": "relu-like",
    "sigmoid": "sigmoid-like",
    "softmax": "softmax",
    "tanh": "tanh-like",
}
FAR = 2.0  #: standard deviation of labels that stand for no class
NO_AND_YES, SIGNS = (0.0, 1.0), (-1.0, 1.0)


def problem(evidence: Evidence) -> Problem:
    """Name the problem of the last `fit`."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or evidence.model is None or not is_numeric(fit.y) or not fit.y.shape:
        return "unknown"
    if repeats_inputs(fit):
        return "pictures"
    if len(fit.y.shape) > 2 or fit.y.minimum is None or fit.y.nan_count:
        return "unknown"
    width = fit.y.shape[1] if len(fit.y.shape) == 2 else 1
    return _of_columns(fit.y, evidence.model) if width > 1 else _of_one(fit.y, evidence.model)


def repeats_inputs(fit: FitCall) -> bool:
    """Say whether rows are their own labels, or noisy copies of pictures are to be cleaned."""
    if fit.x.shape != fit.y.shape or len(fit.x.shape) < 2 or fit.y.one_hot:
        return False
    return (fit.x.digest == fit.y.digest and fit.x.shape[1] > 1) or len(fit.x.shape) > 2


def head_of(model: ModelSpec) -> Head:
    """Say what the output does; of a network that was never built, what its last layer is called."""
    if model.head != "other" or model.output_shape or not model.layers:
        return model.head
    return HEADS.get(model.layers[-1].activation, "other")


def speaks_of_classes(model: ModelSpec) -> bool:
    """Say whether loss, metrics or output are those of a classification."""
    metrics = any(word in metric for metric in model.metrics for word in CLASS_METRICS)
    loss = model.loss.name if model.loss else ""
    return loss in CLASS_LOSSES or metrics or (outputs(model) > 1 and head_of(model) == "softmax")


def _of_columns(y: ArraySpec, model: ModelSpec) -> Problem:
    if y.one_hot:
        return "one-hot"
    if y.values == NO_AND_YES:
        return "several-labels"
    if y.values == SIGNS:
        return "signs"
    numbers = _is_regression(model) or _are_measured(y)
    return "numbers" if numbers and not _shares(y) else "unknown"


def _are_measured(y: ArraySpec) -> bool:
    """Whether some numbers have decimals and some lie far beyond any class or share."""
    decimals = any(isinstance(v, float) and not v.is_integer() for v in y.sample)
    return decimals and y.spread > FAR


def _shares(y: ArraySpec) -> bool:
    """Softened labels of classes look like numbers between 0 and 1."""
    return y.minimum is not None and y.maximum is not None and 0 <= y.minimum <= y.maximum <= 1


def _of_one(y: ArraySpec, model: ModelSpec) -> Problem:
    if y.values == NO_AND_YES:
        return "yes-no"
    if y.values == SIGNS:
        return "signs"
    if _counts(y):
        if speaks_of_classes(model):
            return "class-numbers"
        return "numbers" if _is_regression(model) and len(y.values) > 2 else "unknown"
    return _of_many(y, model)


def _of_many(y: ArraySpec, model: ModelSpec) -> Problem:
    """Labels that are no few whole numbers."""
    if len(y.values) == 1:
        return "unknown"
    if model.loss is not None and model.loss.name == "sparse_categorical_crossentropy":
        return "unknown" if y.dtype.startswith("float") else "class-numbers"
    binary = model.loss is not None and model.loss.name == "binary_crossentropy"
    return "numbers" if _is_regression(model) or (binary and not _shares(y)) else "unknown"


def _counts(y: ArraySpec) -> bool:
    """Whether the labels are few whole numbers from 0 on, or any two of them."""
    whole = [v for v in y.values if isinstance(v, int | float) and float(v).is_integer()]
    if len(whole) != len(y.values) or len(whole) < 2:
        return False
    steps = whole[-1] - whole[0] == len(whole) - 1
    return len(whole) == 2 or (steps and whole[0] in (0, 1))


def _is_regression(model: ModelSpec) -> bool:
    return model.loss is not None and model.loss.name in REGRESSION
