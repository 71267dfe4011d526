"""Trains with Keras's own `fit` and with ours, and prints what became of it.

Run as a program under the settings of a neutral child: a test process has used TensorFlow
already, and threads and determinism can only be set before that.
"""

import json
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

import numpy as np

from tests.worker.drawn_trainings import (
    BRANCHES,
    LOOPED,
    RAISING,
    TASKS,
    UNLOOPED,
    Call,
    Task,
    Training,
)

SEED, OTHER = 7, 8
ARGUMENTS: dict[str, Any] = {
    "epochs": 4,
    "batch_size": 8,
    "shuffle": True,
    "validation_split": 0.0,
    "initial_epoch": 0,
    "steps_per_epoch": None,
    "class_weight": None,
    "callbacks": [],
}
RARE = ("validation_freq", "validation_steps", "validation_batch_size")
ALL = {**LOOPED, **{name: training for name, (training, _) in UNLOOPED.items()}, **RAISING}

Result = dict[str, Any]


def built(training: Training) -> Any:
    """Make the network as a student does."""
    import keras

    task = TASKS[training.task]
    first = value = keras.Input(task.shape)
    for text in (*training.layers, task.output):
        value = _two_branches(value) if text == BRANCHES else _made(text, keras.layers)(value)
    model = keras.Model(first, value)
    optimizer = _made(training.optimizer, keras.optimizers)
    model.compile(optimizer, _made(task.loss, keras), metrics=_made(training.metrics, keras))
    return model


def _made(text: str, home: Any) -> Any:
    return eval(text, dict(vars(home)))


def _two_branches(value: Any) -> Any:
    from keras import layers

    left, right = layers.Dense(5, "relu")(value), layers.Dense(5, "tanh")(value)
    return layers.Add()([left, layers.Dropout(0.2)(right)])


def arrays(training: Training, call: Call) -> dict[str, Any]:
    """Draw the rows of one call, with the names that recorded arrays have."""
    task = TASKS[training.task]
    dice = np.random.Generator(np.random.PCG64(0))
    found = _rows(dice, task, training.numbers, "")
    if "data" in call.validation:
        found |= _rows(dice, task, training.numbers, "validation_")
    if call.validation == "weighted data":
        found["validation_sample_weight"] = dice.uniform(size=task.rows)
    if call.weights in ("sample", "both"):
        found["sample_weight"] = dice.uniform(size=task.rows)
    return HARMS[training.harm](found)


def _rows(dice: Any, task: Task, numbers: str, prefix: str) -> dict[str, Any]:
    x = (dice.uniform(0, 3, size=(task.rows, *task.shape))).astype(numbers)
    y = dice.integers(0, max(task.classes, 2), task.rows)
    if task.classes == -1:
        y = 2 * y - 1
    elif task.classes == 0:
        y = dice.normal(size=task.rows)
    return {f"{prefix}x": x, f"{prefix}y": np.eye(task.classes)[y] if task.one_hot else y}


HARMS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "": lambda found: found,
    "out of range": lambda found: found | {"y": found["y"] + 5},
    "too few": lambda found: found | {"y": found["y"][1:]},
    "another shape": lambda found: found | {"y": found["y"][:, :2]},
}


def arguments(call: Call) -> dict[str, Any]:
    """Write a call as it is recorded, its callbacks not yet drawn."""
    given = {**ARGUMENTS, "epochs": call.epochs, "batch_size": call.batch, "shuffle": call.shuffle}
    given |= {"validation_split": 0.2} if call.validation == "split" else {}
    if call.weights in ("class", "both"):
        given["class_weight"] = [[0, 1.0], [1, 3.0], [2, 0.5]]
    given |= {name: value for name, value in call.others.items() if name not in RARE}
    return given | {"rare": {name: call.others[name] for name in RARE if name in call.others}}


def callbacks(call: Call) -> list[Any]:
    """Make the callbacks as a student does."""
    import keras

    return [_made(text, keras.callbacks) for text in call.callbacks]


def with_keras(training: Training, blueprint: Any) -> Result:
    """Call `fit` of Keras, with everything as it was given."""
    from nngrader.worker import runtime
    from nngrader.worker.blueprint import rebuild
    from nngrader.worker.rows import as_keras_given

    runtime.seed_everything(SEED)
    model = rebuild(blueprint)
    histories = []
    for call in training.calls:
        given = as_keras_given(arguments(call), arrays(training, call))
        histories.append(model.fit(**given, callbacks=callbacks(call)).history)
    return {**_weights(model), "history": _joined(histories)}


def _joined(histories: list[dict[str, list[float]]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for history in histories:
        for name, values in history.items():
            found.setdefault(name, []).extend(values)
    return found


def trainer(training: Training, model: Any) -> Any:
    """Ask for the same of ours, as it was recorded."""
    from nngrader.worker.blueprint import draw
    from nngrader.worker.callbacks import draw_callbacks
    from nngrader.worker.calls import learning_rate
    from nngrader.worker.training import Fit, Limit, Trainer

    fits = []
    for call in training.calls:
        drawn, foreign = draw_callbacks(callbacks(call), range(call.epochs), learning_rate(model))
        assert not foreign, foreign
        fits.append(Fit(arguments(call) | {"callbacks": drawn}, arrays(training, call)))
    return Trainer(draw(model), fits, Limit(1e9))


def with_ours(asked: Any, seed: int) -> Result:
    """Train with one seed."""
    asked.begin(seed)
    trained = asked.train(seed)
    told = {name: getattr(trained, name) for name in ("history", "epochs", "engine", "why")}
    return {**_weights(asked.model), **told}


def _weights(model: Any) -> Result:
    """Digest every variable, those of the optimizer apart; count the batches learnt from."""
    variables = {"weights": model.variables, "optimizer": model.optimizer.variables}
    found = {name: sha256(b"".join(map(_bytes, group))) for name, group in variables.items()}
    digests = {name: digest.hexdigest() for name, digest in found.items()}
    return digests | {"batches": int(model.optimizer.iterations)}


def _bytes(variable: Any) -> bytes:
    return np.asarray(variable).tobytes()


def compared(training: Training) -> Result:
    """Train with `fit` and with ours; with ours then with another seed, and with the first again."""
    import keras

    keras.backend.clear_session()
    model = built(training)
    asked = trainer(training, model)
    seeds = {"ours": SEED, "other seed": OTHER, "again": SEED}
    theirs = _or_error(partial(with_keras, training, asked.blueprint))
    return {"fit": theirs} | {
        name: _or_error(partial(with_ours, asked, seed)) for name, seed in seeds.items()
    }


def _or_error(train: Callable[[], Result]) -> Result:
    try:
        return train()
    except Exception as error:  # noqa: BLE001 - errors are compared too
        return {"error": [type(error).__name__, *_said(error)]}


def _said(error: Exception) -> list[str]:
    """Leave out where in this program it was raised, and the numbers of compiled functions."""
    lines = map(str.strip, re.sub(r"_\d+\]", "]", str(error)).splitlines())
    return [line for line in lines if line and not line.startswith("File ")]


def alone(training: Training) -> Result:
    """Train with one seed that nothing came before."""
    return with_ours(trainer(training, built(training)), OTHER)


def main() -> None:
    """Take the number of cores, what to do, and the names of the trainings."""
    from nngrader.worker import runtime

    cores, what, *names = json.loads(sys.argv[1])
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    runtime.configure()
    do = {"compare": compared, "alone": alone}[what]
    sys.stdout.write(
        "\n" + json.dumps({name: do(ALL[name]) for name in names}, default=np.ndarray.tolist)
    )


if __name__ == "__main__":
    main()
