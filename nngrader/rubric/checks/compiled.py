"""Checks of how the network was compiled."""

from typing import NamedTuple

from nngrader.evidence import ArraySpec, Evidence, LossSpec, ModelSpec
from nngrader.given import is_numeric, labels_given
from nngrader.grades import Verdict
from nngrader.language import Text, both, either, say
from nngrader.network import canonical, output_units, plain
from nngrader.rubric.assignment import Check
from nngrader.rubric.checks.missing import nothing_from, of_model

COMPILE_HINT = say("Where do you tell Keras which loss and which optimizer to use?")


class _Words(NamedTuple):
    """What is said of a part that `compile` was told."""

    right: Text
    wrong: Text
    none: Text


LOSS = _Words(
    say("The loss is {name}."),
    say("The loss is {name}; {asked} was asked."),
    say("The network was never compiled with a loss; {asked} was asked."),
)
OPTIMIZER = _Words(
    say("The optimizer is {name}."),
    say("The optimizer is {name}; {asked} was asked."),
    say("The network was never compiled with an optimizer; {asked} was asked."),
)


def loss(*, one_of: tuple[str, ...]) -> Check:
    """The loss is one of these, in any spelling."""

    def judge(model: ModelSpec) -> Verdict:
        name = "" if model.loss is None else model.loss.name
        hint = say("Which loss compares what your output says with what your labels say?")
        return _chosen(LOSS, name, one_of, hint if name else COMPILE_HINT)

    return of_model(judge)


def optimizer(*, one_of: tuple[str, ...]) -> Check:
    """The optimizer is one of these, with a learning rate above 0."""

    def judge(model: ModelSpec) -> Verdict:
        if model.optimizer is None:
            return _chosen(OPTIMIZER, "", one_of, COMPILE_HINT)
        rate = model.optimizer.settings.get("learning_rate")
        if isinstance(rate, int | float) and rate <= 0:
            found = say("The learning rate is {rate:g}: the weights cannot improve.", rate=rate)
            return Verdict(0.0, found, say("Which sign and size should a step downhill have?"))
        hint = say("Compare the name with the lesson.")
        return _chosen(OPTIMIZER, model.optimizer.name, one_of, hint)

    return of_model(judge)


def metric(*, one_of: tuple[str, ...]) -> Check:
    """The network reports one of these metrics; "accuracy" counts as what Keras picks for it."""

    def judge(model: ModelSpec) -> Verdict:
        found = canonical(model).metrics
        named = both(map(plain, found)) or say("nothing")
        if set(found) & set(one_of):
            return Verdict(1.0, say("It reports {metrics}.", metrics=named))
        asked = either(map(plain, one_of))
        hint = say("What would you like to watch while the network learns?")
        told = say("It reports {metrics}; {asked} was asked.", metrics=named, asked=asked)
        return Verdict(0.0, told, hint)

    return of_model(judge)


def _chosen(words: _Words, name: str, one_of: tuple[str, ...], hint: Text) -> Verdict:
    if name in one_of:
        return Verdict(1.0, say(words.right.english, name=plain(name)))
    asked = either(map(plain, one_of))
    if not name:
        return Verdict(0.0, say(words.none.english, asked=asked), hint)
    return Verdict(0.0, say(words.wrong.english, name=plain(name), asked=asked), hint)


def loss_fits_labels() -> Check:
    """A cross-entropy whose form matches the labels: sparse for numbers, categorical for columns."""

    def check(evidence: Evidence) -> Verdict:
        if evidence.model is None:
            return nothing_from("build_model", evidence)
        labels = labels_given(evidence)
        if labels is None:
            return nothing_from("preprocess", evidence)
        return _match(evidence.model, labels)

    return check


def _match(model: ModelSpec, labels: ArraySpec) -> Verdict:
    if model.loss is None:
        return Verdict(0.0, say("The network was never compiled with a loss."), COMPILE_HINT)
    said: dict[str, Text | str] = {"loss": plain(model.loss.name), "labels": _form(labels)}
    if _fit(model.loss, labels, output_units(model)):
        return Verdict(1.0, say("The loss is {loss} and the labels are {labels}.", **said))
    found = say("The loss is {loss} and the labels are {labels}: they do not fit.", **said)
    return Verdict(0.0, found, WHICH)


WHICH = say(
    "Which of the two cross-entropies wants a class number, and which one column per class?"
)


def _fit(loss: LossSpec, labels: ArraySpec, units: int) -> bool:
    if loss.name in ("categorical_crossentropy", "categorical_focal_crossentropy"):
        return labels.one_hot and labels.shape[-1] == units
    if loss.name == "sparse_categorical_crossentropy":
        return _is_flat(labels) and _inside(labels, units)
    return False


def _inside(labels: ArraySpec, units: int) -> bool:
    whole = all(isinstance(value, float) and value.is_integer() for value in labels.values)
    whole = whole and (labels.values != () or not labels.dtype.startswith("float"))
    return labels.minimum == 0 and labels.maximum is not None and labels.maximum < units and whole


def _is_flat(labels: ArraySpec) -> bool:
    return len(labels.shape) == 1 or labels.shape[1:] == (1,)


def _form(labels: ArraySpec) -> Text:
    if labels.one_hot:
        return say("one-hot over {columns} columns", columns=labels.shape[1])
    if labels.minimum is None and is_numeric(labels):
        return say("no finite numbers ({dtype})", dtype=labels.dtype)
    if labels.minimum is None or labels.maximum is None:
        return say("text ({dtype})", dtype=labels.dtype)
    if _is_flat(labels):
        ends = {"least": labels.minimum, "most": labels.maximum}
        return say("single numbers from {least:g} to {most:g}", **ends)
    return say("of shape {shape}", shape=str(labels.shape))
