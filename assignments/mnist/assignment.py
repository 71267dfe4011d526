"""MNIST: ten digits, 60,000 pictures to learn from, 10,000 to be examined on."""

from nngrader import Asked, Assignment, Training, worth
from nngrader.datasets import mnist
from nngrader.rubric.checks import (
    accuracy,
    any_of,
    convolution,
    hidden_units,
    labels_encoded,
    loss_fits_labels,
    output,
    scaled,
)

ASSIGNMENT = Assignment(
    title="Read handwritten digits",
    dataset=mnist,
    training=Training(seeds=(0,), limit_s=300, code_s=60),
    asked=(
        Asked("Dense", 512, ("relu",)),
        Asked("Dense", 512, ("relu",)),
        Asked("Dense", 10, ("softmax",)),
    ),
    rubric=(
        worth(
            2,
            "The pixels are scaled to 0..1",
            scaled(low=0, high=1),
            why="Inputs up to 255 push the first layer far from where it learns well.",
        ),
        worth(
            2,
            "The digits become columns or stay class numbers",
            labels_encoded(classes=10),
            why="A 9 is not nine times a 1: the digit is a name, and the loss must read it as one.",
        ),
        worth(
            2,
            "Two hidden layers of 512 units, or a convolution",
            any_of(hidden_units(512, 512), convolution()),
            why="The layers turn 784 pixels into strokes, and strokes into digits.",
        ),
        worth(
            2,
            "Softmax shares the answer out among ten digits",
            output(units=10, activation="softmax"),
            why="Each picture is exactly one digit, so the ten answers share 100 %.",
        ),
        worth(
            2,
            "The loss fits the labels",
            loss_fits_labels(),
            why="Sparse cross-entropy reads a class number, categorical cross-entropy columns.",
        ),
        worth(
            5,
            "It reads at least 96 % of the test digits",
            accuracy(at_least=0.96, margin=0.06),
            why="What counts is the answer for a picture the network has never seen.",
        ),
    ),
)
