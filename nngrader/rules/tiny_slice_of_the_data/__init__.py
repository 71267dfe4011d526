"""Training sees only a sliver of the data that was loaded.

## What it looks for
A program that loads one of the data sets of Keras, and a `fit` on less than a fiftieth of its
training rows. It is a remark, unless it is less than a two-hundredth and the network does clearly
worse on other rows.

## Why it hurts
Few rows are quickly known by heart. What a network knows by heart says little about rows that it
has never seen.

## What to try
Print how many rows of each class reach `fit`, and compare the score on them with that on others.

## Source
Catalogue D16. Measured on Keras 3.15 with TensorFlow 2.21: trained on 100 of the 60,000 digits,
a network answers 97 % of these rightly and 62 % of 500 others; on 3,000 digits 99 % of its own. A slice taken on purpose, to be quick, is common in lessons: the fiftieth is
chosen here so that 2,000 digits are not worth a word.
"""

import re
from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import GOOD, fit_place, trained_rows, went_well

CATALOGUE = "D16"
SEVERITY: Severity = "major"
ORDER = 850
LOOK = say("Count how many rows of each class reach `fit`.")
CONCEPT = "overfitting"
LOADED = re.compile(r"\b(fashion_mnist|mnist|cifar100|cifar10)\.load_data\(")
ROWS = {"mnist": 60_000, "fashion_mnist": 60_000, "cifar10": 50_000, "cifar100": 50_000}
CELLS = {"mnist": 784, "fashion_mnist": 784, "cifar10": 3072, "cifar100": 3072}
TINY = 0.02  #: share of the rows
GRAVE = 0.005  #: share below which a slice is not taken to be quick
GAP = 0.15  #: of accuracy between rows trained on and others


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the rows that are trained on with those that there are."""
    found = {match for line in evidence.source for match in LOADED.findall(line)}
    fits = [fit for fit in evidence.fits if fit.x.shape]
    if len(found) != 1 or not fits or any(fit.by != "fit" for fit in evidence.fits):
        return
    name = found.pop()
    most = max(trained_rows(fit) for fit in fits)
    cells = {_cells(fit.x.shape[1:]) for fit in fits}
    if not 0 < most < TINY * ROWS[name] or cells != {CELLS[name]}:
        return
    yield Symptom(
        say(
            "You train on {few} of the {all} rows that {name} has for training.",
            few=most,
            all=ROWS[name],
            name=name,
        ),
        say("How many examples of each class are that, and how does it do on all the others?"),
        fit_place(evidence),
        severity=_severity(evidence, few=most < GRAVE * ROWS[name]),
    )


def _cells(shape: tuple[int, ...]) -> int:
    cells = 1
    for size in shape:
        cells *= size
    return cells


def _severity(evidence: Evidence, *, few: bool) -> Severity:
    if few and any(_forgets(run) for run in evidence.runs):
        return "major"
    unlearned = evidence.runs and evidence.exam == "training" and not went_well(evidence)
    return "minor" if unlearned else "info"


def _forgets(run: TrainingRun) -> bool:
    """Whether rows that were not trained on are answered clearly worse."""
    ends = [(run.history.get(name) or (None,))[-1] for name in ("accuracy", "val_accuracy")]
    there, others = ends
    if there is None or others is None:
        return False
    return there >= GOOD and round(there - others, 6) >= GAP
