"""Arrays in a few words."""

import numpy as np
import pytest

from nngrader import arrays
from nngrader.arrays import ALIKE, MOST_COLUMNS, MOST_VALUES, describe, digest, telling
from nngrader.evidence import ArraySpec
from nngrader.jobs import Array


def test_a_table_is_told_whole() -> None:
    x = np.array([[0.0, 1.0], [1.0, 3.0]])

    assert describe(x) == ArraySpec(
        shape=(2, 2),
        dtype="float64",
        digest=digest(x),
        minimum=0.0,
        maximum=3.0,
        spread=1.089725,
        values=(0.0, 1.0, 3.0),
        counts=(1, 2, 1),
        means=(0.5, 2.0),
        spreads=(0.5, 1.0),
        label_changes=1.0,
        sample=(0.0, 1.0, 1.0, 3.0),
    )


@pytest.mark.parametrize(
    "x", [np.zeros((0, 3)), np.zeros((3, 0)), np.zeros(0), np.zeros((0, 28, 28))]
)
def test_an_array_of_nothing_has_no_range(x: Array) -> None:
    spec = describe(x)

    assert (spec.minimum, spec.maximum, spec.values, spec.means) == (None, None, (), ())
    assert (spec.one_hot, spec.label_changes, spec.nan_count) == (False, 0.0, 0)


def test_a_single_number_is_described() -> None:
    spec = describe(np.array(7))

    assert (spec.shape, spec.minimum, spec.values) == ((), 7.0, (7.0,))


def test_what_is_not_finite_is_counted_and_left_out() -> None:
    spec = describe(np.array([[1.0, np.nan], [np.inf, 2.0]]))

    assert (spec.nan_count, spec.minimum, spec.maximum) == (2, 1.0, 2.0)
    assert (spec.means, spec.spreads, spec.values) == ((), (), (1.0, 2.0))


def test_an_array_of_nothing_but_nan_has_no_range() -> None:
    spec = describe(np.full((2, 2), np.nan))

    assert (spec.nan_count, spec.minimum, spec.sample) == (4, None, ())


def test_true_and_false_are_one_and_zero() -> None:
    spec = describe(np.array([[True, False], [False, False]]))

    assert (spec.dtype, spec.values, spec.counts) == ("bool", (0.0, 1.0), (3, 1))


@pytest.mark.parametrize("count", [MOST_VALUES, MOST_VALUES + 1])
def test_distinct_values_are_listed_up_to_a_number(count: int) -> None:
    listed = len(describe(np.arange(count)).values)

    assert listed == (count if count <= MOST_VALUES else 0)


@pytest.mark.parametrize("columns", [MOST_COLUMNS, MOST_COLUMNS + 1])
def test_columns_are_measured_up_to_a_number(columns: int) -> None:
    measured = len(describe(np.ones((2, columns))).means)

    assert measured == (columns if columns <= MOST_COLUMNS else 0)


@pytest.mark.parametrize("columns", [MOST_COLUMNS, MOST_COLUMNS + 1])
def test_columns_are_one_hot_up_to_a_number(columns: int) -> None:
    assert describe(np.eye(columns)).one_hot == (columns <= MOST_COLUMNS)


@pytest.mark.parametrize("cells", [4, 6])
def test_a_table_is_searched_for_values_up_to_a_size(
    monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    monkeypatch.setattr(arrays, "MOST_CELLS", 5)

    assert describe(np.ones((2, cells // 2))).values == ((1.0,) if cells <= 5 else ())


@pytest.mark.parametrize("shape", [(120_000,), (120_000, 1)])
def test_the_labels_of_augmented_pictures_are_still_listed(shape: tuple[int, ...]) -> None:
    labels = np.arange(120_000).reshape(shape) % 10

    assert describe(labels).values == tuple(range(10))


@pytest.mark.parametrize(
    ("y", "one_hot"),
    [
        (np.eye(3), True),
        (np.eye(3, dtype=bool), True),
        (np.eye(3)[:, :2], False),
        (np.eye(3) * 2, False),
        (np.ones((3, 2)), False),
        (np.ones((3, 1)), False),
        (np.array([0, 1]), False),
        (np.full((2, 2), 0.5), False),
    ],
)
def test_one_hot_rows_hold_a_single_one(y: Array, one_hot: bool) -> None:
    assert describe(y).one_hot is one_hot


@pytest.mark.parametrize(
    ("y", "share"),
    [
        (np.array([0, 0, 1, 1]), 1 / 3),
        (np.array([[0], [1], [0]]), 1.0),
        (np.array([[1, 0], [1, 0], [0, 1]]), 0.5),
        (np.array([1]), 0.0),
        (np.zeros((3, MOST_COLUMNS)), 0.0),
        (np.arange(3 * MOST_COLUMNS).reshape(3, -1), 1.0),
        (np.arange(3 * (MOST_COLUMNS + 1)).reshape(3, -1), 0.0),
    ],
)
def test_changes_between_neighbours_are_a_share(y: Array, share: float) -> None:
    assert describe(y).label_changes == pytest.approx(share, abs=1e-6)


def test_a_tiny_negative_number_is_plainly_zero() -> None:
    spec = describe(np.array([-1e-9, 1.0]))

    assert f"{spec.minimum:g} {spec.values[0]:g}" == "0 0"


@pytest.mark.parametrize("huge", [np.full((2, 2), 1e300), np.full((60_000, 2), 1e300)])
def test_huge_numbers_are_described_without_a_warning(huge: Array) -> None:
    assert describe(huge).shape == huge.shape


def test_a_digest_names_content_form_and_type() -> None:
    x = np.arange(6.0)
    others = [x.reshape(2, 3), x.astype(np.float32), x + 1]

    assert digest(x) == digest(x.copy())
    assert digest(x) not in map(digest, others)


ROWS = np.random.default_rng(5).normal(size=(60, 3))
KINDS = np.arange(60) % 3


@pytest.mark.parametrize("labels", [KINDS, KINDS.reshape(-1, 1), KINDS.astype(np.float32)])
@pytest.mark.parametrize(
    "column", [KINDS, KINDS * -2.0 + 5, ((KINDS - 1) / 0.8).astype(np.float32)]
)
def test_a_column_that_tells_the_label(labels: Array, column: Array) -> None:
    x = np.column_stack([ROWS, column, ROWS])

    assert telling(x, labels) == 3
    assert telling(ROWS, labels) is None


@pytest.mark.parametrize(("share", "found"), [(0.4, 1), (2.0, None)])
def test_a_column_must_be_as_near_as_rounding_leaves_it(share: float, found: int | None) -> None:
    near = KINDS.astype(float)
    near[0] += share * ALIKE * KINDS.std()

    assert telling(np.column_stack([ROWS[:, 0], near]), KINDS) == found


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.zeros((0, 3)), np.zeros(0)),
        (np.ones((9, 3)), np.ones(9)),
        (np.full((9, 3), np.nan), np.arange(9)),
        (np.zeros((9, 28, 28)), np.arange(9)),
        (np.arange(9), np.arange(9)),
        (np.arange(9).reshape(9, 1), np.arange(8)),
        (np.eye(9), np.eye(9)),
        (np.tile(np.arange(9).reshape(9, 1), MOST_COLUMNS + 1), np.arange(9)),
    ],
)
def test_where_no_column_can_tell(x: Array, y: Array) -> None:
    assert telling(x, y) is None


@pytest.mark.parametrize(("x", "y"), [(np.array(5.0), KINDS), (ROWS, np.array(3.0))])
def test_a_single_number_tells_no_label(x: Array, y: Array) -> None:
    """Keras refuses it, but only after `fit` was told."""
    assert telling(x, y) is None
