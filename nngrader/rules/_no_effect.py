"""What a program makes and never uses: warnings of our own, kind NoEffect."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nngrader.evidence import Evidence, KerasWarning, Place

CATEGORY = "NoEffect"
MADE = re.compile(r"`(?P<name>\w+)`, made by `(?P<function>\w+)` here, is never read again\.")
LOST = re.compile(r"What `(?P<function>\w+)` gives back here is not kept;")
UNUSED = re.compile(
    r"`(?P<name>\w+)` is an optimizer \((?P<kind>\w+), learning rate (?P<rate>\S+)\)"
)
RENAMED = re.compile(
    r"Setting `(?P<name>\w+)` to (?P<value>.+) changes nothing: .* still (?P<rate>\S+)\.$"
)
ENCODING = re.compile(r"enc|label|^le$|^lb$|^ohe?$|cat|one_?hot|^y", re.IGNORECASE)


@dataclass(frozen=True)
class Unkept:
    """Rows or labels that were prepared for nothing."""

    function: str  #: that made them
    name: str  #: that nobody reads; empty where there is not even a name
    place: Place | None
    encodes: bool  #: it makes labels, and not rows


def unkept(evidence: Evidence) -> Iterator[Unkept]:
    """List what was scaled or encoded and never used."""
    for warning, found in _matching(evidence, MADE, LOST):
        said = found.groupdict()
        function, name = said["function"], said.get("name") or ""
        line = _line(evidence, warning.place)
        encodes = function == "to_categorical" or _is_encoder(function, name, line)
        yield Unkept(function, name, warning.place, encodes)


def _is_encoder(function: str, name: str, line: str) -> bool:
    """Whether it is labels that are made: by the name of what makes them, or of the result."""
    found = re.search(rf"(\w+)(\([^()]*\))?\.{function}\(", line)
    return any(ENCODING.search(word) for word in (name, found[1] if found else "") if word)


def _line(evidence: Evidence, place: Place | None) -> str:
    whole = place is not None and place.cell is None and place.line <= len(evidence.source)
    return evidence.source[place.line - 1] if place is not None and whole else ""


def warned(
    evidence: Evidence, pattern: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], Place | None]]:
    """Find the warnings of one pattern."""
    return ((found, warning.place) for warning, found in _matching(evidence, pattern))


def _matching(
    evidence: Evidence, *patterns: re.Pattern[str]
) -> Iterator[tuple[KerasWarning, re.Match[str]]]:
    for warning in evidence.warnings:
        if warning.category != CATEGORY:
            continue
        found = next(filter(None, (pattern.match(warning.message) for pattern in patterns)), None)
        if found is not None:
            yield warning, found


def learning_rate(evidence: Evidence) -> float | None:
    """Read the rate that the network was compiled with; None for a schedule, or without one."""
    optimizer = evidence.model.optimizer if evidence.model else None
    rate = optimizer.settings.get("learning_rate") if optimizer else None
    return float(rate) if isinstance(rate, int | float) else None
