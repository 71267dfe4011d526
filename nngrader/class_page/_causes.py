"""Why points were lost: the findings of a class by rule, and what kept hand-ins from running."""

from collections.abc import Iterable, Iterator
from functools import cache

from nngrader.class_page._people import Group, gathered, key_of, person
from nngrader.errors import UnknownName
from nngrader.findings import SEVERITIES, Severity
from nngrader.reports._words import MISHAPS
from nngrader.results import Result
from nngrader.rules import rule_named

MISSING = "Nothing was handed in"
WEIGHTS: dict[Severity, str] = {
    "fatal": "keeps it from working",
    "major": "costs a lot",
    "minor": "worth mending",
    "info": "good to know",
}


@cache
def sentence_of(rule: str) -> str:
    """Say what a rule names, from the first line of its page and without the full stop."""
    try:
        page = rule_named(rule).__doc__ or ""
    except UnknownName:  # graded when there was such a rule
        page = ""
    return page.strip().partition("\n")[0].rstrip(".") or rule.replace("-", " ").capitalize()


def causes_of(results: Iterable[Result]) -> tuple[Group, ...]:
    """Group students by the rules that found something, the most frequent rule first."""
    by_rule = gathered(results, rules_of)
    groups = [_cause(rule, shared) for rule, shared in by_rule.items()]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.sentence)))


def stopped_of(results: Iterable[Result]) -> tuple[Group, ...]:
    """Group students whose hand-in did not run to its end, or is missing, by what happened."""
    by_status = gathered(results, _stopped)
    groups = [_stop(status, shared) for status, shared in by_status.items()]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.sentence)))


def rules_of(result: Result) -> tuple[str, ...]:
    """Name the rules that found something in the attempt that counts, each once."""
    findings = result.attempt.findings if result.attempt else ()
    return tuple(dict.fromkeys(finding.rule for finding in findings))


def first_cause(result: Result) -> str:
    """Say what to look at first: a finding, else the mishap, else a criterion that lost points."""
    return next(_reasons(result), "")


def status_words(status: str) -> str:
    """Say a status in one or two words."""
    return status.replace("_", " ")


def _reasons(result: Result) -> Iterator[str]:
    yield from map(sentence_of, rules_of(result))
    if result.status != "graded":
        yield _happened(result)
    criteria = result.attempt.criteria if result.attempt else ()
    yield from (criterion.title for criterion in criteria if not criterion.full)


def _happened(result: Result) -> str:
    """Say in general what kept a hand-in from being graded to its end."""
    attempt = result.attempt
    if attempt is None:
        return MISSING
    return "" if attempt.status == "graded" else str(MISHAPS[attempt.status])


def _cause(rule: str, shared: list[Result]) -> Group:
    first = sum(rules_of(result)[0] == rule for result in shared)
    weight = WEIGHTS[_severity(rule, shared)]
    if 0 < first < len(shared):
        weight += f"; for {first} the first thing to mend"
    return Group(
        key=key_of(rule),
        sentence=sentence_of(rule),
        people=tuple(map(person, shared)),
        weight=weight,
    )


def _severity(rule: str, shared: list[Result]) -> Severity:
    """The gravest that was given: records may be older than the rule's present rank."""
    given = {f.severity for r in shared if r.attempt for f in r.attempt.findings if f.rule == rule}
    return min(given, key=SEVERITIES.index)


def _stopped(result: Result) -> tuple[str, ...]:
    return () if result.status == "graded" else (result.status,)


def _stop(status: str, shared: list[Result]) -> Group:
    told = tuple(person(r, r.attempt.mishap if r.attempt else "") for r in shared)
    return Group(key=key_of(status), sentence=_happened(shared[0]), people=told)
