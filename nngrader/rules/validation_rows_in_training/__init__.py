"""Rows for validation or for the score are trained on as well.

## What it looks for
Validation data of which at least half the rows are given to `fit` for training too, or a part of the
training rows in `evaluate`; a smaller part where the text cuts two overlapping slices from one array.
Silent for fewer than 20 rows, and for tables of few values, in which
equal rows are natural.

## Why it hurts
The network is asked questions whose answers it was told. The score shows how well it remembers, and
not how it does on new rows.

## What to try
Count how many of the validation rows also stand in the training array.

## Source
Catalogue D05; Umlaut (Schoop et al. 2021) seeds this mistake as `val = train[:100]`. Rows are
compared as float32, whatever their order. Half: Iris holds true duplicates, of which a split puts
up to 10 % on both sides. 20 rows: below, a few duplicates are half of them.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Asking, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import rows
from nngrader.rules._slices import overlap
from nngrader.rules._source import source

CATALOGUE = "D05"
SEVERITY: Severity = "major"
ORDER = 905
LOOK = say("Compare where the rows for `fit` and those for validation are taken from.")
CONCEPT = "validation"
SHARED = 0.5  #: of the rows; duplicates in Iris come to 0.1
OVERLAP = 0.02  #: of the rows, where the text has two slices that share rows
LEAST_ROWS = 20
WIDE = 10  #: columns from which few values say nothing: pictures in black and white


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at the validation data, then at what is evaluated."""
    least = _least(evidence)
    for fit in evidence.fits:
        held, met = fit.validation_x, fit.validation_met
        if held is not None and met is not None and met >= least and _has_many(held):
            yield Symptom(
                say(
                    "{shared} of your {held} validation rows are trained on as well.",
                    shared=round(met * rows(held)),
                    held=rows(held),
                ),
                say("What does a score tell about questions whose answers were told before?"),
                fit.place,
            )
            return
    yield from _evaluated(evidence, least)


def _least(evidence: Evidence) -> float:
    """Say which share of the rows is no chance: a small one, where two slices overlap."""
    text = source(evidence)
    return OVERLAP if text is not None and overlap(text) else SHARED


def _evaluated(evidence: Evidence, least: float) -> Iterator[Symptom]:
    """Look for test rows that were trained on; the training rows themselves are another rule's."""
    scores = [one for one in evidence.asked if one.by == "evaluate" and one.met is not None]
    unseen = any((one.met or 0.0) < least for one in scores)
    validated = any(fit.validated or fit.validation_split for fit in evidence.fits)
    if unseen or validated:
        return
    for one in scores:
        if _is_part(one, evidence, least):
            yield Symptom(
                say(
                    "{shared} of the {rows} rows that give your score were trained on.",
                    shared=round((one.met or 0.0) * rows(one.x)),
                    rows=rows(one.x),
                ),
                say("Which of these rows has the network never seen?"),
                one.place,
            )
            return


def _is_part(asking: Asking, evidence: Evidence, least: float) -> bool:
    """Whether it is some of the training rows, but not their whole array."""
    trained = [fit.x for fit in evidence.fits if fit.network == asking.network]
    part = bool(trained) and rows(asking.x) < rows(trained[-1])
    return part and (asking.met or 0.0) >= least and _has_many(asking.x)


def _has_many(held: ArraySpec) -> bool:
    """Whether equal rows are no chance: there are many, and many values in them."""
    columns = held.shape[1] if len(held.shape) == 2 else WIDE
    differ = held.minimum != held.maximum
    return differ and rows(held) >= LEAST_ROWS and (not held.values or columns >= WIDE)
