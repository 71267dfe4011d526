"""Rules: one folder per mistake. Each looks at the evidence and may name what it sees.

A rule's `__init__.py` holds its page as docstring, `CATALOGUE`, `SEVERITY` and `diagnose`.
Rules never cost points by themselves.
"""

from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Protocol, cast

from nngrader.evidence import Evidence
from nngrader.findings import SEVERITIES, Finding, Severity, Symptom
from nngrader.rooms import enter, names


class Rule(Protocol):
    """What a folder in this room offers."""

    CATALOGUE: str
    SEVERITY: Severity
    ORDER: int  #: of diagnosis: causes before consequences, lower first

    def diagnose(self, evidence: Evidence) -> Iterator[Symptom]:
        """Yield a symptom for every place where the mistake shows."""
        ...


def find(evidence: Evidence, only: str = "") -> tuple[Finding, ...]:
    """Run the rules on one submission; the first finding is the one to mend first."""
    stopped = evidence.error is not None
    rules = ((only, rule_named(only)),) if only else _in_order(stopped=stopped)
    return tuple(
        _finding(name, rule, symptom) for name, rule in rules for symptom in rule.diagnose(evidence)
    )


def rule_named(name: str) -> Rule:
    """Open one rule; raises UnknownName."""
    module: ModuleType = enter("nngrader.rules", name)
    return cast(Rule, module)


@cache
def _in_order(*, stopped: bool) -> tuple[tuple[str, Rule], ...]:
    """Open every rule once, in the order of diagnosis."""
    rules = {name: rule_named(name) for name in names("nngrader.rules")}
    ordered = sorted(rules, key=lambda name: (_rank(rules[name], stopped=stopped), name))
    return tuple((name, rules[name]) for name in ordered)


def _rank(rule: Rule, *, stopped: bool) -> tuple[int, int]:
    """Put causes before consequences, but what can stop a program first when it was stopped."""
    severity = SEVERITIES.index(rule.SEVERITY)
    return (severity if stopped else max(1, severity)), rule.ORDER


def _finding(name: str, rule: Rule, symptom: Symptom) -> Finding:
    return Finding(
        rule=name,
        catalogue=rule.CATALOGUE,
        severity=rule.SEVERITY,
        message=symptom.message,
        hint=symptom.hint,
        place=symptom.place,
    )
