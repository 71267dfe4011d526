"""Scaled rows that nobody looks at again."""

import ast

import pytest

from nngrader.submission.unkept import Unkept, unkept


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("s = Scaler()\nz = s.fit_transform(x)\nm.fit(x, y)", [Unkept(2, "fit_transform", "z")]),
        ("s.transform(x)\nm.fit(x, y)", [Unkept(1, "transform", "")]),
        ("to_categorical(y)", [Unkept(1, "to_categorical", "")]),
        ("def f():\n    z = normalize(x)\n    return x", [Unkept(2, "normalize", "z")]),
    ],
)
def test_a_result_that_is_not_read_is_found(code: str, found: list[Unkept]) -> None:
    assert list(unkept(ast.parse(code))) == found


@pytest.mark.parametrize(
    "code",
    [
        "z = s.fit_transform(x)\nm.fit(z, y)",
        "x = s.fit_transform(x)\nm.fit(x, y)",
        "z = s.fit_transform(x)\ndel_later = lambda: z",
        "s.transform(x, copy=False)",
        "z['a'] = s.transform(x)",
        "a, b = s.transform(x), 1",
        "model.fit(x, y)",
        "s.fit(x)",
        "def f():\n    global z\n    z = s.transform(x)",
    ],
)
def test_one_that_is_read_or_may_be_is_not(code: str) -> None:
    assert unkept(ast.parse(code)) == ()
