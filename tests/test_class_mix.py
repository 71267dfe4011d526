"""The class that the benchmark grades: realistic, and the same every time."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.class_mix import HandIn, lay_out, of, sample, whole_class

CLASS = whole_class()


def test_a_class_has_a_hundred_hand_ins_of_all_kinds() -> None:
    """As the benchmark says of itself."""
    assert Counter(one.data for one in CLASS) == {"xor": 40, "iris": 30, "mnist": 30}
    assert Counter(one.kind for one in CLASS) == {
        "right": 45,
        "mistake": 32,
        "stops": 15,
        "hangs": 5,
        "eats memory": 3,
    }
    assert sum(one.notebook for one in CLASS) == 24


def test_the_class_is_the_same_every_time() -> None:
    """Without it, no two runs could be compared."""
    assert whole_class() == CLASS


def test_nobody_has_the_file_of_another() -> None:
    """Neither its name nor its text."""
    assert len({one.name for one in CLASS}) == len(CLASS)
    assert len({one.code for one in CLASS}) == len(CLASS)


@pytest.mark.parametrize("one", CLASS, ids=[one.student for one in CLASS])
def test_python_can_read_what_it_should(one: HandIn) -> None:
    """And stops at the rest: a slip that was not put in would make a right hand-in."""
    try:
        compile(one.code, one.name, "exec")
        readable = True
    except SyntaxError:
        readable = False

    assert readable == ("syntax_error" not in one.statuses)


@pytest.mark.parametrize("one", CLASS, ids=[one.student for one in CLASS])
def test_the_three_functions_are_there(one: HandIn) -> None:
    """In this order, each once."""
    places = [one.code.index(f"def {name}(") for name in ("preprocess", "build_model", "train")]

    assert all(before < after for before, after in pairwise(places))


def test_a_notebook_holds_its_program() -> None:
    """A function per cell."""
    one = next(one for one in CLASS if one.notebook and one.kind == "right")

    cells = json.loads(one.content)["cells"]

    assert len(cells) == 4
    assert " ".join(cell["source"] for cell in cells).split() == one.code.split()


def test_a_sample_has_every_assignment_and_kind_in_proportion() -> None:
    """A fifth of the class, to within one."""
    chosen = sample(CLASS, 20)

    counts, all_counts = (Counter((o.data, o.kind) for o in group) for group in (chosen, CLASS))
    assert len({one.student for one in chosen}) == 20
    assert all(abs(counts[group] - count / 5) <= 1 for group, count in all_counts.items())


def test_the_files_are_laid_out_by_student(tmp_path: Path) -> None:
    """As `nngrader batch` takes them."""
    lay_out(of("xor")[:4], tmp_path / "xor")

    assert sorted(path.name for path in (tmp_path / "xor").iterdir()) == [
        "xor01.py",
        "xor02.py",
        "xor03.py",
        "xor04.ipynb",
    ]
