"""Rules: one folder per mistake. Each looks at the evidence and may name what it sees.

A rule's `__init__.py` holds its page as docstring, the constants of `Rule` and `diagnose`.
Rules never cost points by themselves.
"""

from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Protocol, cast

from nngrader.evidence import Evidence, Trial
from nngrader.findings import SEVERITIES, Finding, Severity, Symptom
from nngrader.language import ENGLISH, Text, Voice, say, voice
from nngrader.rooms import enter, names
from nngrader.trials import change_named

ROOM = "nngrader.rules"
CONSEQUENCES = 785  #: from this order on rules name what follows from a cause, such as guessing
FACT = say("Read off what the program does.")
TRIED = say("Tried: with {change} it reaches {reaches:.3g} instead of {reached:.3g}.")


class Rule(Protocol):
    """What a folder in this room offers.

    A hypothesis may also hold `TRIAL`, the name of a change in the room `trials`: a short training
    with that change confirms or refutes it. A rule without one states facts.
    """

    CATALOGUE: str
    SEVERITY: Severity
    ORDER: int  #: of diagnosis: causes before consequences, lower first
    LOOK: Text  #: second stage of the hint: a place to look
    CONCEPT: str  #: third stage: a page in the room `concepts`

    def diagnose(self, evidence: Evidence) -> Iterator[Symptom]:
        """Yield a symptom for every place where the mistake shows."""
        ...


def find(evidence: Evidence, only: str = "", language: str = ENGLISH) -> tuple[Finding, ...]:
    """Run the rules on one submission; the first finding is the one to mend first.

    Raises UnknownName for a rule or a language that there is not.
    """
    speak = voice(language)
    found = [
        finding
        for name in ((only,) if only else rule_names())
        for finding in _findings(name, rule_named(name), evidence, speak)
    ]
    return tuple(sorted(found, key=lambda finding: _rank(finding, evidence)))


def sign_of(name: str, evidence: Evidence) -> Symptom | None:
    """Look for one mistake where it is most serious; raises UnknownName."""
    rule = rule_named(name)

    def weight(sign: Symptom) -> int:
        return _weight(_severity(name, rule, sign, evidence), evidence)

    return min(rule.diagnose(evidence), key=weight, default=None)


@cache
def rule_names() -> tuple[str, ...]:
    """List the rules."""
    return names(ROOM)


@cache
def rule_named(name: str) -> Rule:
    """Open one rule; raises UnknownName."""
    module: ModuleType = enter(ROOM, name)
    return cast(Rule, module)


def trial_of(rule: Rule) -> str:
    """Name the change that would confirm the rule's hypothesis; empty for one that states facts."""
    return str(getattr(rule, "TRIAL", ""))


def _rank(finding: Finding, evidence: Evidence) -> tuple[int, int]:
    """Put causes before consequences, but what can stop a program first when it was stopped."""
    return _weight(finding.severity, evidence), rule_named(finding.rule).ORDER


def _weight(severity: Severity, evidence: Evidence) -> int:
    """Weigh a severity; 0 is the most serious."""
    weight = SEVERITIES.index(severity)
    return weight if evidence.error is not None else max(1, weight)


def _findings(name: str, rule: Rule, evidence: Evidence, speak: Voice) -> Iterator[Finding]:
    for symptom in rule.diagnose(evidence):
        yield Finding(
            rule=name,
            catalogue=symptom.catalogue or rule.CATALOGUE,
            severity=_severity(name, rule, symptom, evidence),
            message=speak(symptom.message),
            hint=speak(symptom.hint),
            place=symptom.place,
            look=speak(rule.LOOK),
            concept=rule.CONCEPT,
            confirmed_by=_confirmed(name, rule, evidence, speak),
        )


def _severity(name: str, rule: Rule, symptom: Symptom, evidence: Evidence) -> Severity:
    """Take a suspicion seriously where nothing could be tried; else what a trial confirmed."""
    own, trial = symptom.severity or rule.SEVERITY, _trial(name, evidence)
    if not trial_of(rule):
        return own
    if trial is not None:
        return rule.SEVERITY if trial.confirms else "info"
    could_be_tried = evidence.exam == "training" and bool(evidence.runs)
    return _milder(own, "minor") if evidence.trials or could_be_tried else own


def _milder(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=SEVERITIES.index)


def _confirmed(name: str, rule: Rule, evidence: Evidence, speak: Voice) -> str:
    """Say how the cause is known; empty for a hypothesis that nobody tried or that failed."""
    if not trial_of(rule):
        return speak(FACT)
    trial = _trial(name, evidence)
    if trial is None or not trial.confirms:
        return ""
    told = say(
        TRIED.english,
        change=change_named(trial.change).WORDS,
        reaches=trial.reaches,
        reached=trial.reached,
    )
    return speak(told)


def _trial(rule: str, evidence: Evidence) -> Trial | None:
    return next((trial for trial in evidence.trials if trial.rule == rule), None)
