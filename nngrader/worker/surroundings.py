"""What student code expects around it and does not find here: harmless, and never in the way.

`stand_ins/` holds packages that only notebooks and Colab have. The folder is the last place where
Python looks, so a package that is installed comes first.
"""

import base64
import importlib.util
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import keras
from keras.src.utils import model_visualization

from nngrader.worker.imports import exchange, once_imported

STAND_INS = Path(__file__).with_name("stand_ins")
LONGEST_SLEEP_S = 0.01  #: a script that waits for its reader would only use up its time
NOT_DRAWN = "Note: the network is not drawn here, for Graphviz is missing."
EMPTY_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
EMPTY_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def surround(*, script: bool) -> None:
    """Put stand-ins where something is missing; let a script wait for nobody."""
    if str(STAND_INS) not in sys.path:
        sys.path.append(str(STAND_INS))
    os.environ["MPLBACKEND"] = "agg"
    once_imported("matplotlib", _ignore_wishes)
    once_imported("matplotlib.pyplot", _show_nothing)
    once_imported("tqdm.notebook", _print_progress)
    _draw_nothing()
    if importlib.util.find_spec("tensorboard") is None:
        _keep_no_log(keras.callbacks.TensorBoard)
    if script:
        time.sleep = _hurried(time.sleep)


def _ignore_wishes(matplotlib: ModuleType) -> None:
    """Let nobody choose a way of drawing that needs a screen."""
    matplotlib.rcParams["backend"] = "agg"
    matplotlib.use = lambda *_, **__: None  # type: ignore[attr-defined]


def _show_nothing(pyplot: ModuleType) -> None:
    """Let pictures be over when they are shown, as when a reader closes their windows."""
    usual = pyplot.switch_backend
    pyplot.switch_backend = lambda _: usual("agg")  # type: ignore[attr-defined]
    pyplot.show = lambda *_, **__: pyplot.close("all")  # type: ignore[attr-defined]
    pyplot.FigureManagerBase.show = lambda _: None


def _print_progress(notebook: ModuleType) -> None:
    """Let a notebook's progress bar be that of a terminal, where there are no widgets."""
    if notebook.IProgress is None:
        notebook.tqdm = notebook.tqdm_notebook = notebook.std_tqdm  # type: ignore[attr-defined]


def _draw_nothing() -> None:
    """Let `plot_model` write an empty picture where Graphviz is missing."""
    if model_visualization.check_graphviz():
        return
    usual = model_visualization.model_to_dot
    model_visualization.check_pydot = model_visualization.check_graphviz = lambda: True
    exchange("model_to_dot", usual, _to_dot)


def _to_dot(*_: Any, **__: Any) -> "Drawing":
    print(NOT_DRAWN)  # noqa: T201 - into the student's own output
    return Drawing()


class Drawing:
    """What pydot would have made of a network; every picture of it is empty."""

    def create(self, *_: Any, format: str = "ps", **__: Any) -> bytes:  # noqa: A002 - pydot's own
        """Give an empty picture."""
        return EMPTY_SVG if format == "svg" else EMPTY_PNG

    def write(self, path: Any, *_: Any, format: str = "raw", **__: Any) -> bool:  # noqa: A002
        """Write an empty picture."""
        Path(path).write_bytes(self.create(format=format))
        return True

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Understand `write_png`, `create_svg` and the like."""
        done, _, kind = name.partition("_")
        if done not in ("create", "write") or not kind:
            raise AttributeError(name)
        own = self.create if done == "create" else self.write
        return lambda *given, **__: own(*given, format=kind)


def _keep_no_log(board: Any) -> None:
    """Let TensorBoard's callback be there and write nothing, for Keras writes with its package."""
    for name in [name for name in vars(board) if name.startswith("on_")]:
        setattr(board, name, getattr(keras.callbacks.Callback, name))
    board.set_model = keras.callbacks.Callback.set_model
    board._start_profiler = board._stop_profiler = lambda *_, **__: None


def _hurried(usual: Callable[[float], None]) -> Any:
    def sleep(seconds: float, /) -> None:
        usual(min(seconds, LONGEST_SLEEP_S))

    return sleep
