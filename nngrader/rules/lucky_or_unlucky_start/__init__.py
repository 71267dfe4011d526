"""Some random starts succeed and others do not.

## What it looks for
At most four hidden rows, and runs of which some answer all of them rightly and some do not.

## Why it hurts
Nothing is wrong with the design: it can solve the task. But the weights start at random, and with
few hidden units many starts end in a dead end.

## What to try
Train with five seeds and count the successes. What changes with a few more hidden units?

## Source
Catalogue A06, a NumPy count over 400 seeds with Adam at 0.1 and 1000 epochs: a 2-n-1 network with
relu solves XOR with 2, 3, 4, 8, 16 hidden units in 13, 36, 51, 88, 98 % of the starts, with tanh
in 52, 84, 98, 100, 100 %.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import FEW_ROWS, model_place, succeeded

CATALOGUE = "A06"
SEVERITY: Severity = "info"
ORDER = 650
LOOK = say(
    "Train five times with different seeds, and write down how often all rows come out right."
)
CONCEPT = "initial-weights"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the runs that answer every row of a very small exam."""
    runs = [run for run in evidence.runs if 0 < len(run.answers) <= FEW_ROWS and not run.error]
    won = sum(succeeded(run) for run in runs)
    if not 0 < won < len(runs):
        return
    yield Symptom(
        counted(
            "{number} of {runs} random starts answers all {rows} rows rightly: the design can do "
            "it, but not from every start.",
            "{number} of {runs} random starts answer all {rows} rows rightly: the design can do "
            "it, but not from every start.",
            won,
            runs=len(runs),
            rows=len(runs[0].answers),
        ),
        say(
            "This is no error of yours. How often does it succeed with other seeds, and how does "
            "the number of hidden units change that?"
        ),
        model_place(evidence),
    )
