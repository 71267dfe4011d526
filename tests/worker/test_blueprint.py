"""What is drawn can be built again without the student's code, and nothing else can."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import losses
from keras.layers import (
    GRU,
    LSTM,
    Activation,
    Add,
    BatchNormalization,
    Bidirectional,
    Concatenate,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    Lambda,
    LeakyReLU,
    Normalization,
    ReLU,
    Softmax,
    TextVectorization,
    TimeDistributed,
)

from nngrader.worker.blueprint import CannotRebuild, check, draw, rebuild
from nngrader.worker.describe import describe
from nngrader.worker.keras_own import FUNCTIONS, function_name, is_keras_own, short_name
from tests.worker.networks import IRIS, MNIST, XOR, finished, functional, iris, mnist, xor
from tests.worker.test_spellings import IRIS_SPELLINGS, MNIST_SPELLINGS, XOR_SPELLINGS

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:Do not pass an `input_shape`"),
    pytest.mark.filterwarnings("ignore:Sparse and dense categorical"),
    pytest.mark.filterwarnings("ignore:.*includes a `lambda`"),
]

Network = Callable[[], Any]


def sent(model: Any) -> Any:
    """The blueprint as it comes out of the pipe."""
    return json.loads(json.dumps(draw(model), allow_nan=False))


def reason(model: Any) -> str:
    """Why a model cannot be rebuilt."""
    with pytest.raises(CannotRebuild) as refused:
        draw(model)
    return str(refused.value)


SPELLINGS = {
    f"{task}: {name}": spelling
    for task, spellings in (
        ("xor", XOR_SPELLINGS),
        ("iris", IRIS_SPELLINGS),
        ("mnist", MNIST_SPELLINGS),
    )
    for name, spelling in spellings.items()
    if name != "a sigmoid of one's own"
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_rebuilt_network_is_described_like_the_first(spelling: Network) -> None:
    model = spelling()

    assert describe(rebuild(sent(model))) == describe(model)


def adapted() -> Any:
    scale = Normalization()
    scale.adapt(np.array([[0.0, 1.0], [1.0, 3.0], [0.5, 7.0]]))
    return xor(scale, Dense(4, "tanh"), Dense(1, "sigmoid"))


def branched() -> Any:
    first = keras.Input((2,))
    halves = [Dense(4, tf.nn.relu)(first), Dense(4, "tanh")(first)]
    last = Dense(1, tf.nn.sigmoid)(Dropout(0.2)(Concatenate()(halves)))
    return finished(keras.Model(first, last), **XOR)


def nested_branches() -> Any:
    first = keras.Input((2,))
    half = keras.Sequential([Dense(4), BatchNormalization(), Activation(tf.nn.relu)])
    last = Dense(1, "sigmoid")(Add()([half(first), Dense(4)(first)]))
    return finished(keras.Model(first, last), **XOR)


def graph_in_a_graph() -> Any:
    first, middle = keras.Input((2,)), keras.Input((4,))
    inner = keras.Model(middle, Add()([Dense(4, "relu")(middle), middle]))
    last = Dense(1, "sigmoid")(Add()([inner(Dense(4)(first)), Dense(4)(first)]))
    return finished(keras.Model(first, last), **XOR)


def twice_the_name() -> Any:
    halves = [keras.Sequential([Dense(3, "relu", name="mine")]) for _ in range(2)]
    return xor(*halves, Dense(1, "sigmoid"))


def integers() -> Any:
    model = keras.Sequential([keras.Input((2,), dtype="int32"), Dense(4), Dense(1)])
    return finished(model, **XOR)


def scheduled() -> Any:
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)
    return xor(optimizer=keras.optimizers.SGD(schedule, momentum=0.9))


TRAINED: dict[str, Network] = {
    "xor": xor,
    "a graph": lambda: finished(functional((2,), Dense(4, "relu"), Dense(1)), **XOR),
    "TensorFlow's functions": lambda: xor(Dense(8, tf.nn.relu), Dense(1, tf.nn.sigmoid)),
    "TensorFlow's functions in layers": lambda: xor(
        Dense(8), Activation(tf.nn.tanh), Dense(1, keras.ops.sigmoid)
    ),
    "activation objects": lambda: xor(Dense(8, activation=LeakyReLU()), Dense(1), ReLU()),
    "Dropout": lambda: xor(Dense(8, "relu"), Dropout(0.5), Dense(1, "sigmoid")),
    "Dropout with a seed": lambda: xor(Dense(8), Dropout(0.5, seed=3), Dense(1, "sigmoid")),
    "BatchNormalization": lambda: xor(Dense(8), BatchNormalization(), ReLU(), Dense(1, "sigmoid")),
    "adapted to the data": adapted,
    "branches": branched,
    "branches around a nested model": nested_branches,
    "a graph in a graph": graph_in_a_graph,
    "two layers of one name": twice_the_name,
    "inputs cut to integers": integers,
    "a schedule": scheduled,
    "clipped, decayed, averaged": lambda: xor(
        optimizer=keras.optimizers.AdamW(0.01, weight_decay=0.1, clipnorm=0.5, use_ema=True)
    ),
    "regularized and constrained": lambda: xor(
        Dense(8, "relu", kernel_regularizer="l2", kernel_constraint="max_norm"), Dense(1)
    ),
    "a loss with settings": lambda: xor(
        Dense(8, "relu"),
        Dense(1),
        loss=losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1),
    ),
    "a loss class": lambda: xor(loss=losses.Huber),
    "a loss by the name of the output": lambda: finished(
        functional((2,), keras.Sequential([Dense(4), Dense(1)], name="all")),
        loss={"all": "mse"}, metrics={"all": "mae"}, optimizer="adam",
    ),
    "LSTM": lambda: xor(LSTM(3, activation=tf.nn.relu), Dense(1), inputs=(2, 1)),
    "Bidirectional": lambda: xor(Bidirectional(GRU(2)), Dense(1), inputs=(2, 1)),
    "TimeDistributed": lambda: xor(TimeDistributed(Dense(2, "relu")), Flatten(), Dense(1), inputs=(2, 1)),
    "Embedding": lambda: xor(Embedding(9, 3), Flatten(), Dense(1, "sigmoid")),
    "raw scores": lambda: iris(
        Dense(8, "relu"), Dense(3), loss=losses.CategoricalCrossentropy(from_logits=True)
    ),
    "softmax": lambda: iris(Dense(8, "relu"), Dense(3), Softmax()),
    "two rows of pixels": lambda: mnist(Flatten(), Dense(8, "relu"), Dense(10, "softmax"), inputs=(2, 2)),
}  # fmt: skip


def rows(model: Any) -> tuple[Any, Any]:
    """Twelve rows that suit the model; Embedding needs small whole numbers."""
    dice = np.random.default_rng(0)
    classes = model.output_shape[-1]
    x = dice.uniform(0, 8, (12, *model.input_shape[1:])).round(2)
    sparse = str(model.loss).startswith("sparse")
    y = dice.integers(0, max(classes, 2), 12)
    return x, y if sparse or classes == 1 else np.eye(classes)[y]


def history_of(model: Any) -> tuple[Any, list[Any]]:
    """Train three epochs from a fresh seed: the curves and the weights at the end."""
    x, y = rows(model)
    keras.utils.set_random_seed(0)
    curves = model.fit(x, y, epochs=3, batch_size=4, verbose=0).history
    return curves, [weight.tobytes() for weight in model.get_weights()]


def start_alike(first: Any, second: Any) -> None:
    """Give the weights and the dice of Dropout of the first to the second."""
    mine, yours = _dice(first), _dice(second)
    second.set_weights(_learned(first))
    for dice, same in zip(yours, mine, strict=True):
        dice.assign(same)


def _dice(model: Any) -> list[Any]:
    return [part for part in model.variables if "seed_generator" in part.path]


def _learned(model: Any) -> list[Any]:
    """All weights but what `adapt` measured, which the blueprint carries itself."""
    measured = [layer for layer in model._flatten_layers() if isinstance(layer, Normalization)]
    skipped = {id(weight) for layer in measured for weight in layer.weights}
    return [weight.numpy() for weight in model.weights if id(weight) not in skipped]


@pytest.mark.filterwarnings("ignore:.*does not have a `build\\(\\)`")
@pytest.mark.parametrize("network", TRAINED.values(), ids=TRAINED)
def test_a_rebuilt_network_trains_alike_to_the_bit(network: Network) -> None:
    model = network()
    twin = rebuild(sent(model))
    start_alike(model, twin)

    curves, weights = history_of(model)
    curves_again, weights_again = history_of(twin)

    assert list(curves_again.values()) == list(curves.values())
    assert weights_again[-2:] == weights[-2:]
    assert len(weights_again) in (len(weights), len(weights) - 3)  # three of Normalization


def test_a_network_that_was_not_compiled_stays_so() -> None:
    model = keras.Sequential([keras.Input((2,)), Dense(1)])

    assert rebuild(sent(model)).compiled is False


def test_a_blueprint_of_a_graph_can_be_rebuilt_twice() -> None:
    blueprint = sent(branched())

    assert describe(rebuild(blueprint)) == describe(rebuild(blueprint))
    assert blueprint == sent(rebuild(blueprint))


def test_a_blueprint_holds_no_weights() -> None:
    before, after = xor(), xor()
    after.set_weights([weight + 1 for weight in after.get_weights()])

    assert sent(after)["layers"][0]["config"]["units"] == 16
    assert len(json.dumps(sent(after))) == len(json.dumps(sent(before)))


# What only the student's own code can do


class OwnLayer(keras.layers.Layer):
    def call(self, x: Any) -> Any:
        return x


class Swing:
    """An activation that is an object."""

    def __call__(self, x: Any) -> Any:
        return keras.ops.sin(x)


class OwnStart(keras.initializers.Initializer):
    def __call__(self, shape: Any, dtype: Any = None, **rest: Any) -> Any:
        return keras.ops.ones(shape)


class OwnLoss(losses.Loss):
    def call(self, y_true: Any, y_pred: Any) -> Any:
        return keras.ops.mean(y_pred)


class OwnAdam(keras.optimizers.Adam):
    pass


class OwnStep(keras.Sequential):
    def train_step(self, *args: Any, **rest: Any) -> Any:
        return super().train_step(*args, **rest)


class OwnCall(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.only = Dense(1)

    def call(self, x: Any) -> Any:
        return self.only(x)


class OwnGraph(keras.Model):
    def __init__(self, width: int) -> None:
        first = keras.Input((2,))
        both = [Dense(width)(first), Dense(width)(first)]
        super().__init__(inputs=first, outputs=Dense(1)(Add()(both)))


@keras.saving.register_keras_serializable("course")
class Registered(Dense):
    pass


@keras.saving.register_keras_serializable("course")
def registered(x: Any) -> Any:
    return x * 2


def relu(x: Any) -> Any:
    return x * 2


def mean_squared_error(y: Any, p: Any) -> Any:
    return keras.ops.mean(p)


def posing(original: Any, thing: Any) -> Any:
    """Let a class or function of the student claim to be one of Keras's own."""
    thing.__module__ = original.__module__
    thing.__name__ = original.__name__
    thing.__qualname__ = original.__qualname__
    return thing


class Poser(Dense):
    def call(self, inputs: Any) -> Any:
        return super().call(inputs) * 2


def compiled_by_hand() -> Any:
    model = xor()
    model.train_step = lambda *data: {"loss": 0.0}
    return model


def patched_layer() -> Any:
    layer = Dense(1)
    layer.call = lambda x: x[:, :1] * 2
    return xor(layer)


def own_call() -> Any:
    model = finished(OwnCall(), **XOR)
    model(np.zeros((4, 2)))
    return model


def without_source() -> Any:
    """A lambda as it comes from a hand-in: Python cannot find its line."""
    return eval("lambda x: x * 2")


def start_without_source() -> Any:
    return eval("lambda shape, dtype=None: ones(shape)", {"ones": keras.ops.ones})


def branch_with(layer: Any) -> Any:
    """A graph with branches, one of them through this layer."""
    first = keras.Input((2,))
    return keras.Model(first, Add()([layer(first), Dense(2)(first)]))


def words() -> Any:
    reader = TextVectorization(max_tokens=9, output_sequence_length=2)
    reader.adapt(["young rural", "old urban"])
    first = keras.Input((1,), dtype="string")
    return keras.Sequential([first, reader, Embedding(9, 2), Flatten(), Dense(1)])


OWN: dict[str, tuple[Network, str]] = {
    "a Lambda": (
        lambda: xor(Lambda(lambda x: x * 2), Dense(1)),
        "a `Lambda` layer runs a function of your own",
    ),
    "a Lambda inside a wrapper": (
        lambda: xor(TimeDistributed(Lambda(lambda x: x * 2)), Flatten(), Dense(1), inputs=(2, 2)),
        "a `Lambda` layer runs a function of your own",
    ),
    "a Lambda in a branch": (
        lambda: branch_with(Lambda(lambda x: x * 2)),
        "a `Lambda` layer runs a function of your own",
    ),
    "a layer": (lambda: xor(OwnLayer(), Dense(1)), "`OwnLayer` is a layer of your own"),
    "a layer in a branch": (lambda: branch_with(OwnLayer()), "`OwnLayer` is a layer of your own"),
    "a registered layer": (
        lambda: xor(Registered(3), Dense(1)),
        "`Registered` is a layer of your own",
    ),
    "a layer that claims to be Dense": (
        lambda: xor(posing(Dense, type("Poser", (Poser,), {}))(3), Dense(1)),
        "`Dense` is a layer of your own",
    ),
    "a Dense with another call": (patched_layer, "`Dense` is a layer of your own"),
    "an activation": (lambda: xor(Dense(1, relu)), "the function `relu` is your own"),
    "an activation that claims to be relu": (
        lambda: xor(Dense(1, posing(keras.activations.relu, lambda x: x * 2))),
        "the function `relu` is your own",
    ),
    "an activation that is a lambda": (
        lambda: xor(Dense(1, lambda x: x * 2)),
        "the function `<lambda>` is your own",
    ),
    "an activation in a branch": (
        lambda: branch_with(Dense(2, relu)),
        "the function `relu` is your own",
    ),
    "a lambda in a branch": (
        lambda: branch_with(Dense(2, without_source())),
        "the function `<lambda>` is your own",
    ),
    "a lambda in a wrapper": (
        lambda: xor(TimeDistributed(Dense(1, without_source())), inputs=(2, 1)),
        "the function `<lambda>` is your own",
    ),
    "an initializer without source": (
        lambda: xor(Dense(1, kernel_initializer=start_without_source())),
        "Keras cannot write it down (OSError)",
    ),
    "a registered activation": (
        lambda: xor(Dense(1, registered)),
        "the function `registered` is your own",
    ),
    "an activation that is an object": (
        lambda: xor(Dense(1, activation=Swing())),
        "the function `Swing` is your own",
    ),
    "a recurrent activation": (
        lambda: xor(LSTM(2, recurrent_activation=relu), inputs=(2, 1)),
        "the function `relu` is your own",
    ),
    "an initializer": (
        lambda: xor(Dense(1, kernel_initializer=OwnStart())),
        "the kernel initializer `OwnStart` is your own",
    ),
    "a loss": (
        lambda: xor(loss=mean_squared_error),
        "the function `mean_squared_error` is your own",
    ),
    "a loss class": (lambda: xor(loss=OwnLoss), "the class `OwnLoss` is your own"),
    "a loss object": (lambda: xor(loss=OwnLoss()), "the class `OwnLoss` is your own"),
    "a loss that claims to be Keras's": (
        lambda: xor(loss=posing(losses.mean_squared_error, lambda y, p: p)),
        "the function `mean_squared_error` is your own",
    ),
    "a metric": (lambda: xor(metrics=[relu]), "the function `relu` is your own"),
    "a metric among others": (
        lambda: xor(metrics=["mae", [lambda y, p: p]]),
        "the function `<lambda>` is your own",
    ),
    "an optimizer": (lambda: xor(optimizer=OwnAdam()), "the class `OwnAdam` is your own"),
    "a train_step": (
        lambda: finished(OwnStep([keras.Input((2,)), Dense(1)]), **XOR),
        "`OwnStep` has its own `train_step`",
    ),
    "a train_step put on": (compiled_by_hand, "`Sequential` has its own `train_step`"),
    "a call": (own_call, "`OwnCall` has its own `call`"),
    "a constructor of a branched model": (
        lambda: OwnGraph(3),
        "`OwnGraph` has its own way to be made",
    ),
    "an operation between layers": (
        lambda: functional((2,), Dense(1), keras.ops.exp),
        "`Exp` is an operation between layers, not a layer",
    ),
    "words learned from the data": (
        words,
        "the layer `TextVectorization` has learned from the data by `adapt`",
    ),
    "a rate that is no number": (
        lambda: xor(optimizer=keras.optimizers.SGD(float("nan"))),
        "its settings are not plain numbers and words",
    ),
}


@pytest.mark.parametrize(("network", "why"), OWN.values(), ids=OWN)
def test_what_is_the_students_own_is_refused_and_said(network: Network, why: str) -> None:
    assert reason(network()) == why


# JSON that did not come from `draw`


def thing(name: Any, module: Any = "keras.layers", **rest: Any) -> dict[str, Any]:
    return {"class_name": name, "module": module, "config": {}, "registered_name": None} | rest


def function(name: str, module: str = "builtins") -> dict[str, Any]:
    return thing("function", module, config=name, registered_name="function")


HOSTILE: dict[str, Any] = {
    "eval": thing("eval", "builtins"),
    "os.system": thing("system", "os", config="true"),
    "os.system as a function": function("os.system"),
    "eval as a function": function("eval"),
    "a function of another module": function("system", "os"),
    "a function of tf": function("tf.io.gfile.remove"),
    "a function behind dots": function("tf.nn.__init__"),
    "deserialize as a function": function("__class__"),
    "a Lambda": thing("Lambda"),
    "a Lambda without module": {"class_name": "Lambda", "config": {}},
    "a lambda": {"class_name": "__lambda__", "config": {"value": "x"}},
    "a lambda in a list in a layer": thing("Dense", config={"a": [[{"b": thing("Lambda")}]]}),
    "a Lambda in build_config": thing("Dense", build_config={"input": thing("Lambda")}),
    "a Lambda of keras.src": thing("Lambda", "keras.src.layers.core.lambda_layer"),
    "TFSMLayer": thing("TFSMLayer"),
    "TorchModuleWrapper": thing("TorchModuleWrapper"),
    "a private module": thing("Dense", "keras.src.layers"),
    "load_model": thing("load_model", "keras.saving"),
    "get_file": thing("get_file", "keras.utils"),
    "a tensor": thing("__tensor__", None),
    "a type of TensorFlow": thing("__typespec__", "os"),
    "no module": thing("Dense", None),
    "a module that is a list": thing("Dense", ["keras.layers"]),
    "a name that is a list": thing(["Dense"], ["os"]),
    "a registered name": thing("Dense", registered_name="course>Dense"),
}


@pytest.mark.parametrize("drawn", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_refused_wherever_it_stands(drawn: Any) -> None:
    for place in (drawn, [drawn], {"layers": [{"config": {"x": drawn}}]}):
        with pytest.raises(CannotRebuild):
            check(place)


@pytest.mark.parametrize("drawn", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_in_a_blueprint_is_not_rebuilt(drawn: Any) -> None:
    layer = {**sent(xor()), "layers": [drawn]}
    loss = sent(xor())
    loss["compile"]["loss"] = drawn

    for blueprint in (layer, loss):
        with pytest.raises(CannotRebuild):
            rebuild(blueprint)


def test_model_that_reads_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRebuild, match="`TFSMLayer` is not one of Keras's own"):
        check({"layers": [thing("TFSMLayer", config={"filepath": str(tmp_path)})]})


@pytest.mark.parametrize("given", [None, 1, "eval", [], {}, {"class": "eval"}])
def test_plain_json_passes(given: Any) -> None:
    check(given)


# Names are claims


@pytest.mark.parametrize(
    "thing", [Dense, keras.Sequential, losses.mean_squared_error, tf.nn.softmax, keras.ops.relu]
)
def test_keras_knows_its_own(thing: Any) -> None:
    assert is_keras_own(thing)


@pytest.mark.parametrize(
    "thing", [OwnLayer, relu, Swing(), np.tanh, posing(Dense, type("D", (Dense,), {})), None, 3]
)
def test_a_claim_is_not_believed(thing: Any) -> None:
    assert not is_keras_own(thing)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_activation_is_found_under_its_name(name: str) -> None:
    assert FUNCTIONS[function_name(FUNCTIONS[name])] is FUNCTIONS[name]


def test_the_short_name_says_what_is_computed() -> None:
    asked = (tf.nn.swish, keras.ops.silu, tf.nn.softmax, keras.activations.relu, relu)

    assert [*map(short_name, asked)] == ["silu", "silu", "softmax", "relu", ""]


def test_the_three_lessons_are_drawn_small() -> None:
    sizes = [len(json.dumps(sent(make()))) for make in (xor, iris, mnist)]

    assert max(sizes) < 10_000
    assert XOR["optimizer"] == IRIS["optimizer"] == MNIST["optimizer"] == "adam"
