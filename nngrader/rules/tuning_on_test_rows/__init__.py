"""Settings are compared on the rows that also give the final score.

## What it looks for
One line with `evaluate` that asks about the same unseen rows after three trainings or more, in a
program that asks about no other unseen rows.

## Why it hurts
Whoever chooses the best of many settings by the exam has a little of the exam in the choice. The
score of the winner is a little too good.

## What to try
Set a third part of the rows aside, and look at it once, at the very end.

## Source
Catalogue E06 (Skripchuk et al. 2022, Zimmermann et al. 2023). A remark only: whether anything is
chosen by these scores cannot be seen. Three: two networks side by side are a comparison.
"""

from collections import defaultdict
from collections.abc import Iterator

from nngrader.evidence import Asking, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say

CATALOGUE = "E06"
SEVERITY: Severity = "info"
ORDER = 960
LOOK = say("Look at which rows `evaluate` is asked about inside the loop, and which after it.")
CONCEPT = "honest-score"
LEAST = 3  #: trainings that were scored by the same rows
UNMET = 0.5  #: a smaller share of the rows was trained on


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the trainings that one line scored with the same rows."""
    scores = [one for one in evidence.asked if one.by == "evaluate" and one.x.digest]
    unseen = [one for one in scores if one.met is not None and one.met < UNMET]
    if len({one.x.digest for one in unseen}) != 1:
        return
    for asked in _by_line(unseen):
        trainings = {one.after for one in asked}
        if len(trainings) >= LEAST:
            yield Symptom(
                say(
                    "The same {rows} unseen rows score {trainings} trainings, and no others are "
                    "left for the end.",
                    rows=asked[0].x.shape[0],
                    trainings=len(trainings),
                ),
                say("Which part of the data is for choosing, and which for the final score?"),
                asked[0].place,
            )


def _by_line(asked: list[Asking]) -> list[list[Asking]]:
    lines = defaultdict(list)
    for one in asked:
        lines[one.place].append(one)
    return list(lines.values())
