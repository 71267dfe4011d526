"""Otter is not here, and nothing that a hand-in asks of it stops the run."""

import pytest

from nngrader.submission.script import from_script

INIT = 'import otter\ngrader = otter.Notebook("hw1.ipynb")\n'


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ('grader.check("q1")', "None"),
        ("grader.check_all()", "None"),
        ("grader.export(run_tests=True)", "None"),
        ("result = grader.check('q1'); x = 1", "result = None; x = 1"),
        ("if x:\n    grader.check(\n        'q1')", "if x:\n    None\n"),
    ],
)
def test_what_is_asked_of_otter_does_nothing(line: str, instead: str) -> None:
    assert from_script(INIT + line) == f"pass\ngrader = None\n{instead}"


@pytest.mark.parametrize(
    ("written", "tamed"),
    [
        ("import otter as ot\ng = ot.Notebook()\ng.check('q')", "pass\ng = None\nNone"),
        ("from otter import Notebook\ng = Notebook()", "pass\ng = None"),
        ("from otter.check import x", "pass"),
        ("import numpy as np, otter", "import numpy as np"),
        ("grader.check('q1')", "None"),
    ],
)
def test_otter_is_known_however_it_comes(written: str, tamed: str) -> None:
    assert from_script(written) == tamed


@pytest.mark.parametrize(
    "written",
    [
        "import otters\notters.swim()",
        "class A:\n    pass\ngrader = A()\ngrader.check('q1')",
        "from tools import grader\ngrader.check('q1')",
        "validator.check('q1')",
        "x = 'import otter'",
        "import otter\ndef f(:",
    ],
)
def test_what_is_not_otters_stays(written: str) -> None:
    assert from_script(written) == written
