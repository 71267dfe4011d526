"""Public pictures for scripts that are looked at without an assignment.

There is no exam then, and nothing to hide. A child has no network and sees no file of ours, so what
its script asks for is found here and sent to it.
"""

import gzip
import os
import re
from functools import cache
from pathlib import Path

import numpy as np

from nngrader.datasets import mnist
from nngrader.errors import NoData
from nngrader.jobs import Array

#: Names in a text. What is mentioned in vain costs the time to send it, nothing else.
ASKED = {
    "mnist": re.compile(r"(?<!fashion[_-])mnist"),
    "fashion_mnist": re.compile(r"fashion[_-]mnist", re.IGNORECASE),
}
FASHION = (  #: as Keras keeps them
    ("x_train", "train-images-idx3-ubyte.gz", 16),
    ("y_train", "train-labels-idx1-ubyte.gz", 8),
    ("x_test", "t10k-images-idx3-ubyte.gz", 16),
    ("y_test", "t10k-labels-idx1-ubyte.gz", 8),
)  #: name, file, bytes before the values
SIDE = 28  #: pixels


def wanted(source: str) -> frozenset[str]:
    """Say which pictures the text of a script asks for: "mnist", "fashion_mnist"."""
    return frozenset(name for name, asked in ASKED.items() if asked.search(source))


def at_hand(names: frozenset[str]) -> dict[str, Array]:
    """Load pictures as arrays named "mnist:x_train"; raises NoData for a broken file.

    MNIST comes instead of a Fashion-MNIST that is not on this machine, under its own name.
    """
    found = (_fashion_mnist() or {}) if "fashion_mnist" in names else {}
    lacking = "fashion_mnist" in names and not found
    return {**found, **_mnist()} if lacking or "mnist" in names else found


def _mnist() -> dict[str, Array]:
    rows = mnist.load()
    parts = {
        "mnist:x_train": rows.x_train,
        "mnist:y_train": rows.y_train,
        "mnist:x_test": rows.x_test,
        "mnist:y_test": np.array(rows.truth, dtype=np.uint8),
    }
    return {**parts, "mnist:stand_in": np.array([1])} if rows.stand_in else parts


@cache
def _fashion_mnist() -> dict[str, Array] | None:
    """Read Keras's four files; None where they are not on this machine."""
    folder = next((place for place in _places() if (place / FASHION[0][1]).is_file()), None)
    if folder is None:
        return None
    return {f"fashion_mnist:{name}": _values(folder / file, skip) for name, file, skip in FASHION}


def _places() -> list[Path]:
    named = os.environ.get("NNGRADER_DATA")
    own = [Path(named).expanduser(), Path(named).expanduser() / "fashion-mnist"] if named else []
    return [*own, mnist.keras_home() / "datasets" / "fashion-mnist"]


def _values(path: Path, skipped: int) -> Array:
    try:
        with gzip.open(path) as opened:
            values = np.frombuffer(opened.read(), np.uint8, offset=skipped)
        return values.reshape(-1, SIDE, SIDE) if "images" in path.name else values
    except (EOFError, OSError, ValueError) as error:
        problem = (
            f"{path} is not a file of Fashion-MNIST ({type(error).__name__}). "
            "Delete it, or name another folder in NNGRADER_DATA."
        )
        raise NoData(problem) from error
