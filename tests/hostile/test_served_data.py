"""`keras.datasets` in student code: the course's own pictures, no network, and no hidden label."""

import pytest

from nngrader.assignments import open_assignment
from nngrader.datasets import mnist
from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.jobs import Submission
from tests.executors.hand_ins import BUILD, right, xor

#: The supervisor decides it, whatever confines the child.
pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.levels(3)]

MNIST = """\
import keras
import numpy as np
import tensorflow as tf
{imports}


def preprocess(x_train, y_train, x_test):
    {body}
    return x_train[:100].reshape(-1, 784) / 255, y_train[:100], x_test.reshape(-1, 784) / 255


def build_model():
    raise NotImplementedError


def train(model, x, y):
    raise NotImplementedError
"""
WAYS = {
    "keras.datasets": ("", "keras.datasets.mnist.load_data()"),
    "tf.keras": ("", "tf.keras.datasets.mnist.load_data()"),
    "from keras": ("from keras.datasets import mnist", "mnist.load_data()"),
    "from tensorflow": ("from tensorflow.keras.datasets import mnist", "mnist.load_data()"),
    "a function": ("from keras.datasets.mnist import load_data", "load_data('mnist.npz')"),
    "keras.src": ("import keras.src.datasets.mnist as m", "m.load_data()"),
}
PRINTED = (
    "import hashlib as h; (a, b), (c, d) = {call}; "
    "print([(p.shape, str(p.dtype)) for p in (a, b, c, d)]); "
    "print(np.array_equal(a[:1000], x_train[:1000]), np.array_equal(b[:1000], y_train[:1000]), "
    "np.array_equal(c, a[-10000:]), np.array_equal(d, b[-10000:])); "
    "print(h.sha256(np.ascontiguousarray(b[:1000])).hexdigest())"
)
SHAPES = (
    "[((60000, 28, 28), 'uint8'), ((60000,), 'uint8'), ((10000, 28, 28), 'uint8'), "
    "((10000,), 'uint8')]"
)


def told(local: Local, imports: str, body: str) -> Evidence | Mishap:
    code = MNIST.format(imports=imports, body=body)
    hand_in = Submission(student="s", name="mnist.py", path="mnist.py", code=code)
    return local.examine(hand_in, open_assignment("mnist"))


def output_of(outcome: Evidence | Mishap) -> str:
    return (outcome.captured if isinstance(outcome, Mishap) else outcome).output


@pytest.mark.parametrize(("imports", "call"), WAYS.values(), ids=WAYS)
def test_f03_the_pictures_of_the_course_are_served(local: Local, imports: str, call: str) -> None:
    output = output_of(told(local, imports, PRINTED.format(call=call)))

    assert SHAPES in output
    assert "True True True True" in output
    assert "Downloading" not in output


def test_f03_the_second_part_is_named_as_what_it_is(local: Local) -> None:
    output = output_of(told(local, *WAYS["keras.datasets"]))

    assert (
        "Note: the grader hands out its own pictures here. The second part, for testing, are the "
        "last 10,000 of the first: the exam's pictures come to `preprocess` as `x_test`."
    ) in output


def test_f03_no_label_of_the_exam_is_served(local: Local) -> None:
    rows = mnist.load()
    count = (
        "print('found', sum(np.array_equal(c[i], x) for x in x_test[:100] for i in range(10000)))"
    )
    body = f"(a, b), (c, d) = keras.datasets.mnist.load_data(); {count}"

    output = output_of(told(local, "", body))

    assert len(rows.truth) == len(rows.x_test)
    assert "found 0" in output


def test_f03_a_hand_in_may_write_into_what_it_loaded(local: Local) -> None:
    body = (
        "a = keras.datasets.mnist.load_data(); a[0][0][:] = 7; a[1][0][:] = 8; "
        "b = keras.datasets.mnist.load_data(); print('kept', np.array_equal(b[0][0][0], x_train[0]))"
    )

    assert "kept True" in output_of(told(local, "", body))


@pytest.mark.parametrize(
    ("call", "file"),
    [
        ("keras.datasets.mnist.load_data()", "mnist.npz"),
        ("keras.datasets.cifar10.load_data()", "cifar-10-python.tar.gz"),
        ("keras.utils.get_file(origin='https://example.org/rows.csv')", "rows.csv"),
    ],
)
def test_f03_a_task_without_such_rows_says_that_there_is_no_network(
    local: Local, call: str, file: str
) -> None:
    outcome = local.examine(right(BUILD, f"{BUILD}    {call}\n"), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.name == "crashed"
    assert outcome.message == (
        f"Line 13 (`{call}`): There is no network here, so Keras cannot download `{file}`. "
        "The rows of this task are handed to `preprocess`."
    )
