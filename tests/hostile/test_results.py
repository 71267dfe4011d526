"""No submission gives itself a result: the supervisor counts, and what it counts is not in reach."""

import hashlib
import json
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from _pytest.reports import TestReport

from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Rows, Submission
from nngrader.reports import json as as_json
from nngrader.reports import text as as_text
from nngrader.rubric import Assignment
from nngrader.submission import read
from tests.executors.hand_ins import BUILD, FIT, RIGHT, TRAIN, building, right, training, xor
from tests.hostile.deeds import POOR, earned, first, output_of

pytestmark = [pytest.mark.sandbox, pytest.mark.levels(3)]  # the supervisor decides most of it
#: A level takes away what a submission may do and gives nothing: what holds at the weakest because
#: the supervisor counts holds at all of them, and is tried there alone where it takes many hand-ins.
WEAKEST = pytest.mark.levels(1)
FULL = (15.0, "graded")
UNTRAINED = (10.0, "graded")  #: what the hand-in with a poor training earns


def earlier(code: str, fit: str = FIT) -> Submission:
    """With code of the student's before `build_model`, after the imports and `preprocess`."""
    text = RIGHT.replace(BUILD, f"{code}\n\n{BUILD}").replace(FIT, fit)
    return Submission(student="s", name="hand_in.py", path="hand_in.py", code=text)


# -- A01, A02, A03: ending before the end ----------------------------------------------------------

ENDED = (
    "The program ended itself with exit code 0 before the grader was done; "
    "remove what ends it, such as `os._exit()`."
)
INTENDED = "The code ended itself; remove `exit()`, `quit()` or `sys.exit()`."
INTERRUPTED = "The code raised a keyboard interrupt itself."


@pytest.mark.parametrize(
    ("submission", "points"),
    [
        (first("import os; os._exit(0)\n"), 0.0),
        (building("import os; os._exit(0)"), 3.0),
        (training("import os; os._exit(0)"), 10.0),
    ],
    ids=["import", "build_model", "train"],
)
def test_a01_os_exit_earns_what_was_seen_before(
    local: Local, submission: Submission, points: float
) -> None:
    outcome = local.examine(submission, xor())

    assert isinstance(outcome, Mishap)
    assert outcome.message == ENDED
    assert earned(outcome) == (points, "crashed")


@pytest.mark.parametrize(
    ("submission", "points", "message"),
    [
        (
            first("import sys; sys.exit(0)\n"),
            0.0,
            f"Line 1 (`import sys; sys.exit(0)`): {INTENDED}",
        ),
        (
            training("raise SystemExit"),
            10.0,
            f"Line 22 (`raise SystemExit`): {INTENDED}",
        ),
        (
            training("raise KeyboardInterrupt"),
            10.0,
            f"Line 22 (`raise KeyboardInterrupt`): {INTERRUPTED}",
        ),
    ],
    ids=["import", "SystemExit", "KeyboardInterrupt"],
)
def test_a02_exceptions_that_pass_except_exception_are_mishaps_like_others(
    local: Local, submission: Submission, points: float, message: str
) -> None:
    outcome = local.examine(submission, xor())

    assert isinstance(outcome, Mishap)
    assert outcome.message == message
    assert earned(outcome) == (points, "crashed")


#: Writes a result of its own wherever it may, when Python ends or is asked to.
FORGING = """\
import atexit, os
def forge():
    print("FORGED", flush=True)
    for place in (".", {folder!r}, {folder!r} + "/graded", os.path.expanduser("~")):
        try:
            with open(place + "/results.json", "w") as file:
                file.write('{{"score": 100, "max_score": 100}}')
        except OSError:
            pass
    os._exit(0)
atexit.register(forge)
"""


def test_a03_results_that_are_written_at_the_end_are_ignored(local: Local, tmp_path: Path) -> None:
    (tmp_path / "graded").mkdir()
    forging = FORGING.format(folder=str(tmp_path))

    waiting = local.examine(first(forging, POOR), xor())
    forged = local.examine(first(f"{forging}forge()\n"), xor())

    assert earned(waiting) == UNTRAINED
    assert output_of(waiting) == ""
    assert isinstance(forged, Mishap)
    assert forged.message == ENDED
    assert (earned(forged), output_of(forged)) == ((0.0, "crashed"), "FORGED\n")
    assert list(tmp_path.rglob("results.json")) == []
    assert not Path("results.json").exists()


def test_a03_without_the_grader_the_same_lines_do_write_a_result(tmp_path: Path) -> None:
    forging = FORGING.format(folder=str(tmp_path)).replace('os.path.expanduser("~")', '"."')
    words = [sys.executable, "-c", forging + "raise ValueError"]

    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 0
    assert json.loads((tmp_path / "results.json").read_text())["score"] == 100


# -- A06, A07, A09: reaching for the grader from within --------------------------------------------

PATCHING = """\
import _pytest.reports, pytest, unittest, builtins
class Passed:
    outcome = "passed"; passed = True; failed = skipped = False
_pytest.reports.TestReport.from_item_and_call = classmethod(lambda *_: Passed())
pytest.fail = pytest.raises = unittest.TestCase.assertEqual = lambda *_, **__: None
import nngrader.grading, nngrader.rubric
nngrader.grading.grade = lambda *_, **__: Passed()
print("PATCHED")
"""


def test_a06_a_patched_pytest_changes_no_report(local: Local) -> None:
    ours = TestReport.from_item_and_call

    outcome = local.examine(first(PATCHING, POOR), xor())

    assert (earned(outcome), output_of(outcome)) == (UNTRAINED, "PATCHED\n")
    assert TestReport.from_item_and_call == ours


#: A word that only the supervisor knows, in every place where a grader keeps what it expects.
EXPECTED = f"canary-{secrets.token_hex(16)}"

#: Looks at its callers, at everything that Python knows of, and at the memory around that, which a
#: pipe reads without a crash where there is none. Holds only the digest of what it looks for.
SPYING = """\
import ctypes, gc, hashlib, os, re, sys
libc = ctypes.CDLL(None)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]

def callers():
    frame, seen = sys._getframe(), {{}}
    while frame:
        seen |= {{**frame.f_globals, **frame.f_locals}}
        frame = frame.f_back
    return {{"EXPECTED", "truth", "labels", "assignment"}} & seen.keys()

def memory():
    known = gc.get_objects()
    blocks = {{id(one) >> 20 for one in (*known, *gc.get_referents(*known))}}
    taken, given = os.pipe()
    for block in sorted(blocks):
        pages = range(block << 20, (block + 1) << 20, 4096)
        yield b"".join(
            os.read(taken, 4096) for page in pages if libc.write(given, page, 4096) == 4096
        )

def words():
    for text in memory():
        yield from re.findall(rb"canary-[0-9a-f]{{32}}", text)

found = {{hashlib.sha256(word).hexdigest() for word in words()}}
size = sum(map(len, memory())) >> 20
print("CALLERS", sorted(callers()), "CANARY", {digest!r} in found, "SEARCHED", size > 3)
"""


@dataclass(frozen=True)
class Given:
    """A data set with rows that were made up."""

    rows: Rows

    def load(self) -> Rows:
        return self.rows


def guarded() -> Assignment:
    """XOR with the word among what is expected, and in what is told to people."""
    known = xor()
    rows = replace(known.dataset.load(), source=EXPECTED, digest=EXPECTED)
    rubric = (replace(known.rubric[0], hint=EXPECTED, why=EXPECTED), *known.rubric[1:])
    return replace(known, title=EXPECTED, rubric=rubric, dataset=Given(rows))


def spying() -> str:
    return SPYING.format(digest=hashlib.sha256(EXPECTED.encode()).hexdigest())


def test_a07_nothing_that_the_grader_expects_is_in_a_childs_memory(local: Local) -> None:
    outcome = local.examine(first(spying()), guarded())

    assert output_of(outcome) == "CALLERS [] CANARY False SEARCHED True\n"
    assert grade(guarded(), outcome, "").full


def test_a07_in_the_same_process_all_of_it_is_found() -> None:
    told = f"EXPECTED = {EXPECTED[:7]!r} + {EXPECTED[7:]!r}\nexec({spying()!r})\n"

    done = subprocess.run(
        [sys.executable, "-c", f"import ast, doctest, decimal, email.message\n{told}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "CALLERS ['EXPECTED'] CANARY True SEARCHED True\n", done.stderr


STUCK = (10.0, "crashed")  #: the hand-in's own training stops, by its own patch
CUT = (3.0, "crashed")
TAMPERED = (0.0, "tampered")  #: what is sent is not what the grader's lines send
#: Patches at import, and what the hand-in with a poor training earns with each: never more.
PATCHES = {
    "numpy": (
        "np.mean = np.average = lambda *_, **__: 1.0\n"
        "np.argmax = lambda *_, **__: np.zeros(4, int)\n",
        UNTRAINED,
    ),
    "comparisons": ("np.array_equal = np.allclose = lambda *_, **__: True\n", STUCK),
    "evaluate, metrics": (
        "keras.Model.evaluate = lambda *_, **__: [0.0, 1.0]\n"
        "keras.metrics.BinaryAccuracy.result = lambda *_: 1.0\n",
        UNTRAINED,
    ),
    "predict": (
        "keras.Model.predict = lambda self, x, *_, **__: "
        "np.array([[a != b] for a, b in x], 'float32')\n",
        UNTRAINED,
    ),
    "fit": (
        "class History: history = {'accuracy': [1.0] * 100, 'loss': [0.0] * 100}\n"
        "keras.Model.fit = lambda *_, **__: History()\n",
        UNTRAINED,
    ),
    "history": (
        "fit = keras.Model.fit\n"
        "def lying(self, *given, **named):\n"
        "    told = fit(self, *given, **named)\n"
        "    told.history = {'accuracy': [1.0] * 100}\n"
        "    return told\n"
        "keras.Model.fit = lying\n",
        UNTRAINED,
    ),
    "json": ("import json; json.dumps = lambda *_, **__: '{\"score\": 100}'\n", TAMPERED),
    "builtins": (
        "import builtins\n"
        "for name in ('sum', 'max', 'min', 'round', 'all', 'any'):\n"
        "    setattr(builtins, name, lambda *_, **__: 1)\n",
        CUT,
    ),
}


@WEAKEST
@pytest.mark.parametrize("patch", PATCHES)
def test_a09_patched_arithmetic_earns_nothing_more(local: Local, patch: str) -> None:
    code, expected = PATCHES[patch]

    outcome = local.examine(earlier(code, POOR), xor())

    assert earned(outcome) == expected
    assert np.mean([1, 2]) == 1.5


def test_a09_answers_that_are_not_the_networks_are_pointed_out(local: Local) -> None:
    outcome = local.examine(earlier(PATCHES["predict"][0]), xor())

    found = [finding.rule for finding in grade(xor(), outcome, "").findings]
    assert found == ["predictions-not-from-the-network"]
    assert earned(outcome) == FULL  # its network is right, and it is the network that counts


# -- A08: objects that lie about what they are -----------------------------------------------------

GIVEN = '(y_train == "loyal").astype("float32"), numbers(x_test)'
SAME = "def __eq__(self, other): return True\n    __hash__ = None\n    def __len__(self): return 4"
LIARS = {
    "equal to all": (
        f"class Liar:\n    {SAME}\n",
        "Liar(), numbers(x_test)",
        "`preprocess` gave back a Liar among its three; "
        "three arrays were asked: x_train, y_train, x_test.",
    ),
    "longer each time": (
        f"class Liar(list):\n    {SAME}\n    def __iter__(self): return iter([[1.0, 0.0]] * 400)\n",
        "(y_train == 'loyal').astype('float32'), Liar(numbers(x_test).tolist())",
        "4 test rows went in and 400 came out.",
    ),
    "an array of objects": (
        f"class Liar:\n    {SAME}\n",
        "np.array([Liar() for _ in y_train]), numbers(x_test)",
        "Line 26 (`return model.fit(x, y, epochs=100, batch_size=4)`): Not everything in this "
        "array is a plain number. Print `x.dtype` and `y.dtype`: which of the two says `object`?",
    ),
}


@WEAKEST
@pytest.mark.parametrize("liar", LIARS)
def test_a08_only_real_arrays_of_numbers_are_taken(local: Local, liar: str) -> None:
    code, gives, message = LIARS[liar]
    submission = right(GIVEN, gives)

    outcome = local.examine(replace(submission, code=code + submission.code), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.message == message
    assert outcome.name == "crashed"
    assert earned(outcome)[0] <= 10.0


LYING_ARRAY = """\
import numpy
class Liar(numpy.ndarray):
    def __eq__(self, other): return True
    def astype(self, *_, **__): return numpy.ones((4, 2), "float32")
    def tobytes(self, *_): return b""
    def __array__(self, *_, **__): return numpy.zeros((4, 2), "float32")
    shape = property(lambda self: (9, 9))
"""


@WEAKEST
def test_a08_an_array_that_lies_is_read_by_its_numbers(local: Local) -> None:
    lying = right("numbers(x_test)\n", "numbers(x_test).view(Liar)\n")

    outcome = local.examine(replace(lying, code=LYING_ARRAY + lying.code), xor())
    honest = local.examine(right(), xor())

    assert isinstance(outcome, Evidence)
    assert isinstance(honest, Evidence)
    assert earned(outcome) == FULL
    assert outcome.runs[0].answers == honest.runs[0].answers


YES_MAN = """\
class Model:
    built = True
    def __eq__(self, other): return True
    def __getattr__(self, name): return self
    def __call__(self, *_, **__): return self
    def __iter__(self): return iter(())
    __hash__ = object.__hash__
    __class__ = property(lambda self: __import__("keras").Sequential)
"""


@WEAKEST
def test_a08_an_object_that_agrees_to_everything_is_no_network(local: Local) -> None:
    agreeing = building("return Model()")

    outcome = local.examine(replace(agreeing, code=YES_MAN + agreeing.code), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.message == (
        "`build_model` stopped with AttributeError, line 20: "
        "type object 'Model' has no attribute 'call'."
    )
    assert earned(outcome) == (3.0, "crashed")


@WEAKEST
def test_a08_a_test_beside_the_assignment_is_answered_with_numbers_only(local: Local) -> None:
    liar = first(f"class Liar:\n    {SAME}\n", fit="    return Liar()\n")
    rows = np.zeros((4, 2), np.float32)

    answered = local.call(liar, xor(), "train", (rows, rows, rows))

    assert answered.arrays == ()
    assert answered.error == "`train` gave back something else than numbers"


# -- A49: the order of a batch ---------------------------------------------------------------------

POISON = """\
import builtins, keras, numpy, os, random, sys, warnings
builtins.model = keras.history = "left"
builtins.sorted = lambda rows, *_, **__: rows
numpy.random.seed(7); random.seed(7); numpy.set_printoptions(precision=1)
numpy.random.default_rng = lambda *_: None
os.environ["KERAS_BACKEND"] = "torch"; os.environ["PYTHONHASHSEED"] = "9"
sys.path.insert(0, "/nowhere"); sys.modules["submission_of_a_friend"] = sys
"""
SETTING = """\
import keras, numpy, tensorflow
keras.utils.set_random_seed(99)
keras.config.set_floatx("float64"); keras.config.set_epsilon(0.5)
keras.config.set_image_data_format("channels_first")
keras.mixed_precision.set_global_policy("mixed_float16")
keras.utils.get_custom_objects()["tanh"] = keras.activations.linear
tensorflow.random.set_seed(1)

@keras.saving.register_keras_serializable(package="keras", name="Dense")
class Dense(keras.layers.Layer):
    pass
"""


def batch() -> dict[str, Submission]:
    """Two that change everything within reach, and one that is honest."""
    poison = first(POISON)
    return {
        "poison": replace(poison, student="poison"),
        "setting": replace(first(SETTING), student="setting"),
        "honest": replace(right(), student="honest"),
    }


def document(outcome: Evidence | Mishap) -> dict[str, Any]:
    """The report for machines, without its times."""
    found: dict[str, Any] = json.loads(as_json.render(grade(xor(), outcome, "")))
    for run in found["training"]:
        del run["seconds"]
    return found


#: Each follows each, itself included; at the weaker levels one comes before and after the others.
ORDER = "honest honest poison poison setting setting honest setting poison honest".split()
SHORT = "honest poison setting honest".split()


def test_a49_the_place_in_a_batch_changes_no_report(local: Local) -> None:
    hand_ins = batch()
    order = ORDER if local.isolation.level == 3 else SHORT
    seen: dict[str, dict[str, Any]] = {}

    for name in order:
        report = document(local.examine(hand_ins[name], xor()))
        assert report == seen.setdefault(name, report)

    assert len(seen) == len(hand_ins)
    assert seen["honest"]["score"] == 15.0


# -- a network that is described by whom it belongs to ---------------------------------------------

WRONG = RIGHT.replace('    model.add(keras.layers.Dense(16, activation="tanh"))\n', "")
#: Exchanges the grader's own describing in the submission's process by one of the right network.
DESCRIBING = """\
import nngrader.worker.session
describe = nngrader.worker.session.describe
def forged(model):
    return describe(right())
nngrader.worker.session.describe = forged
"""
#: Where a submission can stop once its process has described a network.
LEAVING = {
    "trained": ("", ""),
    "test rows that are text": ("numbers(x_test)\n", "x_test\n"),
    "an end in train": (TRAIN, f"{TRAIN}    import os; os._exit(0)\n"),
    "an end after training": (FIT, FIT.replace("return ", "") + "    import os; os._exit(0)\n"),
    "an end at import": (
        FIT,
        f"{FIT}\n\nbuild_model().fit(np.zeros((4, 2)), np.zeros(4))\nimport os; os._exit(0)\n",
    ),
}


@WEAKEST
@pytest.mark.parametrize("left", LEAVING)
def test_a16_a_forged_description_of_the_network_earns_nothing(local: Local, left: str) -> None:
    old, new = LEAVING[left]
    wrong = WRONG.replace(old, new, 1)
    build = RIGHT[RIGHT.index(BUILD) : RIGHT.index(TRAIN)].replace("build_model", "right")
    honest = Submission(student="s", name="a.py", path="a.py", code=wrong)
    forged = replace(honest, code=wrong.replace(BUILD, f"{build}{DESCRIBING}\n\n{BUILD}"))

    scores = [earned(local.examine(hand_in, xor())) for hand_in in (honest, forged)]

    assert scores[0] == scores[1]
    assert scores[0][0] < 10.0


# -- F01 to F07: no attacks, but what happens in every class ---------------------------------------


def answered(local: Local, submission: Submission, limit_s: float = 60.0) -> str:
    """The one sentence of the mishap."""
    outcome = local.examine(submission, xor(limit_s))
    assert isinstance(outcome, Mishap)
    assert grade(xor(), outcome, "").first_step == outcome.message
    return outcome.message


def test_f01_a_question_to_the_keyboard_is_answered_at_once(local: Local) -> None:
    started = time.monotonic()

    told = answered(local, earlier("name = input('Your name? ')"))

    assert told == (
        "Line 12 (`name = input('Your name? ')`): "
        "`input()` finds no keyboard here; write the value into the code."
    )
    assert time.monotonic() - started < 10


NOTEBOOK = """%matplotlib inline
%load_ext tensorboard
!pip install keras
"""


def notebook(tmp_path: Path, *cells: str) -> Submission:
    book = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": cell}
            | {"outputs": [], "execution_count": None}
            for number, cell in enumerate(cells)
        ],
    }
    path = tmp_path / "hand_in.ipynb"
    path.write_text(json.dumps(book))
    found = read(path, "s")
    assert isinstance(found, Submission)
    return found


def test_f02_what_only_a_notebook_understands_does_no_harm(local: Local, tmp_path: Path) -> None:
    outcome = local.examine(notebook(tmp_path, NOTEBOOK, RIGHT, "get_ipython()"), xor())

    assert earned(outcome) == FULL


def test_f02_colabs_own_packages_do_no_harm(local: Local, tmp_path: Path) -> None:
    colab = "from google.colab import drive\ndrive.mount('/content/drive')\n"

    outcome = local.examine(notebook(tmp_path, NOTEBOOK, colab + RIGHT), xor())

    assert isinstance(outcome, Evidence)
    assert earned(outcome) == FULL


TRAINING_ITSELF = f"{FIT}\n\nmodel = build_model()\nmodel.fit(np.zeros((4, 2)), np.zeros(4)"


def test_f04_a_training_at_module_level_is_shortened_and_does_not_count(local: Local) -> None:
    outcome = local.examine(right(FIT, f"{TRAINING_ITSELF}, epochs=5000)\n"), xor())

    assert isinstance(outcome, Evidence)
    assert earned(outcome) == FULL
    assert outcome.fits[0].epochs == 100
    assert outcome.seconds < 10


@WEAKEST
def test_f04_without_an_end_it_takes_the_time_of_one_submission(local: Local) -> None:
    started = time.monotonic()

    told = answered(local, right(FIT, f"{TRAINING_ITSELF})\nwhile True: pass\n"), 4.0)

    assert time.monotonic() - started < 4.0 + 3.0
    assert told == (
        "The code did not finish within 4 seconds; it was at line 27 then. "
        "Is there a loop that never ends?"
    )


def test_f05_a_hundred_thousand_lines_of_progress_make_a_small_report(local: Local) -> None:
    bar = "{number}/100000 [===>......] - ETA: 0s - loss: 0.1"
    printing = training(f"for number in range(100_000): print(f'{bar}', end='\\r\\n')")

    outcome = local.examine(printing, xor())
    report = grade(xor(), outcome, "")

    assert earned(outcome) == FULL
    assert 40_000 < len(output_of(outcome)) <= 64 << 10
    assert output_of(outcome).splitlines()[-1].startswith("99999/100000")
    assert len(as_json.render(report)) < 20_000
    assert len(as_text.render(report, width=80, report_path="")) < 20_000


def test_f06_a_picture_is_shown_to_nobody_and_waits_for_nobody(local: Local) -> None:
    showing = (
        "h = model.fit(x, y, epochs=100, batch_size=4); import matplotlib.pyplot as plt; "
        "plt.plot(h.history['loss']); plt.show(); plt.show(block=True); print(plt.get_backend().lower())"
    )

    outcome = local.examine(training(f"{showing}; return h"), xor())

    assert (earned(outcome), output_of(outcome)) == (FULL, "agg\n")


KEEP = "Keep the names of the starter file: the grader calls these functions."
AS_STARTER = "The grader calls your functions as the starter file does, with the same arguments."
#: What is changed, what is put there, the sentence, the points.
CONTRACT = {
    "a function is missing": (
        TRAIN + FIT,
        "",
        f"`hand_in.py` has no function `train`. {KEEP}",
        0.0,
    ),
    "a function is renamed": (
        "def build_model",
        "def build_my_model",
        f"`hand_in.py` has no function `build_model`. It has `build_my_model`. {KEEP}",
        0.0,
    ),
    "an argument less": (
        "def train(model, x, y)",
        "def train(model, x)",
        "`train` stopped with TypeError, line 21: "
        "train() takes 2 positional arguments but 3 were given.",
        10.0,
    ),
    "an argument more": (
        "def build_model()",
        "def build_model(units)",
        "`build_model` stopped with TypeError, line 12: build_model() missing 1 required "
        f"positional argument: 'units'. {AS_STARTER}",
        3.0,
    ),
    "nothing is given back": (
        "    return model\n\n",
        "\n",
        "`build_model` gave back None, and a Keras model was asked. "
        "Does its last line return the network?",
        3.0,
    ),
    "something else is given back": (
        "    return model\n\n",
        "    return 'model'\n\n",
        "`build_model` gave back a str, and a Keras model was asked.",
        3.0,
    ),
    "two values of three": (
        GIVEN,
        GIVEN.split(", numbers")[0],
        "`preprocess` gave back 2 values; three arrays were asked: x_train, y_train, x_test.",
        7.0,
    ),
    "not compiled": (
        "    model.compile",
        "    # model.compile",
        "Line 22 (`return model.fit(x, y, epochs=100, batch_size=4)`): The network was used before "
        "it was compiled. With which loss and which optimizer should it learn?",
        7.0,
    ),
}


@WEAKEST
@pytest.mark.parametrize("what", CONTRACT)
def test_f07_a_broken_contract_names_the_function(local: Local, what: str) -> None:
    old, new, message, points = CONTRACT[what]

    outcome = local.examine(right(old, new), xor())

    assert isinstance(outcome, Mishap)
    assert (outcome.message, earned(outcome)[0]) == (message, points)


@WEAKEST
def test_f07_a_train_that_gives_back_nothing_has_trained_all_the_same(local: Local) -> None:
    outcome = local.examine(right(FIT, FIT.replace("return ", "")), xor())

    assert earned(outcome) == FULL
