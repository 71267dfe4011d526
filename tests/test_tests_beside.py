"""Tests that stand beside an assignment, run on one hand-in without pytest's own output."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from nngrader.arrays import digest
from nngrader.errors import BadAssignment
from nngrader.evidence import Answered, Evidence, Table
from nngrader.jobs import Array
from nngrader.results import Column
from nngrader.rubric import Assignment
from nngrader.tests_beside import NotAsked, columns_of, nobody_asks, run_beside
from tests import builders

TESTS = """\
import numpy as np
import pytest


@pytest.mark.points(2)
def test_it_has_a_network(model):
    '''It has a network.'''
    assert model.parameters == 65


@pytest.mark.points(1.5, visibility="hidden")
def test_it_was_trained(training):
    assert training.accuracy == 0.25


def test_worth_nothing(evidence):
    assert evidence.isolation == 3


@pytest.mark.points(3)
def test_rows_become_numbers(submission):
    found = submission.call("preprocess", np.array(["young"]))
    assert found.tolist() == [1.0]
"""


@pytest.fixture
def beside(tmp_path: Path) -> Assignment:
    (tmp_path / "test_beside.py").write_text(TESTS)
    return builders.assignment(folder=tmp_path)


def one(function: str, given: tuple[Array, ...]) -> Answered:
    return Answered(function, digest(given[0]), (Table((1,), "float64", (1.0,)),))


def test_every_test_with_points_is_a_criterion(beside: Assignment) -> None:
    found = run_beside(beside, builders.evidence(), one)

    assert [(c.title, c.points, c.max_points, c.because, c.visibility) for c in found.criteria] == [
        ("It has a network", 2.0, 2.0, "The test passed.", "visible"),
        ("it was trained", 0.0, 1.5, "The test failed: assert 1.0 == 0.25", "hidden"),
        ("rows become numbers", 3.0, 3.0, "The test passed.", "visible"),
    ]


def test_answers_are_kept_and_replayed(beside: Assignment) -> None:
    first = run_beside(beside, builders.evidence(), one)
    assert isinstance(first.outcome, Evidence)
    assert [call.function for call in first.outcome.calls] == ["preprocess"]

    again = run_beside(beside, first.outcome, nobody_asks)

    assert again == first


def test_answers_are_kept_in_a_mishap_as_well(beside: Assignment) -> None:
    found = run_beside(beside, builders.mishap(), one)

    assert found.criteria[0].because == "The test failed: There is no network to look at."
    assert not isinstance(found.outcome, Evidence)
    assert len(found.outcome.captured.calls) == 1


def test_an_answer_that_is_not_known_is_named(beside: Assignment) -> None:
    with pytest.raises(NotAsked, match=r"^an answer of `preprocess`$"):
        run_beside(beside, builders.evidence(), nobody_asks)


def test_without_tests_nothing_is_run(tmp_path: Path) -> None:
    evidence = builders.evidence()

    found = run_beside(builders.assignment(folder=tmp_path), evidence, nobody_asks)

    assert (found.criteria, found.outcome) == ((), evidence)


def test_what_tests_are_worth_is_known_before_they_run(beside: Assignment) -> None:
    *rubric, first, second, third = columns_of(beside)

    assert [column.title for column in rubric] == [c.title for c in beside.rubric]
    assert (first, second, third) == (
        Column("It has a network", 2.0),
        Column("it was trained", 1.5, "hidden"),
        Column("rows become numbers", 3.0),
    )


def test_a_file_that_cannot_be_imported_names_itself(tmp_path: Path) -> None:
    """Its points would be missing in silence."""
    (tmp_path / "test_broken.py").write_text("import nothing_of_this_name\n")
    broken, evidence = builders.assignment(folder=tmp_path), builders.evidence()

    for attempt in (lambda: columns_of(broken), lambda: run_beside(broken, evidence, one)):
        with pytest.raises(BadAssignment) as caught:
            attempt()
        assert str(caught.value) == (
            f"{tmp_path / 'test_broken.py'} cannot be used: ModuleNotFoundError: "
            "No module named 'nothing_of_this_name'"
        )


def test_ctrl_c_is_not_swallowed(tmp_path: Path) -> None:
    """Half of the points would be counted as all of them."""
    test = "import pytest\n@pytest.mark.points(1)\ndef test_one():\n    raise KeyboardInterrupt\n"
    (tmp_path / "test_stopped.py").write_text(test)

    with pytest.raises(KeyboardInterrupt):
        run_beside(builders.assignment(folder=tmp_path), builders.evidence(), one)


def test_two_assignments_keep_their_tests_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        test = f"import pytest\n@pytest.mark.points(1)\ndef test_{name}():\n    pass\n"
        (tmp_path / name / "test_beside.py").write_text(test)

    titles = [
        columns_of(builders.assignment(folder=tmp_path / name))[-1].title for name in ("a", "b")
    ]

    assert titles == ["a", "b"]


def test_nothing_is_printed_and_no_settings_of_others_are_read(
    beside: Assignment, tmp_path: Path
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (tmp_path / "conftest.py").write_text("raise SystemExit('imported')\n")
    script = textwrap.dedent(f"""
        from pathlib import Path
        from nngrader.tests_beside import columns_of
        from tests import builders
        print(len(columns_of(builders.assignment(folder=Path({str(tmp_path)!r})))))
    """)

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("9\n", "")
