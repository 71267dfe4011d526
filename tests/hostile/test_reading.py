"""What is handed in may be anything: it is read as text, or refused with a sentence (A37-A42)."""

import json
import os
import socket
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from nngrader.evidence import Evidence, Mishap
from nngrader.jobs import Contract, Refused, Submission
from nngrader.submission import read
from nngrader.submission.outline import outline
from tests.submission.boxes import (
    entry,
    tar_entry,
    tarred,
    tarred_entries,
    zipped,
    zipped_entries,
)

pytest_plugins = ["pytester"]

posix = pytest.mark.skipif(os.name != "posix", reason="no links, pipes and devices of this kind")
STARTER = Path(__file__).parents[2] / "assignments" / "xor" / "xor.py"
CODE = b"x = 1\n"
LINK = "it is a link. Hand in the file itself"
FOLDER_LINK = "it lies in a folder that is a link. Hand in the file itself"
NO_FILE = "it is not an ordinary file"


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def rejection(path: Path) -> str:
    found = read(path)
    assert isinstance(found, Refused)
    assert found.outcome == "rejected"
    return found.reason


def unreadable(path: Path) -> str:
    found = read(path)
    assert isinstance(found, Refused)
    assert found.outcome == "unreadable"
    return found.reason


def code(path: Path) -> str:
    found = read(path)
    assert isinstance(found, Submission)
    return found.code


def book(*cells: object, **more: object) -> bytes:
    made = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **more}
    return json.dumps(made).encode()


def cell(source: str, *outputs: object) -> dict[str, object]:
    written = {"cell_type": "code", "source": source, "metadata": {}}
    return {**written, "outputs": list(outputs), "execution_count": None}


class TestA37:
    def test_a37_a_bomb_is_refused_before_it_goes_off(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.zip", zipped({"xor.py": bytes(300 << 20)}))
        assert path.stat().st_size < 310_000
        started = time.monotonic()

        assert rejection(path) == "its files have more than 200 MB together"
        assert time.monotonic() - started < 5

    @pytest.mark.parametrize("packed", ["gz", "bz2", "xz"])
    def test_a37_a_packed_tar_bomb_is_refused(self, tmp_path: Path, packed: str) -> None:
        path = saved(tmp_path, f"xor.tar.{packed}", tarred({"xor.py": bytes(50 << 20)}, packed))

        assert rejection(path) == "its files are more than 200 times as large as the archive"

    def test_a37_a_bomb_in_an_archive_stays_packed(self, tmp_path: Path) -> None:
        inner = zipped({"0": bytes(10 << 20)})
        outer = zipped({"xor.py": CODE, **{f"{n}.zip": inner for n in range(50)}})

        assert code(saved(tmp_path, "xor.zip", outer)) == "x = 1\n"

    def test_a37_an_archive_of_very_many_files_is_refused(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.zip", zipped({f"{n}.py": b"" for n in range(21_000)}))
        started = time.monotonic()

        assert rejection(path) == "it holds more than 1,000 files"
        assert time.monotonic() - started < 5


class TestA38:
    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("../../x", "`../../x` in it leads out of its folder"),
            ("/abs", "`/abs` in it names a place on a disk"),
            ("C:x", "`C:x` in it names a place on a disk"),
        ],
    )
    @pytest.mark.parametrize("ending", ["zip", "tar"])
    def test_a38_an_archive_that_climbs_out_is_refused(
        self, tmp_path: Path, name: str, reason: str, ending: str
    ) -> None:
        pack = zipped if ending == "zip" else tarred

        assert rejection(saved(tmp_path, f"xor.{ending}", pack({"xor.py": CODE, name: b""}))) == (
            reason
        )
        assert [path.name for path in tmp_path.iterdir()] == [f"xor.{ending}"]

    def test_a38_a_link_in_an_archive_is_refused(self, tmp_path: Path) -> None:
        link = zipped_entries((entry("xor.py", 0o120777), b"/etc/passwd"))
        assert rejection(saved(tmp_path, "xor.zip", link)) == "it holds a link, `xor.py`"

        hard = tarred_entries((tar_entry("xor.py", tarfile.LNKTYPE, "/etc/passwd"), b""))
        assert rejection(saved(tmp_path, "xor.tar", hard)) == "it holds a link, `xor.py`"


class TestPacked:
    def test_a_hand_in_in_an_archive_is_read_under_its_own_name(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.zip", zipped({"hw/xor.py": CODE, "hw/notes.txt": b""}))

        assert read(path, "s07") == Submission(
            student="s07", name="xor.py", path=f"{path}: hw/xor.py", code="x = 1\n"
        )

    def test_a_notebook_in_an_archive_keeps_its_places(self, tmp_path: Path) -> None:
        found = read(saved(tmp_path, "ada.tgz", tarred({"mine.ipynb": book(cell("x = 1"))}, "gz")))

        assert isinstance(found, Submission)
        assert (found.student, str(found.place(1))) == ("ada", "cell 1, line 1")

    def test_the_name_of_the_assignment_decides_among_several(self, tmp_path: Path) -> None:
        files = {"plot.py": b"", "hw/xor.py": CODE, "conftest.py": b"", "test_xor.py": b""}
        path = saved(tmp_path, "ada.zip", zipped(files))

        found = read(path, hand_in="xor")

        assert isinstance(found, Submission)
        assert found.code == "x = 1\n"

    @pytest.mark.parametrize(
        ("names", "reason"),
        [
            ("", "it is empty; {}"),
            ("a.txt conftest.py", "none of its 2 files is a script or a notebook; {}"),
            ("a.py b.ipynb", "it holds `a.py` and `b.ipynb`; {}. Which one is yours?"),
            ("a/xor.py b/xor.py", "it holds `a/xor.py` and `b/xor.py`; {}. Which one is yours?"),
            (
                "1.py 2.py 3.py 4.py 5.py 6.py 7.py",
                "it holds `1.py`, `2.py`, `3.py`, `4.py`, `5.py` and 2 more; {}. "
                "Which one is yours?",
            ),
        ],
    )
    def test_an_archive_without_one_hand_in_is_refused_with_what_it_holds(
        self, tmp_path: Path, names: str, reason: str
    ) -> None:
        path = saved(tmp_path, "xor.zip", zipped(dict.fromkeys(names.split(), CODE)))

        assert rejection(path) == reason.format("one `xor.py` or one `xor.ipynb` was expected")

    def test_a_damaged_archive_is_unreadable(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.zip", zipped({"xor.py": CODE})[:-9])

        assert unreadable(path) == "it is damaged, or no archive at all. Pack it again as a .zip"


@posix
class TestA39AndA40:
    @pytest.mark.parametrize("target", ["/etc/passwd", "../eve/xor.py", "nowhere", "xor.py"])
    def test_a39_a_link_is_refused_wherever_it_leads(self, tmp_path: Path, target: str) -> None:
        (tmp_path / "xor.py").symlink_to(target)

        assert rejection(tmp_path / "xor.py") == LINK

    def test_a40_a_pipe_a_socket_and_a_device_are_refused_at_once(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.py")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.path.relpath(tmp_path / "s.py"))
            started = time.monotonic()

            found = {rejection(tmp_path / "pipe.py"), rejection(tmp_path / "s.py")}
            found |= {rejection(Path("/dev/zero")), rejection(tmp_path)}

        assert found == {NO_FILE}
        assert time.monotonic() - started < 5

    def test_a39_a_refused_file_is_a_mishap_with_its_own_name(self, tmp_path: Path) -> None:
        (tmp_path / "xor.py").symlink_to("/etc/passwd")
        known = Evidence(assignment="xor", student="ada", classes=())

        found = outline(read(tmp_path / "xor.py"), Contract(), known)

        assert isinstance(found, Mishap)
        assert (found.name, found.captured) == ("rejected", known)
        assert found.message == f"`xor.py` was not accepted: {LINK}."

    def test_a39_a40_each_odd_student_of_a_class_is_told_and_the_others_are_graded(
        self, pytester: pytest.Pytester
    ) -> None:
        """Links out, links to a neighbour, links in circles, a pipe, a socket, a bomb, a device."""
        group = pytester.mkdir("group")
        for name in "ada bob cyd eve fay gus".split():
            (group / name).mkdir()
        (group / "ada" / "xor.py").write_bytes(STARTER.read_bytes())
        (group / "bob" / "xor.py").symlink_to("/etc/passwd")
        os.mkfifo(group / "cyd" / "xor.ipynb")
        (group / "dan").symlink_to("ada")
        for number in range(5):
            (group / "eve" / f"up{number}").symlink_to("..")
        (group / "eve" / "xor.py").symlink_to("nowhere")
        saved(group / "fay", "xor.zip", zipped({"xor.py": bytes(300 << 20)}))
        saved(group / "gus", "xor.zip", zipped({"hw/xor.py": STARTER.read_bytes()}))

        pytester.runpytest_subprocess("--grade", "group", "--assignment", "xor", timeout=60)

        reports = [json.loads(p.read_text()) for p in pytester.path.glob("graded/*.json")]
        assert {report["student"]: report["status"] for report in reports} == {
            "ada": "graded",
            **dict.fromkeys(("bob", "cyd", "dan", "eve", "fay"), "rejected"),
            "gus": "graded",
        }
        told = {r["student"]: r["mishap"]["message"] for r in reports if r["mishap"]}
        assert told == {
            "bob": f"`xor.py` was not accepted: {LINK}.",
            "cyd": f"`xor.ipynb` was not accepted: {NO_FILE}.",
            "dan": f"`xor.py` was not accepted: {FOLDER_LINK}.",
            "eve": f"`xor.py` was not accepted: {LINK}.",
            "fay": "`xor.zip` was not accepted: its files have more than 200 MB together.",
        }


class TestA41:
    def test_a41_a_syntax_error_has_its_line(self, tmp_path: Path) -> None:
        found = outline(
            read(saved(tmp_path, "xor.py", b"x = 1\ndef f(:\n")),
            Contract(),
            Evidence(assignment="xor", student="ada", classes=()),
        )

        assert isinstance(found, Mishap)
        assert (found.name, found.message) == (
            "syntax_error",
            "Python cannot read `xor.py`, line 2: `def f(:` (invalid syntax).",
        )

    def test_a41_zero_bytes_are_told(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.py", b"x\0")

        assert unreadable(path) == "it is not text: it holds zero bytes"

    @pytest.mark.parametrize(
        "data", [b"\xef\xbb\xbfx = '\xc3\xa9'", b"x = '\xe9'", b"\xef\xbb\xbfx = '\xe9'"]
    )
    def test_a41_a_mark_at_the_start_and_old_letters_are_read(
        self, tmp_path: Path, data: bytes
    ) -> None:
        assert code(saved(tmp_path, "xor.py", data)) == "x = 'é'"

    @pytest.mark.parametrize("data", [zipped({"x": b""}), b"\x89PNG\0\0", b"MZ\0", b"\x80\x04N.\0"])
    def test_a41_something_else_called_py_is_told(self, tmp_path: Path, data: bytes) -> None:
        assert unreadable(saved(tmp_path, "xor.py", data)) == "it is not text: it holds zero bytes"

    def test_a41_a_notebook_called_py_is_told_as_python(self, tmp_path: Path) -> None:
        found = outline(
            read(saved(tmp_path, "xor.py", book(cell("x = 1")))),
            Contract(),
            Evidence(assignment="xor", student="ada", classes=()),
        )

        assert isinstance(found, Mishap)
        assert found.name == "no_model"

    def test_a41_a_script_called_zip_is_told(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.zip", CODE)

        assert unreadable(path) == "it is damaged, or no archive at all. Pack it again as a .zip"


class TestA42:
    def test_a42_broken_json_is_told(self, tmp_path: Path) -> None:
        assert unreadable(saved(tmp_path, "xor.ipynb", book(cell("x = 1"))[:-9])) == (
            "it is not a notebook: its content is not JSON. Save it again in Jupyter"
        )

    def test_a42_an_old_notebook_is_read(self, tmp_path: Path) -> None:
        old = {"cell_type": "code", "input": ["x = 1\n"], "language": "python", "outputs": []}
        made = {"worksheets": [{"cells": [old]}], "nbformat": 3, "nbformat_minor": 0}

        assert code(saved(tmp_path, "xor.ipynb", json.dumps(made).encode())) == "x = 1\n"

    def test_a42_a_hundred_megabytes_of_outputs_are_passed_over(self, tmp_path: Path) -> None:
        picture = {"output_type": "display_data", "data": {"image/png": "A" * (60 << 20)}}
        words = {"output_type": "stream", "name": "stdout", "text": ["epoch\n"] * 4_000_000}
        path = saved(tmp_path, "xor.ipynb", book(cell("x = 1", picture, words)))
        assert path.stat().st_size > 100 << 20
        started = time.monotonic()

        assert code(path) == "x = 1"
        assert time.monotonic() - started < 10

    @pytest.mark.parametrize("inside", ['"metadata": ', '"cells": ', '"cells": [{"outputs": '])
    def test_a42_deep_nesting_is_told(self, tmp_path: Path, inside: str) -> None:
        data = f'{{"nbformat": 4, {inside}'.encode() + b"[" * 1_000_000
        started = time.monotonic()

        assert unreadable(saved(tmp_path, "xor.ipynb", data)).startswith("it is not a notebook")
        assert time.monotonic() - started < 10

    @pytest.mark.parametrize(
        "source",
        [
            "!touch HERE",
            "x = !touch HERE",
            "%%bash\ntouch HERE\nopen('HERE', 'w')",
            "# first\n%%bash\nopen('HERE', 'w')",
            "%%writefile HERE\nx",
            "%%script python\nopen('HERE', 'w')",
            "%run other.py",
            "%load other.py",
            "%system touch HERE",
            "%sx touch HERE",
            "get_ipython().system('touch HERE')",
            "get_ipython() . system(\n'touch HERE')",
            "x = get_ipython().getoutput('touch HERE')",
            "get_ipython().run_cell_magic('bash', '', 'touch HERE')",
            "get_ipython().run_line_magic('run', 'other.py')",
        ],
    )
    def test_a42_magics_and_shell_lines_do_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
    ) -> None:
        saved(tmp_path, "other.py", b"open('HERE', 'w')\n")
        found = code(saved(tmp_path, "xor.ipynb", book(cell(source), cell("y = 2"))))
        monkeypatch.chdir(tmp_path)
        names: dict[str, object] = {}

        exec(compile(found, "xor", "exec"), names)  # the harmless rest of our own examples

        assert names["y"] == 2
        assert not (tmp_path / "HERE").exists()

    def test_a42_a_hand_in_of_very_much_code_is_refused_at_once(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xor.ipynb", book(*[cell("x = 1\n" * 1000)] * 1000))
        started = time.monotonic()

        assert rejection(path) == "it holds 6,000,000 characters of code"
        assert time.monotonic() - started < 5


def test_a46_what_lies_beside_a_hand_in_is_not_opened(tmp_path: Path) -> None:
    """Reading touches one file: all others could not be read at all."""
    path = saved(tmp_path, "xor.py", CODE)
    for name in ("model.pkl", "data.npy", "model.keras", "session.dill"):
        (tmp_path / name).symlink_to("/nowhere")

    assert code(path) == "x = 1\n"


def test_a46_pickles_in_an_archive_are_bytes(tmp_path: Path) -> None:
    evil = b"cos\nsystem\n(S'touch " + bytes(tmp_path / "HERE") + b"'\ntR."
    files = {"xor.py": CODE, "model.pkl": evil, "data.npy": b"\x93NUMPY" + evil, "m.keras": evil}

    assert code(saved(tmp_path, "xor.zip", zipped(files, how=zipfile.ZIP_STORED))) == "x = 1\n"
    assert not (tmp_path / "HERE").exists()
