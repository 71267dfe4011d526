"""Structure does not depend on names, choices do."""

import subprocess
import sys

import numpy as np
import pytest

from nngrader.similarity.reading import CHOICES, RUN, WINDOW, Named, program, read, winnowed

LETTERS = [chr(0x4E00 + n) for n in range(80)]
DENSE = "from keras.layers import Conv2D, Dense\n"
LINE = DENSE + 'model.add(Dense(16, activation="relu"))\n'


def structure(code: str) -> list[int]:
    return read(code).runs.tolist()


@pytest.mark.parametrize(
    "other",
    [
        DENSE + 'net.add(Dense(16, activation="relu"))\n',
        DENSE + "model.add(Dense(37, activation='tanh',))\n",
        DENSE + "model . add(\n    Dense(16, activation='relu')  # hidden\n)\n",
        f"import keras\n{LINE}pass\n",
    ],
    ids="name values spaces import".split(),
)
def test_structure_stays_when_a_student_chooses_otherwise(other: str) -> None:
    assert structure(other) == structure(LINE)


@pytest.mark.parametrize(
    "other",
    [
        DENSE + 'model.add(Conv2D(16, activation="relu"))\n',
        DENSE + 'model.add(Dense(units=16, activation="relu"))\n',
        DENSE + "model.add(Dense(16, activation=relu))\n",
    ],
    ids="layer keyword kind".split(),
)
def test_structure_changes_with_what_is_called(other: str) -> None:
    assert structure(other) != structure(LINE)


def test_a_program_is_the_same_whatever_its_names_but_not_whatever_its_values() -> None:
    same = DENSE + 'net.add(Dense(16.0, activation=\'relu\'))  # mine\n"""About."""\n'

    assert program(read(same)) == program(read(LINE))
    assert program(read(LINE.replace("16", "17"))) != program(read(LINE))
    assert program(read("a = b\nb = a")) != program(read("a = b\na = b"))


@pytest.mark.parametrize(("tokens", "runs"), [(RUN - 1, 0), (RUN, 1)])
def test_a_run_has_eight_tokens(tokens: int, runs: int) -> None:
    assert len(structure("a " * tokens)) == runs


def test_what_shares_eleven_tokens_shares_a_chosen_run() -> None:
    shared = "".join(f"x.w{n}\n" for n in range(4))[:-1]  # x . w0, x . w1: twelve tokens
    assert RUN + WINDOW - 1 == 11

    one = winnowed(read(f"print(1)\nprint(2)\nif y: z\n{shared}").runs)
    other = winnowed(read(f"{shared}\nwhile u: v\nassert 3 == 4 == 5 == 6").runs)

    assert len(np.intersect1d(one, other)) >= 1


def test_names_what_a_student_chose() -> None:
    code = "LAYERS = 3\nfit(x, epochs=1e3)  # for a while\nprint('done')\n"

    assert [*read(code).choices] == [
        Named("name", "LAYERS"),
        Named("value", "<own> = 3.0"),
        Named("name", "fit"),
        Named("name", "x"),
        Named("value", "epochs = 1000.0"),
        Named("remark", "for a while"),
        Named("value", 'print ( "done"'),
    ]


def test_reads_long_texts_as_prose_in_threes() -> None:
    assert [*read("# Zwei sind 2 zu wenig").choices] == [
        Named("remark", "zwei sind zu"),
        Named("remark", "sind zu wenig"),
    ]
    assert [*read('print("it is done")').choices] == [Named("remark", "it is done")]


def test_stops_looking_at_choices() -> None:
    many = "# " + " ".join(f"{first}{second}x" for first in LETTERS for second in LETTERS)

    assert CHOICES <= len(read(f"{many}\n" * 2 + "a = 1\n" * 9).choices) < 2 * CHOICES


def test_numbers_are_the_same_in_every_process() -> None:
    code = "a.b(c, d=1, e=2, f='g')"
    told = f"r = read({code!r}); print(r.runs.tolist(), program(r))"
    done = subprocess.run(
        [sys.executable, "-c", f"from nngrader.similarity.reading import program, read; {told}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{read(code).runs.tolist()} {program(read(code))}\n"
