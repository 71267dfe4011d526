"""Checks for a rubric, named so that "it has ..." or "it is ..." reads on."""

from nngrader.rubric.checks.combine import all_of, any_of, free_of
from nngrader.rubric.checks.compiled import loss, loss_fits_labels, metric, optimizer
from nngrader.rubric.checks.data import (
    labels_encoded,
    preprocessed,
    scaled,
    scaled_from_training_rows,
    shuffled,
)
from nngrader.rubric.checks.layers import (
    convolution,
    hidden_layers,
    hidden_units,
    output,
    same_network,
)
from nngrader.rubric.checks.outcome import accuracy

__all__ = [
    "accuracy",
    "all_of",
    "any_of",
    "convolution",
    "free_of",
    "hidden_layers",
    "hidden_units",
    "labels_encoded",
    "loss",
    "loss_fits_labels",
    "metric",
    "optimizer",
    "output",
    "preprocessed",
    "same_network",
    "scaled",
    "scaled_from_training_rows",
    "shuffled",
]
