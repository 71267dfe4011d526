"""XOR: the smallest problem that no straight line solves."""

from nngrader import Asked, Assignment, Training, worth
from nngrader.datasets import xor
from nngrader.rubric.checks import (
    accuracy,
    hidden_layers,
    labels_encoded,
    loss,
    metric,
    optimizer,
    output,
    preprocessed,
)

ASSIGNMENT = Assignment(
    title="Teach a network XOR",
    dataset=xor,
    training=Training(seeds=(0, 1, 2), limit_s=90, code_s=30, memory_mib=1024),
    asked=(Asked("Dense"), Asked("Dense", 1, ("sigmoid",))),
    rubric=(
        worth(
            2,
            "The segments become numbers",
            preprocessed(x_shape=(4, 2), values=(0, 1)),
            why="A network multiplies and adds. It cannot multiply the word young.",
        ),
        worth(
            1,
            "Loyal and not loyal become 1 and 0",
            labels_encoded(classes=2),
            why="The loss measures how far the answer is from the label, so the label is a number.",
        ),
        worth(
            2,
            "The network has a hidden layer",
            hidden_layers(at_least=1),
            why="No straight line separates loyal from not loyal; a hidden layer bends the line.",
        ),
        worth(
            2,
            "One sigmoid unit answers yes or no",
            output(units=1, activation="sigmoid"),
            why="A number between 0 and 1 can be read as how sure the network is of a yes.",
        ),
        worth(
            1,
            "The loss fits a yes/no question",
            loss(one_of=("mean_squared_error", "binary_crossentropy")),
            why="The loss is what training makes small; it must be small when the answers are right.",
        ),
        worth(
            1,
            "Adam turns the knobs",
            optimizer(one_of=("adam",)),
            why="Adam picks a step size per weight; plain descent needs far more epochs here.",
        ),
        worth(
            1,
            "It reports how often it is right",
            metric(one_of=("binary_accuracy",)),
            why="The loss says how sure, the accuracy says how often right. You want to watch both.",
        ),
        worth(
            5,
            "It learns all four segments on two seeds of three",
            accuracy(at_least=1.0, on_seeds=2, margin=0.25),
            why="A lucky start can fake success once. A network that learns, learns again.",
        ),
    ),
)
