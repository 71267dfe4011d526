"""Magics are read as text, for Python cannot read them."""

import time

import pytest

from nngrader.submission.magics import LONGEST, MOST, without_indent, without_magics


def tamed(text: str) -> str:
    return without_magics(text).text


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("%time x = f()", "x = f()"),
        ("    %time x = f()", "    x = f()"),
        ("%timeit -n 10 -r3 f(x)", "f(x)"),
        ("%timeit -o f(x)", "f(x)"),
        ("%prun -s cumulative f(x)", "f(x)"),
        ("%memit -r 1 f(x)", "f(x)"),
        ("x = %time f()", "x = f()"),
        ("%%timeit x = 3", "x = 3"),
        ("%time", "pass"),
        ("%%time", "pass"),
        ("%%capture out", "pass"),
        ("%pylab inline", "from pylab import *"),
    ],
)
def test_what_is_timed_runs(line: str, runs: str) -> None:
    assert without_magics(line) == (runs, ())


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("%run other.py", "pass"),
        ("%tensorflow_version 2.x", "pass"),
        ("%load_ext tensorboard", "pass"),
        ("%timer x = 1", "pass"),
        ("%time !ls", "pass"),
        ("%time %time x = 1", "pass"),
        ("!!ls", "pass"),
        ("pip install keras", "pass"),
        ("  conda install -y numpy", "  pass"),
        ("cd /content", "pass"),
        ("a, b = !ls", "a, b = []"),
        ("self.files = !ls", "self.files = []"),
        ("x = %sql SELECT 1", "x = None"),
        ("%timeit?", "pass"),
        ("np.*load*?", "pass"),
        ("model.layers[0]??", "pass"),
    ],
)
def test_what_is_not_run_is_left_out_and_told(line: str, instead: str) -> None:
    assert without_magics(line) == (instead, ((1, line.strip()),))


@pytest.mark.parametrize(
    "line",
    ["x = 7 % n", "x != y", "assert not x", "cd = 1", "pip = install", "x = '%time y'", "a == b"],
)
def test_python_stays(line: str) -> None:
    assert without_magics(line) == (line, ())


@pytest.mark.parametrize(
    "text",
    [
        'x = """\n%run a.py\n!ls\n"""',
        "x = '''\n%run a.py\n'''",
        'x = r"""\\\n!ls"""',
        "x = (7\n%n)",
        "x = [\n  '(', # (\n!ls\n]",
        "x = 7 \\\n%n",
        'x = """a""" + """\n%run a.py\n"""',
    ],
)
def test_within_a_string_or_a_bracket_no_line_is_a_magic(text: str) -> None:
    assert tamed(f"!ls\n{text}\n!ls") == f"pass\n{text}\npass"


@pytest.mark.parametrize(
    "text",
    ["x = '('", 'x = "[" # "', "# don't (", "x = ')'", 'x = \'"""\'', "# [ \\", "x = ''", "f(1))"],
)
def test_behind_a_line_of_its_own_a_magic_is_one(text: str) -> None:
    assert tamed(f"{text}\n!ls") == f"{text}\npass"


def test_an_apostrophe_in_a_shell_line_begins_no_string() -> None:
    assert tamed("!echo don't (\n%run a.py\nx = 1") == "pass\npass\nx = 1"


def test_a_statement_that_is_timed_may_go_on_below() -> None:
    assert tamed('%time x = f("""\n!ls\n""")\n!ls') == 'x = f("""\n!ls\n""")\npass'
    assert tamed("%time x = 1 + \\\n  2\n!ls") == "x = 1 + \\\n  2\npass"


def test_a_shell_line_goes_on_as_long_as_its_lines_end_so() -> None:
    assert tamed("!a \\\n b \\\n c\nx = 1") == "pass\n\n\nx = 1"


@pytest.mark.parametrize("magic", ["time", "timeit", "capture out", "prun", "debug", "wandb"])
def test_a_cell_around_which_a_magic_stands_is_python(magic: str) -> None:
    assert tamed(f"\n# mine\n%%{magic}\nx = 1\n!ls") == "\n# mine\npass\nx = 1\npass"


@pytest.mark.parametrize("magic", ["bash", "sh", "html", "javascript", "script python", "timer"])
def test_another_language_is_blank(magic: str) -> None:
    assert without_magics(f"# mine\n%%{magic}\nx = 1") == ("\n\n", ((2, f"%%{magic}"),))


def test_a_file_that_a_cell_writes_is_blank_and_told() -> None:
    assert without_magics("%%writefile net.py\nx = 1") == ("\n", ((1, "%%writefile net.py"),))


@pytest.mark.parametrize(
    ("cell", "moved"),
    [
        ("  x = 1\n  if x:\n    y = 2", "x = 1\nif x:\n  y = 2"),
        ("\n\tx = 1\n\ny = 2", "\nx = 1\n\ny = 2"),
        ("x = 1\n  y = 2", "x = 1\n  y = 2"),
        ("", ""),
    ],
)
def test_a_cell_that_begins_indented_is_moved(cell: str, moved: str) -> None:
    assert without_indent(cell) == moved


def test_a_long_line_is_told_in_part_and_so_are_many() -> None:
    found = without_magics("\n".join(["!" + "a" * LONGEST] * (MOST + 1)))

    assert found.left_out[0] == (1, "!" + "a" * (LONGEST - 1))
    assert len(found.left_out) == MOST


@pytest.mark.parametrize(
    "text",
    [
        "%time " * 80_000,
        "%timeit " + "-n 1 " * 100_000,
        "x" * 500_000 + "!",
        "'" * 500_000,
        "\\" * 500_000,
        '"""' + "\\a" * 250_000,
        "a=" * 250_000 + "!",
        "%" * 500_000,
        "[" * 500_000,
        "\n!x \\" * 100_000,
    ],
    ids=range(10),
)
def test_odd_texts_are_read_soon(text: str) -> None:
    started = time.monotonic()

    without_magics(text)

    assert time.monotonic() - started < 3  # each takes tenths of a second
