"""What holds for all formats: one score everywhere, nothing hidden, nothing hostile."""

import json
from dataclasses import replace
from importlib import import_module

import pytest

from nngrader import rooms
from nngrader.exporters import Exported, NotExported
from nngrader.grades import Visibility
from nngrader.results import Override, Results
from tests import builders
from tests import class_builders as classes
from tests.exporters import formats
from tests.exporters.formats import READ, ROOM, exported

#: All but the site, which passes on pages and no scores.
FORMATS = tuple(sorted(READ))
WHOLE_POINTS = ("classroom50", "github")
#: What a student gets to see, or may get to see, of the files.
SEEN_BY_STUDENTS = ("classroom50", "coursera", "github", "junit", "moodle", "prairielearn")
EVERYBODY = (*FORMATS, "site")


def texts(made: Exported) -> str:
    """All that was made, in one text; base64 is decoded and JSON is not escaped."""
    told = []
    for name, content in made.files.items():
        text = content if isinstance(content, str) else content.decode()
        told.append(
            json.dumps(formats.github(text), ensure_ascii=False)
            if name.endswith("txt") and "robots" not in name
            else text
        )
    return "\n".join([*told, *made.beside.values(), *made.outputs.values(), *made.notes])


def odd_class() -> Results:
    """Late ones, points by hand, a crash, a fault of ours, somebody missing."""
    late = classes.result(2)
    assert late.standing is not None
    by_hand = classes.result(3)
    crashed = classes.attempt(
        page="s004", status="crashed", criteria=classes.criteria(3, 4, 5), mishap="`train` stopped."
    )
    fault = classes.attempt(
        page="s005",
        status="grader_fault",
        criteria=classes.criteria(0, 1, 2, 3, 4, 5),
        mishap="We failed.",
    )
    partly = classes.attempt(page="s007", criteria=classes.criteria(5, all_but=0.5))
    return classes.results(
        results=classes.in_order(
            (
                classes.result(1),
                replace(
                    late,
                    standing=replace(
                        late.standing, penalty=3.0, final=12.0, because="2 days late."
                    ),
                ),
                replace(
                    by_hand,
                    overrides=(
                        Override(points=13, reason="Explained.", author="prof", at=classes.GRADED),
                    ),
                    standing=classes.standing(by_hand.attempts[0], adjusted=13.0, final=13.0),
                ),
                classes.result(4, crashed),
                classes.result(5, fault),
                classes.missing(6),
                classes.result(7, partly),
            )
        )
    )


def test_a_format_is_a_file_with_a_docstring_and_export() -> None:
    assert rooms.names(ROOM) == tuple(sorted(EVERYBODY))
    for name in rooms.names(ROOM):
        module = import_module(f"{ROOM}.{name}")
        assert module.__doc__
        assert module.export.__doc__


@pytest.mark.parametrize("kind", [f for f in FORMATS if f not in WHOLE_POINTS])
def test_every_format_tells_the_same_scores(kind: str) -> None:
    found = formats.shares(kind, odd_class())

    expected = {"s001": 15, "s002": 12, "s003": 13, "s004": 6, "s007": 12.5}
    assert found.pop("s005", 0.0) == 0.0  # where a format must have a score, it is none
    assert found == pytest.approx({who: points / 15 for who, points in expected.items()}, abs=1e-9)


@pytest.mark.parametrize("kind", WHOLE_POINTS)
def test_whole_points_are_the_same_but_for_rounding(kind: str) -> None:
    found = formats.shares(kind, odd_class())

    assert {who: round(15 * share) for who, share in found.items()} == {
        "s001": 15, "s002": 12, "s003": 13, "s004": 6, "s007": 13,
    }  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
def test_a_realistic_class_has_the_same_scores_in_every_format(kind: str) -> None:
    made = classes.realistic(120)

    found = formats.shares(kind, made)

    expected = {
        r.student.id: r.standing.final / r.standing.max_score for r in made.results if r.standing
    }
    within = 0.5 / 15 if kind in WHOLE_POINTS else 1e-9
    assert found == pytest.approx(expected, abs=within)


@pytest.mark.parametrize("kind", [f for f in FORMATS if f not in ("canvas", "moodle")])
def test_a_class_without_anybody_is_exported(kind: str) -> None:
    assert isinstance(exported(kind, classes.results(0)), Exported)


@pytest.mark.parametrize("kind", ["canvas", "moodle"])
def test_filling_needs_a_file(kind: str) -> None:
    with pytest.raises(NotExported, match=r"Say which file to fill: --into FILE, the grad"):
        exported(kind, classes.results(1), into=None)


def hidden_class(visibility: Visibility) -> Results:
    """One student who lost a criterion that is not to be seen; everything would tell it."""
    secret = builders.criterion(
        "SECRET title", points=0.0, max_points=3.0, because="SECRET reason.", hint="SECRET hint?",
        visibility=visibility,
    )  # fmt: skip
    attempt = classes.attempt(
        page="s001",
        criteria=(*classes.criteria(), secret),
        first_step="SECRET title: SECRET reason. SECRET hint?",
    )
    made = classes.result(1, attempt)
    assert made.standing is not None
    told = replace(
        made.standing,
        final=14.0,
        adjusted=16.0,
        penalty=2.0,
        because="SECRET title: 1 point by hand.",
    )
    over = Override(
        points=1, reason="SECRET", author="prof", at=classes.GRADED, criterion="SECRET title"
    )
    made = replace(made, standing=told, overrides=(over,))
    columns = (
        *classes.columns(),
        replace(classes.columns()[0], title="SECRET title", visibility=visibility),
    )
    return classes.results(results=(made,), criteria=columns, max_score=18.0)


@pytest.mark.parametrize("visibility", ["after_due", "after_publish", "hidden"])
@pytest.mark.parametrize("kind", SEEN_BY_STUDENTS)
def test_what_is_hidden_reaches_no_student(kind: str, visibility: Visibility) -> None:
    assert "SECRET" not in texts(exported(kind, hidden_class(visibility)))


@pytest.mark.parametrize("kind", SEEN_BY_STUDENTS)
def test_the_same_criterion_is_told_when_it_is_visible(kind: str) -> None:
    assert "SECRET" in texts(exported(kind, hidden_class("visible")))


@pytest.mark.parametrize("kind", ["classroom50", "coursera", "github", "junit", "prairielearn"])
def test_hidden_criteria_are_one_line_shown_later(kind: str) -> None:
    assert texts(exported(kind, hidden_class("hidden"))).count("Shown later") >= 1


HOSTILE = "=cmd|' /C calc'!A0;+1\x1b[2J\x1b]0;x\x07\u202e</p><script>alert(1)</script>\n| # ![x](y) \"q\",\r\x00\ud800"


def hostile_class() -> Results:
    evil = builders.criterion(HOSTILE, points=1.0, because=HOSTILE, hint=HOSTILE)
    attempt = classes.attempt(
        page="s001",
        status="crashed",
        criteria=(evil, evil),
        first_step=HOSTILE,
        mishap=HOSTILE,
        flags=(HOSTILE,),
    )
    made = classes.result(1, attempt, student=classes.student(1, name=HOSTILE, email=HOSTILE))
    column = replace(classes.columns()[0], title=HOSTILE)
    return classes.results(
        results=(replace(made, notes=(HOSTILE,)), classes.result(2)),
        criteria=(column, column),
        max_score=4.0,
    )


@pytest.mark.parametrize("kind", [f for f in EVERYBODY if f not in ("canvas", "moodle")])
def test_hostile_texts_act_nowhere(kind: str) -> None:
    told = texts(exported(kind, hostile_class()))

    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\x00" not in told
    told.encode()


@pytest.mark.parametrize("kind", ["csv", "nbgrader"])
def test_no_cell_of_ours_is_computed(kind: str) -> None:
    for row in formats.table(formats.content(exported(kind, hostile_class()))):
        for cell in row.values():
            for part in cell.split(";"):
                assert not part.lstrip(" '\"").startswith(("=", "+", "-", "@")) or part.lstrip(
                    ' "'
                ).startswith("'")


@pytest.mark.parametrize("kind", EVERYBODY)
def test_exporting_twice_gives_the_same(kind: str) -> None:
    made = odd_class()
    names = iter(f"{n:048x}" for n in range(100))
    again = iter(f"{n:048x}" for n in range(100))

    first = exported(kind, made, folder_name=lambda: next(names))

    assert exported(kind, made, folder_name=lambda: next(again)) == first
