"""The score on screen does not measure what the network is to do.

## What it looks for
- the metric `Accuracy()`, which counts equal numbers, on probabilities
- a metric that looks for the largest column, on one output or on plain class numbers
- a yes/no metric on several columns of which one is right
- accuracy of one output for labels other than 0 and 1
- accuracy of raw scores, which puts the border at 0.5 and not at 0

## Why it hurts
The network learns as it should, and the score does not show it; or the score looks good and the
network is not. Whoever tunes by such a number tunes for something else.

## What to try
Work out by hand, for three rows, what the metric gives.

## Source
Catalogue L21 (SO 56774954, 60801900, 62566558, 48934338). Measured on Keras 3.15 with TensorFlow
2.21, score on screen and share of right answers: `Accuracy()` on XOR 0.00 and 1.00; "accuracy" with
labels -1 and +1 0.50 and 1.00; "accuracy" with numbers to be met 0.00 where 97 % are right within
their sign; "categorical_accuracy" with class numbers 0.21 and 0.99; "binary_accuracy" on three
columns 0.50 before any training.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.network import CROSS_ENTROPIES
from nngrader.rules._reading import (
    Labels,
    fit_place,
    labels,
    loss_of,
    outputs,
    takes_raw_scores,
    went_well,
)

CATALOGUE = "L21"
SEVERITY: Severity = "major"
ORDER = 940
LOOK = say("Look at the list of metrics in `compile`, and at three labels beside three answers.")
CONCEPT = "metric"
EXACT = "exact_accuracy"  #: what evidence calls `Accuracy()`
CHOSEN = "accuracy"  #: for which Keras chooses by the shape of the output
ONE_OF_TWO = frozenset({CHOSEN, "binary_accuracy"})  #: with one output
LARGEST = frozenset({"categorical_accuracy", "sparse_categorical_accuracy"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at every metric; the first that does not fit is told."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or not outputs(model):
        return
    one_hot = bool(evidence.fits and evidence.fits[-1].y.one_hot)
    found = (_misfit(metric, model, y, one_hot=one_hot) for metric in model.metrics)
    said = next((text for text in found if text is not None), None)
    if said is None:
        return
    mild = went_well(evidence) or any(said == _raw(metric) for metric in model.metrics)
    yield Symptom(
        said,
        say("What does this metric give for three rows, worked out by hand?"),
        fit_place(evidence),
        severity="minor" if mild else None,
    )


def _raw(metric: str) -> Text:
    return say(
        "Your network answers raw scores, whose border is 0, and the metric `{metric}` counts a "
        "yes from 0.5 on.",
        metric=metric,
    )


def _misfit(metric: str, model: ModelSpec, y: Labels, *, one_hot: bool) -> Text | None:
    """Say what is wrong with a metric; None where it may well be right."""
    if metric == EXACT:
        return say(
            "The metric `{metric}` counts answers that are equal to their label, and your network "
            "answers fractions: it stays near {score}.",
            metric="Accuracy",
            score=0,
        )
    if outputs(model) == 1:
        return _misfit_of_one(metric, model, y)
    return _misfit_of_many(metric, outputs(model), y, one_hot=one_hot)


def _misfit_of_one(metric: str, model: ModelSpec, y: Labels) -> Text | None:
    if metric in LARGEST:
        return say(
            "The metric `{metric}` asks which column is the largest, and your network has "
            "{columns} column.",
            metric=metric,
            columns=1,
        )
    if metric not in ONE_OF_TWO or y.columns != 1:
        return None
    if loss_of(model) not in CROSS_ENTROPIES and _is_no_yes_or_no(y):
        return say(
            "The metric `{metric}` knows the labels 0 and 1 only, and your labels go from "
            "{least:g} to {most:g}.",
            metric=metric,
            least=y.least,
            most=y.most,
        )
    if takes_raw_scores(model) and model.head == "linear":
        return _raw(metric)
    return None


def _is_no_yes_or_no(y: Labels) -> bool:
    return y.least < 0 or y.most > 1 or y.fraction is not None


def _misfit_of_many(metric: str, columns: int, y: Labels, *, one_hot: bool) -> Text | None:
    if metric == "categorical_accuracy" and y.columns == 1:
        return say(
            "The metric `{metric}` looks for the largest of {columns} columns in the labels too, "
            "and your labels are single numbers.",
            metric=metric,
            columns=columns,
        )
    if metric == "binary_accuracy" and one_hot and y.columns == columns:
        return say(
            "The metric `{metric}` counts {columns} yes/no answers per row, most of which are no: "
            "whoever says no {columns} times is {share:.0%} right.",
            metric=metric,
            columns=columns,
            share=1 - 1 / columns,
        )
    return None
