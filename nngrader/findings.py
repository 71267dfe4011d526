"""What a rule says: a symptom with the student's own numbers, and a question to think about."""

from dataclasses import dataclass
from typing import Literal

from nngrader.evidence import Place

Severity = Literal["fatal", "major", "minor", "info"]
SEVERITIES: tuple[Severity, ...] = ("fatal", "major", "minor", "info")


@dataclass(frozen=True)
class Symptom:
    """What a rule yields; the engine adds the rule's name and rank."""

    message: str  #: one sentence, present tense, with a measured value
    hint: str  #: a question or a place to look, never the corrected code
    place: Place | None = None


@dataclass(frozen=True)
class Finding:
    """A named mistake in one submission."""

    rule: str
    catalogue: str  #: id in the catalogue of faults, such as "L01"
    severity: Severity
    message: str
    hint: str
    place: Place | None = None
