"""The gradebook, in SQLite and in PostgreSQL; one file, so that one server is started."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, select, text, update
from sqlalchemy.exc import IntegrityError

from nngrader.errors import UnknownName
from nngrader.evidence import Place
from nngrader.findings import Finding
from nngrader.gradebook import (
    Gradebook,
    GradebookFault,
    HeldByAnother,
    _opening,
    _reading,
    open_gradebook,
    without_password,
)
from nngrader.gradebook._address import address, shown
from nngrader.gradebook._columns import LARGEST
from nngrader.gradebook._migrating import VERSION_TABLE, config, revision
from nngrader.gradebook._tables import ALL, extensions, overrides, scores
from nngrader.late import Attempts, Late
from nngrader.results import Attempt, Extension, Override, Student
from nngrader.standing import MOST_POINTS
from tests import builders
from tests.class_builders import DUE, TITLES, criteria, student
from tests.gradebook.kept import (
    GRADER,
    NOW,
    begun,
    entry,
    handed_in,
    kept_of,
    only,
    raw,
    statements,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def known(book: Gradebook) -> list[Student]:
    """Everybody who is enrolled."""
    begun(book, 99)
    return [one.student for one in book.results("xor").results if one.student.id != "s099"]


class TestStudents:
    def test_come_back_as_they_were(self, book: Gradebook) -> None:
        ada = student(1, other_ids={"canvas": "17", "github": "ada"})

        book.enroll([ada])

        assert known(book) == [ada]

    def test_are_updated(self, book: Gradebook) -> None:
        book.enroll([student(1, name="Ada Byron", other_ids={"canvas": "17", "login": "ab"})])

        book.enroll([student(1, name="Ada Lovelace", other_ids={"login": "al"})])

        assert known(book) == [
            student(1, name="Ada Lovelace", other_ids={"canvas": "17", "login": "al"})
        ]

    def test_keep_what_the_new_data_does_not_say(self, book: Gradebook) -> None:
        book.enroll([student(1, other_ids={"canvas": "17"})])

        book.enroll([Student(id="s001", other_ids={"canvas": ""}, enrolled=False)])
        grading = book.begin(entry(), "batch", NOW, GRADER)
        book.record(grading, "s001", handed_in(), "")

        assert only(book).student == student(1, other_ids={"canvas": "17"}, enrolled=False)

    @pytest.mark.parametrize(
        ("first", "second"), [("ada", "ADA"), ("weiß", "WEIß"), ("é", "E\u0301")]
    )
    def test_are_one_whatever_their_case(self, book: Gradebook, first: str, second: str) -> None:
        book.enroll([Student(id=first)])
        book.enroll([Student(id=second)])

        assert [one.id for one in known(book)] == [second]

    @pytest.mark.parametrize(("first", "second"), [("ada", "ada1"), ("Weiß", "Weiss")])
    def test_are_two_when_more_than_case_differs(
        self, book: Gradebook, first: str, second: str
    ) -> None:
        book.enroll([Student(id=first), Student(id=second)])

        assert {one.id for one in known(book)} == {first, second}

    def test_of_one_name_in_one_list_are_one_as_the_first_is_spelled(self, book: Gradebook) -> None:
        roster = Student(id="ada", name="Ada", other_ids={"canvas": "17"})

        book.enroll([roster, Student(id="ADA", other_ids={"login": "al"}, enrolled=False)])

        assert known(book) == [replace(roster, other_ids={"canvas": "17", "login": "al"})]

    def test_who_are_not_of_the_whole_class_have_left_it(self, book: Gradebook) -> None:
        grading = begun(book, 1, 2, 3)
        book.record(grading, "s002", handed_in(), "")

        book.enroll([student(1)], whole_class=True)

        kept = {one.student.id: one for one in book.results("xor").results}
        assert {key: one.student.enrolled for key, one in kept.items()} == {
            "s001": True,
            "s002": False,
        }
        assert len(kept["s002"].attempts) == 1

    def test_are_not_of_the_whole_class_while_they_are_some(self, book: Gradebook) -> None:
        begun(book, 1, 2)

        book.enroll([student(1)])

        assert {one.student.id for one in book.results("xor").results} == {"s001", "s002"}

    def test_stay_in_the_class_and_return_to_it_whatever_their_case(self, book: Gradebook) -> None:
        begun(book, 1, 2)

        book.enroll([Student(id="S001")], whole_class=True)
        assert [one.student.id for one in book.results("xor").results] == ["S001"]

        book.enroll([student(1), student(2)], whole_class=True)
        assert {one.student.id for one in book.results("xor").results} == {"s001", "s002"}

    def test_may_be_none(self, book: Gradebook) -> None:
        book.enroll([])

        assert known(book) == []

    def test_that_nobody_enrolled_are_refused_with_the_nearest(self, book: Gradebook) -> None:
        grading = begun(book, 1)

        with pytest.raises(GradebookFault) as caught:
            book.record(grading, "s01", handed_in(), "")

        assert str(caught.value) == "The gradebook has no student 's01'. Did you mean 's001'?"

    def test_that_are_like_nobody_are_refused(self, book: Gradebook) -> None:
        begun(book, 1)

        with pytest.raises(GradebookFault) as caught:
            book.history("xor", "x\x00\udc80")

        assert str(caught.value) == "The gradebook has no student 'x'."


def in_the_gradebook(**changes: Any) -> Finding:
    """A finding without what stands in the report alone: stages of its hint, how it is known."""
    return builders.finding(look="", concept="", confirmed_by="", **changes)


class TestAttempts:
    def test_come_back_as_they_were(self, book: Gradebook) -> None:
        grading = begun(book)
        whole = handed_in(
            criteria=tuple(
                replace(c, hint="Look.", why="It matters.", visibility="after_due", points=0.1)
                for c in criteria()
            ),
            findings=(
                in_the_gradebook(place=Place(31)),
                in_the_gradebook(rule="b", place=Place(4, 2)),
                in_the_gradebook(rule="a", place=None),
            ),
            flags=("Look at b.", "Look at a."),
            marked_late=True,
            mishap="It stopped.\nHere.",
            status="crashed",
            accuracy=2 / 3,
            parameters=669_706,
            seconds=0.1,
            remembered=True,
        )

        kept = book.record(grading, "s001", whole, "asked")

        assert kept == replace(whole, number=1)
        assert kept_of(book) == (kept,)

    def test_come_back_without_what_there_was_not(self, book: Gradebook) -> None:
        grading = begun(book)
        bare = handed_in(submitted_at=None, accuracy=None, parameters=None, criteria=())

        kept = book.record(grading, "s001", bare, "asked")

        assert kept_of(book) == (kept,)

    def test_that_count_have_the_page_of_the_student(self, book: Gradebook) -> None:
        grading = begun(book)
        book.record(grading, "s001", handed_in("poor", criteria=criteria(0)), "")
        book.record(grading, "s001", handed_in("rich"), "")

        assert [one.page for one in only(book).attempts] == ["s001~attempt-1", "s001"]

    def test_are_numbered_as_they_come(self, book: Gradebook) -> None:
        grading = begun(book)

        numbers = [book.record(grading, "s001", handed_in(code), "").number for code in "abc"]
        other = book.record(grading, "s002", handed_in("a"), "").number

        assert (numbers, other) == ([1, 2, 3], 1)

    def test_get_the_number_they_bring_if_it_is_free(self, book: Gradebook) -> None:
        grading = begun(book)

        numbers = [
            book.record(grading, "s001", replace(handed_in(code), number=number), "").number
            for code, number in (("a", 2), ("b", 1), ("c", 2), ("d", 0))
        ]

        assert numbers == [2, 1, 3, 4]

    def test_of_the_same_code_and_time_are_one(self, book: Gradebook) -> None:
        for _ in range(2):
            book.record(begun(book), "s001", handed_in(), "")

        assert [one.number for one in only(book).attempts] == [1]

    def test_of_the_same_time_in_another_zone_are_one(self, book: Gradebook) -> None:
        berlin = DUE.astimezone(ZoneInfo("Europe/Berlin"))
        for time_of in (DUE, berlin):
            book.record(begun(book), "s001", handed_in(submitted_at=time_of), "")

        assert len(only(book).attempts) == 1

    @pytest.mark.parametrize("other", [DUE + timedelta(microseconds=1), None])
    def test_of_the_same_code_at_another_time_are_two(
        self, book: Gradebook, other: datetime | None
    ) -> None:
        for time_of in (DUE, other):
            book.record(begun(book), "s001", handed_in(submitted_at=time_of), "")

        assert [one.submitted_at for one in only(book).attempts] == [DUE, other]

    def test_of_other_code_are_two(self, book: Gradebook) -> None:
        for code in "ab":
            book.record(begun(book), "s001", handed_in(code), "")

        assert len(only(book).attempts) == 2

    def test_of_another_assignment_are_others(self, book: Gradebook) -> None:
        for name in ("xor", "iris"):
            book.record(begun(book, name=name), "s001", handed_in(), name)

        assert [len(only(book, name).attempts) for name in ("xor", "iris")] == [1, 1]

    def test_in_two_places_of_one_batch_are_two_and_stay_two(self, book: Gradebook) -> None:
        for places in (("a.py", "b.py"), ("b.py", "a.py"), ("new/a.py", "new/b.py")):
            grading = begun(book)
            for place in places:
                book.record(grading, "s001", handed_in(source=place), "")

        assert [one.source for one in only(book).attempts] == ["new/a.py", "new/b.py"]

    def test_in_two_places_are_found_again_in_any_order(self, book: Gradebook) -> None:
        grading = begun(book)
        copies = [book.record(grading, "s001", handed_in(source=at), "") for at in ("a", "b")]
        rescoring = book.begin(entry(), "rescore", NOW, GRADER)

        again = [book.record(rescoring, "s001", one, "").number for one in reversed(copies)]

        assert again == [2, 1]

    def test_in_one_place_of_one_batch_are_one(self, book: Gradebook) -> None:
        grading = begun(book)
        for _ in range(2):
            book.record(grading, "s001", handed_in(), "")

        assert len(only(book).attempts) == 1

    def test_that_could_not_be_read_are_one_per_time(self, book: Gradebook) -> None:
        for _ in range(2):
            grading = begun(book)
            for at in (DUE, DUE + HOUR):
                unread = replace(handed_in(submitted_at=at, status="unreadable"), submission="")
                book.record(grading, "s001", unread, "")

        assert [one.submitted_at for one in only(book).attempts] == [DUE, DUE + HOUR]

    def test_of_one_student_by_several_batches_at_once_are_all_kept(
        self, book: Gradebook, url: str
    ) -> None:
        grading = begun(book)

        def batch(name: int) -> None:
            with open_gradebook(url) as mine:
                for count in range(5):
                    mine.record(grading, "s001", handed_in(f"{name}-{count}"), "")

        threads = [threading.Thread(target=batch, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [one.number for one in only(book).attempts] == list(range(1, 21))


class TestHandInsThatOthersHold:
    """Recorded is ada/xor.py, of s001."""

    @pytest.fixture(autouse=True)
    def recorded(self, book: Gradebook) -> None:
        book.record(begun(book), "s001", handed_in(source="ada/xor.py"), "")

    def test_are_found_where_their_id_is_another(self, book: Gradebook) -> None:
        found = book.held_by_others("xor", [("m1", "ada/xor.py"), ("s002", "bob/xor.py")])

        assert found == (HeldByAnother("ada/xor.py", recorded="s001", claimed="m1"),)

    @pytest.mark.parametrize(
        "claims",
        [
            [],
            [("s001", "ada/xor.py")],
            [("S001", "ada/xor.py")],
            [("s001", "ada/new.py"), ("s002", "ada.py")],
            [("s002", "ada/xor.py"), ("s001", "ada/xor.py")],
        ],
        ids=["none", "the same", "the same in capitals", "renamed", "of a group"],
    )
    def test_are_none_where_nobody_moved(
        self, book: Gradebook, claims: list[tuple[str, str]]
    ) -> None:
        assert book.held_by_others("xor", claims) == ()

    def test_are_none_of_what_was_recorded_under_both_ids(self, book: Gradebook) -> None:
        book.record(begun(book), "s002", handed_in(source="ada/xor.py"), "")

        assert book.held_by_others("xor", [("s002", "ada/xor.py")]) == ()

    def test_are_none_of_another_assignment(self, book: Gradebook) -> None:
        assert book.held_by_others("mnist", [("m1", "ada/xor.py")]) == ()

    def test_are_none_where_a_long_source_was_cut(self, book: Gradebook) -> None:
        book.record(begun(book), "s001", handed_in("two", source="ada/long…"), "")

        assert book.held_by_others("xor", [("m1", "ada/long…")]) == ()

    @pytest.mark.parametrize(("count", "told"), [(19, 19), (20, 20), (21, 20)])
    def test_are_listed_up_to_twenty(self, book: Gradebook, count: int, told: int) -> None:
        grading = begun(book)
        sources = [f"{number}/xor.py" for number in range(count)]
        for source in sources:
            book.record(grading, "s001", handed_in(source, source=source), "")

        assert len(book.held_by_others("xor", [("m1", source) for source in sources])) == told


class TestCourses:
    def test_of_another_folder_are_refused(self, book: Gradebook, url: str) -> None:
        begun(book, course="one")

        with pytest.raises(GradebookFault) as caught:
            book.begin(entry(course="two"), "batch", NOW, GRADER)

        assert str(caught.value) == (
            f"{shown(address(url))} already holds 'xor' of another folder (--out). Give this "
            "course a database of its own, or go on in that folder."
        )

    def test_that_are_refused_change_nobody_where_all_is_told_together(
        self, book: Gradebook
    ) -> None:
        begun(book, 1, course="one")

        def come_along() -> None:
            with book.together() as whole:
                whole.enroll([student(2)], whole_class=True)
                whole.begin(entry(course="two"), "batch", NOW, GRADER)

        with pytest.raises(GradebookFault):
            come_along()

        assert [one.student.id for one in book.results("xor").results] == ["s001"]

    def test_of_the_same_folder_go_on(self, book: Gradebook) -> None:
        begun(book, course="one")

        begun(book, course="one")

    def test_may_have_assignments_of_different_names(self, book: Gradebook) -> None:
        begun(book, course="one")

        begun(book, course="two", name="mnist")

        assert book.assignments() == ("mnist", "xor")

    def test_that_nobody_named_take_the_first_name(self, book: Gradebook) -> None:
        begun(book)
        begun(book, course="one")

        with pytest.raises(GradebookFault):
            begun(book, course="two")

    def test_are_not_forgotten_by_who_names_none(self, book: Gradebook) -> None:
        begun(book, course="one")
        begun(book)

        with pytest.raises(GradebookFault):
            begun(book, course="two")


class TestScores:
    def test_that_differ_become_current_and_the_old_ones_stay(self, book: Gradebook) -> None:
        first = book.record(begun(book), "s001", handed_in(criteria=criteria(0)), "")
        rescoring = book.begin(entry(digest="sha256:new"), "rescore", NOW + DAY, "nngrader 0.2.0")

        second = book.record(rescoring, "s001", replace(first, criteria=criteria()), "")

        assert kept_of(book) == (second,)
        assert [
            (past.attempt, past.kind, past.digest, past.grader, past.current)
            for past in book.history("xor", "s001")
        ] == [
            (first, "batch", entry().digest, GRADER, False),
            (second, "rescore", "sha256:new", "nngrader 0.2.0", True),
        ]

    def test_that_do_not_differ_stay_with_their_time(self, book: Gradebook) -> None:
        first = book.record(begun(book), "s001", handed_in(), "")
        again = replace(first, graded_at=NOW + DAY, seconds=99.0, remembered=True)

        second = book.record(begun(book), "s001", again, "")

        assert second == first == kept_of(book)[0]
        assert len(book.history("xor", "s001")) == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"evidence": "other"},
            {"first_step": "other"},
            {"isolation": 2},
            {"flags": ("other",)},
            {"findings": (builders.finding(place=Place(1)),)},
            {"criteria": criteria(0, all_but=0.999)},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_differ_by_anything_that_somebody_could_ask_about(
        self, book: Gradebook, changes: dict[str, object]
    ) -> None:
        before = handed_in(findings=(builders.finding(place=Place(2)),))
        book.record(begun(book), "s001", before, "")

        book.record(begun(book), "s001", replace(before, **changes), "")  # type: ignore[arg-type]

        assert [past.current for past in book.history("xor", "s001")] == [False, True]

    def test_differ_by_what_was_asked(self, book: Gradebook) -> None:
        for asked in ("limit 60", "limit 90"):
            book.record(begun(book), "s001", handed_in(), asked)

        assert book.asked("xor") == {("s001", "limit 90"): "evidence of one"}

    def test_do_not_differ_by_where_it_was_found_but_that_is_kept(self, book: Gradebook) -> None:
        book.record(begun(book), "s001", handed_in(source="old"), "")

        book.record(begun(book), "s001", handed_in(source="new", marked_late=True), "")

        counted = only(book).attempt
        assert counted is not None
        assert (counted.source, counted.marked_late) == ("new", True)
        assert len(book.history("xor", "s001")) == 1

    def test_of_one_attempt_are_current_once(self, book: Gradebook, url: str) -> None:
        grading = begun(book)
        for code in ("old", "new"):
            book.record(grading, "s001", handed_in(code="same", first_step=code), "")

        with raw(url) as engine, engine.begin() as db, pytest.raises(IntegrityError):
            db.execute(update(scores).values(current=True))

    def test_of_nobody_cannot_be(self, book: Gradebook) -> None:
        begun(book)

        stray = text("INSERT INTO flags (score_id, position, text) VALUES (7, 0, 'x')")
        with book._database.engine.connect() as db, pytest.raises(IntegrityError):
            db.execute(stray)

    def test_of_a_student_without_attempts_are_none(self, book: Gradebook) -> None:
        begun(book)

        assert book.history("xor", "s001") == ()


class TestWhatWasAsked:
    def test_is_known_of_everything_finished(self, book: Gradebook) -> None:
        grading = begun(book)
        book.record(grading, "s001", handed_in("a"), "asked a")
        book.record(grading, "S002", handed_in("b"), "asked b")

        assert book.asked("xor") == {
            ("s001", "asked a"): "evidence of a",
            ("s002", "asked b"): "evidence of b",
        }

    def test_is_nothing_of_an_assignment_that_nobody_graded(self, book: Gradebook) -> None:
        book.record(begun(book), "s001", handed_in(), "asked")

        assert book.asked("iris") == {}


class TestPassingThroughAttempts:
    @pytest.fixture
    def five(self, book: Gradebook) -> Gradebook:
        grading = begun(book, 1, 2, 3)
        for whose, code in (("s001", "a"), ("s002", "b"), ("s001", "c"), ("s003", "d")):
            book.record(grading, whose, handed_in(code, flags=(code,)), f"asked {code}")
        book.record(begun(book, name="iris"), "s001", handed_in("other"), "")
        book.record(grading, "s002", handed_in("e", flags=("e",)), "asked e")
        return book

    @pytest.mark.parametrize("page", [1, 2, 4, 5, 6])
    def test_finds_each_once_in_pages_of_any_size(
        self, five: Gradebook, page: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_reading, "PAGE", page)

        found = [
            (one.student_id, one.attempt.number, one.attempt.flags, one.attempt.evidence, one.asked)
            for one in five.attempts("xor")
        ]

        assert found == [
            ("s001", 1, ("a",), "evidence of a", "asked a"),
            ("s002", 1, ("b",), "evidence of b", "asked b"),
            ("s001", 2, ("c",), "evidence of c", "asked c"),
            ("s003", 1, ("d",), "evidence of d", "asked d"),
            ("s002", 2, ("e",), "evidence of e", "asked e"),
        ]

    def test_lets_each_be_recorded_again_meanwhile(
        self, five: Gradebook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_reading, "PAGE", 2)
        rescoring = five.begin(entry(), "rescore", NOW, GRADER)

        for one in five.attempts("xor"):
            again = replace(one.attempt, criteria=criteria(0))
            assert five.record(rescoring, one.student_id, again, one.asked) == again

        assert [one.attempt.score for one in five.attempts("xor")] == [13.0] * 5

    def test_can_be_left_early(self, five: Gradebook) -> None:
        passing: Iterator[object] = five.attempts("xor")
        next(passing)

        assert five.record(begun(five), "s003", handed_in("f"), "").number == 2


class TestResults:
    def test_say_what_was_graded(self, book: Gradebook) -> None:
        begun(book, late=Late(per_day=0.1), attempts=Attempts(most=2))

        found = book.results("xor")

        assert (found.assignment, found.title, found.max_score) == (
            "xor",
            "Teach a network XOR",
            15.0,
        )
        assert [(column.title, column.max_points) for column in found.criteria] == list(TITLES)
        assert (found.due, found.graded_at, found.grader) == (DUE, NOW, GRADER)
        assert found.policy == (
            "Due 31 January 2027, 23:59 UTC. Every day begun after the due date costs a tenth of "
            "all points. The best of the first 2 attempts counts."
        )

    def test_go_by_the_rules_of_the_last_grading(self, book: Gradebook) -> None:
        late = handed_in(submitted_at=DUE + HOUR)
        book.record(begun(book), "s001", late, "")
        before = only(book).standing

        book.begin(entry(late=Late(per_day=0.1), title="New"), "rescore", NOW, GRADER)

        after = only(book).standing
        assert before is not None
        assert after is not None
        assert (before.final, after.final) == (15.0, 13.5)
        assert book.results("xor").title == "New"

    def test_name_who_is_missing_and_leave_out_who_is_not_enrolled(self, book: Gradebook) -> None:
        grading = begun(book, 1, 2)
        book.enroll([Student(id=name, enrolled=False) for name in ("guest", "ghost")])
        book.record(grading, "s001", handed_in(), "")
        book.record(grading, "guest", handed_in(), "")

        found = {one.student.id: one.status for one in book.results("xor").results}

        assert found == {"guest": "graded", "s001": "graded", "s002": "missing"}

    def test_name_who_is_not_enrolled_and_has_a_score_by_hand(self, book: Gradebook) -> None:
        begun(book, 1)
        book.enroll([Student(id="guest", enrolled=False)])

        book.override("xor", "guest", by_hand(7))

        found = {one.student.id: one.standing for one in book.results("xor").results}
        assert (found["guest"] is not None, found["s001"]) == (True, None)

    def test_are_in_order_of_the_names_shown(self, book: Gradebook) -> None:
        book.enroll(
            [
                Student(id="b2", name="émile"),
                Student(id="a1", name="Zoë"),
                Student(id="c3"),
                Student(id="b1", name="Émile"),
                Student(id="d4", name="ada"),
            ]
        )
        book.begin(entry(), "batch", NOW, GRADER)

        found = [one.student.id for one in book.results("xor").results]

        assert found == ["d4", "c3", "a1", "b1", "b2"]

    def test_count_late_days_over_all_assignments_in_order_of_due_date(
        self, book: Gradebook
    ) -> None:
        """Two days are free: the first assignment takes one, the second the other."""
        rules = Late(per_day=0.1, budget=2)
        for name, due in (("c", DUE + 20 * DAY), ("a", DUE + 10 * DAY), ("b", DUE)):
            grading = begun(book, name=name, due=due, late=rules)
            days = {"a": 2, "b": 1, "c": 1}[name]
            book.record(grading, "s001", handed_in(submitted_at=due + days * DAY), "")
            book.record(grading, "s002", handed_in(submitted_at=due + DAY), "")

        def each(student_id: str) -> list[tuple[int, float]]:
            found = (only(book, name, student_id).standing for name in "bac")
            return [(one.late_days, one.penalty) for one in found if one]

        assert each("s001") == [(1, 0.0), (1, 1.5), (0, 1.5)]
        assert each("s002") == [(1, 0.0), (1, 0.0), (0, 1.5)]

    def test_count_late_days_by_the_budget_of_each_assignment(self, book: Gradebook) -> None:
        """The second one found none left, and paid; the third gives two more."""
        for name, budget, days in (("a", 1, 1), ("b", 1, 1), ("c", 3, 2)):
            due = DUE + ord(name) * DAY
            grading = begun(book, name=name, due=due, late=Late(per_day=0.1, budget=budget))
            book.record(grading, "s001", handed_in(submitted_at=due + days * DAY), "")

        spent = [one.late_days for name in "abc" if (one := only(book, name).standing)]

        assert spent == [1, 0, 2]

    def test_of_two_due_at_once_the_first_by_name_takes_the_days(self, book: Gradebook) -> None:
        for name in "ba":
            grading = begun(book, name=name, late=Late(per_day=0.1, budget=1))
            book.record(grading, "s001", handed_in(submitted_at=DUE + DAY), "")

        days = [one.late_days for name in "ab" if (one := only(book, name).standing)]

        assert days == [1, 0]

    def test_ask_the_database_as_often_for_many_as_for_few(self, book: Gradebook) -> None:
        rules = Late(per_day=0.1, budget=2)
        gradings = [begun(book, name=name, late=rules, due=DUE) for name in ("iris", "xor")]

        def asked_for(first: int, last: int) -> int:
            for number in range(first, last + 1):
                book.enroll([student(number)])
                for grading in gradings:
                    book.record(grading, f"s{number:03}", handed_in(), "")
            with statements(book) as heard:
                book.results("xor")
            return len(heard)

        assert asked_for(1, 1) == asked_for(2, 20) < 25

    def test_hold_the_notes_of_the_last_batch_and_of_rescoring_it(self, book: Gradebook) -> None:
        book.note(begun(book), ["long ago"])
        last = begun(book)
        book.note(last, ["readme.txt belongs to nobody.", "s009 is on no roster."])
        book.note(book.begin(entry(), "rescore", NOW, GRADER), ["A record is gone."])
        book.note(last, [])
        book.note(last, ["And one more."])
        book.note(begun(book, name="iris"), ["elsewhere"])

        assert book.results("xor").notes == (
            "readme.txt belongs to nobody.",
            "s009 is on no roster.",
            "And one more.",
            "A record is gone.",
        )

    def test_of_an_assignment_that_is_not_there_are_refused(self, book: Gradebook) -> None:
        begun(book, name="iris")
        begun(book)

        with pytest.raises(UnknownName) as caught:
            book.results("xxor")

        assert str(caught.value) == (
            "The gradebook has no 'xxor'. Did you mean 'xor'? It has: iris, xor."
        )

    def test_know_the_assignments(self, book: Gradebook) -> None:
        assert book.assignments() == ()
        for name in ("xor", "iris", "xor"):
            begun(book, name=name)

        assert book.assignments() == ("iris", "xor")


def by_hand(points: float, criterion: str = "", at: datetime = NOW) -> Override:
    return Override(points=points, reason="Told me.", author="prof", at=at, criterion=criterion)


def later(until: datetime, at: datetime = NOW) -> Extension:
    return Extension(until=until, reason="Was ill.", author="prof", at=at)


def final(book: Gradebook) -> float | None:
    standing = only(book).standing
    return standing and standing.final


class TestByHand:
    TITLE = TITLES[0][0]  # two points

    @pytest.fixture
    def graded(self, book: Gradebook) -> Gradebook:
        grading = begun(book, late=Late(until=timedelta()))
        book.record(grading, "s001", handed_in(criteria=criteria(0)), "")
        return book

    def test_points_count_for_a_criterion(self, graded: Gradebook) -> None:
        given = by_hand(1.5, self.TITLE)

        graded.override("xor", "S001", given)

        assert (final(graded), only(graded).overrides) == (14.5, (given,))
        assert only(graded, student_id="s002").overrides == ()

    def test_points_count_for_the_whole(self, graded: Gradebook) -> None:
        graded.override("xor", "s001", by_hand(3))

        assert final(graded) == 3.0

    def test_points_outlast_rescoring_and_another_attempt(self, graded: Gradebook) -> None:
        graded.override("xor", "s001", by_hand(2, self.TITLE))
        rescoring = graded.begin(entry(), "rescore", NOW, GRADER)

        graded.record(rescoring, "s001", handed_in(criteria=criteria(0, 1)), "")
        graded.record(begun(graded), "s001", handed_in("new", criteria=criteria(0, 2)), "")

        assert final(graded) == 14.0

    def test_the_newest_points_count_and_all_are_kept(self, graded: Gradebook) -> None:
        newest, older = by_hand(1, self.TITLE, NOW + DAY), by_hand(2, self.TITLE)
        for given in (newest, older):
            graded.override("xor", "s001", given)

        assert (final(graded), only(graded).overrides) == (14.0, (older, newest))

    def test_withdrawn_points_count_no_more_and_are_kept(self, graded: Gradebook, url: str) -> None:
        graded.override("xor", "s001", by_hand(2, self.TITLE))
        graded.override("xor", "s001", by_hand(1, self.TITLE))
        graded.override("xor", "s001", by_hand(7))

        count = graded.withdraw("xor", "s001", criterion=self.TITLE, by="dean", at=NOW)

        assert (count, only(graded).overrides) == (2, (by_hand(7),))
        with raw(url) as engine, engine.connect() as db:
            found = db.execute(select(overrides).order_by(overrides.c.id)).all()
        assert [(row.points, row.withdrawn_by, row.withdrawn_at) for row in found] == [
            (2.0, "dean", NOW),
            (1.0, "dean", NOW),
            (7.0, None, None),
        ]

    def test_nothing_is_withdrawn_twice_or_of_somebody_else(self, graded: Gradebook) -> None:
        graded.override("xor", "s001", by_hand(7))

        counts = [graded.withdraw("xor", whose, by="dean", at=NOW) for whose in ("s002", "s001")]
        counts.append(graded.withdraw("xor", "s001", by="dean", at=NOW))

        assert counts == [0, 1, 0]

    def test_points_for_a_criterion_that_is_not_there_are_refused(self, graded: Gradebook) -> None:
        with pytest.raises(UnknownName) as caught:
            graded.override("xor", "s001", by_hand(1, "The segments become number"))

        assert str(caught.value).startswith(
            "The rubric of xor has no 'The segments become number'. "
            "Did you mean 'The segments become numbers'? It has: "
        )

    def test_points_for_a_criterion_of_an_older_rubric_are_kept(self, graded: Gradebook) -> None:
        graded.begin(entry(columns=()), "rescore", NOW, GRADER)

        graded.override("xor", "s001", by_hand(2, self.TITLE))

        assert final(graded) == 15.0

    @pytest.mark.parametrize("points", [0, MOST_POINTS])
    def test_points_may_be_from_none_to_very_many(self, graded: Gradebook, points: float) -> None:
        graded.override("xor", "s001", by_hand(points))

        assert final(graded) == points

    @pytest.mark.parametrize("points", [-0.01, MOST_POINTS + 0.01, float("nan"), float("inf")])
    def test_other_points_are_refused(self, graded: Gradebook, points: float) -> None:
        with pytest.raises(GradebookFault) as caught:
            graded.override("xor", "s001", by_hand(points))

        assert str(caught.value) == (
            f"{points} points cannot be given: a number from 0 to 1,000,000 is wanted."
        )

    def test_the_newest_extension_counts(self, graded: Gradebook) -> None:
        graded.record(begun(graded, late=Late(until=timedelta())), "s001", late(), "")
        assert final(graded) == 13.0

        newest = later(DUE + 2 * DAY, at=NOW + HOUR)
        for given in (newest, later(DUE + HOUR)):
            graded.extend("xor", "s001", given)

        assert (final(graded), only(graded).extension) == (15.0, newest)

    def test_a_withdrawn_extension_counts_no_more_and_is_kept(
        self, graded: Gradebook, url: str
    ) -> None:
        graded.record(begun(graded, late=Late(until=timedelta())), "s001", late(), "")
        graded.extend("xor", "s001", later(DUE + 2 * DAY))

        counts = [
            graded.withdraw_extension("xor", whose, by="dean", at=NOW)
            for whose in ("s002", "s001", "s001")
        ]

        assert (counts, final(graded), only(graded).extension) == ([0, 1, 0], 13.0, None)
        with raw(url) as engine, engine.connect() as db:
            assert db.execute(select(extensions.c.withdrawn_by)).scalar() == "dean"

    def test_nothing_is_given_in_an_assignment_that_is_not_there(self, graded: Gradebook) -> None:
        with pytest.raises(UnknownName):
            graded.extend("iris", "s001", later(DUE))


def late() -> Attempt:
    return handed_in("late", submitted_at=DUE + DAY)


class TestTogether:
    def test_all_is_kept(self, book: Gradebook) -> None:
        with book.together() as whole:
            whole.record(begun(whole), "s001", handed_in(), "")
            assert len(only(whole).attempts) == 1

        assert len(only(book).attempts) == 1

    def test_nothing_is_kept_where_it_ends_early(self, book: Gradebook) -> None:
        grading = begun(book)

        def half() -> None:
            with book.together() as whole:
                whole.record(grading, "s001", handed_in(), "")
                whole.record(grading, "nobody", handed_in(), "")

        with pytest.raises(GradebookFault):
            half()

        assert only(book).attempts == ()

    def test_a_rehearsal_shows_what_would_be_and_changes_nothing(self, book: Gradebook) -> None:
        first = book.record(begun(book), "s001", handed_in(), "")

        with book.rehearsal() as trial:
            rescoring = trial.begin(entry(), "rescore", NOW, GRADER)
            trial.record(rescoring, "s001", replace(first, criteria=criteria(0)), "")
            assert final(trial) == 13.0
            assert [one.attempt.score for one in trial.attempts("xor")] == [13.0]

        assert (final(book), len(book.history("xor", "s001"))) == (15.0, 1)


HOSTILE = {
    "quotes": "Robert'); DROP TABLE students;--\"`",
    "nul": "a\x00b",
    "emoji": "👩‍💻🏳️‍🌈",
    "surrogate": "x\udc80y",
    "terminal": "\x1b[2J\x9b31m\u202etxt",
    "percent": "%s %(name)s {0} ?:x",
}


class TestHostileTexts:
    @pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
    def test_are_names_like_others(self, book: Gradebook, name: str) -> None:
        book.enroll([Student(id=name, name=name, email=name, other_ids={"login": name})])
        grading = book.begin(entry(), "batch", NOW, GRADER)

        book.record(grading, name, handed_in(flags=(name,), source=name), name)

        (found,) = book.results("xor").results
        shown = (found.student.id, found.student.name, found.student.other_ids["login"])
        assert all(each.isprintable() or "\u200d" in each for each in shown)
        assert found.attempt is not None
        assert len(book.asked("xor")) == len(book.history("xor", name)) == 1

    def test_of_ten_thousand_letters_are_kept_apart(self, book: Gradebook) -> None:
        """No letter repeats its neighbours, or PostgreSQL could squeeze it into an index."""
        start = "".join(chr(0x4E00 + 7919 * n % 20_000) for n in range(9_999))
        grading = begun(book)
        book.enroll([Student(id=f"{start}{end}", name=start) for end in "AB"])

        for end in "AB":
            book.record(grading, f"{start}{end}", handed_in(first_step=start), start)

        found = [one for one in book.results("xor").results if one.attempt]
        assert [one.student.id for one in found] == [f"{start}A", f"{start}B"]
        assert [len(one.student.name) for one in found] == [1000, 1000]

    def test_in_rules_notes_and_decisions_are_tame(self, book: Gradebook) -> None:
        ugly = "".join(HOSTILE.values())
        grading = begun(book, title=ugly, digest=ugly)
        book.note(grading, [ugly])
        book.override("xor", "s001", replace(by_hand(1), reason=ugly, author=ugly))
        book.extend("xor", "s001", replace(later(DUE), reason=ugly, author=ugly))

        found = book.results("xor")

        told = [found.title, *found.notes, *(o.reason for o in only(book).overrides)]
        assert not any("\x00" in each or "\x1b" in each for each in told)

    @pytest.mark.parametrize(
        ("claimed", "kept"), [(LARGEST, LARGEST), (LARGEST + 1, LARGEST), (-LARGEST - 9, -LARGEST)]
    )
    def test_numbers_beyond_every_column_are_cut(
        self, book: Gradebook, claimed: int, kept: int
    ) -> None:
        place = builders.finding(place=Place(claimed if claimed > 0 else 1))

        book.record(begun(book), "s001", handed_in(parameters=claimed, findings=(place,)), "")

        counted = only(book).attempt
        assert counted is not None
        assert counted.parameters == kept


class TestTimes:
    @pytest.mark.parametrize(
        "moment",
        [
            datetime(2027, 1, 31, 23, 59, 59, 999_999, tzinfo=timezone.utc),
            datetime(2027, 10, 31, 2, 30, 0, 1, tzinfo=ZoneInfo("Europe/Berlin")),
            datetime(2027, 10, 31, 2, 30, 0, 1, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
            datetime(1969, 12, 31, 23, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
        ],
        ids="microsecond summer winter past".split(),
    )
    def test_stay_aware_and_exact(self, book: Gradebook, moment: datetime) -> None:
        grading = begun(book, at=moment, due=moment)
        book.record(grading, "s001", handed_in(submitted_at=moment, graded_at=moment), "")
        book.extend("xor", "s001", later(moment, at=moment))

        found, one = book.results("xor"), only(book)

        assert one.attempt is not None
        assert one.extension is not None
        kept = (one.attempt.submitted_at, one.attempt.graded_at, found.graded_at)
        utc = moment.astimezone(timezone.utc)
        assert [*kept, one.extension.until, one.extension.at] == [utc] * 5
        assert all(each is not None and each.tzinfo is timezone.utc for each in kept)
        assert found.due is not None
        assert (found.due.astimezone(timezone.utc), found.due.utcoffset()) == (
            utc,
            moment.utcoffset(),
        )

    def test_without_a_zone_are_refused(self, book: Gradebook, url: str) -> None:
        with pytest.raises(GradebookFault) as caught:
            book.begin(entry(), "batch", datetime(2027, 1, 31), GRADER)

        assert str(caught.value) == (
            f"{shown(address(url))} cannot be used: the database says: A gradebook wants times "
            "with a time zone, not 2027-01-31T00:00:00."
        )


class TestOpening:
    def test_again_finds_everything(self, url: str) -> None:
        with open_gradebook(url) as book:
            kept = book.record(begun(book), "s001", handed_in(), "asked")

        with open_gradebook(url, create=False) as book:
            assert (kept_of(book), book.notice) == ((kept,), "")

    def test_creates_what_the_tables_say(self, book: Gradebook, url: str) -> None:
        with raw(url) as engine, engine.connect() as db:
            assert revision(db) == "0002"
            context = MigrationContext.configure(db, opts={"version_table": VERSION_TABLE})
            assert compare_metadata(context, ALL) == []

    def test_brings_an_older_one_up_to_date(self, url: str) -> None:
        older(url)

        with open_gradebook(url) as book:
            assert book.notice.startswith(
                f"{shown(address(url))} was brought from revision 0001 to 0002."
            )
            (past,) = book.history("xor", "ada")

        assert (past.attempt.number, past.attempt.status, past.current) == (1, "crashed", True)
        with raw(url) as engine, engine.connect() as db:
            context = MigrationContext.configure(db, opts={"version_table": VERSION_TABLE})
            assert compare_metadata(context, ALL) == []

    def test_waits_for_nobody_when_there_is_nothing_to_do(
        self, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_gradebook(url).close()
        monkeypatch.setattr(_opening, "WAIT_S", 0.2)

        with raw(url) as engine, engine.connect() as other:
            lock(other)
            with open_gradebook(url) as book:
                assert book.assignments() == ()

    def test_of_a_newer_one_is_refused(self, url: str) -> None:
        open_gradebook(url).close()
        with raw(url) as engine, engine.begin() as db:
            db.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0999'"))

        with pytest.raises(GradebookFault) as caught:
            open_gradebook(url)

        assert str(caught.value) == (
            f"{shown(address(url))} was written by a newer nngrader: its tables have revision "
            "'0999', and this release knows them up to '0002'. Install the newer release; nothing "
            "was changed."
        )

    def test_of_somebody_elses_tables_is_refused_and_changes_nothing(self, url: str) -> None:
        with raw(url) as engine, engine.begin() as db:
            db.execute(text("CREATE TABLE recipes (id INTEGER)"))

        with pytest.raises(GradebookFault) as caught:
            open_gradebook(url)

        assert str(caught.value) == (
            f"{shown(address(url))} holds tables that no nngrader made, such as 'recipes'. Give a "
            "gradebook a file or a database of its own."
        )
        with raw(url) as engine, engine.connect() as db:
            assert revision(db) is None

    def test_by_many_at_once_creates_it_once(self, url: str) -> None:
        problems: list[Exception] = []
        together = threading.Barrier(4)

        def opened() -> None:
            together.wait()
            try:
                open_gradebook(url).close()
            except Exception as problem:  # noqa: BLE001 - shown below
                problems.append(problem)

        threads = [threading.Thread(target=opened) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert problems == []


def older(url: str) -> None:
    """Make a gradebook of revision 0001 with an attempt in it, as that release wrote it."""
    rows = {
        "assignments": {"id": 1, "name": "xor"},
        "gradings": {
            "id": 1,
            "assignment_id": 1,
            "kind": "batch",
            "at": "2027-02-01 08:00:00.000000",
            "grader": "nngrader 0.1.0",
            "digest": "sha256:a5",
            "entry": '{"name":"xor","title":"XOR","digest":"sha256:a5","max_score":1.0,"columns":[]}',
        },
        "students": {
            "id": 1,
            "key": "fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029",
            "student": "ada",
            "name": "Ada",
            "email": "",
            "enrolled": True,
        },
        "attempts": {
            "id": 1,
            "assignment_id": 1,
            "student_id": 1,
            "number": 1,
            "source": "ada/xor.py",
            "submission": "sha256:5b",
            "marked_late": False,
            "seen_in": 1,
        },
        "scores": {
            "id": 1,
            "attempt_id": 1,
            "grading_id": 1,
            "current": True,
            "digest": "d",
            "asked": "a",
            "evidence": "e",
            "status": "crashed",
            "first_step": "",
            "graded_at": "2027-02-01 08:00:00.000000",
            "mishap": "",
            "isolation": 3,
            "seconds": 1.0,
            "remembered": False,
        },
    }
    with raw(url) as engine, engine.begin() as db:
        command.upgrade(config(db), "0001")
        for table, row in rows.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            db.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def lock(db: Connection) -> None:
    """Keep others from writing, as a program that hangs does."""
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        db.execute(text("SELECT * FROM students FOR UPDATE"))


class TestFaults:
    def test_rules_that_cannot_be_read_are_told_until_there_are_others(
        self, book: Gradebook, url: str
    ) -> None:
        begun(book)
        with raw(url) as engine, engine.begin() as db:
            db.execute(text("UPDATE gradings SET entry = '{}'"))

        with pytest.raises(GradebookFault) as caught:
            book.results("xor")
        book.begin(entry(), "rescore", NOW, GRADER)

        assert str(caught.value) == (
            "The rules by which an assignment was graded are not as they were written (Object "
            "missing required field `name`). Run its batch again with --resume."
        )
        assert book.results("xor").title == "Teach a network XOR"

    def test_a_lock_that_lasts_is_told(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_opening, "WAIT_S", 0.2)
        with open_gradebook(url) as book:
            grading = begun(book)
            with raw(url) as engine, engine.connect() as other:
                lock(other)

                with pytest.raises(GradebookFault) as caught:
                    book.record(grading, "s001", handed_in(), "")
                assert len(book.results("xor").results) == 2  # who reads waits for nobody

            assert book.record(grading, "s001", handed_in(), "").number == 1
        assert str(caught.value) == (
            f"{shown(address(url))} cannot be used: another program writes to it and did not end "
            "within 30 seconds. Wait until that program is done, or stop it, and run this again."
        )

    @pytest.mark.sandbox
    def test_a_program_killed_while_it_records_loses_nothing_that_was_recorded(
        self, url: str
    ) -> None:
        recording = subprocess.Popen(
            [sys.executable, "-c", RECORDS_FOR_EVER, url],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert recording.stdout is not None
        told = [int(recording.stdout.readline()) for _ in range(30)]
        os.kill(recording.pid, signal.SIGKILL)
        told += [int(line) for line in recording.stdout]
        recording.wait()
        recording.stdout.close()

        with open_gradebook(url, create=False) as book:
            found = only(book).attempts

        assert told == list(range(1, len(told) + 1))
        assert len(found) in (len(told), len(told) + 1)  # the last may be kept and not told
        assert all(one.score == 15.0 and one.flags == ("Look.",) for one in found)


@pytest.mark.sandbox
class TestAServer:
    def test_that_refuses_a_password_does_not_show_it(self, postgresql_server: str) -> None:
        url = make_url(postgresql_server).set(password="hunter2-and-more")

        with pytest.raises(GradebookFault) as caught:
            open_gradebook(url.render_as_string(hide_password=False))

        told = str(caught.value)
        assert "password authentication failed" in told
        assert not any("hunter2" in each for each in (told, repr(caught.value.__cause__)))

    def test_is_written_down_without_its_password(self, postgresql: str) -> None:
        with open_gradebook(postgresql) as book:
            assert str(make_url(postgresql).password) not in repr(book)

    def test_is_asked_by_an_address_without_its_password(
        self, postgresql: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bare = without_password(postgresql)
        monkeypatch.setenv("PGPASSWORD", str(make_url(postgresql).password))

        open_gradebook(bare).close()

        assert str(make_url(postgresql).password) not in bare

    def test_without_such_a_schema_is_told(self, postgresql: str) -> None:
        url = make_url(postgresql).update_query_dict({"options": "-csearch_path=nowhere"})

        with pytest.raises(GradebookFault) as caught:
            open_gradebook(url.render_as_string(hide_password=False))

        assert "no schema has been selected to create in" in str(caught.value)


RECORDS_FOR_EVER = """
import sys
from nngrader.gradebook import open_gradebook
from tests.gradebook.kept import begun, handed_in

book = open_gradebook(sys.argv[1])
grading = begun(book)
number = 0
while True:
    kept = book.record(grading, "s001", handed_in(str(number), flags=("Look.",)), "")
    number = kept.number
    print(number, flush=True)
"""
