"""Results out of the reports of `pytest --grade`, of which any may be anybody's."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from nngrader.exporters import NotExported, _reports
from nngrader.exporters._reports import read
from nngrader.reports._write import write
from nngrader.reports.json import render
from tests import builders

OURS: dict[str, Any] = json.loads(render(builders.report(builders.evidence(), student="s07")))


def saved(folder: Path, name: str, content: object) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text)


def complaint(folder: Path, assignment: str = "") -> str:
    with pytest.raises(NotExported) as caught:
        read(folder, assignment)
    return str(caught.value).replace(str(folder), "DIR")


def test_a_report_is_a_student_with_one_attempt_that_counts_as_it_is(tmp_path: Path) -> None:
    write(builders.report(builders.evidence(), student="s07"), tmp_path)

    made = read(tmp_path)

    (result,) = made.results
    assert (made.assignment, made.max_score, len(made.criteria)) == ("xor", 15.0, 6)
    assert (result.student.id, result.status) == ("s07", "graded")
    assert result.standing is not None
    assert result.attempt is not None
    assert (result.standing.raw, result.standing.final, result.standing.penalty) == (
        15.0,
        15.0,
        0.0,
    )
    assert (result.attempt.page, result.attempt.accuracy, result.attempt.isolation) == (
        "s07",
        1.0,
        3,
    )
    assert result.attempt.submission == OURS["reproduce"]["submission"]
    assert (result.attempt.graded_at.tzinfo is not None, made.notes) == (True, ())


def test_a_mishap_and_its_sentence_are_taken_over(tmp_path: Path) -> None:
    write(builders.report(builders.mishap("timed_out"), student="s07"), tmp_path)

    attempt = read(tmp_path).results[0].attempt

    assert attempt is not None
    assert (attempt.status, attempt.score) == ("timed_out", 0.0)
    assert attempt.mishap


def test_what_is_no_report_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    saved(tmp_path, "s07.json", OURS)
    saved(tmp_path, "results.json", {"score": 3})
    saved(tmp_path, "site.json", {"format": 1, "folders": {}})  # our own, of an earlier export

    assert read(tmp_path).notes == (
        "results.json is no report: Object missing required field `format`.",
    )


def test_reports_of_ci_are_advisory(tmp_path: Path) -> None:
    saved(tmp_path, "s07.json", {**OURS, "advisory": True})

    assert read(tmp_path).notes == (
        "Made by continuous integration, so advisory and not final: s07.",
    )


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    assert complaint(tmp_path) == "DIR holds no reports (<student>.json) and no batch.json."


def test_two_assignments_are_one_too_many_unless_one_is_chosen(tmp_path: Path) -> None:
    saved(tmp_path, "s07.json", OURS)
    saved(tmp_path, "s08.json", {**OURS, "student": "s08", "assignment": "iris"})

    assert complaint(tmp_path) == "DIR holds reports on iris, xor. Say which: --assignment NAME."
    assert read(tmp_path, "iris").results[0].student.id == "s08"
    assert complaint(tmp_path, "mnist") == (
        "DIR holds no reports on mnist (<student>.json) and no batch.json."
    )


def test_two_reports_of_one_student_are_refused(tmp_path: Path) -> None:
    saved(tmp_path, "a.json", OURS)
    saved(tmp_path, "b.json", {**OURS, "student": "S07"})

    assert complaint(tmp_path) == (
        "a.json, b.json are reports of the same student. Remove all but one."
    )


def changed(**criterion: Any) -> dict[str, Any]:
    told = deepcopy(OURS)
    told["criteria"][0].update(criterion)
    return told


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "Input data was truncated"),
        ('{"extra": ' + "[" * 100_000, "it is nested too deeply"),
        ({**OURS, "format": 2}, "Invalid enum value 2 - at `$.format`"),
        ({**OURS, "status": "fine"}, "Invalid enum value 'fine' - at `$.status`"),
        ({**OURS, "score": 16}, "its criteria do not sum up to its score of 16"),
        (changed(points=3), "3 of 2 points are not possible"),
        (changed(points=-1), "-1 of 2 points are not possible"),
        (changed(points=1e300, max_points=1e300), "1e+300 of 1e+300 points are not possible"),
        ({**OURS, "criteria": OURS["criteria"] * 90}, "it has more than 500 criteria"),
    ],
    ids="empty deep newer status sum more negative huge many".split(),
)
def test_what_no_grading_gives_is_refused(tmp_path: Path, content: object, reason: str) -> None:
    saved(tmp_path, "s07.json", content)

    assert complaint(tmp_path).startswith(
        f"DIR holds no reports (<student>.json) and no batch.json. s07.json is no report: {reason}"
    )


def test_links_folders_and_large_files_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path, "ours", OURS)
    (tmp_path / "a.json").symlink_to(tmp_path / "ours")
    assert complaint(tmp_path).endswith("a.json is no report: it is a link.")
    (tmp_path / "a.json").unlink()
    (tmp_path / "a.json").mkdir()
    assert complaint(tmp_path).endswith("a.json is no report: it is no file.")
    (tmp_path / "a.json").rmdir()
    saved(tmp_path, "a.json", OURS)
    monkeypatch.setattr(_reports, "LARGEST", len(json.dumps(OURS)))
    assert read(tmp_path).results
    monkeypatch.setattr(_reports, "LARGEST", len(json.dumps(OURS)) - 1)
    assert complaint(tmp_path).endswith("a.json is no report: it has more than 0 MB.")
