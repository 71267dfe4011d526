"""What only a file can suffer."""

from pathlib import Path

import pytest
from sqlalchemy import text

from nngrader.gradebook import GradebookFault, open_gradebook
from nngrader.gradebook._migrating import VERSION_TABLE
from tests.gradebook.kept import begun, handed_in, kept_of, raw
from tests.gradebook.test_gradebook import older


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


def beside(path: Path) -> list[str]:
    """Name all files of its folder."""
    return sorted(file.name for file in path.parent.iterdir())


def complaint(path: Path, *, create: bool = True) -> str:
    """What is said of a file that cannot be used, without its name."""
    with pytest.raises(GradebookFault) as caught:
        open_gradebook(str(path), create=create)
    start = f"The gradebook {path} "
    assert str(caught.value).startswith(start)
    return str(caught.value).removeprefix(start)


def test_any_name_of_a_file_will_do(tmp_path: Path) -> None:
    path = tmp_path / "50% of ä?b=1#c @ d:e.db"

    with open_gradebook(str(path)) as book:
        book.record(begun(book), "s001", handed_in(), "")

    assert path.is_file()


def test_nothing_lies_beside_it_once_it_is_closed(path: Path) -> None:
    with open_gradebook(str(path)) as book:
        begun(book)

    assert beside(path) == ["gradebook.db"]


def test_commits_are_flushed_to_the_disk_and_references_are_checked(path: Path) -> None:
    with open_gradebook(str(path)) as book, book._database.engine.connect() as db:
        found = {
            name: db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.touch()

    with open_gradebook(str(path)) as book:
        assert book.assignments() == ()


def test_one_that_is_not_there_is_not_created_unless_that_is_wanted(path: Path) -> None:
    assert complaint(path, create=False) == (
        "is not there. `nngrader batch` makes one; give the path of that."
    )
    assert not path.exists()


def test_an_older_one_is_kept_beside_it_before_it_is_changed(path: Path) -> None:
    older(str(path))
    copy = path.with_name("gradebook.db.before-0002")

    with open_gradebook(str(path)) as book:
        assert book.notice == (
            f"The gradebook {path} was brought from revision 0001 to 0002. What it was is kept as "
            "gradebook.db.before-0002."
        )

    assert beside(path) == [path.name, copy.name]
    with raw(str(copy)) as engine, engine.connect() as db:
        found = db.execute(text(f"SELECT version_num, student FROM {VERSION_TABLE}, students"))
        assert found.one() == ("0001", "ada")
    assert open_gradebook(str(path)).notice == ""


def test_an_older_one_that_cannot_be_kept_is_not_changed(path: Path) -> None:
    older(str(path))
    path.with_name("gradebook.db.before-0002").mkdir()

    with pytest.raises(GradebookFault) as caught:
        open_gradebook(str(path))

    assert str(caught.value) == f"{path}.before-0002 could not be written: Is a directory."
    assert beside(path) == [path.name, "gradebook.db.before-0002"]
    with raw(str(path)) as engine, engine.connect() as db:
        assert db.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == "0001"


def test_another_kind_of_file_is_left_alone(path: Path) -> None:
    path.write_text("Student,Score\n" * 100)

    assert complaint(path) == (
        "cannot be used: it is no SQLite file. Move it away, or give another path."
    )
    assert path.read_text() == "Student,Score\n" * 100


def test_a_folder_that_is_not_there_is_told(path: Path) -> None:
    assert complaint(path.parent / "none" / path.name) == (
        "cannot be used: it cannot be opened. Its folder must be there, and you must be allowed to "
        "write to it."
    )


def test_a_folder_is_no_gradebook(path: Path) -> None:
    path.mkdir()

    assert complaint(path) == (
        "cannot be used: it cannot be opened. Its folder must be there, and you must be allowed to "
        "write to it."
    )


def test_a_damaged_one_is_told(path: Path) -> None:
    with open_gradebook(str(path)) as book:
        begun(book)
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))

    assert complaint(path) == (
        "cannot be used: it is damaged. Put a copy that you kept in its place, or move it away and "
        "run the batch again."
    )


def test_a_full_disk_is_told_and_what_was_recorded_stays(path: Path) -> None:
    with open_gradebook(str(path)) as book:
        grading = begun(book)
        kept = book.record(grading, "s001", handed_in("a"), "")
        with book._database.engine.begin() as db:
            pages = db.exec_driver_sql("PRAGMA page_count").scalar()
            db.exec_driver_sql(f"PRAGMA max_page_count={pages}")

        def fill() -> None:
            for number in range(100):
                book.record(grading, "s002", handed_in(str(number)), "")

        with pytest.raises(GradebookFault) as caught:
            fill()

        assert str(caught.value) == (
            f"The gradebook {path} cannot be used: there is no room left on its disk. Make room "
            "and run this again."
        )
        assert kept_of(book) == (kept,)


def test_one_that_may_only_be_read_is_told(path: Path) -> None:
    with open_gradebook(str(path)) as book:
        with book._database.engine.begin() as db:
            db.exec_driver_sql("PRAGMA query_only=ON")

        with pytest.raises(GradebookFault) as caught:
            begun(book)

    assert str(caught.value) == (
        f"The gradebook {path} cannot be used: it may be read but not written. Give yourself the "
        "right to write to it and to its folder."
    )
