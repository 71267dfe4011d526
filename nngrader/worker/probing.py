"""Probing a network with rows it is trained on: its loss, its gradients, and what its layers answer.

Everything is asked in inference mode, where no layer that can be rebuilt changes anything, and
outside of any compiled function: a training gives the same bits with and without it.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import isfinite, prod
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from nngrader.evidence import LayerSpec
from nngrader.given import own_rows, spaced
from nngrader.jobs import Array
from nngrader.worker.answering import predict
from nngrader.worker.describe import layer_spec, merged
from nngrader.worker.layers import chain, every_layer
from nngrader.worker.rows import ROLES, Rows, as_keras_given, rows_of
from nngrader.worker.training import Fit

MOST_PARAMETERS = 5_000_000  #: of a network that is probed
MOST_CELLS = 4_000_000  #: numbers that all layers answer for all probed rows; 16 MB
NEAR = 0.01  #: as near to a limit of its activation an output is saturated
LIMITS = {"hard_sigmoid": (0.0, 1.0), "sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}
CUTTING = "relu"  #: how activations begin that answer 0 below 0: relu, relu6
ALIKE = 1e-6  #: weights of two units differ by less, in parts of the largest one
DIGITS = 6  #: of the numbers that are told

Layer = Any


@dataclass(frozen=True, eq=False)
class Entry:
    """A layer as the description of the network lists it."""

    layer: Layer
    last: Layer  #: whose output is the layer's after its activation
    spec: LayerSpec


@dataclass(frozen=True, eq=False)
class Part:
    """One layer with a kernel at one moment."""

    spec: LayerSpec
    kernel: Array
    weights: tuple[Array, ...]  #: all of the layer's
    gradient: float
    output: Array  #: for the probed rows, after its activation


@dataclass(frozen=True, eq=False)
class Look:
    """A network at one moment, probed with rows that it is trained on."""

    loss: float  #: as `evaluate` counts it, weights of rows and penalties included
    parts: dict[int, Part]  #: by index into the described layers


def own_answers(model: Any, fit: Fit) -> dict[str, Array]:
    """Answer for rows of the training; nothing where that raises."""
    with _silence():
        return {"answer:own": predict(model, fit.arrays["x"][_chosen(fit)])}
    return {}


def look(model: Any, fit: Fit) -> Look | None:
    """Probe a network; None where that is too costly, or raises."""
    with _silence():
        return _looked(model, fit)
    return None


def probed(first: Look | None, last: Look | None) -> dict[str, Any]:
    """Tell what a look before and a look after the training have found, as a message holds it."""
    layers: list[dict[str, Any]] = []
    if first is not None and last is not None:
        with _silence(), np.errstate(all="ignore"):
            layers = [
                {"layer": index, **_compared(first.parts[index], part)}
                for index, part in last.parts.items()
                if index in first.parts
            ]
    return {"first_loss": _plain(first.loss) if first is not None else None, "layers": layers}


@contextmanager
def _silence() -> Iterator[None]:
    """Leave out warnings that our asking raises, not what the student does, and all exceptions."""
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _chosen(fit: Fit) -> Array:
    held = 0.0 if "validation_x" in fit.arrays else fit.arguments["validation_split"]
    return own_rows(len(fit.arrays["x"]), held)


def _looked(model: Any, fit: Fit) -> Look | None:
    line = chain(model)
    found = entries(every_layer(model) if line is None else line)
    cells = sum(prod(size or 1 for size in entry.spec.output_shape) for entry in found)
    most = MOST_CELLS // max(1, cells)
    if model.count_params() > MOST_PARAMETERS or not most:
        return None
    chosen = _chosen(fit)
    return _at(model, found, _given(fit, chosen[spaced(len(chosen), most)]))


def entries(layers: Sequence[Layer]) -> list[Entry]:
    """Pair the described layers with the live ones, whose activation may be a layer of its own."""
    specs = tuple(map(layer_spec, layers))
    owners: list[Layer] = []
    lasts: list[Layer] = []
    before: tuple[LayerSpec, ...] = ()
    for count, layer in enumerate(layers, 1):
        now = merged(specs[:count])
        for index in (i for i, spec in enumerate(before) if now[i] != spec):
            lasts[index] = layer
        if len(now) > len(before):
            owners.append(layer)
            lasts.append(layer)
        before = now
    return [Entry(*each) for each in zip(owners, lasts, before, strict=True)]


def _given(fit: Fit, rows: Array) -> Rows:
    """Convert and weigh a few rows as `fit` does."""
    few = {role: array[rows] for role, array in fit.arrays.items() if role in ROLES}
    return rows_of(as_keras_given(fit.arguments | {"validation_split": 0.0}, few)).train


def _at(model: Any, found: list[Entry], rows: Rows) -> Look:
    """Ask for the loss, and for its gradients without those of penalties."""
    x, y, weight = (*rows, None)[:3]
    numbered = {i: entry for i, entry in enumerate(found) if _kernel(entry.layer) is not None}
    kernels = [_kernel(entry.layer).value for entry in numbered.values()]
    with tf.GradientTape(watch_accessed_variables=False) as tape, _recorded() as outputs:
        tape.watch(kernels)
        answers = model(x, training=False)
        missed = model._compile_loss(y, answers, weight)
    loss = float(model.compute_loss(x, y, answers, weight, training=False))
    slopes = tape.gradient(missed, kernels, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    parts = {
        index: _part(entry, slope, outputs)
        for (index, entry), slope in zip(numbered.items(), slopes, strict=True)
    }
    return Look(loss, parts)


def _kernel(layer: Layer) -> Any:
    """Find what a layer multiplies its inputs by; None for one that does not."""
    holder = getattr(layer, "cell", layer)
    named = (getattr(holder, name, None) for name in ("kernel", "embeddings"))
    return next((found for found in named if isinstance(found, keras.Variable)), None)


@contextmanager
def _recorded() -> Iterator[dict[int, Any]]:
    """Keep what each layer answers when it is called, by its identity."""
    kept: dict[int, Any] = {}
    usual = keras.layers.Layer.__call__

    def call(layer: Layer, *given: Any, **named: Any) -> Any:
        kept[id(layer)] = output = usual(layer, *given, **named)
        return output

    keras.layers.Layer.__call__ = call
    try:
        yield kept
    finally:
        keras.layers.Layer.__call__ = usual


def _part(entry: Entry, slope: Any, outputs: dict[int, Any]) -> Part:
    return Part(
        spec=entry.spec,
        kernel=np.array(_kernel(entry.layer)),
        weights=tuple(np.array(weight) for weight in entry.layer.weights),
        gradient=_norm(np.asarray(tf.convert_to_tensor(slope))),
        output=np.asarray(outputs[id(entry.last)], dtype=np.float32),
    )


def _compared(first: Part, last: Part) -> dict[str, Any]:
    """Say how one layer fared, as a LayerProbe without its number."""
    return {
        "dead": _dead(last),
        "saturated": _saturated(last),
        "gradient": _plain(last.gradient),
        "first_gradient": _plain(first.gradient),
        "moved": _moved(first.kernel, last.kernel),
        "largest": _plain(max(float(np.abs(weight).max(initial=0.0)) for weight in last.weights)),
        "twins": _twins(last),
    }


def _dead(part: Part) -> float:
    """Measure the share of units that answer 0 for every row, at every place of a picture."""
    units, output = part.spec.units, part.output
    if not part.spec.activation.startswith(CUTTING) or units is None or output.shape[-1] != units:
        return 0.0
    silent = (output.reshape(-1, units) == 0).all(axis=0)
    return round(float(silent.mean()), DIGITS)


def _saturated(part: Part) -> float:
    if part.spec.activation not in LIMITS:
        return 0.0
    low, high = LIMITS[part.spec.activation]
    reached = (part.output <= low + NEAR) | (part.output >= high - NEAR)
    return round(float(reached.mean()), DIGITS)


def _moved(before: Array, after: Array) -> float:
    """Measure the change in parts of what was, or as it is where that was 0.

    Weights that are no longer finite count as 0.
    """
    was, now = (np.where(np.isfinite(kernel), kernel, 0.0) for kernel in (before, after))
    size = _norm(was)
    return float(f"{_norm(now - was) / (size or 1.0):.{DIGITS}g}")


def _twins(part: Part) -> bool:
    """Whether all units have the same weights, biases included."""
    units = part.spec.units or 0
    if units < 2 or part.kernel.shape[-1] != units or part.spec.type.endswith("Transpose"):
        return False
    weights = [weight for weight in part.weights if weight.shape[-1:] == (units,)]
    columns = np.concatenate([weight.reshape(-1, units) for weight in weights])
    if not np.isfinite(columns).all():
        return False
    return bool(np.ptp(columns, axis=1).max() <= ALIKE * np.abs(columns).max())


def _norm(array: Array) -> float:
    return float(np.linalg.norm(array.astype(np.float64)))


def _plain(number: float) -> float | None:
    """Shorten a number; None for one that is not finite."""
    return float(f"{number:.{DIGITS}g}") if isfinite(number) else None
