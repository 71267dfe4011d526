"""From a file on disk to a submission, or to the reason why there is none."""

import json
import os
from pathlib import Path

import pytest

from nngrader.jobs import Refused, Submission
from nngrader.submission import notebook, reading
from nngrader.submission.reading import read

SCRIPT = "x = 'ö'\n"


def code(path: Path) -> str:
    found = read(path)
    assert isinstance(found, Submission)
    return found.code


def refusal(path: Path) -> str:
    found = read(path)
    assert isinstance(found, Refused)
    return found.reason


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "xor.py"
    path.write_bytes(data)
    return path


def test_a_script_is_read_with_its_names(tmp_path: Path) -> None:
    path = saved(tmp_path, SCRIPT.encode())

    assert read(path, "s07") == Submission(
        student="s07", name="xor.py", path=str(path), code=SCRIPT
    )


def test_a_student_without_a_name_is_called_as_the_file(tmp_path: Path) -> None:
    assert read(saved(tmp_path, b"")).student == "xor"


def test_a_notebook_is_read_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "xor.ipynb"
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
    cells = [{**cell, "execution_count": None}]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(made))

    found = read(path)

    assert isinstance(found, Submission)
    assert str(found.place(1)) == "cell 1, line 1"


def test_a_notebook_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "xor.ipynb"
    path.write_text("x = 1\n")

    assert read(path, "s07") == Refused(
        "s07",
        "xor.ipynb",
        str(path),
        "it is not a notebook: its content is not JSON. Save it again in Jupyter",
    )


@pytest.mark.parametrize(
    "data",
    [
        SCRIPT.encode(),
        b"\xef\xbb\xbf" + SCRIPT.encode(),
        SCRIPT.encode("latin-1"),
        b"\xef\xbb\xbf" + SCRIPT.encode("latin-1"),
    ],
    ids=["UTF-8", "with BOM", "latin-1", "latin-1 with BOM"],
)
def test_letters_are_read_in_the_usual_encodings(tmp_path: Path, data: bytes) -> None:
    assert code(saved(tmp_path, data)) == SCRIPT


@pytest.mark.parametrize("name", ["latin-1", "cp1252", "utf-8"])
def test_an_encoding_that_the_file_names_is_used(tmp_path: Path, name: str) -> None:
    text = f"# -*- coding: {name} -*-\n{SCRIPT}"

    assert code(saved(tmp_path, text.encode(name))) == text


@pytest.mark.parametrize("name", ["klingon", "rot13", "idna", "utf-16", "undefined"])
def test_an_encoding_that_cannot_be_is_overlooked(tmp_path: Path, name: str) -> None:
    text = f"# coding: {name}\nx = '\xe9{'.' * 80}'\n"

    assert code(saved(tmp_path, text.encode("latin-1"))) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_are_counted_as_python_does(tmp_path: Path, end: str) -> None:
    assert code(saved(tmp_path, f"x = 1{end}y = 2{end}".encode())) == "x = 1\ny = 2\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_wide_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    bare = "it is not text: it holds zero bytes"
    marked = "it is saved as UTF-16, which Python does not read. Save it as UTF-8"

    reason = refusal(saved(tmp_path, SCRIPT.encode(encoding)))

    assert reason == (marked if encoding == "utf-16" else bare)


def test_zero_bytes_are_no_text(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, b"x = 1\0")) == "it is not text: it holds zero bytes"


def test_magics_of_a_script_do_nothing(tmp_path: Path) -> None:
    assert code(saved(tmp_path, b"%matplotlib inline\nx = 1\n")) == "pass\nx = 1\n"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    reason = refusal(tmp_path / "xor.py")

    assert reason == "it cannot be opened (No such file or directory)"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_must_not_be_read_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, b"")
    path.chmod(0)

    assert refusal(path) == "it cannot be opened (Permission denied)"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "xor.py").mkdir()

    assert refusal(tmp_path / "xor.py") == "it is not an ordinary file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "xor.py")

    assert refusal(tmp_path / "xor.py") == "it is not an ordinary file"


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x = 1\n")
    (tmp_path / "xor.py").symlink_to(tmp_path / "secret")

    assert refusal(tmp_path / "xor.py") == "it is a link. Hand in the file itself"


def test_the_largest_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1 << 10)

    assert len(code(saved(tmp_path, b"#" * (1 << 10)))) == 1 << 10


def test_a_larger_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1 << 20)

    assert refusal(saved(tmp_path, b"#" * ((1 << 20) + 1))) == "it has more than 1 MB"


def test_the_longest_script_is_read_and_one_more_letter_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "LONGEST", 10)

    assert code(saved(tmp_path, b"#" * 10)) == "#" * 10
    assert refusal(saved(tmp_path, b"#" * 11)) == "it holds 11 characters of code"


def test_a_path_that_cannot_be_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "xor\0.py") == "its name is no name of a file"


class TestBelowARoot:
    def test_a_file_in_folders_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        path = saved(tmp_path / "a" / "b", b"x = 1\n")

        assert isinstance(read(path, root=tmp_path), Submission)

    def test_a_folder_that_is_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        saved(tmp_path / "a" / "b", b"x = 1\n")
        (tmp_path / "link").symlink_to(tmp_path / "a")

        found = read(tmp_path / "link" / "b" / "xor.py", root=tmp_path)

        assert isinstance(found, Refused)
        assert (found.outcome, found.reason) == (
            "rejected",
            "it lies in a folder that is a link. Hand in the file itself",
        )

    def test_the_root_itself_may_be_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        saved(tmp_path / "a", b"x = 1\n")
        (tmp_path / "link").symlink_to(tmp_path / "a")

        assert isinstance(read(tmp_path / "link" / "xor.py", root=tmp_path / "link"), Submission)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_a_refused_file_is_closed(tmp_path: Path) -> None:
    (tmp_path / "xor.py").mkdir()
    before = len([*Path("/proc/self/fd").iterdir()])

    refusal(tmp_path / "xor.py")

    assert len([*Path("/proc/self/fd").iterdir()]) == before


@pytest.mark.skipif(os.name != "posix", reason="file names are text here")
def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py"))
    path.write_text("x = 1\n")

    found = read(path)

    assert (found.student, found.name) == ("caf\\udce9", "caf\\udce9.py")
    assert found.path.encode()
