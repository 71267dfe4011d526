"""The student's layers beside what was asked, and how the network was compiled."""

from dataclasses import dataclass

from nngrader.evidence import ModelSpec
from nngrader.grades import GradeReport, LayerRow
from nngrader.language import Voice, counted, say
from nngrader.network import plain
from nngrader.wording import number

MOST = 40  #: layers shown; classroom networks have fewer than ten


@dataclass(frozen=True)
class Compared:
    """A layer beside what was asked."""

    yours: str
    asked: str
    verdict: str  #: in words, always
    differs: bool


@dataclass(frozen=True)
class Network:
    """The table of layers, and the facts below it."""

    layers: tuple[Compared, ...]
    left_out: int  #: layers beyond those shown
    facts: tuple[tuple[str, str], ...]  #: name and value; empty without a network


def network_of(report: GradeReport, speak: Voice) -> Network:
    """Compare layer by layer."""
    rows = report.layers
    model = report.evidence.model
    facts = () if model is None else _facts(model, speak)
    layers = tuple(_compared(row, speak) for row in rows[:MOST])
    return Network(layers, max(0, len(rows) - MOST), facts)


def _compared(row: LayerRow, speak: Voice) -> Compared:
    if row.difference:
        differs = speak(say("Differs: {difference}", difference=row.difference))
        return Compared(row.yours, row.asked, differs, differs=True)
    if row.asked:
        return Compared(row.yours, row.asked, speak(say("As asked")), differs=False)
    asked, verdict = speak(say("your choice")), speak(say("Free to choose"))
    return Compared(row.yours, asked, verdict, differs=False)


def _facts(model: ModelSpec, speak: Voice) -> tuple[tuple[str, str], ...]:
    metrics = ", ".join(map(plain, model.metrics)) or speak(say("none"))
    weights = counted("{number:,} number to learn", "{number:,} numbers to learn", model.parameters)
    return (
        (speak(say("Loss")), _loss(model, speak)),
        (speak(say("Optimizer")), _optimizer(model, speak)),
        (speak(say("Metrics")), metrics),
        (speak(say("Size")), speak(weights)),
    )


def _loss(model: ModelSpec, speak: Voice) -> str:
    if model.loss is None:
        return speak(say("none: the network was never compiled with a loss"))
    name = plain(model.loss.name)
    return speak(say("{loss} of raw scores", loss=name)) if model.loss.from_logits else name


def _optimizer(model: ModelSpec, speak: Voice) -> str:
    if model.optimizer is None:
        return speak(say("none: the network was never compiled with an optimizer"))
    rate = model.optimizer.settings.get("learning_rate")
    name = plain(model.optimizer.name)
    if not isinstance(rate, int | float):
        return name
    return speak(say("{optimizer}, learning rate {rate}", optimizer=name, rate=number(rate)))
