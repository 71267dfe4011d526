"""Checks of what `preprocess` made of the rows."""

from itertools import takewhile
from math import prod

from nngrader.alike import prepared_unlike, told_unlike
from nngrader.evidence import ArraySpec, Evidence, ModelSpec, Preprocessed
from nngrader.given import inputs_given, is_numeric, labels_given
from nngrader.grades import Verdict
from nngrader.network import SUPPORTING
from nngrader.rubric.assignment import Check
from nngrader.rubric.checks.missing import of_data

LEAST_CHANGES = 0.3  #: share of neighbours with another label; three shuffled classes give 0.67
WIDEST = 5.0  #: largest absolute value of scaled columns; standard scores of Iris stay below 3.1
NARROWEST = 0.02  #: smallest span of scaled columns: below it the network sees a constant
SCALING_LAYERS = frozenset({"BatchNormalization", "Normalization", "Rescaling"})


def preprocessed(*, x_shape: tuple[int, ...], values: tuple[float, ...]) -> Check:
    """The training inputs have this shape and hold just these values."""

    def judge(data: Preprocessed, _: Evidence) -> Verdict:
        x = data.x_train
        if not is_numeric(x):
            return _still_text(x)
        if x.shape != x_shape:
            found = f"The inputs have shape {x.shape}; {x_shape} was asked."
            return Verdict(0.0, found, "How many rows are there, and how many facts in each row?")
        if x.nan_count:
            return _not_finite(x)
        if not set(x.values) <= set(values) or len(x.values) < 2:
            found = f"The inputs hold {_listed(x)}; {' and '.join(f'{v:g}' for v in values)} were asked."
            return Verdict(0.0, found, "Print the inputs: which number stands for which word?")
        return Verdict(1.0, f"The inputs have shape {x.shape} and hold {_listed(x)}.")

    return of_data(judge)


def labels_encoded(*, classes: int) -> Check:
    """The labels are numbers: 0 or 1 for two classes, 0..K-1 or one column per class for more."""

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        y = labels_given(evidence) or data.y_train
        if not is_numeric(y):
            found = f"The labels are still text ({y.dtype}), such as {_first(y)}."
            return Verdict(0.0, found, "Which step could turn each name into a number?")
        if y.one_hot and y.shape[1] == classes and all(mean > 0 for mean in y.means):
            return Verdict(1.0, f"The labels are one-hot: one of {classes} columns holds the 1.")
        flat = len(y.shape) == 1 or y.shape[1:] == (1,)
        if flat and y.values == tuple(float(number) for number in range(classes)):
            return Verdict(1.0, f"The labels are the whole numbers {_listed(y)}.")
        found = (
            f"The labels have shape {y.shape} and hold {_listed(y)}; "
            f"{classes} classes, numbered from 0, were asked."
        )
        return Verdict(0.0, found, "Print the labels: can you read every class from them?")

    return of_data(judge)


def shuffled() -> Check:
    """The training rows are mixed: neighbours often have different labels."""

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        y = labels_given(evidence) or data.y_train
        if y.label_changes >= LEAST_CHANGES:
            return Verdict(
                1.0, f"{y.label_changes:.0%} of neighbouring rows differ in their label."
            )
        found = (
            f"Only {y.label_changes:.0%} of neighbouring rows differ in their label: "
            "the rows still stand sorted."
        )
        return Verdict(0.0, found, "Look at the labels of the first 20 rows you train on.")

    return of_data(judge)


def scaled(*, low: float | None = None, high: float | None = None) -> Check:
    """The network sees inputs in a small range: within low..high, or about -5..5 by default.

    Scaling may happen in `preprocess`, in `train`, or in a layer of the network.
    """

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        x = inputs_given(evidence) or data.x_train
        if not is_numeric(x):
            return _still_text(x)
        if x.nan_count or x.minimum is None or x.maximum is None:
            return _not_finite(x)
        if prepared_unlike(data):
            return Verdict(0.0, told_unlike(data), "Does every step reach the test rows as well?")
        layer = _scaling_layer(evidence.model)
        if layer:
            return Verdict(1.0, f"The network scales its inputs itself, in a {layer} layer.")
        return _in_range(x.minimum, x.maximum, low, high)

    return of_data(judge)


def _in_range(least: float, most: float, low: float | None, high: float | None) -> Verdict:
    found = f"The inputs lie between {least:.4g} and {most:.4g}"
    small = _within(least, most, low, high) and most - least >= NARROWEST
    if small:
        return Verdict(1.0, f"{found}.")
    wanted = "about -5 to 5" if low is None or high is None else f"{low:g} to {high:g}"
    hint = "Which number would you divide by, or which spread, to bring the inputs into that range?"
    return Verdict(0.0, f"{found}; {wanted} was asked.", hint)


def _within(least: float, most: float, low: float | None, high: float | None) -> bool:
    floor, ceiling = (-WIDEST if low is None else low), (WIDEST if high is None else high)
    return floor <= least and most <= ceiling


def scaled_from_training_rows() -> Check:
    """Every column was scaled, with numbers taken from the training rows alone."""

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        if data.train_follows_test:
            found = f"Other test rows changed your {data.x_train.shape[0]} training rows."
            return Verdict(0.0, found, "Which rows may choose the mean and the spread?")
        if data.test_follows_itself:
            found = (
                f"A test row came out differently when other rows stood beside it "
                f"(asked twice with {data.x_test.shape[0]} rows)."
            )
            hint = (
                "Is anything computed from the test rows that should come from the training rows?"
            )
            return Verdict(0.0, found, hint)
        if prepared_unlike(data):
            return Verdict(0.0, told_unlike(data), "Does every step reach the test rows as well?")
        return _columns_alike(data.x_train, evidence)

    return of_data(judge)


def _columns_alike(x: ArraySpec, evidence: Evidence) -> Verdict:
    layer = _scaling_layer(evidence.model)
    if layer:
        return Verdict(1.0, f"The network scales its inputs itself, in a {layer} layer.")
    if not is_numeric(x):
        return _still_text(x)
    if x.nan_count:
        return _not_finite(x)
    if not x.spreads or x.minimum is None or x.maximum is None:
        hint = "How many rows are there, and how many measurements in each row?"
        return Verdict(0.0, f"The inputs have shape {x.shape}; a table was asked.", hint)
    spreads = ", ".join(f"{spread:.2g}" for spread in x.spreads)
    found = f"The columns spread by {spreads} and lie between {x.minimum:.2g} and {x.maximum:.2g}"
    widest, narrowest = max(x.spreads), min(x.spreads)
    if narrowest > 0 and widest / narrowest <= ALIKE and _within(x.minimum, x.maximum, None, None):
        return Verdict(1.0, f"{found}, as measured on the training rows alone.")
    hint = "Do all columns have about the same spread before they reach the network?"
    return Verdict(0.0, f"{found}: they were not brought to one scale.", hint)


#: Widest over narrowest spread of the columns, measured on the 120 training flowers: raw 3.9,
#: standard scores 1.0, scaled to 0..1 1.7, divided by each column's largest value 3.0.
ALIKE = 3.2


def _scaling_layer(model: ModelSpec | None) -> str:
    """Name a scaling layer that stands before the first layer that computes; "" for none."""
    layers = () if model is None else model.layers
    before = takewhile(lambda layer: layer.type in SUPPORTING, layers)
    return next((layer.type for layer in before if layer.type in SCALING_LAYERS), "")


def _still_text(x: ArraySpec) -> Verdict:
    return Verdict(0.0, f"The inputs are still text ({x.dtype}).", "Give each word a number.")


def _not_finite(x: ArraySpec) -> Verdict:
    total, are = prod(x.shape), "is" if x.nan_count == 1 else "are"
    found = f"Of {total} inputs, {x.nan_count} {are} NaN or infinite."
    found = found if total else "There are 0 rows."
    return Verdict(0.0, found, "Print the inputs: after which step do the numbers go?")


def _listed(array: ArraySpec) -> str:
    if array.minimum is None:
        return "no finite number"
    if not array.values:
        return f"numbers from {array.minimum:g} to {array.maximum:g}"
    shown = [value if isinstance(value, str) else f"{value:g}" for value in array.values]
    return " and ".join(shown) if len(shown) == 2 else ", ".join(shown)


def _first(array: ArraySpec) -> str:
    return f'"{array.sample[0]}"' if array.sample else "nothing"
