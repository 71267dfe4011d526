"""Counting what lies in a folder, whatever lies there."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from nngrader.executors import _watch
from nngrader.executors._process import Drain
from nngrader.executors._watch import DEEPEST, Kept, TooMuch, Watch, kept_in
from nngrader.jobs import Limits
from nngrader.limits import Excess

KIB = 1 << 10


def drain() -> Drain:
    reading, writing = os.pipe()
    os.close(writing)
    return Drain(reading)


def looked(folder: Path, **limits: int) -> Excess | None:
    watch = Watch(drain(), str(folder), Limits(**limits))  # type: ignore[arg-type]
    try:
        watch.last_look()
    except TooMuch as found:
        return found.excess
    return None


def nested(folder: Path, depth: int) -> Path:
    inner = folder.joinpath(*["d"] * depth)
    inner.mkdir(parents=True)
    return inner


def test_an_empty_folder_keeps_nothing(tmp_path: Path) -> None:
    assert kept_in(str(tmp_path), 9) == Kept()


def test_a_folder_that_is_gone_keeps_nothing(tmp_path: Path) -> None:
    assert kept_in(str(tmp_path / "gone"), 9) == Kept()


def test_files_in_all_folders_are_counted(tmp_path: Path) -> None:
    for folder in (tmp_path, nested(tmp_path, 2)):
        (folder / "kept").write_bytes(b"A" * 8 * KIB)

    assert kept_in(str(tmp_path), 9) == Kept(16 * KIB, files=4, depth=2)


def test_holes_are_not_on_disk(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as sparse:
        sparse.truncate(1 << 40)

    assert kept_in(str(tmp_path), 9).size < 1 << 20


def test_a_file_with_several_names_lies_there_once(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"A" * 8 * KIB)
    (tmp_path / "two").hardlink_to(tmp_path / "one")

    assert kept_in(str(tmp_path), 9) == Kept(8 * KIB, files=2)


def test_links_and_pipes_are_names_and_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "away").symlink_to("/usr")
    (tmp_path / "nowhere").symlink_to("/gone")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / os.fsdecode(b"\xff\n")).touch()

    assert kept_in(str(tmp_path), 9) == Kept(files=5)


def test_counting_stops_behind_the_limit(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / str(number)).touch()

    assert kept_in(str(tmp_path), 5).files == 6


def test_counting_stops_when_it_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_watch, "BRIEFLY_S", -1)
    for number in range(9):
        (tmp_path / str(number)).touch()

    assert kept_in(str(tmp_path), 100).files == 1


@pytest.mark.parametrize(
    ("depth", "excess"),
    [(DEEPEST, None), (DEEPEST + 1, Excess("depth", DEEPEST + 1, DEEPEST))],
)
def test_folders_may_be_so_deep(tmp_path: Path, depth: int, excess: Excess | None) -> None:
    nested(tmp_path, depth)

    assert looked(tmp_path) == excess


def test_the_longest_names_hide_nothing(tmp_path: Path) -> None:
    """A path longer than the kernel takes could not be looked at, but for the depth."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 255, dir_fd=here)
        inner = os.open("d" * 255, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)

    assert looked(tmp_path) == Excess("depth", DEEPEST + 1, DEEPEST)


def test_of_several_limits_the_first_in_order_is_told(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"A" * ((1 << 20) + 1))
    nested(tmp_path, DEEPEST + 1)

    assert looked(tmp_path, disk_mib=1) == Excess("disk", 1.1, 1)


def test_a_long_look_is_followed_by_a_longer_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes 0.1 s, so the next one comes 0.4 s after its end."""
    looks: list[float] = []
    clock = Clock()

    def slow(folder: str, most_files: int) -> Kept:
        looks.append(clock.now)
        clock.now = round(clock.now + 0.1, 2)
        return Kept()

    monkeypatch.setattr(_watch, "time", clock)
    monkeypatch.setattr(_watch, "kept_in", slow)
    watch = Watch(drain(), str(tmp_path), Limits())
    while clock.now < 1.1:
        watch.glance()
        clock.now = round(clock.now + 0.01, 2)

    assert looks == [0.0, 0.5, 1.0]


@dataclass
class Clock:
    """Stands in for the module `time`, and goes only when it is told to."""

    now: float = 0.0

    def monotonic(self) -> float:
        return self.now
