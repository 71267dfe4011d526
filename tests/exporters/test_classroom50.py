"""Classroom 50's result.json and release-body.md."""

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import jsonschema
import mistune
import pytest

from tests import class_builders as classes
from tests.exporters.formats import document, exported
from tests.exporters.test_every_format import hostile_class

#: Of the fields of classroom50/result/v1, as an oracle.
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"}
TEXT = {"type": "string", "minLength": 1}
POINTS = {"type": "integer", "minimum": 0}
REQUIRED = {
    **dict.fromkeys(("classroom", "assignment", "owner", "commit", "release", "review"), TEXT),
    "schema": {"const": "classroom50/result/v1"},
    "assignment_type": {"enum": ["individual", "group"]},
    "submission": {"type": "string", "pattern": "^submit/"},
    "datetime": INSTANT,
    "score": POINTS,
    "max-score": POINTS,
    "tests": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["test-name", "passed", "score", "max-score"],
            "properties": {
                "test-name": TEXT,
                "passed": {"type": "boolean"},
                "score": POINTS,
                "max-score": POINTS,
            },
        },
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": list(REQUIRED),
    "properties": {**REQUIRED, "graded_at": INSTANT, "submitted_by": {"type": "object"}},
}
RUNNER = {
    "CLASSROOM": "nn-2027",
    "ASSIGNMENT": "xor",
    "ASSIGNMENT_TYPE": "group",
    "USERNAME": "ada",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/20270131T225900Z-5b5b5b5",
    "COMMIT_URL": "https://github.com/o/r/commit/5b",
    "RELEASE_URL": "https://github.com/o/r/releases/5b",
    "REVIEW_URL": "https://github.com/o/r/compare/a...5b",
}


def checked(told: Any) -> Any:
    jsonschema.validate(told, SCHEMA)
    assert told["score"] == sum(test["score"] for test in told["tests"]) <= told["max-score"]
    assert told["max-score"] == sum(test["max-score"] for test in told["tests"])
    assert all(test["score"] <= test["max-score"] for test in told["tests"])
    return told


@pytest.mark.parametrize("number", range(1, 30))
def test_everybody_s_file_is_as_classroom_50_wants_it(number: int) -> None:
    somebody = classes.realistic(30).results[number]
    if somebody.attempt is not None:
        checked(document("classroom50", classes.results(results=(somebody,))))


def test_the_runner_says_who_and_which_commit() -> None:
    made = exported("classroom50", classes.results(1), environ=RUNNER)

    told = checked(document("classroom50", classes.results(1), environ=RUNNER))

    assert made.notes == ()
    assert {k: v for k, v in told.items() if k != "tests"} == {
        "schema": "classroom50/result/v1",
        "classroom": "nn-2027",
        "assignment": "xor",
        "assignment_type": "group",
        "owner": "ada",
        "submission": "submit/20270131T225900Z-5b5b5b5",
        "commit": "https://github.com/o/r/commit/5b",
        "release": "https://github.com/o/r/releases/5b",
        "review": "https://github.com/o/r/compare/a...5b",
        "datetime": "2027-01-31T22:59:00Z",
        "graded_at": "2027-02-04T08:59:00Z",
        "score": 15,
        "max-score": 15,
    }


def test_the_instant_is_utc() -> None:
    there = classes.DUE.astimezone(timezone(timedelta(hours=5)))
    made = classes.result(1, classes.attempt(submitted_at=there))

    told = checked(document("classroom50", classes.results(results=(made,)), environ=RUNNER))

    assert told["datetime"] == "2027-01-31T23:59:00Z"


def test_without_the_runner_placeholders_stand_there_and_it_is_said() -> None:
    made = exported(
        "classroom50", classes.results(1), environ={**RUNNER, "OWNER": "", "COMMIT_URL": ""}
    )

    assert made.notes == (
        "Not in the environment: OWNER, COMMIT_URL. Placeholders stand for them, and Classroom 50 "
        "takes such a result only where its runner puts them right.",
    )


def test_the_environment_speaks_of_one_student_only() -> None:
    made = exported("classroom50", classes.results(2), environ=RUNNER)

    assert "ada" not in "".join(map(str, made.files.values()))


def test_a_fault_of_the_grader_is_0_of_0_without_tests() -> None:
    fault = classes.attempt(status="grader_fault", criteria=classes.criteria(0, 1, 2, 3, 4, 5))

    told = checked(document("classroom50", classes.results(results=(classes.result(1, fault),))))

    assert (told["score"], told["max-score"], told["tests"]) == (0, 0, [])


def test_the_release_tells_exact_points() -> None:
    partly = classes.attempt(
        criteria=classes.criteria(5, all_but=0.5),
        first_step="It learns all four segments: train longer.",
    )
    late = classes.result(1, partly)
    assert late.standing is not None
    late = replace(
        late,
        standing=replace(late.standing, final=11.0, penalty=1.5, because="1 day late: 1.5 points."),
    )

    made = exported("classroom50", classes.results(results=(late,)))

    body = made.files["release-body.md"]
    assert isinstance(body, str)
    assert body.startswith(
        "## Teach a network XOR\n\n11 of 15 points\\. 1 day late\\: 1\\.5 points\\. It learns all four "
        "segments\\: train longer\\.\n\n| Criterion | Points | Why |\n|---|---:|---|\n"
    )
    assert "| It learns all four segments on two seeds of three | 2.5 of 5 |" in body
    assert body.endswith("**First:** It learns all four segments\\: train longer\\.\n")
    assert "whole points" not in body


def test_the_release_says_where_points_were_rounded() -> None:
    partly = classes.attempt(criteria=classes.criteria(5, all_but=0.5))

    made = exported("classroom50", classes.results(results=(classes.result(1, partly),)))

    assert "Classroom 50 knows whole points only: 13 of 15." in str(made.files["release-body.md"])


def test_hostile_texts_are_only_text_on_the_page_of_the_release() -> None:
    body = exported("classroom50", hostile_class()).files["s001/release-body.md"]

    page = str(mistune.create_markdown(plugins=["table"], escape=False)(str(body)))

    assert "<script" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert page.count("<tr>") == 3
