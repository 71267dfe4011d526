"""K13 to K24: layers that today's Keras builds otherwise, or not at all."""

import re

from nngrader.breakages._arguments import RENAMED, argument, renamed
from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.breakages._names import ARGUMENTS
from nngrader.breakages._spelling import misspelled
from nngrader.language import Text, say

KERAS_CLASS = "|".join(name for name in ARGUMENTS if name[0].isupper())


def _lacking(said: Said) -> Text:
    """Say which argument a layer wants, and what the line calls it instead."""
    wanted = said["names"].split("'")[1]
    written = re.findall(r"(\w+)\s*=", said["written"])
    old = next((name for name in written if wanted in RENAMED.get(name, ())), "")
    if old:
        return renamed(old, wanted)
    return say(
        "`{owner}` must be told its `{wanted}`. Which value should it have here?",
        owner=said["owner"],
        wanted=wanted,
    )


def _unrecognized(said: Said) -> Text:
    owner = _today(said["owner"])
    return argument(owner, said["word"])


def _today(owner: str) -> str:
    return owner.replace("Convolution", "Conv")


def _activation(said: Said) -> Text:
    return misspelled("activation", said["word"])


def _no_layer(said: Said) -> Text | None:
    """Say what stands where a layer should; None for one of another Keras, which is K11."""
    got, kind = said["got"], said["type"].rpartition(".")[2]
    if got.startswith("<tensorflow.python."):
        return None
    if kind == "type":
        return say(
            "`{name}` is the layer's class and not yet a layer; brackets are missing: `{name}()`.",
            name=re.sub(r".*\.|'>", "", got),
        )
    if kind == "str":
        return say(
            "`'{word}'` is a word and no layer; an activation as a layer is "
            "`keras.layers.Activation('{word}')`.",
            word=got,
        )
    return say(
        "A `Sequential` network is made of layers, and this is a `{kind}`. "
        "What should stand in its place?",
        kind=kind,
    )


def _units(said: Said) -> Text:
    given = said["given"]
    if re.fullmatch(r"[1-9]\d*", given):
        return say(
            "`units` is how many neurons the layer has, a whole number from 1 on; here it is text: "
            "take the quotes off `'{given}'`.",
            given=given,
        )
    return say(
        "`units` is how many neurons the layer has, a whole number from 1 on, and here it is "
        "`{given}`. How many neurons did you mean?",
        given=given[:40],
    )


SIZED = (
    r"Computed output size would be zero or negative\. Received:? `inputs[ .]shape=[(\[]None,? "
    r"(?P<shape>[\d, ]+?),?[)\]]`, (`kernel shape=(?P<kernel>[^`]+)`|`pool_size=(?P<pool>[^`]+)`)"
)


def _sized(said: Said) -> Text:
    window = (said["kernel"] or said["pool"]).strip("([])").replace(",", "").split()[:2]
    return say(
        "The picture that reaches this layer measures {shape} (Keras reads height, width, "
        "channels), which is too small for a window of {window}. "
        "Is the order right, or did earlier layers leave too little?",
        shape=" x ".join(re.findall(r"\d+", said["shape"])),
        window=" x ".join(window),
    )


ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "K13",
        "TypeError",
        rf"^(?!Dropout)(?P<owner>{KERAS_CLASS})\.__init__\(\) missing \d required positional "
        r"arguments?: (?P<names>.+)",
        _lacking,
    ),
    Breakage(
        "K14",
        "ValueError TypeError",
        r"Unrecognized keyword arguments passed to (?P<owner>\w+): \{'(?P<word>\w+)'",
        _unrecognized,
    ),
    Breakage(
        "K16",
        "ValueError",
        r"Cannot convert '(?P<given>\d+)' to a shape",
        say(
            "A shape is a tuple, and `{given}` is just a number; a tuple of one is written `({given},)`."
        ),
    ),
    Breakage(
        "K17",
        "ValueError",
        r"Could not interpret activation function identifier: (?P<word>[A-Za-z_]\w*)$",
        _activation,
    ),
    Breakage(
        "K17",
        "ValueError",
        r"Could not interpret activation function identifier: (?P<number>[\d.]+)$",
        say(
            "The second place of a layer is its activation, and `{number}` stands there; an "
            "`Input` line before the first layer says how many numbers a row has."
        ),
    ),
    Breakage(
        "K18",
        "ValueError TypeError",
        r"(?s)Only instances of `keras\.Layer` can be added.*Received: (?P<got>.*) "
        r"\(of type <class '(?P<type>[\w.]+)'>\)",
        _no_layer,
    ),
    Breakage(
        "K19",
        "ValueError",
        r"Received an invalid value for `units`.*Received: units=(?P<given>.+)",
        _units,
    ),
    Breakage(
        "K20",
        "TypeError",
        r"^(?P<owner>Dropout)\.__init__\(\) missing 1 required positional argument: (?P<names>.+)",
        _lacking,
    ),
    Breakage(
        "K20",
        "ValueError",
        r"Invalid value received for argument `rate`.*Received: rate=(?P<given>[\w.-]+)",
        say("The `rate` of a dropout is a share between 0 and 1, and here it is `{given}`."),
    ),
    Breakage(
        "K22",
        "ValueError",
        r"You tried to call `count_params` on layer|saving a model that has not yet been built",
        say(
            "The network does not know yet how many numbers a row has, so it has no weights; "
            "an `Input` line before the first layer tells it."
        ),
    ),
    Breakage(
        "K22",
        "AttributeError",
        r"has no defined (?P<end>input|output) shape yet",
        say(
            "The network does not know yet how many numbers a row has, so it has no {end} shape; "
            "an `Input` line before the first layer tells it."
        ),
    ),
    Breakage("K23", "ValueError", SIZED, _sized),
    Breakage(
        "K24",
        "ValueError",
        r"of layer '(?P<layer>conv\w*|\w*pooling\w*)' is incompatible with the layer: expected "
        r"(?:min_)?ndim=4, found ndim=\d\. Full shape received: \(\w+, (?P<shape>[\d, ]+?),?\)",
        say(
            "A picture has height, width and channels, and the pictures that reach `{layer}` measure "
            "({shape}). Which of the three is missing?"
        ),
    ),
    Breakage(
        "",
        "ValueError",
        r"of layer '(?P<layer>(?!conv|\w*pooling)\w+)' is incompatible with the layer: expected "
        r"(?:min_|max_)?ndim=(?P<wanted>\d), found ndim=(?P<got>\d)\. Full shape received: "
        r"(?P<shape>\([^)]*\))",
        say(
            "The layer `{layer}` reads arrays with {wanted} axes, counting that of the rows, and gets "
            "the shape {shape}, which has {got}. Which axis is missing or too many?"
        ),
    ),
    Breakage(
        "",
        "AttributeError",
        r"'NoneType' object has no attribute 'add'",
        say(
            "`add` gives nothing back, so a second `.add(...)` cannot follow it; each stands on its "
            "own line."
        ),
        line=r"\.add\(",
    ),
    Breakage(
        "",
        "TypeError ValueError",
        r"^'(?P<name>\w+)' object is not iterable|Expected `trainable` to be a boolean\. Received: "
        r"trainable=\[?<",
        say("`Sequential` takes its layers in one list: `Sequential([..., ...])`."),
        line=r"\bSequential\(",
    ),
    Breakage(
        "",
        "TypeError",
        r"^(?P<name>Sequential|Model|Trainer|TensorFlowTrainer)\.(?P<method>\w+)\(\) missing \d "
        r"required positional arguments?: '(layer|x|filepath)'",
        say(
            "`{method}` was called without what it works on. Is the network a class whose brackets are "
            "missing, as in `Sequential()`?"
        ),
    ),
    Breakage(
        "",
        "TypeError",
        r"^Callback\.set_\w+\(\) missing 1 required positional argument",
        say(
            "A callback in the list is a class and not yet a callback; its brackets are missing, as in "
            "`EarlyStopping()`."
        ),
    ),
    Breakage(
        "",
        "TypeError",
        r"^Dense\.__init__\(\) got multiple values for argument 'activation'",
        say(
            "The second place of `Dense` is its activation; an `Input` line before the first layer "
            "says how many numbers a row has."
        ),
    ),
)
