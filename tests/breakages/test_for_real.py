"""The recorded messages are Keras's own, and so is what is said of today's Keras."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nngrader.breakages import explanations
from nngrader.breakages._names import ARGUMENTS, METHODS, PUBLIC, SPELLED
from nngrader.breakages.imports import OPS
from tests.breakages.snippets import SNIPPETS

ROOT = Path(__file__).parents[2]


@pytest.mark.keras
def test_every_snippet_raises_what_was_recorded_and_is_told_its_own(tmp_path: Path) -> None:
    codes = [snippet.code for snippet in SNIPPETS]
    path = f"import sys; sys.path.insert(0, {str(ROOT)!r})"
    run = "from tests.breakages.running import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", f"{path}; {run}"],
        input=json.dumps(codes),
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        check=True,
    )

    found = zip(codes, json.loads(done.stdout), strict=True)
    assert {code: told(*raised) for code, raised in found if raised} == {
        snippet.code: [(snippet.number, snippet.kind, snippet.told)] for snippet in SNIPPETS
    }


def told(kind: str, message: str, line: str) -> list[tuple[str, str, str]]:
    said = explanations(kind, message, line)
    return [(one.number, kind, unnumbered(str(one.told(script=False)))) for one in said]


def unnumbered(text: str) -> str:
    """Keras numbers its layers through a whole process."""
    return re.sub(r"`((?:dense|conv2d|lstm)(?:_pooling)?)_\d+`", r"`\1`", text)


@pytest.mark.keras
def test_every_name_that_is_offered_is_one_of_todays_keras() -> None:
    import keras

    missing = [
        f"{module}.{name}"
        for module, names in PUBLIC.items()
        for name in names
        if not hasattr(keras if module == "keras" else getattr(keras, module[6:]), name)
    ]
    missing += [f"keras.ops.{name}" for name in OPS if not hasattr(keras.ops, name)]
    network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    network.compile()
    missing += [f"Model.{name}" for name in METHODS if not hasattr(network, name)]

    assert missing == []


@pytest.mark.keras
def test_every_word_that_is_offered_is_understood() -> None:
    import keras

    get = {
        "activation": keras.activations.get,
        "optimizer": keras.optimizers.get,
        "loss": keras.losses.get,
        "metric": keras.metrics.get,
    }
    for what, words in SPELLED.items():
        for word in set(words) - OF_COMPILE:
            try:
                get[what](word)
            except TypeError:  # a class that wants more, such as MeanIoU(num_classes)
                continue


OF_COMPILE = {"acc", "accuracy"}  #: which accuracy is meant, only `compile` knows


@pytest.mark.keras
def test_every_argument_that_is_offered_is_taken() -> None:
    import inspect

    import keras

    homes = (keras.layers, keras.callbacks, keras.regularizers, keras.initializers, keras.Model)
    for owner, names in ARGUMENTS.items():
        if owner in {"optimizer", "Model", "to_categorical"}:
            continue
        function = next(getattr(home, owner) for home in homes if hasattr(home, owner))
        taken = set(inspect.signature(function).parameters)
        assert set(names) <= taken, owner
