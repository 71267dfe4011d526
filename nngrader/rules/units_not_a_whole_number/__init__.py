"""The number of units is not a whole number.

## What it looks for
A program that stopped because a layer got something else for its number of units.

## Why it hurts
Units are counted, like people in a room. Python's 4.0 and 10 / 2 are numbers with a decimal point,
"4" is text, and `x[0]` is a row of data: none of them counts anything. NumPy's whole numbers, such
as the one that `y.max()` gives, are not taken either.

## What to try
Print what stands in the brackets of the layer, and its type.

## Source
Catalogue K19; Stack Overflow 56888491. Measured on Keras 3.15 with TensorFlow 2.21: `Dense` refuses
4.0, 10 / 2, "4", 0, -3, None, a tuple, a row, and `np.int64(3)`, which it shows as 3.
"""

import re
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say

CATALOGUE = "K19"
SEVERITY: Severity = "fatal"
ORDER = 120
LOOK = say("Print what stands in the brackets of that layer, and its type.")
CONCEPT = "units"
REFUSED = re.compile(r"Received an invalid value for `units`.*?Received: units=(?P<given>.+)", re.S)
LONGEST = 40  #: letters of it that are shown
KINDS = (  # pattern of what was given, and what that is
    (r"\d+\.\d*|\d*\.\d+", say("a number with a decimal point")),
    (r"[\[(].*", say("a list of numbers")),
    (r"0|-\d+", say("no number of neurons that a layer can have")),
    (r"None", say("nothing at all")),
    (r"[1-9]\d*", say("text, or one of NumPy's own numbers, which Keras does not take here")),
)
OTHER = say("no whole number")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read what the layer was given."""
    match = REFUSED.search(evidence.error.message) if evidence.error is not None else None
    if evidence.error is None or match is None:
        return
    given = match["given"].splitlines()[0]
    yield Symptom(
        say(
            "A layer wants to know how many units it has, as a whole number, and gets {given}: "
            "{kind}.",
            given=_cut(given),
            kind=_kind(match["given"]),
        ),
        say("How many units should this layer have, and does what you wrote count them?"),
        evidence.error.place,
    )


def _cut(given: str) -> str:
    return given if len(given) <= LONGEST else f"{given[:LONGEST]}…"


def _kind(given: str) -> Text:
    return next((text for known, text in KINDS if re.fullmatch(known, given, re.S)), OTHER)
