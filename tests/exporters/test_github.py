"""The result of a step that GitHub Classroom's reporter reads."""

from typing import Any

import jsonschema
import pytest

from tests import class_builders as classes
from tests.exporters.formats import exported, github

TEXT = {"type": "string"}
TEST = {
    "name": TEXT,
    "status": {"enum": ["pass", "fail", "error"]},
    "message": TEXT,
    "test_code": TEXT,
    "task_id": {"type": "integer"},
    "filename": TEXT,
    "line_no": {"type": "integer"},
    "duration": {"type": "number"},
    "score": {"type": "integer", "minimum": 0},
    "output": {"type": "string", "maxLength": 500},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "status", "max_score", "tests"],
    "properties": {
        "version": {"const": 3},
        "status": {"enum": ["pass", "fail", "error"]},
        "message": TEXT,
        "max_score": {"type": "integer", "minimum": 0},
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
    """The result, decoded, of the only student; the step's output is the same."""
    made = exported("github", classes.results(results=(somebody,)))
    text = made.files["result.txt"]
    assert isinstance(text, str)
    assert made.outputs == {"result": text.strip()}
    assert text.count("\n") == 1
    found = github(text)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.parametrize("number", range(1, 30))
def test_everybody_s_result_is_as_the_reporter_reads_it(number: int) -> None:
    somebody = classes.realistic(30).results[number]
    if somebody.attempt is not None:
        assert told(somebody)["max_score"] == 15


def test_full_points_pass_and_less_fail() -> None:
    assert told(classes.result(1))["status"] == "pass"
    lost = told(classes.result(1, classes.attempt(criteria=classes.criteria(2))))
    assert lost["status"] == "fail"
    assert [test["status"] for test in lost["tests"]].count("fail") == 1
    assert sum(test["score"] for test in lost["tests"]) == 12


def test_a_mishap_and_a_fault_of_the_grader_are_errors() -> None:
    crashed = classes.attempt(
        status="crashed", criteria=classes.criteria(4, 5), mishap="`train` stopped."
    )
    fault = classes.attempt(
        status="grader_fault", criteria=classes.criteria(0, 1, 2, 3, 4, 5), mishap="Broke."
    )

    assert told(classes.result(1, crashed))["status"] == "error"
    broken = told(classes.result(1, fault))
    assert (broken["status"], broken["max_score"], broken["tests"]) == ("error", 0, [])


def test_several_students_set_no_output() -> None:
    assert exported("github", classes.results(2)).outputs == {}
    assert exported("github", classes.results(results=(classes.missing(1),))).outputs == {}
