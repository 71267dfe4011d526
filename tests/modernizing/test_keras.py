"""On the real Keras: what is rewritten really fails or warns, and what it becomes really runs."""

import json
import subprocess
import sys

import pytest

from nngrader.modernizing._today import ONLY_IN_TENSORFLOW, TODAY
from tests.modernizing.snippets import SNIPPETS

pytestmark = pytest.mark.keras

#: Runs in one process for all of them: starting TensorFlow costs more than they do.
PROGRAM = """\
import json, os, sys, tempfile, warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
asked = json.load(sys.stdin)
import keras
import tensorflow

tensorflow.config.run_functions_eagerly(True)  # a graph for every snippet takes longer

# said of every weight that is saved with NumPy 2, of every generator, and of the line above
USUAL = ("copy keyword", "already-shuffled data", "run_functions_eagerly")

def run(code):
    os.chdir(tempfile.mkdtemp())
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            exec(compile(code, "snippet", "exec"), {"__name__": "__main__"})
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:200]
    told = [text for text in (str(one.message) for one in seen) if not any(w in text for w in USUAL)]
    return "; ".join(told)[:200]

def inside(root, path):
    for name in path.split(".")[1:]:
        root = getattr(root, name)
    return sorted(name for name in dir(root) if not name.startswith("_"))

out = os.dup(1)
os.dup2(2, 1)
answer = {
    "ran": [[run(one["before"]), run(one["after"])] for one in asked["snippets"]],
    "today": {path: inside(keras, path) for path in asked["today"]},
    "tensorflow": {path: inside(tensorflow.keras, path) for path in asked["tensorflow"]},
}
os.write(out, json.dumps(answer).encode())
"""
OUR_OWN = {"keras": {"src", "api"}, "keras.optimizers": {"legacy"}, "keras.utils": {"legacy"}}


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What Keras says to everything that is asked here."""
    snippets = [{"before": s.whole, "after": s.healed} for s in SNIPPETS]
    asked = {"snippets": snippets, "today": [*TODAY], "tensorflow": [*ONLY_IN_TENSORFLOW]}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path_factory.mktemp("snippets"),
    )
    return json.loads(done.stdout)


def test_old_keras_fails_or_warns(answer: dict[str, list[list[str]]]) -> None:
    pairs = zip(SNIPPETS, answer["ran"], strict=True)

    assert [snippet.before for snippet, (before, _) in pairs if not before] == []


def test_what_it_becomes_runs_without_a_word(answer: dict[str, list[list[str]]]) -> None:
    pairs = zip(SNIPPETS, answer["ran"], strict=True)

    assert [(snippet.after, after) for snippet, (_, after) in pairs if after] == []


def test_the_names_of_today_are_those_of_keras(answer: dict[str, dict[str, list[str]]]) -> None:
    for module, names in TODAY.items():
        assert {*answer["today"][module]} - OUR_OWN.get(module, set()) == names, module


def test_the_names_left_to_tensorflow_are_those_that_keras_lacks(
    answer: dict[str, dict[str, list[str]]],
) -> None:
    for module, names in ONLY_IN_TENSORFLOW.items():
        assert {*answer["tensorflow"][module]} - TODAY.get(module, set()) == names, module
