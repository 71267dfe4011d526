"""Every difference between two networks is said in a sentence."""

import pytest

from nngrader.differences import differences
from nngrader.evidence import LossSpec, ModelSpec, OptimizerSpec
from nngrader.network import (
    canonical,
)
from tests.builders import iris_model, layer, mnist_model, model


@pytest.mark.parametrize("same", [model(), iris_model(), mnist_model()])
def test_a_network_does_not_differ_from_itself(same: ModelSpec) -> None:
    assert differences(same, same) == ()


DIFFERENCES: dict[str, tuple[ModelSpec, ModelSpec, tuple[str, ...]]] = {
    "singular": (
        model(layers=(layer(2), layer(1, "sigmoid"))),
        model(layers=(layer(1), layer(1, "sigmoid"))),
        ("Layer 1 has 1 unit; 2 were asked.",),
    ),
    "an output that nobody understands": (
        model(),
        model(layers=(layer(), layer(1, "linear")), head="other"),
        ("Layer 2 bends its output in an unusual way; sigmoid was asked.",),
    ),
    "unlimited input": (
        model(),
        model(input_shape=(None, None, 3)),
        ("The network takes 3 numbers per example; 2 were asked.",),
    ),
    "a number as people write it": (
        model(optimizer=OptimizerSpec("adam", {"epsilon": 1e-7})),
        model(optimizer=OptimizerSpec("adam", {"epsilon": 0.5})),
        ("The optimizer has epsilon 0.5; 0.0000001 was asked.",),
    ),
    "no optimizer asked": (
        model(optimizer=None),
        model(),
        ("The optimizer is adam; none was asked.",),
    ),
    "no metric asked": (
        model(metrics=()),
        model(),
        ("The network reports binary accuracy; nothing was asked.",),
    ),
    "both the loss and how it is meant": (
        iris_model(loss=LossSpec("categorical_crossentropy")),
        iris_model(loss=LossSpec("categorical_crossentropy", True, {"label_smoothing": 0.2})),
        (
            "The loss expects raw scores (`from_logits=True`); the output acts as softmax.",
            "The loss has label smoothing 0.2; none was asked.",
        ),
    ),
    "only the shape of the output": (
        model(layers=()),
        model(layers=(), output_shape=(None, 2)),
        ("The network answers 2 numbers per example; 1 was asked.",),
    ),
    "only the number of parameters": (
        model(),
        model(parameters=66),
        ("The network has 66 parameters; 65 were asked.",),
    ),
    "a layer in the wrong place": (
        mnist_model(),
        mnist_model(layers=(mnist_model().layers[1], layer(9), *mnist_model().layers[2:])),
        (
            "The network has 4 layers that compute; 3 were asked.",
            "Layer 2 (Dense, 9 units, relu) was not asked.",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "found", "lines"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_every_difference_is_a_sentence(
    asked: ModelSpec, found: ModelSpec, lines: tuple[str, ...]
) -> None:
    assert tuple(map(str, differences(asked, found))) == lines


CHANGES: dict[str, ModelSpec] = {
    "layers": model(layers=model().layers[1:]),
    "activation": model(layers=(layer(activation="tanh"), model().layers[1])),
    "type": model(layers=(layer(type="Other"), model().layers[1])),
    "units": model(layers=(layer(15), model().layers[1])),
    "shape": model(layers=(layer(output_shape=(None, 2, 16)), model().layers[1])),
    "trainable": model(layers=(layer(trainable=False), model().layers[1])),
    "settings": model(layers=(layer(settings={"use_bias": False}), model().layers[1])),
    "layer parameters": model(layers=(layer(parameters=1), model().layers[1])),
    "input": model(input_shape=(None, 3)),
    "output": model(output_shape=(None, 2)),
    "parameters": model(parameters=1),
    "head": model(head="tanh-like"),
    "loss": model(loss=LossSpec("mean_absolute_error")),
    "no loss": model(loss=None),
    "logits": model(loss=LossSpec("mean_squared_error", from_logits=True)),
    "loss settings": model(loss=LossSpec("mean_squared_error", settings={"reduction": "sum"})),
    "optimizer": model(optimizer=OptimizerSpec("sgd")),
    "rate": model(optimizer=OptimizerSpec("adam", {"learning_rate": 0.5})),
    "metrics": model(metrics=("other",)),
    "chain": model(chain=False),
}


@pytest.mark.parametrize("found", CHANGES.values(), ids=CHANGES)
def test_what_is_not_equal_is_always_said(found: ModelSpec) -> None:
    assert canonical(found) != canonical(model())
    assert differences(model(), found)
    assert differences(found, model())


# words
