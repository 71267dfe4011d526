"""Iris: three species, four measurements, and a fair exam on unseen flowers."""

from nngrader import Asked, Assignment, Training, worth
from nngrader.datasets import iris
from nngrader.rubric.checks import (
    accuracy,
    hidden_layers,
    labels_encoded,
    loss_fits_labels,
    output,
    scaled_from_training_rows,
    shuffled,
)

ASSIGNMENT = Assignment(
    title="Tell three irises apart",
    dataset=iris,
    training=Training(seeds=(0, 1, 2), limit_s=90, code_s=30, memory_mib=1024),
    asked=(Asked("Dense"), Asked("Dense", 3, ("softmax",))),
    rubric=(
        worth(
            2,
            "The flowers are shuffled",
            shuffled(),
            why="Sorted flowers show the network one species at a time, and a slice for "
            "validation would hold a single species.",
        ),
        worth(
            2,
            "The measurements are scaled with training statistics only",
            scaled_from_training_rows(),
            why="The exam is fair only if nothing about the exam flowers was used before it.",
        ),
        worth(
            2,
            "The species become numbers or columns",
            labels_encoded(classes=3),
            why="The loss compares numbers; the names are for people.",
        ),
        worth(
            1,
            "The network has a hidden layer",
            hidden_layers(at_least=1),
            why="Two of the species overlap; a hidden layer lets the border between them bend.",
        ),
        worth(
            2,
            "Softmax shares the answer out among three species",
            output(units=3, activation="softmax"),
            why="Each flower is exactly one species, so the three answers share 100 %.",
        ),
        worth(
            2,
            "The loss fits the labels",
            loss_fits_labels(),
            why="Sparse cross-entropy reads a class number, categorical cross-entropy columns.",
        ),
        worth(
            5,
            "It names at least 90 % of unseen flowers on two seeds of three",
            accuracy(at_least=0.9, on_seeds=2, margin=0.3),
            why="What counts is the answer for a flower the network has never seen.",
        ),
    ),
)
