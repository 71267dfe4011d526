"""Reading a ModelSpec: what counts, and when two networks are the same."""

from dataclasses import replace

import pytest

from nngrader.differences import differences
from nngrader.evidence import Head, LayerSpec, LossSpec, ModelSpec, Setting
from nngrader.network import (
    LOOKALIKES,
    NEAR,
    PASSING,
    SPAN,
    SUPPORTING,
    Asked,
    canonical,
    computing_layers,
    hidden_layers,
    output_activation,
    output_units,
    plain,
    told,
)
from tests.builders import layer, mnist_model, model

LITTLE = 1e-6


def support(kind: str, **settings: Setting) -> LayerSpec:
    """A layer without units between the inputs and the first layer of XOR."""
    return LayerSpec(
        type=kind,
        units=None,
        activation="linear",
        output_shape=(None, 2),
        parameters=0,
        settings=settings,
    )


def before(*first: LayerSpec) -> ModelSpec:
    """XOR with something before its layers."""
    return model(layers=(*first, *model().layers))


# what counts


@pytest.mark.parametrize("kind", sorted(SUPPORTING))
def test_what_only_supports_is_not_counted(kind: str) -> None:
    assert computing_layers(before(support(kind))) == model().layers


def test_an_own_layer_is_counted() -> None:
    assert len(computing_layers(before(support("OwnLayer")))) == 3


def test_the_last_counted_layer_is_not_hidden() -> None:
    assert hidden_layers(mnist_model()) == mnist_model().layers[1:3]


def test_without_layers_nothing_is_hidden() -> None:
    assert hidden_layers(model(layers=())) == ()


@pytest.mark.parametrize(("shape", "units"), [((None, 3), 3), ((None, None), 0), ((), 0)])
def test_the_output_is_as_wide_as_its_last_dimension(
    shape: tuple[int | None, ...], units: int
) -> None:
    assert output_units(model(output_shape=shape)) == units


HEADS: list[tuple[Head, str]] = [
    ("linear", "linear"),
    ("relu-like", "relu"),
    ("sigmoid-like", "sigmoid"),
    ("tanh-like", "tanh"),
    ("softmax", "softmax"),
    ("softmax-twice", "softmax twice"),
    ("constant", "a constant"),
    ("other", "unknown"),
]


@pytest.mark.parametrize(("head", "name"), HEADS)
def test_the_output_is_called_by_what_it_does(head: Head, name: str) -> None:
    assert output_activation(model(head=head)) == name


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        ("categorical_crossentropy", "softmax"),
        ("sparse_categorical_crossentropy", "softmax"),
        ("binary_crossentropy", "sigmoid"),
    ],
)
def test_raw_scores_count_as_what_the_loss_makes_of_them(loss: str, name: str) -> None:
    raw = model(head="linear", loss=LossSpec(loss, from_logits=True))

    assert output_activation(raw) == name
    assert output_activation(replace(raw, loss=LossSpec(loss))) == "linear"


# the same


@pytest.mark.parametrize("kind", sorted(PASSING - {"Rescaling"}))
def test_what_passes_makes_no_difference(kind: str) -> None:
    assert canonical(before(support(kind, rate=0.5))) == canonical(model())


@pytest.mark.parametrize("kind", sorted(SUPPORTING - PASSING))
def test_what_transforms_makes_a_difference(kind: str) -> None:
    assert canonical(before(support(kind))) != canonical(model())


USUAL = [
    (1 / 255, 0.0),
    (1 / 256, 0.0),
    (1 / 127.5, -1.0),
    (-1 / 255, 1.0),
    (1.0, 0.0),
    (2.0, -1.0),
    (SPAN, 0.0),
    (NEAR, 0.0),
    (NEAR / 255, 0.0),
    (SPAN / 255, 0.0),
    (1.0, NEAR - 1),
]
ODD = [
    (1 / 25, 0.0),
    (1 / 2550, 0.0),
    (SPAN - LITTLE, 0.0),
    (NEAR + LITTLE, 0.0),
    (SPAN / 255 - LITTLE, 0.0),
    (NEAR / 255 + LITTLE, 0.0),
    (255.0, 0.0),
    (1.0, 1.0),
    (0.0, 0.0),
    (1.0, NEAR - 1 + LITTLE),
    (1.0, -NEAR - LITTLE),
]


@pytest.mark.parametrize(("scale", "offset"), USUAL)
def test_bringing_pixels_or_shares_near_one_is_harmless(scale: float, offset: float) -> None:
    found = before(support("Rescaling", scale=scale, offset=offset))

    assert canonical(found) == canonical(model())


@pytest.mark.parametrize(("scale", "offset"), ODD)
def test_rescaling_by_an_odd_factor_is_told(scale: float, offset: float) -> None:
    found = before(support("Rescaling", scale=scale, offset=offset))

    assert canonical(found) != canonical(model())


def test_rescaling_each_column_is_told_in_its_own_numbers() -> None:
    found = before(support("Rescaling", scale=(0.5, 2), offset=0.0))

    assert tuple(map(str, differences(model(), found))) == (
        "The network has 3 layers that compute; 2 were asked.",
        "Layer 1 (Rescaling, scale 0.5 by 2) was not asked.",
    )


def test_rescaling_without_a_scale_is_harmless() -> None:
    assert canonical(before(support("Rescaling"))) == canonical(model())


def test_a_flat_picture_is_as_good_as_a_square_one() -> None:
    flat = mnist_model(layers=mnist_model().layers[1:], input_shape=(None, 784))

    assert canonical(flat) == canonical(mnist_model())


@pytest.mark.parametrize(
    ("units", "loss", "name"),
    [
        (1, "mean_squared_error", "binary_accuracy"),
        (3, "categorical_crossentropy", "categorical_accuracy"),
        (3, "sparse_categorical_crossentropy", "sparse_categorical_accuracy"),
    ],
)
def test_accuracy_is_what_keras_picks(units: int, loss: str, name: str) -> None:
    found = model(output_shape=(None, units), loss=LossSpec(loss), metrics=("accuracy", name))

    assert canonical(found).metrics == (name,)


def test_crossentropy_is_binary_for_one_output() -> None:
    named = canonical(model(loss=LossSpec("crossentropy"))).loss

    assert named == LossSpec("binary_crossentropy")


def test_the_order_of_metrics_is_no_difference() -> None:
    one, other = model(metrics=("a", "b")), model(metrics=("b", "a", "b"))

    assert differences(one, other) == ()


@pytest.mark.parametrize("name", sorted(LOOKALIKES))
def test_a_lookalike_keeps_its_own_name(name: str) -> None:
    last = layer(1, name)

    assert canonical(model(layers=(last,), head="relu-like")).layers[-1].activation == name


def test_an_unknown_name_gives_way_to_the_probe() -> None:
    last = layer(1, "your own squash")

    assert canonical(model(layers=(last,))).layers[-1].activation == "sigmoid"


def test_an_unknown_output_keeps_the_name_of_its_function() -> None:
    last = layer(1, "your own swing")

    assert canonical(model(layers=(last,), head="other")).layers[-1].activation == "your own swing"


# the difference in words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sparse_categorical_crossentropy", "sparse categorical cross-entropy"),
        ("binary_accuracy with threshold 0.7", "binary accuracy with threshold 0.7"),
    ],
)
def test_names_are_written_as_people_say_them(name: str, words: str) -> None:
    assert plain(name) == words


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (layer(), "Dense, 16 units, relu"),
        (layer(1, "sigmoid"), "Dense, 1 unit, sigmoid"),
        (layer(3, "linear"), "Dense, 3 units, linear"),
        (layer(8, type="Conv2D"), "Conv2D, 8 filters, relu"),
        (layer(1, type="Conv2D"), "Conv2D, 1 filter, relu"),
        (support("Flatten"), "Flatten"),
        (replace(support("Activation"), activation="relu"), "Activation, relu"),
        (support("OwnLayer"), "OwnLayer, linear"),
        (support("Rescaling", scale=0.04, offset=-1.0), "Rescaling, scale 0.04, offset -1"),
    ],
)
def test_a_layer_is_told_in_a_few_words(shown: LayerSpec, words: str) -> None:
    assert str(told(shown)) == words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked("Dense"), "Dense, any number of units, any activation"),
        (Asked("Dense", 1, ("sigmoid",)), "Dense, 1 unit, sigmoid"),
        (Asked("Dense", 16, ("relu", "tanh")), "Dense, 16 units, relu or tanh"),
    ],
)
def test_what_was_asked_is_told_in_a_few_words(asked: Asked, words: str) -> None:
    assert str(asked) == words


@pytest.mark.parametrize(
    ("asked", "found", "words"),
    [
        (Asked("Dense"), layer(), ""),
        (Asked("Dense", 16, ("relu", "tanh")), layer(), ""),
        (Asked("Dense", 8), layer(), "16 units instead of 8"),
        (Asked("Dense", 16, ("tanh", "elu")), layer(), "relu instead of tanh or elu"),
        (
            Asked("Conv2D", 8, ("elu",)),
            layer(),
            "Dense instead of Conv2D; 16 units instead of 8; relu instead of elu",
        ),
    ],
)
def test_a_layer_that_is_not_as_asked_says_in_what(
    asked: Asked, found: LayerSpec, words: str
) -> None:
    assert str(asked.difference(found, found.activation)) == words
