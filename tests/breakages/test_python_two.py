"""Lines of Python 2, as today's Python complains of them."""

import ast

import pytest

from nngrader.breakages.python_two import HINTS, python_two
from tests.catalogues import unsaid

PRINT = "today `print` is a function, and what it prints stands in brackets."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("print 'accuracy', score", PRINT),
        ("print score", PRINT),
        ("exec 'x = 3'", "today `exec` is a function, and what it runs stands in brackets."),
        ("try: pass\nexcept ValueError, error:\n    pass", "today it is `except Error as name:`."),
        (
            "raise ValueError, 'no'",
            "today it is `raise Error(...)`, with the words in brackets.",
        ),
        ("mode = 0777", "today it is written `0o...`."),
        ("big = 10L", "today `L` is left out."),
        ("if x <> 3: pass", "today `<>` is written `!=`."),
    ],
)
def test_a_line_of_python_2_is_told_with_its_spelling_of_today(line: str, told: str) -> None:
    with pytest.raises(SyntaxError) as stop:
        ast.parse(line)

    assert (
        str(python_two(stop.value.msg, (stop.value.text or "").strip()))
        == f"That is Python 2; {told}"
    )


def test_every_hint_can_be_translated() -> None:
    assert [words for *_, hint in HINTS for words in unsaid(hint)] == []


@pytest.mark.parametrize(
    "line", ["model.add(Dense(3)", "x = = 3", "for x in y", "print('a' 'b'", "def f(:", "x = 'a"]
)
def test_other_slips_are_not_python_2(line: str) -> None:
    with pytest.raises(SyntaxError) as stop:
        ast.parse(line)

    assert python_two(stop.value.msg, (stop.value.text or "").strip()) is None
