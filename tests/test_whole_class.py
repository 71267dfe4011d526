"""`nngrader batch` from a folder on disk to the folder of a class, without a worker."""

import csv
import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nngrader.assignments import built_in_folder, open_assignment
from nngrader.batch import OtherNames
from nngrader.errors import NngraderError
from nngrader.executors import Executor, Options
from nngrader.gradebook import GradebookFault, open_gradebook
from nngrader.isolation import IsolationMissing
from nngrader.jobs import Refused, Submission
from nngrader.whole_class import Ended, Wanted, WrongFolder, grade_class
from tests import builders
from tests.classes_at_work import FakeExecutor, Outcome, Told

ROWS = open_assignment("xor").dataset.load().digest


def good(submission: Submission | Refused) -> Outcome:
    return builders.evidence(student=submission.student, data_digest=ROWS)


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    """Two students in folders, a roster with a third."""
    for student in ("ada", "alan"):
        folder = tmp_path / "in" / student
        folder.mkdir(parents=True)
        (folder / "xor.py").write_text(f"import keras  # {student}\n")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nada,Ada Lovelace\nalan,Alan Turing\ngrace,Grace Hopper\n")
    return Wanted(
        submissions=tmp_path / "in", assignment="xor", out=tmp_path / "out", roster=roster
    )


def graded(wanted: Wanted, executor: FakeExecutor | None = None, told: Told | None = None) -> Ended:
    chosen = executor or FakeExecutor(good)

    def opening(name: str, options: Options) -> Executor:
        return chosen  # type: ignore[return-value]

    return grade_class(wanted, told or Told(), opening)


def del_imported(folder: Path) -> None:
    """Let an assignment be imported again, as a new command would."""
    for name, module in [*sys.modules.items()]:
        if getattr(module, "__file__", None) == str(folder / "assignment.py"):
            del sys.modules[name]


def test_everything_that_the_design_names_lies_in_the_folder(wanted: Wanted) -> None:
    graded(wanted)

    assert sorted(path.name for path in wanted.out.iterdir()) == [
        *("anonymous.html", "batch.json", "evidence", "gradebook.csv", "gradebook.db"),
        *("index.html", "reports", "similar.html"),
    ]
    assert sorted(path.name for path in (wanted.out / "reports").iterdir()) == [
        *("ada.html", "ada.json", "alan.html", "alan.json")
    ]


def test_the_summary_says_how_the_class_did_and_where_to_look(
    wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(wanted.out.parent)

    first, *rest = graded(wanted).lines

    assert first.startswith("2 hand-ins graded in ")
    assert rest == [
        "2 students: mean 15 of 15 points, median 15; 2 with full points.",
        "Not graded to the end: missing 1.",
        "Class:     out/index.html",
        "Gradebook: out/gradebook.csv",
        "Reports:   out/reports/",
    ]


def test_every_student_of_the_roster_has_a_row(wanted: Wanted) -> None:
    graded(wanted)

    with (wanted.out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}

    assert [rows[student]["status"] for student in ("ada", "alan", "grace")] == [
        *("graded", "graded", "missing")
    ]
    assert rows["ada"]["name"] == "Ada Lovelace"
    assert (rows["ada"]["score"], rows["grace"]["score"]) == ("15.0", "")


@pytest.mark.parametrize(("language", "spoken"), [("", "en"), ("es", "es")])
def test_reports_are_in_the_language_that_was_asked_for(
    wanted: Wanted, language: str, spoken: str
) -> None:
    """A later command writes them in the same one."""
    graded(replace(wanted, language=language))

    page = (wanted.out / "reports" / "ada.html").read_text(encoding="utf-8")
    assert f'<html lang="{spoken}">' in page
    assert json.loads((wanted.out / "batch.json").read_text())["language"] == language


def test_a_second_round_gathers_attempts_and_the_best_page_has_the_plain_name(
    wanted: Wanted,
) -> None:
    graded(wanted)
    (wanted.submissions / "ada" / "xor.py").write_text("import keras  # again\n")

    def worse(submission: Submission | Refused) -> Outcome:
        return builders.evidence(student=submission.student, data_digest=ROWS, runs=())

    graded(replace(wanted, resume=True), FakeExecutor(worse))

    scores = {
        path.stem: json.loads(path.read_text())["score"]
        for path in (wanted.out / "reports").glob("ada*.json")
    }
    assert set(scores) == {"ada", "ada~attempt-2"}
    assert scores["ada"] == 15 > scores["ada~attempt-2"]


def test_a_better_attempt_takes_the_plain_name_and_leaves_no_page_behind(wanted: Wanted) -> None:
    def worse(submission: Submission | Refused) -> Outcome:
        return builders.evidence(student=submission.student, data_digest=ROWS, runs=())

    graded(wanted, FakeExecutor(worse))
    for text, by in (("# second\n", worse), ("# third\n", good)):
        (wanted.submissions / "ada" / "xor.py").write_text(text)
        graded(replace(wanted, resume=True), FakeExecutor(by))

    pages = {path.name for path in (wanted.out / "reports").glob("ada*.html")}
    assert pages == {"ada.html", "ada~attempt-1.html", "ada~attempt-2.html"}
    assert json.loads((wanted.out / "reports" / "ada.json").read_text())["score"] == 15


def test_ctrl_c_ends_with_130_and_with_pages_of_what_is_done(wanted: Wanted) -> None:
    def stop(done: int) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    executor = FakeExecutor(good, slots=1)

    ended = graded(wanted, executor, Told(after=stop))

    assert ended.exit_code == 130
    assert executor.closed
    assert ended.lines[0].endswith(
        "1 hand-in of 2 are graded and kept. The same command with --resume grades the rest."
    )
    assert (wanted.out / "index.html").is_file()


def test_the_grader_s_own_faults_end_with_1(wanted: Wanted) -> None:
    def broken(submission: Submission | Refused) -> Outcome:
        raise ZeroDivisionError

    ended = graded(wanted, FakeExecutor(broken))

    assert ended.exit_code == 1
    assert ended.lines[1] == ("On 2 hand-ins the grader itself failed; --resume tries them again.")


def test_points_lost_are_no_failure_of_the_command(wanted: Wanted) -> None:
    def poor(submission: Submission | Refused) -> Outcome:
        return builders.untouched(student=submission.student)

    assert graded(wanted, FakeExecutor(poor)).exit_code == 0


def test_machines_read_the_end_too(wanted: Wanted) -> None:
    told = json.loads(graded(wanted).as_json())

    assert told.pop("seconds") >= 0
    assert told.pop("summary")[1].startswith("2 students")
    assert told == {
        "event": "ended",
        "found": 2,
        "done": 2,
        "known": 0,
        "faults": 0,
        "interrupted": False,
        "out": str(wanted.out),
    }


def test_nothing_runs_below_the_isolation_that_was_required(wanted: Wanted) -> None:
    from nngrader.isolation import Isolation

    executor = FakeExecutor(good, isolation=Isolation("process"))

    with pytest.raises(IsolationMissing):
        graded(replace(wanted, level=2), executor)

    assert executor.examined == []
    assert not wanted.out.exists()


@pytest.mark.parametrize("inside", ["", "graded", "ada/graded"])
def test_reports_are_not_written_among_the_hand_ins(wanted: Wanted, inside: str) -> None:
    out = wanted.submissions / inside

    with pytest.raises(WrongFolder) as caught:
        graded(replace(wanted, out=out))

    assert str(caught.value) == (
        f"--out {out} lies among the hand-ins, where the next batch would take reports for "
        "hand-ins. Name a folder outside."
    )


def test_the_folder_of_another_assignment_is_refused(wanted: Wanted) -> None:
    graded(wanted)

    with pytest.raises(WrongFolder) as caught:
        graded(replace(wanted, assignment="iris"))

    assert str(caught.value) == (
        f"--out {wanted.out} holds a batch of 'xor', not of 'iris'. Name another folder."
    )


def test_a_gradebook_elsewhere_is_remembered_without_its_password(wanted: Wanted) -> None:
    elsewhere = wanted.out.parent / "course.db"

    graded(replace(wanted, gradebook=f"sqlite:///{elsewhere}"))

    assert not (wanted.out / "gradebook.db").exists()
    with open_gradebook(str(elsewhere)) as book:
        assert book.assignments() == ("xor",)
    told = json.loads((wanted.out / "batch.json").read_text())
    assert told["gradebook"] == str(elsewhere)


def test_nothing_to_grade_is_an_error(wanted: Wanted, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(NngraderError):
        graded(replace(wanted, submissions=tmp_path / "empty"))


def test_a_gradebook_that_was_named_once_is_used_again(wanted: Wanted) -> None:
    elsewhere = wanted.out.parent / "course.db"
    graded(replace(wanted, gradebook=str(elsewhere)))
    executor = FakeExecutor(good)

    graded(replace(wanted, resume=True), executor)

    assert executor.examined == []
    assert not (wanted.out / "gradebook.db").exists()


def test_a_folder_beside_the_hand_ins_may_be_named_from_among_them(
    wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(wanted.submissions)

    graded(replace(wanted, submissions=Path(), out=Path("../out")))

    assert (wanted.out / "index.html").is_file()


def test_tests_beside_the_assignment_and_two_hand_ins_of_one_student_go_together(
    wanted: Wanted, tmp_path: Path
) -> None:
    """Pages are made again from what the gradebook has, without asking anybody's code."""
    own = tmp_path / "own"
    own.mkdir()
    source = (built_in_folder() / "xor" / "assignment.py").read_text()
    (own / "assignment.py").write_text(source.replace("rubric=(", 'hand_in="xor", rubric=(', 1))
    (own / "test_more.py").write_text(
        "import numpy as np, pytest\n"
        "@pytest.mark.points(1)\n"
        "def test_rows(submission):\n"
        "    submission.call('preprocess', np.zeros(1))\n"
    )
    (wanted.submissions / "ada" / "xor.ipynb").write_text("no notebook")

    def by(submission: Submission | Refused) -> Outcome:
        if isinstance(submission, Refused):
            seen = replace(builders.mishap().captured, student=submission.student)
            return builders.mishap("unreadable", captured=seen)
        return good(submission)

    ended = graded(replace(wanted, assignment=str(own)), FakeExecutor(by))

    assert ended.exit_code == 0
    pages = {path.name for path in (wanted.out / "reports").glob("ada*.html")}
    assert len(pages) == 2
    assert "ada.html" in pages


def test_attempts_judged_by_a_former_rubric_are_named(wanted: Wanted, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    source = (built_in_folder() / "xor" / "assignment.py").read_text()
    source = source.replace("rubric=(", 'hand_in="xor", rubric=(', 1)
    (own / "assignment.py").write_text(source)
    graded(replace(wanted, assignment=str(own)))
    dearer = source.replace("worth(\n            2,", "worth(\n            3,", 1)
    (own / "assignment.py").write_text(dearer)
    del_imported(own)
    (wanted.submissions / "ada" / "xor.py").write_text("# second\n")

    ended = graded(replace(wanted, assignment=str(own), resume=True))

    assert (
        "1 attempt keeps the points of a former rubric; `nngrader rescore` judges them again."
        in ended.lines
    )


def test_a_roster_that_gives_other_ids_is_no_second_class(wanted: Wanted) -> None:
    graded(replace(wanted, roster=None))
    assert wanted.roster is not None
    wanted.roster.write_text("id,name,login\n101,Ada Lovelace,ada\n102,Alan Turing,alan\n")

    with pytest.raises(OtherNames) as caught:
        graded(replace(wanted, resume=True))

    assert str(caught.value).splitlines()[1:] == [
        "  ada/xor.py: 'ada', now '101'",
        "  alan/xor.py: 'alan', now '102'",
    ]
    with open_gradebook(str(wanted.out / "gradebook.db")) as book:
        assert [r.student.id for r in book.results("xor").results] == ["ada", "alan"]


def test_who_left_the_roster_leaves_the_class(wanted: Wanted) -> None:
    graded(wanted)
    assert wanted.roster is not None
    wanted.roster.write_text("id,name\nada,Ada Lovelace\nalan,Alan Turing\n")

    graded(replace(wanted, resume=True))

    with open_gradebook(str(wanted.out / "gradebook.db")) as book:
        assert [r.student.id for r in book.results("xor").results] == ["ada", "alan"]


def test_two_folders_do_not_share_an_assignment_in_one_gradebook(wanted: Wanted) -> None:
    shared = replace(wanted, gradebook=str(wanted.out.parent / "course.db"))
    graded(shared)

    with pytest.raises(GradebookFault) as caught:
        graded(replace(shared, out=wanted.out.parent / "other"))

    assert "already holds 'xor' of another folder (--out)" in str(caught.value)
