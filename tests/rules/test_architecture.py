"""The build of a network: what each rule says, where it begins, and where it keeps silent."""

from dataclasses import replace
from typing import Any

import pytest

from nngrader.evidence import (
    Candidate,
    Evidence,
    LayerProbe,
    LayerSpec,
    Place,
    Setting,
    StageError,
    Trial,
)
from nngrader.findings import Finding
from nngrader.rules import find
from nngrader.rules._architecture import drawn, layer_place, spelled
from tests.rules import healthy
from tests.rules.healthy import dense, plain_layer

SMALL = "Computed output size would be zero or negative"


def built(evidence: Evidence, *layers: LayerSpec, **changes: Any) -> Evidence:
    """The same with these layers."""
    assert evidence.model is not None
    return replace(evidence, model=replace(evidence.model, layers=layers, **changes))


def failing(evidence: Evidence, *probes: LayerProbe, **changes: Any) -> Evidence:
    """The same, trained badly with one seed."""
    run = healthy.failed(answers=(0,) * 30, layers=probes, **changes)
    return replace(evidence, runs=(replace(run, accuracy=0.33),))


def tried(evidence: Evidence, rule: str, *, confirms: bool) -> Evidence:
    """The same, after a trial of this rule's suspicion."""
    trial = Trial(
        change="bending",
        rule=rule,
        seed=0,
        epochs=40,
        before={},
        after={},
        reached=0.33,
        reaches=0.97 if confirms else 0.35,
        confirms=confirms,
    )
    return replace(evidence, trials=(trial,))


def only(evidence: Evidence, rule: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = find(evidence, only=rule)
    return finding


def said(evidence: Evidence, rule: str) -> tuple[str, str, str]:
    """What the rule says, asks, and how heavy it is."""
    finding = only(evidence, rule)
    return finding.message, finding.hint, finding.severity


def weighs(evidence: Evidence, rule: str) -> str:
    """How heavy the one finding is; empty without one."""
    return "".join(finding.severity for finding in find(evidence, only=rule))


def bend(activation: str, kind: str = "Activation") -> LayerSpec:
    """An activation layer that was not merged."""
    return replace(plain_layer(kind), activation=activation)


def dropout(rate: float, width: int) -> LayerSpec:
    """A dropout behind so many units."""
    return replace(plain_layer("Dropout"), output_shape=(None, width), settings={"rate": rate})


def starting(initializer: str, units: int = 16, activation: str = "relu") -> LayerSpec:
    """A Dense layer with this initializer."""
    return dense(units, activation, settings={"kernel_initializer": initializer})


def stopped(message: str, kind: str = "ValueError") -> Evidence:
    """A script that stopped before a network was known."""
    error = StageError("load", kind, message, Place(7))
    return Evidence(assignment="", student="", classes=(), script=True, error=error)


SOFTMAX = dense(3, "softmax")


# ---------------------------------------------------------------------------- activations


def test_an_activation_twice_is_named() -> None:
    """Both functions stand in the sentence."""
    evidence = built(healthy.iris(), dense(16, "sigmoid"), bend("sigmoid"), SOFTMAX)

    assert said(evidence, "activation-twice") == (
        "Two activations stand in a row: sigmoid in `Dense(16)`, and then sigmoid.",
        "Take a few numbers from -2 to 2: what is left of them after the first activation, and "
        "what after the second?",
        "minor",
    )


@pytest.mark.parametrize(("activation", "weight"), [("relu", "info"), ("tanh", "minor")])
def test_relu_of_relu_is_relu(activation: str, weight: str) -> None:
    """It changes nothing, and so it weighs nothing."""
    twice = built(healthy.iris(), dense(16, activation), bend(activation), SOFTMAX)

    assert weighs(twice, "activation-twice") == weight


@pytest.mark.parametrize("between", ["BatchNormalization", "MaxPooling2D", "Dense"])
def test_activations_with_something_between_them_are_no_neighbours(between: str) -> None:
    """Normalization and pooling are usual between two bends; dropout changes nothing."""
    apart = built(healthy.iris(), dense(16, "relu"), plain_layer(between), bend("relu"), SOFTMAX)
    close = built(healthy.iris(), dense(16, "relu"), dropout(0.2, 16), bend("relu"), SOFTMAX)

    assert find(apart, only="activation-twice") == ()
    assert weighs(close, "activation-twice") == "info"


def test_a_graph_has_no_neighbours() -> None:
    """In a network with branches the order of layers says nothing."""
    evidence = built(healthy.iris(), dense(16, "relu"), bend("relu"), SOFTMAX, chain=False)

    assert find(evidence, only="activation-twice") == ()


def test_a_sigmoid_behind_relu_answers_half_at_least() -> None:
    """It is heavy unless the training went well."""
    layers = (dense(16, "tanh"), dense(1, "relu"), bend("sigmoid"))
    evidence = built(replace(healthy.xor(), runs=(healthy.failed(),)), *layers, head="other")

    assert said(evidence, "activation-twice") == (
        "The sigmoid at the end stands behind relu and never gets a number below 0, so your "
        "network cannot answer less than 0.5.",
        "What does sigmoid answer for 0, and for which of your rows should it answer less?",
        "major",
    )
    assert weighs(built(healthy.xor(), *layers, head="other"), "activation-twice") == "minor"


def test_softmax_in_a_hidden_layer_is_named_with_its_share() -> None:
    """The average share stands in the sentence; after a good training it weighs little."""
    layers = (dense(128, "softmax"), SOFTMAX)

    assert said(failing(built(healthy.iris(), *layers)), "softmax-in-a-hidden-layer") == (
        "The hidden layer `Dense(128)` ends with softmax, so its 128 units share a total of 1, "
        "about 0.0078 each.",
        "Which layer is supposed to share out its answer among classes?",
        "major",
    )
    assert weighs(built(healthy.iris(), *layers), "softmax-in-a-hidden-layer") == "minor"


def test_softmax_at_the_end_is_no_hidden_one() -> None:
    """Be it part of the last layer or a layer of its own, even twice."""
    evidence = built(failing(healthy.iris()), dense(16, "relu"), SOFTMAX, bend("softmax"))

    assert find(evidence, only="softmax-in-a-hidden-layer") == ()


@pytest.mark.parametrize(("confirms", "weight"), [(True, "major"), (False, "info")])
def test_a_trial_that_fails_takes_the_weight_off(confirms: bool, weight: str) -> None:
    """A suspicion that was tried in vain is a remark."""
    rule = "softmax-in-a-hidden-layer"
    suspected = failing(built(healthy.iris(), dense(128, "softmax"), SOFTMAX))

    assert weighs(tried(suspected, rule, confirms=confirms), rule) == weight


def test_relu_before_softmax_is_named() -> None:
    """Heavy after a bad training, else a remark; silent on raw scores."""
    layers = (dense(16, "relu"), dense(3, "relu"), bend("softmax", "Softmax"))

    assert said(built(healthy.iris(), *layers), "relu-before-softmax") == (
        "The 3 scores of `Dense(3)` pass through relu before softmax compares them.",
        "What becomes of a class whose score is -3, and of one whose score is -1?",
        "minor",
    )
    assert weighs(failing(built(healthy.iris(), *layers)), "relu-before-softmax") == "major"
    tanh = (layers[0], dense(3, "tanh"), layers[2])
    assert weighs(failing(built(healthy.iris(), *tanh)), "relu-before-softmax") == "minor"
    raw = (layers[0], dense(3), layers[2])
    assert find(built(healthy.iris(), *raw), only="relu-before-softmax") == ()


# ---------------------------------------------------------------------------- widths and depth


def test_a_bottleneck_is_named() -> None:
    """What goes in, what comes out, and what must be made of it."""
    layers = (dense(16, "relu"), dense(1, "relu"), SOFTMAX)

    assert said(failing(built(healthy.iris(), *layers)), "bottleneck") == (
        "All that your network knows of a row has to pass through `Dense(1)`: 16 numbers go in, "
        "1 comes out, and 3 answers must be made of it.",
        "How many different situations can so few numbers tell apart?",
        "major",
    )
    assert find(built(healthy.iris(), *layers), only="bottleneck") == ()


@pytest.mark.parametrize(("reached", "findings"), [(0.89, 1), (0.9, 0)])
def test_a_narrow_network_must_miss_a_tenth(reached: float, findings: int) -> None:
    """Of the rows, or of what numbers vary."""
    evidence = built(healthy.iris(), dense(16, "relu"), dense(1, "relu"), SOFTMAX)
    told = replace(evidence, runs=(replace(evidence.runs[0], accuracy=reached),))

    assert len(find(told, only="bottleneck")) == findings


@pytest.mark.parametrize(("units", "classes", "findings"), [(2, 9, 1), (2, 8, 0), (1, 2, 1)])
def test_a_few_units_are_narrow_for_many_classes(units: int, classes: int, findings: int) -> None:
    """A quarter of the classes less one is the limit; one unit is always narrow."""
    layers = (dense(16, "relu"), dense(units, "relu"), dense(classes, "softmax"))
    shape = (None, classes)
    evidence = failing(built(healthy.iris(), *layers, output_shape=shape))

    assert len(find(evidence, only="bottleneck")) == findings


def test_a_bottleneck_that_is_meant_is_left_alone() -> None:
    """An autoencoder rebuilds its inputs; a single column is no wider before."""
    layers = (dense(16, "relu"), dense(1, "relu"), dense(4))
    narrow = failing(built(healthy.iris(), *layers, output_shape=(None, 4)))
    rebuilt = healthy.fitted(narrow, y=healthy.numbers((120, 4), -2.4, 3.1))
    column = built(narrow, dense(1, "relu"), SOFTMAX, input_shape=(None, 1))

    assert find(rebuilt, only="bottleneck") == ()
    assert find(column, only="bottleneck") == ()


@pytest.mark.parametrize(("noise", "findings"), [(0.5, 0), (0.51, 1)])
def test_as_many_numbers_out_as_in_need_not_be_a_copy(noise: float, findings: int) -> None:
    """A noisy copy is near its row, another quantity is not."""
    layers = (dense(16, "relu"), dense(1, "relu"), dense(2))
    narrow = failing(built(healthy.iris(), *layers, output_shape=(None, 2)))
    x = healthy.numbers((120, 2), -2, 2, digest="x", sample=(noise, -noise))
    y = replace(x, digest="y", spread=1.0, sample=(0.0, 0.0))

    assert len(find(healthy.fitted(narrow, x=x, y=y), only="bottleneck")) == findings


@pytest.mark.parametrize(("units", "weight"), [(1, "minor"), (2, "")])
def test_before_any_training_one_unit_for_three_classes_is_a_remark(
    units: int, weight: str
) -> None:
    """Nothing is known of the outcome."""
    layers = (dense(16, "relu"), dense(units, "relu"), SOFTMAX)

    assert weighs(built(healthy.iris(runs=()), *layers), "bottleneck") == weight


def deep(*bends: str, ratio: float = 0.001) -> Evidence:
    """Iris, trained badly, with hidden layers of these activations and faded gradients."""
    layers = (*(dense(16, one) for one in bends), SOFTMAX)
    last = len(bends)
    probes = (
        LayerProbe(layer=0, first_gradient=ratio * 2),
        LayerProbe(layer=last, first_gradient=2.0),
    )
    return failing(built(healthy.iris(), *layers), *probes)


def test_a_deep_stack_is_named_with_what_comes_through() -> None:
    """The ratio of the gradients before training."""
    assert said(deep("sigmoid", "sigmoid", "sigmoid"), "deep-stack-of-saturating-layers") == (
        "Your 3 hidden layers of sigmoid in a row pass on little of the correction: the first is "
        "corrected 0.001 times as strongly as the last.",
        "How much is left of 1 when it is multiplied by 0.25 once per hidden layer?",
        "major",
    )


@pytest.mark.parametrize(("ratio", "findings"), [(0.049, 1), (0.05, 0)])
def test_the_correction_must_have_faded(ratio: float, findings: int) -> None:
    """Many layers alone are no fault."""
    evidence = deep("tanh", "tanh", "tanh", ratio=ratio)

    assert len(find(evidence, only="deep-stack-of-saturating-layers")) == findings


@pytest.mark.parametrize(
    "bends", [("sigmoid", "sigmoid"), ("sigmoid", "relu", "sigmoid", "sigmoid")]
)
def test_two_in_a_row_are_usual(bends: tuple[str, ...]) -> None:
    """Relu between them ends the row."""
    assert find(deep(*bends), only="deep-stack-of-saturating-layers") == ()


def test_after_a_good_training_depth_is_not_mentioned() -> None:
    """Without a training sigmoid gets a remark, tanh none; few updates are the nearer cause."""
    rule, stack = "deep-stack-of-saturating-layers", deep("sigmoid", "sigmoid", "sigmoid")
    quick = healthy.fitted(stack, epochs=16)  # 6 batches each
    slower = healthy.fitted(stack, epochs=17)

    assert find(replace(stack, runs=healthy.iris().runs), only=rule) == ()
    assert weighs(replace(stack, runs=()), rule) == "minor"
    assert weighs(replace(deep("tanh", "tanh", "tanh"), runs=()), rule) == ""
    assert (weighs(quick, rule), weighs(slower, rule)) == ("minor", "major")


# ---------------------------------------------------------------------------- dropout


def test_strong_dropout_is_named_with_what_is_left() -> None:
    """Ten of a hundred units."""
    layers = (dense(100, "relu"), dropout(0.9, 100), SOFTMAX)

    assert said(failing(built(healthy.iris(), *layers)), "dropout-too-strong") == (
        "`Dropout(0.9)` switches off 90% of 100 units in every training step, which leaves about "
        "10.",
        "How many units are left to answer with, and what could so few of them tell?",
        "major",
    )
    assert weighs(built(healthy.iris(), *layers), "dropout-too-strong") == "minor"


@pytest.mark.parametrize(
    ("rate", "width", "weight"),
    [(0.51, 100, "major"), (0.5, 100, ""), (0.5, 9, ""), (0.5, 8, "major"), (0.49, 8, "")],
)
def test_half_of_a_wide_layer_is_usual(rate: float, width: int, weight: str) -> None:
    """Half of eight is not."""
    layers = (dense(width, "relu"), dropout(rate, width), SOFTMAX)

    assert weighs(failing(built(healthy.iris(), *layers)), "dropout-too-strong") == weight


@pytest.mark.parametrize(("rate", "findings"), [(0.9, 1), (0.89, 0)])
def test_after_a_good_training_only_nine_tenths_are_mentioned(rate: float, findings: int) -> None:
    """As a remark."""
    evidence = built(healthy.iris(), dense(16, "relu"), dropout(rate, 16), SOFTMAX)

    assert len(find(evidence, only="dropout-too-strong")) == findings


def test_dropout_behind_the_output_is_named() -> None:
    """Wherever the activation of the output stood, it was merged into the last layer."""
    layers = (dense(16, "relu"), SOFTMAX, dropout(0.5, 3))

    assert said(failing(built(healthy.iris(), *layers)), "dropout-after-the-output") == (
        "`Dropout(0.5)` stands behind your last layer `Dense(3)`, so in training 50% of the "
        "network's answers are deleted at random.",
        "What should the loss say when the right answer itself was deleted?",
        "major",
    )
    assert weighs(built(healthy.iris(), *layers), "dropout-after-the-output") == "minor"
    assert weighs(built(healthy.iris(runs=()), *layers), "dropout-after-the-output") == "major"


def test_dropout_before_the_last_layer_or_of_nothing_is_usual() -> None:
    """Between hidden layer and output it belongs, and a rate of 0 deletes nothing."""
    between = built(healthy.iris(), dense(16, "relu"), dropout(0.5, 16), SOFTMAX)
    nothing = built(healthy.iris(), dense(16, "relu"), SOFTMAX, dropout(0.0, 3))

    assert find(between, only="dropout-after-the-output") == ()
    assert find(nothing, only="dropout-after-the-output") == ()


# ---------------------------------------------------------------------------- first weights


def test_zeros_under_relu_are_named() -> None:
    """Fatal also where nothing was trained; a remark where it went well all the same."""
    layers = (starting("Zeros"), SOFTMAX)

    assert said(built(healthy.iris(runs=()), *layers), "equal-initial-weights") == (
        "All 16 units of `Dense(16)` start with the same weights, 0: relu answers 0 to everything "
        "and passes no correction back.",
        "What could make two units of this layer learn something different?",
        "fatal",
    )
    assert weighs(built(healthy.iris(), *layers), "equal-initial-weights") == "minor"


@pytest.mark.parametrize(
    ("hidden", "last", "weight"),
    [
        ("Ones", "Ones", "fatal"),
        ("Constant with value 0.1", "Zeros", "fatal"),
        ("Ones", "GlorotUniform", "info"),
        ("GlorotUniform", "Zeros", ""),
        ("your own Constant with value 0.1", "Zeros", ""),
    ],
)
def test_units_part_by_the_random_weights_behind_them(hidden: str, last: str, weight: str) -> None:
    """Two constant layers in a row keep them alike; zeros in the last layer alone are fine."""
    layers = (starting(hidden), starting(last, 3, "softmax"))

    assert weighs(failing(built(healthy.iris(), *layers)), "equal-initial-weights") == weight


@pytest.mark.parametrize(("twins", "weight"), [(True, "fatal"), (False, "info")])
def test_units_that_stayed_alike_are_named(twins: bool, weight: str) -> None:
    """What the trained network shows decides where the settings do not."""
    layers = (starting("Zeros", activation="tanh"), SOFTMAX)
    evidence = failing(built(healthy.iris(), *layers), LayerProbe(layer=0, twins=twins))

    assert weighs(evidence, "equal-initial-weights") == weight


def test_first_weights_that_are_overwritten_do_not_count() -> None:
    """Nor does a layer of a single unit."""
    layers = (starting("Zeros"), SOFTMAX)
    read = built(healthy.iris(runs=(), source=("model.load_weights('w.h5')",)), *layers)
    single = built(healthy.iris(runs=()), starting("Zeros", units=1), SOFTMAX)

    assert find(read, only="equal-initial-weights") == ()
    assert find(single, only="equal-initial-weights") == ()


def wide(initializer: str, inputs: int = 784) -> LayerSpec:
    """A layer of 10 units with so many inputs."""
    return replace(starting(initializer, 10), parameters=10 * (inputs + 1))


def test_huge_first_weights_are_named_with_the_first_loss() -> None:
    """Width, inputs, spread of the sums, and the loss before training."""
    layers = (wide("RandomNormal with mean 0.0, stddev 1.0"), SOFTMAX)
    evidence = built(healthy.iris(), *layers)

    assert said(failing(evidence, first_loss=23.4), "huge-initial-weights") == (
        "The weights of `Dense(10)` start about 1 in size, and with 784 inputs its sums reach "
        "about 28; your loss before any training is 23.4.",
        "Which loss would pure guessing give, and which one does your network begin with?",
        "major",
    )
    message, _, weight = said(replace(evidence, runs=()), "huge-initial-weights")
    assert message == (
        "The weights of `Dense(10)` start about 1 in size, and with 784 inputs its sums reach "
        "about 28."
    )
    assert weight == "minor"


@pytest.mark.parametrize(
    ("initializer", "inputs", "findings"),
    [
        ("RandomNormal with mean 0.0, stddev 1.0", 101, 1),
        ("RandomNormal with mean 0.0, stddev 1.0", 100, 0),
        ("RandomNormal with mean 0.0, stddev 1.0", 2, 0),
        ("RandomUniform with maxval 2.0, minval -2.0", 76, 1),
        ("RandomUniform with maxval 2.0, minval -2.0", 74, 0),
        ("GlorotUniform", 10_000, 0),
    ],
)
def test_large_means_for_the_number_of_inputs(initializer: str, inputs: int, findings: int) -> None:
    """XOR's two inputs bear weights that pictures do not."""
    evidence = failing(built(healthy.iris(), wide(initializer, inputs), SOFTMAX))

    assert len(find(evidence, only="huge-initial-weights")) == findings


# ---------------------------------------------------------------------------- locked and shared


LOCKED = dense(
    16,
    "relu",
    trainable=False,
    parameters=80,
    settings={"kernel_initializer": "GlorotUniform"},
)


def test_a_locked_layer_that_nobody_trained_is_named() -> None:
    """Without a training and after a bad one it is heavy, after a good one it is a remark."""
    evidence = built(healthy.iris(), LOCKED, SOFTMAX)

    assert said(failing(evidence), "frozen-layers") == (
        "`Dense(16)` is locked: its 80 of the network's 99 weights stay as random as they started.",
        "Has anybody trained this layer before, so that it is worth keeping as it is?",
        "major",
    )
    assert weighs(replace(evidence, runs=()), "frozen-layers") == "major"
    assert weighs(evidence, "frozen-layers") == "minor"


@pytest.mark.parametrize(
    "line",
    [
        "base = keras.applications.MobileNetV2(weights=None)",
        "base = keras.models.load_model('base.keras')",
        "layer.set_weights(known)",
    ],
)
def test_weights_from_elsewhere_may_be_locked(line: str) -> None:
    """Transfer learning."""
    evidence = failing(built(healthy.iris(source=(line,)), LOCKED, SOFTMAX))

    assert find(evidence, only="frozen-layers") == ()


def test_weights_trained_before_may_be_locked() -> None:
    """In an earlier training, in another network, or before they were locked at the end."""
    evidence = failing(built(healthy.iris(), LOCKED, SOFTMAX))
    twice = replace(evidence, fits=evidence.fits * 2)
    others = tuple(Candidate(number=number, reached="fit") for number in range(2))
    moved = failing(evidence, LayerProbe(layer=0, moved=0.2))
    filled = built(evidence, replace(LOCKED, type="Embedding"), SOFTMAX)

    assert find(twice, only="frozen-layers") == ()
    assert find(replace(evidence, candidates=others), only="frozen-layers") == ()
    assert find(moved, only="frozen-layers") == ()
    assert find(filled, only="frozen-layers") == ()


def test_a_network_locked_altogether_cannot_learn() -> None:
    """Fatal even in transfer learning."""
    layers = (LOCKED, replace(LOCKED, units=3))
    evidence = built(healthy.iris(runs=(), source=("load_weights",)), *layers)

    assert said(evidence, "frozen-layers") == (
        "All 2 layers of your network are locked: training can change none of your 99 weights.",
        "Which weights should the training change, and which line locks them?",
        "fatal",
    )


def test_a_layer_that_stands_twice_is_named() -> None:
    """The parameters of the network are fewer than those of its layers by exactly its own."""
    layers = (dense(16, "relu", parameters=272),) * 2
    shared = built(healthy.iris(), *layers, SOFTMAX, parameters=272 + 27)
    copied = built(healthy.iris(), *layers, SOFTMAX, parameters=2 * 272 + 27)

    assert said(shared, "same-layer-twice") == (
        "The very same layer `Dense(16)` stands in your network 2 times, and all of them share "
        "one set of 272 weights.",
        "How many parameters did you expect, and how many does the network have?",
        "minor",
    )
    assert find(copied, only="same-layer-twice") == ()


# ---------------------------------------------------------------------------- pictures


def conv(kernel: int, stride: int, side: int | None, **changes: Any) -> LayerSpec:
    """A convolution with 32 filters."""
    made = dense(
        32,
        "relu",
        type="Conv2D",
        output_shape=() if side is None else (None, side, side, 32),
        settings={
            "dilation_rate": (1, 1),
            "kernel_size": (kernel, kernel),
            "padding": "valid",
            "strides": (stride, stride),
        },
    )
    return replace(made, **changes)


def pool(side: int | None) -> LayerSpec:
    """A pooling of 2 x 2."""
    settings: dict[str, Setting] = {"padding": "valid", "pool_size": (2, 2), "strides": (2, 2)}
    shape = () if side is None else (None, side, side, 32)
    return replace(plain_layer("MaxPooling2D"), output_shape=shape, settings=settings)


def old_spelling(text: str, kernel: int = 3) -> Evidence:
    """MNIST, trained badly, with a convolution that jumps."""
    evidence = healthy.mnist(source=("import keras", text))
    layers = (conv(kernel, kernel, 9), plain_layer("Flatten"), dense(10, "softmax"))
    return failing(built(evidence, *layers, input_shape=(None, 28, 28, 1)))


def test_a_stride_in_the_place_of_the_height_is_named() -> None:
    """The old spelling, with its line."""
    evidence = old_spelling("layer = keras.layers.Conv2D(32, 3, 3, activation='relu')")

    assert said(evidence, "kernel-and-stride-confused") == (
        "The second 3 in `Conv2D(32, 3, 3)` does not belong to the size of the filter: it makes "
        "the filter jump 3 pixels at a time, and 9 x 9 are left of the picture.",
        "How many positions of the filter did you expect along one side of the picture?",
        "major",
    )
    assert only(evidence, "kernel-and-stride-confused").place == Place(2)
    good = replace(evidence, runs=healthy.mnist().runs)
    assert weighs(good, "kernel-and-stride-confused") == "minor"


@pytest.mark.parametrize(
    ("text", "kernel"),
    [
        ("Conv2D(32, 3, strides=3)", 3),
        ("Conv2D(32, (3, 3), 3)", 3),
        ("Conv2D(32, kernel, kernel)", 3),
        ("Conv2D(32, 2, 2)", 2),
        ("Conv2D(64, 8, 8)", 8),
        ("Conv2D(32, 3, 3)", 5),
        ("not Python", 3),
    ],
)
def test_strides_that_are_meant_are_left_alone(text: str, kernel: int) -> None:
    """Named strides, patches, halving, and text that is not what was built."""
    assert find(old_spelling(text, kernel), only="kernel-and-stride-confused") == ()


@pytest.mark.parametrize(("kernel", "findings"), [(3, 1), (7, 1)])
def test_filters_of_old_tutorials(kernel: int, findings: int) -> None:
    """From 3 to 7."""
    evidence = old_spelling(f"Conv2D(32, {kernel}, {kernel})", kernel)

    assert len(find(evidence, only="kernel-and-stride-confused")) == findings


def test_a_picture_shrunk_away_is_followed() -> None:
    """Where Keras says something else the sizes still tell."""
    error = StageError("load", "ValueError", "has already been configured", Place(12))
    layers = (conv(3, 1, 6), pool(3), conv(3, 1, 1), pool(None))
    evidence = built(healthy.mnist(error=error, runs=()), *layers, input_shape=(None, 8, 8, 1))

    assert said(evidence, "picture-shrunk-away") == (
        "When the picture reaches `MaxPooling2D()`, only 1 x 1 are left of it, too few for a "
        "window of 2 x 2.",
        "Which layers before it made the picture smaller, and by how much each?",
        "fatal",
    )
    assert only(evidence, "picture-shrunk-away").place == Place(12)
    fits = (conv(3, 1, 6), pool(3), conv(3, 1, 1))
    assert find(built(evidence, *fits), only="picture-shrunk-away") == ()
    assert find(replace(evidence, error=None), only="picture-shrunk-away") == ()


@pytest.mark.parametrize(
    ("told", "sizes"),
    [
        ("Received: `inputs.shape=[None 1 1 8]`, `pool_size=[2 2]`", ("1 x 1", "2 x 2")),
        ("Received `inputs shape=(None, 2, 1)`, `kernel shape=(3, 1, 8)`", ("2", "3")),
    ],
)
def test_without_a_network_keras_is_read(told: str, sizes: tuple[str, str]) -> None:
    """Both ways in which Keras writes a shape."""
    small, window = sizes

    message, _, _ = said(stopped(f"{SMALL}. {told}, `strides=(2, 2)`."), "picture-shrunk-away")

    assert message == (
        f"A layer gets a picture of {small}, which is too small for its window of {window}."
    )


def test_channels_that_stand_first_are_named() -> None:
    """And then nothing is said of a picture that shrank."""
    words = f"{SMALL}. Received `inputs shape=(None, 1, 28, 28)`, `kernel shape=(3, 3, 28, 8)`."
    evidence = stopped(words)

    assert said(evidence, "channels-first") == (
        "Keras reads your pictures of 1 x 28 x 28 as 1 high, 28 wide and with 28 colours per pixel.",
        "Which of the three numbers says how many colours a pixel has, and where must it be?",
        "fatal",
    )
    assert find(evidence, only="picture-shrunk-away") == ()


def turned(output: tuple[int | None, ...], *sizes: int) -> Evidence:
    """Pictures with these sizes, whose first convolution answers with this shape."""
    first = conv(3, 1, None, output_shape=output)
    layers = (first, plain_layer("Flatten"), dense(10, "softmax"))
    return built(healthy.mnist(runs=()), *layers, input_shape=(None, *sizes))


def test_three_rows_of_pixels_are_found_though_keras_is_silent() -> None:
    """Only where the layer really takes the last axis for the channels."""
    assert weighs(turned((None, 1, 30, 32), 3, 32, 32), "channels-first") == "major"
    assert find(turned((None, 32, 30, 30), 3, 32, 32), only="channels-first") == ()
    assert find(turned((None, 30, 30, 32), 32, 32, 3), only="channels-first") == ()
    assert find(turned((None, 1, 5, 32), 3, 7, 7), only="channels-first") == ()


# ---------------------------------------------------------------------------- numbers of units


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("16.0", "a number with a decimal point"),
        ("[0. 1.]", "a list of numbers"),
        ("[[0. 1.]\n [1. 2.]]", "a list of numbers"),
        ("(3,)", "a list of numbers"),
        ("0", "no number of neurons that a layer can have"),
        ("-3", "no number of neurons that a layer can have"),
        ("None", "nothing at all"),
        ("3", "text, or one of NumPy's own numbers, which Keras does not take here"),
        ("many", "no whole number"),
    ],
)
def test_units_that_count_nothing_are_named(given: str, kind: str) -> None:
    """Each kind in words."""
    words = "Received an invalid value for `units`, expected a positive integer. Received: units="

    assert said(stopped(words + given), "units-not-a-whole-number") == (
        "A layer wants to know how many units it has, as a whole number, and gets "
        f"{given.splitlines()[0]}: {kind}.",
        "How many units should this layer have, and does what you wrote count them?",
        "fatal",
    )


def test_a_long_row_of_units_is_cut() -> None:
    """Forty letters are enough."""
    words = f"Received an invalid value for `units`. Received: units=[{'0 ' * 30}]"

    assert (
        f" gets [{'0 ' * 19}0…: a list" in only(stopped(words), "units-not-a-whole-number").message
    )


@pytest.mark.parametrize(
    "words",
    [
        "You tried to call `count_params` on layer 'sequential', but the layer isn't built.",
        "You are saving a model that has not yet been built.",
        "Sequential model 'sequential' has no defined output shape yet.",
        "You called `set_weights(weights)` with 2, but the layer was expecting 0 weights.",
    ],
)
def test_a_network_without_weights_is_named(words: str) -> None:
    """Four ways to ask too early."""
    assert said(stopped(words), "network-not-built-yet") == (
        "Your network has 0 weights so far, because nothing has told it how wide a row is.",
        "Which line tells the network for the first time how many numbers a row has?",
        "fatal",
    )
    assert find(stopped("expecting 2 weights"), only="network-not-built-yet") == ()


# ---------------------------------------------------------------------------- penalties and the rest


def priced(penalty: str) -> LayerSpec:
    """A layer with a penalty."""
    return dense(16, "relu", parameters=80, settings={"kernel_regularizer": penalty})


def test_a_heavy_penalty_is_named_with_what_it_left() -> None:
    """The largest weight stands in the sentence where it is next to nothing."""
    evidence = built(healthy.iris(), priced("L2 with l2 0.5"), SOFTMAX)
    faded = failing(evidence, LayerProbe(layer=0, largest=0.0123))
    kept = failing(evidence, LayerProbe(layer=0, largest=0.05))

    assert said(faded, "penalty-overwhelms-the-loss") == (
        "1 layer pays a penalty of up to 0.5 on 80 weights, and after training the largest one "
        "left in a layer is 0.012.",
        "What does the network save by making all these weights small, and what does it lose?",
        "major",
    )
    assert only(kept, "penalty-overwhelms-the-loss").message == (
        "1 layer pays a penalty of up to 0.5 on 80 weights."
    )


@pytest.mark.parametrize(
    ("penalty", "bad", "good"),
    [
        ("L2 with l2 0.009", "", ""),
        ("L2 with l2 0.01", "major", ""),
        ("L1L2 with l1 0.0001, l2 0.1", "major", "minor"),
        ("L2 with l2 0.099", "major", ""),
    ],
)
def test_small_penalties_are_usual(penalty: str, bad: str, good: str) -> None:
    """Only a bad training makes a usual one suspect."""
    evidence = built(healthy.iris(), priced(penalty), SOFTMAX)

    assert weighs(failing(evidence), "penalty-overwhelms-the-loss") == bad
    assert weighs(evidence, "penalty-overwhelms-the-loss") == good


def norm(*shape: int, axis: int = -1) -> LayerSpec:
    """Batch normalization of what has this shape."""
    made = plain_layer("BatchNormalization")
    return replace(made, output_shape=(None, *shape), settings={"axis": axis}, parameters=12)


@pytest.mark.parametrize(("size", "weight"), [(1, "major"), (2, "")])
def test_a_batch_of_one_row_leaves_nothing(size: int, weight: str) -> None:
    """From two rows on there is something to average."""
    layers = (dense(16, "relu"), norm(16), SOFTMAX)
    evidence = healthy.fitted(failing(built(healthy.iris(), *layers)), batch_size=size)

    assert weighs(evidence, "batch-normalization-misused") == weight
    if weight:
        assert said(evidence, "batch-normalization-misused")[:2] == (
            "Your batches hold 1 row, and batch normalization subtracts the mean of the batch: "
            "of one row nothing is left but 0.",
            "What is a number minus the mean of that number alone?",
        )


def test_a_picture_is_many_numbers_even_alone() -> None:
    """And along its height there is nothing to be averaged."""
    single = healthy.fitted(built(failing(healthy.mnist()), norm(13, 13, 8)), batch_size=1)
    rows = built(healthy.mnist(), norm(13, 13, 8, axis=1))

    assert find(single, only="batch-normalization-misused") == ()
    assert said(rows, "batch-normalization-misused") == (
        "Batch normalization runs along axis 1 of your pictures, which has 13 entries; Keras "
        "keeps the features in the last axis.",
        "Which axis of the picture holds the features?",
        "minor",
    )


def test_normalization_behind_the_shares_is_named() -> None:
    """Between the scores and their softmax it is usual: the probe still finds shares."""
    layers = (dense(16, "relu"), SOFTMAX, norm(3))

    assert said(built(healthy.iris(), *layers, head="other"), "batch-normalization-misused") == (
        "Batch normalization stands behind the softmax of your last layer, and your answers of 3 "
        "numbers are no shares any more.",
        "Which range have the answers of your network, and which should they have?",
        "minor",
    )
    between = built(healthy.iris(), *layers, head="softmax")
    assert find(between, only="batch-normalization-misused") == ()


def overfitted(weights: int, known: float, new: float) -> Evidence:
    """Iris, 96 rows to learn from and 24 set aside."""
    history = {"accuracy": (0.5, known), "val_accuracy": (0.5, new)}
    evidence = healthy.iris(runs=(healthy.run(history=history),))
    assert evidence.model is not None
    return replace(evidence, model=replace(evidence.model, parameters=weights))


def test_far_more_weights_than_rows_are_explained() -> None:
    """Both scores stand in the sentence."""
    assert said(overfitted(12_000, 1.0, 0.75), "more-weights-than-rows") == (
        "Your network has 125 weights for each of its 96 training rows; it answers 100% of these "
        "rightly, and 75% of those set aside.",
        "How many weights would be enough to tell the classes apart?",
        "info",
    )


@pytest.mark.parametrize(
    ("weights", "known", "new", "findings"),
    [
        (9_601, 1.0, 0.75, 1),
        (9_600, 1.0, 0.75, 0),
        (12_000, 1.0, 0.875, 1),
        (12_000, 1.0, 0.92, 0),
    ],
)
def test_large_networks_that_generalise_are_left_alone(
    weights: int, known: float, new: float, findings: int
) -> None:
    """More than 100 weights per row, and a gap of 0.1 at least."""
    found = find(overfitted(weights, known, new), only="more-weights-than-rows")

    assert len(found) == findings


def test_a_network_that_is_held_back_already_is_left_alone() -> None:
    """Dropout and penalties are there for this."""
    evidence = overfitted(12_000, 1.0, 0.75)
    dropped = built(evidence, dense(16, "relu"), dropout(0.2, 16), SOFTMAX)
    taxed = built(evidence, priced("L2 with l2 0.001"), SOFTMAX)

    assert find(dropped, only="more-weights-than-rows") == ()
    assert find(taxed, only="more-weights-than-rows") == ()


def without_bias(*layers: LayerSpec, weights: int = 24) -> Evidence:
    """XOR, trained badly, none of these layers with a bias."""
    bare = [replace(layer, settings={"use_bias": False}) for layer in layers]
    evidence = replace(healthy.xor(), runs=(healthy.failed(),))
    return built(evidence, *bare, parameters=weights)


def test_a_missing_bias_is_named() -> None:
    """After a bad training of a small network alone."""
    evidence = without_bias(dense(8, "tanh"), dense(1, "sigmoid"))

    assert said(evidence, "bias-removed") == (
        "None of your 2 layers has a bias, so every border they draw must pass through the point "
        "where all inputs are 0.",
        "Which answer does your network give for a row of zeros, whatever it has learned?",
        "minor",
    )
    assert find(replace(evidence, runs=healthy.xor().runs), only="bias-removed") == ()
    assert find(replace(evidence, runs=()), only="bias-removed") == ()


@pytest.mark.parametrize(
    ("labels", "bends", "weight"),
    [
        ((1.0, 0.0), "tanh", "major"),
        ((0.0, 1.0), "tanh", "minor"),
        ((1.0, 0.0), "sigmoid", "minor"),
    ],
)
def test_a_row_of_zeros_that_is_answered_wrongly_weighs_more(
    labels: tuple[float, ...], bends: str, weight: str
) -> None:
    """Its label must be 1, and the hidden layer must answer 0 for zeros."""
    evidence = without_bias(dense(8, bends), dense(1, "sigmoid"))
    x = healthy.numbers((2, 2), 0, 1, sample=(0.0, 0.0, 0.0, 1.0))
    met = healthy.fitted(evidence, x=x, y=healthy.numbers((2,), 0, 1, sample=labels))

    assert weighs(met, "bias-removed") == weight
    if weight == "major":
        assert only(met, "bias-removed").message == (
            "None of your 2 layers has a bias, so every border they draw must pass through the "
            "point where all inputs are 0, and your row of zeros, whose label is 1, always gets "
            "0.5."
        )


@pytest.mark.parametrize(("weights", "findings"), [(200, 1), (201, 0)])
def test_larger_networks_hardly_miss_a_bias(weights: int, findings: int) -> None:
    """Up to 200 weights count as small."""
    evidence = without_bias(dense(8, "tanh"), dense(1, "sigmoid"), weights=weights)

    assert len(find(evidence, only="bias-removed")) == findings


def test_one_bias_is_enough() -> None:
    """So is a normalization, which has one of its own."""
    bare = without_bias(dense(8, "tanh"), dense(1, "sigmoid"))
    assert bare.model is not None
    first, last = bare.model.layers

    assert find(built(bare, first, replace(last, settings={})), only="bias-removed") == ()
    assert find(built(bare, first, norm(8), last), only="bias-removed") == ()


# ---------------------------------------------------------------------------- reading


def test_initializers_are_read_as_told() -> None:
    """A name, and its numbers."""
    assert drawn("RandomNormal with mean 0.0, stddev 1e-05") == (
        "RandomNormal",
        {"mean": 0.0, "stddev": 1e-05},
    )
    assert drawn(None) == ("", {})


def test_layers_are_spelled_as_code() -> None:
    """With the argument that tells most."""
    assert [spelled(one) for one in (SOFTMAX, dropout(0.25, 3), bend("relu"), pool(3))] == [
        "Dense(3)",
        "Dropout(0.25)",
        'Activation("relu")',
        "MaxPooling2D()",
    ]


SCRIPT = ("model = Sequential()", "model.add(Dense(16))", "model.add(keras.layers.Dense(3))")
LOOP = ("for size in sizes:", "    model.add(Dense(size))")


@pytest.mark.parametrize(
    ("source", "line"),
    [(SCRIPT, 3), (LOOP, 2), ((*SCRIPT, "Dense(4)"), 19), (("print 1",), 19)],
)
def test_a_layer_is_found_in_the_text(source: tuple[str, ...], line: int) -> None:
    """By its turn, where the text makes as many as the network has; else the network is shown."""
    evidence = built(healthy.iris(source=source), dense(16, "relu"), SOFTMAX)

    assert layer_place(evidence, 1) == Place(line)


def test_lines_of_a_notebook_are_not_guessed() -> None:
    """They are counted per cell."""
    evidence = built(healthy.iris(source=SCRIPT, blanks={}), dense(16, "relu"), SOFTMAX)

    inside = healthy.fitted(evidence, place=Place(2, cell=3))

    assert layer_place(inside, 1) == Place(2, cell=3)
