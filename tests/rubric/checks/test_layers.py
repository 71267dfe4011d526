"""Layers between input and answer."""

from dataclasses import replace

import pytest

from nngrader.evidence import Head, LayerSpec, LossSpec
from nngrader.grades import Verdict
from nngrader.rubric.checks import (
    convolution,
    hidden_layers,
    hidden_units,
    output,
    same_network,
)
from tests.builders import english, evidence, iris_model, layer, mnist_model, model

CONV = layer(32, "relu", type="Conv2D")
DROPOUT = LayerSpec(
    type="Dropout", units=None, activation="linear", output_shape=(None, 16), parameters=0
)
OUTPUT = layer(1, "sigmoid")
STRAIGHT = "What does a straight line of a straight line look like?"
DRAW = "Draw the path from the inputs to the answer: where could a curve come from?"
COMPARE = "Compare the sizes and activations in the lesson with your list of layers."
WINDOW = "A convolution slides a small window over the picture; where would it stand?"


def of(*layers: LayerSpec) -> object:
    return evidence(model=model(layers=layers))


@pytest.mark.parametrize(
    ("layers", "verdict"),
    [
        ((layer(), OUTPUT), Verdict(1, "1 hidden layer: Dense, 16 units, relu.")),
        (
            (layer(), DROPOUT, layer(1, "tanh"), OUTPUT),
            Verdict(1, "2 hidden layers: Dense, 16 units, relu; Dense, 1 unit, tanh."),
        ),
        (
            (layer(16, "linear"), OUTPUT),
            Verdict(
                0,
                "1 hidden layer, but 1 without an activation: Dense, 16 units, linear.",
                STRAIGHT,
            ),
        ),
        ((OUTPUT,), Verdict(0, "No hidden layers; at least 1 was asked.", DRAW)),
        ((DROPOUT, OUTPUT), Verdict(0, "No hidden layers; at least 1 was asked.", DRAW)),
        ((CONV, OUTPUT), Verdict(1, "1 hidden layer: Conv2D, 32 filters, relu.")),
    ],
)
def test_one_layer_that_bends_is_enough(layers: tuple[LayerSpec, ...], verdict: Verdict) -> None:
    assert english(hidden_layers(at_least=1)(of(*layers))) == verdict  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "share"), [(1, 0), (2, 1), (3, 1)])
def test_at_least_so_many_layers(count: int, share: float) -> None:
    found = of(*[layer()] * count, OUTPUT)

    assert hidden_layers(at_least=2)(found).share == share  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sizes", "share"),
    [
        ((512, 512), 1),
        ((512,), 1 / 2),
        ((512, 128), 1 / 2),
        ((128, 128), 0),
        ((), 0),
        ((512, 512, 512), 2 / 3),
    ],
)
def test_each_layer_of_the_right_size_earns_its_part(sizes: tuple[int, ...], share: float) -> None:
    found = of(*map(layer, sizes), OUTPUT)

    assert hidden_units(512, 512)(found).share == pytest.approx(share)  # type: ignore[arg-type]


def test_sizes_are_told_beside_what_was_asked() -> None:
    assert english(hidden_units(512, 512)(of(layer(128), OUTPUT))) == Verdict(  # type: ignore[arg-type]
        0.0,
        "1 hidden layer: Dense, 128 units, relu; 512 and 512 units with a bend were asked.",
        COMPARE,
    )


def test_one_unit_asked_is_told_as_one() -> None:
    assert english(hidden_units(1)(of(OUTPUT))) == Verdict(  # type: ignore[arg-type]
        0.0, "No hidden layer; 1 unit with a bend was asked.", COMPARE
    )


def test_full_sizes_are_told() -> None:
    assert english(hidden_units(16)(of(layer(), OUTPUT))) == Verdict(  # type: ignore[arg-type]
        1.0, "1 hidden layer: Dense, 16 units, relu."
    )


@pytest.mark.parametrize(
    ("activation", "allowed", "share"),
    [("linear", (), 0), ("tanh", (), 1), ("tanh", ("relu",), 0), ("relu", ("relu", "elu"), 1)],
)
def test_a_layer_of_the_right_size_must_bend(
    activation: str, allowed: tuple[str, ...], share: float
) -> None:
    check = hidden_units(16, activations=allowed)

    assert check(of(layer(16, activation), OUTPUT)).share == share  # type: ignore[arg-type]


def test_only_dense_layers_have_the_right_size() -> None:
    assert hidden_units(32)(of(CONV, OUTPUT)).share == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("layers", "verdict"),
    [
        (
            (CONV, OUTPUT),
            Verdict(1, "It has 1 convolution layer: Conv2D, 32 filters, relu."),
        ),
        (
            (CONV, layer(1, "linear", type="Conv2D"), OUTPUT),
            Verdict(
                1,
                "It has 2 convolution layers: Conv2D, 32 filters, relu; Conv2D, 1 filter, linear.",
            ),
        ),
        (
            (layer(32, "linear", type="SeparableConv2D"), OUTPUT),
            Verdict(
                0,
                "It has 1 convolution layer, without an activation: "
                "SeparableConv2D, 32 units, linear.",
                STRAIGHT,
            ),
        ),
        (
            (layer(), OUTPUT),
            Verdict(0, "It has no convolution layers; at least 1 was asked.", WINDOW),
        ),
    ],
)
def test_one_convolution_that_bends_is_enough(
    layers: tuple[LayerSpec, ...], verdict: Verdict
) -> None:
    assert english(convolution()(of(*layers))) == verdict  # type: ignore[arg-type]


def test_one_sigmoid_unit_is_as_asked() -> None:
    assert english(output(units=1, activation="sigmoid")(evidence())) == Verdict(
        1.0, "The output has 1 unit and acts as sigmoid."
    )


def test_a_wrong_squashing_earns_half() -> None:
    found = evidence(model=model(head="linear"))

    assert english(output(units=1, activation="sigmoid")(found)) == Verdict(
        0.5,
        "The output has 1 unit and acts as linear; 1 unit acting as sigmoid was asked.",
        "What range can the output of linear take, and what range should the answer have?",
    )


def test_a_wrong_number_of_units_earns_half() -> None:
    found = evidence(model=mnist_model(output_shape=(None, 32)))

    assert english(output(units=10, activation="softmax")(found)) == Verdict(
        0.5,
        "The output has 32 units and acts as softmax; 10 units acting as softmax was asked.",
        "How many different answers are there, and how would you read each from the output?",
    )


def test_both_wrong_earn_nothing() -> None:
    assert output(units=3, activation="softmax")(evidence()).share == 0


@pytest.mark.parametrize(
    ("head", "loss", "share"),
    [
        ("linear", LossSpec("sparse_categorical_crossentropy", from_logits=True), 1),
        ("linear", LossSpec("sparse_categorical_crossentropy"), 0.5),
        ("softmax", LossSpec("categorical_crossentropy"), 1),
        ("softmax-twice", LossSpec("categorical_crossentropy"), 0.5),
        ("sigmoid-like", LossSpec("binary_crossentropy"), 0.5),
    ],
)
def test_raw_scores_count_as_what_the_loss_makes_of_them(
    head: Head, loss: LossSpec, share: float
) -> None:
    found = evidence(model=iris_model(head=head, loss=loss))

    assert output(units=3, activation="softmax")(found).share == share


def test_the_network_asked_for_is_told_by_its_layers() -> None:
    verdict = english(same_network(model())(evidence(model=model())))

    assert (verdict.share, verdict.because) == (
        1.0,
        "It is the network asked for: Dense, 16 units, relu; Dense, 1 unit, sigmoid.",
    )


def test_another_network_is_told_by_what_differs() -> None:
    other = replace(model(), loss=LossSpec("binary_crossentropy"), metrics=())

    verdict = english(same_network(model())(evidence(model=other)))

    assert verdict.share == 0
    assert verdict.because.startswith(
        "The loss is binary cross-entropy; mean squared error was asked."
    )
    assert verdict.hint == "Which line of your code decides each of these?"


def test_no_network_is_not_the_network_asked_for() -> None:
    assert same_network(model())(evidence(model=None)).share == 0
