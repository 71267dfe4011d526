"""Healthy evidence, assignments and reports. A test changes only what ails its submission.

evidence(runs=())                          XOR, perfect but never trained
report(evidence(), student="s07")          graded, then changed
report(mishap("timed_out"), notes=(...))   graded from a mishap
"""

from dataclasses import replace
from math import exp
from typing import Any

import numpy as np

from nngrader.evidence import (
    ArraySpec,
    Evidence,
    FitCall,
    LayerSpec,
    LossSpec,
    Mishap,
    MishapName,
    ModelSpec,
    OptimizerSpec,
    Place,
    Preprocessed,
    StageError,
    Surface,
    TrainingRun,
    Trial,
    Wrong,
)
from nngrader.findings import Finding
from nngrader.grades import GradedCriterion, GradeReport, Origin, Verdict
from nngrader.grading import grade
from nngrader.jobs import Rows
from nngrader.network import Asked
from nngrader.rubric import Assignment, worth
from nngrader.rubric.checks import (
    accuracy,
    all_of,
    hidden_layers,
    labels_encoded,
    loss,
    optimizer,
    output,
    preprocessed,
)

SPECIES = ("setosa", "versicolor", "virginica")
DIGITS = tuple("0123456789")
VERSIONS = {"keras": "3.15.1", "numpy": "2.4.6", "python": "3.11.7", "tensorflow": "2.21.0"}
COMMAND = "pytest --grade xor.py"
ORIGIN = Origin(submission="sha256:" + "5b" * 32, assignment="sha256:" + "a5" * 32)


def evidence(**changes: Any) -> Evidence:
    """XOR: sixteen relu units, one sigmoid unit, three seeds that all learn the four rows."""
    x, y = _xor_inputs(), _xor_labels()
    healthy = Evidence(
        assignment="xor",
        student="s07",
        classes=("loyal", "not loyal"),
        truth=(1, 0, 0, 1),
        data="the four segments of the lesson",
        data_digest="sha256:4f0c",
        source=("import keras", "", "def preprocess(x_train, y_train, x_test):"),
        preprocessed=Preprocessed(
            x_train=x,
            y_train=y,
            x_test=x,
            repeatable=True,
            train_follows_test=False,
            test_follows_itself=False,
        ),
        model=model(),
        fits=(FitCall(epochs=200, batch_size=4, x=x, y=y, place=Place(31)),),
        runs=tuple(run(seed) for seed in (0, 1, 2)),
        isolation=3,
        versions=VERSIONS,
        seconds=6.5,
    )
    return replace(healthy, **changes)


def iris_evidence(**changes: Any) -> Evidence:
    """Iris: 120 scaled flowers to learn from, 30 to be examined on, one of them wrong."""
    truth = tuple(row % 3 for row in range(30))
    answers = tuple(2 if row == 4 else kind for row, kind in enumerate(truth))
    x, y = _iris_inputs(120), _class_numbers(120, 3)
    healthy = Evidence(
        assignment="iris",
        student="s07",
        classes=SPECIES,
        truth=truth,
        data="scikit-learn's Iris flowers",
        data_digest="sha256:1a15",
        preprocessed=Preprocessed(
            x_train=x,
            y_train=y,
            x_test=_iris_inputs(30),
            repeatable=True,
            train_follows_test=False,
            test_follows_itself=False,
        ),
        model=iris_model(),
        fits=(FitCall(epochs=60, batch_size=16, x=x, y=y, validation_split=0.1),),
        runs=tuple(
            run(
                seed,
                epochs=60,
                history=history(60, measure="sparse_categorical_accuracy", validation=True),
                accuracy=29 / 30,
                answers=answers,
                wrong=(Wrong(4, truth=1, answer=2, confidence=0.83),),
                surface=None,
            )
            for seed in (0, 1)
        ),
        isolation=3,
        versions=VERSIONS,
        seconds=9.0,
    )
    return replace(healthy, **changes)


def mnist_evidence(**changes: Any) -> Evidence:
    """MNIST: two layers of 512 units, five epochs, 98 of 100 unseen digits right."""
    truth = tuple(row % 10 for row in range(100))
    answers = tuple({4: 9, 15: 3}.get(row, digit) for row, digit in enumerate(truth))
    x, y = _mnist_inputs(60_000), _class_numbers(60_000, 10)
    healthy = Evidence(
        assignment="mnist",
        student="s07",
        classes=DIGITS,
        truth=truth,
        data="MNIST from Keras",
        data_digest="sha256:7315",
        preprocessed=Preprocessed(
            x_train=x,
            y_train=y,
            x_test=_mnist_inputs(100),
            repeatable=True,
            train_follows_test=False,
            test_follows_itself=False,
        ),
        model=mnist_model(),
        fits=(FitCall(epochs=5, batch_size=128, x=x, y=y),),
        runs=(
            run(
                0,
                epochs=5,
                history=history(5, measure="accuracy"),
                accuracy=0.98,
                answers=answers,
                wrong=(wrong_digit(4, 4, 9, 0.97), wrong_digit(15, 5, 3, 0.61)),
                surface=None,
                seconds=41.0,
            ),
        ),
        isolation=3,
        versions=VERSIONS,
        seconds=52.0,
    )
    return replace(healthy, **changes)


def untouched(**changes: Any) -> Evidence:
    """A starter handed in as it was: three blanks, no network, no training."""
    blanks = {"preprocess": Place(12), "build_model": Place(24), "train": Place(33)}
    bare = evidence(
        unfinished=("preprocess", "build_model", "train"),
        blanks=blanks,
        preprocessed=None,
        model=None,
        fits=(),
        runs=(),
    )
    return replace(bare, **changes)


def mishap(name: MishapName = "timed_out", **changes: Any) -> Mishap:
    """A submission that stopped in `preprocess`, in a notebook; `captured` may be changed too."""
    place = Place(7, cell=3)
    stopped = evidence(preprocessed=None, model=None, fits=(), runs=())
    made = Mishap(name, "Your code did not finish within 60 seconds.", stopped, place)
    return replace(made, **changes)


def crash(**changes: Any) -> Mishap:
    """A submission whose `preprocess` raised a ValueError."""
    place = Place(7, cell=3)
    error = StageError("preprocess", "ValueError", "could not convert string to float", place)
    stopped = replace(mishap().captured, error=error)
    message = "`preprocess` stopped with a ValueError."
    return replace(Mishap("crashed", message, stopped, place), **changes)


def layer(units: int = 16, activation: str = "relu", **changes: Any) -> LayerSpec:
    """A Dense layer fed by two numbers."""
    made = LayerSpec(
        type="Dense",
        units=units,
        activation=activation,
        output_shape=(None, units),
        parameters=3 * units,
    )
    return replace(made, **changes)


def model(**changes: Any) -> ModelSpec:
    """The healthy network for XOR."""
    made = ModelSpec(
        layers=(layer(), layer(1, "sigmoid", parameters=17)),
        input_shape=(None, 2),
        output_shape=(None, 1),
        parameters=65,
        head="sigmoid-like",
        loss=LossSpec("mean_squared_error"),
        optimizer=OptimizerSpec("adam", {"learning_rate": 0.05}),
        metrics=("binary_accuracy",),
    )
    return replace(made, **changes)


def iris_model(**changes: Any) -> ModelSpec:
    """The healthy network for Iris."""
    made = model(
        layers=(layer(16, parameters=80), layer(3, "softmax", parameters=51)),
        input_shape=(None, 4),
        output_shape=(None, 3),
        parameters=131,
        head="softmax",
        loss=LossSpec("sparse_categorical_crossentropy"),
        metrics=("sparse_categorical_accuracy",),
    )
    return replace(made, **changes)


def mnist_model(**changes: Any) -> ModelSpec:
    """The healthy network for MNIST."""
    flatten = LayerSpec(
        type="Flatten", units=None, activation="linear", output_shape=(None, 784), parameters=0
    )
    made = iris_model(
        layers=(
            flatten,
            layer(512, parameters=401_920),
            layer(512, parameters=262_656),
            layer(10, "softmax", parameters=5_130),
        ),
        input_shape=(None, 28, 28),
        output_shape=(None, 10),
        parameters=669_706,
        metrics=("accuracy",),
    )
    return replace(made, **changes)


def run(seed: int = 0, **changes: Any) -> TrainingRun:
    """A training on XOR that learns all four rows, as many epochs as were asked for."""
    epochs = changes.get("epochs", 200)
    made = TrainingRun(
        seed=seed,
        epochs=epochs,
        history=history(200, measure="binary_accuracy"),
        accuracy=1.0,
        answers=(1, 0, 0, 1),
        surface=surface(),
        seconds=2.1,
        asked=epochs,
        judged=epochs,
        engine="loop",
    )
    return replace(made, **changes)


def history(
    epochs: int, *, measure: str, validation: bool = False
) -> dict[str, tuple[float | None, ...]]:
    """A loss that falls and an accuracy that rises, as a healthy training shows them."""
    progress = [1 - exp(-5 * (epoch + 1) / epochs) for epoch in range(epochs)]
    told = {
        "loss": tuple(0.7 * (1 - 0.95 * done) for done in progress),
        measure: tuple(0.5 + 0.5 * done for done in progress),
    }
    if validation:
        told |= {f"val_{name}": tuple(v * 0.97 for v in line) for name, line in told.items()}
    return {**told}


def surface(steps: int = 41) -> Surface:
    """A ridge between (0, 1) and (1, 0): what a network that knows XOR answers."""
    grid = np.linspace(-0.5, 1.5, steps)
    first, second = np.meshgrid(grid, grid)
    answers = 1 / (1 + np.exp(24 * np.abs(first + second - 1) - 12))
    return Surface(-0.5, 1.5, steps, tuple(map(float, answers.ravel())))


def wrong_digit(row: int, truth: int, answer: int, confidence: float) -> Wrong:
    """A wrongly read picture: a slanted stroke."""
    pixels = [255 if abs(x - y) < 3 and 4 < y < 24 else 0 for y in range(28) for x in range(28)]
    return Wrong(row, truth, answer, confidence, tuple(pixels))


def _xor_inputs() -> ArraySpec:
    return ArraySpec(
        shape=(4, 2),
        dtype="float64",
        digest="x",
        minimum=0.0,
        maximum=1.0,
        values=(0.0, 1.0),
        counts=(4, 4),
        means=(0.5, 0.5),
        spreads=(0.5, 0.5),
        label_changes=1.0,
        sample=(0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0),
    )


def _xor_labels() -> ArraySpec:
    return ArraySpec(
        shape=(4,),
        dtype="float64",
        digest="y",
        minimum=0.0,
        maximum=1.0,
        values=(0.0, 1.0),
        counts=(2, 2),
        label_changes=0.67,
        sample=(0.0, 1.0, 1.0, 0.0),
    )


def _iris_inputs(rows: int) -> ArraySpec:
    return ArraySpec(
        shape=(rows, 4),
        dtype="float64",
        digest=f"x{rows}",
        minimum=-2.43,
        maximum=3.09,
        means=(0.0, 0.0, 0.0, 0.0),
        spreads=(1.0, 1.0, 1.0, 1.0),
        label_changes=1.0,
    )


def _mnist_inputs(rows: int) -> ArraySpec:
    return ArraySpec(
        shape=(rows, 28, 28),
        dtype="float32",
        digest=f"x{rows}",
        minimum=0.0,
        maximum=1.0,
    )


def _class_numbers(rows: int, classes: int) -> ArraySpec:
    return ArraySpec(
        shape=(rows,),
        dtype="int64",
        digest=f"y{rows}",
        minimum=0.0,
        maximum=classes - 1.0,
        values=tuple(float(number) for number in range(classes)),
        counts=(rows // classes,) * classes,
        label_changes=1 - 1 / classes,
    )


class Segments:
    """A dataset at the address of a real one: the four rows of XOR, nothing to download."""

    def load(self) -> Rows:
        """Give the four rows, which are the exam as well."""
        ages = (("young", "rural"), ("young", "urban"), ("old", "rural"), ("old", "urban"))
        x = np.array(ages)
        return Rows(
            x_train=x,
            y_train=np.array(("not loyal", "loyal", "loyal", "not loyal")),
            x_test=x,
            truth=(1, 0, 0, 1),
            classes=("loyal", "not loyal"),
            rehearsal=(0, 1, 2, 3),
            source="the four segments of the lesson",
            digest="sha256:4f0c",
        )


def assignment(**changes: Any) -> Assignment:
    """Fifteen points on XOR, six sentences."""
    made = Assignment(
        title="Teach a network XOR",
        dataset=Segments(),
        asked=(Asked("Dense"), Asked("Dense", 1, ("sigmoid",))),
        name="xor",
        rubric=(
            worth(
                2,
                "The segments become numbers",
                preprocessed(x_shape=(4, 2), values=(0, 1)),
                why="A network multiplies and adds. It cannot multiply the word young.",
            ),
            worth(1, "Loyal and not loyal become 1 and 0", labels_encoded(classes=2)),
            worth(
                3,
                "The network has a hidden layer",
                hidden_layers(at_least=1),
                why="No straight line separates loyal from not loyal.",
            ),
            worth(
                2,
                "One sigmoid unit answers yes or no",
                output(units=1, activation="sigmoid"),
            ),
            worth(
                2,
                "The loss fits and Adam turns the knobs",
                all_of(loss(one_of=("mean_squared_error",)), optimizer(one_of=("adam",))),
            ),
            worth(
                5,
                "It learns all four segments on two seeds of three",
                accuracy(at_least=1.0, on_seeds=2, margin=0.5),
                why="A lucky start can fake success once. A network that learns, learns again.",
            ),
        ),
    )
    return replace(made, **changes)


def report(outcome: Evidence | Mishap | None = None, **changes: Any) -> GradeReport:
    """Grade an outcome (healthy XOR when none is given), then change the report.

    Pass `findings=()` and a `first_step` where a test must not depend on which rules there are.
    """
    outcome = evidence() if outcome is None else outcome
    graded = grade(assignment(), outcome, COMMAND, origin=ORIGIN)
    return replace(graded, **changes)


def graded_in(outcome: Evidence | Mishap, language: str, **changes: Any) -> GradeReport:
    """Grade an outcome for an assignment in another language."""
    return grade(assignment(language=language, **changes), outcome, COMMAND, origin=ORIGIN)


def english(verdict: Verdict) -> Verdict:
    """Say what a check found."""
    return replace(verdict, because=str(verdict.because), hint=str(verdict.hint))


def criterion(title: str = "The network has a hidden layer", **changes: Any) -> GradedCriterion:
    """A sentence of a rubric with full points."""
    made = GradedCriterion(
        title=title, points=2.0, max_points=2.0, because="1 hidden layer: Dense, 16 units, relu."
    )
    return replace(made, **changes)


def finding(**changes: Any) -> Finding:
    """A serious mistake with a place."""
    made = Finding(
        rule="softmax-on-one-unit",
        catalogue="L01",
        severity="fatal",
        message="The output has 1 unit with softmax, so every answer is 1.",
        hint="What does softmax share out when there is only one unit?",
        place=Place(31),
        look="Count the units of the last layer.",
        concept="softmax",
        confirmed_by="Read off what the program does.",
    )
    return replace(made, **changes)


def trial(**changes: Any) -> Trial:
    """Smaller steps, which let XOR learn what it did not learn before."""
    made = Trial(
        change="smaller-steps",
        rule="softmax-on-one-unit",
        seed=0,
        epochs=200,
        before={"loss": (0.9, 0.7, 1.2, 0.8)},
        after={"loss": (0.7, 0.5, 0.2, 0.1)},
        reached=0.5,
        reaches=1.0,
        confirms=True,
    )
    return replace(made, **changes)
