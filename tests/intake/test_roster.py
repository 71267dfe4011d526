"""Rosters: what is read of them, and who is found on them."""

from pathlib import Path

import pytest

from nngrader.intake import BadTable
from nngrader.intake import _table as table
from nngrader.intake._roster import read_roster
from nngrader.results import Student
from tests.intake.classes import as_folder, as_zip, files, notes, taken, told


def listed(place: Path, text: str | bytes) -> tuple[Student, ...]:
    path = place / "roster.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_roster(path)


def complaint(place: Path, text: str | bytes) -> str:
    with pytest.raises(BadTable) as caught:
        listed(place, text)
    return str(caught.value).removeprefix(f"{place}/")


def test_a_roster_has_columns_by_many_names(tmp_path: Path) -> None:
    text = "Student ID,First Name,Last Name,E-Mail,Username,GitHub username,Canvas ID,Section\n"

    assert listed(tmp_path, f"{text}s01,Ada,Lovelace,ada@x.edu,alove,ada-l,11,A\n") == (
        Student(
            id="s01",
            name="Ada Lovelace",
            email="ada@x.edu",
            other_ids={"canvas": "11", "login": "alove", "github": "ada-l"},
        ),
    )


@pytest.mark.parametrize(
    "data",
    [
        "name;id\nJosé Müller;s1\n".encode(),
        "\ufeffname;id\r\nJosé Müller;s1\r\n".encode(),
        "name;id\nJosé Müller;s1\n".encode("cp1252"),
        "name\tid\nJosé Müller\ts1\n".encode("utf-16"),
        'id,name\ns1,"Müller, José"\n'.encode(),
        "Matrikelnummer;Vorname;Nachname\ns1;José;Müller\n".encode(),
        "id,name\ns1,José Müller,too,many\n\n,\n".encode(),
    ],
    ids=["UTF-8", "BOM", "cp1252", "UTF-16", "last first", "German", "ragged"],
)
def test_a_roster_may_be_written_in_any_usual_way(data: bytes, tmp_path: Path) -> None:
    assert listed(tmp_path, data) == (Student(id="s1", name="José Müller"),)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("name,email\nAda,ada@x.edu\n", "ada@x.edu"),
        ("name,github\nAda,ada-l\n", "ada-l"),
        ("name\nAda\n", "Ada"),
        ("student,email\nAda,ada@x.edu\n", "ada@x.edu"),
        ("student\nada\n", "ada"),
        ("Identifier,Full name,Status\nParticipant 77,Ada,x\n", "77"),
    ],
)
def test_without_ids_the_next_best_column_serves(text: str, id_: str, tmp_path: Path) -> None:
    assert listed(tmp_path, text)[0].id == id_


def test_two_lines_of_one_id_are_an_error_with_their_numbers(tmp_path: Path) -> None:
    text = 'id,name\na1,Ada\nb2,"Bob\nRay"\nA1,Eve\na1,Ada\n'

    assert complaint(tmp_path, text) == (
        "roster.csv: lines 2, 5 and 6 have the same id, a1. An id tells one student from all "
        "others."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [("colour,size\nred,1\n", "colour and size"), ("", "nothing"), ("id,name\n", "id and name")],
)
def test_a_table_without_students_is_no_roster(text: str, found: str, tmp_path: Path) -> None:
    assert complaint(tmp_path, text) == (
        "roster.csv: a roster needs a column `id`, `name` or `email` and a line for each student; "
        f"its first line is {found}."
    )


def test_a_spreadsheet_is_no_roster(tmp_path: Path) -> None:
    assert complaint(tmp_path, b"PK\3\4...") == ("roster.csv: it is a spreadsheet. Save it as CSV.")


def test_a_roster_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadTable) as caught:
        read_roster(tmp_path / "none.csv")

    assert str(caught.value) == f"{tmp_path}/none.csv: there is no such file."


def test_the_longest_roster_is_read_and_one_more_line_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 3)

    assert len(listed(tmp_path, "id\na\nb\nc\n")) == 3
    assert complaint(tmp_path, "id\na\nb\nc\nd\n") == (
        "roster.csv: it has more than 3 lines, which is no class."
    )


def test_the_largest_roster_is_read_and_one_more_byte_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST", 6)

    assert len(listed(tmp_path, "id\na\nb")) == 2
    assert complaint(tmp_path, "id\na\nb\n") == (
        "roster.csv: it has more than 0 MB, which is no list of a class."
    )


def test_a_million_lines_are_refused_soon(tmp_path: Path) -> None:
    assert complaint(tmp_path, "id\n" + "a\n" * 1_000_000) == (
        "roster.csv: it has more than 50,000 lines, which is no class."
    )


def test_a_cell_without_an_end_is_refused(tmp_path: Path) -> None:
    assert complaint(tmp_path, 'id\n"' + "a" * 200_000) == (
        "roster.csv: line 2 cannot be read as CSV (field larger than field limit (131072))."
    )


def test_formulas_and_control_characters_are_text(tmp_path: Path) -> None:
    text = 'id,name\n\'=1+1,=HYPERLINK(1)\n"x\x1b[2Jy",Bo\x07b\n'

    assert [(s.id, s.name) for s in listed(tmp_path, text)] == [
        ("=1+1", "=HYPERLINK(1)"),
        ("xy", "Bob"),
    ]


ROSTER = (
    "id,name,email,login,github\n"
    "s01,Ada Lovelace,ada@x.edu,alove,ada-l\n"
    "s02,José Sánchez-Núñez,jose@x.edu,jsan,\n"
    "s03,Max Roth,,,\n"
    "s04,Max Roth,,,\n"
)


@pytest.mark.parametrize(
    "folder",
    [
        *("s01", "S01", "ada@x.edu", "Ada@X.edu", "alove", "ada-l", "Ada Lovelace"),
        *("ada_lovelace", "Lovelace, Ada", "lovelaceada", "LOVELACE Ada", "ada-lovelace"),
        *("alove_xor", "xor-s01", "Ada_Lovelace_xor"),
    ],
)
def test_a_folder_is_found_on_the_roster(folder: str, tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files(f"{folder}/xor.py"), ROSTER)

    assert [claim.student for claim in found.claims] == [found.roster[0]]
    assert found.roster[0].id == "s01"
    assert notes(found) == []


@pytest.mark.parametrize(
    "folder", ["Jose Sanchez Nunez", "sancheznunezjose", "Sánchez-Núñez, José"]
)
def test_accents_and_the_order_of_names_do_not_count(folder: str, tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files(f"{folder}/xor.py"), ROSTER)

    assert [claim.student.id for claim in found.claims] == ["s02"]


@pytest.mark.parametrize("folder", ["Ada", "lovelace", "s0", "s011", "ada@x.ed", "Ada Lovelac"])
def test_a_part_of_a_name_is_not_enough(folder: str, tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files(f"{folder}/xor.py"), ROSTER)

    assert [(c.student.id, c.student.enrolled) for c in found.claims] == [(folder, False)]
    assert notes(found) == [f"Not on the roster: {folder}."]


def test_who_could_be_two_is_kept_apart_from_both(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files("Max Roth/xor.py", "s03/xor.py"), ROSTER)

    assert [c.student.id for c in found.claims] == ["Max Roth", "s03"]
    assert notes(found) == [
        "Max Roth could be of Max Roth (s03) and Max Roth (s04) on the roster; it is kept apart "
        "from all of them.",
        "Not on the roster: Max Roth.",
    ]


def test_two_hand_ins_of_one_student_are_both_kept(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files("alove/xor.py", "Ada Lovelace/xor.py"), ROSTER)

    assert told(found) == ["s01 | Ada Lovelace/xor.py | x = 1", "s01 | alove/xor.py | x = 1"]
    assert notes(found) == [
        "2 hand-ins claim Ada Lovelace: Ada Lovelace/xor.py and alove/xor.py; both are graded."
    ]


def test_who_handed_in_nothing_is_on_the_roster(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files("s01/xor.py"), ROSTER)

    assert [student.id for student in found.roster] == ["s01", "s02", "s03", "s04"]
    assert all(student.enrolled for student in found.roster)


def test_an_unknown_student_does_not_take_the_id_of_a_known_one(tmp_path: Path) -> None:
    roster = "id,name\nLovelaceAda,Eve Ash\n"

    found = taken(as_zip, tmp_path, files("lovelaceada_11_5_xor.py"), roster)

    assert [claim.student.id for claim in found.claims] == ["lovelaceada_11"]
    assert notes(found) == ["Not on the roster: lovelaceada_11."]


def test_without_a_roster_everybody_is_enrolled(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files("ada/xor.py"))

    assert found.claims[0].student == Student(id="ada")
