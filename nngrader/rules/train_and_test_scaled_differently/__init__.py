"""The rows for the score were not prepared like the training rows.

## What it looks for
Rows given to `evaluate`, or as validation data, that lie in another range than those given to
`fit`: measures as they are where training had standardized ones, or grey values up to 255 where
training had shares of 1.

## Why it hurts
The network is examined in a language that it did not learn. The score says nothing about what it
learned.

## What to try
Print the least and the largest value of both arrays.

## Source
Catalogue D02; scikit-learn, Common pitfalls, chapter Inconsistent preprocessing. Measured on Keras
3.15 with TensorFlow 2.21: a network for standardized Iris that names 30 of 30 unseen flowers names
10 of them as they were measured. For the limits see `_scales.py` in this room.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._scales import Scales, scales_of, scales_of_validation

CATALOGUE = "D02"
SEVERITY: Severity = "fatal"
ORDER = 802
LOOK = say("Print the least and the largest value just before `fit` and just before `evaluate`.")
CONCEPT = "scaling"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the ranges; the first rows that are off say it all."""
    found = [scales_of_validation(fit) for fit in evidence.fits]
    found += [scales_of(evidence, one) for one in evidence.asked if one.by == "evaluate"]
    off = next((scales for scales in found if scales is not None), None)
    if off is not None:
        yield _symptom(off)


def _symptom(off: Scales) -> Symptom:
    return Symptom(
        say(
            "The network was trained on numbers from {least:.3g} to {most:.3g}, and is examined "
            "on numbers from {lower:.3g} to {upper:.3g}.",
            least=off.least,
            most=off.most,
            lower=off.lower,
            upper=off.upper,
        ),
        say("Which step did the training rows go through that these rows did not?"),
        off.place,
    )
