"""How the network was compiled."""

import numpy as np
import pytest

from nngrader.arrays import describe
from nngrader.evidence import ArraySpec, Evidence, FitCall, LossSpec, OptimizerSpec, Setting
from nngrader.executors._collect import UNKNOWN
from nngrader.grades import Verdict
from nngrader.jobs import Array
from nngrader.rubric.checks import loss, loss_fits_labels, metric, optimizer
from tests.builders import english, evidence, iris_evidence, iris_model, model

COMPILE = "Where do you tell Keras which loss and which optimizer to use?"
FORM = "Which of the two cross-entropies wants a class number, and which one column per class?"
SPARSE, COLUMNS = "sparse_categorical_crossentropy", "categorical_crossentropy"


def test_a_loss_that_was_asked_is_full() -> None:
    check = loss(one_of=("mean_squared_error", "binary_crossentropy"))

    assert english(check(evidence())) == Verdict(1.0, "The loss is mean squared error.")


def test_another_loss_is_told() -> None:
    check = loss(one_of=("mean_squared_error", "binary_crossentropy"))

    assert english(check(evidence(model=model(loss=LossSpec("hinge"))))) == Verdict(
        0.0,
        "The loss is hinge; mean squared error or binary cross-entropy was asked.",
        "Which loss compares what your output says with what your labels say?",
    )


def test_a_network_without_a_loss_is_told() -> None:
    assert english(
        loss(one_of=("mean_squared_error",))(evidence(model=model(loss=None)))
    ) == Verdict(
        0.0, "The network was never compiled with a loss; mean squared error was asked.", COMPILE
    )


def with_optimizer(name: str, rate: Setting) -> Evidence:
    return evidence(model=model(optimizer=OptimizerSpec(name, {"learning_rate": rate})))


@pytest.mark.parametrize("rate", [0.05, 1e-9, 1, "CosineDecay", None])
def test_adam_with_any_step_downhill_is_full(rate: Setting) -> None:
    assert english(optimizer(one_of=("adam",))(with_optimizer("adam", rate))) == Verdict(
        1.0, "The optimizer is adam."
    )


@pytest.mark.parametrize("rate", [0, -0.01])
def test_a_step_that_does_not_go_downhill_is_told(rate: float) -> None:
    assert english(optimizer(one_of=("adam",))(with_optimizer("adam", rate))) == Verdict(
        0.0,
        f"The learning rate is {rate:g}: the weights cannot improve.",
        "Which sign and size should a step downhill have?",
    )


def test_another_optimizer_is_told() -> None:
    assert english(optimizer(one_of=("adam", "rmsprop"))(with_optimizer("sgd", 0.1))) == Verdict(
        0.0,
        "The optimizer is sgd; adam or rmsprop was asked.",
        "Compare the name with the lesson.",
    )


def test_a_network_without_an_optimizer_is_told() -> None:
    assert english(optimizer(one_of=("adam",))(evidence(model=model(optimizer=None)))) == Verdict(
        0.0, "The network was never compiled with an optimizer; adam was asked.", COMPILE
    )


@pytest.mark.parametrize("metrics", [("binary_accuracy",), ("accuracy",)])
def test_an_accuracy_in_any_spelling_is_full(metrics: tuple[str, ...]) -> None:
    check = metric(one_of=("binary_accuracy",))

    assert english(check(evidence(model=model(metrics=metrics)))) == Verdict(
        1.0, "It reports binary accuracy."
    )


@pytest.mark.parametrize(
    ("metrics", "named"),
    [((), "nothing"), (("auc", "mean_squared_error"), "auc and mean squared error")],
)
def test_other_metrics_are_told(metrics: tuple[str, ...], named: str) -> None:
    check = metric(one_of=("binary_accuracy", "accuracy"))

    assert english(check(evidence(model=model(metrics=metrics)))) == Verdict(
        0.0,
        f"It reports {named}; binary accuracy or accuracy was asked.",
        "What would you like to watch while the network learns?",
    )


def fitted(name: str, y: ArraySpec, **changes: object) -> Evidence:
    x = ArraySpec(shape=(6, 4), dtype="float64", digest="x")
    fit = FitCall(epochs=1, batch_size=1, x=x, y=y)
    chosen = iris_model(loss=LossSpec(name) if name else None)
    return iris_evidence(model=chosen, fits=(fit,), **changes)


NUMBERS = np.array([0, 1, 2, 0, 1, 2])


@pytest.mark.parametrize(
    ("name", "y", "form"),
    [
        (SPARSE, NUMBERS, "single numbers from 0 to 2"),
        (SPARSE, NUMBERS.astype(np.float32), "single numbers from 0 to 2"),
        (SPARSE, NUMBERS[:, None], "single numbers from 0 to 2"),
        (COLUMNS, np.eye(3)[NUMBERS], "one-hot over 3 columns"),
        (COLUMNS, np.eye(3, dtype=bool)[NUMBERS], "one-hot over 3 columns"),
        ("categorical_focal_crossentropy", np.eye(3)[NUMBERS], "one-hot over 3 columns"),
    ],
)
def test_a_loss_that_fits_its_labels_is_full(name: str, y: Array, form: str) -> None:
    said = name.replace("_", " ").replace("crossentropy", "cross-entropy")

    assert english(loss_fits_labels()(fitted(name, describe(y)))) == Verdict(
        1.0, f"The loss is {said} and the labels are {form}."
    )


@pytest.mark.parametrize(
    ("name", "y", "form"),
    [
        (SPARSE, np.eye(3)[NUMBERS], "one-hot over 3 columns"),
        (SPARSE, np.eye(4)[NUMBERS], "one-hot over 4 columns"),
        (SPARSE, NUMBERS + 1, "single numbers from 1 to 3"),
        (SPARSE, NUMBERS - 1, "single numbers from -1 to 1"),
        (SPARSE, NUMBERS / 2 * 3, "single numbers from 0 to 3"),
        (SPARSE, NUMBERS / 4, "single numbers from 0 to 0.5"),
        (SPARSE, np.linspace(0, 2, 30), "single numbers from 0 to 2"),
        (SPARSE, np.full((6, 2), 0.5), "of shape (6, 2)"),
        (SPARSE, np.full(6, np.nan), "no finite numbers (float64)"),
        (COLUMNS, NUMBERS, "single numbers from 0 to 2"),
        (COLUMNS, np.eye(4)[NUMBERS], "one-hot over 4 columns"),
        ("mean_squared_error", np.eye(3)[NUMBERS], "one-hot over 3 columns"),
    ],
)
def test_a_loss_that_does_not_fit_is_told(name: str, y: Array, form: str) -> None:
    said = name.replace("_", " ").replace("crossentropy", "cross-entropy")

    assert english(loss_fits_labels()(fitted(name, describe(y)))) == Verdict(
        0.0, f"The loss is {said} and the labels are {form}: they do not fit.", FORM
    )


def test_text_labels_are_told_as_text() -> None:
    words = ArraySpec(shape=(6,), dtype="str320", digest="", sample=("setosa",))

    assert english(loss_fits_labels()(fitted(SPARSE, words))).because == (
        "The loss is sparse categorical cross-entropy and the labels are text (str320): "
        "they do not fit."
    )


def test_a_network_without_a_loss_fits_nothing() -> None:
    assert english(loss_fits_labels()(fitted("", describe(NUMBERS)))) == Verdict(
        0.0, "The network was never compiled with a loss.", COMPILE
    )


def test_labels_inside_a_data_set_object_are_those_of_preprocess() -> None:
    assert loss_fits_labels()(fitted(SPARSE, UNKNOWN)).share == 1


def test_labels_of_preprocess_count_when_nothing_was_fitted() -> None:
    assert loss_fits_labels()(iris_evidence(fits=())).share == 1


def test_labels_of_fit_count_when_preprocess_gave_none() -> None:
    seen = fitted(COLUMNS, describe(np.eye(3)), preprocessed=None)

    assert loss_fits_labels()(seen).share == 1


def test_no_labels_at_all_are_asked_from_preprocess() -> None:
    found = loss_fits_labels()(iris_evidence(fits=(), preprocessed=None))

    assert english(found) == Verdict(0.0, "Nothing to judge: `preprocess` gave nothing to look at.")
