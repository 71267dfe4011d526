"""The student's layers beside what was asked, and how the network was compiled."""

from dataclasses import dataclass

from nngrader.evidence import ModelSpec
from nngrader.grades import GradeReport, LayerRow
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


def network_of(report: GradeReport) -> Network:
    """Compare layer by layer."""
    rows = report.layers
    model = report.evidence.model
    facts = () if model is None else _facts(model)
    return Network(tuple(map(_compared, rows[:MOST])), max(0, len(rows) - MOST), facts)


def _compared(row: LayerRow) -> Compared:
    if row.difference:
        return Compared(row.yours, row.asked, f"Differs: {row.difference}", differs=True)
    if row.asked:
        return Compared(row.yours, row.asked, "As asked", differs=False)
    return Compared(row.yours, "your choice", "Free to choose", differs=False)


def _facts(model: ModelSpec) -> tuple[tuple[str, str], ...]:
    metrics = ", ".join(map(plain, model.metrics)) or "none"
    weights = f"{model.parameters:,} {'number' if model.parameters == 1 else 'numbers'} to learn"
    return (
        ("Loss", _loss(model)),
        ("Optimizer", _optimizer(model)),
        ("Metrics", metrics),
        ("Size", weights),
    )


def _loss(model: ModelSpec) -> str:
    if model.loss is None:
        return "none: the network was never compiled with a loss"
    return plain(model.loss.name) + (" of raw scores" if model.loss.from_logits else "")


def _optimizer(model: ModelSpec) -> str:
    if model.optimizer is None:
        return "none: the network was never compiled with an optimizer"
    rate = model.optimizer.settings.get("learning_rate")
    told = f", learning rate {number(rate)}" if isinstance(rate, int | float) else ""
    return plain(model.optimizer.name) + told
