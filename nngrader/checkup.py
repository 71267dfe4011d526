"""What `nngrader doctor` looks at: versions, data, isolation, memory, and whether the worker works."""

import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from nngrader.assignments import built_in_names, open_assignment
from nngrader.errors import NngraderError
from nngrader.evidence import Mishap
from nngrader.executors._self_test import measure
from nngrader.executors.local import Local
from nngrader.isolation import Isolation
from nngrader.jobs import Submission
from nngrader.training_memory import open_memory, told

PACKAGES = ("nngrader", "pytest", "tensorflow", "keras", "numpy", "scikit-learn", "nbformat")
#: The smallest hand-in that goes through every stage of the worker.
PROBE = """
import keras, numpy
def preprocess(x_train, y_train, x_test):
    numbers = lambda x: numpy.array([[a == "young", b == "high"] for a, b in x], "float32")
    return numbers(x_train), (y_train == "loyal").astype("float32"), numbers(x_test)
def build_model():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="mse", optimizer="adam")
    return model
def train(model, x, y):
    return model.fit(x, y, epochs=2)
"""


@dataclass(frozen=True)
class Observation:
    """One line of the check-up."""

    what: str
    found: str
    well: bool = True

    def __str__(self) -> str:
        """Write it as a line."""
        return f"{'ok' if self.well else 'NO':3} {self.what:14} {self.found}"


def checkup() -> Iterator[Observation]:
    """Look at everything, one after another; the last takes as long as importing TensorFlow."""
    yield Observation("python", f"{platform.python_version()} at {sys.executable}")
    yield from map(_package, PACKAGES)
    yield from map(_data, built_in_names())
    yield from _isolation(measure())
    yield Observation("memory", told(open_memory()))
    yield _worker()


def _isolation(found: Isolation) -> Iterator[Observation]:
    """Say the level, why it is no higher, and what the canary tried."""
    yield Observation("isolation", str(found))
    for trial in found.trials:
        yield Observation("", f"{trial.deed}: {trial.found}", trial.held)


def _package(name: str) -> Observation:
    try:
        return Observation(name, version(name))
    except PackageNotFoundError:
        return Observation(name, "is not installed; run `pip install nngrader` again", well=False)


def _data(name: str) -> Observation:
    try:
        rows = open_assignment(name).dataset.load()
    except NngraderError as problem:
        return Observation(f"data {name}", str(problem), well=False)
    count = f"{len(rows.x_train)} rows to learn from, {len(rows.x_test)} to be examined on"
    return Observation(f"data {name}", f"{rows.source}: {count}")


def _worker() -> Observation:
    probe = Submission(student="doctor", name="doctor.py", path="doctor.py", code=PROBE)
    started = time.monotonic()
    try:
        with Local() as executor:
            outcome = executor.examine(probe, open_assignment("xor"))
    except NngraderError as problem:
        return Observation("worker", str(problem), well=False)
    if isinstance(outcome, Mishap):
        return Observation("worker", outcome.message, well=False)
    seconds = time.monotonic() - started
    return Observation("worker", f"built and trained a network in {seconds:.1f} s, import included")
