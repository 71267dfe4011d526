"""What is almost one of the three networks is told apart, in words that a student can act on."""

from collections.abc import Callable
from typing import Any

import keras
import pytest
from keras import losses, metrics, optimizers, regularizers
from keras.layers import (
    ELU,
    Activation,
    Add,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Lambda,
    LeakyReLU,
    ReLU,
    Rescaling,
    Softmax,
)

from nngrader.differences import differences
from nngrader.network import canonical
from nngrader.worker.describe import describe
from tests.worker.networks import IRIS, XOR, finished, iris, mnist, xor

pytestmark = pytest.mark.keras

Network = Callable[[], Any]


def hidden(*args: Any, **settings: Any) -> Any:
    """XOR with another hidden layer."""
    return xor(Dense(*args, **settings), Dense(1, "sigmoid"))


def answer(*last: Any, **compiled: Any) -> Any:
    """XOR with another last layer."""
    return xor(Dense(16, "relu"), *last, **compiled)


def species(*last: Any, **compiled: Any) -> Any:
    """Iris with another last layer."""
    return iris(Dense(16, "relu"), *last, **compiled)


def frozen() -> Any:
    layer = Dense(16, "relu")
    layer.trainable = False
    return xor(layer, Dense(1, "sigmoid"))


def branched() -> Any:
    first = keras.Input((2,))
    halves = [Dense(8, "relu")(first), Dense(8, "relu")(first)]
    return finished(keras.Model(first, Dense(1, "sigmoid")(Concatenate()(halves))), **XOR)


def skipping() -> Any:
    first = keras.Input((4,))
    wide = Dense(16, "relu")(first)
    sum_of_both = Add()([wide, Dense(16)(first)])
    return finished(keras.Model(first, Dense(3, "softmax")(sum_of_both)), **IRIS)


def two_answers() -> Any:
    first = keras.Input((2,))
    middle = Dense(16, "relu")(first)
    model = keras.Model(first, [Dense(1, "sigmoid", name="a")(middle), middle])
    model.compile(loss=["mse", None], optimizer="adam")
    return model


class OwnDense(Dense):
    """A layer of the student's own."""


OwnNamesake = type("Dense", (Dense,), {})


def swing(x: Any) -> Any:
    return keras.ops.sin(x)


def binary_accuracy(labels: Any, answers: Any) -> Any:
    return keras.ops.mean(answers) + 1


def mean_squared_error(labels: Any, answers: Any) -> Any:
    return keras.ops.mean(answers)


class Adam(keras.optimizers.Adam):
    """An optimizer of the student's own, with a well-known name."""


XOR_MISSES: dict[str, tuple[Network, tuple[str, ...]]] = {
    # units
    "one unit too many": (
        lambda: hidden(17, "relu"),
        ("Layer 1 has 17 units; 16 were asked.",),
    ),
    "one hidden unit": (lambda: hidden(1, "relu"), ("Layer 1 has 1 unit; 16 were asked.",)),
    "two outputs": (
        lambda: answer(Dense(2, "sigmoid")),
        ("Layer 2 has 2 units; 1 was asked.",),
    ),
    # activations
    "tanh": (lambda: hidden(16, "tanh"), ("Layer 1 uses tanh; relu was asked.",)),
    "relu6": (lambda: hidden(16, "relu6"), ("Layer 1 uses relu6; relu was asked.",)),
    "relu that stops": (
        lambda: xor(Dense(16), ReLU(max_value=6), Dense(1, "sigmoid")),
        ("Layer 1 uses relu6; relu was asked.",),
    ),
    "relu that starts later": (
        lambda: xor(Dense(16), ReLU(threshold=0.5), Dense(1, "sigmoid")),
        ("Layer 1 has threshold 0.5; none was asked.",),
    ),
    "leaky_relu": (lambda: hidden(16, "leaky_relu"), ("Layer 1 uses leaky_relu; relu was asked.",)),
    "LeakyReLU": (
        lambda: xor(Dense(16), LeakyReLU(), Dense(1, "sigmoid")),
        ("Layer 1 uses leaky_relu; relu was asked.",),
    ),
    "no activation": (lambda: hidden(16), ("Layer 1 has no activation; relu was asked.",)),
    "an activation of one's own": (
        lambda: hidden(16, swing),
        ("Layer 1 uses your own swing; relu was asked.",),
    ),
    "an activation twice": (
        lambda: xor(Dense(16, "relu"), Activation("relu"), Dense(1, "sigmoid")),
        (
            "The network has 3 layers that compute; 2 were asked.",
            "Layer 2 (Activation, relu) was not asked.",
        ),
    ),
    "softmax on one unit": (
        lambda: answer(Dense(1, "softmax")),
        ("Layer 2 uses a constant; sigmoid was asked.",),
    ),
    "tanh answer": (
        lambda: answer(Dense(1, "tanh")),
        ("Layer 2 uses tanh; sigmoid was asked.",),
    ),
    "relu answer": (
        lambda: answer(Dense(1, "relu")),
        ("Layer 2 uses relu; sigmoid was asked.",),
    ),
    "hard_sigmoid": (
        lambda: answer(Dense(1, "hard_sigmoid")),
        ("Layer 2 uses hard_sigmoid; sigmoid was asked.",),
    ),
    "linear answer": (
        lambda: answer(Dense(1)),
        ("Layer 2 has no activation; sigmoid was asked.",),
    ),
    "unheard-of answer": (
        lambda: answer(Dense(1, swing)),
        ("Layer 2 uses your own swing; sigmoid was asked.",),
    ),
    # layers
    "no hidden layer": (
        lambda: xor(Dense(1, "sigmoid")),
        (
            "The network has 1 layer that computes; 2 were asked.",
            "A layer is missing: Dense, 16 units, relu.",
        ),
    ),
    "no layers": (
        lambda: xor(Flatten()),
        (
            "The network has no layers that compute; 2 were asked.",
            "A layer is missing: Dense, 16 units, relu.",
            "A layer is missing: Dense, 1 unit, sigmoid.",
        ),
    ),
    "one hidden layer too many": (
        lambda: xor(Dense(16, "relu"), Dense(8, "relu"), Dense(1, "sigmoid")),
        (
            "The network has 3 layers that compute; 2 were asked.",
            "Layer 2 (Dense, 8 units, relu) was not asked.",
        ),
    ),
    "BatchNormalization": (
        lambda: xor(Dense(16, "relu"), BatchNormalization(), Dense(1, "sigmoid")),
        (
            "The network has 3 layers that compute; 2 were asked.",
            "Layer 2 (BatchNormalization) was not asked.",
        ),
    ),
    "a Lambda": (
        lambda: xor(Lambda(lambda x: x * x), Dense(16, "relu"), Dense(1, "sigmoid")),
        (
            "The network has 3 layers that compute; 2 were asked.",
            "Layer 1 (Lambda, linear) was not asked.",
        ),
    ),
    "a layer of one's own": (
        lambda: xor(OwnDense(16, "relu"), Dense(1, "sigmoid")),
        ("Layer 1 is OwnDense; Dense was asked.",),
    ),
    "a layer of one's own, called Dense": (
        lambda: xor(OwnNamesake(16, "relu"), Dense(1, "sigmoid")),
        ("Layer 1 is your own Dense; Dense was asked.",),
    ),
    "two branches": (
        branched,
        (
            "The network has branches or a `call` of its own; one layer after another was asked.",
            "The network has 4 layers that compute; 2 were asked.",
            "Layer 1 (Dense, 8 units, relu) was not asked.",
            "Layer 2 (Dense, 8 units, relu) was not asked.",
            "Layer 3 (Concatenate, linear) was not asked.",
            "A layer is missing: Dense, 16 units, relu.",
        ),
    ),
    # settings of layers
    "frozen": (
        frozen,
        ("Layer 1 is frozen: training does not change it; a trained layer was asked.",),
    ),
    "no bias": (
        lambda: hidden(16, "relu", use_bias=False),
        ("Layer 1 has no bias; one was asked.",),
    ),
    "zero weights": (
        lambda: hidden(16, "relu", kernel_initializer="zeros"),
        ("Layer 1 has kernel initializer Zeros; GlorotUniform was asked.",),
    ),
    "He initializer": (
        lambda: hidden(16, "relu", kernel_initializer="he_normal"),
        ("Layer 1 has kernel initializer HeNormal; GlorotUniform was asked.",),
    ),
    "L2": (
        lambda: hidden(16, "relu", kernel_regularizer=regularizers.L2(0.001)),
        ("Layer 1 has kernel regularizer L2 with l2 0.001; none was asked.",),
    ),
    "a limit on weights": (
        lambda: hidden(16, "relu", kernel_constraint="non_neg"),
        ("Layer 1 has kernel constraint NonNeg; none was asked.",),
    ),
    # input
    "three inputs": (
        lambda: xor(inputs=(3,)),
        ("The network takes 3 numbers per example; 2 were asked.",),
    ),
    "one input": (
        lambda: xor(inputs=(1,)),
        ("The network takes 1 number per example; 2 were asked.",),
    ),
    "squeezed inputs": (
        lambda: xor(Rescaling(1 / 100), Dense(16, "relu"), Dense(1, "sigmoid")),
        (
            "The network has 3 layers that compute; 2 were asked.",
            "Layer 1 (Rescaling, scale 0.01) was not asked.",
        ),
    ),
    # compile
    "mean absolute error": (
        lambda: xor(loss="mae"),
        ("The loss is mean absolute error; mean squared error was asked.",),
    ),
    "binary cross-entropy": (
        lambda: xor(loss="binary_crossentropy"),
        ("The loss is binary cross-entropy; mean squared error was asked.",),
    ),
    "no loss": (lambda: xor(loss=None), ("The loss is missing; mean squared error was asked.",)),
    "a loss of one's own": (
        lambda: xor(loss=mean_squared_error),
        ("The loss is your own mean squared error; mean squared error was asked.",),
    ),
    "summed loss": (
        lambda: xor(loss=losses.MeanSquaredError(reduction="sum")),
        ("The loss has reduction sum; none was asked.",),
    ),
    "SGD": (lambda: xor(optimizer="sgd"), ("The optimizer is sgd; adam was asked.",)),
    "not compiled": (
        lambda: keras.Sequential([keras.Input((2,)), Dense(16, "relu"), Dense(1, "sigmoid")]),
        (
            "The loss is missing; mean squared error was asked.",
            "The optimizer is missing; adam was asked.",
            "The network reports nothing; binary accuracy was asked.",
        ),
    ),
    "learning rate": (
        lambda: xor(optimizer=optimizers.Adam(0.01)),
        ("The optimizer has learning rate 0.01; 0.001 was asked.",),
    ),
    "tiny learning rate": (
        lambda: xor(optimizer=optimizers.Adam(0.00001)),
        ("The optimizer has learning rate 0.00001; 0.001 was asked.",),
    ),
    "negative learning rate": (
        lambda: xor(optimizer=optimizers.Adam(-0.001)),
        ("The optimizer has learning rate -0.001; 0.001 was asked.",),
    ),
    "clipped gradients": (
        lambda: xor(optimizer=optimizers.Adam(clipnorm=1.0)),
        ("The optimizer has clipnorm 1; none was asked.",),
    ),
    "amsgrad": (
        lambda: xor(optimizer=optimizers.Adam(amsgrad=True)),
        ("The optimizer has amsgrad on; off was asked.",),
    ),
    "an optimizer of one's own": (
        lambda: xor(optimizer=Adam()),
        ("The optimizer is your own Adam; adam was asked.",),
    ),
    "no metric": (
        lambda: xor(metrics=None),
        ("The network reports nothing; binary accuracy was asked.",),
    ),
    "Accuracy object": (
        lambda: xor(metrics=[metrics.Accuracy()]),
        ("The network reports exact accuracy; binary accuracy was asked.",),
    ),
    "another threshold": (
        lambda: xor(metrics=[metrics.BinaryAccuracy(threshold=0.7)]),
        ("The network reports binary accuracy with threshold 0.7; binary accuracy was asked.",),
    ),
    "a metric of one's own": (
        lambda: xor(metrics=[binary_accuracy]),
        ("The network reports your own binary accuracy; binary accuracy was asked.",),
    ),
    "one metric too many": (
        lambda: xor(metrics=["accuracy", "mse"]),
        ("The network reports binary accuracy, mean squared error; binary accuracy was asked.",),
    ),
}
IRIS_MISSES: dict[str, tuple[Network, tuple[str, ...]]] = {
    "sigmoid": (
        lambda: species(Dense(3, "sigmoid")),
        ("Layer 2 uses sigmoid; softmax was asked.",),
    ),
    "softmax twice": (
        lambda: species(Dense(3, "softmax"), Softmax()),
        (
            "The network has 3 layers that compute; 2 were asked.",
            "Layer 3 (Softmax, softmax twice) was not asked.",
        ),
    ),
    "softmax over the rows": (
        lambda: species(Dense(3), Softmax(axis=0)),
        ("Layer 2 uses softmax over axis 0; softmax was asked.",),
    ),
    "log_softmax": (
        lambda: species(Dense(3, "log_softmax")),
        ("Layer 2 uses log_softmax; softmax was asked.",),
    ),
    "raw scores unannounced": (
        lambda: species(Dense(3)),
        ("Layer 2 has no activation; softmax was asked.",),
    ),
    "shares announced as raw scores": (
        lambda: iris(loss=losses.CategoricalCrossentropy(from_logits=True)),
        ("The loss expects raw scores (`from_logits=True`); the output acts as softmax.",),
    ),
    "sparse": (
        lambda: iris(loss="sparse_categorical_crossentropy"),
        (
            "The loss is sparse categorical cross-entropy; categorical cross-entropy was asked.",
            "The network reports sparse categorical accuracy; categorical accuracy was asked.",
        ),
    ),
    "binary cross-entropy": (
        lambda: iris(loss="binary_crossentropy"),
        ("The loss is binary cross-entropy; categorical cross-entropy was asked.",),
    ),
    "softened labels": (
        lambda: iris(loss=losses.CategoricalCrossentropy(label_smoothing=0.1)),
        ("The loss has label smoothing 0.1; none was asked.",),
    ),
    "binary accuracy": (
        lambda: iris(metrics=["binary_accuracy"]),
        ("The network reports binary accuracy; categorical accuracy was asked.",),
    ),
    "four species": (
        lambda: species(Dense(4, "softmax")),
        ("Layer 2 has 4 units; 3 were asked.",),
    ),
    "two things at once": (
        lambda: iris(Dense(15, "tanh"), Dense(3, "softmax"), optimizer="rmsprop"),
        (
            "Layer 1 has 15 units; 16 were asked.",
            "Layer 1 uses tanh; relu was asked.",
            "The optimizer is rmsprop; adam was asked.",
        ),
    ),
    "a way around": (
        skipping,
        (
            "The network has branches or a `call` of its own; one layer after another was asked.",
            "The network has 4 layers that compute; 2 were asked.",
            "Layer 2 (Dense, 16 units, linear) was not asked.",
            "Layer 3 (Add, linear) was not asked.",
        ),
    ),
}
MNIST_MISSES: dict[str, tuple[Network, tuple[str, ...]]] = {
    "smaller": (
        lambda: mnist(Flatten(), Dense(256, "relu"), Dense(512, "relu"), Dense(10, "softmax")),
        ("Layer 1 has 256 units; 512 were asked.",),
    ),
    "one layer short": (
        lambda: mnist(Flatten(), Dense(512, "relu"), Dense(10, "softmax")),
        (
            "The network has 2 layers that compute; 3 were asked.",
            "A layer is missing: Dense, 512 units, relu.",
        ),
    ),
    "a convolution": (
        lambda: mnist(
            Conv2D(512, 3, activation="relu"),
            Flatten(),
            Dense(512, "relu"),
            Dense(10, "softmax"),
            inputs=(28, 28, 1),
        ),
        ("Layer 1 is Conv2D; Dense was asked.",),
    ),
    "not flattened": (
        lambda: mnist(Dense(512, "relu"), Dense(512, "relu"), Dense(10, "softmax")),
        ("Layer 1 answers 28 by 512 numbers per example; 512 were asked.",),
    ),
    "flattened too late": (
        lambda: mnist(Dense(512, "relu"), Flatten(), Dense(512, "relu"), Dense(10, "softmax")),
        ("Layer 1 answers 28 by 512 numbers per example; 512 were asked.",),
    ),
    "smaller pictures": (
        lambda: mnist(inputs=(14, 14)),
        ("The network takes 196 numbers per example; 784 were asked.",),
    ),
    "pixels divided by 25": (
        lambda: mnist(
            Rescaling(1 / 25),
            Flatten(),
            Dense(512, "relu"),
            Dense(512, "relu"),
            Dense(10, "softmax"),
        ),
        (
            "The network has 4 layers that compute; 3 were asked.",
            "Layer 1 (Rescaling, scale 0.04) was not asked.",
        ),
    ),
    "ELU in between": (
        lambda: mnist(Flatten(), Dense(512), ELU(), Dense(512, "relu"), Dense(10, "softmax")),
        ("Layer 1 uses elu; relu was asked.",),
    ),
    "momentum instead of adam": (
        lambda: mnist(optimizer=optimizers.SGD(0.1, momentum=0.9)),
        ("The optimizer is sgd; adam was asked.",),
    ),
    "no labels in numbers": (
        lambda: mnist(loss="categorical_crossentropy", metrics=["sparse_categorical_accuracy"]),
        ("The loss is categorical cross-entropy; sparse categorical cross-entropy was asked.",),
    ),
}
TABLE = [
    pytest.param(plain, *miss, id=f"{task}: {name}")
    for task, plain, misses in (
        ("xor", xor, XOR_MISSES),
        ("iris", iris, IRIS_MISSES),
        ("mnist", mnist, MNIST_MISSES),
    )
    for name, miss in misses.items()
]


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")
@pytest.mark.parametrize(("plain", "miss", "sentences"), TABLE)
def test_a_near_miss_differs_and_the_student_reads_why(
    plain: Network, miss: Network, sentences: tuple[str, ...]
) -> None:
    asked, found = describe(plain()), describe(miss())

    assert canonical(found) != canonical(asked)
    assert tuple(map(str, differences(asked, found))) == sentences


OTHER_QUESTIONS: dict[str, tuple[Network, Network, tuple[str, ...]]] = {
    "momentum": (
        lambda: xor(optimizer=optimizers.SGD(0.1, momentum=0.9)),
        lambda: xor(optimizer=optimizers.SGD(0.1)),
        ("The optimizer has momentum 0; 0.9 was asked.",),
    ),
    "nesterov": (
        lambda: xor(optimizer=optimizers.SGD(0.1, momentum=0.9, nesterov=True)),
        lambda: xor(optimizer=optimizers.SGD(0.1, momentum=0.9)),
        ("The optimizer has nesterov off; on was asked.",),
    ),
    "a steeper leak": (
        lambda: xor(Dense(16), LeakyReLU(), Dense(1, "sigmoid")),
        lambda: hidden(16, "leaky_relu"),
        ("Layer 1 has negative slope 0.2; 0.3 was asked.",),
    ),
    "relu for a leaky one": (
        lambda: answer(Dense(1, "leaky_relu")),
        lambda: answer(Dense(1, "relu")),
        ("Layer 2 uses relu; leaky_relu was asked.",),
    ),
    "one layer": (
        lambda: xor(Dense(1, "sigmoid")),
        xor,
        (
            "The network has 2 layers that compute; 1 was asked.",
            "Layer 1 (Dense, 16 units, relu) was not asked.",
        ),
    ),
    "linear": (
        lambda: hidden(16),
        lambda: hidden(16, "relu"),
        ("Layer 1 uses relu; none was asked.",),
    ),
    "without bias": (
        lambda: hidden(16, "relu", use_bias=False),
        xor,
        ("Layer 1 has a bias; none was asked.",),
    ),
    "frozen": (frozen, xor, ("Layer 1 is trained; a frozen layer was asked.",)),
    "branches": (
        branched,
        xor,
        (
            "The network is one layer after another; branches or a `call` of its own was asked.",
            "The network has 2 layers that compute; 4 were asked.",
            "Layer 1 (Dense, 16 units, relu) was not asked.",
            "A layer is missing: Dense, 8 units, relu.",
            "A layer is missing: Dense, 8 units, relu.",
            "A layer is missing: Concatenate, linear.",
        ),
    ),
    "raw scores": (
        lambda: iris(loss=losses.CategoricalCrossentropy(from_logits=True)),
        iris,
        ("The loss expects probabilities; raw scores (`from_logits=True`) were asked.",),
    ),
    "window of a convolution": (
        lambda: mnist(Conv2D(8, 3), Flatten(), Dense(10, "softmax"), inputs=(28, 28, 1)),
        lambda: mnist(Conv2D(8, (5, 3)), Flatten(), Dense(10, "softmax"), inputs=(28, 28, 1)),
        ("Layer 1 has kernel size 5 by 3; 3 by 3 was asked.",),
    ),
    "filters": (
        lambda: mnist(Conv2D(2, 3), Flatten(), Dense(10, "softmax"), inputs=(28, 28, 1)),
        lambda: mnist(Conv2D(1, 3), Flatten(), Dense(10, "softmax"), inputs=(28, 28, 1)),
        ("Layer 1 has 1 filter; 2 were asked.",),
    ),
    "size of the pictures": (
        lambda: mnist(Conv2D(2, 3), Flatten(), Dense(10, "softmax"), inputs=(28, 28, 1)),
        lambda: mnist(Conv2D(2, 3), Flatten(), Dense(10, "softmax"), inputs=(14, 28, 1)),
        ("The network takes 14 by 28 by 1 numbers per example; 28 by 28 by 1 were asked.",),
    ),
}


@pytest.mark.parametrize(
    ("plain", "miss", "sentences"), OTHER_QUESTIONS.values(), ids=OTHER_QUESTIONS
)
def test_other_questions_are_answered_in_the_same_words(
    plain: Network, miss: Network, sentences: tuple[str, ...]
) -> None:
    asked, found = describe(plain()), describe(miss())

    assert canonical(found) != canonical(asked)
    assert tuple(map(str, differences(asked, found))) == sentences


def test_dropout_is_no_difference_beside_one() -> None:
    found = describe(xor(Dense(15, "relu"), Dropout(0.5), Dense(1, "sigmoid")))

    assert [*map(str, differences(describe(xor()), found))] == [
        "Layer 1 has 15 units; 16 were asked."
    ]


def test_one_thing_with_two_answers_is_no_chain() -> None:
    assert describe(two_answers()).chain is False
