"""Which rows and labels reached `fit`."""

from dataclasses import replace

import pytest

from nngrader.evidence import ArraySpec
from nngrader.given import HIDDEN, inputs_given, is_numeric, labels_given, own_rows, spaced
from tests.builders import evidence

OTHER = ArraySpec(shape=(4,), dtype="float32", digest="other")
UNSEEN = ArraySpec(shape=(), dtype=HIDDEN, digest="")


def test_rows_and_labels_of_the_last_fit_come_first() -> None:
    seen = evidence()
    seen = replace(seen, fits=(replace(seen.fits[0], x=OTHER, y=OTHER),))

    assert (inputs_given(seen), labels_given(seen)) == (OTHER, OTHER)


def test_rows_hidden_in_a_data_set_object_are_those_of_preprocess() -> None:
    seen = evidence()
    seen = replace(seen, fits=(replace(seen.fits[0], x=UNSEEN, y=UNSEEN),))

    assert seen.preprocessed is not None
    assert inputs_given(seen) == seen.preprocessed.x_train
    assert labels_given(seen) == seen.preprocessed.y_train


def test_without_either_there_is_nothing() -> None:
    assert inputs_given(evidence(fits=(), preprocessed=None)) is None
    assert labels_given(evidence(fits=(), preprocessed=None)) is None


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "int64", "uint8", "bool"])
def test_numbers_are_numeric(dtype: str) -> None:
    assert is_numeric(replace(OTHER, dtype=dtype))


@pytest.mark.parametrize("dtype", ["str96", "object", HIDDEN])
def test_text_and_objects_are_not(dtype: str) -> None:
    assert not is_numeric(replace(OTHER, dtype=dtype))


@pytest.mark.parametrize(
    ("rows", "most", "chosen"),
    [(0, 3, []), (1, 3, [0]), (3, 3, [0, 1, 2]), (4, 3, [0, 1, 3]), (100, 3, [0, 49, 99])],
)
def test_few_rows_are_evenly_spaced_over_all(rows: int, most: int, chosen: list[int]) -> None:
    assert spaced(rows, most).tolist() == chosen


@pytest.mark.parametrize(
    ("rows", "held", "last", "count"),
    [
        (10, 0.0, 9, 10),
        (10, 0.2, 7, 8),
        (9, 0.5, 3, 4),
        (513, 0.0, 512, 512),
        (1000, 0.4, 599, 512),
    ],
)
def test_own_rows_are_not_those_held_back(rows: int, held: float, last: int, count: int) -> None:
    chosen = own_rows(rows, held)

    assert (chosen[0], chosen[-1], len(chosen)) == (0, last, count)
