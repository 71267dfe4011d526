"""Checks made of checks, and of rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from nngrader.evidence import Evidence
from nngrader.grades import Verdict
from nngrader.rubric.assignment import Check
from nngrader.rules import find


def all_of(*checks: Check) -> Check:
    """Every part counts alike; what is lost is said first."""

    def check(evidence: Evidence) -> Verdict:
        verdicts = [part(evidence) for part in checks]
        share = sum(verdict.share for verdict in verdicts) / len(verdicts)
        lost = [verdict for verdict in verdicts if verdict.share < 1] or verdicts
        return Verdict(
            share, _joined(v.because for v in lost), lost[0].hint, _any_reported(verdicts)
        )

    return check


def any_of(*checks: Check) -> Check:
    """The best part counts; the first wins a tie."""

    def check(evidence: Evidence) -> Verdict:
        return max((part(evidence) for part in checks), key=lambda verdict: verdict.share)

    return check


@dataclass(frozen=True)
class free_of:  # noqa: N801 - reads as a check in a rubric
    """The named rule finds nothing."""

    rule: str

    def __call__(self, evidence: Evidence) -> Verdict:
        """Run the one rule; raises UnknownName with the nearest name."""
        found = find(evidence, only=self.rule)
        if evidence.model is None and not found:
            return Verdict(0.0, f"Nothing to judge `{self.rule}` by: there is no network yet.")
        if found:
            return Verdict(0.0, found[0].message, found[0].hint)
        return Verdict(1.0, f"No sign of {self.rule} in {len(evidence.runs)} training runs.")


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentences))


def _any_reported(verdicts: list[Verdict]) -> bool:
    return any(verdict.self_reported for verdict in verdicts)
