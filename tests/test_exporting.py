"""Exports of what a batch or `pytest --grade` wrote, as files on the disk."""

import json
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nngrader import exporting
from nngrader.errors import UnknownName
from nngrader.exporters import NotExported
from nngrader.exporting import Options, Written, export
from nngrader.files import NotWritten
from nngrader.gradebook import Entry, GradebookFault, open_gradebook
from nngrader.grades import GradeReport
from nngrader.late import Late
from nngrader.out_folder import NoBatch, OutFolder, Settings
from nngrader.reports._write import write
from nngrader.results import Results
from tests import builders
from tests import class_builders as classes
from tests.exporters.formats import canvas_file, github


def report(student: str, **changes: Any) -> GradeReport:
    return replace(builders.report(builders.evidence(), student=student), **changes)


def graded(folder: Path, *students: str) -> Path:
    """What `pytest --grade` leaves."""
    for student in students or ("s001",):
        write(report(student), folder)
    return folder


def batch(folder: Path, made: Results, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a batch leaves, with a gradebook that says `made`."""
    OutFolder(folder).begin(Settings(assignment="xor", opened="xor", gradebook="kept elsewhere"))
    (folder / "reports").mkdir()
    for result in made.results:
        for attempt in result.attempts:
            text = f"<h1>{result.student.name}</h1>{result.student.id} {result.student.email}"
            (folder / "reports" / f"{attempt.page}.html").write_text(text)
    monkeypatch.setattr(exporting, "open_gradebook", lambda where, create: _Book(where, made))
    return folder


class _Book:
    """A gradebook that was asked for by the address that the batch noted."""

    def __init__(self, where: str, made: Results) -> None:
        assert where == "kept elsewhere"
        self.made = made

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None: ...

    def results(self, assignment: str) -> Results:
        assert assignment == "xor"
        return self.made


def done(kind: str, out: Path, **options: Any) -> Written:
    return export(kind, out, Options(**{"environ": {}, **options}))


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def said(written: Written, folder: Path) -> list[str]:
    return [note.replace(str(folder), "DIR") for note in written.notes]


class TestWhere:
    def test_a_format_has_a_folder_of_its_own_in_out(self, tmp_path: Path) -> None:
        written = done("gradescope", graded(tmp_path))

        assert written.paths == (tmp_path / "exports/gradescope/results.json",)
        assert said(written, tmp_path) == ["Wrote DIR/exports/gradescope/results.json."]
        assert json.loads(written.paths[0].read_text())["score"] == 15.0

    def test_one_student_s_file_is_written_as_it_is_named(self, tmp_path: Path) -> None:
        written = done("gradescope", graded(tmp_path / "graded"), into=tmp_path / "here.json")

        assert written.paths == (tmp_path / "here.json",)

    def test_further_files_are_beside_it(self, tmp_path: Path) -> None:
        done("classroom50", graded(tmp_path / "graded"), dest=tmp_path / "there" / "result.json")

        assert files_below(tmp_path / "there") == {"result.json", "release-body.md"}

    def test_several_students_need_a_folder(self, tmp_path: Path) -> None:
        out = graded(tmp_path / "graded", "s001", "s002")

        with pytest.raises(NotExported) as caught:
            done("gradescope", out, into=tmp_path / "results.json")

        assert str(caught.value).replace(str(tmp_path), "DIR") == (
            "DIR/results.json can hold one student's file, and there are 2 files. Name a folder."
        )
        done("gradescope", out, into=tmp_path / "results")
        assert files_below(tmp_path / "results") == {"s001/results.json", "s002/results.json"}

    def test_a_table_of_a_class_is_one_file(self, tmp_path: Path) -> None:
        out = graded(tmp_path / "graded", "s001", "s002")

        assert done("csv", out, dest=tmp_path / "all.csv").paths == (tmp_path / "all.csv",)

    def test_many_files_are_counted(self, tmp_path: Path) -> None:
        out = graded(tmp_path, *(f"s{n:03}" for n in range(4)))

        assert said(done("coursera", out), tmp_path) == [
            "Wrote 4 files below DIR/exports/coursera."
        ]

    def test_a_class_of_whom_nothing_came_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = batch(tmp_path, classes.results(results=(classes.missing(1),)), monkeypatch)

        assert done("gradescope", out).notes == (
            "Nothing was written: there is nothing to export.",
            "Nothing was handed in by Émile Zola (s001); there is no file of theirs.",
        )

    @pytest.mark.parametrize("page", ["..", "/etc/x", "a/../../b"])
    def test_no_page_leads_out_of_the_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
    ) -> None:
        evil = classes.result(1, classes.attempt(page=page))
        made = classes.results(results=(evil, classes.result(2)))
        monkeypatch.setattr(exporting, "open_gradebook", lambda where, create: _Book(where, made))
        OutFolder(tmp_path).begin(
            Settings(assignment="xor", opened="xor", gradebook="kept elsewhere")
        )

        with pytest.raises(NotExported, match=r"would lead out of the folder\.$"):
            done("gradescope", tmp_path)


class TestWhat:
    def test_a_format_that_does_not_exist_is_told_with_the_nearest(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownName, match=r"has no 'moodel'\. Did you mean 'moodle'\?"):
            done("moodel", graded(tmp_path))

    def test_a_batch_is_read_from_its_gradebook(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        late = classes.result(1)
        assert late.standing is not None
        late = replace(late, standing=replace(late.standing, final=12.0, penalty=3.0))
        out = batch(tmp_path, classes.results(results=(late,)), monkeypatch)

        (path,) = done("gradescope", out).paths

        assert json.loads(path.read_text())["score"] == 12.0

    def test_a_real_gradebook_is_opened_in_the_folder_or_where_it_is_now(
        self, tmp_path: Path
    ) -> None:
        late = classes.attempt(number=0, submitted_at=classes.DUE + timedelta(hours=1))
        entry = Entry(
            name="xor",
            title="Teach a network XOR",
            digest="sha256:" + "a5" * 32,
            max_score=15.0,
            columns=classes.columns(),
            due=classes.DUE,
            late=Late(per_day=0.1),
        )
        with open_gradebook(str(tmp_path / "gradebook.db")) as book:
            book.enroll([classes.student(1)])
            book.record(
                book.begin(entry, "batch", classes.GRADED, "nngrader"), "s001", late, "asked"
            )
        OutFolder(tmp_path).begin(Settings(assignment="xor", opened="xor"))

        (path,) = done("gradescope", tmp_path).paths
        assert json.loads(path.read_text())["score"] == 13.5
        (tmp_path / "gradebook.db").rename(tmp_path / "moved.db")
        with pytest.raises(GradebookFault):
            done("gradescope", tmp_path)
        assert done("csv", tmp_path, gradebook=str(tmp_path / "moved.db")).paths

    def test_a_gradebook_without_its_batch_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "gradebook.db").touch()

        with pytest.raises(NoBatch):
            done("csv", tmp_path)

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(NotExported) as caught:
            done("csv", tmp_path / "none")

        assert str(caught.value) == (
            f"{tmp_path / 'none'} is no folder. Give what `nngrader batch` wrote."
        )

    def test_every_format_that_fills_nothing_writes_what_pytest_graded(
        self, tmp_path: Path
    ) -> None:
        out = graded(tmp_path)

        for kind in set(exporting.formats()) - {"canvas", "moodle"}:
            assert all(path.is_file() for path in done(kind, out).paths), kind

    def test_a_step_of_github_actions_gets_its_output(self, tmp_path: Path) -> None:
        outputs = tmp_path / "outputs"
        outputs.write_text("before=1\n")

        done("github", graded(tmp_path / "graded"), environ={"GITHUB_OUTPUT": str(outputs)})

        before, line = outputs.read_text().splitlines()
        assert before == "before=1"
        assert github(line.removeprefix("result="))["max_score"] == 15

    def test_other_formats_set_no_output(self, tmp_path: Path) -> None:
        done(
            "csv", graded(tmp_path / "graded"), environ={"GITHUB_OUTPUT": str(tmp_path / "outputs")}
        )

        assert not (tmp_path / "outputs").exists()


class TestTheTeachersOwnFile:
    @pytest.fixture
    def out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / "out"
        folder.mkdir()
        return batch(folder, classes.results(2), monkeypatch)

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "grades.csv"
        path.write_bytes(canvas_file(classes.results(2)))
        return path

    def test_is_filled_and_kept_as_it_was_beside(
        self, out: Path, file: Path, tmp_path: Path
    ) -> None:
        original = file.read_bytes()
        file.chmod(0o640)

        written = done("canvas", out, into=file)

        kept = tmp_path / "grades.before.csv"
        assert kept.read_bytes() == original
        assert file.read_bytes().count(b"15.00") == 3
        assert written.paths == (file, kept)
        assert said(written, tmp_path) == [
            "Filled DIR/grades.csv; as it was it is DIR/grades.before.csv.",
            "2 scores go into the column “Teach a network XOR (4711)”.",
        ]
        assert [stat.S_IMODE(path.stat().st_mode) for path in (file, kept)] == [0o640, 0o640]

    def test_an_older_copy_is_never_overwritten(
        self, out: Path, file: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "grades.before.csv").write_text("older")
        (tmp_path / "grades.before-2.csv").symlink_to(tmp_path / "grades.csv")
        original = file.read_bytes()

        done("canvas", out, into=file)

        assert (tmp_path / "grades.before.csv").read_text() == "older"
        assert (tmp_path / "grades.before-3.csv").read_bytes() == original

    def test_is_left_alone_when_nothing_changes(
        self, out: Path, file: Path, tmp_path: Path
    ) -> None:
        done("canvas", out, into=file)
        before = files_below(tmp_path)

        written = done("canvas", out, into=file)

        assert written.paths == ()
        assert (
            said(written, tmp_path)[0]
            == "DIR/grades.csv is as it was: nothing in it had to change."
        )
        assert files_below(tmp_path) == before

    def test_is_untouched_when_another_place_is_given(
        self, out: Path, file: Path, tmp_path: Path
    ) -> None:
        original = file.read_bytes()

        written = done("canvas", out, into=file, dest=tmp_path / "filled.csv")

        assert file.read_bytes() == original
        assert said(written, tmp_path)[0] == "Wrote DIR/filled.csv; DIR/grades.csv is as it was."
        assert not list(tmp_path.glob("*.before*"))

    def test_is_untouched_when_the_column_is_not_found(
        self, out: Path, file: Path, tmp_path: Path
    ) -> None:
        original = file.read_bytes()

        with pytest.raises(NotExported):
            done("canvas", out, into=file, column="Other assignment")

        assert file.read_bytes() == original
        assert not list(tmp_path.glob("*.before*"))

    def test_a_link_to_it_stays_a_link(self, out: Path, file: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.csv"
        link.symlink_to(file)

        done("canvas", out, into=link)

        assert link.is_symlink()
        assert file.read_bytes().count(b"15.00") == 3

    def test_has_to_be_given_and_to_be_a_file(self, out: Path, tmp_path: Path) -> None:
        with pytest.raises(
            NotExported, match=r"^Say which file to fill: --into FILE, the gradebook as"
        ):
            done("canvas", out)
        with pytest.raises(NotExported, match=r"cannot be read: No such file or directory\.$"):
            done("canvas", out, into=tmp_path / "none.csv")
        with pytest.raises(NotExported, match=r"is no file\.$"):
            done("canvas", out, into=tmp_path)

    def test_a_folder_that_cannot_be_written_changes_nothing(
        self, out: Path, file: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(NotWritten):
            done("canvas", out, into=file, dest=tmp_path / "none" / "filled.csv")

    def test_larger_than_any_is_refused(
        self, out: Path, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exporting, "LARGEST", len(file.read_bytes()))
        assert done("canvas", out, into=file).paths
        monkeypatch.setattr(exporting, "LARGEST", len(file.read_bytes()) - 1)

        with pytest.raises(NotExported, match=r"has more than 0 MB\.$"):
            done("canvas", out, into=file)


class TestTheSite:
    @pytest.fixture
    def out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / "out"
        folder.mkdir()
        return batch(folder, classes.results(12), monkeypatch)

    def test_nothing_of_one_student_is_in_another_s_folder(self, out: Path, tmp_path: Path) -> None:
        done("site", out, dest=tmp_path / "www")

        pages = [path.read_text() for path in (tmp_path / "www").glob("*/*")]
        assert len(pages) == 12
        for result in classes.results(12).results:
            whose = result.student
            for sign in (whose.id, whose.name, whose.email):
                assert sum(sign in page for page in pages) == 1

    def test_names_and_links_are_not_served_and_nobody_else_may_read_them(
        self, out: Path, tmp_path: Path
    ) -> None:
        www = tmp_path / "www"

        written = done("site", out, dest=www, base_url="https://nn.example")

        assert {name.split("/")[-1] for name in files_below(www)} == {"index.html", "robots.txt"}
        for name in ("site.json", "links.csv"):
            assert stat.S_IMODE((out / name).stat().st_mode) == 0o600
        assert said(written, tmp_path) == [
            "Wrote 14 files below DIR/www, and DIR/out/site.json, DIR/out/links.csv.",
            "12 students have a page; links are in links.csv.",
        ]
        assert "https://nn.example/" in (out / "links.csv").read_text()

    def test_links_keep_working_and_who_left_loses_the_page(
        self, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        www = tmp_path / "www"
        done("site", out, dest=www)
        before = files_below(www)
        (www / "of-mine").mkdir()
        (www / "of-mine" / "index.html").write_text("mine")
        fewer = classes.results(11)
        monkeypatch.setattr(exporting, "open_gradebook", lambda where, create: _Book(where, fewer))
        gone = json.loads((out / "site.json").read_text())["folders"]["s012"]
        (www / gone / "notes.txt").write_text("mine too")

        written = done("site", out, dest=www)

        assert files_below(www) == {
            *(before - {f"{gone}/index.html"}), f"{gone}/notes.txt", "of-mine/index.html",
        }  # fmt: skip
        assert said(written, tmp_path)[1] == (
            "1 page of students who have none any more was removed."
        )

    def test_is_never_around_the_gradebook(self, out: Path, tmp_path: Path) -> None:
        for place in (out, tmp_path, tmp_path / "out" / ".." / "out"):
            with pytest.raises(NotExported, match=r"and with it all grades\. Name another\.$"):
                done("site", out, dest=place)
        assert not (out / "site.json").exists()

    def test_overwrites_nobody_s_own_page(self, out: Path, tmp_path: Path) -> None:
        www = tmp_path / "www"
        www.mkdir()
        (www / "index.html").write_text("My course")

        with pytest.raises(NotExported) as caught:
            done("site", out, dest=www)

        assert str(caught.value) == f"{www} has a index.html of its own. Name an empty folder."
        assert files_below(www) == {"index.html"}

    def test_a_page_that_is_a_link_is_not_copied(self, out: Path, tmp_path: Path) -> None:
        page = out / "reports" / "s001.html"
        page.unlink()
        page.symlink_to("/etc/passwd")

        done("site", out, dest=tmp_path / "www")

        assert not any("root:" in path.read_text() for path in (tmp_path / "www").rglob("*.html"))

    def test_works_for_what_pytest_graded(self, tmp_path: Path) -> None:
        out = graded(tmp_path / "graded", "s001", "s002")

        done("site", out, dest=tmp_path / "www")

        assert len(list((tmp_path / "www").glob("*/index.html"))) == 2
        assert (out / "links.csv").is_file()
