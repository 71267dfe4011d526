"""What counts as a right diagnosis: pure functions over what `nngrader diagnose --json` says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GRAVE = ("fatal", "major")
GROUPS = "LDATEK"
FIRST, FIRST_THREE = 1, 3


@dataclass(frozen=True)
class Wanted:
    """What is wrong with a program; nothing, when `main` is empty."""

    file: str
    family: str
    main: str = ""  #: an id in the catalogue
    accept: tuple[str, ...] = ()  #: names that are as right
    harmless: bool = False  #: it must be explained, never failed
    training: bool = False  #: nothing but a training can show it


@dataclass(frozen=True)
class Finding:
    """What the diagnosis says, as far as it is scored."""

    catalogue: str
    severity: str


@dataclass(frozen=True)
class Said:
    """What was said of one program, most important first."""

    findings: tuple[Finding, ...] = ()
    status: str = ""
    mishap: str = ""


@dataclass(frozen=True)
class Scored:
    """Whether the diagnosis of one program was right."""

    wanted: Wanted
    said: Said
    first: bool = False  #: the first cause is the fault
    among_three: bool = False
    found: bool = False  #: wherever it stands
    false_alarm: bool = False  #: a right program was said to be wrong


def said(entry: Mapping[str, Any]) -> Said:
    """Read an entry of the JSON."""
    found = (Finding(one["catalogue"] or "", one["severity"]) for one in entry["findings"])
    mishap = entry.get("mishap") or {}
    return Said(tuple(found), str(entry.get("status", "")), str(mishap.get("name", "")))


def score(wanted: Wanted, told: Said) -> Scored:
    """Compare what was said with what is so."""
    if not wanted.main:
        return Scored(wanted, told, false_alarm=_grave(told.findings))
    if wanted.harmless:
        explained = _explained(wanted, told)
        return Scored(wanted, told, explained, explained, explained)
    right = [_is(wanted, one) for one in ranked(told.findings)]
    return Scored(
        wanted,
        told,
        first=any(right[:FIRST]),
        among_three=any(right[:FIRST_THREE]),
        found=any(_is(wanted, one) for one in told.findings),
    )


def ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What a reader takes for causes: a mere information is one only where nothing else is said."""
    causes = tuple(one for one in findings if one.severity != "info")
    return causes or tuple(findings)


def _explained(wanted: Wanted, told: Said) -> bool:
    return not _grave(told.findings) and any(_is(wanted, one) for one in told.findings)


def _grave(findings: Iterable[Finding]) -> bool:
    return any(one.severity in GRAVE for one in findings)


def _is(wanted: Wanted, finding: Finding) -> bool:
    return finding.catalogue in (wanted.main, *wanted.accept)


@dataclass(frozen=True)
class Rates:
    """The shares of a group of faulty programs, each of 1; nan for none."""

    n: int
    first: float
    among_three: float
    found: float


def rates(scored: Sequence[Scored]) -> Rates:
    """Add the faulty programs up."""
    faulty = [one for one in scored if one.wanted.main]
    return Rates(
        len(faulty),
        share(one.first for one in faulty),
        share(one.among_three for one in faulty),
        share(one.found for one in faulty),
    )


def share(truths: Iterable[bool]) -> float:
    """How many of them hold, of 1; nan for none."""
    every = list(truths)
    return sum(every) / len(every) if every else float("nan")


def false_alarms(scored: Iterable[Scored]) -> list[Scored]:
    """The right programs that were said to be wrong."""
    return [one for one in scored if one.false_alarm]


def right_programs(scored: Iterable[Scored]) -> list[Scored]:
    """The programs without a fault."""
    return [one for one in scored if not one.wanted.main]


def misses(scored: Iterable[Scored]) -> list[Scored]:
    """The faulty programs whose first cause was not named."""
    return [one for one in scored if one.wanted.main and not one.first]


def group(scored: Iterable[Scored], letter: str) -> list[Scored]:
    """The faulty programs of one part of the catalogue."""
    return [one for one in scored if one.wanted.main.startswith(letter)]
