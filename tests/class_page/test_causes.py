"""What is behind lost points: named as the rules name it, counted once per student."""

from dataclasses import replace

import pytest

from nngrader.class_page._causes import causes_of, first_cause, sentence_of, stopped_of
from nngrader.class_page._people import Person
from nngrader.rooms import names
from tests import builders
from tests import class_builders as built

ALIGNED, PIXELS = built.finding("labels-not-aligned"), built.finding("unscaled-inputs")


def test_a_cause_names_who_has_it_and_where_to_read_on() -> None:
    has = built.attempt(findings=(ALIGNED,), page="s001")

    (cause,) = causes_of([built.result(1, has), built.result(2)])

    assert cause.sentence == "Rows and labels were mixed differently"
    assert cause.people == (Person("Émile Zola", "reports/s001.html"),)
    assert (cause.key, cause.count) == ("labels-not-aligned", 1)
    assert cause.weight == "keeps it from working"


def test_the_most_frequent_cause_comes_first_and_says_how_often_it_is_the_first_to_mend() -> None:
    both = built.attempt(findings=(ALIGNED, PIXELS))
    one = built.attempt(findings=(PIXELS,))

    pixels, aligned = causes_of([built.result(1, both), built.result(2, one)])

    assert (pixels.key, pixels.count) == ("unscaled-inputs", 2)
    assert pixels.weight == "costs a lot; for 1 the first thing to mend"
    assert (aligned.key, aligned.weight) == ("labels-not-aligned", "keeps it from working")


def test_a_student_with_one_mistake_at_five_places_is_one_student() -> None:
    often = built.attempt(findings=(PIXELS,) * 5)

    (cause,) = causes_of([built.result(1, often)])

    assert cause.count == 1


def test_only_the_attempt_that_counts_is_looked_at() -> None:
    first, second = built.attempt(findings=(PIXELS,)), built.attempt(number=2)

    assert causes_of([built.result(1, first, second)]) == ()
    assert causes_of([built.result(1, first, second, counted=1)])[0].count == 1


@pytest.mark.parametrize("rule", names("nngrader.rules"))
def test_every_rule_has_a_sentence_without_a_full_stop(rule: str) -> None:
    sentence = sentence_of(rule)

    assert sentence[0].isupper() or sentence[0] == "`"
    assert not sentence.endswith(".")
    assert "\n" not in sentence


def test_a_rule_that_is_gone_is_still_named() -> None:
    assert sentence_of("sleepy-relu") == "Sleepy relu"


def test_what_stopped_is_told_with_its_own_sentence() -> None:
    stopped = built.attempt(status="timed_out", mishap="It did not finish within 90 seconds.")

    missing, timed_out = sorted(
        stopped_of([built.result(1, stopped), built.result(2), built.missing(3)]),
        key=lambda group: group.key,
    )

    assert timed_out.sentence == "The code ran out of time"
    assert timed_out.people[0].detail == "It did not finish within 90 seconds."
    assert missing.sentence == "Nothing was handed in"
    assert missing.people == (Person("Øyvind Ødegaard", ""),)


@pytest.mark.parametrize(
    ("attempt", "cause"),
    [
        (built.attempt(findings=(PIXELS, ALIGNED)), "The inputs are large numbers"),
        (built.attempt(status="crashed"), "The code stopped with an error"),
        (
            built.attempt(status="crashed", findings=(ALIGNED,)),
            "Rows and labels were mixed differently",
        ),
        (built.attempt(criteria=built.criteria(3, 4)), "One sigmoid unit answers yes or no"),
        (built.attempt(), ""),
    ],
    ids=["finding", "mishap", "both", "criterion", "nothing"],
)
def test_the_first_cause_is_the_most_telling_one(attempt: object, cause: str) -> None:
    assert first_cause(built.result(1, attempt)) == cause  # type: ignore[arg-type]


def test_the_gravest_rank_that_was_given_counts() -> None:
    mild = replace(builders.finding(), severity="info")
    grave = replace(builders.finding(), severity="major")
    shared = [
        built.result(1, built.attempt(findings=(mild,))),
        built.result(2, built.attempt(findings=(grave,))),
    ]

    assert causes_of(shared)[0].weight == "costs a lot"
