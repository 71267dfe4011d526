"""The network answers the same rows differently when it is asked again.

## What it looks for
Answers of the trained network that move by 0.01 or more when the same rows of the exam are asked
once more, in another order, or in batches of another size.

## Why it hurts
The same flower should get the same answer today and tomorrow, alone and among others. Here the
answer depends on chance or on the company, and so does the score.

## What to try
Ask for one row twice, and then for this row among others. Which layer behaves differently while
training, and how does it know that training is over?

## Source
Catalogue E10. Measured on Keras 3.15 with TensorFlow 2.21: dense, convolutional and recurrent
networks move by less than 0.000001. The limit is chosen here, with room for half precision.
"""

from collections.abc import Iterator

from nngrader.evidence import AskedAgain, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._reading import model_place, went_well

CATALOGUE = "E10"
SEVERITY: Severity = "major"
ORDER = 920
LOOK = say("Ask for one row alone and then among others, and print both answers.")
CONCEPT = "prediction"
MOVED = 0.01  #: of an answer, in parts of answers beyond 1


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Name what moves the answers of the first run in which they move."""
    for run in evidence.runs:
        if run.again is not None and (what := _moving(run.again)):
            how, moved = what
            yield Symptom(
                say(
                    "With seed {seed}, the answers for {rows} rows move by up to {moved:.2g} when "
                    "the same rows are asked {how}.",
                    seed=run.seed,
                    rows=run.again.rows,
                    moved=moved,
                    how=how,
                ),
                say(
                    "Which layer behaves differently while training, and does it know that "
                    "training is over?"
                ),
                model_place(evidence),
                severity="minor" if evidence.script and went_well(evidence) else None,
            )
            return


def _moving(again: AskedAgain) -> tuple[Text, float] | None:
    """Find the plainest way to ask that moves the answers; chance moves them in every way."""
    asked = (
        (say("a second time"), again.repeated),
        (say("in another order"), again.reordered),
        (say("in batches of another size"), again.regrouped),
        (say("in another order and in other batches"), again.together),
    )
    return next(((how, moved) for how, moved in asked if moved >= MOVED), None)
