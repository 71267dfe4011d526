"""Walking through a live model, whatever API built it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import keras
from keras.src.models.functional import Functional

Layer = Any  # Keras ships no types


def chain(model: Any) -> list[Layer] | None:
    """List the layers in the order data flows, nested models unfolded.

    None when data does not flow in one line, or when the model has a `call` of its own.
    """
    if isinstance(model, keras.Sequential) and type(model).call is keras.Sequential.call:
        return _unfold(model.layers)
    if isinstance(model, Functional) and type(model).call is Functional.call:
        return _functional_chain(model)
    return None


def _unfold(layers: Sequence[Layer]) -> list[Layer] | None:
    found: list[Layer] = []
    for layer in layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        inner = chain(layer) if isinstance(layer, keras.Model) else [layer]
        if inner is None:
            return None
        found += inner
    return found


def _functional_chain(model: Functional) -> list[Layer] | None:
    operations = list(model.operations)
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        return None  # a line with two outputs is no chain either
    if not isinstance(operations[0], keras.layers.InputLayer):
        return None
    for before, operation in pairwise(operations):
        if not isinstance(operation, keras.layers.Layer) or not _follows(operation, before, model):
            return None
    return _unfold(operations[1:])


def _follows(operation: Layer, before: Layer, model: Functional) -> bool:
    inside = [node for node in operation._inbound_nodes if _belongs(node, model)]
    parents = [parent.operation for node in inside for parent in node.parent_nodes]
    return parents == [before]


def _belongs(node: Any, model: Functional) -> bool:
    return any(node is known for nodes in model._nodes_by_depth.values() for known in nodes)


def every_layer(model: Any) -> list[Layer]:
    """List all layers that hold no other layer, for a model that is no chain."""
    layers = model._flatten_layers(include_self=False, recursive=True)
    leaves = [layer for layer in layers if not list(_children(layer))]
    return [layer for layer in leaves if not isinstance(layer, keras.layers.InputLayer)]


def _children(layer: Layer) -> list[Layer]:
    return list(layer._flatten_layers(include_self=False, recursive=False))
