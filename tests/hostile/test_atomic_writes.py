"""F09: whatever stops the writing, there is the old file or the new one, and nothing beside it."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nngrader.files import NotWritten, write_whole
from nngrader.starting import start
from tests.executors.hand_ins import RIGHT

pytest_plugins = ["pytester"]

OLD = "student,points\ns07,8\n"
NEW = "student,points\n" + "s07,10\n" * 100_000


@pytest.fixture
def gradebook(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "gradebook.csv"
    path.write_text(OLD)
    return path


def alone_and_old(path: Path) -> bool:
    return path.read_text() == OLD and [*path.parent.iterdir()] == [path]


def full(*_: object, **__: object) -> None:
    """A disk that is full, wherever that shows."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("when", ["os.open", "os.fsync", "pathlib.Path.replace"])
def test_f09_a_full_disk_leaves_the_old_file_and_says_so(
    gradebook: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setattr(when, full)

    with pytest.raises(NotWritten) as problem:
        write_whole(gradebook, NEW)

    monkeypatch.undo()
    assert str(problem.value) == (
        f"{gradebook} could not be written: No space left on device. What was there is unchanged."
    )
    assert alone_and_old(gradebook)


def test_f09_on_a_disk_with_room_the_new_file_is_there(gradebook: Path) -> None:
    """The failing twin."""
    write_whole(gradebook, NEW)

    assert gradebook.read_text() == NEW
    assert not alone_and_old(gradebook)


def test_f09_being_stopped_leaves_the_old_file(
    gradebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is no error of the disk: it goes on, and nothing is left behind."""

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)

    with pytest.raises(KeyboardInterrupt):
        write_whole(gradebook, NEW)

    monkeypatch.undo()
    assert alone_and_old(gradebook)


def test_f09_the_new_file_is_on_the_disk_before_it_takes_the_name(
    gradebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut a name that came first would stand for an empty file."""
    done: list[str] = []
    monkeypatch.setattr("os.fsync", noting(done, "synced", os.fsync))
    monkeypatch.setattr("pathlib.Path.replace", noting(done, "named", Path.replace))

    write_whole(gradebook, NEW)

    assert done == ["synced", "named", "synced"]


def noting(done: list[str], word: str, deed: Callable[..., object]) -> Callable[..., object]:
    def noted(*given: object) -> object:
        done.append(word)
        return deed(*given)

    return noted


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
def test_f09_a_file_that_may_not_grow_leaves_the_old_one(gradebook: Path) -> None:
    """A real failure in the middle of writing, which needs no disk of its own."""
    script = (
        "import sys; from pathlib import Path; from nngrader.files import NotWritten, write_whole\n"
        "try: write_whole(Path(sys.argv[1]), 'x' * 700_000)\n"
        "except NotWritten as problem: print(problem)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(gradebook)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )

    assert done.stdout == (
        f"{gradebook} could not be written: File too large. What was there is unchanged.\n"
    )
    assert alone_and_old(gradebook)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB, where root may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk; other tests stand in for it")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.sandbox
def test_f09_a_small_disk_that_is_full_keeps_the_old_gradebook(small_disk: Path) -> None:
    gradebook = small_disk / "gradebook.csv"
    write_whole(gradebook, OLD)

    with pytest.raises(NotWritten, match=r"gradebook\.csv could not be written: No space left"):
        write_whole(gradebook, NEW)

    assert alone_and_old(gradebook)


@pytest.mark.sandbox
def test_f09_grading_onto_a_full_disk_ends_with_the_file_and_the_reason(
    small_disk: Path, pytester: pytest.Pytester
) -> None:
    """The report of before stays whole, and pytest says what happened in one line."""
    pytester.makefile(".py", xor=RIGHT + "\ndef train(:\n")
    (small_disk / "xor.json").write_text("{}")
    (small_disk / "filler").write_bytes(bytes(60 << 10))

    result = pytester.runpytest_subprocess("--grade", "--grade-dir", str(small_disk))

    assert result.ret == 3
    assert (small_disk / "xor.json").read_text() == "{}"
    assert {path.name for path in small_disk.iterdir()} <= {"xor.json", "filler"}
    result.stdout.fnmatch_lines(
        [f"*{small_disk}/xor.json could not be written: No space left on device. What was there*"]
    )


def test_f09_a_link_placed_where_a_starter_goes_is_not_followed(tmp_path: Path) -> None:
    """A link that leads nowhere is no file, and writing through it would make one elsewhere."""
    (tmp_path / "xor").mkdir()
    (tmp_path / "xor" / "README.md").symlink_to(tmp_path / "elsewhere")

    list(start("xor", tmp_path / "xor"))

    assert not (tmp_path / "elsewhere").exists()
    assert not (tmp_path / "xor" / "README.md").is_symlink()
