"""Formats as their systems read them: the scores in a file, and a teacher's own files to fill."""

import base64
import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any

from nngrader import rooms
from nngrader.exporters import Exported, Given
from nngrader.results import Result, Results

NOW = datetime(2027, 2, 5, 12, 0, tzinfo=timezone.utc)
ROOM = "nngrader.exporters"
CANVAS_HEADER = "Student,ID,SIS User ID,SIS Login ID,Section"


def given(**changes: Any) -> Given:
    return Given(**{"now": NOW, "page": lambda page: f"<p>{page}</p>".encode(), **changes})


def exported(kind: str, results: Results, **changes: Any) -> Exported:
    """Export, with a file to fill where the format wants one."""
    if kind in FILLED:
        changes.setdefault("into", FILLED[kind](results))
    made = rooms.enter(ROOM, kind).export(results, given(**changes))
    assert isinstance(made, Exported)
    return made


def content(made: Exported) -> str:
    """The only file, as text."""
    (only,) = made.files.values()
    return only if isinstance(only, str) else only.decode()


def document(kind: str, results: Results, **changes: Any) -> Any:
    """The JSON of a class of one student."""
    made = exported(kind, results, **changes)
    return json.loads(next(text for name, text in made.files.items() if name.endswith(".json")))


def canvas_file(results: Results, most: float | None = None) -> bytes:
    """What Canvas would export of this class."""
    name = f"{results.title} (4711)"
    rows = [
        [*CANVAS_HEADER.split(","), "Other (4710)", name, "Final Score"],
        [
            "    Points Possible",
            "",
            "",
            "",
            "",
            "10.00",
            f"{most or results.max_score:.2f}",
            "(read only)",
        ],
        *(_canvas_row(place, result) for place, result in enumerate(results.results)),
        ["Student, Test", "99", "", "f00", "A", "", "", "0.00"],
    ]
    return _csv(rows, "\n")


def _canvas_row(place: int, result: Result) -> list[str]:
    first, _, last = result.student.name.partition(" ")
    shown = f"{last}, {first}" if last else first
    return [shown, str(500 + place), result.student.id, f"login{place}", "A", "7.00", "", "70.00"]


MOODLE_HEADER = [
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"),
    *("Grade can be changed", "Last modified (submission)", "Last modified (grade)"),
    "Feedback comments",
]


def moodle_file(results: Results, most: float | None = None) -> bytes:
    """What Moodle would give of this class."""
    rows = [MOODLE_HEADER]
    for place, result in enumerate(results.results):
        whose = result.student
        told = [
            "Submitted",
            "",
            f"{most or results.max_score:.2f}",
            "Yes",
            "Monday, 1 February",
            "-",
            "",
        ]
        rows.append([f"Participant {900 + place}", whose.name, whose.email, *told])
    return b"\xef\xbb\xbf" + _csv(rows, "\r\n")


FILLED: dict[str, Callable[[Results], bytes]] = {"canvas": canvas_file, "moodle": moodle_file}


def _csv(rows: Iterable[Iterable[str]], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# --- scores, as a share of all points, by id of the student --------------------------------------


def shares(kind: str, results: Results) -> dict[str, float]:
    """Read the scores back out of a format; whoever has none is not in it."""
    return READ[kind](results, exported(kind, results))


def _csv_shares(results: Results, made: Exported) -> dict[str, float]:
    rows = table(content(made))
    return {
        row["student"]: float(row["score"]) / float(row["max_score"])
        for row in rows
        if row["score"]
    }


def _nbgrader_shares(results: Results, made: Exported) -> dict[str, float]:
    handed_in = {result.student.id for result in results.results if result.attempt}
    return {
        row["student_id"]: float(row["score"]) / float(row["max_score"])
        for row in table(content(made))
        if row["student_id"] in handed_in
    }


def _canvas_shares(results: Results, made: Exported) -> dict[str, float]:
    rows = table(content(made))
    column = f"{results.title} (4711)"
    most = float(rows[0][column])
    return {row["SIS User ID"]: float(row[column]) / most for row in rows[1:] if row[column]}


def _moodle_shares(results: Results, made: Exported) -> dict[str, float]:
    ids = {result.student.email: result.student.id for result in results.results}
    return {
        ids[row["Email address"]]: float(row["Grade"]) / float(row["Maximum Grade"])
        for row in table(content(made))
        if row["Grade"]
    }


def _junit_shares(results: Results, made: Exported) -> dict[str, float]:
    found = {}
    for suite in ET.fromstring(content(made)):
        told = {p.get("name"): p.get("value", "") for p in suite.findall("properties/property")}
        if "score" in told:
            found[told["student"]] = float(told["score"]) / float(told["max_score"])
    return found


def _by_student(
    read: Callable[[Any], float | None], name: str
) -> Callable[[Results, Exported], dict[str, float]]:
    def found(results: Results, made: Exported) -> dict[str, float]:
        ids = {r.attempt.page: r.student.id for r in results.results if r.attempt}
        told = {
            ids[path.split("/")[0]]: read(text)
            for path, text in made.files.items()
            if path.endswith(f"/{name}")
        }
        return {who: share for who, share in told.items() if share is not None}

    return found


def _gradescope(text: str) -> float | None:
    told = json.loads(text)
    return told["score"] / told["extra_data"]["max_score"] if "score" in told else None


def _prairielearn(text: str) -> float | None:
    told = json.loads(text)
    return told["score"]


def _classroom50(text: str) -> float | None:
    told = json.loads(text)
    return told["score"] / told["max-score"] if told["max-score"] else None


def github(text: str) -> Any:
    return json.loads(base64.b64decode(text, validate=False))


def _github(text: str) -> float | None:
    told = github(text)
    return sum(t["score"] for t in told["tests"]) / told["max_score"] if told["max_score"] else None


READ: dict[str, Callable[[Results, Exported], dict[str, float]]] = {
    "csv": _csv_shares,
    "nbgrader": _nbgrader_shares,
    "canvas": _canvas_shares,
    "moodle": _moodle_shares,
    "junit": _junit_shares,
    "gradescope": _by_student(_gradescope, "results.json"),
    "prairielearn": _by_student(_prairielearn, "results.json"),
    "coursera": _by_student(lambda text: json.loads(text)["fractionalScore"], "feedback.json"),
    "classroom50": _by_student(_classroom50, "result.json"),
    "github": _by_student(_github, "result.txt"),
}
