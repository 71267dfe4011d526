"""The program stops at a line that Keras 3 does not understand.

## What it looks for
An exception that is known among the breakages of Keras 3: names that were renamed or removed,
misspelled settings, arguments of another kind. Where another rule speaks about the same crash with
the program's own numbers, this one is silent.

## Why it hurts
Nothing below the line is done. Books and pages that were written for an older Keras contain many
such lines.

## What to try
Read the last line of the error first, then the line of the program that it names.

## Source
Catalogue K01 to K67, each reproduced on Keras 3.15 with TensorFlow 2.21; `nngrader/breakages`.
K00 stands for an error that is known and has no number there.
"""

from collections.abc import Iterator
from functools import cache

from nngrader import rules
from nngrader.evidence import Evidence, StageError
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rooms import names
from nngrader.rules._crashes import crash_number, explanation

CATALOGUE = "K00"
SEVERITY: Severity = "fatal"
ORDER = 199
LOOK = say("Read the last line of the error, then your line that it names.")
CONCEPT = "old-keras"
LONGEST = 120  #: characters of a message that are quoted
#: Where the catalogue says of a breakage that another entry explains it.
ALSO = {
    "K16": ("D09",),
    "K19": ("A05",),
    "K21": ("A14",),
    "K23": ("D08", "A15"),
    "K24": ("D10",),
    "K31": ("T01",),
    "K32": ("T01",),
    "K37": ("D18",),
    "K38": ("D09", "D18", "L20"),
    "K39": ("L19", "D04"),
    "K40": ("L14", "L20", "L12", "L01"),
    "K41": ("L14", "L12", "L01", "L11"),
    "K42": ("L15", "L20", "L12"),
    "K43": ("D11", "A21"),
    "K44": ("L13", "L11", "L02", "L12"),
    "K45": ("L18",),
    "K46": ("D12", "D09", "A21"),
    "K47": ("D11", "D12"),
    "K48": ("D09",),
    "K49": ("T21",),
    "K51": ("T20",),
    "K58": ("D13",),
    "K67": ("E03",),
}


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Explain the error, unless somebody else does."""
    error, meaning = evidence.error, explanation(evidence)
    number = crash_number(evidence)
    if error is None or meaning is None or _others_speak(number, evidence):
        return
    yield Symptom(
        say("Your program stops with `{error}`.", error=_quoted(error)),
        meaning.told(script=evidence.script) or "",
        error.place,
        catalogue=number,
    )


def _quoted(error: StageError) -> str:
    """Quote the first line of an error."""
    lines = error.message.splitlines()
    return f"{error.kind}: {lines[0][:LONGEST]}" if lines else error.kind


def _others_speak(number: str, evidence: Evidence) -> bool:
    """Whether a rule of an entry that explains the same crash has something to say."""
    wanted = {number, *ALSO.get(number, ())}
    speaking = (rule for entry, rule in _others() if entry in wanted)
    return any(True for rule in speaking for _ in rule.diagnose(evidence))


@cache
def _others() -> tuple[tuple[str, rules.Rule], ...]:
    """List the rules that may explain a crash, with their entries in the catalogue."""
    entries = {entry for also in ALSO.values() for entry in also} | set(ALSO)
    opened = [rules.rule_named(name) for name in names(rules.ROOM)]
    return tuple((rule.CATALOGUE, rule) for rule in opened if rule.CATALOGUE in entries)
