"""Classes that somebody laid out to hurt."""

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nngrader.errors import NoSubmission
from nngrader.intake import _disk, _taking, _zip, take_in
from nngrader.intake._words import LONGEST_NAME
from nngrader.intake._zip import CAPS
from nngrader.submission.archive import Caps
from tests.intake.classes import XOR, as_folder, as_zip, files, notes, taken, told
from tests.submission.boxes import entry, tarred, zipped, zipped_entries

ADA = {"ada/xor.py": b"x = 1\n"}


def packed(place: Path, data: bytes) -> Path:
    path = place / "class.zip"
    path.write_bytes(data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(NoSubmission) as caught:
        take_in(path, XOR)
    return str(caught.value).replace(str(path), path.name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../x.py", "`../../x.py` in it leads out of its folder"),
        ("/etc/x.py", "`/etc/x.py` in it names a place on a disk"),
        ("C:/x.py", "`C:/x.py` in it names a place on a disk"),
        ("b\\x.py", "`b\\x.py` in it has a backslash in its name. Pack it again as a .zip"),
    ],
)
def test_a_path_that_leads_elsewhere_costs_only_itself(
    name: str, reason: str, tmp_path: Path
) -> None:
    found = taken(as_zip, tmp_path, {**ADA, name: b"evil = 1\n"})

    assert told(found) == ["ada | ada/xor.py | x = 1"]
    assert found.notes == (f"class.zip: {reason}; that is left out.",)


def test_links_devices_and_passwords_in_a_zip_are_refused_one_by_one(tmp_path: Path) -> None:
    link, pipe = entry("bob/xor.py", stat.S_IFLNK | 0o777), entry("cyd/xor.py", stat.S_IFIFO)
    data = zipped_entries(
        (entry("ada/xor.py"), b"x = 1\n"), (link, b"/etc/passwd"), (pipe, b""),
        (entry("dan/xor.py"), b"locked"),
    )  # fmt: skip
    locked = bytearray(data)
    locked[data.rindex(b"PK\1\2") + 8] |= 1

    assert told(take_in(packed(tmp_path, bytes(locked)), XOR)) == [
        "ada | ada/xor.py | x = 1",
        "bob | bob/xor.py | it cannot be taken out of class.zip: it holds a link, `bob/xor.py`",
        "cyd | cyd/xor.py | it cannot be taken out of class.zip: it holds `cyd/xor.py`, which is "
        "not an ordinary file",
        "dan | dan/xor.py | it cannot be taken out of class.zip: `dan/xor.py` in it is locked with "
        "a password",
    ]


def test_twenty_thousand_members_are_a_class(tmp_path: Path) -> None:
    many = files(*(f"bob/data/{n}.csv" for n in range(20_000)))

    assert told(taken(as_zip, tmp_path, {**ADA, **many})) == [
        "ada | ada/xor.py | x = 1",
        "bob | bob | the folder holds 0.csv, 1.csv, 10.csv, 100.csv, 1000.csv and 19995 more; "
        "`xor.py` or `xor.ipynb` was expected",
    ]


def test_the_most_members_are_listed_and_one_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = as_zip(tmp_path, files("ada/xor.py", "bob/xor.py"))

    monkeypatch.setattr(_zip, "CAPS", Caps(members=2))
    assert len(take_in(path, XOR).claims) == 2
    monkeypatch.setattr(_zip, "CAPS", Caps(members=1))
    assert refused(path) == "class.zip cannot be opened: it holds more than 1 files."


def test_the_most_files_of_a_folder_are_listed_and_one_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = as_folder(tmp_path, files("ada/xor.py", "bob/xor.py"))

    monkeypatch.setattr(_disk, "MOST_FILES", 4)
    assert len(take_in(top, XOR).claims) == 2
    monkeypatch.setattr(_disk, "MOST_FILES", 3)
    assert refused(top) == "class holds more than 3 files. Give the folder of one assignment."
    monkeypatch.setattr(_disk, "MOST_FILES", 1)
    assert refused(top) == "class holds more than 1 files. Give the folder of one assignment."


def test_a_list_that_states_an_endless_size_is_not_read(tmp_path: Path) -> None:
    data = bytearray(zipped(ADA) + bytes(20))
    end = data.rindex(b"PK\5\6")
    whole = b"PK\3\4" + bytes(17 << 20)  # as much before the end as is stated
    struct.pack_into("<II", data, end + 12, 17 << 20, 4)

    assert refused(packed(tmp_path, whole + bytes(data[end : end + 22]))) == (
        "class.zip cannot be opened: its list of files has more than 16 MB."
    )


@pytest.mark.parametrize("data", [zipped(ADA)[:-30], b"PK\3\4", b"PK\5\6" + bytes(10)])
def test_a_zip_that_is_cut_off_is_an_error(data: bytes, tmp_path: Path) -> None:
    assert refused(packed(tmp_path, data)) == (
        "class.zip cannot be opened: it is damaged, or no zip at all. Download it again."
    )


DAMAGED = "the zip around it is damaged there. Download it again"


def test_content_that_has_another_checksum_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped({"bob/xor.py": b"y = 2\n", **ADA}, how=zipfile.ZIP_STORED))
    data[data.index(b"y = 2")] = ord("z")

    assert told(take_in(packed(tmp_path, bytes(data)), XOR)) == [
        "ada | ada/xor.py | x = 1",
        f"bob | bob/xor.py | {DAMAGED}",
    ]


def test_a_member_that_is_not_where_the_list_says_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped(ADA))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 42, 3)

    assert told(take_in(packed(tmp_path, bytes(data)), XOR)) == [f"ada | ada/xor.py | {DAMAGED}"]


def test_a_member_that_ends_early_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped({"ada/xor.py": bytes(5000)}))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 20, 5)

    assert told(take_in(packed(tmp_path, bytes(data)), XOR)) == [f"ada | ada/xor.py | {DAMAGED}"]


def test_large_members_come_out_whole(tmp_path: Path) -> None:
    text = b"".join(b"x%d = %d\n" % (n, n * n) for n in range(200_000))
    path = as_zip(tmp_path, {"ada/xor.py": text})
    (info,) = _zip._listed(path)

    assert _zip._content(path, info) == text


def test_a_size_that_is_a_lie_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(zipped({"ada/xor.py": bytes(11 << 20)}))
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(signature) + place, 10)

    assert told(take_in(packed(tmp_path, bytes(data)), XOR)) == [
        "ada | ada/xor.py | it is more than 200 times as large as when packed"
    ]


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_largest_member_is_read_and_one_more_byte_is_not(
    how: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_zip, "CAPS", Caps(members=CAPS.members, member_mib=1))
    line = b"x = 1234\n" * 200_000
    data = zipped({"a/xor.py": line[: 1 << 20], "b/xor.py": line[: (1 << 20) + 1]}, how=how)

    ada, bob = told(take_in(packed(tmp_path, data), XOR))

    assert ada.startswith("a | a/xor.py | it holds 1,048,576 characters of code")
    assert bob == "b | b/xor.py | it has more than 1 MB"


def test_a_zip_that_is_gone_when_it_is_read_refuses_its_hand_ins(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, ADA)
    (tmp_path / "class.zip").unlink()

    assert told(found) == [
        "ada | ada/xor.py | class.zip cannot be opened any more (No such file or directory)"
    ]


def test_names_of_macos_are_read_as_they_were_meant(tmp_path: Path) -> None:
    decomposed = "Jose\u0301".encode()
    data = zipped({"J#####/xor.py": b"x = 1\n"}).replace(b"J#####", decomposed)

    assert told(take_in(packed(tmp_path, data), XOR)) == ["José | José/xor.py | x = 1"]


def test_a_file_that_lies_twice_in_a_zip_is_told(tmp_path: Path) -> None:
    twice = zipped({"ada/xoq.py": b"x = 2\n", **ADA}).replace(b"xoq", b"xor")

    found = take_in(packed(tmp_path, twice), XOR)

    assert told(found) == ["ada | ada/xor.py | x = 1"]
    assert notes(found) == ["ada/xor.py lies twice in it; the last one counts."]


def test_an_archive_of_a_student_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    bomb = zipped({"xor.py": bytes(30 << 20)})

    assert told(taken(as_folder, tmp_path, {**ADA, "bob.zip": bomb}))[1] == (
        "bob | bob.zip | its files are more than 200 times as large as the archive"
    )


def test_an_archive_of_a_student_may_be_a_tar_too(tmp_path: Path) -> None:
    packed_tar = tarred({"hw/xor.py": b"y = 2\n"}, "gz")

    assert told(taken(as_zip, tmp_path, {"ada/work.tar.gz": packed_tar})) == [
        "ada | ada/work.tar.gz | y = 2"
    ]


@pytest.mark.parametrize("lay", [as_folder, as_zip])
def test_names_cannot_act(lay: Callable[[Path, dict[str, bytes]], Path], tmp_path: Path) -> None:
    evil = "\x1b[2J\u202eada\n=1+1"
    handed_in = {f"{evil}/xor.py": b"x = 1\n", f"{evil}/{evil}.csv": b"", f"{evil}.txt": b""}
    if lay is as_zip:
        handed_in[f"../{evil}"] = b""

    found = taken(lay, tmp_path, handed_in, "id,name\ns01,Bob\n")
    shown = [*found.notes, *(claim.source for claim in found.claims)]
    ids = [claim.student.id for claim in found.claims]

    assert ids == ["\\x1b[2J\\u202eada\\n=1+1"]
    assert all(text.isprintable() for text in [*shown, *ids])


def test_a_long_name_alone_has_the_id_that_it_has_beside_another(tmp_path: Path) -> None:
    one, two = (f"{'a' * 300}{number}/xor.py" for number in (1, 2))

    together = taken(as_zip, tmp_path, files(one, two))
    alone = taken(as_zip, tmp_path, files(two))

    assert alone.claims[0].student.id == together.claims[1].student.id


def test_the_longest_name_is_its_own_id(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files(f"{'a' * LONGEST_NAME}/xor.py"))

    assert found.claims[0].student.id == "a" * LONGEST_NAME


def test_long_names_are_cut_and_stay_apart(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files(f"{'a' * 300}1/xor.py", f"{'a' * 300}2/xor.py"))

    ids = [claim.student.id for claim in found.claims]
    assert ids == ["a" * 119 + "…-cd62fa", "a" * 119 + "…-c7c222"]


def test_names_that_are_no_text_can_be_told(tmp_path: Path) -> None:
    top = as_folder(tmp_path, ADA)
    (top / "caf\udce9").mkdir()

    assert told(take_in(top, XOR))[1] == (
        "caf\\udce9 | caf\\udce9 | the folder is empty; `xor.py` or `xor.ipynb` was expected"
    )


def test_a_hundred_notes_are_shown_and_more_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in = files(*(f"s{n}/xor{end}" for n in range(3) for end in (".py", ".ipynb")))
    monkeypatch.setattr(_taking, "MOST_NOTES", 3)
    assert len(taken(as_folder, tmp_path, handed_in).notes) == 3

    monkeypatch.setattr(_taking, "MOST_NOTES", 2)
    assert taken(as_folder, tmp_path, handed_in).notes[-1] == "1 more note is not shown."
