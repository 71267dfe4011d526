"""The gradebook of Canvas: your own export, with the scores of one assignment filled in.

Only cells of that one column change; ids, the other columns and the rows above the students stay
as they were to the byte, because Canvas makes a new assignment of every column that it does not
know. "EX" (excused) and "N/A" (not assigned) stay too. Where Canvas gives other points for the
assignment, scores are scaled to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nngrader.exporters import Exported, Given, NotExported
from nngrader.exporters._filling import (
    Score,
    given_file,
    has_comma,
    number,
    people_left,
    replaced,
    rows_left,
    scaled,
    written,
)
from nngrader.exporters._matching import Matched, Person, match, plain
from nngrader.exporters._sheet import Sheet, changed, read
from nngrader.exporters._shown import passed_on
from nngrader.exporters._words import listed
from nngrader.results import Results, System
from nngrader.untrusted import clean
from nngrader.wording import counted, points

FILLS = "the gradebook as Canvas exports it (Grades, Export, Export Entire Gradebook)"
POSSIBLE = "points possible"
TITLE_AND_ID = re.compile(r"(.*) \(([0-9]+)\)", re.DOTALL)
IDS: dict[str, System] = {"ID": "canvas", "SIS User ID": "sis", "SIS Login ID": "login"}
TEST_STUDENTS = ("student, test", "test student")
EMPTY = ("", "-")


@dataclass(frozen=True)
class _Book:
    """Where things stand in the file."""

    sheet: Sheet
    header: tuple[str, ...]
    possible: int  #: the row of points possible
    column: int  #: of the assignment
    most: float  #: points possible of it
    comma: bool


def export(results: Results, given: Given) -> Exported:
    """Fill `given.into`; raises NotExported where it does not tell which column or what points."""
    book = _opened(read(given_file(given, FILLS)), results, given.column)
    matched = match(list(_people(book)), results.results)
    scores, kept = _scores(book, matched)
    cells = {
        (score.row, book.column): written(score.value, comma=book.comma)
        for score in scores
        if number(score.before) != score.value
    }
    notes = (
        *_told(book, results, scores),
        *kept,
        *rows_left(matched),
        *people_left(matched),
    )
    return Exported(files={"canvas.csv": changed(book.sheet, cells)}, notes=notes)


def _opened(sheet: Sheet, results: Results, wanted: str) -> _Book:
    header = sheet.values(0)
    if not {"Student", "LastName"}.intersection(header) or "ID" not in header:
        problem = f"This is not a gradebook of Canvas: no columns Student and ID. Give {FILLS}."
        raise NotExported(problem)
    possible = _possible(sheet)
    column = _column(sheet, possible, results, wanted)
    most = number(sheet.values(possible)[column]) or 0.0
    if most <= 0:
        name = clean(header[column])
        problem = f"Canvas gives no points for “{name}”. Set its points there and export again."
        raise NotExported(problem)
    return _Book(sheet, header, possible, column, most, has_comma(sheet.values(possible)))


def _possible(sheet: Sheet) -> int:
    for row in range(1, len(sheet.rows)):
        if sheet.values(row)[0].casefold().startswith(POSSIBLE):
            return row
    problem = f"The file has no row “Points Possible”. Give {FILLS}, unchanged."
    raise NotExported(problem)


def _column(sheet: Sheet, possible: int, results: Results, wanted: str) -> int:
    """Find the assignment's column by its name there, or by the one that is given."""
    could = dict(_assignments(sheet, possible))
    names = {plain(name) for name in ([wanted] if wanted else [results.title, results.assignment])}
    fits = [column for column, title in could.items() if names.intersection(map(plain, title))]
    if len(fits) == 1:
        return fits[0]
    sought = f"“{clean(wanted)}”" if wanted else f"“{results.title}” or “{results.assignment}”"
    has = listed([f"“{sheet.values(0)[column]}”" for column in fits or could]) or "none"
    said = "Several columns are" if fits else "No column is"
    problem = f"{said} named {sought}. Give one with --column, in full. Columns: {has}."
    raise NotExported(problem)


def _assignments(sheet: Sheet, possible: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the columns that may be filled, with both their names; totals are read only."""
    most = sheet.values(possible)
    for column, name in enumerate(sheet.values(0)[: len(most)]):
        found = TITLE_AND_ID.fullmatch(name)
        if found and (most[column] == "" or number(most[column]) is not None):
            yield column, (name, found[1])


def _people(book: _Book) -> Iterator[Person]:
    where = {name: book.header.index(name) for name in book.header}
    for row in range(book.possible + 1, len(book.sheet.rows)):
        cells = dict(zip(book.header, book.sheet.values(row), strict=False))
        if "Student" in where:
            name = cells.get("Student", "")
        else:
            name = f"{cells.get('FirstName', '')} {cells.get('LastName', '')}".strip()
        ids = {system: cells[column] for column, system in IDS.items() if cells.get(column)}
        if (name or ids) and plain(name) not in TEST_STUDENTS:
            yield Person(row, name, ids=ids)


def _scores(book: _Book, matched: Matched) -> tuple[list[Score], list[str]]:
    """The scores to be in the file, and what was kept although there is a score."""
    scores, kept = [], []
    for row, result in matched.by_row.items():
        standing, before = passed_on(result), _before(book, row)
        if standing is None:
            continue
        who = clean(result.student.shown)
        if before is None or (before not in EMPTY and number(before) is None):
            kept.append(f"{who} ({'no cell' if before is None else clean(before, 20)})")
        else:
            value = scaled(standing.final, standing.max_score, book.most)
            scores.append(Score(row, who, value, before))
    return scores, [f"Stayed as before, whatever the score: {listed(kept)}."] if kept else []


def _before(book: _Book, row: int) -> str | None:
    cells = book.sheet.values(row)
    return cells[book.column] if book.column < len(cells) else None


def _told(book: _Book, results: Results, scores: list[Score]) -> Iterator[str]:
    into = f"into the column “{clean(book.header[book.column])}”"
    yield f"{counted(len(scores), 'score goes', 'scores go')} {into}."
    if book.most != results.max_score:
        yield (
            f"Canvas gives {points(book.most)} points for it and the rubric "
            f"{points(results.max_score)}: scores are scaled."
        )
    yield from replaced(scores, comma=book.comma)
