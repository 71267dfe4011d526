"""K25 to K34: what `compile` and the optimizers do not understand."""

from nngrader.breakages._arguments import argument
from nngrader.breakages._entry import Breakage, Entry
from nngrader.breakages._spelling import misspelled
from nngrader.language import say


def _word(what: str) -> str:
    return rf"Could not interpret {what} identifier: (?P<word>[A-Za-z_][\w ]*)$"


ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "K25",
        "ValueError TypeError",
        r"Argument\(s\) not recognized: \{'(?P<word>\w+)'",
        lambda said: argument("optimizer", said["word"]),
    ),
    Breakage(
        "K27",
        "ValueError",
        _word("optimizer"),
        lambda said: misspelled("optimizer", said["word"]),
    ),
    Breakage(
        "K27",
        "ValueError",
        r"Could not interpret optimizer identifier: <class '[\w.]*\.(?P<name>\w+)'>",
        say(
            "`{name}` is the optimizer's class and not yet an optimizer; brackets are missing: "
            "`{name}()`."
        ),
    ),
    Breakage("K28", "ValueError", _word("loss"), lambda said: misspelled("loss", said["word"])),
    Breakage(
        "K29",
        "ValueError",
        r"Expected `metrics` argument to be a list.*Received instead: metrics=(?P<given>\w+) of type "
        r"<class 'str'>",
        say("`metrics` is a list, even with one metric in it: `metrics=['{given}']`."),
    ),
    Breakage("K30", "ValueError", _word("metric"), lambda said: misspelled("metric", said["word"])),
    Breakage(
        "K31",
        "ValueError",
        r"No loss to compute",
        say("`compile` was given no loss. By which loss should the network measure its mistakes?"),
    ),
    Breakage(
        "K32",
        "ValueError RuntimeError",
        r"You must call `compile\(\)`",
        say(
            "The network was used before it was compiled. With which loss and which optimizer should "
            "it learn?"
        ),
    ),
    Breakage(
        "K33",
        "TypeError",
        r"\bcompile\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        lambda said: argument("compile", said["word"]),
    ),
    Breakage(
        "K34",
        "ValueError",
        r"`learning_rate` should be float.*Received instead: learning_rate=(?P<given>[\d.e-]+)$",
        say("The learning rate is text here; a number is written without quotes, as `{given}`."),
    ),
    Breakage(
        "K34",
        "ValueError",
        r"`learning_rate` should be float.*Received instead: learning_rate=(?P<given>[^\d].*)",
        say("A learning rate is a number that is written with a point, like 0.01."),
    ),
    Breakage(
        "",
        "ValueError TypeError",
        r"Keras type promotion|Expected `loss_weights` argument to be a float",
        say(
            "A number was wanted, and text came: the third place of `compile` is `loss_weights`. "
            "Were they meant as `metrics=[...]`?"
        ),
    ),
)
