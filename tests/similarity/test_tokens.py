"""A program is taken apart into words of the language and what the student chose."""

import pytest

from nngrader.similarity.tokens import TOKENS, tokens


def kinds(code: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(code)]


def chosen(code: str) -> list[str]:
    return [text for kind, text in kinds(code) if kind == "own"]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("m = keras.Sequential()", ["m", "keras"]),
        ("import keras\nm = keras.Sequential()", ["m"]),
        ("import numpy as np\nnp.zeros(units)", ["np", "units"]),
        (
            "from keras.layers import (Dense,\n Input as I)\nx = I(Dense(u, units=3))",
            ["x", "I", "u"],
        ),
        ("print(len(rows))", ["rows"]),
        ("EPOCHS = 3", ["EPOCHS"]),
        ("fit(x, epochs=EPOCHS)", ["fit", "x", "EPOCHS"]),
    ],
    ids="attribute import as from built-in assigned keyword".split(),
)
def test_tells_what_a_student_named(code: str, names: list[str]) -> None:
    assert chosen(code) == names


def test_leaves_out_spaces_commas_colons_and_imports() -> None:
    assert kinds("import keras\nif x:\n    f(a, b)\n") == [
        ("word", "if"), ("own", "x"), ("own", "f"), ("word", "("), ("own", "a"), ("own", "b"),
        ("word", ")"),
    ]  # fmt: skip


def test_joins_a_text_and_tells_prose_from_values() -> None:
    code = '"""What it does."""\nx = "re" + f"l{u}" + 0.5  # why\n'

    assert kinds(code) == [
        ("prose", '"""What it does."""'), ("own", "x"), ("word", "="), ("string", '"re"'),
        ("word", "+"), ("string", 'f"l{'), ("own", "u"), ("string", '}"'), ("word", "+"),
        ("number", "0.5"), ("prose", "# why"),
    ]  # fmt: skip


def test_knows_where_each_token_stands() -> None:
    code = "a  =  b.c"

    assert [code[token.start : token.end] for token in tokens(code)] == ["a", "=", "b", ".", "c"]


@pytest.mark.parametrize(
    "code", ["def (:\n x = = 'open", "\ud800 = '\udfff'", "\0\x1b[2J", ")" * 9]
)
def test_takes_what_python_does_not(code: str) -> None:
    assert tokens(code)


def test_ends_after_as_many_as_a_long_hand_in_has() -> None:
    assert len(tokens("a " * 2 * TOKENS)) == TOKENS // 2  # a space is one for the lexer
