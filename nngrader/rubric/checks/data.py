"""Checks of what `preprocess` made of the rows."""

from itertools import takewhile
from math import prod

from nngrader.alike import prepared_unlike, told_unlike
from nngrader.evidence import ArraySpec, Evidence, ModelSpec, Preprocessed
from nngrader.given import inputs_given, is_numeric, labels_given
from nngrader.grades import Verdict
from nngrader.language import Text, both, counted, say
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
            shapes = {"shape": str(x.shape), "asked": str(x_shape)}
            found = say("The inputs have shape {shape}; {asked} was asked.", **shapes)
            hint = say("How many rows are there, and how many facts in each row?")
            return Verdict(0.0, found, hint)
        if x.nan_count:
            return _not_finite(x)
        if not set(x.values) <= set(values) or len(x.values) < 2:
            asked = both(f"{value:g}" for value in values)
            found = say("The inputs hold {held}; {asked} were asked.", held=_listed(x), asked=asked)
            hint = say("Print the inputs: which number stands for which word?")
            return Verdict(0.0, found, hint)
        told = {"shape": str(x.shape), "held": _listed(x)}
        return Verdict(1.0, say("The inputs have shape {shape} and hold {held}.", **told))

    return of_data(judge)


def labels_encoded(*, classes: int) -> Check:
    """The labels are numbers: 0 or 1 for two classes, 0..K-1 or one column per class for more."""

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        y = labels_given(evidence) or data.y_train
        if not is_numeric(y):
            found = say(
                "The labels are still text ({dtype}), such as {one}.", dtype=y.dtype, one=_first(y)
            )
            return Verdict(0.0, found, say("Which step could turn each name into a number?"))
        if y.one_hot and y.shape[1] == classes and all(mean > 0 for mean in y.means):
            one_hot = say(
                "The labels are one-hot: one of {classes} columns holds the 1.", classes=classes
            )
            return Verdict(1.0, one_hot)
        flat = len(y.shape) == 1 or y.shape[1:] == (1,)
        if flat and y.values == tuple(float(number) for number in range(classes)):
            return Verdict(1.0, say("The labels are the whole numbers {held}.", held=_listed(y)))
        return Verdict(0.0, _other_labels(y, classes), READABLE)

    return of_data(judge)


READABLE = say("Print the labels: can you read every class from them?")


def _other_labels(y: ArraySpec, classes: int) -> Text:
    return say(
        "The labels have shape {shape} and hold {held}; "
        "{classes} classes, numbered from 0, were asked.",
        shape=str(y.shape),
        held=_listed(y),
        classes=classes,
    )


def shuffled() -> Check:
    """The training rows are mixed: neighbours often have different labels."""

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        y = labels_given(evidence) or data.y_train
        if y.label_changes >= LEAST_CHANGES:
            mixed = say(
                "{share:.0%} of neighbouring rows differ in their label.", share=y.label_changes
            )
            return Verdict(1.0, mixed)
        found = say(
            "Only {share:.0%} of neighbouring rows differ in their label: "
            "the rows still stand sorted.",
            share=y.label_changes,
        )
        return Verdict(0.0, found, say("Look at the labels of the first 20 rows you train on."))

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
            return Verdict(0.0, told_unlike(data), REACHES_TEST_ROWS)
        layer = _scaling_layer(evidence.model)
        if layer:
            return _scales_itself(layer)
        return _in_range(x.minimum, x.maximum, low, high)

    return of_data(judge)


def _in_range(least: float, most: float, low: float | None, high: float | None) -> Verdict:
    ends = {"least": least, "most": most}
    small = _within(least, most, low, high) and most - least >= NARROWEST
    if small:
        return Verdict(1.0, say("The inputs lie between {least:.4g} and {most:.4g}.", **ends))
    wanted = say("about -5 to 5")
    if low is not None and high is not None:
        wanted = say("{low:g} to {high:g}", low=low, high=high)
    found = say(
        "The inputs lie between {least:.4g} and {most:.4g}; {wanted} was asked.",
        least=least,
        most=most,
        wanted=wanted,
    )
    return Verdict(0.0, found, WHICH_NUMBER)


WHICH_NUMBER = say(
    "Which number would you divide by, or which spread, to bring the inputs into that range?"
)


def _within(least: float, most: float, low: float | None, high: float | None) -> bool:
    floor, ceiling = (-WIDEST if low is None else low), (WIDEST if high is None else high)
    return floor <= least and most <= ceiling


def scaled_from_training_rows() -> Check:
    """Every column was scaled, with numbers taken from the training rows alone."""

    def judge(data: Preprocessed, evidence: Evidence) -> Verdict:
        if data.train_follows_test:
            rows = data.x_train.shape[0]
            found = say("Other test rows changed your {rows} training rows.", rows=rows)
            return Verdict(0.0, found, say("Which rows may choose the mean and the spread?"))
        if data.test_follows_itself:
            found = say(
                "A test row came out differently when other rows stood beside it "
                "(asked twice with {rows} rows).",
                rows=data.x_test.shape[0],
            )
            return Verdict(0.0, found, FROM_TRAINING_ROWS)
        if prepared_unlike(data):
            return Verdict(0.0, told_unlike(data), REACHES_TEST_ROWS)
        return _columns_alike(data.x_train, evidence)

    return of_data(judge)


REACHES_TEST_ROWS = say("Does every step reach the test rows as well?")
FROM_TRAINING_ROWS = say(
    "Is anything computed from the test rows that should come from the training rows?"
)


def _columns_alike(x: ArraySpec, evidence: Evidence) -> Verdict:
    layer = _scaling_layer(evidence.model)
    if layer:
        return _scales_itself(layer)
    if not is_numeric(x):
        return _still_text(x)
    if x.nan_count:
        return _not_finite(x)
    if not x.spreads or x.minimum is None or x.maximum is None:
        hint = say("How many rows are there, and how many measurements in each row?")
        found = say("The inputs have shape {shape}; a table was asked.", shape=str(x.shape))
        return Verdict(0.0, found, hint)
    found = say(
        "The columns spread by {spreads} and lie between {least:.2g} and {most:.2g}",
        spreads=", ".join(f"{spread:.2g}" for spread in x.spreads),
        least=x.minimum,
        most=x.maximum,
    )
    widest, narrowest = max(x.spreads), min(x.spreads)
    if narrowest > 0 and widest / narrowest <= ALIKE and _within(x.minimum, x.maximum, None, None):
        return Verdict(1.0, say("{found}, as measured on the training rows alone.", found=found))
    hint = say("Do all columns have about the same spread before they reach the network?")
    return Verdict(0.0, say("{found}: they were not brought to one scale.", found=found), hint)


#: Widest over narrowest spread of the columns, measured on the 120 training flowers: raw 3.9,
#: standard scores 1.0, scaled to 0..1 1.7, divided by each column's largest value 3.0.
ALIKE = 3.2


def _scaling_layer(model: ModelSpec | None) -> str:
    """Name a scaling layer that stands before the first layer that computes; "" for none."""
    layers = () if model is None else model.layers
    before = takewhile(lambda layer: layer.type in SUPPORTING, layers)
    return next((layer.type for layer in before if layer.type in SCALING_LAYERS), "")


def _scales_itself(layer: str) -> Verdict:
    found = say("The network scales its inputs itself, in a {layer} layer.", layer=layer)
    return Verdict(1.0, found)


def _still_text(x: ArraySpec) -> Verdict:
    found = say("The inputs are still text ({dtype}).", dtype=x.dtype)
    return Verdict(0.0, found, say("Give each word a number."))


def _not_finite(x: ArraySpec) -> Verdict:
    total = prod(x.shape)
    found = counted(
        "Of {total} inputs, {number} is NaN or infinite.",
        "Of {total} inputs, {number} are NaN or infinite.",
        x.nan_count,
        total=total,
    )
    hint = say("Print the inputs: after which step do the numbers go?")
    return Verdict(0.0, found if total else say("There are 0 rows."), hint)


def _listed(array: ArraySpec) -> Text | str:
    if array.minimum is None or array.maximum is None:
        return say("no finite number")
    if not array.values:
        ends = {"least": array.minimum, "most": array.maximum}
        return say("numbers from {least:g} to {most:g}", **ends)
    shown = [value if isinstance(value, str) else f"{value:g}" for value in array.values]
    return both(shown) if len(shown) == 2 else ", ".join(shown)


def _first(array: ArraySpec) -> Text | str:
    return f'"{array.sample[0]}"' if array.sample else say("nothing")
