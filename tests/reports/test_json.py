"""The report for machines keeps its format."""

import json
from copy import deepcopy
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from nngrader.evidence import Evidence, Mishap, Trial
from nngrader.reports.json import render
from nngrader.results import Standing
from tests import builders

SCHEMA = json.loads(files("nngrader.reports").joinpath("schema.json").read_text("utf-8"))
OUTCOMES: dict[str, Evidence | Mishap] = {
    "perfect": builders.evidence(),
    "iris": builders.iris_evidence(),
    "mnist": builders.mnist_evidence(),
    "untouched": builders.untouched(),
    "crashed": builders.crash(),
    "timed out": builders.mishap(),
    "cut": builders.evidence(runs=(builders.run(cut="time", asked=300, judged=150),)),
    "trained by fit": builders.evidence(runs=(builders.run(engine="fit", why_fit="so"),)),
    "remembered": builders.evidence(runs=(builders.run(remembered=True),)),
    "never compiled": builders.evidence(model=builders.model(loss=None, optimizer=None)),
    "nothing captured": builders.mishap(
        "syntax_error", captured=builders.untouched(unfinished=(), blanks={}, versions={})
    ),
}


def _document(report: Any = None) -> Any:
    return json.loads(render(builders.report() if report is None else report))


def test_the_schema_itself_is_one() -> None:
    """A schema with a slip in it would accept anything."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_every_kind_of_report_keeps_the_schema(outcome: Evidence | Mishap) -> None:
    """Whatever happened to the submission, a reader finds the same keys."""
    report = builders.report(outcome, findings=(builders.finding(), builders.finding(place=None)))

    jsonschema.validate(_document(report), SCHEMA)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 2),
        ("status", "fine"),
        ("isolation", 9),
        ("surprise", 1),
        ("criteria", [{}]),
        ("advisory", "no"),
    ],
)
def test_the_schema_refuses_what_is_not_in_the_format(key: str, value: object) -> None:
    """The failing twin: a validator that accepts everything would pass the test above."""
    broken = {**deepcopy(_document()), key: value}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("remembered", None),
        ("asked_epochs", -1),
        ("judged_epoch", 1.5),
        ("cut", "patience"),
        ("engine", "jax"),
        ("why_fit", None),
        ("surprise", 1),
    ],
)
def test_the_schema_refuses_a_training_that_is_not_in_the_format(key: str, value: object) -> None:
    broken = deepcopy(_document())
    broken["training"][0][key] = value

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


@pytest.mark.parametrize(
    "key",
    ["remembered", "seconds", "asked_epochs", "judged_epoch", "cut", "engine", "why_fit"],
)
def test_the_schema_misses_what_a_training_does_not_say(key: str) -> None:
    broken = deepcopy(_document())
    del broken["training"][0][key]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


@pytest.mark.parametrize("arrays", [None, {"x": 1}, ["x"]], ids=str)
def test_the_schema_refuses_digests_that_are_none(arrays: object) -> None:
    broken = deepcopy(_document())
    broken["reproduce"]["arrays"] = arrays

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


@pytest.mark.parametrize("key", ["submission", "assignment"])
@pytest.mark.parametrize("digest", [None, "5b5b", "sha256:5B", "md5:" + "0" * 64], ids=str)
def test_the_schema_refuses_an_origin_that_is_no_digest(key: str, digest: object) -> None:
    """The small report names both; a hand-in that could not be read has none."""
    broken = deepcopy(_document())
    broken["reproduce"][key] = digest

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)

    broken["reproduce"][key] = ""
    jsonschema.validate(broken, SCHEMA)


@pytest.mark.parametrize("advisory", [True, False])
def test_a_report_always_says_whether_it_is_advisory(advisory: bool) -> None:
    document = _document(builders.report(advisory=advisory))

    jsonschema.validate(document, SCHEMA)
    assert document["advisory"] is advisory


def test_a_training_that_was_cut_is_told_in_numbers() -> None:
    run = builders.run(
        3,
        epochs=40,
        asked=300,
        judged=31,
        cut="epochs",
        engine="fit",
        why_fit="so",
        remembered=True,
    )

    (told,) = _document(builders.report(builders.evidence(runs=(run,))))["training"]

    assert told == {
        "seed": 3,
        "epochs": 40,
        "accuracy": 1.0,
        "remembered": True,
        "seconds": 2.1,
        "asked_epochs": 300,
        "judged_epoch": 31,
        "cut": "epochs",
        "engine": "fit",
        "why_fit": "so",
    }


def test_without_a_fit_no_array_is_named() -> None:
    """The small report names two."""
    assert _document(builders.report(builders.untouched()))["reproduce"]["arrays"] == {}


def test_the_whole_document_of_a_small_report() -> None:
    """Every key in its order, every value in its form."""
    report = builders.report(
        builders.evidence(runs=(builders.run(),)),
        criteria=(builders.criterion(),),
        findings=(builders.finding(),),
        first_step="Do.",
        notes=("Note.",),
    )

    assert render(report) == (files("tests.reports") / "small_report.json").read_text("utf-8")


def test_a_finding_without_a_place_has_neither_line_nor_cell() -> None:
    """Null, not 0: there is no line 0."""
    found = _document(builders.report(findings=(builders.finding(place=None),)))["findings"][0]

    assert (found["line"], found["cell"]) == (None, None)


def test_a_mishap_carries_its_name_sentence_and_place() -> None:
    """In a notebook, the line is counted inside its cell."""
    document = _document(builders.report(builders.mishap()))

    assert document["status"] == "timed_out"
    assert document["mishap"] == {
        "name": "timed_out",
        "message": "Your code did not finish within 60 seconds.",
        "line": 7,
        "cell": 3,
    }


def test_a_covered_criterion_is_in_it_with_its_visibility() -> None:
    """Who passes the file on decides what a student sees."""
    covered = builders.criterion("Secret", visibility="hidden")

    criterion = _document(builders.report(criteria=(covered,)))["criteria"][0]

    assert (criterion["title"], criterion["visibility"]) == ("Secret", "hidden")


def test_hostile_text_is_harmless_and_short() -> None:
    """A teacher prints this file in a terminal."""
    document = _document(builders.report(student="eve\x1b[2J\u202e" + "x" * 10_000_000))

    assert document["student"].startswith("evexxx")
    assert len(document["student"]) == 1000


def test_the_same_report_gives_the_same_bytes() -> None:
    """Versions come in any order from the worker, and leave sorted."""
    one = builders.evidence(versions={"b": "2", "a": "1"})
    other = builders.evidence(versions={"a": "1", "b": "2"})

    assert render(builders.report(one)) == render(builders.report(other))


def test_a_value_that_json_does_not_know_is_refused() -> None:
    """NaN in a grade is a fault of ours; better no file than one no parser reads."""
    broken = builders.criterion(points=float("nan"))

    with pytest.raises(ValueError, match="Out of range float values"):
        render(builders.report(criteria=(broken,)))


def test_what_a_gradebook_makes_of_a_score_is_told_beside_it() -> None:
    late = Standing(
        raw=15.0, adjusted=14.0, penalty=1.5, final=12.5, max_score=15.0, because="Late."
    )

    document = json.loads(render(builders.report(), late))

    jsonschema.validate(document, SCHEMA)
    assert document["score"] == 15.0
    assert document["standing"] == {
        "adjusted": 14.0,
        "penalty": 1.5,
        "final": 12.5,
        "late_s": None,
        "because": "Late.",
    }


def _found(trials: tuple[Trial, ...]) -> Any:
    evidence = builders.evidence(trials=trials)
    document = _document(builders.report(evidence, findings=(builders.finding(),)))
    jsonschema.validate(document, SCHEMA)
    return document["findings"][0]


def test_a_finding_carries_its_stages_and_what_was_tried() -> None:
    """The histories are drawn on the page, and left out here."""
    found = _found((builders.trial(),))

    assert found["look"] == "Count the units of the last layer."
    assert found["concept"] == "softmax"
    assert found["confirmed_by"] == "Read off what the program does."
    assert found["trial"] == {
        "change": "smaller-steps",
        "seed": 0,
        "epochs": 200,
        "reached": 0.5,
        "reaches": 1.0,
        "confirms": True,
    }


def test_a_finding_for_which_nothing_was_tried_has_no_trial() -> None:
    assert _found((builders.trial(rule="another-rule"),))["trial"] is None
