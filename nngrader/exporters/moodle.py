"""The grading worksheet of Moodle: your own download, with grades and a comment filled in.

Only the cells of the grade and of the feedback comment change. Columns are found by their titles in
English, German, French and Spanish, and in other languages by what stands in them: all rows hold
the same maximum, and the grade stands before it. A comment that you wrote yourself stays. Where
Moodle has another maximum, grades are scaled to it; more than that it passes over, so bonus points
end there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape

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
from nngrader.exporters._shown import passed_on, summary
from nngrader.exporters._words import listed
from nngrader.results import Result, Results, System
from nngrader.untrusted import clean
from nngrader.wording import counted, points

FILLS = "the grading worksheet as Moodle gives it (Submissions, Download grading worksheet)"
OURS = '<p class="nngrader">'  #: how a comment of ours begins, so that the next export knows it
LONGEST = 600  #: characters of a comment
PARTICIPANT = re.compile(r"\D*?([0-9]+)")
#: Titles in English, German, French and Spanish; accents do not matter.
TITLES = {
    "name": ("full name", "vollständiger name", "nom complet", "nombre completo"),
    "number": ("id number", "id-nummer", "numéro d'identification", "número de id"),
    "email": (
        *("email address", "e-mail-adresse", "adresse de courriel", "dirección de correo"),
        *("dirección email", "dirección de correo electrónico"),
    ),
    "grade": ("grade", "bewertung", "note", "calificación"),
    "most": ("maximum grade", "bestwertung", "note maximale", "calificación máxima"),
    "changeable": (
        *("grade can be changed", "bewertung kann geändert werden"),
        *("la note peut être modifiée", "la calificación puede ser cambiada"),
    ),
    "comment": (
        *("feedback comments", "feedback als kommentar", "feedback par commentaires"),
        *("comentarios de retroalimentación", "comentarios de la retroalimentación"),
    ),
}
NO = ("no", "nein", "non")
EMPTY = ("", "-")


@dataclass(frozen=True)
class _Worksheet:
    """Where things stand in the file; columns by their names in TITLES."""

    sheet: Sheet
    columns: dict[str, int]
    rows: range
    comma: bool

    def cell(self, row: int, name: str) -> str:
        """What a row says in a column; empty where it has none."""
        return _at(self.sheet.values(row), self.columns.get(name, -1))


def export(results: Results, given: Given) -> Exported:
    """Fill `given.into`; raises NotExported for what is no worksheet with points."""
    worksheet = _opened(read(given_file(given, FILLS)))
    matched = match(list(_people(worksheet)), results.results)
    scores, locked = _scores(worksheet, matched)
    cells, comments_kept = _cells(worksheet, matched, scores)
    notes = (
        *_told(worksheet, results, scores),
        *_kept(locked, comments_kept),
        *rows_left(matched),
        *people_left(matched),
    )
    return Exported(files={"moodle.csv": changed(worksheet.sheet, cells)}, notes=notes)


def _opened(sheet: Sheet) -> _Worksheet:
    rows = range(1, len(sheet.rows))
    titles = [_title(cell) for cell in sheet.values(0)]
    columns = {
        name: titles.index(title)
        for name, known in TITLES.items()
        for title in map(_title, known)
        if title in titles
    }
    if not {"grade", "most"} & columns.keys():
        columns = {**_guessed(sheet, rows), **columns}
    if not {"grade", "most"} <= columns.keys() or not _identified(sheet, rows):
        problem = (
            "This is not a grading worksheet with points of Moodle: there is no participant, grade "
            f"or maximum grade in it. Give {FILLS}; the feedback type “Offline grading worksheet” "
            "must be on, and the grade be points."
        )
        raise NotExported(problem)
    made = _Worksheet(sheet, columns, rows, comma=False)
    told = [made.cell(row, name) for row in rows for name in ("grade", "most")]
    return _Worksheet(sheet, columns, rows, has_comma(told))


def _title(cell: str) -> str:
    bare = unicodedata.normalize("NFKD", cell)
    return plain("".join(c for c in bare if not unicodedata.combining(c)))


def _guessed(sheet: Sheet, rows: range) -> dict[str, int]:
    """Find the columns of a language that we do not know by what stands in them."""
    width = len(sheet.rows[0])
    columns = [[_at(sheet.values(row), column) for row in rows] for column in range(width)]
    guessed = {"name": 1}
    for column in range(1, width):
        if rows and all("@" in cell for cell in columns[column]):
            guessed.setdefault("email", column)
        if "most" not in guessed and _is_maximum(columns[column], columns[column - 1]):
            guessed |= {"grade": column - 1, "most": column, "changeable": column + 1}
    return guessed


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""


def _is_maximum(cells: Sequence[str], grades: Sequence[str]) -> bool:
    """Whether all rows hold the same number, and beside it a grade or nothing."""
    same = {number(cell) for cell in cells}
    free = all(cell in EMPTY or number(cell) is not None for cell in grades)
    return len(same) == 1 and not same & {None, 0.0} and free


def _identified(sheet: Sheet, rows: range) -> bool:
    """Whether the first column holds participants, such as "Participant 123456"."""
    return all(
        PARTICIPANT.fullmatch(sheet.values(row)[0]) for row in rows if any(sheet.values(row))
    )


def _people(worksheet: _Worksheet) -> Iterator[Person]:
    for row in worksheet.rows:
        found = PARTICIPANT.fullmatch(worksheet.sheet.values(row)[0])
        if found is not None:
            ids: dict[System, str] = {"moodle": found[1]}
            if worksheet.cell(row, "number"):
                ids["sis"] = worksheet.cell(row, "number")
            yield Person(row, worksheet.cell(row, "name"), worksheet.cell(row, "email"), ids)


def _scores(worksheet: _Worksheet, matched: Matched) -> tuple[list[Score], list[str]]:
    """The grades to be in the file, and whose may not be changed."""
    scores, locked = [], []
    for row, result in matched.by_row.items():
        standing, most = passed_on(result), number(worksheet.cell(row, "most"))
        if standing is None:
            continue
        who = clean(result.student.shown)
        whole = len(worksheet.sheet.rows[row]) == len(worksheet.sheet.rows[0])
        if most is None or not whole or plain(worksheet.cell(row, "changeable")) in NO:
            locked.append(who)
        else:
            value = min(scaled(standing.final, standing.max_score, most), most)
            scores.append(Score(row, who, value, worksheet.cell(row, "grade")))
    return scores, locked


def _cells(
    worksheet: _Worksheet, matched: Matched, scores: list[Score]
) -> tuple[dict[tuple[int, int], str], list[str]]:
    """What to write where, and whose comment is the teacher's own."""
    cells, kept = {}, []
    grade, comment = worksheet.columns["grade"], worksheet.columns.get("comment")
    for score in scores:
        if number(score.before) != score.value:
            cells[score.row, grade] = written(score.value, comma=worksheet.comma)
        there = worksheet.cell(score.row, "comment")
        if there and not there.startswith(OURS):
            kept.append(score.who)
        elif comment is not None:
            cells[score.row, comment] = _comment(matched.by_row[score.row])
    return cells, kept


def _comment(result: Result) -> str:
    """A comment as HTML, in which nothing is a tag and no spreadsheet finds a formula."""
    escaped = str(escape(clean(summary(result), LONGEST)))
    inert = "".join(
        f"&#{ord(sign)};" if _computes(sign, before) else sign
        for before, sign in zip(f" {escaped}", escaped, strict=False)
    )
    return f"{OURS}{inert}</p>"


def _computes(sign: str, before: str) -> bool:
    """Whether a sign may begin a formula; a hyphen behind a letter does not."""
    begin = unicodedata.normalize("NFKC", sign)[:1]
    return begin in ("=", "+", "@") or (begin == "-" and not before.isalnum())


def _told(worksheet: _Worksheet, results: Results, scores: list[Score]) -> Iterator[str]:
    title = clean(worksheet.sheet.values(0)[worksheet.columns["grade"]])
    yield f"{counted(len(scores), 'grade goes', 'grades go')} into the column “{title}”."
    told = {number(worksheet.cell(score.row, "most")) for score in scores}
    other = sorted(most for most in told if most is not None and most != results.max_score)
    if other:
        yield (
            f"Moodle gives {points(other[0])} points for it and the rubric "
            f"{points(results.max_score)}: grades are scaled."
        )
    yield from replaced(scores, comma=worksheet.comma)
    if "comment" not in worksheet.columns:
        yield "The worksheet has no column for feedback comments, so none were written."


def _kept(locked: list[str], comments: list[str]) -> Iterator[str]:
    if locked:
        yield f"Moodle says that these grades cannot be changed: {listed(locked)}."
    if comments:
        yield f"These have a comment of your own, and it stayed: {listed(comments)}."
