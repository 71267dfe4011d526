"""The terminal shows the report in short form."""

from dataclasses import replace

from nngrader.grades import GradeReport
from nngrader.reports.text import render
from tests import builders


def _text(report: GradeReport, width: int = 80) -> str:
    return render(report, width=width, report_path="graded/s07.html")


def test_a_perfect_hand_in_is_one_line_per_criterion() -> None:
    """Nothing is explained that was not lost."""
    assert (
        _text(builders.report())
        == """\
Teach a network XOR: s07
  2/2  The segments become numbers
  1/1  Loyal and not loyal become 1 and 0
  3/3  The network has a hidden layer
  2/2  One sigmoid unit answers yes or no
  2/2  The loss fits and Adam turns the knobs
  5/5  It learns all four segments on two seeds of three
Score: 15 of 15 points
First: Every criterion has full points: nothing to mend.
Report: graded/s07.html
"""
    )


def test_a_lost_criterion_says_why_and_what_to_think_about() -> None:
    """Partial points, nothing, and self-reported stand in one column."""
    report = builders.report(
        criteria=(
            builders.criterion("Half right", points=0.67, because="2 of 3.", hint="Which one?"),
            builders.criterion("Not yet", points=0.0, because="It is 0."),
            builders.criterion("On trust", self_reported=True),
        ),
        first_step="Half right: 2 of 3. Which one?",
        notes=("The rows are a stand-in: digits of scikit-learn.",),
    )

    assert (
        _text(report)
        == """\
Teach a network XOR: s07
Note: The rows are a stand-in: digits of scikit-learn.
  0.67/2  Half right
          2 of 3. Which one?
     0/2  Not yet
          It is 0.
     2/2  On trust (self-reported)
Score: 2.67 of 6 points
First: Half right: 2 of 3. Which one?
Report: graded/s07.html
"""
    )


def test_an_untouched_starter_is_told_where_to_begin() -> None:
    """The same reason is not repeated line after line."""
    assert (
        _text(builders.report(builders.untouched(), findings=()))
        == """\
Teach a network XOR: s07
  0/2  The segments become numbers
       `preprocess` still holds its blank (line 12). Fill in `preprocess` and
       run the grader again.
  0/1  Loyal and not loyal become 1 and 0
       As above.
  0/3  The network has a hidden layer
       `build_model` still holds its blank (line 24). Fill in `build_model` and
       run the grader again.
  0/2  One sigmoid unit answers yes or no
       As above.
  0/2  The loss fits and Adam turns the knobs
       As above.
  0/5  It learns all four segments on two seeds of three
       `preprocess` still holds its blank (line 12). Fill in `preprocess` and
       run the grader again.
Score: 0 of 15 points
First: 3 blanks are left to fill in. Begin with `preprocess` (line 12): replace
       `raise NotImplementedError` by your own code, then run the grader again.
Report: graded/s07.html
"""
    )


def test_a_mishap_is_said_before_the_points_with_its_place() -> None:
    """Heading, place, sentence, and Python's own words."""
    report = builders.report(builders.crash(), criteria=(), first_step="Mend it.")

    assert (
        _text(report)
        == """\
Teach a network XOR: s07
The code stopped with an error (cell 3, line 7): `preprocess` stopped with a
ValueError. ValueError: could not convert string to float
Score: 0 of 0 points
First: Mend it.
Report: graded/s07.html
"""
    )


def test_a_covered_criterion_counts_but_is_not_said() -> None:
    """The score stays the total."""
    covered = builders.criterion("Secret", points=0.0, because="7", visibility="after_publish")
    report = builders.report(criteria=(builders.criterion("Open"), covered), first_step="Secret: 7")

    assert (
        _text(report)
        == """\
Teach a network XOR: s07
  2/2  Open
       1 further criterion, worth 2 points, is shown later.
Score: 2 of 4 points
First: Every criterion shown here has full points.
Report: graded/s07.html
"""
    )


def test_a_student_cannot_forge_a_line_or_colour_the_terminal() -> None:
    """Line breaks and escapes in a name are gone before the name is printed."""
    forged = _text(builders.report(student="eve\x1b[2J\nScore: 15 of 15 points", criteria=()))

    assert forged.splitlines()[:2] == [
        "Teach a network XOR: eve Score: 15 of 15 points",
        "Score: 0 of 0 points",
    ]


def test_no_line_is_wider_than_asked_but_the_path() -> None:
    """A path is there to be copied, so it stays in one piece."""
    path = "graded/" + "x" * 60 + ".html"
    *lines, last = render(
        builders.report(builders.crash()), width=44, report_path=path
    ).splitlines()

    assert max(map(len, lines)) <= 44
    assert last == f"Report: {path}"


CAUSE = builders.finding()
ASKED = f"{CAUSE.message} {CAUSE.hint}"


def test_the_question_is_followed_by_where_to_look() -> None:
    """The second stage of the hint; the third is for the page."""
    shown = _text(builders.report(criteria=(), findings=(CAUSE,), first_step=ASKED))

    assert (
        shown
        == """\
Teach a network XOR: s07
Score: 0 of 0 points
First: The output has 1 unit with softmax, so every answer is 1. What does
       softmax share out when there is only one unit?
Look: Count the units of the last layer.
Report: graded/s07.html
"""
    )


def test_a_first_step_that_no_rule_asks_has_no_place_to_look() -> None:
    assert "Look:" not in _text(builders.report(findings=(CAUSE,), first_step="Mend it."))


def test_a_rule_without_a_place_names_none() -> None:
    bare = replace(CAUSE, look="")

    assert "Look:" not in _text(builders.report(findings=(bare,), first_step=ASKED))
