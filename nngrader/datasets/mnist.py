"""70,000 handwritten digits by LeCun, Cortes and Burges; or, offline, a named stand-in.

Looked for in this order: `NNGRADER_DATA`, Keras's cache, Keras's download. When none is to be
had, the 1,797 real digits that ship with scikit-learn are brought to 28x28, and those to learn
from are shown at 25 positions: so many rows that the same networks reach the same marks.
"""

import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from nngrader.datasets._rows import digest, hold_out
from nngrader.errors import NoData
from nngrader.jobs import Array, Rows

HOST = ("storage.googleapis.com", 443)  #: where Keras downloads from
ANSWER_S = 3.0
STAND_IN = (
    "1,797 handwritten digits from scikit-learn, brought to 28x28 and shown at 25 positions, "
    "in place of MNIST"
)
REACH = 2  #: pixels by which a picture to learn from is shifted each way; 5 x 5 positions
STAND_IN_HIDDEN = 36  #: pictures held back per digit, 360 in all: a fifth, as usual
SEED = 1998
REHEARSED = 500  #: training pictures shown again as test pictures; halves the stand-in's 360


@cache
def load() -> Rows:
    """Return x_train (60000, 28, 28) and x_test (10000, 28, 28) as Keras gives them, uint8."""
    path = _file()
    if path is None:
        return _stand_in()
    return _rows(*_arrays(path), source=f"MNIST ({path.name})", stand_in=False)


def _arrays(path: Path) -> list[Array]:
    """Open the four arrays; raises NoData for a file that was cut short or is something else."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return [file[name] for name in ("x_train", "y_train", "x_test", "y_test")]
    except (BadZipFile, EOFError, KeyError, OSError, TypeError, ValueError) as error:
        problem = (
            f"{path} is not Keras's mnist.npz ({type(error).__name__}). "
            "Delete it, or name another folder in NNGRADER_DATA."
        )
        raise NoData(problem) from error


def _file() -> Path | None:
    places = [_named_place(), keras_home() / "datasets" / "mnist.npz"]
    found = next((place for place in places if place is not None and place.is_file()), None)
    return found or _downloaded()


def _named_place() -> Path | None:
    """Resolve NNGRADER_DATA; raises NoData when it is set and holds no MNIST."""
    folder = os.environ.get("NNGRADER_DATA")
    if not folder:
        return None
    place = Path(folder).expanduser() / "mnist.npz"
    if not place.is_file():
        problem = (
            f"NNGRADER_DATA is {folder!r}, and there is no file mnist.npz in that folder. "
            "Put Keras's mnist.npz there, or unset NNGRADER_DATA to let Keras download it."
        )
        raise NoData(problem)
    return place


def keras_home() -> Path:
    """Name the folder in which Keras keeps what it downloads."""
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


def _downloaded() -> Path | None:
    """Let Keras fetch the file, with its checksum and its progress bar, in its own process."""
    try:
        socket.create_connection(HOST, timeout=ANSWER_S).close()
    except OSError:
        return None
    fetch = "from keras.datasets import mnist; mnist.load_data()"
    subprocess.run([sys.executable, "-c", fetch], check=False)  # noqa: S603 - our own words
    place = keras_home() / "datasets" / "mnist.npz"
    return place if place.is_file() else None


def _stand_in() -> Rows:
    from sklearn.datasets import load_digits  # noqa: PLC0415 - takes a second

    digits = load_digits()
    pictures = np.stack([_enlarged(picture) for picture in digits.images])
    labels = digits.target.astype(np.uint8)
    kept, hidden = hold_out(labels, STAND_IN_HIDDEN, SEED)
    shown, named = _shifted(pictures[kept], labels[kept])
    return _rows(
        shown,
        named,
        pictures[hidden],
        labels[hidden],
        source=STAND_IN,
        stand_in=True,
    )


def _enlarged(picture: Array) -> Array:
    """Bring an 8x8 picture of 0..16 to 20x20 of 0..255, centred in 28x28 as MNIST's are."""
    from scipy.ndimage import zoom  # noqa: PLC0415 - comes with scikit-learn

    large = np.clip(zoom(picture, 20 / 8, order=1) * (255 / 16), 0, 255)
    return np.pad(large.round().astype(np.uint8), 4)


def _shifted(pictures: Array, labels: Array) -> tuple[Array, Array]:
    steps = range(-REACH, REACH + 1)
    shown = [np.roll(pictures, (down, right), axis=(1, 2)) for down in steps for right in steps]
    order = np.random.default_rng(SEED).permutation(len(pictures) * len(shown))
    return np.concatenate(shown)[order], np.tile(labels, len(shown))[order]


def _rows(
    x_train: Array, y_train: Array, x_test: Array, y_test: Array, *, source: str, stand_in: bool
) -> Rows:
    shown = min(REHEARSED, len(x_test) // 2)
    return Rows(
        x_train=x_train,
        y_train=y_train,
        x_test=x_test,
        truth=tuple(map(int, y_test)),
        classes=tuple(map(str, range(10))),
        rehearsal=tuple(range(shown)),
        source=source,
        digest=digest(x_train, y_train, x_test, y_test),
        stand_in=stand_in,
        serves="mnist",
    )
