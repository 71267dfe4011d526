"""Gradescope's results.json."""

from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from nngrader.grades import Visibility
from tests import builders
from tests import class_builders as classes
from tests.exporters.formats import document, exported

#: After https://gradescope-autograders.readthedocs.io, as an oracle.
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": {"$ref": "#/$defs/test"}},
        "leaderboard": {"type": "array"},
    },
    "$defs": {
        "test": {
            "type": "object",
            "additionalProperties": False,
            "required": ["score", "max_score", "name"],
            "properties": {
                "score": {"type": "number"},
                "max_score": {"type": "number"},
                "status": {"enum": ["passed", "failed"]},
                "name": {"type": "string"},
                "name_format": FORMAT,
                "number": {"type": "string"},
                "output": {"type": "string"},
                "output_format": FORMAT,
                "tags": {"type": "array", "items": {"type": "string"}},
                "visibility": VISIBILITY,
                "extra_data": {"type": "object"},
            },
        }
    },
}


@pytest.mark.parametrize("number", range(1, 30))
def test_everybody_s_file_is_as_gradescope_wants_it(number: int) -> None:
    somebody = classes.realistic(30).results[number]
    if somebody.attempt is not None:
        jsonschema.validate(document("gradescope", classes.results(results=(somebody,))), SCHEMA)


def test_a_late_hand_in_is_told_as_it_counts() -> None:
    lost = classes.attempt(
        criteria=classes.criteria(2), first_step="The network has a hidden layer: add one."
    )
    late = classes.result(1, lost)
    assert late.standing is not None
    late = replace(
        late,
        standing=replace(late.standing, final=10.5, penalty=1.5, because="1 day late: 1.5 points."),
    )

    told = document("gradescope", classes.results(results=(late,)))

    assert told["score"] == 10.5
    assert told["output"] == (
        "10.5 of 15 points. 1 day late: 1.5 points. The network has a hidden layer: add one."
    )
    assert told["extra_data"] == {
        "raw_score": 12.0,
        "late_penalty": 1.5,
        "max_score": 15.0,
        "attempt": 1,
    }
    assert told["tests"][2] == {
        "name": "The network has a hidden layer",
        "number": "3",
        "score": 0.0,
        "max_score": 3.0,
        "status": "failed",
        "output": "1 hidden layer: Dense, 16 units, relu.",
        "visibility": "visible",
    }


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("visible", "visible"),
        ("after_due", "after_due_date"),
        ("after_publish", "after_published"),
        ("hidden", "hidden"),
    ],
)
def test_visibility_is_that_of_gradescope(ours: Visibility, theirs: str) -> None:
    criterion = builders.criterion("Secret", points=1.0, visibility=ours)
    made = classes.result(1, classes.attempt(criteria=(criterion,), first_step="Secret: do it."))

    told = document("gradescope", classes.results(results=(made,)))

    assert told["tests"][0]["visibility"] == theirs
    assert ("Secret" in told["output"]) == (ours == "visible")


def test_a_fault_of_the_grader_has_no_score() -> None:
    fault = classes.attempt(
        status="grader_fault",
        criteria=classes.criteria(0, 1, 2, 3, 4, 5),
        mishap="The worker broke.",
        first_step="",
    )

    told = document("gradescope", classes.results(results=(classes.result(1, fault),)))

    assert "score" not in told
    assert "tests" not in told
    assert told["output"] == "The worker broke."


def test_one_student_has_a_file_and_several_have_folders() -> None:
    assert set(exported("gradescope", classes.results(1)).files) == {"results.json"}
    assert set(exported("gradescope", classes.results(2)).files) == {
        "s001/results.json",
        "s002/results.json",
    }


def test_who_handed_in_nothing_has_no_folder_and_is_told() -> None:
    made = exported("gradescope", classes.results(results=(classes.result(1), classes.missing(2))))

    assert set(made.files) == {"s001/results.json"}
    assert made.notes == (
        "Nothing was handed in by Grace Hopper (s002); there is no file of theirs.",
    )
