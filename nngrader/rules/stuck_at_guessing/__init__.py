"""The network answers no better than guessing.

## What it looks for
Runs of at least three epochs whose accuracy lies, in all of them, within three standard errors of
what always naming the most frequent class would reach. Where the labels are numbers: answers that
explain at most a twentieth of their variance, which always naming their mean would nearly reach.

## Why it hurts
A score must be compared with what no network at all would reach. Here nothing was learned, and the
other findings are the places to look first.

## What to try
Write down the score of guessing. Then let the network learn ten rows by heart: can it?

## Source
Catalogue T10; the standard error of a share is sqrt(p (1 - p) / n). Of four rows it is so large
that their share is taken as it is. Labels that are numbers, and their twentieth, are added here.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import error_of, failed, guessing
from nngrader.rules._reading import FEW_ROWS, REGRESSION, fit_place, loss_of

CATALOGUE = "T10"
SEVERITY: Severity = "major"
ORDER = 790
LOOK = say("Count how often each class occurs among the labels.")
CONCEPT = "guessing"
CERTAIN = 3  #: standard errors
FEWEST = 3  #: epochs
NOTHING = 0.05  #: share of variance explained; chosen here


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare every run with naming one class only, or with naming the mean."""
    if not failed(evidence) or any(fit.class_weight for fit in evidence.fits):
        return
    if evidence.task == "numbers":
        if evidence.model is not None and loss_of(evidence.model) in REGRESSION:
            yield from _of_numbers(evidence)
        return
    shares = [guessing(run, evidence.truth) for run in evidence.runs]
    known = [share for share in shares if share is not None]
    if len(known) == len(shares) and all(map(_is_guessing, evidence.runs, known)):
        best = max(run.accuracy for run in evidence.runs)
        yield Symptom(
            say(
                "The network names {best:.3g} of the rows rightly; always naming the most frequent "
                "class would reach {guess:.3g}.",
                best=best,
                guess=known[0],
            ),
            say("What would guessing reach on your rows, and how would you notice learning?"),
            fit_place(evidence),
        )


def _of_numbers(evidence: Evidence) -> Iterator[Symptom]:
    found = [run.own.explained if run.own else None for run in evidence.runs]
    known = [share for share in found if share is not None and share <= NOTHING]
    if len(known) == len(found) and all(run.epochs >= FEWEST for run in evidence.runs):
        yield Symptom(
            say(
                "The answers lie {missed:.3g} times as far off, in squares, as always naming the "
                "mean of your labels would.",
                missed=1 - max(known),
            ),
            say(
                "What would the mean of your labels alone reach, and how would you notice learning?"
            ),
            fit_place(evidence),
        )


def _is_guessing(run: TrainingRun, guess: float) -> bool:
    rows = len(run.answers)
    doubt = CERTAIN * error_of(guess, rows) if rows > FEW_ROWS else 0.0
    near = run.accuracy <= guess + doubt
    repeated = guess * rows > 1  # labels that are all unlike are no classes
    return run.epochs >= FEWEST and rows >= FEW_ROWS and repeated and guess < 1 and near
