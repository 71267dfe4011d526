"""The network gives one answer to everything.

## What it looks for
All hidden rows get the same class in every run, although they belong to several, and no run
succeeds.

## Why it hurts
Such a network ignores its inputs. It scores as well as a guess that is always the same.

## What to try
Count the answers per class. Does anything that goes in reach the output?

## Source
Catalogue T11. Measured on Keras 3.15 with TensorFlow 2.21: XOR with all weights starting at 0
gives one answer to all four rows.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._curves import failed
from nngrader.rules._reading import model_place

CATALOGUE = "T11"
SEVERITY: Severity = "major"
ORDER = 788
LOOK = say("Print the answers for a few rows that differ much, before and after the training.")
CONCEPT = "guessing"
TRIAL = "zeroed-inputs"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for one class in the answers of every run."""
    runs = [run for run in evidence.runs if run.answers and not run.error]
    if not runs or any(len(set(run.answers)) > 1 or run.answers[0] < 0 for run in runs):
        return
    if not failed(evidence) or not _several_classes(evidence, runs[0]):
        return
    yield Symptom(
        _told(evidence, runs[0]),
        say(
            "Does the answer change at all when you change the input, and what could hold it fixed?"
        ),
        model_place(evidence),
    )


def _several_classes(evidence: Evidence, run: TrainingRun) -> bool:
    counts = run.own.truth_counts if run.own else ()
    return len(set(evidence.truth)) > 1 or sum(map(bool, counts)) > 1


def _told(evidence: Evidence, run: TrainingRun) -> Text:
    rows, answer = len(run.answers), run.answers[0]
    if evidence.exam == "training":
        return say(
            "With seed {seed}, all {rows} rows that it was trained on get the same answer.",
            seed=run.seed,
            rows=rows,
        )
    return say(
        'With seed {seed}, all {rows} rows of the exam get the same answer: "{answer}".',
        seed=run.seed,
        rows=rows,
        answer=evidence.classes[answer] if answer < len(evidence.classes) else str(answer),
    )
