"""MNIST from the first place that has it, or a stand-in that says so."""

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nngrader.datasets import mnist
from nngrader.errors import NoData
from nngrader.jobs import Rows, row_keys

NAMES = ("x_train", "y_train", "x_test", "y_test")


class Online:
    """Stands for a connection to Keras's host."""

    def close(self) -> None:
        """Hang up."""


@pytest.fixture(autouse=True)
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No network, no data, an empty home."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError

    monkeypatch.delenv("NNGRADER_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(mnist.socket, "create_connection", refuse)
    monkeypatch.setattr(mnist.subprocess, "run", refuse)


def placed(path: Path, mark: int) -> None:
    """Save a tiny file in MNIST's form, told by its first pixel."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures, labels = np.full((6, 28, 28), mark, np.uint8), np.arange(6, dtype=np.uint8)
    np.savez(path, **dict(zip(NAMES, (pictures, labels, pictures[:4], labels[:4]), strict=True)))


def loaded() -> Rows:
    return mnist.load.__wrapped__()


def mark() -> int:
    return int(loaded().x_train[0, 0, 0])


def test_a_file_in_kerass_cache_is_used(tmp_path: Path) -> None:
    placed(tmp_path / "keras" / "datasets" / "mnist.npz", 7)

    rows = loaded()

    assert (rows.x_train[0, 0, 0], rows.truth) == (7, (0, 1, 2, 3))
    assert (rows.source, rows.stand_in) == ("MNIST (mnist.npz)", False)
    assert rows.rehearsal == (0, 1)


def test_the_named_folder_comes_before_kerass_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed(tmp_path / "keras" / "datasets" / "mnist.npz", 7)
    placed(tmp_path / "data" / "mnist.npz", 8)
    monkeypatch.setenv("NNGRADER_DATA", str(tmp_path / "data"))

    assert mark() == 8


def test_an_empty_setting_names_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placed(tmp_path / "keras" / "datasets" / "mnist.npz", 7)
    monkeypatch.setenv("NNGRADER_DATA", "")

    assert mark() == 7


def test_a_named_folder_without_data_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed(tmp_path / "keras" / "datasets" / "mnist.npz", 7)
    monkeypatch.setenv("NNGRADER_DATA", str(tmp_path))

    with pytest.raises(NoData) as caught:
        loaded()

    assert str(caught.value) == (
        f"NNGRADER_DATA is {str(tmp_path)!r}, and there is no file mnist.npz in that folder. "
        "Put Keras's mnist.npz there, or unset NNGRADER_DATA to let Keras download it."
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "EOFError"), (b"PK\x03\x04cut", "BadZipFile"), (b"no", "ValueError")],
)
def test_a_file_that_was_cut_short_is_told(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    with pytest.raises(NoData) as caught:
        loaded()

    assert str(caught.value) == (
        f"{path} is not Keras's mnist.npz ({kind}). "
        "Delete it, or name another folder in NNGRADER_DATA."
    )


def test_a_file_without_the_four_arrays_is_told(tmp_path: Path) -> None:
    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    np.savez(path, x_train=np.zeros(3))

    with pytest.raises(NoData, match=r"is not Keras's mnist.npz \(KeyError\)"):
        loaded()


def test_pickled_objects_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    np.savez(path, x_train=np.array([{}], dtype=object))

    with pytest.raises(NoData, match=r"is not Keras's mnist.npz \(ValueError\)"):
        loaded()


def test_keras_downloads_when_its_host_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(command: list[str], **_: Any) -> None:
        assert "mnist.load_data()" in command[-1]
        placed(tmp_path / "keras" / "datasets" / "mnist.npz", 9)

    monkeypatch.setattr(mnist.socket, "create_connection", lambda *_, **__: Online())
    monkeypatch.setattr(mnist.subprocess, "run", download)

    assert mark() == 9


def test_a_download_that_brings_nothing_leaves_the_stand_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any, **__: Any) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess([], 1)

    monkeypatch.setattr(mnist.socket, "create_connection", lambda *_, **__: Online())
    monkeypatch.setattr(mnist.subprocess, "run", fail)

    assert loaded().stand_in


def test_the_stand_in_is_named_and_has_the_form_of_mnist() -> None:
    rows = loaded()

    assert (rows.stand_in, rows.source) == (
        True,
        "1,797 handwritten digits from scikit-learn, brought to 28x28 and shown at 25 positions, "
        "in place of MNIST",
    )
    assert (rows.x_train.shape, rows.x_test.shape) == ((1437 * 25, 28, 28), (360, 28, 28))
    assert (rows.x_train.dtype, rows.x_train.min(), rows.x_train.max()) == (np.uint8, 0, 255)
    assert np.bincount(rows.truth).tolist() == [36] * 10
    assert rows.classes == tuple("0123456789")
    assert len(rows.rehearsal) == 180


def test_no_picture_to_learn_from_is_shifted_over_the_edge() -> None:
    rows = loaded()

    assert rows.x_train[:, (0, -1), :].max() == rows.x_train[:, :, (0, -1)].max() == 0


def test_no_picture_of_the_exam_is_learned() -> None:
    rows = loaded()

    assert not {*row_keys(rows.x_train)} & {*row_keys(rows.x_test)}


def test_the_stand_in_is_always_the_same() -> None:
    assert loaded().digest == loaded().digest
