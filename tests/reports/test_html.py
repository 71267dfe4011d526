"""The page of one student is complete, safe and sensible, whatever happened."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from nngrader.evidence import Evidence, KerasWarning, Mishap, Place, StageError
from nngrader.grades import Explained, LayerRow
from nngrader.reports.html import render
from nngrader.results import Standing
from tests import builders
from tests.reports.reading import read

NAN_SURFACE = replace(builders.surface(), values=(float("nan"),) * 41**2)
OUTCOMES: dict[str, Evidence | Mishap] = {
    "perfect": builders.evidence(),
    "iris": builders.iris_evidence(),
    "mnist": builders.mnist_evidence(),
    "untouched": builders.untouched(),
    "crashed": builders.crash(),
    "timed out": builders.mishap(),
    "unreadable": builders.mishap(
        "unreadable", captured=builders.untouched(unfinished=(), versions={}), place=None
    ),
    "late error": builders.evidence(runs=(), error=StageError("train", "NameError", "plt", None)),
    "never compiled": builders.evidence(runs=(), model=builders.model(loss=None, optimizer=None)),
    "never finite": builders.evidence(
        runs=(builders.run(history={"loss": (None, None)}, epochs=2, surface=NAN_SURFACE),)
    ),
    "one epoch": builders.evidence(runs=(builders.run(history={"loss": (0.5,)}, epochs=1),)),
    "self-reported": builders.evidence(runs=(), self_reported="a Lambda layer", stand_in=True),
    "no answers": builders.iris_evidence(runs=(builders.run(answers=(), surface=None),)),
}

FULL_POINTS = "Every criterion has full points: nothing to mend."


#: A report without pictures: what most promises are about, and quick to render.
BARE = builders.evidence(runs=())


def _page(outcome: Evidence | Mishap = BARE, **changes: Any) -> str:
    return render(builders.report(outcome, **{"findings": (), **changes}))


def _text(outcome: Evidence | Mishap = BARE, **changes: Any) -> str:
    return read(_page(outcome, **changes)).text


@cache
def _page_of(name: str) -> str:
    return _page(OUTCOMES[name], findings=(builders.finding(),), first_step="Do this.")


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_page_stands_alone_and_is_well_formed(name: str) -> None:
    """Nothing to load, nothing to run, ids once each, everything pointed to is there."""
    page = _page_of(name)
    reading = read(page)

    assert reading.faults == []
    assert "script" not in reading.tags
    assert "link" not in reading.tags
    assert all(address.startswith("data:image/png;base64,") for address in reading.addresses)
    assert not re.search(r"url\((?!#)|@import", page)
    assert sorted(set(reading.ids)) == sorted(reading.ids)
    assert set(reading.pointers) <= set(reading.ids)
    assert '<html lang="en">' in page
    assert len(page.encode()) < 400_000


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_page_says_score_first_step_and_how_to_run_it_again(name: str) -> None:
    """What a student looks for is on every page."""
    text = read(_page_of(name)).text

    assert re.search(r"s07 [\d.]+ of 15 points", text)
    assert "Do this." in text
    assert "pytest --grade xor.py" in text


def test_reading_notices_a_page_that_is_broken() -> None:
    """The failing twin of the promises above."""
    reading = read(
        '<p id="a"><b></p><p id="a"><img src="https://cdn.example/x.png"><script></script>'
    )

    assert reading.faults == ["p"]
    assert reading.ids == ["a", "a"]
    assert reading.addresses == ["https://cdn.example/x.png"]
    assert "script" in reading.tags


def test_the_same_report_gives_the_same_page() -> None:
    """No date, no random ids: two runs can be compared."""
    report = builders.report(builders.evidence(runs=(builders.run(),)))

    assert render(report) == render(report)


def test_a_lost_criterion_says_what_was_found_what_to_think_about_and_why() -> None:
    """Points and state stand beside it in words."""
    lost = builders.criterion(
        "It bends", points=0.5, because="It has 0 bends.", hint="Where?", why="Lines are straight."
    )

    assert (
        "In part It bends It has 0 bends. Think about: Where? "
        "Why it matters: Lines are straight. 0.5 of 2 points"
    ) in _text(criteria=(lost,), first_step="x").replace("◐ ", "")


@pytest.mark.parametrize(
    ("points", "state"), [(2.0, "✓ Done"), (0.01, "◐ In part"), (0.0, "○ Not yet")]
)
def test_the_state_of_a_criterion_is_a_word(points: float, state: str) -> None:
    """Colour is never the only sign."""
    assert f"{state} It bends" in _text(criteria=(builders.criterion("It bends", points=points),))


def test_full_points_leave_nothing_to_fix() -> None:
    """The twin of the next test."""
    text = _text(criteria=(builders.criterion(),), first_step=FULL_POINTS)

    assert "Full points" in text
    assert "Fix this first" not in text


def test_lost_points_are_opened_with_the_one_thing_to_fix() -> None:
    """The step stands before the criteria."""
    text = _text(criteria=(builders.criterion(points=0.0),), first_step="Add `Dense`.")

    assert text.index("Fix this first Add Dense .") < text.index("Where your points come from")


def test_a_mishap_that_is_the_first_step_is_said_once() -> None:
    """The same sentence in two boxes would read like two problems."""
    text = _text(builders.mishap(), findings=(), criteria=())

    assert "Fix this first: The code ran out of time" in text
    assert text.count("Your code did not finish within 60 seconds.") == 1


def test_a_fault_of_the_grader_is_not_the_students_to_fix() -> None:
    """It is said, and nobody is told to mend it."""
    text = _text(builders.mishap("grader_fault"), findings=(), criteria=())

    assert "The grader itself failed, not your code" in text
    assert "Fix this first" not in text


@pytest.mark.parametrize("visibility", ["after_due", "after_publish", "hidden"])
def test_a_covered_criterion_does_not_show(visibility: str) -> None:
    """Neither its sentence nor its reason, hint or points; the total counts it."""
    covered = builders.criterion(
        "Secret", points=0.25, because="ReasonX", hint="HintX", why="WhyX", visibility=visibility
    )
    page = _page(criteria=(covered,), first_step="Secret: ReasonX HintX")

    assert not re.search("Secret|ReasonX|HintX|WhyX", page)
    assert "1 further criterion, worth 2 points, is shown later." in page
    assert "<strong>0.25</strong> of 2 points" in page


def test_a_visible_criterion_shows() -> None:
    """The twin of the test above."""
    shown = builders.criterion("Secret", because="ReasonX")

    assert "Secret ReasonX" in _text(criteria=(shown,))


def test_differences_between_layers_are_said_in_words() -> None:
    """Each row has its verdict."""
    rows = (
        LayerRow("Flatten", "", ""),
        LayerRow("Dense, 2 units, relu", "Dense, any number of units, any activation", ""),
        LayerRow("Dense, 1 unit, relu", "Dense, 1 unit, sigmoid", "relu instead of sigmoid"),
    )
    text = _text(layers=rows)

    assert "1 Flatten your choice Free to choose" in text
    assert "2 Dense, 2 units, relu Dense, any number of units, any activation As asked" in text
    assert "3 Dense, 1 unit, relu Dense, 1 unit, sigmoid Differs: relu instead of sigmoid" in text


def test_a_finding_tells_weight_place_and_where_to_read_more() -> None:
    """Severity is a phrase, not a colour."""
    assert (
        "Keeps it from working line 31 The output has 1 unit with softmax, so every answer is 1. "
        "Read off what the program does. "
        "A question: What does softmax share out when there is only one unit? "
        "Where to look Count the units of the last layer. The idea behind it Softmax Softmax turns"
    ) in _text(findings=(builders.finding(),))


def test_a_warning_is_explained_beside_keras_words() -> None:
    """First the meaning, then the original to look up."""
    warning = Explained("Do not pass an `input_shape`", "Harmless.", Place(22))

    assert "Harmless. line 22 The warning itself Do not pass an `input_shape`" in _text(
        warnings=(warning,)
    )


def test_a_page_without_warnings_has_no_section_for_them() -> None:
    """The twin of the test above."""
    assert "Warnings that Keras raised" not in _text(warnings=())


def test_digits_are_shown_with_what_was_answered() -> None:
    """The picture has a text of its own."""
    page = render(builders.report(builders.mnist_evidence()))

    assert 'alt="A handwritten 4"' in page
    assert "is 4, answered 9, 97 % sure" in page
    assert page.count("data:image/png;base64,") == 2


def test_self_reported_results_are_marked() -> None:
    """A reader must know what rests on the student's own process."""
    marked = builders.criterion(self_reported=True)

    assert "Self-reported: this rests on what your own code said" in _text(criteria=(marked,))
    assert "Self-reported" not in _text(criteria=(builders.criterion(),))


HOSTILE = (
    "</code><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[31m\u202e`**_" + "A" * 9999
)


def test_hostile_text_is_shown_and_does_nothing() -> None:
    """Wherever a student's text can appear, it appears escaped, tame and cut."""
    ill = builders.evidence(
        student=HOSTILE,
        output=(HOSTILE + "\n") * 500,
        model=builders.model(
            layers=(builders.layer(type=HOSTILE, activation=HOSTILE),) * 100, metrics=(HOSTILE,)
        ),
        runs=(builders.run(history={HOSTILE: (1.0,), "loss": (0.5, None)}, error=HOSTILE),),
        warnings=tuple(KerasWarning("W", f"{n}{HOSTILE}", Place(1)) for n in range(100)),
        error=StageError("train", HOSTILE, HOSTILE, Place(1)),
        versions={HOSTILE: HOSTILE},
    )
    found = builders.finding(message=HOSTILE, hint=HOSTILE, rule=HOSTILE)
    lost = builders.criterion(HOSTILE, because=HOSTILE, hint=HOSTILE, why=HOSTILE, points=1.0)
    report = builders.report(
        ill, findings=(found,) * 50, criteria=(lost,), first_step=HOSTILE, notes=(HOSTILE,)
    )

    page = render(report)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert read(page).faults == []
    assert len(page.encode()) < 400_000


def test_names_between_backticks_are_set_as_code() -> None:
    """A lone backtick is only a backtick."""
    page = _page(notes=("Fill in `train`.", "5` of <rain>"))

    assert "Fill in <code>train</code>." in page
    assert "5` of &lt;rain&gt;" in page


LOOP = "one compiled loop, which gives the weights of Keras's fit to the bit"


@pytest.mark.parametrize(
    ("engines", "told"),
    [
        (("loop", "loop"), f"Trained by {LOOP} keras"),
        (("fit",), "Trained by Keras's fit itself keras"),
        (("fit", "loop"), f"Trained by {LOOP} and Keras's fit itself keras"),
    ],
)
def test_what_trained_the_network_is_said_with_how_to_run_it_again(
    engines: tuple[str, ...], told: str
) -> None:
    """Before the versions, of which Keras is the first."""
    runs = tuple(builders.run(seed, engine=name) for seed, name in enumerate(engines))

    assert told in _text(builders.evidence(runs=runs)).replace("`", "")


def test_a_self_reported_network_was_trained_by_the_students_code() -> None:
    """Even where that called `fit`."""
    runs = (builders.run(engine="fit", self_reported=True),)

    assert "Trained by your own code keras" in _text(builders.evidence(runs=runs))


def test_nothing_trained_needs_no_engine() -> None:
    """The twin of the test above."""
    assert "Trained by" not in _text()


def test_what_fit_was_given_is_named_by_its_digest() -> None:
    """Beside the digest of the rows."""
    assert (
        "Seed 0 The code sha256:5b5b5b5b5b5b The assignment sha256:a5a5a5a5a5a5 "
        "Rows sha256:4f0c x given to fit blake2b:x y given to fit blake2b:y Your code ran"
        in _text()
    )


def test_without_a_fit_no_digest_is_named() -> None:
    """The twin of the test above."""
    assert "given to fit" not in _text(builders.untouched())


def test_what_is_not_known_of_the_origin_is_left_out() -> None:
    """A hand-in that could not be read has no digest."""
    known = builders.report().reproduction
    page = _page(reproduction=replace(known, submission="", assignment=""))

    assert "Seed 0 Rows sha256:4f0c" in read(page).text


LATE = Standing(
    raw=15.0,
    adjusted=14.0,
    penalty=1.5,
    final=12.5,
    max_score=15.0,
    late_s=90_000.0,
    because="Handed in 1 day 1 hour late: 1.5 points off <b>here</b>.",
)


def test_what_counts_is_shown_apart_from_the_rubric() -> None:
    text = read(render(builders.report(BARE), LATE)).text

    assert "12.5 of 15 count" in text
    assert "What counts Handed in 1 day 1 hour late: 1.5 points off <b>here</b>." in text
    assert (
        "By the rubric 15 With points given by hand 14 Taken off for lateness 1.5 Counts 12.5"
        in text
    )


@pytest.mark.parametrize("standing", [None, replace(LATE, because="")])
def test_a_score_that_simply_counts_says_nothing_more(standing: Standing | None) -> None:
    assert "What counts" not in read(render(builders.report(BARE), standing)).text


def test_rows_that_say_nothing_are_left_out() -> None:
    by_hand = replace(LATE, penalty=0.0, final=14.0)

    assert (
        "By the rubric 15 With points given by hand 14 Counts 14"
        in read(render(builders.report(BARE), by_hand)).text
    )
