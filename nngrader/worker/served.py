"""What `keras.datasets` gives to student code: the course's rows, without a network.

The labels of the hidden rows are in no child, so they cannot be served either. What Keras calls
the test part is therefore made of the last training rows, which is printed when it is handed out.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import numpy as np
from keras.src.datasets import mnist
from keras.src.utils import file_utils

from nngrader.jobs import Array

TRAINING, TEST = 60_000, 10_000  #: rows that Keras gives; scripts write these numbers out
NOTE = (
    "Note: the grader hands out its own pictures here. The second part, for testing, are the last "
    f"{TEST:,} of the first: the exam's pictures come to `preprocess` as `x_test`."
)

Part = tuple[Array, Array]
LoadData = Callable[[str], tuple[Part, Part]]


def serve(what: str, arrays: Mapping[str, Array]) -> None:
    """Let `load_data` give the rows of the task, if it has such; let no download begin."""
    file_utils.urlretrieve = _no_network
    if what == "mnist":
        _put_in_place(_mnist(arrays["x_train"], arrays["y_train"]))


def _no_network(origin: str, *_: Any) -> NoReturn:
    name = origin.rpartition("/")[2]
    problem = (
        f"there is no network here, and Keras wanted to download {name[:80]}. "
        "The rows of this task are handed to `preprocess`"
    )
    raise ConnectionError(problem)


def _mnist(x_train: Array, y_train: Array) -> LoadData:
    def load_data(path: str = "mnist.npz") -> tuple[Part, Part]:  # noqa: ARG001 - Keras's own
        print(NOTE)  # noqa: T201 - into the student's own output
        shown = np.arange(TRAINING) % len(x_train)  # a stand-in has fewer rows, and repeats them
        x, y = x_train[shown], y_train[shown].astype(np.uint8)
        return (x, y), (x[-TEST:].copy(), y[-TEST:].copy())

    return load_data


def _put_in_place(load_data: LoadData) -> None:
    """Exchange the function in every module that has it, under whatever name they are reached."""
    usual = mnist.load_data
    homes = [m for name, m in sys.modules.items() if name.endswith("datasets.mnist")]
    for home in homes:
        if vars(home).get("load_data") is usual:
            home.load_data = load_data  # type: ignore[attr-defined]
