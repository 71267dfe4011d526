"""Changing one thing of a training and leaving the rest as it is."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any, TypeAlias

from nngrader.jobs import Array
from nngrader.trials import Replay

Json: TypeAlias = dict[str, Any]
INPUTS = ("x", "validation_x")
SGD, OTHERS = 0.01, 0.001  #: learning rates that Keras 3.15 takes by default


def with_layers(replay: Replay, edit: Callable[[list[Json]], list[Json]]) -> Replay | None:
    """Change the layers of a chain; None for a graph, or where nothing came of it."""
    layers = replay.blueprint.get("layers")
    if layers is None:
        return None
    edited = edit(deepcopy(layers))
    return (
        None
        if edited == layers
        else replace(replay, blueprint=replay.blueprint | {"layers": edited})
    )


def with_compiled(replay: Replay, **settings: Any) -> Replay | None:
    """Compile in another way; None where it is compiled so already, or anew in between."""
    compiled = replay.blueprint.get("compile")
    if compiled is None or any("compile" in fit for fit in replay.fits):
        return None
    edited = compiled | settings
    return (
        None
        if edited == compiled
        else replace(replay, blueprint=replay.blueprint | {"compile": edited})
    )


def with_rate(replay: Replay, factor: float, least: float = 0.0) -> Replay | None:
    """Multiply the learning rate, and take `least` times the usual one if that is more.

    None where it follows a schedule.
    """
    optimizer = (replay.blueprint.get("compile") or {}).get("optimizer")
    rate = optimizer["config"].get("learning_rate") if isinstance(optimizer, dict) else None
    if not isinstance(rate, float) or not isinstance(optimizer, dict):
        return None
    usual = SGD if optimizer["class_name"] == "SGD" else OTHERS
    config = optimizer["config"] | {"learning_rate": max(rate * factor, usual * least)}
    return with_compiled(replay, optimizer=optimizer | {"config": config})


def with_arguments(replay: Replay, edit: Callable[[Json], Json]) -> Replay | None:
    """Call `fit` in another way; None where nothing came of it."""
    fits = tuple(fit | {"arguments": edit(fit["arguments"])} for fit in replay.fits)
    return None if fits == replay.fits else replace(replay, fits=fits)


def with_inputs(replay: Replay, edit: Callable[[Array], Array]) -> Replay:
    """Change every array of inputs, those of the questions as well."""
    named = {fit["arrays"][role] for fit in replay.fits for role in INPUTS if role in fit["arrays"]}
    inputs = {name for name in replay.arrays if name in named or name.startswith("ask:")}
    arrays = {name: edit(a) if name in inputs else a for name, a in replay.arrays.items()}
    return replace(replay, arrays=arrays)


def trained_on(replay: Replay) -> Array:
    """Give back the inputs of the last training."""
    return replay.arrays[replay.fits[-1]["arrays"]["x"]]


def is_weighted(layer: Json) -> bool:
    """Say whether a layer has units or filters."""
    return bool({"units", "filters"} & layer["config"].keys())


def with_hidden_units(replay: Replay, times: int) -> Replay | None:
    """Multiply the units or filters of all layers but the last."""

    def widened(layers: list[Json]) -> list[Json]:
        hidden = [number for number, layer in enumerate(layers) if is_weighted(layer)][:-1]
        return [_wide(x, times) if number in hidden else x for number, x in enumerate(layers)]

    return with_layers(replay, widened)


def _wide(layer: Json, times: int) -> Json:
    size = "units" if "units" in layer["config"] else "filters"
    return layer | {"config": layer["config"] | {size: times * layer["config"][size]}}
