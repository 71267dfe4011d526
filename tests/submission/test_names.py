"""The names that a piece of code makes, sets and reads."""

import ast

import pytest

from nngrader.submission.names import names_of


@pytest.mark.parametrize(
    ("code", "made", "assigned"),
    [
        ("x = 1", {"x"}, {"x"}),
        ("a, (b, *c) = f()", {"a", "b", "c"}, {"a", "b", "c"}),
        ("x += 1", {"x"}, {"x"}),
        ("if a:\n    x = 1\nfor i in a:\n    y = i", {"x", "i", "y"}, {"x", "i", "y"}),
        ("import numpy as np, os.path", {"np", "os"}, set()),
        ("from a import *", {"*"}, set()),
        ("def f(a):\n    b = a", {"f"}, set()),
        ("class A:\n    b = 1", {"A"}, set()),
        ("def f():\n    global b\n    b = 1", {"f", "b"}, set()),
        ("x[0] = 1", set(), set()),
        ("x.y = 1", set(), set()),
        ("del x", set(), set()),
    ],
)
def test_names_that_code_makes(code: str, made: set[str], assigned: set[str]) -> None:
    found = names_of(ast.parse(code))

    assert (found.made, found.assigned) == (made, assigned)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("x = y", {"y"}),
        ("x += 1", {"x"}),
        ("print(x.shape)", {"print", "x", ".shape"}),
        ("def f(a):\n    return a + b", {"a", "b"}),
        ("x = 1", set()),
    ],
)
def test_names_that_code_reads(code: str, read: set[str]) -> None:
    assert names_of(ast.parse(code)).read == read
