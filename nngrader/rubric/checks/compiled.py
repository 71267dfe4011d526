"""Checks of how the network was compiled."""

from nngrader.evidence import ArraySpec, Evidence, LossSpec, ModelSpec
from nngrader.given import is_numeric, labels_given
from nngrader.grades import Verdict
from nngrader.network import canonical, output_units, plain
from nngrader.rubric.assignment import Check
from nngrader.rubric.checks.missing import nothing_from, of_model

UNCOMPILED = "The network was never compiled"
COMPILE_HINT = "Where do you tell Keras which loss and which optimizer to use?"


def loss(*, one_of: tuple[str, ...]) -> Check:
    """The loss is one of these, in any spelling."""

    def judge(model: ModelSpec) -> Verdict:
        name = "" if model.loss is None else model.loss.name
        hint = "Which loss compares what your output says with what your labels say?"
        return _chosen("loss", name, one_of, hint if name else COMPILE_HINT)

    return of_model(judge)


def optimizer(*, one_of: tuple[str, ...]) -> Check:
    """The optimizer is one of these, with a learning rate above 0."""

    def judge(model: ModelSpec) -> Verdict:
        if model.optimizer is None:
            return _chosen("optimizer", "", one_of, COMPILE_HINT)
        rate = model.optimizer.settings.get("learning_rate")
        if isinstance(rate, int | float) and rate <= 0:
            found = f"The learning rate is {rate:g}: the weights cannot improve."
            return Verdict(0.0, found, "Which sign and size should a step downhill have?")
        return _chosen(
            "optimizer", model.optimizer.name, one_of, "Compare the name with the lesson."
        )

    return of_model(judge)


def metric(*, one_of: tuple[str, ...]) -> Check:
    """The network reports one of these metrics; "accuracy" counts as what Keras picks for it."""

    def judge(model: ModelSpec) -> Verdict:
        found = canonical(model).metrics
        named = " and ".join(map(plain, found)) or "nothing"
        if set(found) & set(one_of):
            return Verdict(1.0, f"It reports {named}.")
        asked = " or ".join(map(plain, one_of))
        hint = "What would you like to watch while the network learns?"
        return Verdict(0.0, f"It reports {named}; {asked} was asked.", hint)

    return of_model(judge)


def _chosen(what: str, name: str, one_of: tuple[str, ...], hint: str) -> Verdict:
    if name in one_of:
        return Verdict(1.0, f"The {what} is {plain(name)}.")
    article = "an" if what == "optimizer" else "a"
    found = f"The {what} is {plain(name)}" if name else f"{UNCOMPILED} with {article} {what}"
    return Verdict(0.0, f"{found}; {' or '.join(map(plain, one_of))} was asked.", hint)


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
        return Verdict(0.0, f"{UNCOMPILED} with a loss.", COMPILE_HINT)
    said = f"The loss is {plain(model.loss.name)} and the labels are {_form(labels)}"
    if _fit(model.loss, labels, output_units(model)):
        return Verdict(1.0, f"{said}.")
    hint = "Which of the two cross-entropies wants a class number, and which one column per class?"
    return Verdict(0.0, f"{said}: they do not fit.", hint)


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


def _form(labels: ArraySpec) -> str:
    if labels.one_hot:
        return f"one-hot over {labels.shape[1]} columns"
    if labels.minimum is None:
        return f"{'no finite numbers' if is_numeric(labels) else 'text'} ({labels.dtype})"
    if _is_flat(labels):
        return f"single numbers from {labels.minimum:g} to {labels.maximum:g}"
    return f"of shape {labels.shape}"
