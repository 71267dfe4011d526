"""PrairieLearn's results.json."""

from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from tests import class_builders as classes
from tests.exporters.formats import document

TEXT = {"type": "string"}
TEST = {
    **dict.fromkeys(("name", "description", "message", "output"), TEXT),
    **{name: {"type": "number", "minimum": 0} for name in ("points", "max_points")},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["gradable", "score"],
    "properties": {
        "gradable": {"type": "boolean"},
        "format_errors": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "message": TEXT,
        "output": TEXT,
        "images": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": TEST,
                "required": list(TEST),
            },
        },
    },
}


def told(somebody: Any) -> Any:
    found = document("prairielearn", classes.results(results=(somebody,)))
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.parametrize("number", range(1, 30))
def test_everybody_s_file_is_as_prairielearn_wants_it(number: int) -> None:
    somebody = classes.realistic(30).results[number]
    if somebody.attempt is not None:
        assert len(str(told(somebody)).encode()) < 1 << 20


def test_the_score_is_a_share_and_tests_have_their_points() -> None:
    found = told(classes.result(1, classes.attempt(criteria=classes.criteria(2))))

    assert (found["gradable"], found["score"]) == (True, 0.8)
    assert found["tests"][2] == {
        "name": "The network has a hidden layer",
        "description": "",
        "points": 0.0,
        "max_points": 3.0,
        "message": "1 hidden layer: Dense, 16 units, relu.",
        "output": "",
    }


def test_more_than_all_points_are_all() -> None:
    made = classes.result(1)
    assert made.standing is not None

    assert told(replace(made, standing=replace(made.standing, final=16.0)))["score"] == 1.0


@pytest.mark.parametrize("status", ["unreadable", "rejected", "syntax_error", "grader_fault"])
def test_what_could_not_be_run_costs_no_attempt(status: Any) -> None:
    nothing = classes.attempt(
        status=status, criteria=classes.criteria(0, 1, 2, 3, 4, 5), mishap="It is a PDF."
    )

    found = told(classes.result(1, nothing))

    assert (found["gradable"], found["score"], found["tests"]) == (False, 0.0, [])
    assert found["format_errors"] == ["It is a PDF."]


@pytest.mark.parametrize("status", ["crashed", "timed_out", "no_model"])
def test_what_ran_and_failed_does(status: Any) -> None:
    nothing = classes.attempt(status=status, criteria=classes.criteria(0, 1, 2, 3, 4, 5))

    assert told(classes.result(1, nothing))["gradable"] is True
