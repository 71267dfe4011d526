"""Lines that only a notebook understands."""

import ast
import gc
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from nngrader.submission.script import from_script, parsed, parses, tamed

EXPORTED = """\
import keras
get_ipython().run_line_magic('matplotlib', 'inline')
if True:
    get_ipython().system('pip install keras')
x = 1
"""


def test_plain_python_stays_as_it_is() -> None:
    text = 'x = """\n%matplotlib inline\n"""\ny = (7\n  % 4)\n'

    assert from_script(text) == text


@pytest.mark.parametrize(
    ("line", "tamed"),
    [
        ("%matplotlib inline", "pass"),
        ("!pip install keras", "pass"),
        ("    !ls", "    pass"),
        ("?keras.Model", "pass"),
        ("??keras.Model", "pass"),
        ("keras.Model?", "pass"),
        ("    model.summary??", "    pass"),
        ("%timeit?", "pass"),
        ("files = !ls", "files = []"),
        ("path = %pwd", "path = '.'"),
        ("%%time", "pass"),
    ],
)
def test_a_magic_does_nothing(line: str, tamed: str) -> None:
    text = "if True:\n    x = 1\n" if line.startswith(" ") else "x = 1\n"

    assert from_script(f"{text}{line}\ny = 2") == f"{text}{tamed}\ny = 2"


def test_a_shell_line_on_several_lines_does_nothing() -> None:
    assert from_script("!pip install \\\n    keras \\\n    numpy\nx = 1") == "pass\n\n\nx = 1"


def test_a_remainder_beside_a_magic_stays() -> None:
    assert from_script("%pwd\ny = (7\n  % 4)") == "pass\ny = (7\n  % 4)"


def test_an_exported_magic_does_nothing() -> None:
    assert from_script(EXPORTED).splitlines() == [
        "import keras",
        "None",
        "if True:",
        "    None",
        "x = 1",
    ]


@pytest.mark.parametrize(
    ("call", "tamed"),
    [
        ("get_ipython().system(\n    'ls')\nx = 1", "None\n\nx = 1"),
        ("get_ipython() . system('ls'); x = 1", "None; x = 1"),
        ("files = get_ipython().getoutput('ls')", "files = []"),
        ("print('é', get_ipython().getoutput('ls'), 2)", "print('é', [], 2)"),
        ("shell = get_ipython()\nshell.system('ls')", "shell = None\nshell.system('ls')"),
        ("import IPython\nIPython.get_ipython().magic('cd')", "import IPython\nNone"),
        ("(get_ipython()\n  .system('ls'))", "(None)\n"),
        ("get_ipython().user_ns['x'] = 1", "None['x'] = 1"),
        ("get_ipython().a(get_ipython().b('c'))", "None"),
    ],
)
def test_a_call_of_the_shell_does_nothing_however_it_is_written(call: str, tamed: str) -> None:
    assert from_script(call) == tamed


@pytest.mark.parametrize(
    ("exported", "tamed"),
    [
        (
            "get_ipython().run_cell_magic('time', '', 'x = 1\\nprint(x)\\n')",
            "exec('pass\\nx = 1\\nprint(x)\\n')",
        ),
        ("get_ipython().run_line_magic('time', 'x = f()')", "exec('x = f()\\n')"),
        ("get_ipython().magic(u'time x = f()')", "exec('x = f()\\n')"),
        ("get_ipython().run_cell_magic('bash', '', 'x = 1\\n')", "None"),
        ("get_ipython().run_line_magic('time', command)", "None"),
        ("y = get_ipython().run_line_magic('time', 'x = f()')", "y = None"),
    ],
)
def test_code_that_an_exported_magic_times_runs_where_it_stands(exported: str, tamed: str) -> None:
    assert from_script(exported) == tamed


def test_exported_code_binds_its_names() -> None:
    names: dict[str, object] = {}

    exec(from_script("get_ipython().run_cell_magic('time', '', '!ls\\nx = 1\\n')"), names)

    assert names["x"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "get_ipython = 3\n",
        "x = 'get_ipython().system(1)'\n",
        "# get_ipython().system('ls')\n",
        "get_ipython().autocall = 1\n",
        "x = f'{get_ipython().pwd}'\n",
        "def f(:\nget_ipython().system('ls')\n",
    ],
)
def test_what_only_looks_like_a_call_of_the_shell_stays(text: str) -> None:
    assert from_script(text) == text


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 1", "%%capture out", "%%prun"])
def test_a_timed_cell_is_python(magic: str) -> None:
    assert from_script(f"{magic}\nx = 1") == "pass\nx = 1"


@pytest.mark.parametrize("above", ["# my shell", "  ", "%%time", "# a\n%%capture out"])
def test_a_cell_of_another_language_is_blank_below_comments_and_timing_too(above: str) -> None:
    assert not from_script(f"{above}\n%%bash\nx = 1").strip()


def test_code_above_it_makes_no_other_language_of_a_cell() -> None:
    assert from_script("y = 2\n%%bash\nx = 1") == "y = 2\npass\nx = 1"


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile x.py"])
def test_a_cell_of_another_language_is_blank(magic: str) -> None:
    assert from_script(f"{magic}\necho hello\nx = 1") == "\n\n"


def test_what_is_left_out_is_told_with_its_line() -> None:
    text = "import keras\n%run other.py\n%time x = 1\nif x:\n    !ls \\\n      -l\n"

    found = tamed(text)

    assert found.text == "import keras\npass\nx = 1\nif x:\n    pass\n\n"
    assert found.left_out == ((2, "%run other.py"), (5, "!ls \\"))


def test_what_is_left_out_can_be_stored() -> None:
    assert tamed("!\ud800")[1] == ((1, "!\\ud800"),)


def test_what_is_no_python_stays_broken() -> None:
    assert from_script("def f(:\n") == "def f(:\n"


@pytest.mark.parametrize("text", ["x = (", "x = '\0'", "x = '\ud800'", "-" * 100_000 + "1"])
def test_what_python_refuses_does_not_parse(text: str) -> None:
    assert not parses(text)


def test_an_odd_escape_parses_even_where_warnings_are_errors() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert parsed("x = '\\alpha'").body


def test_many_threads_may_parse_at_once() -> None:
    """Where a collection of garbage lets another thread in, Python 3.11 alone stops with an error."""
    code = "\n".join(f"x = [[[[{n}]]]]" for n in range(1500))

    def deeper(steps: int) -> ast.Module:
        return deeper(steps - 1) if steps else parsed(code)

    def yielding(*_: object) -> None:
        time.sleep(0)

    before = gc.get_threshold()
    gc.set_threshold(100)
    gc.callbacks.append(yielding)
    try:
        with ThreadPoolExecutor(8) as pool:
            trees = list(pool.map(deeper, range(0, 160, 8)))
    finally:
        gc.callbacks.remove(yielding)
        gc.set_threshold(*before)

    assert all(len(tree.body) == 1500 for tree in trees)
