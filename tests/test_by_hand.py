"""Decisions of a teacher: kept with their reason, shown apart from the rubric, taken back in the open."""

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from nngrader.by_hand import Decision, NotDecided, extend, moment, override, withdraw
from nngrader.cli import main
from nngrader.errors import NngraderError
from nngrader.gradebook import open_gradebook
from tests.courses import Course, graded_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return graded_course(tmp_path)


def decision(out: Path, student: str = "ada", reason: str = "Shown at the desk.") -> Decision:
    return Decision(out=out, student=student, reason=reason, author="prof")


def test_points_for_one_criterion_count_and_are_told(course: Course) -> None:
    told = override(decision(course.out), 4, "It learns all four rows")

    assert told == (
        "ada: 7 of 8 points. “It learns all four rows” has 4 points instead of 0 by hand "
        "(prof: Shown at the desk.)."
    )
    assert course.finals() == {"ada": 7.0, "alan": 8.0}


def test_points_for_the_whole_count(course: Course) -> None:
    override(decision(course.out), 6.5)

    assert course.finals()["ada"] == 6.5


def test_the_report_shows_them_apart_from_the_rubric(course: Course) -> None:
    override(decision(course.out), 6.5)

    report = course.report("ada")
    assert (report["score"], report["standing"]["final"]) == (3.0, 6.5)  # type: ignore[index]
    page = (course.out / "reports" / "ada.html").read_text()
    assert "What counts" in page
    assert "What counts" not in (course.out / "reports" / "alan.html").read_text()


def test_they_can_be_taken_back(course: Course) -> None:
    override(decision(course.out), 6.5)

    told = withdraw(decision(course.out))

    assert told == "ada: 3 of 8 points."
    assert course.finals()["ada"] == 3.0
    assert course.report("ada")["standing"]["because"] == ""  # type: ignore[index]


def test_what_was_not_given_cannot_be_taken_back(course: Course) -> None:
    with pytest.raises(NotDecided) as caught:
        withdraw(decision(course.out))

    assert str(caught.value) == "'ada' has no points given by hand for the score as a whole."


def test_a_decision_needs_its_reason(course: Course) -> None:
    with pytest.raises(NotDecided) as caught:
        override(decision(course.out, reason="  "), 5)

    assert str(caught.value) == "A decision needs its reason: somebody will ask."
    assert course.finals()["ada"] == 3.0


def test_nobody_of_that_name_is_told_with_the_nearest(course: Course) -> None:
    with pytest.raises(NngraderError) as caught:
        override(decision(course.out, "adaa"), 5)

    assert str(caught.value) == "The gradebook has no student 'adaa'. Did you mean 'ada'?"


def test_an_extension_is_kept_with_reason_and_author(course: Course) -> None:
    until = datetime(2027, 2, 3, tzinfo=timezone.utc)

    extend(decision(course.out, reason="Was ill."), until)

    with open_gradebook(str(course.out / "gradebook.db")) as book:
        found = next(r for r in book.results("own").results if r.student.id == "ada").extension
    assert found is not None
    assert (found.until, found.reason, found.author) == (until, "Was ill.", "prof")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tomorrow", "'tomorrow' is no date."),
        ("2027-02-03T23:59", "'2027-02-03T23:59' does not say in which time zone."),
    ],
)
def test_a_date_without_its_zone_is_no_date(text: str, problem: str) -> None:
    with pytest.raises(NotDecided) as caught:
        moment(text)

    wanted = "A date with time and zone was wanted, such as 2027-02-03T23:59+01:00."
    assert str(caught.value) == f"{problem} {wanted}"


class TestCommands:
    def said(self, *words: object) -> tuple[int, str]:
        done = CliRunner().invoke(main, [str(word) for word in words])
        return done.exit_code, done.output

    def test_override_and_withdraw(self, course: Course) -> None:
        code, said = self.said("override", course.out, "ada", 6.5, "--reason", "Asked.")
        assert (code, said.startswith("ada: 6.5 of 8 points.")) == (0, True)

        code, said = self.said("override", course.out, "ada", "--withdraw", "--reason", "Wrong.")
        assert (code, said) == (0, "ada: 3 of 8 points.\n")

    @pytest.mark.parametrize("words", [(), ("5", "--withdraw")])
    def test_points_or_withdraw(self, course: Course, words: tuple[str, ...]) -> None:
        code, said = self.said("override", course.out, "ada", *words, "--reason", "r")

        assert code == 2
        assert said.splitlines()[-1] == "Error: Give POINTS, or --withdraw."

    def test_extend(self, course: Course) -> None:
        until = "2027-02-03T23:59+01:00"

        code, said = self.said("extend", course.out, "ada", until, "--reason", "Ill.")

        assert (code, said) == (0, "ada: 3 of 8 points.\n")

    def test_history_of_decisions_lies_in_the_gradebook(self, course: Course) -> None:
        self.said("override", course.out, "ada", 6.5, "--reason", "Asked.", "--author", "prof")

        with open_gradebook(str(course.out / "gradebook.db")) as book:
            given = next(r for r in book.results("own").results if r.student.id == "ada").overrides
        assert [(one.points, one.reason, one.author) for one in given] == [(6.5, "Asked.", "prof")]

    def test_rescore_says_and_asks(self, course: Course) -> None:
        course.change("worth(2,", "worth(4,")

        done = CliRunner().invoke(main, ["rescore", str(course.out)], input="n\n")

        assert done.exit_code == 0
        assert done.output.splitlines()[-2:] == [
            "Write these scores? [y/N]: n",
            "Nothing was written.",
        ]
        assert json.loads((course.out / "reports" / "ada.json").read_text())["max_score"] == 8.0

    def test_rescore_yes_writes(self, course: Course) -> None:
        course.change("worth(2,", "worth(4,")

        code, said = self.said("rescore", course.out, "--yes")

        assert code == 0
        assert said.splitlines()[-1] == "Written. The old scores are kept in the gradebook."
        assert course.finals() == {"ada": 5.0, "alan": 10.0}

    def test_export_says_what_it_wrote(self, course: Course) -> None:
        code, said = self.said("export", "csv", course.out, course.folder / "table.csv")

        assert code == 0
        assert str(course.folder / "table.csv") in said
        assert (course.folder / "table.csv").is_file()

    def test_a_folder_that_no_batch_wrote_is_a_sentence(self, tmp_path: Path) -> None:
        code, said = self.said("rescore", tmp_path)

        assert (code, said) == (
            2,
            f"Error: {tmp_path} holds no batch.json: give the folder that `nngrader batch` wrote.\n",
        )


def test_who_handed_in_nothing_can_have_more_time(course: Course) -> None:
    from nngrader.results import Student

    with open_gradebook(str(course.out / "gradebook.db")) as book:
        book.enroll([Student(id="grace", enrolled=False)])

    told = extend(decision(course.out, "grace"), datetime(2027, 2, 3, tzinfo=timezone.utc))

    assert told == "grace: nothing handed in yet."


def test_an_assignment_that_was_moved_is_named_once(course: Course) -> None:
    moved = course.folder / "elsewhere" / "own"
    moved.parent.mkdir()
    (course.folder / "own").rename(moved)
    course.rescore(assignment=str(moved))

    override(decision(course.out), 6.5)

    assert course.finals()["ada"] == 6.5


def test_a_page_says_what_the_gradebook_says_also_after_the_assignment_was_changed(
    course: Course,
) -> None:
    course.change("worth(2,", "worth(4,")

    override(decision(course.out), 6.5)

    assert (course.report("ada")["score"], course.report("ada")["max_score"]) == (3.0, 8.0)
