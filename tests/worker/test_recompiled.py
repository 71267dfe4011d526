"""One network, compiled anew between two trainings, as scripts do that try another optimizer."""

from typing import Any

import keras
import numpy as np
import pytest

from nngrader.executors._collect import Fit as Told
from nngrader.executors._replay import changed_between, replays
from nngrader.worker import runtime
from nngrader.worker.blueprint import draw
from nngrader.worker.training import Fit, Limit, Trainer

pytestmark = pytest.mark.keras
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
Y = np.array([0, 1, 1, 0], dtype="float32")
ARGUMENTS: dict[str, Any] = {
    "epochs": 3,
    "batch_size": 4,
    "shuffle": True,
    "validation_split": 0.0,
    "initial_epoch": 0,
    "steps_per_epoch": None,
    "class_weight": None,
    "callbacks": [],
}


def network() -> Any:
    runtime.seed_everything(7)
    layers = [keras.Input((2,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1, "sigmoid")]
    return keras.Sequential(layers)


def compiled(model: Any, second: bool) -> Any:
    optimizer = keras.optimizers.SGD(0.5) if second else keras.optimizers.Adam(0.1)
    model.compile(optimizer, "binary_crossentropy" if second else "mse")
    return model


def told(second: bool) -> Told:
    blueprint = draw(compiled(network(), second))
    call = type("Call", (), {"epochs": 3, "repeated": 1})()
    return Told(call, ARGUMENTS, {"x": "x", "y": "y"}, "", 0, "load", blueprint)


def weights_of(fits: list[Told]) -> list[Any]:
    blueprint = fits[-1].blueprint
    assert blueprint is not None
    asked = [
        Fit(fit["arguments"], {"x": X, "y": Y}, fit.get("compile"))
        for fit in replays(fits, blueprint)
    ]
    trainer = Trainer(blueprint, asked, Limit(60.0))
    trainer.begin(7)
    trainer.train(7)
    return [np.asarray(weight) for weight in trainer.model.weights]


def by_hand(*seconds: bool) -> list[Any]:
    model, before = network(), None
    for second in seconds:
        if second is not before:
            compiled(model, second)
        model.fit(X, Y, epochs=3, batch_size=4, verbose=0)
        before = second
    return [np.asarray(weight) for weight in model.weights]


@pytest.mark.parametrize("seconds", [(False, True), (True, False, False), (False, False)])
def test_each_training_has_its_own_loss_and_optimizer(seconds: tuple[bool, ...]) -> None:
    found = weights_of([told(second) for second in seconds])

    for mine, theirs in zip(found, by_hand(*seconds), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_with_the_last_compilation_alone_it_would_be_another_network() -> None:
    both = weights_of([told(False), told(True)])
    alone = weights_of([told(True), told(True)])

    assert not np.array_equal(both[0], alone[0])


def test_only_a_change_is_told() -> None:
    fits = [told(False), told(False), told(True)]

    found = replays(fits, fits[-1].blueprint)

    assert [sorted(fit) for fit in found] == [
        ["arguments", "arrays", "compile"],
        ["arguments", "arrays"],
        ["arguments", "arrays", "compile"],
    ]


def test_layers_frozen_in_between_are_noticed() -> None:
    model = network()
    before = draw(model)
    assert not changed_between([], before)
    model.layers[0].trainable = False
    fit = told(False)

    assert changed_between([fit], draw(compiled(model, False)))
    assert not changed_between([fit], fit.blueprint)
