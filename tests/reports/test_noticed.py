"""What the rules noticed: one cause first, hints in stages, and what was tried beside it."""

from dataclasses import replace
from typing import Any

import pytest

from nngrader.evidence import Trial
from nngrader.findings import Finding, first_cause
from nngrader.reports._page.noticed import Noticed, noticed_of
from nngrader.reports.html import render
from tests import builders
from tests.reports.reading import read

KNOWN = builders.finding()
GUESS = builders.finding(rule="learning-rate-too-high", severity="major", confirmed_by="")
SMALL = builders.finding(rule="unscaled-inputs", severity="minor")


def noticed(*findings: Finding, trials: tuple[Trial, ...] = (), **changes: Any) -> Noticed:
    """The first of some findings, as the page shows it."""
    evidence = builders.evidence(runs=(), trials=trials)
    found = noticed_of(builders.report(evidence, findings=findings, **changes), str)
    assert found is not None
    return found.first


def page(*findings: Finding, trials: tuple[Trial, ...] = (), **changes: Any) -> str:
    evidence = builders.evidence(runs=(), trials=trials)
    return render(builders.report(evidence, findings=findings, **changes))


def test_the_first_confirmed_serious_cause_comes_first() -> None:
    assert first_cause((GUESS, KNOWN, SMALL)) is KNOWN


def test_a_serious_guess_comes_before_a_confirmed_trifle() -> None:
    assert first_cause((GUESS, SMALL)) is GUESS


def test_without_findings_there_is_no_cause_and_no_section() -> None:
    assert first_cause(()) is None
    assert "What we noticed" not in read(page()).text


def test_all_others_are_folded_in_their_order() -> None:
    text = read(page(GUESS, KNOWN, SMALL)).text

    first, _, more = text.partition("More (2)")
    assert "nngrader explain softmax-on-one-unit" in first
    assert "learning-rate-too-high" not in first
    assert more.index("learning-rate-too-high") < more.index("unscaled-inputs")


def test_one_finding_folds_nothing() -> None:
    assert "More (" not in page(KNOWN)


def test_only_the_question_is_shown_at_once() -> None:
    """Two folds lie within one another: where to look, and in it the idea."""
    shown = page(KNOWN)
    section = shown[shown.index('<h2 id="noticed">') : shown.index('<section aria-labelledby="net')]
    question, _, folded = section.partition('<details class="stage">')

    assert "What does softmax share out when there is only one unit?" in question
    assert "Count the units of the last layer." in folded.partition('<details class="stage">')[0]
    assert "Softmax turns a list of scores" in folded.partition('<details class="stage">')[2]
    assert "<details open" not in section


def test_a_confirmed_cause_says_how_it_is_known() -> None:
    found = noticed(KNOWN)

    assert (found.weight, found.known) == (
        "Keeps it from working",
        "Read off what the program does.",
    )


def test_a_guess_is_called_one() -> None:
    found = noticed(GUESS)

    assert (found.weight, found.known) == ("Possible cause: Costs a lot", "")


def test_a_guess_that_was_tried_in_vain_says_so() -> None:
    tried = builders.trial(rule=GUESS.rule, confirms=False, reached=0.5, reaches=0.52)
    found = noticed(GUESS, trials=(tried,))

    assert found.weight == "Unlikely cause"
    assert found.known == (
        "Tried: with steps of a tenth of the size it reaches 0.52 instead of 0.5, so the cause lies "
        "elsewhere."
    )


def test_two_curves_show_what_the_change_made() -> None:
    before, after = noticed(KNOWN, trials=(builders.trial(),)).tried

    assert before.caption == "As it is"
    assert after.caption == "With steps of a tenth of the size"
    assert "As it is: loss from 0.9 to 0.8 in 4 epochs</title>" in before.picture
    assert (
        "With steps of a tenth of the size: loss from 0.7 to 0.1 in 4 epochs</title>"
        in after.picture
    )


def test_both_curves_have_the_same_axes() -> None:
    """Else a small loss would look like a large one."""
    before, after = noticed(KNOWN, trials=(builders.trial(),)).tried
    alone = noticed(KNOWN, trials=(builders.trial(before={"loss": (0.1, 0.7)}),)).tried[1]

    assert _upright(before.picture) == _upright(after.picture)
    assert _upright(after.picture) != _upright(alone.picture)


def _upright(picture: str) -> list[str]:
    """The numbers beside the upright axis."""
    return [part.partition("<")[0] for part in picture.split('text-anchor="end">')[1:]]


def test_a_trial_of_another_rule_is_not_shown() -> None:
    assert noticed(KNOWN, trials=(builders.trial(rule=SMALL.rule),)).tried == ()


HISTORIES = {"loss": (0.9, 0.8), "accuracy": (0.5, 0.6)}


@pytest.mark.parametrize(
    ("change", "measure"), [("smaller-steps", "loss"), ("log-loss", "accuracy")]
)
def test_another_loss_is_not_compared_with_the_first(change: str, measure: str) -> None:
    trial = builders.trial(change=change, before=HISTORIES, after=HISTORIES)

    assert f": {measure} from" in noticed(KNOWN, trials=(trial,)).tried[0].picture


@pytest.mark.parametrize(
    "history", [{}, {"loss": ()}, {"loss": (None, None)}], ids=["none", "empty", "not finite"]
)
def test_what_cannot_be_drawn_is_left_out(history: dict[str, tuple[None, ...]]) -> None:
    trial = builders.trial(before=history)

    assert noticed(KNOWN, trials=(trial,)).tried == ()


def test_a_page_with_curves_is_well_formed() -> None:
    """The ids of all pictures differ, though two findings of one rule show the same trial."""
    reading = read(page(KNOWN, KNOWN, trials=(builders.trial(),)))

    assert reading.faults == []
    assert sorted(set(reading.ids)) == sorted(reading.ids)


def test_a_lesson_is_named_where_nobody_knows_its_address() -> None:
    found = noticed(KNOWN).idea

    assert found is not None
    assert (found.lesson, found.address) == ("xor", "")
    assert (
        "In the lesson xor (README.md), under “Where to look when you are stuck”."
        in read(page(KNOWN)).text
    )


def test_a_lesson_is_a_link_where_the_assignment_names_its_address() -> None:
    lesson = "https://github.com/you/course/blob/main/xor/README.md"

    assert (
        f'In the lesson: <a href="{lesson}#where-to-look-when-you-are-stuck">'
        "Where to look when you are stuck</a>"
    ) in page(KNOWN, lesson=lesson)


def test_the_address_of_one_assignment_is_no_address_of_anothers_lesson() -> None:
    found = noticed(KNOWN, lesson="https://example.org/x", assignment="boston").idea

    assert found is not None
    assert (found.lesson, found.address) == ("iris", "")


@pytest.mark.parametrize("name", ["", "a-page-that-is-gone"])
def test_a_finding_without_a_page_shows_no_idea(name: str) -> None:
    """A stored finding may name a page of another nngrader."""
    one = replace(KNOWN, concept=name)

    assert noticed(one).idea is None
    assert "The idea behind it" not in page(one)


def test_an_idea_without_a_place_to_look_is_folded_by_itself() -> None:
    assert page(replace(KNOWN, look="")).count('<details class="stage">') == 1


def test_hostile_words_stay_words() -> None:
    bad = '<script>alert("x")</script>'
    one = replace(KNOWN, message=bad, hint=bad, look=bad, confirmed_by=bad)

    assert "<script" not in page(one)
    assert read(page(one)).text.count(bad) == 4
