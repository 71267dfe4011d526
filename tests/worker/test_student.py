"""Networks that were given no shape, where `preprocess` stopped before it could give one."""

import keras
import pytest
from keras import layers

from nngrader.worker.student import _build_for

pytestmark = pytest.mark.keras
PICTURE = (28, 28)


@pytest.mark.parametrize(
    ("first", "shape", "parameters"),
    [
        ([], (4,), 4 * 3 + 3),
        ([], PICTURE, 784 * 3 + 3),
        ([layers.Flatten], PICTURE, 784 * 3 + 3),
        ([lambda: layers.Conv2D(2, 28), layers.Flatten], PICTURE, 784 * 2 + 2 + 2 * 3 + 3),
        ([lambda: layers.Rescaling(1 / 255), layers.Flatten], PICTURE, 784 * 3 + 3),
    ],
    ids=["table", "line of pixels", "flatten", "convolution", "rescaling"],
)
def test_the_raw_rows_stand_in_for_a_shape(
    first: list[type[layers.Layer]], shape: tuple[int, ...], parameters: int
) -> None:
    model = keras.Sequential([*(make() for make in first), layers.Dense(3)])

    _build_for(model, shape)

    assert model.count_params() == parameters


def test_a_network_that_reads_something_else_stays_as_it_is() -> None:
    model = keras.Sequential([layers.TextVectorization(), layers.Dense(3)])

    _build_for(model, (2,))

    assert not model.built
