"""A covered criterion stays covered, and what stopped the code is said."""

from nngrader.evidence import Place, StageError
from nngrader.grades import GradeReport
from nngrader.reports._shown import Stopped, first_step, shown_later, stopped
from tests import builders

LOST = builders.criterion("Open", points=0.0, because="It is 3.", hint="Why 3?")
COVERED = builders.criterion("Secret", points=0.0, because="It is 7.", visibility="hidden")


def _report(*criteria: object, step: str = "") -> GradeReport:
    return builders.report(criteria=criteria, first_step=step, findings=())


def test_nothing_is_announced_when_all_is_visible() -> None:
    """No criterion covered, no sentence."""
    assert shown_later(_report(LOST)) == ""


def test_one_covered_criterion_is_announced_with_its_points_only() -> None:
    """The sentence names neither title nor result."""
    assert shown_later(_report(LOST, COVERED)) == (
        "1 further criterion, worth 2 points, is shown later."
    )


def test_several_covered_criteria_are_announced_together() -> None:
    """Every visibility but "visible" covers."""
    after = builders.criterion("After", visibility="after_due", max_points=1.5)

    assert shown_later(_report(COVERED, after)) == (
        "2 further criteria, worth 3.5 points, are shown later."
    )


def test_a_first_step_about_something_visible_is_kept() -> None:
    """The twin of the next test."""
    report = _report(COVERED, LOST, step="Open: It is 3. Why 3?")

    assert first_step(report) == "Open: It is 3. Why 3?"


def test_a_first_step_about_something_covered_gives_way_to_the_next() -> None:
    """The grading may have picked a hidden criterion; the page may not say so."""
    report = _report(COVERED, LOST, step="Secret: It is 7.")

    assert first_step(report) == "Open: It is 3. Why 3?"


def test_a_covered_first_step_with_nothing_else_lost_says_no_more_than_that() -> None:
    """Nothing visible is left to fix."""
    report = _report(COVERED, step="Secret: It is 7.")

    assert first_step(report) == "Every criterion shown here has full points."


def test_code_that_ran_to_its_end_was_not_stopped() -> None:
    """A healthy submission has no such section."""
    assert stopped(builders.report()) is None


def test_a_mishap_is_said_with_its_place() -> None:
    """The sentence is the mishap's own."""
    assert stopped(builders.report(builders.mishap())) == Stopped(
        "The code ran out of time",
        "Your code did not finish within 60 seconds.",
        "cell 3, line 7",
        "",
    )


def test_a_crash_says_what_python_said() -> None:
    """The student needs the exception's own words to look them up."""
    what = stopped(builders.report(builders.crash()))

    assert what is not None
    assert what.python_said == "ValueError: could not convert string to float"


def test_what_the_sentence_says_already_is_not_said_twice() -> None:
    """Some mishaps quote Python in their message."""
    quoting = builders.crash(message="ValueError: could not convert string to float.")
    what = stopped(builders.report(quoting))

    assert what is not None
    assert what.python_said == ""


def test_an_error_after_training_is_said_although_the_work_was_graded() -> None:
    """A script that dies after `fit` still has its network."""
    late = StageError("train", "NameError", "name 'plt' is not defined", Place(40))

    assert stopped(builders.report(builders.evidence(error=late))) == Stopped(
        "The code stopped with an error",
        "`train` stopped with NameError. What came before it was graded.",
        "line 40",
        "NameError: name 'plt' is not defined",
    )
