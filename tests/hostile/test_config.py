"""Blueprints that no honest network is drawn as: refused at once, whatever is in them."""

import contextlib
import json
import time
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import keras
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keras import layers
from keras.layers import Dense

from nngrader.evidence import Mishap
from nngrader.executors.local import Local
from nngrader.worker import bounds
from nngrader.worker.blueprint import CannotRebuild, draw, rebuild
from nngrader.worker.bounds import TooLarge, check_size, refuse_a_huge_weight
from tests.executors.hand_ins import BUILD, right, xor
from tests.hostile.fuzzing import changed
from tests.worker import networks

pytestmark = pytest.mark.keras
QUICK_S = 3.0  #: TensorFlow itself tries for ten seconds to find the memory
Json = dict[str, Any]


def drawn(*parts: Any, inputs: tuple[int, ...] = (8,)) -> Json:
    model = keras.Sequential([keras.Input(inputs), *parts])
    found: Json = json.loads(json.dumps(draw(model)))
    return found


def convolved() -> Any:
    return networks.mnist(
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        Dense(10, "softmax"),
        inputs=(28, 28, 1),
    )


def branched() -> Any:
    """Two ways through, one layer twice on the way, a network in it, and their sum."""
    first = keras.Input((4,))
    shared = Dense(4, "relu")
    inner = keras.Sequential([keras.Input((4,)), Dense(4), layers.Dropout(0.5)])
    total = layers.Add()([shared(shared(first)), inner(first)])
    model = keras.Model(first, Dense(3, "softmax")(total))
    return networks.finished(model, **networks.IRIS)


HONEST = {
    "xor": networks.xor,
    "iris": networks.iris,
    "mnist": networks.mnist,
    "convolved": convolved,
    "branched": branched,
}


def enlarged(part: Any, name: str, size: Any, inputs: tuple[int, ...] = (8,)) -> Json:
    """The blueprint of a small network in which one setting was written over."""
    blueprint = drawn(part, inputs=inputs)
    homes = [home for home in _homes(blueprint["layers"]) if name in home]
    assert homes
    for home in homes:
        home[name] = size
    return blueprint


def _homes(part: Any) -> Iterator[Json]:
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for entry in part:
            yield from _homes(entry)


# Size


@pytest.mark.parametrize("make", HONEST.values(), ids=HONEST)
def test_a48_a_network_of_as_many_parameters_as_may_be_is_built(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = make()
    blueprint = draw(model)

    monkeypatch.setattr(bounds, "PARAMETERS", model.count_params())
    assert rebuild(blueprint).count_params() == model.count_params()

    monkeypatch.setattr(bounds, "PARAMETERS", model.count_params() - 1)
    with pytest.raises(TooLarge):
        rebuild(blueprint)


HUGE = {
    "Dense": lambda: enlarged(Dense(4), "units", 10**9),
    "Dense beyond 64 bits": lambda: enlarged(Dense(4), "units", 10**30),
    "Embedding": lambda: enlarged(layers.Embedding(4, 2), "input_dim", 10**9),
    "Conv2D": lambda: enlarged(layers.Conv2D(4, 3), "filters", 10**9, (28, 28, 1)),
    "a huge kernel": lambda: enlarged(
        layers.Conv2D(4, 3, padding="same"), "kernel_size", [10**5, 10**5], (28, 28, 1)
    ),
    "LSTM": lambda: enlarged(layers.LSTM(4), "units", 10**6, (8, 2)),
    "Bidirectional": lambda: enlarged(
        layers.Bidirectional(layers.GRU(4)), "units", 10**6, (8, 2)
    ),
    "TimeDistributed": lambda: enlarged(
        layers.TimeDistributed(Dense(4)), "units", 10**9, (8, 2)
    ),
    "PReLU": lambda: {**drawn(layers.PReLU()), "input_shape": [10**9]},
    "BatchNormalization": lambda: {**drawn(layers.BatchNormalization()), "input_shape": [10**9]},
    "attention": lambda: {
        **enlarged(layers.Dense(4), "units", 4),
        "functional": attention(10**8),
    },
    "orthogonal": lambda: enlarged(Dense(4, kernel_initializer="orthogonal"), "units", 10**8),
    "identity": lambda: enlarged(Dense(4, kernel_initializer="identity"), "units", 10**8),
}  # fmt: skip


def attention(width: int) -> Json:
    first = keras.Input((4, 8))
    model = keras.Model(first, layers.MultiHeadAttention(2, 4)(first, first))
    config: Json = draw(model)["functional"]
    for home in _homes(config):
        if "key_dim" in home:
            home["key_dim"] = width
    return config


@pytest.mark.parametrize("blueprint", HUGE.values(), ids=HUGE)
def test_a48_a_huge_layer_is_refused_before_memory_is_taken(blueprint: Any) -> None:
    hostile = blueprint()
    started = time.monotonic()

    with pytest.raises(TooLarge, match=r"brings the network to [\d,]+ parameters, and at most 50,"):
        rebuild(hostile)

    assert time.monotonic() - started < QUICK_S


def test_a48_many_layers_that_are_large_together_are_refused() -> None:
    blueprint = drawn(Dense(8), Dense(8))
    for layer in blueprint["layers"]:
        layer["config"]["units"] = 7_000  # 63,000 and 49,007,000 parameters
    assert rebuild({**blueprint, "layers": blueprint["layers"][:2]}).count_params() < 50_000_000
    blueprint["layers"].append(deepcopy(blueprint["layers"][0]))
    blueprint["layers"][-1]["config"] |= {"units": 200, "name": "last"}

    with pytest.raises(TooLarge) as refused:
        rebuild(blueprint)

    assert str(refused.value) == (
        "the layer `Dense` brings the network to 50,470,000 parameters, and at most 50,000,000 can "
        "be graded. Does it need to be so large?"
    )


def test_a48_keras_builds_as_before_once_a_network_was_refused() -> None:
    usual = keras.layers.Layer.add_weight
    with pytest.raises(TooLarge):
        rebuild(enlarged(Dense(4), "units", 10**9))

    assert keras.layers.Layer.add_weight is usual


@pytest.mark.parametrize("count", [bounds.LAYERS, bounds.LAYERS + 1])
def test_a48_layers_are_counted_wherever_they_stand(count: int) -> None:
    layer = {"module": "keras.layers", "class_name": "Dense", "config": {}}
    blueprint = {"functional": {"layers": [{"config": {"layer": layer}}, *[layer] * (count - 1)]}}

    if count <= bounds.LAYERS:
        check_size(blueprint)
        return
    with pytest.raises(TooLarge) as refused:
        check_size(blueprint)
    assert str(refused.value) == "it has 1,001 layers or more, and at most 1,000 can be graded"


def test_a48_ten_thousand_layers_are_refused_at_once() -> None:
    blueprint = drawn(Dense(8))
    blueprint["layers"] *= 10_000
    started = time.monotonic()

    with pytest.raises(TooLarge, match="1,001 layers"):
        rebuild(blueprint)

    assert time.monotonic() - started < QUICK_S


@pytest.mark.parametrize("depth", [bounds.NESTING, bounds.NESTING + 1])
def test_a48_a_description_is_nested_only_so_deep(depth: int) -> None:
    part: Any = 1
    for _ in range(depth - 1):
        part = [part]

    if depth <= bounds.NESTING:
        check_size(part)
        return
    with pytest.raises(TooLarge) as refused:
        check_size(part)
    assert str(refused.value) == "its description is nested 101 deep, and at most 100 can be graded"


def test_a48_a_thousand_networks_in_one_another_are_refused() -> None:
    blueprint = drawn(Dense(4))
    for _ in range(1000):
        config = {"name": "s", "trainable": True, "dtype": "float32", "layers": blueprint["layers"]}
        inner = {"module": "keras", "class_name": "Sequential", "config": config}
        blueprint["layers"] = [{**inner, "registered_name": None}]

    with pytest.raises(TooLarge, match="nested 101 deep"):
        rebuild(blueprint)


@pytest.mark.parametrize("over", [0, 1])
def test_a48_values_of_a_description_are_counted(
    over: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "VALUES", 5)
    part = {"a": [1, 2], "b": 3}  # with itself and the list

    if not over:
        check_size(part)
        return
    with pytest.raises(TooLarge) as refused:
        check_size([part])
    assert str(refused.value) == "its description has 6 values or more, and at most 5 can be graded"


# Settings and names that mean nothing, or something else


@pytest.mark.parametrize(
    "units",
    [-1, 0, 1.5, 1e308, "64", "nan", None, [], [4], {}, "__import__('os')", 10**30],
    ids=str,
)
def test_a48_units_that_are_no_number_of_units_are_refused(units: Any) -> None:
    with pytest.raises((CannotRebuild, TooLarge)):
        rebuild(enlarged(Dense(4), "units", units))


def placed(name: Any, module: Any = "keras.layers", /, **config: Any) -> Json:
    """A blueprint in which one layer is something else."""
    blueprint = drawn(Dense(4), Dense(4))
    blueprint["layers"][1] |= {"class_name": name, "module": module, "config": config}
    return blueprint


FOREIGN = {
    "a path to a Lambda": placed("layers.Lambda", "keras", function="f"),
    "a path to a saved model": placed("layers.TFSMLayer", "keras", filepath="/tmp/x"),
    "a path to load_model": placed("models.load_model", "keras", filepath="/tmp/x"),
    "a function of models": placed("load_model", "keras.models", filepath="/tmp/x"),
    "a function of layers": placed("deserialize", "keras.layers", config={}),
    "a scope": placed("StatelessScope", "keras"),
    "a variable": placed("Variable", "keras", initializer="zeros", shape=[10**6]),
    "os.system": placed("system", "os", command="true"),
    "builtins": placed("eval", "builtins", source="1"),
    "an import": placed("__import__", "builtins", name="os"),
    "a private name": placed("__loader__", "keras.layers"),
    "a name that is a list": placed(["Dense"]),
    "a name that is a number": placed(3),
    "a module that is a list": placed("Dense", ["keras.layers"]),
    "a saved model": placed("TFSMLayer", filepath="/tmp/x"),
    "no settings": {**drawn(Dense(4)), "layers": [{"class_name": "Dense"}]},
    "words from a file": placed("StringLookup", vocabulary="/etc/passwd"),
    "tokens from a file": placed("TextVectorization", vocabulary="/etc/passwd"),
    "a regularizer that is no word": placed("Dense", units=4, kernel_regularizer="__import__"),
    "an initializer that is no word": placed("Dense", units=4, kernel_initializer="os.system"),
    "a type that is no type": placed("Dense", units=4, dtype="strange"),
    "a type as a network": placed("Dense", units=4, dtype={"class_name": "x", "config": {}}),
    "a wrapper around nothing": placed("TimeDistributed", layer=None),
    "a wrapper around a list": placed("Bidirectional", layer=[1]),
    "a wrapper around a Lambda": placed(
        "TimeDistributed",
        layer={"class_name": "Lambda", "module": "keras.layers", "config": {"function": "f"}},
    ),
    "no layers at all": {"input_shape": [2], "input_dtype": "float32", "compile": None},
    "layers that are a word": {**drawn(Dense(4)), "layers": "Dense"},
    "an entrance of words": {**drawn(Dense(4)), "input_shape": ["x"]},
    "an entrance without end": {**drawn(Dense(4)), "input_shape": [10**30]},
    "an optimizer of words": {**drawn(Dense(4)), "compile": {"optimizer": "os.system"}},
    "an argument of compile": {**drawn(Dense(4)), "compile": {"no_such_argument": 1}},
    "nothing": {},
}


@pytest.mark.parametrize("blueprint", FOREIGN.values(), ids=FOREIGN)
def test_a47_what_is_not_of_keras_is_refused(blueprint: Json) -> None:
    with pytest.raises((CannotRebuild, TooLarge)):
        rebuild(deepcopy(blueprint))


def test_a47_hashing_and_the_like_are_of_keras() -> None:
    words = drawn(Dense(4))
    words["layers"] = [
        keras.saving.serialize_keras_object(layers.Hashing(3)) | {"module": "keras.layers"}
    ]

    assert rebuild(words).layers[0].num_bins == 3


GRAPHS = {
    "a circle": lambda graph: _rewired(graph, "dense", "add"),
    "a layer that is not there": lambda graph: _rewired(graph, "dense", "nobody"),
    "a call that was never made": lambda graph: _rewired(graph, "dense", "dense", call=10**9),
    "an output of nobody": lambda graph: graph.update(output_layers=[["nobody", 0, 0]]),
    "no layers": lambda graph: graph.pop("layers"),
    "two layers of one name": lambda graph: graph["layers"].append(graph["layers"][-1]),
}


def _rewired(graph: Json, whose: str, to: str, call: int = 0) -> None:
    """Let the first layer of a kind listen to another."""
    layer = next(entry for entry in graph["layers"] if entry["name"].startswith(whose))
    names = [entry["name"] for entry in graph["layers"] if entry["name"].startswith(to)]
    for home in _homes(layer["inbound_nodes"]):
        if "keras_history" in home:
            home["keras_history"] = [[*names, to][0], call, 0]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("change", GRAPHS.values(), ids=GRAPHS)
def test_a48_a_graph_without_an_order_is_refused(change: Any) -> None:
    blueprint = json.loads(json.dumps(draw(branched())))
    change(blueprint["functional"])

    with pytest.raises(CannotRebuild):
        rebuild(blueprint)


# Fuzz


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], database=None
)
@pytest.mark.timeout(120)
@pytest.mark.parametrize("make", HONEST.values(), ids=HONEST)
@given(seed=st.integers(0, 2**32))
def test_a_changed_blueprint_is_a_network_or_a_reason(make: Any, seed: int) -> None:
    blueprint = changed(Random(seed), json.loads(json.dumps(draw(make()))))
    started = time.monotonic()

    with contextlib.suppress(CannotRebuild, TooLarge):
        assert rebuild(blueprint).count_params() <= bounds.PARAMETERS

    assert time.monotonic() - started < 2 * QUICK_S


# Whole hand-ins


def test_a48_student_code_stops_at_a_huge_weight_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras.layers.Layer, "add_weight", keras.layers.Layer.add_weight)
    refuse_a_huge_weight()

    with pytest.raises(MemoryError) as stopped:
        keras.Sequential([keras.Input((2,)), Dense(10**9)])

    assert str(stopped.value) == (
        "the layer `Dense` brings the network to 2,000,000,000 parameters, and at most 50,000,000 "
        "can be graded. Does it need to be so large?"
    )


FIRST_LAYER = "    model.add(keras.layers.Dense(16,"


@pytest.mark.sandbox
class TestAHandIn:
    def test_with_a_huge_layer_reads_so_at_once(self, local: Local) -> None:
        started = time.monotonic()
        outcome = told_of(local, "    model.add(keras.layers.Dense(10**9,")

        assert isinstance(outcome, Mishap)
        assert outcome.name == "out_of_memory"
        assert "the network to 2,000,000,000 parameters, and at most 50,000,000" in outcome.message
        assert time.monotonic() - started < 2 * QUICK_S

    def test_with_layers_that_are_large_together_is_rejected(self, local: Local) -> None:
        three = "".join(f"    model.add(keras.layers.Dense({n}))\n" for n in (6000, 6000, 3000))
        outcome = told_of(local, three + FIRST_LAYER)

        assert isinstance(outcome, Mishap)
        assert outcome.name == "rejected"
        assert outcome.message == (
            "The network cannot be graded: the layer `Dense` brings the network to 54,024,000 "
            "parameters, and at most 50,000,000 can be graded. Does it need to be so large?"
        )

    def test_that_forges_a_blueprint_is_rejected(self, local: Local) -> None:
        forge = (
            "    import nngrader.worker.session as s; real = s.draw\n"
            "    s.draw = lambda m: real(m) | {'layers': [{'class_name': 'layers.Lambda', "
            "'module': 'keras', 'config': {}}]}\n"
        )
        outcome = local.examine(right(BUILD, BUILD + forge), xor())

        assert isinstance(outcome, Mishap)
        assert outcome.name == "rejected"
        assert outcome.message == (
            "The network cannot be graded: `layers.Lambda` is not one of Keras's own."
        )
        assert outcome.captured.model is None


def told_of(local: Local, first_layer: str) -> Any:
    return local.examine(right(FIRST_LAYER, first_layer), xor())
