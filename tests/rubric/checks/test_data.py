"""What `preprocess` made of the rows."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nngrader.alike import UNLIKE
from nngrader.arrays import describe
from nngrader.evidence import ArraySpec, Evidence, FitCall, LayerSpec
from nngrader.executors._collect import UNKNOWN
from nngrader.grades import Verdict
from nngrader.jobs import Array
from nngrader.rubric.checks import (
    labels_encoded,
    preprocessed,
    scaled,
    scaled_from_training_rows,
    shuffled,
)
from nngrader.rubric.checks.data import ALIKE, LEAST_CHANGES, NARROWEST, WIDEST
from tests.builders import english, evidence, iris_evidence, layer, model

XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
SPECIES = np.arange(120) % 3
WORDS = ArraySpec(shape=(4, 2), dtype="str192", digest="", sample=("old", "middle"))
STARTED = "Which number would you divide by, or which spread, to bring the inputs into that range?"
ALIKE_HINT = "Do all columns have about the same spread before they reach the network?"
PRINT = "Print the inputs: after which step do the numbers go?"
TEXT = Verdict(0.0, "The inputs are still text (str192).", "Give each word a number.")


def with_x(x: ArraySpec | Array, **changes: Any) -> Evidence:
    """XOR with other training inputs, given to `fit` as they are."""
    spec = x if isinstance(x, ArraySpec) else describe(x)
    seen = evidence(**changes)
    assert seen.preprocessed is not None
    fits = (replace(seen.fits[0], x=spec),)
    data = replace(seen.preprocessed, x_train=spec, x_test=spec)
    return replace(seen, preprocessed=data, fits=fits)


def with_y(y: ArraySpec | Array) -> Evidence:
    """Iris with other labels, given to `fit` as they are."""
    spec = y if isinstance(y, ArraySpec) else describe(y)
    seen = iris_evidence()
    assert seen.preprocessed is not None
    fits = (replace(seen.fits[0], y=spec),)
    return replace(seen, preprocessed=replace(seen.preprocessed, y_train=spec), fits=fits)


SEGMENTS = preprocessed(x_shape=(4, 2), values=(0, 1))


@pytest.mark.parametrize("dtype", [bool, np.int64, np.uint8, np.float32, np.float64, np.float16])
def test_segments_as_numbers_of_any_kind_are_full(dtype: type) -> None:
    assert english(SEGMENTS(with_x(XOR.astype(dtype)))) == Verdict(
        1.0, "The inputs have shape (4, 2) and hold 0 and 1."
    )


@pytest.mark.parametrize(
    ("x", "verdict"),
    [
        (WORDS, TEXT),
        (
            XOR[:, :1],
            Verdict(
                0.0,
                "The inputs have shape (4, 1); (4, 2) was asked.",
                "How many rows are there, and how many facts in each row?",
            ),
        ),
        (
            XOR * 2 - 1,
            Verdict(
                0.0,
                "The inputs hold -1 and 1; 0 and 1 were asked.",
                "Print the inputs: which number stands for which word?",
            ),
        ),
        (
            XOR + np.arange(8).reshape(4, 2),
            Verdict(
                0.0,
                "The inputs hold 0, 1, 2, 4, 5, 7, 8; 0 and 1 were asked.",
                "Print the inputs: which number stands for which word?",
            ),
        ),
        (
            np.zeros((4, 2)),
            Verdict(
                0.0,
                "The inputs hold 0; 0 and 1 were asked.",
                "Print the inputs: which number stands for which word?",
            ),
        ),
        (
            np.where(XOR, np.nan, 0.0),
            Verdict(0.0, "Of 8 inputs, 4 are NaN or infinite.", PRINT),
        ),
    ],
    ids="text|one column|minus one|many|constant|NaN".split("|"),
)
def test_segments_in_another_form_are_told(x: ArraySpec | Array, verdict: Verdict) -> None:
    assert english(SEGMENTS(with_x(x))) == verdict


@pytest.mark.parametrize(
    "y",
    [SPECIES, SPECIES.astype(float), SPECIES[:, None], SPECIES.astype(np.uint8)],
)
def test_class_numbers_of_any_kind_are_full(y: Array) -> None:
    assert english(labels_encoded(classes=3)(with_y(y))) == Verdict(
        1.0, "The labels are the whole numbers 0, 1, 2."
    )


@pytest.mark.parametrize("dtype", [bool, np.float64, np.int8])
def test_a_column_per_class_is_full(dtype: type) -> None:
    assert english(labels_encoded(classes=3)(with_y(np.eye(3, dtype=dtype)[SPECIES]))) == Verdict(
        1.0, "The labels are one-hot: one of 3 columns holds the 1."
    )


@pytest.mark.parametrize("y", [SPECIES % 2 == 1, np.eye(2)[SPECIES % 2]])
def test_two_classes_may_be_true_and_false_or_two_columns(y: Array) -> None:
    assert labels_encoded(classes=2)(with_y(y)).share == 1


def test_the_labels_of_many_augmented_rows_are_full() -> None:
    assert labels_encoded(classes=3)(with_y(np.arange(150_000) % 3)).share == 1


@pytest.mark.parametrize(
    ("y", "found"),
    [
        (SPECIES + 1, "shape (120,) and hold 1, 2, 3"),
        (SPECIES % 2, "shape (120,) and hold 0 and 1"),
        (SPECIES * 2 - 1, "shape (120,) and hold -1, 1, 3"),
        (np.linspace(0, 2, 120), "shape (120,) and hold numbers from 0 to 2"),
        (np.eye(4)[SPECIES], "shape (120, 4) and hold 0 and 1"),
        (np.full(120, np.nan), "shape (120,) and hold no finite number"),
    ],
)
def test_labels_in_another_form_are_told(y: Array, found: str) -> None:
    assert english(labels_encoded(classes=3)(with_y(y))) == Verdict(
        0.0,
        f"The labels have {found}; 3 classes, numbered from 0, were asked.",
        "Print the labels: can you read every class from them?",
    )


@pytest.mark.parametrize(("sample", "shown"), [(("setosa",), '"setosa"'), ((), "nothing")])
def test_labels_that_are_text_are_told(sample: tuple[str, ...], shown: str) -> None:
    names = ArraySpec(shape=(120,), dtype="str320", digest="", sample=sample)

    assert english(labels_encoded(classes=3)(with_y(names))) == Verdict(
        0.0,
        f"The labels are still text (str320), such as {shown}.",
        "Which step could turn each name into a number?",
    )


def test_labels_encoded_before_fit_count() -> None:
    seen = with_y(SPECIES)
    names = ArraySpec(shape=(120,), dtype="str320", digest="")
    assert seen.preprocessed is not None
    late = replace(seen, preprocessed=replace(seen.preprocessed, y_train=names))

    assert labels_encoded(classes=3)(late).share == 1


@pytest.mark.parametrize(
    "check", [labels_encoded(classes=3), shuffled(), scaled(), scaled_from_training_rows()]
)
def test_rows_inside_a_data_set_object_are_those_of_preprocess(check: Any) -> None:
    hidden = FitCall(epochs=1, batch_size=32, x=UNKNOWN, y=UNKNOWN)

    assert check(iris_evidence(fits=(hidden,))).share == 1


@pytest.mark.parametrize("check", [labels_encoded(classes=3), shuffled(), scaled()])
def test_rows_of_preprocess_count_when_nothing_was_fitted(check: Any) -> None:
    assert check(iris_evidence(fits=())).share == 1


def changing(share: float) -> ArraySpec:
    return replace(describe(SPECIES), label_changes=share)


def test_rows_that_change_often_enough_are_shuffled() -> None:
    assert english(shuffled()(with_y(changing(LEAST_CHANGES)))) == Verdict(
        1.0, "30% of neighbouring rows differ in their label."
    )


def test_rows_that_change_a_little_less_are_sorted() -> None:
    assert english(shuffled()(with_y(changing(LEAST_CHANGES - 0.01)))) == Verdict(
        0.0,
        "Only 29% of neighbouring rows differ in their label: the rows still stand sorted.",
        "Look at the labels of the first 20 rows you train on.",
    )


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("columns", [False, True])
def test_a_real_shuffle_is_never_called_sorted(seed: int, columns: bool) -> None:
    order = np.random.default_rng(seed).permutation(np.repeat(np.arange(3), 40))

    assert shuffled()(with_y(np.eye(3)[order] if columns else order)).share == 1


def test_flowers_as_they_came_are_sorted() -> None:
    assert shuffled()(with_y(np.repeat(np.arange(3), 40))).share == 0


def test_labels_may_be_shuffled_while_they_are_text() -> None:
    names = ArraySpec(shape=(120,), dtype="str320", digest="", label_changes=0.6)

    assert shuffled()(with_y(names)).share == 1


def test_labels_that_all_stand_in_one_column_are_not_encoded() -> None:
    only_first = np.eye(3)[np.zeros(120, dtype=int)]

    verdict = english(labels_encoded(classes=3)(with_y(only_first)))

    assert verdict.share == 0
    assert verdict.because == (
        "The labels have shape (120, 3) and hold 0 and 1; 3 classes, numbered from 0, were asked."
    )


def wider(factor: float) -> Evidence:
    """Iris with test rows that spread so much more than the training rows."""
    seen = iris_evidence()
    assert seen.preprocessed is not None
    train = replace(seen.preprocessed.x_train, spreads=(1.0, 1.0, 1.0, 1.0))
    test = replace(train, spreads=(1.0, factor, 1.0, 1.0))
    data = replace(seen.preprocessed, x_train=train, x_test=test)
    return replace(seen, preprocessed=data)


def test_test_rows_may_spread_twice_as_far() -> None:
    assert scaled_from_training_rows()(wider(UNLIKE)).share == 1


def test_test_rows_that_spread_further_were_not_prepared_alike() -> None:
    verdict = english(scaled_from_training_rows()(wider(UNLIKE + 0.01)))

    assert (verdict.share, verdict.because) == (
        0.0,
        "The columns of the training rows spread by 1, 1, 1, 1, "
        "those of the test rows by 1, 2, 1, 1.",
    )


def between(low: float, high: float, rows: int = 60) -> Array:
    return np.linspace(low, high, rows * 2).reshape(rows, 2)


@pytest.mark.parametrize(
    ("low", "high", "share"),
    [
        (0, 1, 1),
        (0, 1 + 1e-9, 1),
        (-1e-9, 1, 1),
        (0, 0.996, 1),
        (0.2, 0.8, 1),
        (-0.001, 1, 0),
        (0, 1.001, 0),
        (-1, 1, 0),
        (0, 255, 0),
        (0, 1 / 255, 0),
        (0, NARROWEST, 1),
        (0, NARROWEST - 0.001, 0),
    ],
)
def test_pixels_lie_between_zero_and_one(low: float, high: float, share: float) -> None:
    assert scaled(low=0, high=1)(with_x(between(low, high))).share == share


@pytest.mark.parametrize(
    ("low", "high", "share"),
    [(-WIDEST, WIDEST, 1), (-WIDEST - 0.01, 1, 0), (-1, WIDEST + 0.01, 0), (4.3, 7.9, 0)],
)
def test_a_small_range_is_enough_by_default(low: float, high: float, share: float) -> None:
    assert scaled()(with_x(between(low, high))).share == share


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", [(4, 784), (4, 28, 28), (4, 28, 28, 1)])
def test_pictures_of_any_form_are_full(shape: tuple[int, ...], dtype: type) -> None:
    pixels = (np.arange(4 * 784) % 256).reshape(shape).astype(dtype) / 255

    assert english(scaled(low=0, high=1)(with_x(pixels))) == Verdict(
        1.0, "The inputs lie between 0 and 1."
    )


@pytest.mark.parametrize(
    ("check", "asked"), [(scaled(low=0, high=1), "0 to 1"), (scaled(), "about -5 to 5")]
)
def test_a_range_that_is_too_large_is_told(check: Any, asked: str) -> None:
    assert english(check(with_x(between(0, 255)))) == Verdict(
        0.0, f"The inputs lie between 0 and 255; {asked} was asked.", STARTED
    )


@pytest.mark.parametrize("check", [scaled(), scaled_from_training_rows()])
def test_text_is_not_scaled(check: Any) -> None:
    assert english(check(with_x(WORDS))) == TEXT


@pytest.mark.parametrize("check", [scaled(), scaled_from_training_rows()])
def test_nan_is_not_scaled(check: Any) -> None:
    assert english(check(with_x(np.array([[0.0, np.nan]])))) == Verdict(
        0.0, "Of 2 inputs, 1 is NaN or infinite.", PRINT
    )


def test_no_rows_are_not_scaled() -> None:
    assert english(scaled()(with_x(np.zeros((0, 4))))) == Verdict(0.0, "There are 0 rows.", PRINT)


def scaling(kind: str) -> LayerSpec:
    return LayerSpec(
        type=kind, units=None, activation="linear", output_shape=(None, 4), parameters=0
    )


@pytest.mark.parametrize("kind", ["Rescaling", "Normalization", "BatchNormalization"])
@pytest.mark.parametrize("check", [scaled(low=0, high=1), scaled_from_training_rows()])
def test_a_network_may_scale_its_inputs_itself(check: Any, kind: str) -> None:
    layers = (scaling("Reshape"), scaling("Flatten"), scaling("Dropout"), scaling(kind), layer())

    assert english(check(with_x(between(0, 255), model=model(layers=layers)))) == Verdict(
        1.0, f"The network scales its inputs itself, in a {kind} layer."
    )


@pytest.mark.parametrize("check", [scaled(low=0, high=1), scaled_from_training_rows()])
def test_a_layer_behind_the_first_that_computes_scales_no_inputs(check: Any) -> None:
    layers = (layer(), scaling("BatchNormalization"), layer(1, "sigmoid"))

    assert check(with_x(between(0, 255), model=model(layers=layers))).share == 0


def flowers(spreads: tuple[float, ...], low: float = -2.0, high: float = 2.0) -> ArraySpec:
    return replace(
        describe(np.zeros((120, 4))), spreads=spreads, minimum=low, maximum=high, values=()
    )


def test_columns_of_one_scale_are_full() -> None:
    columns = flowers((1.0, 1.0, 1.0, 1.0), -2.36, 3.01)
    assert english(scaled_from_training_rows()(with_x(columns))) == (
        Verdict(
            1.0,
            "The columns spread by 1, 1, 1, 1 and lie between -2.4 and 3, "
            "as measured on the training rows alone.",
        )
    )


@pytest.mark.parametrize(
    ("x", "share"),
    [
        (flowers((1.0, ALIKE)), 1),
        (flowers((1.0, ALIKE + 0.01)), 0),
        (flowers((0.0, 0.0)), 0),
        (flowers((1.0, 1.0), -WIDEST, WIDEST), 1),
        (flowers((1.0, 1.0), -WIDEST - 0.01, 1), 0),
        (flowers((1.0, 1.0), 0, WIDEST + 0.01), 0),
    ],
)
def test_columns_must_be_about_alike_and_small(x: ArraySpec, share: float) -> None:
    assert scaled_from_training_rows()(with_x(x)).share == share


def test_columns_of_many_scales_are_told() -> None:
    columns = flowers((0.83, 0.43, 1.8, 0.76), 0.1, 7.9)
    assert english(scaled_from_training_rows()(with_x(columns))) == (
        Verdict(
            0.0,
            "The columns spread by 0.83, 0.43, 1.8, 0.76 and lie between 0.1 and 7.9: "
            "they were not brought to one scale.",
            ALIKE_HINT,
        )
    )


@pytest.mark.parametrize("shape", [(120,), (120, 2, 2), (120, 65)])
def test_what_is_no_table_is_told(shape: tuple[int, ...]) -> None:
    assert english(scaled_from_training_rows()(with_x(np.ones(shape)))) == Verdict(
        0.0,
        f"The inputs have shape {shape}; a table was asked.",
        "How many rows are there, and how many measurements in each row?",
    )


def audited(**found: bool) -> Evidence:
    seen = iris_evidence()
    assert seen.preprocessed is not None
    return replace(seen, preprocessed=replace(seen.preprocessed, **found))


def test_training_rows_that_follow_the_test_rows_earn_nothing() -> None:
    assert english(scaled_from_training_rows()(audited(train_follows_test=True))) == Verdict(
        0.0,
        "Other test rows changed your 120 training rows.",
        "Which rows may choose the mean and the spread?",
    )


def test_test_rows_that_follow_each_other_earn_nothing() -> None:
    assert english(scaled_from_training_rows()(audited(test_follows_itself=True))) == Verdict(
        0.0,
        "A test row came out differently when other rows stood beside it "
        "(asked twice with 30 rows).",
        "Is anything computed from the test rows that should come from the training rows?",
    )


@pytest.mark.parametrize("by", ["mean", "range", "twice the range", "largest", "quartiles"])
def test_real_flowers_scaled_in_any_usual_way_are_full(by: str) -> None:
    from nngrader.datasets import iris

    x = iris.load().x_train
    low, high, quartiles = x.min(0), x.max(0), np.percentile(x, [25, 50, 75], axis=0)
    ways = {
        "mean": (x - x.mean(0)) / x.std(0),
        "range": (x - low) / (high - low),
        "twice the range": 2 * (x - low) / (high - low) - 1,
        "largest": x / high,
        "quartiles": (x - quartiles[1]) / (quartiles[2] - quartiles[0]),
    }

    assert scaled_from_training_rows()(with_x(ways[by])).share == 1


@pytest.mark.parametrize("divisor", [1, 10])
def test_real_flowers_divided_by_one_number_keep_their_scales(divisor: int) -> None:
    from nngrader.datasets import iris

    assert scaled_from_training_rows()(with_x(iris.load().x_train / divisor)).share == 0
