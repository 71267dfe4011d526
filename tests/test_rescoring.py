"""A class judged again from what is stored: nothing runs, everything is shown before it is written."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from nngrader import by_hand
from nngrader.assignments import open_assignment
from nngrader.batch import entry_of
from nngrader.gradebook import open_gradebook
from nngrader.rescoring import Changed, OtherAssignment, Wanted, rescore
from tests.courses import Course, graded_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return graded_course(tmp_path)


def test_nothing_changed_changes_nothing(course: Course) -> None:
    assert course.rescore()

    assert course.said[0].startswith("2 attempts judged again in ")
    assert course.said[1:] == [
        "Students: 0 gain, 0 lose, 2 keep their score.",
        "Written. The old scores are kept in the gradebook.",
    ]
    assert course.executor.examined == []


@pytest.mark.parametrize(
    ("old", "new", "finals"),
    [
        ("worth(2,", "worth(4,", {"ada": 5.0, "alan": 10.0}),
        ("at_least=1.0, margin=0", "at_least=0.75, margin=0", {"ada": 8.0, "alan": 8.0}),
        ("mean_squared_error", "binary_crossentropy", {"ada": 2.0, "alan": 7.0}),
    ],
    ids=["points", "a threshold", "another loss"],
)
def test_a_change_of_the_rubric_is_judged_from_what_is_stored(
    course: Course, old: str, new: str, finals: dict[str, float]
) -> None:
    course.change(old, new)

    assert course.rescore()

    assert course.finals() == finals
    assert course.executor.examined == []


def test_what_changes_is_told_before_it_is_written(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")

    course.rescore()

    assert course.said[1:] == [
        "It learns all four rows: in full 1 -> 2 of 2, mean 2.50 -> 5.00 points",
        "Students: 1 gain, 0 lose, 1 keep their score.",
        "  ada: 3 -> 8  (It learns all four rows: 0 -> 5)",
        "Written. The old scores are kept in the gradebook.",
    ]
    assert course.questions == ["Write these scores?"]


def test_without_a_yes_nothing_is_written(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")
    before = course.report("ada")

    assert not course.rescore(yes=False)

    assert course.said[-1] == "Nothing was written."
    assert course.finals() == {"ada": 3.0, "alan": 8.0}
    assert course.report("ada") == before


def test_a_dry_run_asks_nothing_and_writes_nothing(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")

    assert not course.rescore(dry_run=True)

    assert course.questions == []
    assert course.finals() == {"ada": 3.0, "alan": 8.0}


def test_agreed_to_beforehand_nothing_is_asked(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")

    assert course.rescore(agreed=True)

    assert course.questions == []
    assert course.finals() == {"ada": 8.0, "alan": 8.0}


def test_a_dry_run_writes_nothing_even_if_that_was_agreed_to(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")

    assert not course.rescore(agreed=True, dry_run=True)

    assert course.finals() == {"ada": 3.0, "alan": 8.0}


def test_old_scores_are_kept_as_history(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")
    course.rescore()

    with open_gradebook(str(course.out / "gradebook.db")) as book:
        found = book.history("own", "ada")

    assert [(past.attempt.score, past.kind, past.current) for past in found] == [
        (3.0, "batch", False),
        (8.0, "rescore", True),
    ]
    assert found[0].digest != found[1].digest


def test_reports_and_pages_follow(course: Course) -> None:
    course.change("at_least=1.0", "at_least=0.75")
    course.rescore()

    assert course.report("ada")["score"] == 8.0
    assert "\nada,,,yes,graded,8.0," in (course.out / "gradebook.csv").read_text("utf-8-sig")


def test_points_given_by_hand_outlast_it(course: Course) -> None:
    decision = by_hand.Decision(out=course.out, student="ada", reason="Shown at the desk.")
    by_hand.override(decision, 2.5, "It learns all four rows")
    assert course.finals()["ada"] == 5.5

    course.change("worth(2,", "worth(4,")
    course.rescore()

    assert course.finals()["ada"] == 7.5


def test_a_late_policy_is_recomputed_without_any_hand_in(course: Course) -> None:
    course.change(
        "    rubric=(",
        "    due=datetime(2027, 1, 30, 12, tzinfo=timezone.utc),\n"
        "    late=Late(per_day=0.25),\n    rubric=(",
    )

    course.rescore()

    assert {result.standing.penalty for result in course.results().values() if result.standing} == {
        2.0
    }
    assert "lateness: -0 -> -2" in " ".join(course.said)


class TestProbes:
    """Some questions were never asked of a network, because the old rubric did not want them."""

    def test_a_missing_training_is_named_and_only_that_hand_in_runs(self, course: Course) -> None:
        course.change("accuracy(at_least=1.0, margin=0)", "accuracy(at_least=1.0, on_seeds=2)")

        assert course.rescore()

        assert course.said[1:3] == [
            "1 hand-in lacks what the assignment asks for now, and did not ask for then:",
            "  a training with seed 1: 1 hand-in",
        ]
        assert course.questions == ["Run only these now?", "Write these scores?"]
        assert course.executor.examined == ["alan"]

    def test_it_does_not_run_when_that_is_not_wanted(self, course: Course) -> None:
        course.change("accuracy(at_least=1.0, margin=0)", "accuracy(at_least=1.0, on_seeds=2)")

        assert course.rescore(probe=False)

        assert course.executor.examined == []
        assert course.questions == ["Write these scores?"]

    def test_an_answer_of_the_code_is_named_and_asked(self, course: Course) -> None:
        (course.folder / "own" / "test_more.py").write_text(
            "import numpy as np, pytest\n"
            "@pytest.mark.points(1)\n"
            "def test_rows(submission):\n"
            "    submission.call('preprocess', np.zeros(1))\n"
        )

        assert course.rescore()

        assert course.said[2] == "  an answer of `preprocess`: 2 hand-ins"
        assert sorted(course.executor.called) == ["preprocess", "preprocess"]
        assert course.finals() == {"ada": 3.0, "alan": 8.0}
        assert {result.standing.max_score for result in course.results().values()} == {9.0}  # type: ignore[union-attr]

    @pytest.mark.parametrize(("probe", "examined"), [(None, []), (True, ["alan"])])
    def test_agreeing_to_write_is_not_agreeing_to_run(
        self, course: Course, probe: bool | None, examined: list[str]
    ) -> None:
        course.change("accuracy(at_least=1.0, margin=0)", "accuracy(at_least=1.0, on_seeds=2)")

        course.rescore(agreed=True, probe=probe)

        assert course.executor.examined == examined
        assert course.questions == []
        assert ("Not run; --probe runs it." in course.said) is (probe is None)

    def test_other_rows_are_another_question(self, course: Course) -> None:
        course.change(
            "from nngrader.datasets import xor", "from nngrader.datasets import iris as xor"
        )

        course.rescore(probe=False, dry_run=True)

        assert course.said[2] == (
            "  everything, on the rows that the assignment has now: 2 hand-ins"
        )


def test_a_lost_record_keeps_its_score_and_is_told(course: Course) -> None:
    for path in (course.out / "evidence").rglob("*.record"):
        path.unlink()
    course.change("worth(2,", "worth(4,")

    course.rescore()

    told = sorted(course.said[:2])
    assert [line.split(":")[0] for line in told] == ["ada", "alan"]
    assert told[0].endswith(
        ".record is gone; run the batch again with --resume. Its score stays as it is."
    )
    assert course.finals() == {"ada": 3.0, "alan": 8.0}


def test_another_assignment_is_refused(course: Course) -> None:
    with pytest.raises(OtherAssignment) as caught:
        course.rescore(assignment="xor")

    assert str(caught.value) == (
        "The batch graded 'own'; --assignment names 'xor', and evidence on one says nothing about "
        "the other."
    )


def test_judging_is_quick(course: Course) -> None:
    """A thousand take at most 15 seconds; twenty of each two, on a busy machine, are far below."""
    begun = time.process_time()
    for _ in range(5):
        course.rescore(dry_run=True)

    assert time.process_time() - begun < 5 * 0.5


def test_what_was_graded_meanwhile_is_not_written_over(course: Course) -> None:
    def graded_meanwhile(question: str) -> bool:
        with open_gradebook(str(course.out / "gradebook.db")) as book:
            stored = next(book.attempts("own"))
            again = replace(stored.attempt, evidence="f" * 64, status="crashed")
            grading = book.begin(entry_of(open_assignment(opened)), "batch", again.graded_at, "")
            book.record(grading, stored.student_id, again, "other")
        return True

    opened = str(course.folder / "own")
    course.change("worth(2,", "worth(4,")

    with pytest.raises(Changed) as caught:
        rescore(Wanted(out=course.out), course.said.append, graded_meanwhile)

    assert str(caught.value) == (
        "Hand-ins were graded meanwhile, by a batch. Nothing was written; rescore again."
    )
    assert sorted(result.status for result in course.results().values()) == ["crashed", "graded"]


def test_a_penalty_that_is_gone_leaves_the_page(course: Course) -> None:
    late = (
        "    due=datetime(2027, 1, 30, 12, tzinfo=timezone.utc),\n"
        "    late=Late(per_day=0.25),\n    rubric=("
    )
    course.change("    rubric=(", late)
    course.rescore()
    page = course.out / "reports" / "ada.html"
    assert "What counts" in page.read_text()

    course.change(late, "    rubric=(")
    course.rescore()

    assert "What counts" not in page.read_text()
