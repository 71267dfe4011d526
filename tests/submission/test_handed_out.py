"""Which cells of the handed-out notebook a hand-in has no more."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nngrader.assignments import built_in_names, open_assignment
from nngrader.jobs import CellFacts, Role
from nngrader.submission.handed_out import differences, handed_out_cells


def named(*names: str, role: Role = "solution") -> tuple[CellFacts, ...]:
    return tuple(CellFacts(number=n, name=name, role=role) for n, name in enumerate(names, start=1))


class TestDifferences:
    def test_the_notebook_as_it_was_handed_out_has_none(self) -> None:
        assert differences(named("a", "b"), named("a", "b")) == ()

    def test_more_cells_of_ones_own_and_another_order_are_none(self) -> None:
        assert differences(named("a", "b", "c"), named("", "c", "", "b", "a")) == ()

    def test_a_deleted_cell_is_named(self) -> None:
        assert differences(named("load", "build_model", "train"), named("load", "train")) == (
            "The cell `build_model` of the handed-out notebook is missing.",
        )

    def test_deleted_tests_and_tasks_are_called_so(self) -> None:
        given = (*named("a"), *named("t", role="tests"), *named("k", role="task"))

        assert differences(given, named("a")) == (
            "The test cell `t` of the handed-out notebook is missing.",
            "The task `k` of the handed-out notebook is missing.",
        )

    def test_a_renamed_cell_is_named_with_its_number(self) -> None:
        assert differences(named("q1", "q2", "q3"), named("q1", "q2-copy", "q3")) == (
            "Cell 2 is called `q2-copy`; the handed-out notebook has `q2` there.",
        )

    def test_where_more_are_gone_than_came_nothing_is_called_renamed(self) -> None:
        assert differences(named("q1", "q2", "q3"), named("q1", "mine")) == (
            "The cell `q2` of the handed-out notebook is missing.",
            "The cell `q3` of the handed-out notebook is missing.",
        )

    def test_a_copied_cell_is_named_with_its_places(self) -> None:
        assert differences(named("q1", "q2"), named("q1", "q2", "q2", "q2")) == (
            "Cells 2, 3 and 4 are all called `q2`; the handed-out notebook has 1 of that name.",
        )

    def test_as_many_of_one_name_as_were_handed_out_are_no_copies(self) -> None:
        assert differences(named("q1", "q1"), named("q1", "q1")) == ()

    def test_a_question_and_its_check_of_one_name_are_two_cells(self) -> None:
        given = (*named("q1"), *named("q1", role="tests"))

        assert differences(given, named("q1")) == (
            "The test cell `q1` of the handed-out notebook is missing.",
        )

    @pytest.mark.parametrize(
        ("names", "listed"),
        [
            ("ab", "`a`, `b`"),
            ("abcde", "`a`, `b`, `c`, `d`, `e`"),
            ("abcdef", "`a`, `b`, `c`, `d`, `e`, …"),
        ],
    )
    def test_another_notebook_gets_one_sentence(self, names: str, listed: str) -> None:
        assert differences(named(*names), named("", "x")) == (
            f"None of the named cells of the handed-out notebook is in this one: {listed}.",
        )

    def test_nothing_is_said_of_scripts_and_where_nothing_was_named(self) -> None:
        assert differences(named("a"), ()) == ()
        assert differences((), named("a")) == ()
        assert differences(named("", ""), named("a")) == ()


class TestTheNotebookItself:
    def test_its_cells_are_read_with_role_and_name(self, tmp_path: Path) -> None:
        assignment = replace(open_assignment("xor"), folder=tmp_path, hand_in="hw1")
        marks = {"nbgrader": {"grade_id": "q1", "solution": True}}
        cell = {"cell_type": "code", "source": "x = 1", "metadata": marks}
        path = tmp_path / "hw1.ipynb"
        path.write_text(json.dumps({"nbformat": 4, "cells": [cell]}))

        found = handed_out_cells(assignment)

        assert [(c.number, c.role, c.name) for c in found] == [(1, "solution", "q1")]

        path.write_text(json.dumps({"nbformat": 4, "cells": [cell, cell]}))
        assert len(handed_out_cells(assignment)) == 2  # it is read again once it has changed

    @pytest.mark.parametrize("content", ["not json", "[]", None])
    def test_where_there_is_none_nothing_is_known(
        self, tmp_path: Path, content: str | None
    ) -> None:
        assignment = replace(open_assignment("xor"), folder=tmp_path, hand_in="hw1")
        if content is not None:
            (tmp_path / "hw1.ipynb").write_text(content)

        assert handed_out_cells(assignment) == ()

    @pytest.mark.parametrize("name", built_in_names())
    def test_the_shipped_assignments_name_no_cells(self, name: str) -> None:
        given = handed_out_cells(open_assignment(name))

        assert given
        assert differences(given, named("a")) == ()
