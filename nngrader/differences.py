"""Saying in sentences how one network differs from another."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from nngrader.evidence import LayerSpec, ModelSpec, OptimizerSpec, Setting
from nngrader.network import canonical, cells, output_activation, plain, said, told, unit_word


def differences(asked: ModelSpec, found: ModelSpec) -> tuple[str, ...]:
    """Say in sentences how `found` differs from `asked`; empty when they compute the same."""
    ours, yours = canonical(asked), canonical(found)
    lines = (
        *_input_differences(ours, yours),
        *_chain_differences(ours, yours),
        *_layer_differences(ours.layers, yours.layers),
    )
    lines = lines or _answer_differences(ours, yours)
    lines += (
        *_loss_differences(ours, yours, found),
        *_optimizer_differences(ours.optimizer, yours.optimizer),
        *_metric_differences(ours.metrics, yours.metrics),
    )
    return lines or _size_differences(ours, yours)


def _input_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    """Compare what goes in; the same numbers in another arrangement are up to the layers."""
    same = cells(ours.input_shape) == cells(yours.input_shape)
    if same and (ours.layers[:1] != yours.layers[:1] or ours.input_shape == yours.input_shape):
        return ()
    got, wanted = _numbers(yours.input_shape), _dimensions(ours.input_shape)
    return (f"The network takes {got} per example; {wanted} {_was(wanted)} asked.",)


def _numbers(shape: tuple[int | None, ...]) -> str:
    dimensions = _dimensions(shape)
    return f"{dimensions} {'number' if dimensions == '1' else 'numbers'}"


def _dimensions(shape: tuple[int | None, ...]) -> str:
    return " by ".join("any" if size is None else str(size) for size in shape) or "no"


def _was(wanted: object) -> str:
    return "was" if str(wanted) == "1" else "were"


def _chain_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    if ours.chain == yours.chain:
        return ()
    straight, other = "one layer after another", "branches or a `call` of its own"
    if ours.chain:
        return (f"The network has {other}; {straight} was asked.",)
    return (f"The network is {straight}; {other} was asked.",)


def _layer_differences(
    ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]
) -> tuple[str, ...]:
    if len(ours) != len(yours):
        return tuple(_misaligned(ours, yours))
    pairs = enumerate(zip(ours, yours, strict=True), start=1)
    return tuple(line for number, pair in pairs for line in _one_layer(number, *pair))


def _answer_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    """Say where the numbers are first arranged in another way; what follows, follows from it."""
    pairs = enumerate(zip(ours.layers, yours.layers, strict=False), start=1)
    shapes = (_answer_difference(number, *pair) for number, pair in pairs)
    return tuple(filter(None, shapes))[:1]


def _misaligned(ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]) -> Iterator[str]:
    """Say how many layers there are, and which are too many or missing."""
    computes = "layer that computes" if len(yours) == 1 else "layers that compute"
    count = len(ours)
    yield f"The network has {len(yours) or 'no'} {computes}; {count} {_was(count)} asked."
    wanted, got = list(map(told, ours)), list(map(told, yours))
    for change in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        tag, first, end, start, stop = change
        if tag != "equal":
            yield from (f"Layer {n + 1} ({got[n]}) was not asked." for n in range(start, stop))
            yield from (f"A layer is missing: {line}." for line in wanted[first:end])


def _one_layer(number: int, ours: LayerSpec, yours: LayerSpec) -> tuple[str, ...]:
    where = f"Layer {number}"
    if ours.type != yours.type:
        return (f"{where} is {yours.type}; {ours.type} was asked.",)
    found = []
    if ours.units != yours.units:
        got = f"{yours.units} {unit_word(yours)}"
        found.append(f"{where} has {got}; {ours.units} {_was(ours.units)} asked.")
    if ours.trainable != yours.trainable:
        frozen, trainable = "frozen: training does not change it", "trained"
        kinds = (trainable, frozen) if yours.trainable else (frozen, trainable)
        found.append(f"{where} is {kinds[0]}; a {kinds[1].partition(':')[0]} layer was asked.")
    if ours.activation != yours.activation:
        found.append(f"{where} {_bend(yours.activation)}; {_bend_asked(ours.activation)}.")
        yours = replace(yours, settings=_without_bend(yours))
        ours = replace(ours, settings=_without_bend(ours))
    return (*found, *_setting_differences(where, ours.settings, yours.settings))


def _without_bend(layer: LayerSpec) -> dict[str, Setting]:
    """Leave out how steep an activation is: said of another activation it only confuses."""
    steepness = {"alpha", "negative_slope", "threshold"}
    return {name: value for name, value in layer.settings.items() if name not in steepness}


def _bend(activation: str) -> str:
    if activation == "unknown":
        return "bends its output in an unusual way"
    return "has no activation" if activation == "linear" else f"uses {activation}"


def _bend_asked(activation: str) -> str:
    return "none was asked" if activation == "linear" else f"{activation} was asked"


def _answer_difference(number: int, ours: LayerSpec, yours: LayerSpec) -> str:
    if ours.output_shape == yours.output_shape:
        return ""
    got, wanted = _numbers(yours.output_shape), _dimensions(ours.output_shape)
    return f"Layer {number} answers {got} per example; {wanted} {_was(wanted)} asked."


def _setting_differences(
    where: str, ours: dict[str, Setting], yours: dict[str, Setting]
) -> tuple[str, ...]:
    return tuple(
        _one_setting(where, name, ours.get(name), yours.get(name))
        for name in sorted({*ours, *yours})
        if ours.get(name) != yours.get(name)
    )


def _one_setting(where: str, name: str, ours: Setting, yours: Setting) -> str:
    if name == "use_bias":
        return f"{where} has {'a bias; none' if yours else 'no bias; one'} was asked."
    return f"{where} has {plain(name)} {said(yours)}; {said(ours)} was asked."


def _named(what: str, ours: str, yours: str) -> tuple[str, ...]:
    if ours == yours:
        return ()
    return (f"The {what} is {plain(yours) or 'missing'}; {plain(ours) or 'none'} was asked.",)


def _loss_differences(ours: ModelSpec, yours: ModelSpec, found: ModelSpec) -> tuple[str, ...]:
    if ours.loss is None or yours.loss is None or ours.loss.name != yours.loss.name:
        return _named(
            "loss", ours.loss.name if ours.loss else "", yours.loss.name if yours.loss else ""
        )
    lines = _setting_differences("The loss", ours.loss.settings, yours.loss.settings)
    if ours.loss.from_logits == yours.loss.from_logits:
        return lines
    if yours.loss.from_logits:
        acts = output_activation(found)
        line = f"The loss expects raw scores (`from_logits=True`); the output acts as {acts}."
        return (line, *lines)
    return ("The loss expects probabilities; raw scores (`from_logits=True`) were asked.", *lines)


def _optimizer_differences(
    ours: OptimizerSpec | None, yours: OptimizerSpec | None
) -> tuple[str, ...]:
    if ours is None or yours is None or ours.name != yours.name:
        return _named("optimizer", ours.name if ours else "", yours.name if yours else "")
    return _setting_differences("The optimizer", ours.settings, yours.settings)


def _metric_differences(ours: tuple[str, ...], yours: tuple[str, ...]) -> tuple[str, ...]:
    if ours == yours:
        return ()
    got = ", ".join(map(plain, yours)) or "nothing"
    wanted = ", ".join(map(plain, ours)) or "nothing"
    return (f"The network reports {got}; {wanted} was asked.",)


def _size_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    """Say at least the sizes when nothing else could be said."""
    if ours == yours:
        return ()
    if ours.output_shape != yours.output_shape:
        got, wanted = _numbers(yours.output_shape), _dimensions(ours.output_shape)
        return (f"The network answers {got} per example; {wanted} {_was(wanted)} asked.",)
    return (f"The network has {yours.parameters} parameters; {ours.parameters} were asked.",)
