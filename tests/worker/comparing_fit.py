"""Trains each configuration twice, with Keras's own `fit` and with ours, and prints digests.

Run as a program under the settings of a neutral child: a test process has used TensorFlow
already, and threads and determinism can only be set before that.
"""

import json
import sys
from hashlib import sha256
from typing import Any

import numpy as np

ROWS = 50
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
STOPPING = {
    "monitor": "val_loss",
    "min_delta": 0.05,
    "patience": 1,
    "mode": "auto",
    "baseline": None,
    "restore_best_weights": True,
    "start_from_epoch": 0,
}
CHANGES: dict[str, dict[str, Any]] = {
    "defaults": {},
    "not shuffled": {"shuffle": False},
    "a batch that divides the rows": {"batch_size": 10},
    "a batch larger than the rows": {"batch_size": 64},
    "validation split": {"validation_split": 0.2},
    "class weights": {"class_weight": [[0, 1.0], [1, 3.0], [2, 0.5]]},
    "initial epoch": {"initial_epoch": 1},
    "steps per epoch": {"steps_per_epoch": 3},
    "many epochs": {"epochs": 30, "callbacks": [{"name": "TerminateOnNaN", "settings": {}}]},
    "early stopping": {
        "epochs": 30,
        "validation_split": 0.2,
        "callbacks": [{"name": "EarlyStopping", "settings": STOPPING}],
    },
}


def built(seed: int) -> Any:
    import keras

    keras.utils.set_random_seed(seed)
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(16, activation="relu", kernel_regularizer="l2"),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def rows() -> dict[str, Any]:
    draw = np.random.default_rng(0)
    return {"x": draw.normal(size=(ROWS, 4)).astype("float32"), "y": draw.integers(0, 3, ROWS)}


def with_keras(change: dict[str, Any], seed: int) -> list[Any]:
    from nngrader.worker.callbacks import rebuild_callbacks

    given = {**ARGUMENTS, **change}
    weights = given["class_weight"]
    given["class_weight"] = None if weights is None else {int(k): v for k, v in weights}
    given["callbacks"] = rebuild_callbacks(given["callbacks"])
    model = built(seed)
    history = model.fit(**rows(), **given, verbose=0).history
    return [digest(model), rounded(history)]


def with_ours(change: dict[str, Any], seed: int) -> list[Any]:
    from nngrader.worker.neutral import fit_once

    model = built(seed)
    history = fit_once(model, {**ARGUMENTS, **change}, rows())
    return [digest(model), rounded(history)]


def digest(model: Any) -> str:
    return sha256(b"".join(w.tobytes() for w in model.get_weights())).hexdigest()


def rounded(history: dict[str, list[float]]) -> dict[str, list[str]]:
    return {name: [f"{value:.4g}" for value in values] for name, values in history.items()}


def main() -> None:
    from nngrader.worker import runtime

    runtime.configure()
    results = {
        name: {"keras": with_keras(c, 7), "ours": with_ours(c, 7), "other seed": with_ours(c, 8)}
        for name, c in CHANGES.items()
    }
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main()
