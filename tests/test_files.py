"""A file is the new one or the old one, whatever happens between."""

import os
import stat
from pathlib import Path

import pytest

from nngrader.files import NotWritten, make_folder, write_whole


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "s07.json", "{}\n")
    write_whole(tmp_path / "s07.bin", b"\x00\r\n")

    assert (tmp_path / "s07.json").read_bytes() == b"{}\n"
    assert (tmp_path / "s07.bin").read_bytes() == b"\x00\r\n"
    assert names(tmp_path) == {"s07.json", "s07.bin"}


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "s07.json"
    path.write_text("old and longer")

    write_whole(path, "new")

    assert path.read_text() == "new"


def test_lone_surrogates_are_written_as_escapes(tmp_path: Path) -> None:
    write_whole(tmp_path / "s07.json", "half \ud83d ü")

    assert (tmp_path / "s07.json").read_text(encoding="utf-8") == "half \\ud83d ü"


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_the_umask_decides_who_may_read(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "s07.json", "{}")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "s07.json").stat().st_mode) == mode


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_replaced_and_never_followed(tmp_path: Path, there: bool) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "s07.json"
    if there:
        elsewhere.write_text("theirs")
    path.symlink_to(elsewhere)

    write_whole(path, "ours")

    assert not path.is_symlink()
    assert path.read_text() == "ours"
    assert elsewhere.exists() == there
    assert not there or elsewhere.read_text() == "theirs"


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("x" * 255), "whole")

    assert (tmp_path / ("x" * 255)).read_text() == "whole"


def test_a_folder_and_a_device_are_refused_in_words(tmp_path: Path) -> None:
    folder, stdout = tmp_path / "s07.json", tmp_path / "stdout"
    folder.mkdir()
    stdout.symlink_to("/dev/null")

    for path in (folder, stdout):
        with pytest.raises(NotWritten) as problem:
            write_whole(path, "{}")
        assert str(problem.value) == (
            f"{path} could not be written: it is a folder or a device. What was there is unchanged."
        )
    assert stdout.is_symlink()


def test_a_missing_folder_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as problem:
        write_whole(tmp_path / "none" / "s07.json", "{}")

    assert str(problem.value) == (
        f"{tmp_path}/none/s07.json could not be written: No such file or directory. "
        "What was there is unchanged."
    )


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "out" / "reports")
    make_folder(tmp_path / "out" / "reports")

    assert (tmp_path / "out" / "reports").is_dir()


def test_a_file_in_place_of_a_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "graded").write_text("mine")

    with pytest.raises(NotWritten) as problem:
        make_folder(tmp_path / "graded")

    assert str(problem.value) == (
        f"{tmp_path}/graded could not be written: File exists. What was there is unchanged."
    )
