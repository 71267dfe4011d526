"""What cells are for, as nbgrader and Otter mark them."""

import json
from typing import Any

import pytest

from nngrader.jobs import Role
from nngrader.submission import roles as module
from nngrader.submission.roles import Marked, Written, roles, without_hidden_tests


def cell(kind: str = "code", source: str = "", **metadata: Any) -> Written:
    return Written(kind, source, json.dumps(metadata).encode())


def nbgrader(name: str = "q1", **said: Any) -> Written:
    return cell(nbgrader={"grade_id": name, "schema_version": 3, **said})


def role(written: Written) -> Marked:
    return roles([written])[0]


class TestNbgrader:
    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ({"solution": True, "grade": False, "locked": False}, "solution"),
            ({"solution": True, "grade": True, "points": 2}, "solution"),
            ({"solution": False, "grade": True, "locked": True, "points": 2}, "tests"),
            ({"solution": False, "grade": False, "locked": True}, "read-only"),
            ({"task": True, "grade": True, "points": 3}, "task"),
            ({}, "other"),
        ],
    )
    def test_metadata_say_the_role(self, said: dict[str, Any], found: Role) -> None:
        assert role(nbgrader(**said)) == Marked(found, "q1", runs=found != "tests")

    @pytest.mark.parametrize("schema", [1, 2, 3])
    def test_formats_one_to_three_are_read(self, schema: int) -> None:
        assert role(nbgrader(schema_version=schema, solution=True)).role == "solution"

    @pytest.mark.parametrize(
        "metadata",
        [
            b"null",
            b"[]",
            b"not json",
            b'{"nbgrader": []}',
            b'{"nbgrader": {"solution": "yes", "grade_id": "q1"}}',
            b'{"tags": 3}',
            b'{"otter": {"tests": "q1"}, "tags": ["otter_answer"]}',
        ],
    )
    def test_metadata_of_another_form_say_nothing(self, metadata: bytes) -> None:
        assert role(Written("code", "x = 1", metadata)) == Marked()

    def test_large_metadata_are_not_looked_at(self, monkeypatch: pytest.MonkeyPatch) -> None:
        marked = nbgrader(solution=True)
        monkeypatch.setattr(module, "LARGE", len(marked.metadata))
        assert role(marked).role == "solution"
        monkeypatch.setattr(module, "LARGE", len(marked.metadata) - 1)

        assert role(marked) == Marked()

    def test_bad_tags_do_not_hide_the_role(self) -> None:
        marked = cell(nbgrader={"grade_id": "q1", "solution": True}, tags=7)

        assert role(marked) == Marked("solution", "q1")


class TestOtter:
    def test_the_check_names_the_cells_above_it(self) -> None:
        found = roles(
            [
                cell(tags=["otter_answer_cell"]),
                cell(tags=["otter_answer_cell"]),
                cell(source='grader.check("q1")'),
                cell(tags=["otter_answer_cell"]),
            ]
        )

        q1 = Marked("solution", "q1")
        assert found == [q1, q1, Marked("tests", "q1"), Marked("solution")]

    def test_a_question_that_ended_has_no_name_of_the_next(self) -> None:
        found = roles(
            [
                cell("markdown", tags=["otter_answer_cell"]),
                cell("markdown", "<!-- END QUESTION -->"),
                cell(tags=["otter_answer_cell"]),
                cell(source="grader.check('q2')"),
            ]
        )

        assert [marked.name for marked in found] == ["", "", "q2", "q2"]

    @pytest.mark.parametrize("source", ['grader.check("q1")\nx = 1', "# grader.check('q1')"])
    def test_a_cell_that_does_more_than_check_is_the_students(self, source: str) -> None:
        assert role(cell(source=source)) == Marked()

    def test_raw_cells_begin_and_end_what_a_master_holds(self) -> None:
        sources = (
            ("raw", "# ASSIGNMENT CONFIG\nname: hw1"),
            ("raw", "# BEGIN QUESTION\nname: q1\npoints: 2"),
            ("raw", "# BEGIN PROMPT"),
            ("code", "x = ..."),
            ("raw", "# END PROMPT"),
            ("raw", "# BEGIN SOLUTION"),
            ("code", "x = 2"),
            ("raw", "# END SOLUTION"),
            ("raw", "# BEGIN TESTS"),
            ("code", "x"),
            ("raw", "# END TESTS"),
            ("raw", "# END QUESTION"),
            ("code", "y = 1"),
        )

        found = roles([cell(kind, source) for kind, source in sources])

        assert [found[3], found[6], found[9], found[12]] == [
            Marked(runs=False),
            Marked("solution", "q1"),
            Marked("tests", "q1", runs=False),
            Marked(),
        ]

    def test_a_solution_of_a_master_is_named_by_its_tests(self) -> None:
        marked = cell(tags=["otter_assign_solution_cell"], otter={"tests": ["q3"]})

        assert role(marked) == Marked("solution", "q3")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", "solution"),
        ("# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION", "solution"),
        ("x = 5 # SOLUTION", "solution"),
        ("# YOUR CODE HERE\nraise NotImplementedError", "solution"),
        ("assert f()\n### BEGIN HIDDEN TESTS\nassert g()\n### END HIDDEN TESTS", "tests"),
        ("x = 5  # the solution", "other"),
        ("solution = 1", "other"),
    ],
)
def test_marks_in_the_text_say_the_role(source: str, found: Role) -> None:
    assert role(cell(source=source)).role == found
    assert role(cell("markdown", source)).role == "other"


@pytest.mark.parametrize(
    ("source", "blank"),
    [
        ("a\n# BEGIN HIDDEN TESTS\nb\n# END HIDDEN TESTS\nc", "a\n# \n\n\nc"),
        ("a\n# BEGIN HIDDEN TESTS\nb", "a\n# \n"),
        ("a\nb", "a\nb"),
    ],
)
def test_hidden_tests_are_blank_and_lines_stay(source: str, blank: str) -> None:
    assert without_hidden_tests(source) == blank
