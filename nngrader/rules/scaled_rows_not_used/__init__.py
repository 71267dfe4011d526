"""Rows are scaled, and the scaled ones are never used.

## What it looks for
The result of `fit_transform`, `scale`, `normalize` or `minmax_scale` that is not kept, or is kept
under a name that nobody reads, in a program whose training rows are not scaled.

## Why it hurts
These functions change nothing: they give back new rows. The network gets the rows as they were.

## What to try
Print the largest value of what reaches `fit`.

## Source
Catalogue D01: the way in which unscaled rows come about in scripts. Measured with scikit-learn 1.8:
`StandardScaler().fit_transform(x)` leaves `x` as it is. Scaled are rows whose columns have mean 0
and spread 1, about, or none beyond 1.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._no_effect import unkept
from nngrader.rules._reading import went_well
from nngrader.rules._scales import is_standardized

CATALOGUE = "D01"
SEVERITY: Severity = "major"
ORDER = 205
LOOK = say("Follow the scaled rows from the line that makes them to `fit`.")
CONCEPT = "scaling"
MAKING = frozenset({"fit_transform", "minmax_scale", "normalize", "scale"})
SCALED = 4.0  #: that no share and hardly any standardized number reaches


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for scaled rows that nobody uses, where unscaled ones were trained on."""
    x = evidence.fits[-1].x if evidence.fits else None
    largest = _largest(x)
    if x is None or largest is None or largest <= SCALED or is_standardized(x):
        return
    for one in unkept(evidence):
        if one.function in MAKING and not one.encodes:
            yield Symptom(
                say(
                    "What `{function}` makes here is never used, and the rows that reach `fit` go "
                    "up to {largest:g}.",
                    function=one.function,
                    largest=largest,
                ),
                say("Which rows did you want to train on, and which ones does `fit` get?"),
                one.place,
                severity="minor" if went_well(evidence) else None,
            )
            return


def _largest(x: ArraySpec | None) -> float | None:
    """Say how far the rows reach, sign aside."""
    if x is None or x.minimum is None or x.maximum is None:
        return None
    return max(-x.minimum, x.maximum)
