"""A whole class: every hand-in ends with a row, whatever happens to it or to the grader."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from nngrader.batch import MOST_PER_STUDENT, Batch, Graded, run, told
from nngrader.errors import WorkerFault
from nngrader.evidence import Answered, Evidence
from nngrader.gradebook import Gradebook, open_gradebook
from nngrader.grades import Verdict
from nngrader.jobs import Refused, Submission
from nngrader.out_folder import OutFolder
from nngrader.results import Result, Student
from nngrader.rubric import worth
from tests import builders
from tests.classes_at_work import (
    FakeExecutor,
    Gate,
    Outcome,
    Told,
    claim,
    folder_with,
    intake,
    perfect,
)

DUE = datetime(2027, 1, 31, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with open_gradebook(str(tmp_path / "gradebook.db")) as opened:
        yield opened


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Two hand-ins, on an assignment without tests of its own."""
    folder = folder_with(tmp_path / "xor", "ASSIGNMENT = None\n")
    return Batch(
        assignment=builders.assignment(folder=folder, hand_in="xor"),
        intake=intake(claim("ada"), claim("alan", "import keras  # mine\n")),
        out=OutFolder(tmp_path / "out"),
    )


def rows(book: Gradebook) -> dict[str, Result]:
    return {result.student.id: result for result in book.results("xor").results}


def statuses(book: Gradebook) -> dict[str, str]:
    return {student: result.status for student, result in rows(book).items()}


def test_every_hand_in_ends_with_a_row_a_report_and_a_record(batch: Batch, book: Gradebook) -> None:
    show = Told()

    graded = run(batch, FakeExecutor(), book, show)

    assert graded == Graded(found=2, done=2, known=0, faults=0)
    assert statuses(book) == {"ada": "graded", "alan": "graded"}
    assert {row.student for row in show.rows} == {"ada", "alan"}
    assert sorted(path.name for path in batch.out.reports.iterdir()) == [
        *("ada.html", "ada.json", "alan.html", "alan.json")
    ]
    assert len(list(batch.out.evidence.rglob("*.record"))) == 2
    assert show.what == ["A folder for each student: 2 hand-ins of 2 students."]


def test_one_score_in_report_row_and_gradebook(batch: Batch, book: Gradebook) -> None:
    def poor(submission: Submission | Refused) -> Outcome:
        return builders.evidence(student=submission.student, runs=(builders.run(0, accuracy=0.5),))

    show = Told()
    run(batch, FakeExecutor(poor), book, show)

    report = json.loads((batch.out.reports / "ada.json").read_text())
    standing = rows(book)["ada"].standing
    assert standing is not None
    assert report["score"] == show.rows[0].score == standing.raw == standing.final < 15


def test_a_mishap_is_a_row_too(batch: Batch, book: Gradebook) -> None:
    def by(submission: Submission | Refused) -> Outcome:
        stopped = builders.mishap().captured
        return builders.mishap(captured=replace(stopped, student=submission.student))

    run(batch, FakeExecutor(by), book, Told())

    assert statuses(book) == {"ada": "timed_out", "alan": "timed_out"}


def test_a_fault_of_ours_is_one_row_and_the_others_go_on(batch: Batch, book: Gradebook) -> None:
    def by(submission: Submission | Refused) -> Outcome:
        if submission.student == "ada":
            raise ZeroDivisionError
        return perfect(submission)

    graded = run(batch, FakeExecutor(by), book, Told())

    assert statuses(book) == {"ada": "grader_fault", "alan": "graded"}
    assert graded.faults == 1


def test_a_hand_in_that_we_fail_to_read_is_one_row_and_is_tried_again(
    batch: Batch, book: Gradebook
) -> None:
    def broken() -> Submission:
        problem = "AST constructor recursion depth mismatch"
        raise SystemError(problem)

    odd = replace(batch.intake.claims[0], read=broken)
    run(replace(batch, intake=intake(odd, batch.intake.claims[1])), FakeExecutor(), book, Told())
    assert statuses(book) == {"ada": "grader_fault", "alan": "graded"}
    executor = FakeExecutor()

    run(replace(batch, resume=True), executor, book, Told())

    assert executor.examined == ["ada"]


def test_what_a_teacher_can_mend_stops_the_batch_and_keeps_what_is_done(
    batch: Batch, book: Gradebook
) -> None:
    gate = Gate()

    def by(submission: Submission | Refused) -> Outcome:
        if submission.student == "ada":
            gate.wait()
            problem = "The worker could not start TensorFlow."
            raise WorkerFault(problem)
        return perfect(submission)

    with pytest.raises(WorkerFault):
        run(batch, FakeExecutor(by), book, Told(after=lambda _: gate.open()))

    assert statuses(book)["alan"] == "graded"


def test_ctrl_c_keeps_what_is_done_and_says_how_far_it_came(batch: Batch, book: Gradebook) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    graded = run(batch, FakeExecutor(slots=1), book, Told(after=stop))

    assert graded.interrupted
    assert (graded.found, list(statuses(book).values()).count("graded")) == (2, 1)


class TestResume:
    def test_nothing_unchanged_is_examined_again(self, batch: Batch, book: Gradebook) -> None:
        run(batch, FakeExecutor(), book, Told())
        executor, show = FakeExecutor(), Told()

        graded = run(replace(batch, resume=True), executor, book, show)

        assert executor.examined == []
        assert graded == Graded(found=2, done=2, known=2, faults=0)
        assert all(row.known for row in show.rows)
        assert [len(result.attempts) for result in rows(book).values()] == [1, 1]

    def test_without_resume_everything_is(self, batch: Batch, book: Gradebook) -> None:
        run(batch, FakeExecutor(), book, Told())
        executor = FakeExecutor()

        run(batch, executor, book, Told())

        assert sorted(executor.examined) == ["ada", "alan"]
        assert [len(result.attempts) for result in rows(book).values()] == [1, 1]

    def test_what_was_changed_is_a_new_attempt(self, batch: Batch, book: Gradebook) -> None:
        run(batch, FakeExecutor(), book, Told())
        changed = intake(claim("ada", "import keras  # better\n"), batch.intake.claims[1])
        executor = FakeExecutor()

        run(replace(batch, intake=changed, resume=True), executor, book, Told())

        assert executor.examined == ["ada"]
        assert [len(result.attempts) for result in rows(book).values()] == [2, 1]

    def test_what_is_missing_is_examined(self, batch: Batch, book: Gradebook) -> None:
        run(replace(batch, intake=intake(batch.intake.claims[0])), FakeExecutor(), book, Told())
        executor = FakeExecutor()

        run(replace(batch, resume=True), executor, book, Told())

        assert executor.examined == ["alan"]

    def test_other_limits_are_another_question(self, batch: Batch, book: Gradebook) -> None:
        run(batch, FakeExecutor(), book, Told())
        executor = FakeExecutor()
        longer = batch.assignment.limited({"limit_s": 61.0})

        run(replace(batch, assignment=longer, resume=True), executor, book, Told())

        assert sorted(executor.examined) == ["ada", "alan"]

    def test_another_rubric_needs_no_examination_but_counts(
        self, batch: Batch, book: Gradebook
    ) -> None:
        run(batch, FakeExecutor(), book, Told())
        executor = FakeExecutor()
        fewer = replace(batch.assignment, rubric=batch.assignment.rubric[:2])

        run(replace(batch, assignment=fewer, resume=True), executor, book, Told())

        assert executor.examined == []
        assert {r.standing.final for r in rows(book).values() if r.standing} == {3.0}

    def test_a_record_that_was_changed_or_lost_is_made_again(
        self, batch: Batch, book: Gradebook
    ) -> None:
        run(batch, FakeExecutor(), book, Told())
        first, second = sorted(batch.out.evidence.rglob("*.record"))
        first.unlink()
        second.write_bytes(b"")
        executor = FakeExecutor()

        run(replace(batch, resume=True), executor, book, Told())

        assert sorted(executor.examined) == ["ada", "alan"]

    def test_what_failed_by_our_own_fault_is_tried_again(
        self, batch: Batch, book: Gradebook
    ) -> None:
        def broken(submission: Submission | Refused) -> Outcome:
            raise ZeroDivisionError

        run(batch, FakeExecutor(broken), book, Told())

        run(replace(batch, resume=True), FakeExecutor(), book, Told())

        assert set(statuses(book).values()) == {"graded"}

    def test_a_rubric_that_wants_more_trainings_gets_them(
        self, batch: Batch, book: Gradebook
    ) -> None:
        def once(submission: Submission | Refused) -> Outcome:
            runs = (builders.run(0), builders.run(1, accuracy=0.5))
            return builders.evidence(student=submission.student, runs=runs)

        run(batch, FakeExecutor(once), book, Told())
        executor = FakeExecutor()

        run(replace(batch, resume=True), executor, book, Told())

        assert sorted(executor.examined) == ["ada", "alan"]


class TestSeveralHandIns:
    def test_two_of_one_student_are_both_kept_in_the_order_found(
        self, batch: Batch, book: Gradebook
    ) -> None:
        """The first takes longest; its number does not depend on that."""
        gate = Gate()

        def by(submission: Submission | Refused) -> Outcome:
            if submission.path == "in/1.py":
                gate.wait()
            else:
                gate.open()
            return perfect(submission)

        two = (claim("ada", "a = 1\n", source="in/1.py"), claim("ada", "a = 2\n", source="in/2.py"))

        run(replace(batch, intake=intake(*two)), FakeExecutor(by), book, Told())

        found = rows(book)["ada"].attempts
        assert [(a.number, a.source) for a in found] == [(1, "in/1.py"), (2, "in/2.py")]

    def test_times_order_attempts_before_places_do(self, batch: Batch, book: Gradebook) -> None:
        late = claim("ada", "a = 1\n", source="in/1.py", submitted_at=DUE)
        soon = claim("ada", "a = 2\n", source="in/2.py", submitted_at=DUE - timedelta(hours=1))

        run(replace(batch, intake=intake(late, soon)), FakeExecutor(slots=1), book, Told())

        assert [a.source for a in rows(book)["ada"].attempts] == ["in/2.py", "in/1.py"]

    def test_two_that_cannot_be_read_are_two(self, batch: Batch, book: Gradebook) -> None:
        def unreadable(submission: Submission | Refused) -> Outcome:
            seen = replace(builders.mishap().captured, student=submission.student)
            return builders.mishap("unreadable", captured=seen)

        def unread(source: str, reason: str) -> object:
            work = Refused("ada", "xor.py", source, reason)
            return replace(claim("ada", source=source), read=lambda: work)

        two = (unread("in/1.py", "it is not text"), unread("in/2.py", "it is a link"))

        run(
            replace(batch, intake=intake(*two)),  # type: ignore[arg-type]
            FakeExecutor(unreadable),
            book,
            Told(),
        )

        assert len(rows(book)["ada"].attempts) == 2

    @pytest.mark.parametrize(("count", "notes"), [(0, 0), (1, 1)])
    def test_a_flood_of_one_student_holds_up_nobody(
        self, count: int, notes: int, batch: Batch, book: Gradebook
    ) -> None:
        flood = [claim("ada", f"a = {n}\n") for n in range(MOST_PER_STUDENT + count)]
        show = Told()

        run(replace(batch, intake=intake(*flood)), FakeExecutor(), book, show)

        assert len(rows(book)["ada"].attempts) == MOST_PER_STUDENT
        assert show.notes == ["ada has 21 hand-ins; the first 20 were graded."][:notes]


def test_students_on_the_roster_without_a_hand_in_have_a_row(batch: Batch, book: Gradebook) -> None:
    roster = (Student(id="ada"), Student(id="grace", name="Grace Hopper"))
    show = Told()

    run(replace(batch, intake=replace(batch.intake, roster=roster)), FakeExecutor(), book, show)

    assert statuses(book)["grace"] == "missing"
    assert show.what == [
        "A folder for each student: 2 hand-ins of 2 students; 2 on the roster, 1 without a hand-in."
    ]


def test_nobody_missing_is_said(batch: Batch) -> None:
    whole = intake(claim("ada"), roster=(Student(id="ada"),))

    assert told(whole) == (
        "A folder for each student: 1 hand-in of 1 student; 1 on the roster, none without a hand-in."
    )


def test_what_was_odd_among_the_hand_ins_is_shown_and_kept(batch: Batch, book: Gradebook) -> None:
    odd = replace(batch.intake, notes=("in/readme.txt was left out.",))
    show = Told()

    run(replace(batch, intake=odd), FakeExecutor(), book, show)

    assert show.notes == ["in/readme.txt was left out."]
    assert book.results("xor").notes == ("in/readme.txt was left out.",)


def test_no_more_are_under_examination_than_the_executor_has_room_for(
    batch: Batch, book: Gradebook
) -> None:
    running, most = 0, 0

    def by(submission: Submission | Refused) -> Outcome:
        nonlocal running, most
        running += 1
        most = max(most, running)
        running -= 1
        return perfect(submission)

    many = intake(*(claim(f"s{n}") for n in range(20)))

    graded = run(replace(batch, intake=many), FakeExecutor(by, slots=3), book, Told())

    assert graded.done == 20
    assert most <= 3


class TestTestsBeside:
    """Tests beside the assignment ask the code of each hand-in."""

    @pytest.fixture
    def asking(self, batch: Batch) -> Batch:
        (batch.assignment.folder / "test_rows.py").write_text(
            "import numpy as np, pytest\n"
            "@pytest.mark.points(1)\n"
            "def test_rows(submission):\n"
            "    submission.call('preprocess', np.zeros(1))\n"
        )
        return batch

    def test_they_are_worth_points_in_a_batch_too(self, asking: Batch, book: Gradebook) -> None:
        run(asking, FakeExecutor(), book, Told())

        assert [c.title for c in book.results("xor").criteria][-1] == "rows"
        assert {len(r.attempt.criteria) for r in rows(book).values() if r.attempt} == {7}

    def test_what_cannot_be_read_is_asked_once(self, asking: Batch, book: Gradebook) -> None:
        work = Refused("ada", "xor.py", "in/xor.py", "it is not text")
        unread = replace(claim("ada"), read=lambda: work)
        only = replace(asking, intake=intake(unread))
        unreadable = FakeExecutor(lambda s: builders.mishap("unreadable"))
        run(only, unreadable, book, Told())
        again = FakeExecutor()

        run(replace(only, resume=True), again, book, Told())

        assert again.examined == again.called == []

    def test_a_fault_of_the_worker_costs_nobody_points(
        self, asking: Batch, book: Gradebook
    ) -> None:
        class Broken(FakeExecutor):
            def call(self, *_: object) -> Answered:  # type: ignore[override]
                problem = "The worker cannot fork."
                raise WorkerFault(problem)

        with pytest.raises(WorkerFault):
            run(asking, Broken(), book, Told())

        assert set(statuses(book).values()) == {"missing"}


def test_a_check_that_stops_on_one_hand_in_stops_no_class(batch: Batch, book: Gradebook) -> None:
    def careless(evidence: Evidence) -> Verdict:
        assert evidence.model is not None
        return Verdict(1.0, "It has layers.")

    def by(submission: Submission | Refused) -> Outcome:
        if submission.student == "ada":
            return builders.evidence(student="ada", model=None, runs=())
        return perfect(submission)

    rubric = (worth(1, "It has layers", careless),)
    own = replace(batch.assignment, rubric=rubric)

    graded = run(replace(batch, assignment=own), FakeExecutor(by), book, Told())

    assert statuses(book) == {"ada": "grader_fault", "alan": "graded"}
    assert graded.faults == 1
    attempt = rows(book)["ada"].attempts[0]
    assert attempt.criteria[0].because.startswith("The check itself stopped: AssertionError")
