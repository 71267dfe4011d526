"""Every breakage is known by what Python said of it, and told in a sentence that can be believed."""

import json
import re
from pathlib import Path

import pytest

from nngrader.breakages import explained, explanations
from nngrader.breakages._entry import Explanation
from nngrader.breakages._names import PUBLIC
from nngrader.language import Text, say
from tests.breakages.snippets import SNIPPETS, Snippet
from tests.catalogues import unsaid

RECORDED = json.loads(Path(__file__).with_name("recorded.json").read_text())
SILENT = {"K15", "K21", "K26", "K52"}  #: they raise nothing


def line_of(snippet: Snippet) -> str:
    """The last line is the one that stops."""
    return snippet.code.split("\n")[-1]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.code)
def test_a_recorded_message_is_told_by_exactly_one_entry(snippet: Snippet) -> None:
    said = explanations(snippet.kind, RECORDED[snippet.code], line_of(snippet))

    assert [(one.number, str(one.told(script=False))) for one in said] == [
        (snippet.number, snippet.told)
    ]


def test_all_that_is_told_can_be_translated() -> None:
    said = [
        one.told(script=False)
        for snippet in SNIPPETS
        for one in explanations(snippet.kind, RECORDED[snippet.code], line_of(snippet))
    ]

    assert [words for text in said if text for words in unsaid(text)] == []


def test_words_that_babel_does_not_find_are_noticed() -> None:
    """The failing twin."""
    hidden = Text("Nobody says " + "{names}.", (("names", say("nobody's words" + "")),))

    assert unsaid(hidden) == ["Nobody says {names}.", "nobody's words"]


def test_every_breakage_that_raises_has_its_snippet() -> None:
    numbers = {f"K{number:02}" for number in range(1, 68)} - SILENT

    assert {snippet.number for snippet in SNIPPETS} - {""} == numbers


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.code)
def test_nothing_is_told_in_more_than_two_sentences(snippet: Snippet) -> None:
    found = explained(snippet.kind, RECORDED[snippet.code], line_of(snippet))

    assert found is not None
    said = str(found.sentence)
    plain = re.sub(r"`[^`]*`", "code", said)
    assert 1 <= len(re.findall(r"[.?](?= |$)", plain)) <= 2
    assert said[0].isupper() or said[0] == "`"


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.code)
def test_a_script_is_never_told_of_arguments_that_hold_the_data(snippet: Snippet) -> None:
    found = explained(snippet.kind, RECORDED[snippet.code], line_of(snippet))

    assert found is not None
    assert "comes through the arguments" not in str(found.told(script=True))
    assert "`preprocess`" not in str(found.told(script=True))


#: Exceptions that read alike and mean something else, or that need no other words than Python's.
OTHERS = [
    ("ValueError", "no", ""),
    ("KeyError", "'x'", "ages['x']"),
    ("KeyError", "'loss'", "prices['loss']"),
    ("IndexError", "list index out of range", "rows[5]"),
    ("ValueError", "not enough values to unpack (expected 2, got 1)", "a, b = rows"),
    (
        "ValueError",
        "The truth value of an array with more than one element is ambiguous. "
        "Use a.any() or a.all()",
        "if x == y:",
    ),
    ("ValueError", "None values not supported.", "tf.constant(None)"),
    ("TypeError", "'str' object cannot be interpreted as an integer", "range('5')"),
    ("TypeError", "'float' object cannot be interpreted as an integer", "np.zeros((10 / 5, 3))"),
    ("TypeError", "'float' object is not subscriptable", "row[0]"),
    ("TypeError", "cannot unpack non-iterable float object", "a, b = mean"),
    ("TypeError", "train() takes 2 positional arguments but 3 were given", ""),
    ("TypeError", "build() missing 1 required positional argument: 'units'", "build()"),
    ("TypeError", "Net.__init__() missing 1 required positional argument: 'units'", "Net()"),
    ("TypeError", "helper() got an unexpected keyword argument 'lr'", "helper(lr=1)"),
    ("AttributeError", "'DataFrame' object has no attribute 'b'", "table.b"),
    ("AttributeError", "'NoneType' object has no attribute 'add'", "names.update(3)"),
    ("AttributeError", "'Sequential' object has no attribute 'colour'", "model.colour"),
    ("AttributeError", "'Net' object has no attribute 'lr'", "net.lr"),
    ("AttributeError", "module 'math' has no attribute 'foo'", "math.foo"),
    ("NameError", "name 'x_train' is not defined", "x_train"),
    ("NameError", "name 'model' is not defined", "model.fit(x, y)"),
    ("NameError", "name 'Data' is not defined", "Data"),
    ("NameError", "name 'callback_list' is not defined", "fit(x, y, callbacks=callback_list)"),
    ("NameError", "name 'X_train_scaled' is not defined", "X_train_scaled"),
    ("ImportError", "cannot import name 'helper' from 'sklearn.tree' (x.py)", ""),
    (
        "InvalidArgumentError",
        "Detected at node sequential/embedding/GatherV2\nindices[0,0] = 100 is not in [0, 10)",
        "model.fit(x, y)",
    ),
    ("InvalidArgumentError", "Incompatible shapes: [2] vs. [3]", "a + b"),
    ("EOFError", "Ran out of input", "pickle.load(file)"),
    ("PermissionError", "[Errno 13] Permission denied: '/etc/passwd'", "open('/etc/passwd')"),
    ("PermissionError", "[Errno 1] Operation not permitted: 'data.csv'", "open('data.csv')"),
    ("ZeroDivisionError", "division by zero", "1 / 0"),
    ("AssertionError", "", "assert x"),
]


@pytest.mark.parametrize(("kind", "message", "line"), OTHERS)
def test_what_reads_alike_is_left_to_pythons_own_words(kind: str, message: str, line: str) -> None:
    assert explanations(kind, message, line) == []


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("gaierror", "[Errno -2] Name or service not known"),
        ("OSError", "[Errno 101] Network is unreachable"),
        ("URLError", "<urlopen error [Errno 1] Operation not permitted>"),
    ],
)
def test_there_is_no_network_in_whatever_words(kind: str, message: str) -> None:
    assert explanations(kind, message, "") == [
        Explanation(
            "",
            say("There is no network here, so nothing can be downloaded."),
            say("The data comes through the arguments."),
        )
    ]


def test_keras_own_words_for_no_network_are_told_to_a_script_without_preprocess() -> None:
    message = (
        "there is no network here, and Keras wanted to download mnist.npz. "
        "The rows of this task are handed to `preprocess`"
    )

    (found,) = explanations("ConnectionError", message, "")

    told = "There is no network here, so Keras cannot download `mnist.npz`."
    assert str(found.told(script=True)) == told
    assert (
        str(found.told(script=False)) == f"{told} The rows of this task are handed to `preprocess`."
    )


@pytest.mark.parametrize(
    ("kind", "message", "line", "told"),
    [
        (
            "TypeError",
            "build_model() missing 1 required positional argument: 'units'",
            "",
            "The grader calls your functions as the starter file does, with the same arguments.",
        ),
        (
            "PermissionError",
            "[Errno 1] Operation not permitted",
            "",
            "There is no network here, and no other program can be started.",
        ),
        ("KeyboardInterrupt", "", "", "The code raised a keyboard interrupt itself."),
        (
            "SystemExit",
            "2",
            "args = parser.parse_args()",
            "Nobody types anything behind the file's name here, so `parse_args()` finds no "
            "arguments; give each a default value.",
        ),
        (
            "UnimplementedError",
            "Graph execution error:\nCast string to float is not supported",
            "",
            "There is still text among the numbers. Print `x.dtype` and `y.dtype`: which of the "
            "two is not made of numbers?",
        ),
        (
            "InvalidArgumentError",
            "Detected at node compile_loss/GatherV2\nindices[1] = 1 is not in [0, 1)",
            "",
            "A label is 1, and a network with 1 output knows the label 0 only. "
            "Where do your labels begin, and how many classes are there?",
        ),
        (
            "ImportError",
            "cannot import name 'np_utils' from 'keras.api._tf_keras.keras.utils' (x.py)",
            "from tensorflow.keras.utils import np_utils",
            "`tensorflow.keras.utils.np_utils` was removed; `to_categorical` now lives in "
            "`tensorflow.keras.utils`.",
        ),
        (
            "ModuleNotFoundError",
            "No module named 'trainer'",
            "import trainer.model",
            "`trainer` is no package of this course; if it is a file of your own, it was not "
            "handed in with this one. There are keras, tensorflow, numpy, pandas, scikit-learn, "
            "scipy and matplotlib.",
        ),
        (
            "PermissionError",
            "[Errno 13] Permission denied: '/home/tim'",
            "model.save('/home/tim/trained/digits.h5')",
            "`/home/tim` is a place on one computer only; a name without a folder always works.",
        ),
        (
            "IndexError",
            "list index out of range",
            "tf.config.experimental.set_memory_growth(gpu_devices[0], True)",
            "There is no graphics card here, so the list of them is empty; the code runs without "
            "that line.",
        ),
        (
            "KeyError",
            '"None of [Index([10840, 56267,\\n       ...\\n       32, 38802],\\n      '
            "dtype='int64', length=10000)] are in the [columns]\"",
            "X = mnist.data[indices]",
            "`[...]` picks columns of a `DataFrame`, and these are numbers of rows; `.iloc[...]` "
            "picks rows. Data of `fetch_openml` is such a table, unless it is told "
            "`as_frame=False`.",
        ),
        (
            "ImportError",
            "cannot import name 'to_categorical' from 'tensorflow.python.keras.utils' (x.py)",
            "from tensorflow.python.keras.utils import to_categorical",
            "`tensorflow.python.keras`, a private copy of an old Keras, has no "
            "`utils.to_categorical`; import `to_categorical` from `keras.utils`.",
        ),
        (
            "ModuleNotFoundError",
            "No module named '_tkinter'",
            "import tkinter",
            "`_tkinter` belongs to Python, but is not available here. Is it needed?",
        ),
    ],
)
def test_what_only_the_grader_sees_is_told_too(
    kind: str, message: str, line: str, told: str
) -> None:
    (found,) = explanations(kind, message, line)

    assert str(found.told(script=False)) == told


def test_a_script_has_no_functions_that_the_grader_calls() -> None:
    missing = "build_model() missing 1 required positional argument: 'units'"
    (found,) = explanations("TypeError", missing, "")

    assert found.told(script=True) is None


def test_a_long_path_is_cut() -> None:
    path = "x" * 300
    (found,) = explanations(
        "FileNotFoundError", f"[Errno 2] No such file or directory: '{path}'", ""
    )

    assert (
        str(found.sentence)
        == f"There is no `{'x' * 80}` here: it was not handed in with this file."
    )


@pytest.mark.parametrize(("digits", "count"), [(15, 1), (16, 0)])
def test_a_number_beyond_any_array_is_not_believed(digits: int, count: int) -> None:
    """Whoever raises an exception chooses its words; a record holds no number of any length."""
    most = "9" * digits
    message = f"Received a label value of 3 which is outside the valid range of [0, {most})"

    assert len(explanations("InvalidArgumentError", message, "")) == count


def test_where_a_name_lives_is_said_once_for_each() -> None:
    """`keras` itself comes last: `Sequential` is taught from `keras.models`."""
    assert next(iter(PUBLIC)) == "keras.models"
    assert list(PUBLIC)[-1] == "keras"
