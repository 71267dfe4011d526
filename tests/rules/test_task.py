"""Naming the kind of problem: as the labels, the loss, the output and the metrics tell it."""

from dataclasses import replace

import pytest

from nngrader.evidence import ArraySpec, Evidence, Head, LossSpec, ModelSpec
from nngrader.rules._task import Problem, head_of, problem, repeats_inputs, speaks_of_classes
from tests.rules import healthy
from tests.rules.healthy import class_numbers, columns, dense, network, numbers

SPARSE, BINARY, SQUARED = (
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "mean_squared_error",
)


def given(
    y: ArraySpec,
    *,
    units: int = 1,
    head: Head = "linear",
    loss: str = SQUARED,
    metrics: tuple[str, ...] = (),
    x: ArraySpec | None = None,
) -> Evidence:
    """A training on these labels with this end of a network."""
    model = network(dense(8, "relu"), dense(units), head=head, loss=loss, metrics=metrics)
    evidence = replace(healthy.iris(), model=model, runs=())
    return healthy.fitted(evidence, y=y, x=x or evidence.fits[-1].x)


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (given(class_numbers(120, 0.0, 1.0)), "yes-no"),
        (given(class_numbers(120, 0.0, 1.0, shape=(120, 1)), head="sigmoid-like"), "yes-no"),
        (given(class_numbers(120, -1.0, 1.0), head="tanh-like"), "signs"),
        (given(numbers((120, 5), -1, 1, values=(-1.0, 1.0)), units=5), "signs"),
        (given(class_numbers(120, 0.0, 1.0, 2.0), units=3, loss=SPARSE), "class-numbers"),
        (given(class_numbers(120, 1.0, 2.0, 3.0), units=4, loss=SPARSE), "class-numbers"),
        (given(class_numbers(120, 0.0, 1.0, 2.0), metrics=("accuracy",)), "class-numbers"),
        (given(class_numbers(120, 1.0, 2.0), loss=BINARY), "class-numbers"),
        (given(class_numbers(120, 0.0, 1.0, 2.0)), "numbers"),
        (given(columns(120, 3), units=3), "one-hot"),
        (given(numbers((120, 5), 0, 1, values=(0.0, 1.0)), units=5, loss=BINARY), "several-labels"),
        (given(numbers((120,), 40, 90)), "numbers"),
        (given(numbers((120,), 40, 90), loss=BINARY), "numbers"),
        (given(numbers((120, 2), 40, 90), units=2), "numbers"),
        (given(numbers((120, 3), 0, 1), units=3), "unknown"),
        (given(numbers((120,), 0, 1), loss=BINARY), "unknown"),
        (given(class_numbers(120, 1.0, 2.0)), "unknown"),
        (given(class_numbers(120, 3.0), loss=BINARY), "unknown"),
        (given(class_numbers(120, 2.0, 5.0, 9.0), metrics=("accuracy",)), "numbers"),
        (given(class_numbers(120, 2.0, 5.0, 9.0), loss="your own loss"), "unknown"),
        (given(numbers((120,), 0, 1), loss="your own loss"), "unknown"),
        (given(numbers((120, 4, 2), 0, 1)), "unknown"),
        (given(healthy.words((120,), "setosa")), "unknown"),
        (given(numbers((120,), 0, 9, nan_count=3)), "unknown"),
    ],
)
def test_the_problem_is_named_where_it_is_clear(evidence: Evidence, kind: Problem) -> None:
    """And is unknown where the labels may be read in two ways."""
    assert problem(evidence) == kind


def test_rows_that_are_their_own_labels_are_pictures() -> None:
    """An autoencoder, and one that cleans noisy pictures; a table with other labels is not."""
    x = numbers((120, 64), 0, 1, digest="x")
    noisy = numbers((120, 8, 8, 1), 0, 1, digest="noisy")
    clean = replace(noisy, digest="clean")

    assert problem(given(x, x=x, units=64)) == "pictures"
    assert problem(given(clean, x=noisy)) == "pictures"
    assert problem(given(numbers((120, 64), 0, 9, digest="other"), x=x, units=64)) == "numbers"


def test_learning_to_repeat_a_number_is_no_picture() -> None:
    """A single column given twice is a regression."""
    x = numbers((120, 1), 0, 9)

    assert not repeats_inputs(given(x, x=x).fits[-1])


@pytest.mark.parametrize("changes", [{"model": None}, {"fits": ()}])
def test_without_network_or_training_nothing_is_known(changes: dict[str, None]) -> None:
    """Evidence is partial."""
    assert problem(replace(healthy.iris(), **changes)) == "unknown"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("activation", "head"),
    [("linear", "linear"), ("sigmoid", "sigmoid-like"), ("relu", "relu-like"), ("elu", "other")],
)
def test_a_network_never_built_is_known_by_the_name_of_its_activation(
    activation: str, head: Head
) -> None:
    """There was nothing to probe; one that was probed is believed."""
    model = network(dense(1, activation), head="other", loss=SQUARED)

    assert head_of(replace(model, output_shape=())) == head
    assert head_of(model) == "other"


@pytest.mark.parametrize(
    ("model", "speaks"),
    [
        (healthy.iris_model(), True),
        (healthy.iris_model(loss=SQUARED), True),
        (healthy.xor_model("tanh-like", "hinge"), True),
        (network(dense(1), head="linear", loss=SQUARED), True),
        (network(dense(1), head="linear", loss=SQUARED, metrics=("mean_absolute_error",)), False),
        (replace(healthy.xor_model(), loss=None, metrics=()), False),
        (replace(healthy.xor_model(), loss=LossSpec("your own loss"), metrics=()), False),
    ],
)
def test_loss_metrics_and_output_may_speak_of_classes(model: ModelSpec, *, speaks: bool) -> None:
    """Any one of them is enough."""
    assert speaks_of_classes(model) is speaks
