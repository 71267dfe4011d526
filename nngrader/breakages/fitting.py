"""K35 to K53: what goes wrong between the data and `fit`.

Renamings are told outright. Where labels, loss and network do not suit one another, what was found
is said with its numbers, and a question leads on.
"""

import math
import re

from nngrader.breakages._arguments import argument
from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.language import Text, counted, say, sentences

TARGET_OUTPUT = (
    r"Received: target\.shape=\((?P<target>[^)]*)\), output\.shape=\((?P<output>[^)]*)\)"
)
INCOMPATIBLE = (
    r"Expected shape \((?P<wanted>[^)]*)\), but input has incompatible shape \((?P<given>[^)]*)\)"
)
SIZE = re.compile(r"[0-9]{1,15}")  #: of any array; what a student raises may be far longer
GENERATORS = {
    "fit_generator": "fit",
    "evaluate_generator": "evaluate",
    "predict_generator": "predict",
}
ONE_ROW = say("`Input` describes a single row.")
FORM = say("Which form of labels does this loss compare, or which loss compares these labels?")
HOW_MANY = say("How many classes are there?")


def _axes(shape: str) -> list[int]:
    """Read the axes of a shape after that of the rows; an unknown one counts as 0."""
    parts = [part.strip() for part in shape.split(",") if part.strip()]
    return [int(part) if SIZE.fullmatch(part) else 0 for part in parts[1:]]


def _times(axes: list[int]) -> str:
    return " x ".join(map(str, axes))


def _unflattened(said: Said) -> Text | None:
    """Say that a row of answers is no row of numbers; None if it is one."""
    output = _axes(said["output"])
    if len(output) < 2:
        return None
    return say(
        "The network answers each row with an array of {sizes} numbers. Each row should end as one "
        "line of numbers; which layer makes one of it?",
        sizes=_times(output),
    )


def _other_rank(said: Said) -> Text | None:
    output = _axes(said["output"])
    if len(output) != 1 or _axes(said["target"]):
        return None
    found = say(
        "Each label is one number, and the network answers with {width}, which this loss compares "
        "one by one.",
        width=output[0],
    )
    return sentences(found, FORM)


def _other_width(said: Said) -> Text | None:
    target, output = _axes(said["target"]), _axes(said["output"])
    if len(target) != 1 or len(output) != 1:
        return None
    found = say(
        "Each label is {labels}, and the network answers with {width}.",
        labels=counted("one number", "{number} numbers", target[0]),
        width=output[0],
    )
    return sentences(found, FORM if 1 in target else HOW_MANY)


def _one_hot(said: Said) -> Text | None:
    target, output = _axes(said["target"]), _axes(said["output"])
    if len(output) != 1 or not target:
        return None
    found = say(
        "Each label is a row of {sizes} numbers, and this loss wants one whole number per row.",
        sizes=_times(target),
    )
    return sentences(found, FORM)


def _out_of_range(said: Said) -> Text:
    outputs = int(said["outputs"])
    found = counted(
        "A label is {label}, and a network with {number} output knows the label 0 only.",
        "A label is {label}, and a network with {number} outputs knows the labels 0 to {last} "
        "only.",
        outputs,
        label=said["label"],
        last=outputs - 1,
    )
    return sentences(found, say("Where do your labels begin, and how many classes are there?"))


def _other_features(said: Said) -> Text:
    given = _axes(said["given"])
    return say(
        "The layer `{layer}` expects {wanted} numbers per row, and these rows have {got}. "
        "Which of the two is right?",
        layer=said["layer"],
        wanted=said["wanted"],
        got=given[-1] if given else say("none"),
    )


def _pictures(said: Said) -> Text | None:
    wanted, given = _axes(said["wanted"]), _axes(said["given"])
    if len(given) < 2 or len(wanted) != 1 or math.prod(given) != wanted[0]:
        return None
    return say(
        "Each row is still a picture of {sizes}, and the network expects {wanted} numbers in one "
        "line. Which step makes one of it?",
        sizes=_times(given),
        wanted=wanted[0],
    )


def _rows_in_input(said: Said) -> Text | None:
    wanted, given = _axes(said["wanted"]), _axes(said["given"])
    if not given or len(wanted) != len(given) + 1 or wanted[1:] != given:
        return None
    asked = say(
        "This one asks for {rows} rows at once: what is the shape of just one?", rows=wanted[0]
    )
    return sentences(ONE_ROW, asked)


def _single_row(said: Said) -> Text | None:
    given = said["given"].rstrip(", ")
    if not SIZE.fullmatch(given) or [int(given)] != _axes(said["wanted"]):
        return None
    return say(
        "This is a single row of {given} numbers, and the network reads a list of rows, even "
        "when there is only one. How is a list with one row written?",
        given=given,
    )


def _other_shape(said: Said) -> Text | None:
    if _pictures(said) or _rows_in_input(said) or _single_row(said):
        return None
    wanted, given = _axes(said["wanted"]), _axes(said["given"])
    if not given:
        return say(
            "The network reads rows, and this array has the shape ({shape},). Where are they?",
            shape=said["given"].rstrip(", "),
        )
    return say(
        "The network expects rows of {wanted} numbers, and these have {given}. "
        "Which of the two is right?",
        wanted=_times(wanted),
        given=_times(given),
    )


def _counts(said: Said) -> Text:
    return say(
        "`x` has {x} rows and `y` has {y}; every row needs exactly one label. "
        "Which line made them differ?",
        x=said["x"].strip(),
        y=said["y"].strip(),
    )


ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "K35",
        "TypeError",
        r"\b(?P<owner>fit|evaluate|predict)\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        lambda said: argument(said["owner"], said["word"]),
    ),
    Breakage(
        "K35",
        "ValueError TypeError",
        r"^Arguments not recognized: \{'(?P<word>\w+)'",
        lambda said: argument("evaluate", said["word"]),
    ),
    Breakage(
        "K36",
        "AttributeError",
        r"object has no attribute '(?P<old>fit_generator|evaluate_generator|predict_generator)'",
        lambda said: say(
            "`{old}` was removed; `{now}` takes a generator as well.",
            old=said["old"],
            now=GENERATORS[said["old"]],
        ),
    ),
    Breakage(
        "K37",
        "ValueError",
        r"^Unrecognized data type: x=",
        say(
            "Keras wants NumPy arrays, and `x` or `y` is not one here; `np.array(...)` makes one "
            "of a list."
        ),
    ),
    Breakage(
        "K38",
        "ValueError",
        r"Data cardinality is ambiguous.*'x' sizes: (?P<x>[\d, ]+)\s*'y' sizes: (?P<y>[\d, ]+)",
        _counts,
    ),
    Breakage(
        "K39",
        "ValueError",
        r"^Invalid dtype: str",
        say(
            "There is still text among the numbers. Print `x.dtype` and `y.dtype`: which of the two is "
            "not made of numbers?"
        ),
    ),
    Breakage(
        "K39",
        "ValueError",
        r"^Invalid dtype: object",
        say(
            "Not everything in this array is a plain number. Print `x.dtype` and `y.dtype`: which of "
            "the two says `object`?"
        ),
    ),
    Breakage(
        "K39",
        "UnimplementedError",
        r"Cast string to",
        say(
            "There is still text among the numbers. Print `x.dtype` and `y.dtype`: which of the two is "
            "not made of numbers?"
        ),
    ),
    Breakage("K40", "ValueError", rf"must have the same rank.*{TARGET_OUTPUT}", _other_rank),
    Breakage("K41", "ValueError", rf"must have the same shape\..*{TARGET_OUTPUT}", _other_width),
    Breakage("K42", "ValueError", rf"must have rank \(ndim\).*{TARGET_OUTPUT}", _one_hot),
    Breakage(
        "K43",
        "ValueError",
        rf"must have (?:rank \(ndim\)|the same (?:rank|shape)).*{TARGET_OUTPUT}",
        _unflattened,
    ),
    Breakage(
        "K44",
        "",
        r"Received a label value of (?P<label>-?\d+) which is outside the valid range of "
        rf"\[0, (?P<outputs>{SIZE.pattern})\)",
        _out_of_range,
    ),
    Breakage(
        "K44",
        "",
        r"(?s)(?:loss|entropy).*\bindices\[[\d,]*\] = (?P<label>-?\d+) is not in "
        rf"\[0, (?P<outputs>{SIZE.pattern})\)",
        _out_of_range,
    ),
    Breakage(
        "K45",
        "",
        r"(?s)compile_loss.*Incompatible shapes: (?P<one>\[[\d,]*\]) vs\. (?P<other>\[[\d,]*\])",
        say(
            "Labels of the shape {one} cannot be compared with answers of the shape {other}. "
            "How many numbers is the right answer for one row?"
        ),
    ),
    Breakage(
        "K45",
        "ValueError",
        r"Dimensions must be equal, but are .*compile_loss.* with input shapes: "
        r"(?P<one>\[[\d,?]*\]), (?P<other>\[[\d,?]*\])",
        say(
            "Labels of the shape {one} cannot be compared with answers of the shape {other}. "
            "How many numbers is the right answer for one row?"
        ),
    ),
    Breakage(
        "K46",
        "ValueError",
        r"of layer '(?P<layer>\w+)' is incompatible with the layer: expected axis -1 of input shape "
        r"to have value (?P<wanted>\d+), but received input with shape \((?P<given>[^)]*)\)",
        _other_features,
    ),
    Breakage("K47", "ValueError", INCOMPATIBLE, _pictures),
    Breakage("K48", "ValueError", INCOMPATIBLE, _rows_in_input),
    Breakage("K58", "ValueError", INCOMPATIBLE, _single_row),
    Breakage("", "ValueError", INCOMPATIBLE, _other_shape),
    Breakage(
        "K49",
        "ValueError",
        r"^The truth value of an array with more than one element is ambiguous",
        say(
            "The third place of `fit` is `batch_size`, and an array stands there; rows to validate with "
            "are passed as `validation_data=(x, y)`."
        ),
        line=r"\.fit\(",
    ),
    Breakage(
        "K50",
        "ValueError",
        r"^None values not supported\.",
        say(
            "There were rows without labels here: `fit` and `evaluate` want `x` and `y`, and so does "
            "`validation_data=(x, y)`. Which of them has no `y`?"
        ),
        line=r"\b(fit|evaluate)\(",
    ),
    Breakage(
        "K51",
        "ValueError",
        r"received monitor=(?P<key>\w+), but Keras isn't able to automatically determine",
        lambda said: _monitor(said["key"]),
    ),
    Breakage(
        "K53",
        "TypeError",
        r"^'str' object cannot be interpreted as an integer",
        say("A whole number was wanted and text came; is `epochs` or another number in quotes?"),
        line=r"\bfit\(",
    ),
    Breakage(
        "K53",
        "TypeError",
        r"^'float' object cannot be interpreted as an integer",
        say(
            "`epochs`, `batch_size`, `steps_per_epoch` and `validation_steps` are whole numbers, and "
            "one of them has a point; `//` divides without one."
        ),
        line=r"\bfit\(",
    ),
    Breakage(
        "",
        "ValueError",
        r"^Cannot take the length of shape with unknown rank",
        say(
            "Labels of the shape (rows, 1) were used before, and now labels of the shape (rows,) came, "
            "or the reverse; Keras wants the same of them at every `fit` and `evaluate`. "
            "`y.shape` tells which they have."
        ),
    ),
    Breakage(
        "",
        "ValueError",
        r"^Sequential model (?P<name>\w+) cannot be built because it has no layers",
        say("The network has no layers: was `add` called on another one?"),
    ),
    Breakage(
        "",
        "KeyError",
        r"Failed to format this callback filepath: \"(?P<path>[^\"]*)\"\. Reason: \W*(?P<key>\w+)",
        say(
            "The file name `{path}` asks for `{key}`, which this training does not report: "
            "a metric is reported under the name that it has in `metrics=[...]`."
        ),
    ),
)

OLD_KEYS = {"acc": "accuracy", "val_acc": "val_accuracy"}


def _monitor(key: str) -> Text:
    """Say why a callback does not find what it is to watch."""
    now = OLD_KEYS.get(key)
    if now:
        return say(
            "This training does not report `{key}`; with `metrics=['accuracy']` it is called "
            "`{now}` today.",
            key=key,
            now=now,
        )
    return say(
        "Keras does not find out whether more or less of `{key}` is better. "
        "Is there a `{metric}` in `metrics=[...]`?",
        key=key,
        metric=key.removeprefix("val_"),
    )
