"""Checks made of checks, and of rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nngrader.evidence import Evidence
from nngrader.grades import Verdict
from nngrader.language import Text, counted, joined, say
from nngrader.rubric.assignment import Check
from nngrader.rules import sign_of


@dataclass(frozen=True)
class Combined:
    """A check made of parts, which stay visible: one of them may ask for another seed."""

    parts: tuple[Check, ...]
    judge: Callable[[list[Verdict]], Verdict]

    def __post_init__(self) -> None:
        """Refuse a check of nothing."""
        if not self.parts:
            problem = "all_of(...) and any_of(...) need at least one check; 0 were given."
            raise ValueError(problem)

    def __call__(self, evidence: Evidence) -> Verdict:
        """Judge every part, then make one verdict of them."""
        return self.judge([part(evidence) for part in self.parts])


def all_of(*checks: Check) -> Check:
    """Every part counts alike; what is lost is said first."""
    return Combined(checks, _together)


def any_of(*checks: Check) -> Check:
    """The best part counts; the first wins a tie."""
    return Combined(checks, _best)


def _together(verdicts: list[Verdict]) -> Verdict:
    share = min(1.0, sum(verdict.share for verdict in verdicts) / len(verdicts))
    lost = [verdict for verdict in verdicts if verdict.share < 1] or verdicts
    return Verdict(share, _joined(v.because for v in lost), lost[0].hint, _any_reported(verdicts))


def _best(verdicts: list[Verdict]) -> Verdict:
    return max(verdicts, key=lambda verdict: verdict.share)


@dataclass(frozen=True)
class free_of:  # noqa: N801 - reads as a check in a rubric
    """The named rule finds nothing."""

    rule: str

    def __call__(self, evidence: Evidence) -> Verdict:
        """Run the one rule; raises UnknownName with the nearest name."""
        sign = sign_of(self.rule, evidence)
        if sign is not None:
            return Verdict(0.0, sign.message, sign.hint)
        if evidence.model is None:
            nothing = say("Nothing to judge `{rule}` by: there is no network yet.", rule=self.rule)
            return Verdict(0.0, nothing)
        clean = counted(
            "No sign of {rule} in {number} training run.",
            "No sign of {rule} in {number} training runs.",
            len(evidence.runs),
            rule=self.rule,
        )
        return Verdict(1.0, clean)


def _joined(sentences: Iterable[Text | str]) -> Text | str:
    return joined(dict.fromkeys(sentences))


def _any_reported(verdicts: list[Verdict]) -> bool:
    return any(verdict.self_reported for verdict in verdicts)
