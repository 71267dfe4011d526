"""K54 to K67: what stops a program after its network has learned."""

import re

from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.breakages._names import METHODS, PUBLIC
from nngrader.breakages._spelling import nearest, removed, spelling
from nngrader.language import Text, say

#: Methods of old networks, and what to write today.
PREDICTING = {
    "predict_classes": say(
        "`predict` gives scores, from which `argmax` or a threshold makes classes"
    ),
    "predict_proba": spelling("predict"),
}
REMOVED = {
    "to_yaml": spelling("to_json"),
    "reset_states": say("a layer with a memory has `reset_state` today"),
}
RENAMED_ATTRIBUTES = {
    "lr": "learning_rate",
    "output_shape": "output.shape",
    "input_shape": "input.shape",
    "W": "kernel",
    "b": "bias",
}
KEYS = r"(?P<key>val_loss|(?:val_)?(?:acc|accuracy|binary_accuracy|categorical_accuracy|mae|mse))"
MODEL = r"^'(?:Sequential|Functional|Model)' object has no attribute "


def _key(said: Said) -> Text:
    """Say what a history calls a metric."""
    key = said["key"]
    base = key.removeprefix("val_")
    if base == "acc":
        return say(
            "The history holds no `{key}`; with `metrics=['accuracy']` it is called `{now}` today.",
            key=key,
            now=key.replace("acc", "accuracy"),
        )
    if base == "loss":
        return say(
            "The history holds no `{key}`; there is one only when `fit` is given validation data.",
            key=key,
        )
    if base != key:
        return say(
            "The history holds no `{key}`; there is one with validation data and `{base}` in "
            "`metrics=[...]`, spelled just so.",
            key=key,
            base=base,
        )
    return say(
        "The history holds no `{key}`; there is one with `{key}` in `metrics=[...]`, spelled just "
        "so.",
        key=key,
    )


def _slip(said: Said) -> Text | None:
    """Say which method was meant; None where another entry knows the name."""
    name = said["name"]
    if name in {*PREDICTING, *REMOVED} or name.endswith("_generator"):
        return None
    meant = nearest(name, METHODS)
    if not meant:
        return None
    return say("A network has no `{name}`; today's spelling is `{meant}`.", name=name, meant=meant)


def _renamed(said: Said) -> Text | None:
    """Spell an attribute of an optimizer or a layer as today; None for one of anything else."""
    name = said["name"]
    owners = PUBLIC["keras.optimizers" if name == "lr" else "keras.layers"]
    if said["owner"] not in owners:
        return None
    return say(
        "`{name}` was renamed; today's spelling is `{now}`.",
        name=name,
        now=RENAMED_ATTRIBUTES[name],
    )


def _ending(said: Said) -> Text:
    path, ending = said["path"], said["ending"]
    stem = re.sub(r"(\.weights)?\.(h5|hdf5|keras|pb|ckpt|tf|model)$", "", path)
    return say("The name must end in `{ending}`: `{name}`.", ending=ending, name=f"{stem}{ending}")


def _named(ending: str) -> str:
    return rf"must end in `(?P<ending>{re.escape(ending)})`.*Received: filepath=(?P<path>.+)$"


ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "",
        "AttributeError",
        r"^The layer sequential(_\d+)? has never been called and thus has no defined "
        r"(?P<what>input|output)\.",
        say("Today a `Sequential` has no `{what}` of its own; `{what}s`, with an s, holds it."),
    ),
    Breakage(
        "K54",
        "AttributeError",
        r"object has no attribute '(?P<name>predict_classes|predict_proba)'",
        lambda said: removed(said["name"], PREDICTING[said["name"]]),
    ),
    Breakage("K55", "KeyError", rf"^'{KEYS}'$", _key),
    Breakage(
        "K56",
        "TypeError",
        r"^'History' object is not subscriptable",
        say("`fit` gives back a `History` that contains the numbers: `.history['loss']`."),
    ),
    Breakage(
        "K57",
        "AttributeError",
        r"^'History' object has no attribute '(?P<name>predict|evaluate|summary|save|fit|"
        r"predict_classes|get_weights|layers|add|compile|save_weights|to_json)'",
        say(
            "This is not the network but the `History` that `fit` gave back: "
            "which line put it under the network's name?"
        ),
    ),
    Breakage(
        "K56",
        "AttributeError",
        r"^'History' object has no attribute '(?P<name>keys|items|values|get|loss|acc|accuracy|"
        r"val_loss|val_acc|val_accuracy)'",
        say("`fit` gives back a `History`, and the numbers are in its `.history`, a dictionary."),
    ),
    Breakage(
        "K59",
        "TypeError",
        r"^cannot unpack non-iterable float object",
        say(
            "`evaluate` gave one number, the loss, where two were wanted. "
            "Which metric does `compile` ask for?"
        ),
        line=r"\bevaluate\(",
    ),
    Breakage(
        "K59",
        "TypeError",
        r"^'float' object is not subscriptable",
        say(
            "A single number has no parts to pick. If it came from `evaluate`: which metric, beside "
            "the loss, does `compile` ask for?"
        ),
        line=r"evaluate\(|\b(score|scores|eval|evaluation|result|results|metrics|loss)\w*\[",
    ),
    Breakage(
        "K60",
        "ValueError",
        r"Invalid filepath extension for saving.*Received: filepath=(?P<path>.+?)\.$",
        lambda said: _ending({"path": said["path"], "ending": ".keras"}),
    ),
    Breakage(
        "K61",
        "ValueError",
        r"Could not deserialize 'keras\.metrics\.\w+'",
        say(
            "An `.h5` file does not keep the loss in a form that today's Keras reads back; save the "
            "network as `.keras`."
        ),
    ),
    Breakage("K62", "ValueError", "^The filename " + _named(".weights.h5"), _ending),
    Breakage("K63", "ValueError", "filepath provided " + _named(".keras"), _ending),
    Breakage("K63", "ValueError", "filepath provided " + _named(".weights.h5"), _ending),
    Breakage(
        "K64",
        "ValueError OSError",
        r"File format not supported: filepath=(?P<path>\S+?)\. Keras 3 only supports",
        say("Today's Keras reads files that end in `.keras` or `.h5`, and `{path}` does not."),
    ),
    Breakage(
        "K65",
        "AttributeError",
        r"^'(?P<owner>\w+)' object has no attribute '(?P<name>lr|output_shape|input_shape|W|b)'",
        _renamed,
    ),
    Breakage(
        "K66",
        "AttributeError",
        MODEL + r"'(?P<name>to_yaml|reset_states)'",
        lambda said: removed(said["name"], REMOVED[said["name"]]),
    ),
    Breakage(
        "K67",
        "ValueError",
        r"^Classification metrics can't handle a mix of (?P<one>[\w-]+) and (?P<other>[\w-]+) targets",
        lambda said: _mix(said),
    ),
    Breakage("", "AttributeError", MODEL + r"'(?P<name>\w+)'", _slip),
)

#: What scikit-learn calls two forms of answers, as a sentence begins and as it goes on.
FORMS = {
    "binary": (say("Class numbers"), say("class numbers")),
    "multiclass": (say("Class numbers"), say("class numbers")),
    "multilabel-indicator": (say("Rows of 0 and 1"), say("rows of 0 and 1")),
    "continuous": (say("Scores"), say("scores")),
    "continuous-multioutput": (say("Rows of scores"), say("rows of scores")),
}


def _mix(said: Said) -> Text:
    """Say what is compared with what; scikit-learn knows a few more forms, by other names."""
    (one, _), (_, other) = (
        FORMS.get(said[name], (said[name].capitalize(), said[name])) for name in ("one", "other")
    )
    return say(
        "{one} are compared with {other}. How does a score become a class number?",
        one=one,
        other=other,
    )
