"""Hand-ins for XOR that go wrong in every way a process can, made from one that goes right."""

from dataclasses import replace

from nngrader.assignments import open_assignment
from nngrader.jobs import Submission
from nngrader.rubric import Assignment

RIGHT = """\
import keras
import numpy as np


def preprocess(x_train, y_train, x_test):
    def numbers(x):
        return np.array([[a == "young", b == "high"] for a, b in x], dtype="float32")

    return numbers(x_train), (y_train == "loyal").astype("float32"), numbers(x_test)


def build_model():
    model = keras.Sequential()
    model.add(keras.Input((2,)))
    model.add(keras.layers.Dense(16, activation="tanh"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.05), metrics=["accuracy"])
    return model


def train(model, x, y):
    return model.fit(x, y, epochs=100, batch_size=4)
"""
BUILD = "def build_model():\n"
TRAIN = "def train(model, x, y):\n"
FIT = "    return model.fit(x, y, epochs=100, batch_size=4)\n"


def right(old: str = "", new: str = "", name: str = "hand_in.py") -> Submission:
    """The hand-in that gets full points, with one change."""
    assert old in RIGHT
    return Submission(student="s", name=name, path=name, code=RIGHT.replace(old, new, 1))


def building(line: str) -> Submission:
    """With a line at the start of `build_model`."""
    return right(BUILD, f"{BUILD}    {line}\n")


def training(line: str) -> Submission:
    """With a line at the start of `train`."""
    return right(TRAIN, f"{TRAIN}    {line}\n")


def xor(limit_s: float = 60.0, memory_mib: int = 4096) -> Assignment:
    """The shipped assignment with other limits."""
    assignment = open_assignment("xor")
    limits = replace(assignment.training, limit_s=limit_s, memory_mib=memory_mib)
    return replace(assignment, training=limits)
