"""Batch normalization has nothing sensible to average over.

## What it looks for
Batch normalization behind a Dense layer in a training whose batches hold a single row; or behind
the finished shares of a softmax; or along another axis than the last one of a picture.

## Why it hurts
It subtracts the mean of the batch. The mean of one row is that row, so every number becomes 0 and
nothing of the input gets through while the network trains. Behind a softmax it takes the shares
apart again. Along the height of a picture it treats every row of pixels as a thing of its own.

## What to try
Which numbers are averaged: how many rows has a batch, and which axis holds the features?

## Source
Catalogue A17; NeuraLint, rules f005 and f006. Measured on Keras 3.15 with TensorFlow 2.21: Iris,
16 units, normalization, relu, 10 epochs with batches of 1, 2, 4 rows: accuracy 0.28 while training
and 0.48 afterwards, 0.80, 0.87; without normalization 0.947 with 1. `axis=1` behind a Dense layer is
the usual axis. Behind the softmax the network still learns (0.967), but its answers are no shares.
A convolution bears batches of one row (MNIST 0.961), for it averages over the picture, and along the
height of pictures it learned as well as usual (0.928, 0.930): that gets a remark and no more.
"""

from collections.abc import Iterator
from itertools import pairwise

from nngrader.evidence import Evidence, ModelSpec, Setting
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._architecture import layer_place
from nngrader.rules._reading import fit_place, went_well

CATALOGUE = "A17"
SEVERITY: Severity = "major"
ORDER = 445
LOOK = say("Look at the batch size, at the axis, and at what stands right before the layer.")
CONCEPT = "batch-normalization"
NORM = "BatchNormalization"
FLAT = 2  #: axes of rows of numbers
PICTURE = 4  #: axes of pictures: one that says which, height, width, channels


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at what each normalization averages over."""
    model = evidence.model
    if model is None or not any(layer.type == NORM for layer in model.layers):
        return
    yield from _single_rows(evidence, model)
    yield from _behind_shares(evidence, model)
    yield from _other_axis(evidence, model)


def _weight(evidence: Evidence) -> Severity:
    return "minor" if went_well(evidence) else "major"


def _single_rows(evidence: Evidence, model: ModelSpec) -> Iterator[Symptom]:
    flat = [at for at, layer in enumerate(model.layers) if _is_flat(model, at) and layer.trainable]
    fit = evidence.fits[-1] if evidence.fits else None
    if not flat or fit is None or fit.by != "fit" or fit.batch_size != 1:
        return
    yield Symptom(
        say(
            "Your batches hold 1 row, and batch normalization subtracts the mean of the batch: of "
            "one row nothing is left but 0.",
        ),
        say("What is a number minus the mean of that number alone?"),
        fit_place(evidence) or layer_place(evidence, flat[0]),
        severity=_weight(evidence),
    )


def _is_flat(model: ModelSpec, at: int) -> bool:
    layer = model.layers[at]
    return layer.type == NORM and len(layer.output_shape) == FLAT


def _behind_shares(evidence: Evidence, model: ModelSpec) -> Iterator[Symptom]:
    if not model.chain or model.head == "softmax":
        return
    for at, (before, layer) in enumerate(pairwise(model.layers), start=1):
        is_last = at == len(model.layers) - 1
        if is_last and layer.type == NORM and before.activation in ("softmax", "sigmoid"):
            yield Symptom(
                say(
                    "Batch normalization stands behind the {bend} of your last layer, and your "
                    "answers of {size} are no shares any more.",
                    bend=before.activation,
                    size=counted("{number} number", "{number} numbers", before.units or 0),
                ),
                say("Which range have the answers of your network, and which should they have?"),
                layer_place(evidence, at),
                severity="minor",
            )


def _other_axis(evidence: Evidence, model: ModelSpec) -> Iterator[Symptom]:
    for at, layer in enumerate(model.layers):
        axis = _axis(layer.settings.get("axis"), len(layer.output_shape))
        if layer.type != NORM or len(layer.output_shape) != PICTURE or axis in (None, PICTURE - 1):
            continue
        yield Symptom(
            say(
                "Batch normalization runs along axis {axis} of your pictures, which has {size} "
                "entries; Keras keeps the features in the last axis.",
                axis=axis,
                size=layer.output_shape[axis or 0],
            ),
            say("Which axis of the picture holds the features?"),
            layer_place(evidence, at),
            severity="minor",
        )


def _axis(setting: Setting, rank: int) -> int | None:
    return setting % rank if isinstance(setting, int) and rank else None
