"""What filling a table of another system has in common: numbers as it writes them, and notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nngrader.exporters import Given, NotExported
from nngrader.exporters._matching import Matched, Person
from nngrader.exporters._shown import passed_on
from nngrader.exporters._words import listed, named
from nngrader.wording import counted

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Score:
    """A score to be written into a row."""

    row: int
    who: str
    value: float  #: in points of the table
    before: str  #: what the cell says

    @property
    def replaces(self) -> bool:
        """Whether another score stands there."""
        known = number(self.before)
        return known is not None and round(known, 2) != self.value


def given_file(given: Given, what: str) -> bytes:
    """The teacher's file; raises NotExported where none was given."""
    if given.into is None:
        problem = f"Say which file to fill: --into FILE, {what}."
        raise NotExported(problem)
    return given.into


def number(text: str) -> float | None:
    """Read a number with a decimal point or comma; None for anything else."""
    found = NUMBER.fullmatch(text.strip())
    return float(found[0].replace(",", ".")) if found else None


def written(value: float, *, comma: bool) -> str:
    """Write points as both systems do, to the hundredth."""
    text = f"{value:.2f}"
    return text.replace(".", ",") if comma else text


def has_comma(texts: Iterable[str]) -> bool:
    """Whether numbers are written with a decimal comma there."""
    told = [text for text in texts if number(text) is not None]
    return any("," in text for text in told) and not any("." in text for text in told)


def scaled(final: float, most: float, to: float) -> float:
    """Bring points to another maximum; less than full stays below full."""
    if most <= 0:
        return 0.0
    if final >= most:
        return round(to * final / most, 2)
    return max(0.0, min(round(to * final / most, 2), round(to - 0.01, 2)))


def people_left(matched: Matched) -> Iterator[str]:
    """Say whose rows were left as they were, and who has no row."""
    yield from _left(matched.nobody, "is not among the results", "are not among the results")
    yield from _left(matched.unclear, "fits several students", "fit several students or one twice")
    without = [named(r.student) for r in matched.without if passed_on(r)]
    if without:
        has = "student has a score and" if len(without) == 1 else "students have a score and"
        yield f"{len(without)} {has} no row: {listed(without)}."


def _left(people: Sequence[Person], one: str, many: str) -> Iterator[str]:
    if people:
        who = listed([person.shown for person in people])
        yield f"{counted(len(people), f'row {one}', f'rows {many}')} and stayed as before: {who}."


def rows_left(matched: Matched) -> Iterator[str]:
    """Say whose rows stayed as they were because there is no score."""
    none = [result for result in matched.by_row.values() if passed_on(result) is None]
    missing = [named(result.student) for result in none if result.attempt is None]
    failed = [named(result.student) for result in none if result.attempt is not None]
    if missing:
        yield f"Nothing was handed in by {listed(missing)}; their rows stayed as before."
    if failed:
        yield f"The grader itself failed on {listed(failed)}; their rows stayed as before."


def replaced(scores: Sequence[Score], *, comma: bool) -> Iterator[str]:
    """Say which scores were replaced by others."""
    told = [
        f"{score.who} ({score.before}, now {written(score.value, comma=comma)})"
        for score in scores
        if score.replaces
    ]
    if told:
        yield f"{counted(len(told), 'other score was', 'other scores were')} replaced: {listed(told)}."
