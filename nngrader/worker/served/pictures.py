"""Pictures as `keras.datasets` and OpenML give them: 60,000 to learn from and 10,000 for testing."""

import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np
from keras.src.datasets import fashion_mnist, mnist

from nngrader.jobs import Array
from nngrader.worker.imports import exchange

TRAINING, TEST = 60_000, 10_000  #: rows that Keras gives; scripts write these numbers out
NOTE = (
    "Note: the grader hands out its own pictures here. The second part, for testing, are the last "
    f"{TEST:,} of the first: the exam's pictures come to `preprocess` as `x_test`."
)
NOTE_FOR_SCRIPTS = (
    "Note: the grader hands out its own pictures here. The second part, for testing, are the last "
    f"{TEST:,} of the first: the exam's pictures are not among them."
)
NOTE_ALL = "Note: the grader hands out its own copy of {name} here, for there is no network."
#: What is served instead, and said where it is asked for: to the reader and as a warning.
STAND_IN_DIGITS = (
    "MNIST is not on this machine: scikit-learn's digits, brought to 28x28, stand in for it. "
    "Results say nothing of MNIST."
)
STAND_IN_FASHION = (
    "Fashion-MNIST is not on this machine: MNIST's digits stand in for it. "
    "Results say nothing of clothes."
)
HOMES = {"mnist": mnist, "fashion_mnist": fashion_mnist}  #: where Keras keeps each `load_data`
NAMED = {"mnist": "MNIST", "fashion_mnist": "Fashion-MNIST"}  #: for people

Part = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Pictures:
    """Both parts, and what is said when they are handed out."""

    x: Array
    y: Array
    note: str
    warning: str = ""  #: said as well, where they are not what was asked for
    held: Part | None = None  #: the second part; None for the last rows of the first

    def tell(self) -> None:
        """Say whose pictures these are."""
        print(self.note)  # noqa: T201 - into the student's own output
        if self.warning:
            warnings.warn(self.warning, stacklevel=3)

    def parts(self) -> tuple[Part, Part]:
        """Give both parts anew: the code may write into what it loads."""
        shown = np.arange(TRAINING) % len(self.x)  # a stand-in has fewer rows, and repeats them
        x, y = self.x[shown], self.y[shown].astype(np.uint8)
        if self.held is None:
            return (x, y), (x[-TEST:].copy(), y[-TEST:].copy())
        few = np.arange(TEST) % len(self.held[0])
        return (x, y), (self.held[0][few], self.held[1][few].astype(np.uint8))

    def as_npz(self) -> bytes:
        """Write the file that Keras downloads."""
        (x, y), (x_test, y_test) = self.parts()
        written = io.BytesIO()
        np.savez(written, x_train=x, y_train=y, x_test=x_test, y_test=y_test)
        return written.getvalue()


def at_hand(arrays: Mapping[str, Array]) -> dict[str, Pictures]:
    """Read what was sent for a script without an assignment (nngrader/public_data.py)."""
    found = {name: _sent(name, arrays) for name in HOMES if f"{name}:x_train" in arrays}
    if "mnist" in found and "fashion_mnist" not in found:
        said = f"{STAND_IN_FASHION} {found['mnist'].warning}".strip()
        found["fashion_mnist"] = replace(found["mnist"], note=f"Note: {said}", warning=said)
    return found


def _sent(name: str, arrays: Mapping[str, Array]) -> Pictures:
    x, y, x_test, y_test = (
        arrays[f"{name}:{part}"] for part in ("x_train", "y_train", "x_test", "y_test")
    )
    warning = STAND_IN_DIGITS if f"{name}:stand_in" in arrays else ""
    note = f"Note: {warning}" if warning else NOTE_ALL.format(name=NAMED[name])
    return Pictures(x, y, note, warning, (x_test, y_test))


def hand_out(name: str, pictures: Pictures) -> None:
    """Exchange `load_data` in every module that has it, under whatever name they are reached."""
    usual = HOMES[name].load_data

    def load_data(path: str = "mnist.npz") -> tuple[Part, Part]:  # noqa: ARG001 - Keras's own
        pictures.tell()
        return pictures.parts()

    exchange("load_data", usual, load_data)


OPENML = {"mnist": ("mnist_784", 554), "fashion_mnist": ("fashion-mnist", 40996)}


def hand_out_by_openml(served: Mapping[str, Pictures]) -> Callable[[ModuleType], None]:
    """Make what exchanges `fetch_openml` of scikit-learn, once its module is there."""

    def change(module: ModuleType) -> None:
        usual = module.fetch_openml

        def fetch_openml(name: str | None = None, **named: Any) -> Any:
            wanted = {str(name).lower(), named.get("data_id")}
            found = (pictures for key, pictures in served.items() if wanted & set(OPENML[key]))
            pictures = next(found, None)
            return usual(name, **named) if pictures is None else _as_openml(pictures, **named)

        exchange("fetch_openml", usual, fetch_openml)

    return change


def _as_openml(
    pictures: Pictures,
    *,
    return_X_y: bool = False,  # noqa: N803 - scikit-learn's own
    as_frame: bool | str = "auto",
    **_: Any,
) -> Any:
    """Give 70,000 rows of 784 pixels, with the digits as words, as OpenML does."""
    from sklearn.utils import Bunch  # noqa: PLC0415 - the script has imported it

    pictures.tell()
    (x, y), (x_test, y_test) = pictures.parts()
    data: Any = np.concatenate([x, x_test]).reshape(TRAINING + TEST, -1).astype(np.int64)
    target: Any = np.concatenate([y, y_test]).astype(str).astype(object)
    columns, frame = [f"pixel{n}" for n in range(1, data.shape[1] + 1)], None
    if as_frame:
        import pandas as pd  # noqa: PLC0415 - takes a second where nobody wants it

        data = pd.DataFrame(data, columns=columns, copy=False)
        target = pd.Series(target, name="class", dtype="category")
        frame = data.assign(**{"class": target})
    if return_X_y:
        return data, target
    return Bunch(
        data=data, target=target, frame=frame, feature_names=columns, target_names=["class"]
    )
