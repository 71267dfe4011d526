"""Answers that no network has learned: they earn nothing, and a finding says what was measured."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from nngrader.assignments import open_assignment
from nngrader.evidence import Evidence, HiddenRows
from nngrader.executors.local import Local
from nngrader.jobs import Submission
from nngrader.rules import find
from nngrader.training_memory import Nothing
from tests.executors.hand_ins import BUILD, FIT, RIGHT, right, xor

#: The middle level adds nothing here.
pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.levels(3, 1)]

HONESTY = (
    "hidden-rows-in-training",
    "learned-without-labels",
    "predictions-not-from-the-network",
    "unsteady-answers",
    "weights-arrive-trained",
)
WEAK = RIGHT.replace("Dense(16", "Dense(1", 1)  # no hidden layer that could bend: it learns nothing
SEQUENTIAL = "    model = keras.Sequential()\n"
COMPILE = '    model.compile(loss="mse"'
RETURN = "    return model\n"
#: Sixteen tanh units that know XOR: eight fire from one 1 on, eight from two on.
KNOWING = """\
    odd = np.arange(16) % 2
    model.layers[0].set_weights([np.full((2, 16), 20.0), -10.0 - 20 * odd])
    model.layers[1].set_weights([np.where(odd, -5.0, 5.0)[:, None], np.full(1, -40.0)])
"""


@pytest.fixture(scope="module")
def executor() -> Iterator[Local]:
    with Local(memory=Nothing()) as made:
        yield made


def hand_in(code: str, *changes: tuple[str, str]) -> Submission:
    for old, new in changes:
        assert old in code
        code = code.replace(old, new, 1)
    return Submission(student="s", name="hand_in.py", path="hand_in.py", code=code)


def seen(executor: Local, submission: Submission, name: str = "xor") -> Evidence:
    outcome = executor.examine(submission, xor() if name == "xor" else open_assignment(name))
    assert isinstance(outcome, Evidence), outcome.message
    return outcome


def flags(evidence: Evidence) -> list[str]:
    return [finding.rule for finding in find(evidence) if finding.rule in HONESTY]


def answers(evidence: Evidence) -> list[tuple[int, ...]]:
    return [run.answers for run in evidence.runs]


@pytest.fixture(scope="module")
def weak(executor: Local) -> Evidence:
    """What a network earns that learns nothing."""
    outcome = seen(executor, hand_in(WEAK))
    assert outcome.runs[0].accuracy < 1.0
    return outcome


@pytest.fixture(scope="module")
def honest(executor: Local) -> Evidence:
    return seen(executor, right())


def test_an_honest_hand_in_is_asked_everything_and_flagged_for_nothing(honest: Evidence) -> None:
    assert flags(honest) == []
    assert honest.untrained is not None
    assert honest.runs[0].again is not None
    assert (honest.own_answers, honest.turned, honest.hidden_rows) == (None, None, None)
    assert not honest.self_reported


# -- a `predict` that knows the answers (A17) -----------------------------------------------------

TABLE = """\
class Known(keras.Sequential):
    def predict(self, x, **_):
        table = {hash(np.float32(row).tobytes()): row[0] != row[1] for row in X}
        return np.array([[table[hash(np.float32(row).tobytes())]] for row in x], "float32")


X = [(0, 0), (0, 1), (1, 0), (1, 1)]


"""


def test_a17_a_table_of_answers_is_no_network(executor: Local, weak: Evidence) -> None:
    own = SEQUENTIAL.replace("keras.Sequential", "Known")

    outcome = seen(executor, hand_in(WEAK, (BUILD, TABLE + BUILD), (SEQUENTIAL, own)))

    assert flags(outcome) == ["predictions-not-from-the-network"]
    assert outcome.own_answers is not None
    assert outcome.own_answers.replaced == ("predict",)
    assert not outcome.own_answers.self_reported
    assert answers(outcome) == answers(weak)


def test_a17_a_table_beside_a_layer_of_ones_own_is_no_network_either(executor: Local) -> None:
    """Nothing is rebuilt here, and still the network is asked and not `predict`."""
    layer = "class Same(keras.layers.Layer):\n    def call(self, x):\n        return x\n\n\n"
    first = "    model.add(keras.Input((2,)))\n"
    own = SEQUENTIAL.replace("keras.Sequential", "Known")
    weak = WEAK.replace("epochs=100", "epochs=5")
    layered = ((BUILD, layer + TABLE + BUILD), (first, first + "    model.add(Same())\n"))

    outcome = seen(executor, hand_in(weak, *layered, (SEQUENTIAL, own)))

    assert outcome.self_reported == "`Same` is a layer of your own"
    assert all(run.self_reported and run.accuracy < 1.0 for run in outcome.runs)
    assert outcome.own_answers is not None
    assert outcome.own_answers.self_reported
    assert flags(outcome) == ["predictions-not-from-the-network"]


@pytest.mark.parametrize(
    "body",
    [
        "return super().predict(x, verbose=0)",
        "return (super().predict(x, verbose=0) > 0.5).astype(int)",
        "return np.round(super().predict(x, verbose=0)).astype(int).ravel()",
        "raise SystemExit",
        'return ["loyal"] * len(x)',
    ],
)
def test_a_predict_that_asks_the_network_is_right(executor: Local, body: str) -> None:
    """The passing twin; one that stops, or gives words, is nobody's business."""
    own = f"class Mine(keras.Sequential):\n    def predict(self, x):\n        {body}\n\n\n"
    changed = ((BUILD, own + BUILD), (SEQUENTIAL, SEQUENTIAL.replace("keras.Sequential", "Mine")))

    outcome = seen(executor, hand_in(RIGHT, *changed))

    assert flags(outcome) == []
    assert outcome.error is None


# -- weights that know the answers ----------------------------------------------------------------


@pytest.mark.parametrize("where", ["build_model", "train"])
def test_weights_that_are_set_are_seen_and_trained_anew(
    executor: Local, honest: Evidence, where: str
) -> None:
    changes = {"build_model": (RETURN, KNOWING + RETURN), "train": (FIT, KNOWING + FIT)}

    outcome = seen(executor, hand_in(RIGHT, changes[where]))

    assert flags(outcome) == ["weights-arrive-trained"]
    assert outcome.untrained is not None
    assert (outcome.untrained.right, outcome.untrained.unlike) == (4, 4)
    assert [(r.answers, r.history) for r in outcome.runs] == [
        (r.answers, r.history) for r in honest.runs
    ]


def test_weights_that_stand_in_the_initializers_are_counted(executor: Local) -> None:
    """They come with the description of the network, so it is rebuilt with them."""
    knowing = (
        'Dense(16, activation="tanh")',
        'Dense(16, activation="tanh", kernel_initializer=keras.initializers.Constant(20.0), '
        "bias_initializer=keras.initializers.Constant([-10.0, -30.0] * 8))",
    )
    last = (
        'Dense(1, activation="sigmoid")',
        'Dense(1, activation="sigmoid", bias_initializer=keras.initializers.Constant(-40.0), '
        "kernel_initializer=keras.initializers.Constant([[5.0], [-5.0]] * 8))",
    )

    outcome = seen(executor, hand_in(RIGHT, knowing, last))

    assert flags(outcome) == ["weights-arrive-trained"]
    assert outcome.untrained is not None
    assert (outcome.untrained.unlike, outcome.untrained.written) == (0, 32)


def test_a_seed_of_ones_own_is_no_finding(executor: Local) -> None:
    """The same weights every time, and drawn."""
    drawn = 'activation="tanh", kernel_initializer=keras.initializers.GlorotUniform(7)'

    outcome = seen(executor, right('activation="tanh"', drawn))

    assert flags(outcome) == []


# -- a network that is its own answer -------------------------------------------------------------

ANSWER = """\
class Answer(keras.layers.Layer):
    def call(self, x):
        return keras.ops.abs(x[:, :1] - x[:, 1:])


"""


def test_a_layer_that_holds_the_answers_needs_no_labels(executor: Local) -> None:
    first = "    model.add(keras.Input((2,)))\n"
    certain = '    model.add(keras.layers.Dense(1, activation="sigmoid"))\n'
    fixed = certain.replace('activation="sigmoid"', 'trainable=False, kernel_initializer="ones"')
    short = RIGHT.replace("epochs=100", "epochs=2")
    short = short.replace('    model.add(keras.layers.Dense(16, activation="tanh"))\n', "")

    outcome = seen(
        executor,
        hand_in(
            short,
            (BUILD, ANSWER + BUILD),
            (first, first + "    model.add(Answer())\n"),
            (certain, fixed),
        ),
    )

    assert outcome.runs[0].accuracy == 1.0
    assert all(run.self_reported for run in outcome.runs)
    assert outcome.turned is not None
    assert (outcome.turned.right, outcome.turned.before) == (4, 4)
    assert flags(outcome) == ["learned-without-labels"]


def test_a_training_of_ones_own_that_learns_from_its_labels_is_right(executor: Local) -> None:
    """The passing twin: with turned labels it answers the other class."""
    loop = (
        "    for _ in range(300):\n"
        "        model.train_on_batch(x, y)\n"
        "    return {'accuracy': [1.0]}\n"
    )

    outcome = seen(executor, right(FIT, loop))

    assert outcome.self_reported == "`train` never called `fit`"
    assert outcome.runs[0].accuracy == 1.0
    assert outcome.turned is not None
    assert outcome.turned.right == 0
    assert flags(outcome) == []


# -- forged numbers and patched functions ---------------------------------------------------------


def test_a16_a_forged_history_is_no_training(executor: Local) -> None:
    """A16: the network is asked, and it has learned nothing."""
    outcome = seen(executor, right(FIT, "    return {'accuracy': [0.99]}\n"))

    assert outcome.self_reported == "`train` never called `fit`"
    assert [run.history for run in outcome.runs] == [{}] * len(outcome.runs)
    assert all(run.accuracy < 1.0 for run in outcome.runs)
    assert flags(outcome) == []


PATCHES = {
    "evaluate": "keras.Model.evaluate = lambda *_, **__: [0.0, 1.0]",
    "mean": "np.mean = lambda *_, **__: 1.0",
    "metrics": "keras.metrics.BinaryAccuracy.result = lambda *_: 1.0",
}


@pytest.mark.parametrize("patch", PATCHES)
def test_a09_a_patched_measure_changes_nothing(executor: Local, weak: Evidence, patch: str) -> None:
    """A09: the supervisor counts."""
    outcome = seen(executor, hand_in(WEAK, (BUILD, f"{PATCHES[patch]}\n\n\n{BUILD}")))

    assert answers(outcome) == answers(weak)
    assert [run.history for run in outcome.runs] == [run.history for run in weak.runs]


def test_a09_a_patched_predict_of_keras_is_seen(executor: Local, weak: Evidence) -> None:
    patch = 'keras.Model.predict = lambda _, x, **__: (x[:, :1] != x[:, 1:]).astype("float32")'

    outcome = seen(executor, hand_in(WEAK, (BUILD, f"{patch}\n\n\n{BUILD}")))

    assert flags(outcome) == ["predictions-not-from-the-network"]
    assert answers(outcome) == answers(weak)


def test_a09_a_patched_fit_trains_nothing(executor: Local) -> None:
    """Nothing was recorded, so the network is judged as it stands beside the code."""
    patch = "keras.Model.fit = lambda *_, **__: {'accuracy': [1.0]}"

    outcome = seen(executor, right(BUILD, f"{patch}\n\n\n{BUILD}"))

    assert outcome.self_reported
    assert all(run.accuracy < 1.0 for run in outcome.runs)


# -- rows of the exam -----------------------------------------------------------------------------

IRIS = """\
import keras
import numpy as np
from sklearn.datasets import load_iris

NAMES = ["setosa", "versicolor", "virginica"]


def preprocess(x_train, y_train, x_test):
    y_train = np.array([NAMES.index(name) for name in y_train])
    return x_train, y_train, x_test


def build_model():
    model = keras.Sequential()
    model.add(keras.Input((4,)))
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model


def train(model, x, y):
    return model.fit(x, y, epochs=2)
"""
GIVE_BACK = "    return x_train, y_train, x_test\n"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            (
                "    return model.fit(x, y",
                "    x, y = load_iris(return_X_y=True)\n    return model.fit(x, y",
            ),
            29,
        ),
        ((GIVE_BACK, "    x_train, y_train = load_iris(return_X_y=True)\n" + GIVE_BACK), 29),
        (
            (
                GIVE_BACK,
                "    x_train = np.concatenate([x_train, x_test])\n"
                "    y_train = np.concatenate([y_train, np.zeros(30, int)])\n" + GIVE_BACK,
            ),
            29,
        ),
    ],
    ids=["loaded for fit", "loaded before", "appended"],
)
def test_hidden_flowers_in_the_training_are_counted(
    executor: Local, change: tuple[str, str], found: int
) -> None:
    outcome = seen(executor, hand_in(IRIS, change), "iris")

    assert outcome.hidden_rows is not None
    assert outcome.hidden_rows.found >= found
    assert (outcome.hidden_rows.fitted, outcome.hidden_rows.given) == (150, 120)
    assert flags(outcome) == ["hidden-rows-in-training"]


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "    x_train, x_test = (x[:, 2:] for x in (x_train, x_test))\n",
        "    x_train, x_test = ((x > 2).astype(float) for x in (x_train, x_test))\n",
    ],
    ids=["all columns", "two columns", "large or small"],
)
def test_flowers_that_become_alike_are_no_finding(executor: Local, lines: str) -> None:
    """Two columns make twins of many flowers, and yes/no of nearly all."""
    code = IRIS.replace("keras.Input((4,))", "keras.Input((2,))") if "2:" in lines else IRIS

    outcome = seen(executor, hand_in(code, (GIVE_BACK, lines + GIVE_BACK)), "iris")

    assert outcome.hidden_rows is None or outcome.hidden_rows.found == 0
    assert flags(outcome) == []


# -- preprocessing that follows the hidden rows ---------------------------------------------------

LEAKS = {
    "statistics": (
        "    mean = np.concatenate([x_train, x_test]).mean(axis=0)\n"
        "    x_train, x_test = x_train - mean, x_test - mean\n",
        "statistics-from-test-rows",
    ),
    "selection": (
        "    near = [abs(x_test - row).sum(axis=1).min() for row in x_train]\n"
        "    kept = np.argsort(near, kind='stable')[:100]\n"
        "    x_train, y_train = x_train[kept], y_train[kept]\n",
        "statistics-from-test-rows",
    ),
    "filling": (
        "    x_train[:9, 0] = np.nan\n"
        "    x_train = np.where(np.isnan(x_train), x_test.mean(axis=0), x_train)\n",
        "statistics-from-test-rows",
    ),
    "scaled by itself": ("    x_test = x_test / x_test.max(axis=0)\n", "test-scaled-by-itself"),
    "order": (
        "    x_test = x_test + np.arange(len(x_test))[:, None] / 100\n",
        "test-scaled-by-itself",
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_preprocessing_that_follows_the_hidden_rows_is_found(executor: Local, leak: str) -> None:
    lines, rule = LEAKS[leak]

    outcome = seen(executor, hand_in(IRIS, (GIVE_BACK, lines + GIVE_BACK)), "iris")

    assert [finding.rule for finding in find(outcome, only=rule)] == [rule]


def test_a_matrix_product_that_rounds_by_place_is_no_leak(executor: Local) -> None:
    """The passing twin of the leaks: principal axes of the training rows."""
    lines = (
        "    axes = np.linalg.svd(x_train - x_train.mean(axis=0), full_matrices=False)[2]\n"
        "    x_train, x_test = x_train @ axes.T, x_test @ axes.T\n"
    )

    outcome = seen(executor, hand_in(IRIS, (GIVE_BACK, lines + GIVE_BACK)), "iris")

    assert outcome.preprocessed is not None
    assert outcome.preprocessed.repeatable
    assert not outcome.preprocessed.test_follows_itself


def test_facts_of_these_rules_can_be_left_out() -> None:
    """Evidence that was stored before they were measured reads as if nothing was asked."""
    bare = Evidence(assignment="xor", student="s", classes=())

    assert (bare.untrained, bare.own_answers, bare.turned, bare.hidden_rows) == (None,) * 4
    assert replace(bare, hidden_rows=HiddenRows(rows=1, found=0, fitted=1, given=1)).format == 1
