"""What a rule says: a symptom with the student's own numbers, and hints that lead to the cause."""

from dataclasses import dataclass
from typing import Literal

from nngrader.evidence import Place
from nngrader.language import Text

Severity = Literal["fatal", "major", "minor", "info"]
SEVERITIES: tuple[Severity, ...] = ("fatal", "major", "minor", "info")


@dataclass(frozen=True)
class Symptom:
    """What a rule yields; the engine adds the rule's name and rank."""

    message: Text | str  #: one sentence, present tense, with a measured value
    hint: Text | str  #: the first stage: a question, never the corrected code
    place: Place | None = None
    catalogue: str = ""  #: where one rule speaks for several entries; else the rule's own
    severity: Severity | None = None  #: where it depends; else the rule's own


@dataclass(frozen=True)
class Finding:
    """A named mistake in one submission."""

    rule: str
    catalogue: str  #: id in the catalogue of faults, such as "L01"
    severity: Severity
    message: str
    hint: str  #: a question
    place: Place | None = None
    look: str = ""  #: the second stage: a place to look
    concept: str = ""  #: the third stage: name of a page in the room `concepts`
    confirmed_by: str = ""  #: how it is known: read off the code, measured, or tried; one sentence


def first_cause(findings: tuple[Finding, ...]) -> Finding | None:
    """Choose what to show first: the first serious one that is confirmed, else the first of all."""
    serious = (one for one in findings if one.severity in ("fatal", "major") and one.confirmed_by)
    return next(serious, next(iter(findings), None))
