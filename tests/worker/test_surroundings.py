"""Stand-ins for what only notebooks, Colab and installed programs have: harmless, and last."""

import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from nngrader.datasets import xor
from nngrader.executors._script import script_request
from nngrader.executors.local import Local
from nngrader.jobs import Limits, Submission
from nngrader.training_memory import Nothing
from nngrader.worker.imports import exchange, once_imported

STAND_INS = Path(__file__).parents[2] / "nngrader" / "worker" / "stand_ins"


@pytest.fixture
def own_imports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of modules that is forgotten afterwards, with all that was done to importing."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "modules", {**sys.modules})
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "flower_shop.py").write_text("price = 3\n")
    return tmp_path


def dearer(module: types.ModuleType) -> None:
    module.price += 1  # type: ignore[attr-defined]


def test_a_module_is_changed_when_it_is_imported_and_not_before(own_imports: Path) -> None:
    once_imported("flower_shop", dearer)

    assert "flower_shop" not in sys.modules
    import flower_shop  # type: ignore[import-not-found]

    assert flower_shop.price == 4


def test_a_module_that_is_there_is_changed_at_once(own_imports: Path) -> None:
    import flower_shop

    once_imported("flower_shop", dearer)

    assert flower_shop.price == 4


def test_a_module_that_is_nowhere_stays_missing(own_imports: Path) -> None:
    once_imported("flower_market", dearer)

    with pytest.raises(ModuleNotFoundError, match="flower_market"):
        __import__("flower_market")


def test_a_function_is_exchanged_wherever_it_was_taken_from(own_imports: Path) -> None:
    def usual() -> None: ...
    def ours() -> None: ...

    one, other = types.ModuleType("one"), types.ModuleType("other")
    one.load = usual  # type: ignore[attr-defined]
    other.load = len  # type: ignore[attr-defined]
    sys.modules |= {"one": one, "other": other}

    exchange("load", usual, ours)

    assert (one.load, other.load) == (ours, len)


def asked(code: str, *places: Path) -> str:
    """What a fresh Python prints that looks into these places first, and into ours last."""
    path = f"import sys; sys.path[:0] = {[*map(str, places)]}; sys.path.append({str(STAND_INS)!r})"
    told = subprocess.run(
        [sys.executable, "-c", f"{path}\n{code}"], capture_output=True, text=True, check=True
    )
    return told.stdout


COLAB = """
import google.protobuf
from google.colab import auth, data_table, drive, files, output, patches, userdata
drive.mount("/content/drive", force_remount=True)
drive.flush_and_unmount()
uploaded = files.upload()
print(dict(uploaded), repr(userdata.get("KEY")))
try:
    uploaded["iris.csv"]
except KeyError as error:
    print("KeyError", error)
files.download("model.h5"); files.view("model.h5"); auth.authenticate_user()
output.clear(); output.eval_js("1"); patches.cv2_imshow([[0]])
data_table.enable_dataframe_formatter()
"""
COLAB_SAID = """\
Note: there is no Google Drive here; nothing was mounted.
Note: nobody uploads a file here.
{} ''
KeyError 'iris.csv'
Note: nobody downloads a file here.
"""
NOTEBOOK = """
import IPython
from IPython import get_ipython
from IPython.core.display import HTML, display
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import Image, SVG, clear_output
InteractiveShell.ast_node_interactivity = "all"
clear_output(wait=True)
display("seen", Image("model.png"), HTML("<b>"), 3)
print(get_ipython(), IPython.display.display is display)
"""


def test_colab_is_there_and_does_nothing() -> None:
    assert asked(COLAB) == COLAB_SAID


def test_a_notebook_shows_what_can_be_read() -> None:
    assert asked(NOTEBOOK) == "seen\n3\nNone True\n"


@pytest.mark.parametrize("package", ["IPython", "google.colab"])
def test_what_is_installed_comes_first(tmp_path: Path, package: str) -> None:
    real = tmp_path.joinpath(*package.split("."))
    real.mkdir(parents=True)
    (real / "__init__.py").write_text("whose = 'installed'\n")

    assert asked(f"import {package} as found; print(found.whose)", tmp_path) == "installed\n"


SCRIPT = """
import os, sys, time
import keras, numpy as np, tensorflow as tf
import matplotlib
matplotlib.use("TkAgg")
import matplotlib.pyplot as plt
from google.colab import drive, files
from IPython.display import SVG, display
from keras.utils import model_to_dot, plot_model
from tqdm.notebook import tqdm

drive.mount("/content/drive")
began = time.time()
time.sleep(30)
plt.plot([1, 2]); plt.show(); plt.pause(30); plt.figure().show(); plt.switch_backend("QtAgg")
print("quick", time.time() - began < 15, plt.get_backend(), plt.get_fignums())
plt.show()
print("closed", plt.get_fignums())
print("progress", list(tqdm(range(2))))
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
try:
    plot_model(keras.Sequential([keras.layers.Dense(1)]))
except ValueError as error:
    print("unbuilt", str(error)[:37])
plot_model(model, to_file="model.png", show_shapes=True)
tf.keras.utils.plot_model(model, "model.svg")
print("drawn", plt.imread("model.png").shape, os.path.getsize("model.svg") > 0)
SVG(model_to_dot(model).create(prog="dot", format="svg"))
model_to_dot(model).write_png("dot.png")
model.compile("adam", "mse")
board = tf.keras.callbacks.TensorBoard("logs", histogram_freq=1, update_freq="batch", profile_batch=2)
x = np.zeros((8, 2)); y = np.zeros((8, 1))
history = model.fit(x, y, epochs=2, validation_split=0.5, callbacks=[board])
model.evaluate(x, y, verbose=0, callbacks=[keras.callbacks.TensorBoard()])
print("board", isinstance(board, keras.callbacks.TensorBoard), board.log_dir, len(history.epoch))
model.save("model.keras"); model.save("model.h5"); model.save_weights("model.weights.h5")
with open("model.json", "w") as file:
    file.write(model.to_json())
print("saved", sorted(name for name in os.listdir() if name.startswith("model")))
print("argv", sys.argv)
"""
UNDRAWN = "Note: the network is not drawn here, for Graphviz is missing."


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with Local(memory=Nothing()) as executor:
        yield executor


def _any(parts: tuple[str, ...], line: str) -> bool:
    return any(part in line for part in parts)


@pytest.mark.keras
@pytest.mark.sandbox
def test_a_script_finds_around_it_what_it_expects(local: Local) -> None:
    hand_in = Submission(student="s", name="s.py", path="s.py", code=SCRIPT)
    request = script_request(hand_in, xor.load(), (0, None), shorten=True, seed=0)

    talk = local.workers(Nothing()).converse(request, Limits())

    told = [f.body["message"] for f in talk.frames if f.kind in ("error", "warning")]
    assert told == []
    noise = ("it/s]", "WARNING:absl")  # a progress bar, and Keras on HDF5
    said = [line for line in talk.output.splitlines() if line and not _any(noise, line)]
    assert said == [
        "Note: there is no Google Drive here; nothing was mounted.",
        "quick True agg [1]",
        "closed []",
        "progress [0, 1]",
        "unbuilt This model has not yet been built. Bu",
        UNDRAWN,
        UNDRAWN,
        "drawn (1, 1, 4) True",
        UNDRAWN,
        UNDRAWN,
        "board True logs 2",
        "saved ['model.h5', 'model.json', 'model.keras', 'model.png', 'model.svg', "
        "'model.weights.h5']",
        "argv ['s.py']",
    ]
