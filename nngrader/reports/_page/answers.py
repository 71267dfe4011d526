"""What the network answered on unseen rows: the confusion matrix and its surest mistakes."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from nngrader.evidence import Evidence, Wrong
from nngrader.language import Voice, counted, say
from nngrader.reports._pictures import digit
from nngrader.reports._words import share

NO_CLASS = say("no class")


@dataclass(frozen=True)
class Cell:
    """How often rows of one class got one answer."""

    count: int
    share: float  #: of the rows of that class, 0..1
    right: bool


@dataclass(frozen=True)
class Confusion:
    """A confusion matrix; a row per true class, a column per answer."""

    seed: int
    answers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    summary: str


@dataclass(frozen=True)
class Mistake:
    """A row that the network answered wrongly."""

    caption: str
    picture: Markup  #: data URI; empty when there is nothing to see
    truth: str


def confusion_of(evidence: Evidence, speak: Voice) -> Confusion | None:
    """Count answers by class for the first seed; None for yes/no tasks and without answers."""
    if not evidence.runs or len(evidence.classes) < 3:
        return None
    run = evidence.runs[0]
    pairs = Counter(zip(evidence.truth, run.answers, strict=False))
    if not pairs:
        return None
    lost = any(answer == -1 for _, answer in pairs)
    columns = (*range(len(evidence.classes)), *((-1,) if lost else ()))
    rows = tuple(
        (name, _cells(truth, columns, pairs)) for truth, name in enumerate(evidence.classes)
    )
    names = tuple(_name(evidence, answer, speak) for answer in columns)
    return Confusion(run.seed, names, rows, _summary(evidence, pairs, speak))


def _cells(
    truth: int, columns: tuple[int, ...], pairs: Counter[tuple[int, int]]
) -> tuple[Cell, ...]:
    counts = [pairs[truth, answer] for answer in columns]
    total = sum(counts) or 1
    return tuple(
        Cell(count, count / total, truth == answer)
        for answer, count in zip(columns, counts, strict=True)
    )


def _summary(evidence: Evidence, pairs: Counter[tuple[int, int]], speak: Voice) -> str:
    total = sum(pairs.values())
    right = sum(count for (truth, answer), count in pairs.items() if truth == answer)
    told = speak(
        counted(
            "{right} of {number} unseen row answered rightly.",
            "{right} of {number} unseen rows answered rightly.",
            total,
            right=right,
        )
    )
    wrong = Counter({pair: count for pair, count in pairs.items() if pair[0] != pair[1]})
    if not wrong:
        return told
    (truth, answer), count = max(wrong.items(), key=lambda item: (item[1], item[0]))
    mixed_up = counted(
        "Most often mixed up: {truth} taken for {answer}, {number} time.",
        "Most often mixed up: {truth} taken for {answer}, {number} times.",
        count,
        truth=_name(evidence, truth, speak),
        answer=_name(evidence, answer, speak),
    )
    return f"{told} {speak(mixed_up)}"


def mistakes_of(evidence: Evidence, speak: Voice) -> tuple[Mistake, ...]:
    """Show the surest mistakes of the first seed."""
    wrong = evidence.runs[0].wrong if evidence.runs else ()
    return tuple(_mistake(evidence, one, speak) for one in wrong)


def _mistake(evidence: Evidence, wrong: Wrong, speak: Voice) -> Mistake:
    truth = _name(evidence, wrong.truth, speak)
    said = {
        "truth": truth,
        "answer": _name(evidence, wrong.answer, speak),
        "sure": share(wrong.confidence, speak),
    }
    if wrong.pixels:
        told = say("is {truth}, answered {answer}, {sure} sure", **said)
        return Mistake(speak(told), digit.data_uri(wrong.pixels), truth)
    told = say("Row {row} is {truth}, answered {answer}, {sure} sure", row=wrong.row + 1, **said)
    return Mistake(speak(told), Markup(""), truth)


def _name(evidence: Evidence, index: int, speak: Voice) -> str:
    return evidence.classes[index] if 0 <= index < len(evidence.classes) else speak(NO_CLASS)
