"""Healthy evidence of the three assignments. A test changes only what ails its submission."""

from dataclasses import replace
from typing import Any

from nngrader.evidence import (
    ArraySpec,
    Evidence,
    FitCall,
    Head,
    LayerSpec,
    LossSpec,
    ModelSpec,
    OptimizerSpec,
    OwnRows,
    Place,
    Preprocessed,
    TrainingRun,
)

FIT = Place(31)
BUILD = Place(19)
PREPARE = Place(12)
BLANKS = {"preprocess": PREPARE, "build_model": BUILD, "train": Place(29)}
SPECIES = ("setosa", "versicolor", "virginica")


def numbers(shape: tuple[int, ...], least: float, most: float, **changes: Any) -> ArraySpec:
    """An array of numbers between two limits."""
    made = ArraySpec(shape=shape, dtype="float64", digest="n", minimum=least, maximum=most)
    return replace(made, **changes)


def class_numbers(rows: int, *values: float, **changes: Any) -> ArraySpec:
    """Shuffled labels, one number per row."""
    made = numbers((rows,), min(values), max(values), values=values)
    made = replace(made, dtype="int64", label_changes=1 - 1 / len(values))
    return replace(made, **changes)


def columns(rows: int, width: int) -> ArraySpec:
    """One-hot labels."""
    return numbers((rows, width), 0.0, 1.0, values=(0.0, 1.0), one_hot=True, label_changes=0.67)


def words(shape: tuple[int, ...], *sample: str, **changes: Any) -> ArraySpec:
    """An array of text."""
    return replace(ArraySpec(shape=shape, dtype="<U10", digest="w", sample=sample), **changes)


def dense(units: int, activation: str = "linear", **changes: Any) -> LayerSpec:
    """A Dense layer."""
    made = LayerSpec(
        type="Dense",
        units=units,
        activation=activation,
        output_shape=(None, units),
        parameters=9 * units,
    )
    return replace(made, **changes)


def plain_layer(kind: str) -> LayerSpec:
    """A layer without units."""
    return LayerSpec(type=kind, units=None, activation="linear", output_shape=(None,), parameters=0)


def network(*layers: LayerSpec, head: Head, loss: str, **changes: Any) -> ModelSpec:
    """A compiled chain of layers."""
    made = ModelSpec(
        layers=layers,
        input_shape=(None, 2),
        output_shape=(None, layers[-1].units),
        parameters=99,
        head=head,
        loss=LossSpec(loss),
        optimizer=OptimizerSpec("adam", {"learning_rate": 0.05}),
        metrics=("accuracy",),
    )
    return replace(made, **changes)


def run(seed: int = 0, **changes: Any) -> TrainingRun:
    """A training on XOR that learns all four rows."""
    losses = tuple(0.7 * 0.97**epoch for epoch in range(200))
    made = TrainingRun(
        seed=seed, epochs=200, history={"loss": losses}, accuracy=1.0, answers=(1, 0, 0, 1)
    )
    return replace(made, **changes)


def xor_model(head: Head = "sigmoid-like", loss: str = "binary_crossentropy") -> ModelSpec:
    """Sixteen hidden units and one output."""
    return network(dense(16, "tanh"), dense(1, "sigmoid"), head=head, loss=loss)


def iris_model(
    units: int = 3,
    head: Head = "softmax",
    loss: str = "sparse_categorical_crossentropy",
    **changes: Any,
) -> ModelSpec:
    """Sixteen hidden units and an output per species."""
    return network(dense(16, "relu"), dense(units, "softmax"), head=head, loss=loss, **changes)


def _evidence(x: ArraySpec, y: ArraySpec, x_test: ArraySpec, fit: FitCall) -> Evidence:
    return Evidence(
        assignment="",
        student="s07",
        classes=(),
        blanks=BLANKS,
        preprocessed=Preprocessed(
            x_train=x,
            y_train=y,
            x_test=x_test,
            repeatable=True,
            train_follows_test=False,
            test_follows_itself=False,
        ),
        fits=(replace(fit, x=x, y=y, place=FIT),),
    )


def xor(**changes: Any) -> Evidence:
    """XOR, learned on three seeds."""
    x, y = numbers((4, 2), 0, 1, values=(0.0, 1.0)), class_numbers(4, 0.0, 1.0)
    made = replace(
        _evidence(x, y, x, FitCall(epochs=200, batch_size=32, x=x, y=y)),
        assignment="xor",
        classes=("loyal", "not loyal"),
        truth=(1, 0, 0, 1),
        model=xor_model(),
        runs=tuple(map(run, range(3))),
    )
    return replace(made, **changes)


def iris(**changes: Any) -> Evidence:
    """Iris, 28 of 30 unseen flowers named on two seeds."""
    x, y = numbers((120, 4), -2.4, 3.1), class_numbers(120, 0.0, 1.0, 2.0)
    truth = tuple(row % 3 for row in range(30))
    answers = (*truth[:28], 0, 1)
    fit = FitCall(epochs=40, batch_size=16, x=x, y=y, validation_split=0.2)
    made = replace(
        _evidence(x, y, numbers((30, 4), -2.2, 2.9), fit),
        assignment="iris",
        classes=SPECIES,
        truth=truth,
        model=iris_model(),
        runs=tuple(run(seed, accuracy=28 / 30, answers=answers) for seed in (0, 1)),
    )
    return replace(made, **changes)


def mnist(**changes: Any) -> Evidence:
    """MNIST, 98 of 100 digits read after five epochs."""
    x, y = numbers((60_000, 28, 28), 0, 1), class_numbers(60_000, *map(float, range(10)))
    truth = tuple(row % 10 for row in range(100))
    model = network(
        plain_layer("Flatten"),
        dense(512, "relu"),
        dense(512, "relu"),
        dense(10, "softmax"),
        head="softmax",
        loss="sparse_categorical_crossentropy",
    )
    made = replace(
        _evidence(x, y, numbers((100, 28, 28), 0, 1), FitCall(epochs=5, batch_size=128, x=x, y=y)),
        assignment="mnist",
        classes=tuple("0123456789"),
        truth=truth,
        model=model,
        runs=(run(epochs=5, accuracy=0.98, answers=(*truth[:98], 0, 0)),),
    )
    return replace(made, **changes)


def fitted(evidence: Evidence, **changes: Any) -> Evidence:
    """The same, with another call of `fit`."""
    return replace(evidence, fits=(replace(evidence.fits[-1], **changes),))


def prepared(evidence: Evidence, **changes: Any) -> Evidence:
    """The same, with other results of `preprocess`."""
    assert evidence.preprocessed is not None
    return replace(evidence, preprocessed=replace(evidence.preprocessed, **changes))


def failed(seed: int = 0, answers: tuple[int, ...] = (1, 0, 0, 0), **changes: Any) -> TrainingRun:
    """A run on XOR that gets three rows right."""
    return run(seed, accuracy=0.75, answers=answers, **changes)


def script(evidence: Evidence, **changes: Any) -> Evidence:
    """The same as a script that belongs to no assignment."""
    made = replace(
        evidence,
        assignment="",
        classes=(),
        truth=(),
        blanks={},
        preprocessed=None,
        script=True,
        exam="training",
    )
    return replace(made, **changes)


def number_run(explained: float) -> TrainingRun:
    """A training on numbers to be met that explains this share of their variance."""
    return run(accuracy=explained, answers=(), own=OwnRows(rows=50, explained=explained))
