"""What can be said before TensorFlow is loaded."""

import warnings

import pytest

from nngrader.evidence import Evidence, Mishap, Place
from nngrader.jobs import Contract, Refused, Submission
from nngrader.submission.outline import Outline, outline

KNOWN = Evidence(assignment="xor", student="s07", classes=())
REST = "def build_model(): pass\ndef train(model, x, y): pass\n"
STARTER = """\
def preprocess(x_train, y_train, x_test):
    \"\"\"Give numbers.\"\"\"
    # YOUR CODE HERE
    raise NotImplementedError


def build_model():
    raise NotImplementedError


def train(model, x, y):
    raise NotImplementedError
"""


def submission(code: str, places: tuple[Place, ...] = ()) -> Submission:
    return Submission(student="s07", name="xor.py", path="xor.py", code=code, places=places)


def seen(code: str, contract: Contract | None = None) -> Outline:
    found = outline(submission(code), contract or Contract(), KNOWN)
    assert isinstance(found, Outline), found
    return found


def mishap(code: str) -> tuple[str, str]:
    found = outline(submission(code), Contract(), KNOWN)
    assert isinstance(found, Mishap)
    assert found.captured is KNOWN
    return found.name, found.message


def test_a_starter_has_three_blanks() -> None:
    found = seen(STARTER)

    assert found.unfinished == ("preprocess", "build_model", "train")
    assert found.blanks == {"preprocess": Place(1), "build_model": Place(7), "train": Place(11)}


def test_finished_functions_leave_no_blank() -> None:
    found = seen(STARTER.replace("raise NotImplementedError", "return 1"))

    assert (found.unfinished, len(found.blanks)) == ((), 3)


def test_blanks_are_told_in_the_order_of_the_contract() -> None:
    names = ("train", "preprocess", "build_model")
    code = "".join(f"def {name}(): raise NotImplementedError\n" for name in names)

    assert seen(code).unfinished == ("preprocess", "build_model", "train")


@pytest.mark.parametrize(
    ("body", "blank"),
    [
        ("raise NotImplementedError", True),
        ('raise NotImplementedError("fill me in")', True),
        ("raise NotImplementedError()", True),
        ('"""What to do."""; raise NotImplementedError', True),
        ("...; raise NotImplementedError", True),
        ("x = 1; raise NotImplementedError", True),
        ("f = lambda: 1; raise NotImplementedError", True),
        ("return x_train; raise NotImplementedError", False),
        ("raise ValueError", False),
        ("raise errors.NotImplementedError", False),
        ("raise", False),
        ("...", False),
        ("raise NotImplementedError; return 1", False),
    ],
)
def test_a_blank_ends_in_the_starters_line(body: str, blank: bool) -> None:
    code = f"def preprocess(x_train, y_train, x_test): {body}\n{REST}"

    assert seen(code).unfinished == (("preprocess",) if blank else ())


def test_a_solution_above_the_line_that_was_left_standing_is_no_blank() -> None:
    body = "    if len(x_train):\n        return x_train\n    raise NotImplementedError\n"

    assert seen(f"def preprocess(x_train, y, x):\n{body}{REST}").unfinished == ()


def test_a_function_inside_a_blank_returns_nothing_for_it() -> None:
    body = "    def scale(x):\n        return x\n    raise NotImplementedError\n"

    assert seen(f"def preprocess(x, y, z):\n{body}{REST}").unfinished == ("preprocess",)


def test_the_last_of_two_functions_counts() -> None:
    blank = "def preprocess(x, y, z): raise NotImplementedError\n"
    written = "def preprocess(x, y, z): return x, y, z\n"

    assert seen(blank + written + REST).unfinished == ()
    assert seen(written + blank + REST).unfinished == ("preprocess",)


@pytest.mark.parametrize(
    "code",
    [
        "if True:\n    def preprocess(x, y, z): pass\n",
        "try:\n    def preprocess(x, y, z): pass\nexcept ImportError:\n    pass\n",
        "try:\n    import fast\nexcept ImportError:\n    def preprocess(x, y, z): pass\n",
        "with open('x') as f:\n    def preprocess(x, y, z): pass\n",
        "for _ in 'x':\n    def preprocess(x, y, z): pass\n",
        "preprocess = lambda x, y, z: (x, y, z)\n",
        "preprocess = partial(scale, by=2)\n",
        "preprocess: object = scale\n",
        "preprocess, other = scale, 3\n",
        "(preprocess := scale)\n",
        "from mine import preprocess\n",
        "from mine import scale as preprocess\n",
        "from mine import *\n",
        "async def preprocess(x, y, z): pass\n",
        "class preprocess: pass\n",
    ],
)
def test_a_function_counts_wherever_the_top_level_binds_it(code: str) -> None:
    assert seen(code + REST).unfinished == ()


@pytest.mark.parametrize(
    "code",
    [
        "def outer():\n    def preprocess(x, y, z): pass\n",
        "class Mine:\n    def preprocess(self, x, y, z): pass\n",
        "async def outer():\n    preprocess = 1\n",
        "f = lambda: (preprocess := 1)\n",
        "import preprocess as other\n",
        "print(preprocess)\n",
    ],
)
def test_a_function_that_the_top_level_does_not_bind_is_missing(code: str) -> None:
    assert mishap(code + REST) == (
        "no_model",
        "`xor.py` has no function `preprocess`. "
        "Keep the names of the starter file: the grader calls these functions.",
    )


def test_several_missing_functions_are_all_named() -> None:
    assert mishap("x = 1\n")[1] == (
        "`xor.py` has no functions `preprocess` and `build_model` and `train`. "
        "Keep the names of the starter file: the grader calls these functions."
    )


@pytest.mark.parametrize("code", ["", "\n\n", "# XOR\n"])
def test_an_empty_file_is_told(code: str) -> None:
    assert mishap(code) == (
        "no_model",
        "`xor.py` is empty: 0 statements. Start from the assignment's own file.",
    )


def test_another_contract_asks_for_other_names() -> None:
    contract = Contract(preprocess="clean", build_model="model", train="learn")
    code = "def clean(): raise NotImplementedError\nmodel = learn = 1\n"

    found = seen(code, contract)

    assert found == Outline({"preprocess": Place(1)}, ("preprocess",))


def test_a_place_in_a_notebook_is_told_with_its_cell() -> None:
    places = tuple(Place(line, cell=4) for line in range(1, 20))

    found = outline(submission(STARTER, places), Contract(), KNOWN)

    assert isinstance(found, Outline)
    assert found.blanks["train"] == Place(11, cell=4)


def test_broken_python_is_told_with_its_line() -> None:
    found = outline(submission("x = 1\ndef f(:\n"), Contract(), KNOWN)

    assert isinstance(found, Mishap)
    assert (found.name, found.place) == ("syntax_error", Place(2))
    assert found.message == "Python cannot read `xor.py`, line 2: `def f(:` (invalid syntax)."


def test_a_line_of_python_2_is_told_with_its_spelling_of_today() -> None:
    assert mishap("x = 1\nprint 'x'\n") == (
        "syntax_error",
        "Python cannot read `xor.py`, line 2: `print 'x'` (Missing parentheses in call to 'print'. "
        "Did you mean print(...)?). That is Python 2; today `print` is a function, and what it "
        "prints stands in brackets.",
    )


def test_a_long_broken_line_is_cut() -> None:
    found = mishap(f"x = {'1' * 100} 2\n")[1]

    assert f"line 1: `x = {'1' * 76}` (" in found


@pytest.mark.parametrize(("code", "kind"), [("x = '\ud800'", "UnicodeEncodeError")])
def test_text_that_python_cannot_hold_is_told(code: str, kind: str) -> None:
    assert mishap(code) == ("syntax_error", f"`xor.py` cannot be read as Python ({kind}).")


def test_code_nested_too_deeply_is_told() -> None:
    assert mishap("-" * 100_000 + "1")[0] == "syntax_error"


def test_a_sum_of_a_thousand_terms_is_read() -> None:
    assert seen(f"x = {' + '.join('1' * 2000)}\n{STARTER}").unfinished


def test_an_odd_escape_is_no_error_even_where_warnings_are() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert seen(f"label = '\\alpha'\n{STARTER}").unfinished


def test_a_file_that_cannot_be_read_says_why() -> None:
    refused = Refused("s07", "xor.py", "xor.py", "it is not text: it holds zero bytes")

    found = outline(refused, Contract(), KNOWN)

    assert isinstance(found, Mishap)
    assert (found.name, found.captured) == ("unreadable", KNOWN)
    assert found.message == "`xor.py` cannot be read: it is not text: it holds zero bytes."


@pytest.mark.parametrize("written", ["buildModel", "Build_Model", "build_modle"])
def test_a_name_that_was_meant_is_told(written: str) -> None:
    code = f"def preprocess(): pass\ndef {written}(): pass\ndef train(): pass\n"

    found = outline(submission(code), Contract(), KNOWN)

    assert isinstance(found, Mishap)
    assert found.message == (
        f"`xor.py` has no function `build_model`. It has `{written}`. "
        "Keep the names of the starter file: the grader calls these functions."
    )


@pytest.mark.parametrize(
    "code",
    [
        "",
        "train, test = [1], [2]\n",
        "for train, test in folds.split(x):\n    pass\n",
        "train = pd.read_csv('train.csv')\n",
        "from keras.layers import *\n",
        "from pylab import *\nmodel = Sequential([Dense(1)])\n",
        "from keras import preprocessing\n",
        "def create_model(): pass\n",
    ],
)
def test_a_script_may_use_the_names_for_rows_and_empty_libraries(code: str) -> None:
    assert seen("import keras\n" + code).script


@pytest.mark.parametrize(
    "code",
    [
        "def train(model): pass\n",
        "def Train(model): pass\n",
        "from mine import preprocess\n",
        "preprocess, train = scale, teach\n",
    ],
)
def test_one_of_the_functions_is_no_script(code: str) -> None:
    assert mishap("import keras\n" + code)[0] == "no_model"
