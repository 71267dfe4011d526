"""Trainings of a submission as a neutral child is told to repeat them."""

from typing import Any

from nngrader.executors._collect import Fit

#: What a neutral child reads of the arguments of `fit`.
REPLAYED = (
    "batch_size",
    "callbacks",
    "class_weight",
    "initial_epoch",
    "rare",
    "shuffle",
    "steps_per_epoch",
    "validation_split",
)


def replays(fits: list[Fit], blueprint: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Write down trainings of one network, which is rebuilt as `blueprint` says.

    Where it was compiled anew in between, each says how, unless it goes on as the one before.
    """
    compiled = [_compiled(fit.blueprint) for fit in fits]
    present = _compiled(blueprint)
    told = []
    for fit, wanted in zip(fits, compiled, strict=True):
        anew = {} if wanted in (None, present) else {"compile": wanted}
        told.append({**_replay(fit), **anew})
        present = wanted or present
    return told


def _compiled(blueprint: dict[str, Any] | None) -> dict[str, Any] | None:
    return blueprint.get("compile") if blueprint else None


def _replay(fit: Fit) -> dict[str, Any]:
    said = {name: fit.arguments[name] for name in REPLAYED if name in fit.arguments}
    epochs = fit.call.epochs * fit.call.repeated
    return {"arguments": {**said, "epochs": epochs}, "arrays": fit.arrays}


def changed_between(fits: list[Fit], blueprint: dict[str, Any] | None) -> bool:
    """Whether layers were frozen or exchanged between two trainings of one network."""
    drawn = [fit.blueprint for fit in fits if fit.blueprint] + [blueprint or {}]
    layers = [{k: v for k, v in one.items() if k != "compile"} for one in drawn]
    return any(one != layers[-1] for one in layers)
