"""What the network answered on unseen rows: the confusion matrix and its surest mistakes."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from nngrader.evidence import Evidence, Wrong
from nngrader.reports._pictures import digit
from nngrader.wording import counted, percent

NO_CLASS = "no class"


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


def confusion_of(evidence: Evidence) -> Confusion | None:
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
    names = tuple(_name(evidence, answer) for answer in columns)
    return Confusion(run.seed, names, rows, _summary(evidence, pairs))


def _cells(
    truth: int, columns: tuple[int, ...], pairs: Counter[tuple[int, int]]
) -> tuple[Cell, ...]:
    counts = [pairs[truth, answer] for answer in columns]
    total = sum(counts) or 1
    return tuple(
        Cell(count, count / total, truth == answer)
        for answer, count in zip(columns, counts, strict=True)
    )


def _summary(evidence: Evidence, pairs: Counter[tuple[int, int]]) -> str:
    total = sum(pairs.values())
    right = sum(count for (truth, answer), count in pairs.items() if truth == answer)
    told = f"{right} of {counted(total, 'unseen row', 'unseen rows')} answered rightly."
    wrong = Counter({pair: count for pair, count in pairs.items() if pair[0] != pair[1]})
    if not wrong:
        return told
    (truth, answer), count = max(wrong.items(), key=lambda item: (item[1], item[0]))
    took = f"{_name(evidence, truth)} taken for {_name(evidence, answer)}"
    return f"{told} Most often mixed up: {took}, {counted(count, 'time', 'times')}."


def mistakes_of(evidence: Evidence) -> tuple[Mistake, ...]:
    """Show the surest mistakes of the first seed."""
    wrong = evidence.runs[0].wrong if evidence.runs else ()
    return tuple(_mistake(evidence, one) for one in wrong)


def _mistake(evidence: Evidence, wrong: Wrong) -> Mistake:
    truth, answer = _name(evidence, wrong.truth), _name(evidence, wrong.answer)
    said = f"is {truth}, answered {answer}, {percent(wrong.confidence)} sure"
    if not wrong.pixels:
        return Mistake(f"Row {wrong.row + 1} {said}", Markup(""), truth)
    return Mistake(said, digit.data_uri(wrong.pixels), truth)


def _name(evidence: Evidence, index: int) -> str:
    return evidence.classes[index] if 0 <= index < len(evidence.classes) else NO_CLASS
