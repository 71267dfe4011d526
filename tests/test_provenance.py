"""What a report was made from: the same for honest copies, another for what decides otherwise."""

import hashlib
from pathlib import Path

import pytest

from nngrader import provenance
from nngrader.assignments import built_in_names, open_assignment
from nngrader.errors import BadAssignment
from nngrader.grades import Origin, short
from nngrader.jobs import Refused, Submission
from nngrader.provenance import digest_of_assignment, digest_of_code, made_by_ci, origin_of
from nngrader.starting import start
from nngrader.submission import read


def submission(code: str = "import keras\n", path: str = "xor.py") -> Submission:
    return Submission(student="s07", name="xor.py", path=path, code=code)


def lesson(folder: Path, name: str = "xor") -> Path:
    """A student's folder, just begun."""
    list(start(name, folder / name))
    return folder / name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lesson(tmp_path)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "assignment.py").write_bytes(b"RUBRIC = 1\n")
    (tmp_path / "test_more.py").write_bytes(b"def test_more(): ...\n")
    return tmp_path


def origin(folder: Path, **environ: str) -> Origin:
    return origin_of(submission(), open_assignment(str(folder)), environ)


class TestTheHandIn:
    def test_a_plain_script_has_the_digest_of_its_file(self, tmp_path: Path) -> None:
        path = tmp_path / "xor.py"
        path.write_bytes(b"import keras\n")

        digest = digest_of_code(read(path))

        assert digest == "sha256:" + hashlib.sha256(b"import keras\n").hexdigest()

    def test_where_it_lies_and_whose_it_is_do_not_count(self) -> None:
        assert digest_of_code(submission(path="a.py")) == digest_of_code(submission(path="b.py"))

    def test_a_space_counts(self) -> None:
        assert digest_of_code(submission("x = 1\n")) != digest_of_code(submission("x = 1 \n"))

    def test_what_could_not_be_read_has_none(self) -> None:
        assert digest_of_code(Refused("s07", "xor.py", "xor.py", "it is a link")) == ""

    def test_a_lone_surrogate_stops_nothing(self) -> None:
        assert digest_of_code(submission("'\ud800'")).startswith("sha256:")


class TestTheAssignment:
    @pytest.mark.parametrize("name", built_in_names())
    def test_a_folder_just_begun_is_the_built_in(self, tmp_path: Path, name: str) -> None:
        assert origin(lesson(tmp_path, name)).built_in == ""

    def test_the_built_in_is_itself(self) -> None:
        assert origin_of(submission(), open_assignment("xor"), {}).built_in == ""

    @pytest.mark.parametrize(
        "name",
        [
            "xor.py",
            "xor.ipynb",
            "README.md",
            "notes.txt",
            "trial.py",
            "conftest.py",
            "graded/xor.json",
            "__pycache__/assignment.cpython-311.pyc",
            ".git/HEAD",
            ".pytest_cache/README.md",
            "old/test_more.py",
        ],
    )
    def test_what_a_student_works_on_does_not_count(self, folder: Path, name: str) -> None:
        before = digest_of_assignment(folder)
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# mine")

        assert digest_of_assignment(folder) == before

    def test_line_ends_of_windows_do_not_count(self, folder: Path) -> None:
        path = folder / "assignment.py"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

        assert origin(folder).built_in == ""

    def test_an_edited_rubric_is_told_with_the_digest_of_the_built_in(self, folder: Path) -> None:
        with (folder / "assignment.py").open("a") as file:
            file.write("#\n")

        found = origin(folder)

        assert found.built_in == digest_of_assignment(open_assignment("xor").folder)
        assert found.assignment == digest_of_assignment(folder) != found.built_in

    def test_a_test_more_is_told(self, folder: Path) -> None:
        (folder / "test_free.py").write_text("")

        assert origin(folder).built_in

    def test_an_assignment_of_another_name_has_no_built_in(self, tmp_path: Path) -> None:
        folder = lesson(tmp_path).rename(tmp_path / "week3")
        (folder / "test_free.py").write_text("")

        assert origin(folder).built_in == ""

    @pytest.mark.parametrize("name", ["assignment.py", "test_more.py"])
    def test_what_decides_counts(self, own: Path, name: str) -> None:
        before = digest_of_assignment(own)
        (own / name).write_text("#")

        assert digest_of_assignment(own) != before

    def test_the_name_of_a_test_counts(self, own: Path) -> None:
        before = digest_of_assignment(own)
        (own / "test_more.py").rename(own / "test_much.py")

        assert digest_of_assignment(own) != before

    def test_text_moved_from_one_test_to_the_next_counts(self, own: Path) -> None:
        (own / "test_more.py").write_bytes(b"ab")
        (own / "test_next.py").write_bytes(b"c")
        before = digest_of_assignment(own)
        (own / "test_more.py").write_bytes(b"a")
        (own / "test_next.py").write_bytes(b"bc")

        assert digest_of_assignment(own) != before

    def test_the_folder_around_it_does_not_count(self, own: Path) -> None:
        before = digest_of_assignment(own)

        assert digest_of_assignment(own.rename(own.with_name("elsewhere"))) == before

    def test_a_file_may_have_as_many_bytes_as_are_read(
        self, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        size = len((own / "test_more.py").read_bytes())
        monkeypatch.setattr(provenance, "LARGEST", size)
        digest_of_assignment(own)
        (own / "test_more.py").write_bytes(b"#" * (size + 1))

        with pytest.raises(BadAssignment) as caught:
            digest_of_assignment(own)

        assert str(caught.value) == f"{own / 'test_more.py'} has more than 0 MB."

    def test_so_many_tests_are_run_and_no_more(
        self, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(provenance, "MOST", 3)
        (own / "test_next.py").touch()
        digest_of_assignment(own)
        (own / "test_last.py").touch()

        with pytest.raises(BadAssignment) as caught:
            digest_of_assignment(own)

        assert str(caught.value) == f"{own} holds 3 tests; at most 2 are run."

    def test_an_assignment_that_is_gone_is_told(self, own: Path) -> None:
        (own / "assignment.py").unlink()

        with pytest.raises(BadAssignment) as caught:
            digest_of_assignment(own)

        path = own / "assignment.py"
        assert str(caught.value) == f"{path} cannot be read: No such file or directory."


class TestContinuousIntegration:
    @pytest.mark.parametrize(
        "environ", [{"CI": "true"}, {"GITHUB_ACTIONS": "true"}, {"CI": "1"}, {"CI": "True"}]
    )
    def test_services_say_so(self, environ: dict[str, str]) -> None:
        assert made_by_ci(environ)

    @pytest.mark.parametrize("environ", [{}, {"CI": ""}, {"CI": "false"}, {"CIRCLE": "true"}])
    def test_nothing_else_does(self, environ: dict[str, str]) -> None:
        assert not made_by_ci(environ)

    def test_it_stands_in_the_origin(self, folder: Path) -> None:
        assert (origin(folder, CI="true").by_ci, origin(folder).by_ci) == (True, False)


def test_a_digest_is_shortened_to_what_eyes_compare() -> None:
    assert short("sha256:" + "5b" * 32) == "sha256:5b5b5b5b5b5b"
    assert short("") == ""
