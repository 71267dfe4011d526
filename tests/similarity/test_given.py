"""What was given out, and what correct answers have in common."""

from dataclasses import replace
from pathlib import Path

import pytest

from nngrader.assignments import open_assignment
from nngrader.similarity import background_of, compare, starter_of
from nngrader.similarity.spellings import COUNT, DRAWN
from tests.similarity.corpus import works


@pytest.mark.parametrize("name", ["iris", "mnist", "xor"])
def test_the_starter_is_script_notebook_and_lesson(name: str) -> None:
    script, notebook, lesson = starter_of(open_assignment(name))

    assert "def build_model" in script
    assert "def build_model" in notebook
    assert all(line.startswith("# ") for line in lesson.splitlines())


@pytest.mark.parametrize("name", ["iris", "mnist", "xor"])
def test_whoever_hands_in_what_was_given_has_nothing_of_their_own(name: str) -> None:
    assignment = open_assignment(name)
    folder = assignment.folder

    similar = compare(
        works([(folder / f"{name}.py").read_text("utf-8"), *starter_of(assignment)[1:]]),
        starter_of(assignment),
    )

    assert similar.notes == ("3 hand-ins hold nothing beyond what was given out: S0, S1, S2.",)


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    mine = replace(open_assignment("xor"), folder=tmp_path, name="mine", hand_in="mine")
    assert starter_of(mine) == ()

    (tmp_path / "mine.ipynb").write_text("no notebook")
    (tmp_path / "mine.py").write_bytes(b"x = '\xff'\n")
    (tmp_path / "other.py").write_text("y = 2\n")

    assert starter_of(mine) == ("x = '\ufffd'\n",)


@pytest.mark.parametrize("name", ["iris", "mnist", "xor", "my own"])
def test_the_background_is_drawn_whole_and_always_the_same(name: str) -> None:
    assignment = replace(open_assignment("xor"), name=name)

    answers = background_of(assignment)

    assert len(set(answers)) == COUNT
    assert answers == background_of(assignment)
    blanks = {*DRAWN, "INPUT", "OUTPUT", "LOSS", "METRIC"}
    assert not any(
        blank in answer.replace("_", "x").split() for answer in answers for blank in blanks
    )
    for answer in answers:
        compile(answer, "background", "exec")
