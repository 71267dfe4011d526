"""What scripts without an assignment ask for, and where it is found."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from nngrader import public_data as public
from nngrader.datasets import mnist
from nngrader.errors import NoData
from nngrader.jobs import Array, Rows

PICTURES = np.arange(3 * 784, dtype=np.uint8).reshape(3, 28, 28)
LABELS = np.array([9, 0, 4], dtype=np.uint8)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from keras.datasets import mnist", {"mnist"}),
        ("fetch_openml('mnist_784')", {"mnist"}),
        ("np.load('data/mnist.npz')", {"mnist"}),
        ("keras.datasets.fashion_mnist.load_data()", {"fashion_mnist"}),
        ("fetch_openml('Fashion-MNIST')", {"fashion_mnist"}),
        ("from keras.datasets import fashion_mnist, mnist", {"mnist", "fashion_mnist"}),
        ("load_iris()  # MNIST is next week", set()),
        ("", set()),
    ],
)
def test_only_what_a_text_names_is_sent(source: str, names: set[str]) -> None:
    assert public.wanted(source) == names


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No data of this machine; MNIST has three pictures, all in both parts."""
    monkeypatch.delenv("NNGRADER_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(mnist, "load", lambda: three(stand_in=False))
    public._fashion_mnist.cache_clear()


def three(*, stand_in: bool) -> Rows:
    return Rows(
        x_train=PICTURES,
        y_train=LABELS,
        x_test=PICTURES,
        truth=(9, 0, 4),
        classes=tuple(map(str, range(10))),
        rehearsal=(0,),
        source="three pictures",
        digest="sha256:",
        stand_in=stand_in,
    )


def laid(folder: Path) -> Path:
    """Fashion-MNIST as Keras keeps it, with three pictures in both parts."""
    folder.mkdir(parents=True)
    for name, file, skipped in public.FASHION:
        values: Array = PICTURES if name.startswith("x") else LABELS
        (folder / file).write_bytes(gzip.compress(bytes(skipped) + values.tobytes()))
    return folder


PARTS = ("x_train", "y_train", "x_test", "y_test")


def test_nothing_is_loaded_when_nothing_is_asked() -> None:
    assert public.at_hand(frozenset()) == {}


def test_mnist_comes_with_the_labels_of_both_parts() -> None:
    found = public.at_hand(frozenset({"mnist"}))

    assert list(found) == [f"mnist:{part}" for part in PARTS]
    assert found["mnist:y_test"].tolist() == [9, 0, 4]


def test_a_stand_in_for_mnist_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mnist, "load", lambda: three(stand_in=True))

    assert "mnist:stand_in" in public.at_hand(frozenset({"mnist"}))


@pytest.mark.parametrize("place", ["named", "named/fashion-mnist"])
def test_fashion_mnist_is_found_in_the_named_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    laid(tmp_path / place)
    monkeypatch.setenv("NNGRADER_DATA", str(tmp_path / "named"))

    found = public.at_hand(frozenset({"fashion_mnist"}))

    assert list(found) == [f"fashion_mnist:{part}" for part in PARTS]
    assert np.array_equal(found["fashion_mnist:x_train"], PICTURES)
    assert np.array_equal(found["fashion_mnist:y_test"], LABELS)


def test_fashion_mnist_is_found_where_keras_keeps_it(tmp_path: Path) -> None:
    laid(tmp_path / "keras" / "datasets" / "fashion-mnist")

    both = public.at_hand(frozenset({"fashion_mnist", "mnist"}))

    assert list(both) == [f"{name}:{part}" for name in ("fashion_mnist", "mnist") for part in PARTS]


def test_mnist_is_sent_for_a_fashion_mnist_that_is_not_here() -> None:
    found = public.at_hand(frozenset({"fashion_mnist"}))

    assert list(found) == [f"mnist:{part}" for part in PARTS]


def test_a_file_that_was_cut_short_is_named(tmp_path: Path) -> None:
    folder = laid(tmp_path / "keras" / "datasets" / "fashion-mnist")
    broken = folder / public.FASHION[0][1]
    broken.write_bytes(broken.read_bytes()[:40])

    with pytest.raises(NoData) as raised:
        public.at_hand(frozenset({"fashion_mnist"}))

    assert str(raised.value) == (
        f"{broken} is not a file of Fashion-MNIST (EOFError). "
        "Delete it, or name another folder in NNGRADER_DATA."
    )
