"""Saying in sentences how one network differs from another."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from nngrader.evidence import LayerSpec, ModelSpec, OptimizerSpec, Setting
from nngrader.language import Text, counted, say
from nngrader.network import (
    by,
    canonical,
    cells,
    effect,
    output_activation,
    plain,
    said,
    sized,
    told,
)

STRAIGHT = say("The network is one layer after another; branches or a `call` of its own was asked.")
NOT_STRAIGHT = say(
    "The network has branches or a `call` of its own; one layer after another was asked."
)
LOSS = say("The loss is {name}; {asked} was asked.")
OPTIMIZER = say("The optimizer is {name}; {asked} was asked.")
LAYER_SETTING = say("{where} has {name} {found}; {asked} was asked.")
LOSS_SETTING = say("The loss has {name} {found}; {asked} was asked.")
OPTIMIZER_SETTING = say("The optimizer has {name} {found}; {asked} was asked.")
NOT_RAW = say("The loss expects probabilities; raw scores (`from_logits=True`) were asked.")


def differences(asked: ModelSpec, found: ModelSpec) -> tuple[Text, ...]:
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


def _input_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[Text, ...]:
    """Compare what goes in; the same numbers in another arrangement are up to the layers."""
    same = cells(ours.input_shape) == cells(yours.input_shape)
    if same and (ours.layers[:1] != yours.layers[:1] or ours.input_shape == yours.input_shape):
        return ()
    got, wanted = _numbers(yours.input_shape), _wanted(ours.input_shape)
    return (say("The network takes {got} per example; {wanted}.", got=got, wanted=wanted),)


def _numbers(shape: tuple[int | None, ...]) -> Text:
    size = _dimensions(shape)
    return counted("{size} number", "{size} numbers", _number(shape), size=size)


def _wanted(shape: tuple[int | None, ...]) -> Text:
    size = _dimensions(shape)
    return counted("{size} was asked", "{size} were asked", _number(shape), size=size)


def _number(shape: tuple[int | None, ...]) -> int:
    """Choose between the words for one and for many."""
    return 1 if shape == (1,) else 2


def _dimensions(shape: tuple[int | None, ...]) -> Text | str:
    return by(say("any") if size is None else str(size) for size in shape) or say("no")


def _asked(number: int) -> Text:
    return counted("{number} was asked", "{number} were asked", number)


def _chain_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[Text, ...]:
    if ours.chain == yours.chain:
        return ()
    if ours.chain:
        return (NOT_STRAIGHT,)
    return (STRAIGHT,)


def _layer_differences(
    ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]
) -> tuple[Text, ...]:
    if len(ours) != len(yours):
        return tuple(_misaligned(ours, yours))
    pairs = enumerate(zip(ours, yours, strict=True), start=1)
    return tuple(line for number, pair in pairs for line in _one_layer(number, *pair))


def _answer_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[Text, ...]:
    """Say where the numbers are first arranged in another way; what follows, follows from it."""
    pairs = enumerate(zip(ours.layers, yours.layers, strict=False), start=1)
    shapes = (_answer_difference(number, *pair) for number, pair in pairs)
    return tuple(filter(None, shapes))[:1]


def _misaligned(ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]) -> Iterator[Text]:
    """Say how many layers there are, and which are too many or missing."""
    yield say("The network has {found}; {asked}.", found=_computing(yours), asked=_asked(len(ours)))
    wanted, got = list(map(told, ours)), list(map(told, yours))
    for change in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        tag, first, end, start, stop = change
        if tag != "equal":
            for n in range(start, stop):
                yield say("Layer {number} ({layer}) was not asked.", number=n + 1, layer=got[n])
            yield from (say("A layer is missing: {layer}.", layer=one) for one in wanted[first:end])


def _computing(layers: tuple[LayerSpec, ...]) -> Text:
    if not layers:
        return say("no layers that compute")
    return counted("{number} layer that computes", "{number} layers that compute", len(layers))


def _one_layer(number: int, ours: LayerSpec, yours: LayerSpec) -> tuple[Text, ...]:
    where = say("Layer {number}", number=number)
    if ours.type != yours.type:
        kinds = {"found": yours.type, "asked": ours.type}
        return (say("{where} is {found}; {asked} was asked.", where=where, **kinds),)
    found = []
    if ours.units != yours.units:
        found.append(_size_difference(where, ours, yours))
    if ours.trainable != yours.trainable:
        found.append(_frozen(where) if ours.trainable else _thawed(where))
    if ours.activation != yours.activation:
        bends = {"bends": _bend(yours.activation), "asked": _bend_asked(ours.activation)}
        found.append(say("{where} {bends}; {asked}.", where=where, **bends))
        yours = replace(yours, settings=_without_bend(yours))
        ours = replace(ours, settings=_without_bend(ours))
    return (*found, *_layer_settings(where, ours.settings, yours.settings))


def _size_difference(where: Text, ours: LayerSpec, yours: LayerSpec) -> Text:
    got, asked = sized(yours, yours.units or 0), _asked(ours.units or 0)
    return say("{where} has {got}; {asked}.", where=where, got=got, asked=asked)


def _frozen(where: Text) -> Text:
    return say(
        "{where} is frozen: training does not change it; a trained layer was asked.", where=where
    )


def _thawed(where: Text) -> Text:
    return say("{where} is trained; a frozen layer was asked.", where=where)


def _without_bend(layer: LayerSpec) -> dict[str, Setting]:
    """Leave out how steep an activation is: said of another activation it only confuses."""
    steepness = {"alpha", "negative_slope", "threshold"}
    return {name: value for name, value in layer.settings.items() if name not in steepness}


def _bend(activation: str) -> Text:
    if activation == "unknown":
        return say("bends its output in an unusual way")
    if activation == "linear":
        return say("has no activation")
    return say("uses {activation}", activation=effect(activation))


def _bend_asked(activation: str) -> Text:
    if activation == "linear":
        return say("none was asked")
    return say("{activation} was asked", activation=effect(activation))


def _answer_difference(number: int, ours: LayerSpec, yours: LayerSpec) -> Text | None:
    if ours.output_shape == yours.output_shape:
        return None
    return say(
        "Layer {number} answers {got} per example; {wanted}.",
        number=number,
        got=_numbers(yours.output_shape),
        wanted=_wanted(ours.output_shape),
    )


def _layer_settings(
    where: Text, ours: dict[str, Setting], yours: dict[str, Setting]
) -> Iterator[Text]:
    for name in _apart(ours, yours):
        if name != "use_bias":
            yield _setting(LAYER_SETTING, name, ours, yours, where=where)
        elif yours.get(name):
            yield say("{where} has a bias; none was asked.", where=where)
        else:
            yield say("{where} has no bias; one was asked.", where=where)


def _setting_differences(
    words: Text, ours: dict[str, Setting], yours: dict[str, Setting]
) -> tuple[Text, ...]:
    return tuple(_setting(words, name, ours, yours) for name in _apart(ours, yours))


def _apart(ours: dict[str, Setting], yours: dict[str, Setting]) -> list[str]:
    """Name the settings that differ."""
    return [name for name in sorted({*ours, *yours}) if ours.get(name) != yours.get(name)]


def _setting(
    words: Text, name: str, ours: dict[str, Setting], yours: dict[str, Setting], **more: Text
) -> Text:
    found, asked = said(yours.get(name)), said(ours.get(name))
    return say(words.english, name=plain(name), found=found, asked=asked, **more)


def _named(words: Text, ours: str, yours: str) -> tuple[Text, ...]:
    if ours == yours:
        return ()
    name, asked = plain(yours) or say("missing"), plain(ours) or say("none")
    return (say(words.english, name=name, asked=asked),)


def _loss_differences(ours: ModelSpec, yours: ModelSpec, found: ModelSpec) -> tuple[Text, ...]:
    if ours.loss is None or yours.loss is None or ours.loss.name != yours.loss.name:
        return _named(
            LOSS, ours.loss.name if ours.loss else "", yours.loss.name if yours.loss else ""
        )
    lines = _setting_differences(LOSS_SETTING, ours.loss.settings, yours.loss.settings)
    if ours.loss.from_logits == yours.loss.from_logits:
        return lines
    return (_raw(found) if yours.loss.from_logits else NOT_RAW, *lines)


def _raw(found: ModelSpec) -> Text:
    return say(
        "The loss expects raw scores (`from_logits=True`); the output acts as {activation}.",
        activation=effect(output_activation(found)),
    )


def _optimizer_differences(
    ours: OptimizerSpec | None, yours: OptimizerSpec | None
) -> tuple[Text, ...]:
    if ours is None or yours is None or ours.name != yours.name:
        return _named(OPTIMIZER, ours.name if ours else "", yours.name if yours else "")
    return _setting_differences(OPTIMIZER_SETTING, ours.settings, yours.settings)


def _metric_differences(ours: tuple[str, ...], yours: tuple[str, ...]) -> tuple[Text, ...]:
    if ours == yours:
        return ()
    return (
        say(
            "The network reports {found}; {asked} was asked.",
            found=", ".join(map(plain, yours)) or say("nothing"),
            asked=", ".join(map(plain, ours)) or say("nothing"),
        ),
    )


def _size_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[Text, ...]:
    """Say at least the sizes when nothing else could be said."""
    if ours == yours:
        return ()
    if ours.output_shape != yours.output_shape:
        got, wanted = _numbers(yours.output_shape), _wanted(ours.output_shape)
        return (say("The network answers {got} per example; {wanted}.", got=got, wanted=wanted),)
    return (
        say(
            "The network has {found} parameters; {asked} were asked.",
            found=yours.parameters,
            asked=ours.parameters,
        ),
    )
