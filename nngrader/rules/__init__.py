"""Rules: one folder per mistake. Each looks at the evidence and may name what it sees.

A rule's `__init__.py` holds its page as docstring, `CATALOGUE`, `SEVERITY` and `diagnose`.
Rules never cost points by themselves.
"""

from collections.abc import Iterator
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
    chosen = (only,) if only else names("nngrader.rules")
    rules = {name: rule_named(name) for name in chosen}
    stopped = evidence.error is not None
    ordered = sorted(rules, key=lambda name: (_rank(rules[name], stopped=stopped), name))
    return tuple(
        _finding(name, rules[name], symptom)
        for name in ordered
        for symptom in rules[name].diagnose(evidence)
    )


def rule_named(name: str) -> Rule:
    """Open one rule; raises UnknownName."""
    module: ModuleType = enter("nngrader.rules", name)
    return cast(Rule, module)


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
