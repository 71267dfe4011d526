"""Checks of what the trained network answers."""

from dataclasses import dataclass

from nngrader.evidence import Evidence, TrainingRun
from nngrader.grades import Verdict
from nngrader.language import Text, joined, say
from nngrader.rubric.checks.missing import nothing_from


@dataclass(frozen=True, kw_only=True)
class accuracy:  # noqa: N801 - reads as a check in a rubric, and carries the question "is it open?"
    """At least this share of the hidden rows is answered rightly, on so many of the seeds.

    Between `at_least - margin` and `at_least` the points grow evenly, so that a near miss is
    worth more than no network. What counts is the best accuracy that `on_seeds` seeds reached, or
    the part of these seeds that reached the full accuracy, whichever is more.
    """

    at_least: float  #: 0..1
    on_seeds: int = 1
    margin: float = 0.1  #: 0..1; 0 for all or nothing

    def __post_init__(self) -> None:
        """Refuse what no network could reach, or every network would."""
        if not (0 < self.at_least <= 1 and 0 <= self.margin <= 1 and self.on_seeds >= 1):
            problem = (
                f"accuracy(at_least={self.at_least}, on_seeds={self.on_seeds}, "
                f"margin={self.margin}): at_least and margin are shares from 0 to 1, "
                "and at least 1 seed is asked."
            )
            raise ValueError(problem)

    def __call__(self, evidence: Evidence) -> Verdict:
        """Judge the runs there are."""
        if len(evidence.runs) < self.on_seeds:
            return self._untrained(evidence)
        reached = sorted((run.accuracy for run in evidence.runs), reverse=True)[self.on_seeds - 1]
        reported = any(run.self_reported for run in evidence.runs)
        if self._reached(reached):
            found = say("It answers {seeds}.", seeds=_told(evidence))
            return Verdict(1.0, found, self_reported=reported)
        share = max(self._near(reached), self._passed(evidence) / self.on_seeds)
        found = say("It answers {seeds}; {asked}.", seeds=_told(evidence), asked=self._wanted())
        return Verdict(share, found, HINT, reported)

    def is_open(self, evidence: Evidence) -> bool:
        """Say whether another seed could still change the points."""
        return self._passed(evidence) < self.on_seeds

    def _passed(self, evidence: Evidence) -> int:
        return sum(self._reached(run.accuracy) for run in evidence.runs)

    def _near(self, accuracy: float) -> float:
        lacking = self.at_least - accuracy
        return max(0.0, 1.0 - lacking / self.margin) if self.margin else 0.0

    def _reached(self, accuracy: float) -> bool:
        return accuracy >= self.at_least - ROUNDING

    def _untrained(self, evidence: Evidence) -> Verdict:
        failed = next((run.error for run in evidence.runs if run.error), "")
        if failed:
            return Verdict(0.0, say("Training stopped: {error}", error=failed), HINT)
        if evidence.runs:
            found = say(
                "It answers {seeds}, and only {done} of {wanted} trainings came to an end.",
                seeds=_told(evidence),
                done=len(evidence.runs),
                wanted=self.on_seeds,
            )
            return Verdict(0.0, found, HINT)
        for stage in ("preprocess", "build_model", "train"):
            if stage in evidence.unfinished:
                return nothing_from(stage, evidence)
        return nothing_from("train", evidence)

    def _wanted(self) -> Text:
        asked = say(
            "an accuracy of {least:g}{seeds} was asked",
            least=self.at_least,
            seeds=say(" on {seeds} seeds", seeds=self.on_seeds) if self.on_seeds > 1 else "",
        )
        start = max(0.0, self.at_least - self.margin)
        if not self.margin:
            return asked
        return say("{asked}, and points start above {start:.4g}", asked=asked, start=start)


ROUNDING = 1e-6  #: accuracies are kept to six digits, so that 5/6 is a little less than 5/6
HINT = say("Look at the learning curve: does the loss still fall, jump about, or stand still?")


def _told(evidence: Evidence) -> Text | str:
    return joined((_run_told(run, len(evidence.truth)) for run in evidence.runs), ", ")


def _run_told(run: TrainingRun, rows: int) -> Text:
    return say(
        "{right} of {rows} rightly with seed {seed}{cut} (accuracy {accuracy:.4g})",
        right=round(run.accuracy * rows),
        rows=rows,
        seed=run.seed,
        cut=_cut(run) if run.cut else "",
        accuracy=run.accuracy,
    )


def _cut(run: TrainingRun) -> Text:
    return say(" after {judged:,} of {asked:,} epochs", judged=run.judged, asked=run.asked)
