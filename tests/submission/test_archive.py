"""What is taken out of an archive, and which archives are not opened at all."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from nngrader.submission.archive import (
    Caps,
    Damaged,
    Member,
    NotAccepted,
    is_archive,
    members,
    without_ending,
)
from tests.submission.boxes import (
    entry,
    tar_entry,
    tarred,
    tarred_entries,
    zipped,
    zipped_entries,
)

XOR = {"xor.py": b"x = 1\n"}
PACKERS: list[Callable[[dict[str, bytes]], bytes]] = [
    zipped,
    lambda files: zipped(files, how=zipfile.ZIP_STORED),
    tarred,
    lambda files: tarred(files, "gz"),
    lambda files: tarred(files, "bz2"),
    lambda files: tarred(files, "xz"),
]
packed_by = pytest.mark.parametrize(
    "pack", PACKERS, ids=["zip", "stored", "tar", "gz", "bz2", "xz"]
)
packed_plainly = pytest.mark.parametrize("pack", [zipped, tarred])


def complaint(data: bytes, caps: Caps | None = None) -> str:
    with pytest.raises(NotAccepted) as caught:
        members(data, caps)
    return str(caught.value)


@packed_by
def test_files_come_out_as_they_went_in(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    files = {"hw/xor.py": b"x = 1\n", "hw/data/points.csv": bytes(range(256)) * 9, "empty": b""}

    assert members(pack(files)) == tuple(Member(name, data) for name, data in files.items())


@packed_by
def test_litter_is_left_out(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    litter = (
        "__MACOSX/._xor.py .DS_Store a/.ipynb_checkpoints/xor-checkpoint.ipynb __pycache__/x.pyc"
    )
    files = {**XOR, **dict.fromkeys(litter.split(), b"")}

    assert [member.name for member in members(pack(files))] == ["xor.py"]


def test_folders_are_no_members() -> None:
    data = zipped_entries((entry("hw/", stat.S_IFDIR | 0o755), b""), (entry("hw/xor.py"), b""))
    assert [member.name for member in members(data)] == ["hw/xor.py"]

    whole = tarred_entries(
        (tar_entry("./", tarfile.DIRTYPE), b""), (tar_entry("./hw//xor.py"), b"")
    )
    assert [member.name for member in members(whole)] == ["hw/xor.py"]


def test_a_gzip_file_in_two_parts_is_read_whole() -> None:
    data = tarred(XOR)

    assert members(gzip.compress(data[:700]) + gzip.compress(data[700:]))[0].data == b"x = 1\n"


@pytest.mark.parametrize("end", "zip tar tar.gz tgz tar.bz2 tbz2 tar.xz txz ZIP".split())
def test_an_archive_is_known_by_its_ending(end: str) -> None:
    assert is_archive(f"xor.{end}")
    assert without_ending(f"xor.{end}") == "xor"


@pytest.mark.parametrize("name", ["xor.py", "xor.ipynb", "xor.rar", "zip", "xor.gz"])
def test_other_files_are_no_archives(name: str) -> None:
    assert not is_archive(name)


@packed_plainly
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../x", "`../../x` in it leads out of its folder"),
        ("a/../../x", "`a/../../x` in it leads out of its folder"),
        ("__MACOSX/../x", "`__MACOSX/../x` in it leads out of its folder"),
        ("C:x.py", "`C:x.py` in it names a place on a disk"),
        ("c:/x.py", "`c:/x.py` in it names a place on a disk"),
        (
            "a\\x.py",
            "`a\\x.py` in it has a backslash in its name. Pack it again as a .zip",
        ),
        ("/abs", "`/abs` in it names a place on a disk"),
        ("//host/x", "`//host/x` in it names a place on a disk"),
    ],
)
def test_a_name_that_leads_elsewhere_refuses_the_whole(
    pack: Callable[[dict[str, bytes]], bytes], name: str, reason: str
) -> None:
    assert complaint(pack({**XOR, name: b""})) == reason


@pytest.mark.parametrize("name", ["a..b/x", "...", "C/x", "ab:c", "x.py"])
@packed_plainly
def test_a_name_that_only_looks_so_is_read(
    pack: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    assert members(pack({name: b""})) == (Member(name, b""),)


def test_a_name_that_ends_early_refuses_the_whole() -> None:
    data = zipped({"xor.py#.txt": b""}).replace(b"xor.py#", b"xor.py\0")

    assert complaint(data) == "it holds a file whose name is no name, `xor.py\\0.txt`"


@packed_plainly
@pytest.mark.parametrize(
    ("one", "other"),
    [("a/Xor.py", "A/xor.PY"), ("é.py", "e\u0301.py"), ("straße", "STRASSE"), ("x", "./x")],
)
def test_names_that_are_one_on_some_disks_refuse_the_whole(
    pack: Callable[[dict[str, bytes]], bytes], one: str, other: str
) -> None:
    second = other.removeprefix("./")

    assert complaint(pack({one: b"", other: b""})) == (
        f"it holds `{one}` twice, the second time as `{second}`"
    )


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (stat.S_IFLNK, "it holds a link, `odd`"),
        (stat.S_IFIFO, "it holds `odd`, which is not an ordinary file"),
        (stat.S_IFCHR, "it holds `odd`, which is not an ordinary file"),
        (stat.S_IFBLK, "it holds `odd`, which is not an ordinary file"),
        (stat.S_IFSOCK, "it holds `odd`, which is not an ordinary file"),
    ],
)
def test_a_zip_with_more_than_files_is_refused(mode: int, reason: str) -> None:
    assert complaint(zipped_entries((entry("odd", mode | 0o644), b"/etc/passwd"))) == reason


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "it holds a link, `odd`"),
        (tarfile.LNKTYPE, "it holds a link, `odd`"),
        (tarfile.FIFOTYPE, "it holds `odd`, which is not an ordinary file"),
        (tarfile.CHRTYPE, "it holds `odd`, which is not an ordinary file"),
        (tarfile.BLKTYPE, "it holds `odd`, which is not an ordinary file"),
    ],
)
def test_a_tar_with_more_than_files_is_refused(kind: bytes, reason: str) -> None:
    assert complaint(tarred_entries((tar_entry("odd", kind, "/etc/passwd"), b""))) == reason


def test_a_password_is_refused() -> None:
    data = bytearray(zipped(XOR))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + place] |= 1

    assert complaint(bytes(data)) == "`xor.py` in it is locked with a password"


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(how: int) -> None:
    assert complaint(zipped(XOR, how=how)) == (
        "`xor.py` in it is packed in an unusual way. Pack it again as a plain .zip"
    )


def test_two_entries_over_the_same_bytes_are_refused() -> None:
    data = zipped({"a.py": b"x" * 100, "b.py": b"x" * 100}, how=zipfile.ZIP_STORED)
    first, second = (data.index(b"PK\1\2"), data.rindex(b"PK\1\2"))
    shared = bytearray(data)
    shared[second + 42 : second + 46] = shared[first + 42 : first + 46]

    assert complaint(bytes(shared)) == "`a.py` in it shares its bytes with another file"


@packed_by
def test_the_most_members_are_read_and_one_more_is_not(
    pack: Callable[[dict[str, bytes]], bytes],
) -> None:
    caps = Caps(members=3)

    assert len(members(pack(dict.fromkeys("abc", b"")), caps)) == 3
    assert complaint(pack(dict.fromkeys("abcd", b"")), caps) == "it holds more than 3 files"


@packed_by
def test_the_largest_member_is_read_and_one_more_byte_is_not(
    pack: Callable[[dict[str, bytes]], bytes],
) -> None:
    caps = Caps(member_mib=1)

    assert len(members(pack({"a": bytes(1 << 20)}), caps)) == 1
    assert complaint(pack({"a": bytes((1 << 20) + 1)}), caps) == "`a` in it has more than 1 MB"


def test_the_largest_zip_is_read_and_one_more_byte_is_not() -> None:
    caps = Caps(total_mib=1)
    half = bytes(1 << 19)

    assert len(members(zipped({"a": half, "b": half}), caps)) == 2
    assert complaint(zipped({"a": half, "b": half + b"1"}), caps) == (
        "its files have more than 1 MB together"
    )


@pytest.mark.parametrize("packed", ["gz", "bz2", "xz"])
def test_a_large_packed_tar_is_not_unpacked(packed: str) -> None:
    assert complaint(tarred({"a": bytes(2 << 20)}, packed), Caps(total_mib=1)) == (
        "its files have more than 1 MB together"
    )


@packed_by
def test_much_content_in_little_is_refused(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    data = pack({"a": bytes(11 << 20)})
    bomb = len(data) < (11 << 20) / 200

    if bomb:
        assert complaint(data) == "its files are more than 200 times as large as the archive"
    else:
        assert members(data)


def test_a_size_that_is_a_lie_is_not_believed() -> None:
    data = bytearray(zipped({"a": bytes(3 << 20)}))
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(signature) + place, 10)

    assert complaint(bytes(data)).startswith("it is damaged")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello" * 500,
        zipped(XOR)[:-10],
        b"PK\3\4",
        tarred(XOR, "gz")[:-20],
        tarred(XOR, "xz")[:-20],
        b"\x1f\x8b" + bytes(50),
        b"BZh9" + bytes(50),
        b"\xfd7zXZ\0" + bytes(50),
        b"PK\5\6" + bytes(10),
    ],
    ids=str.split("nothing text zip PK gz xz gzip-zeros bzip-zeros xz-zeros empty-zip"),
)
def test_what_is_cut_off_or_no_archive_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        members(data)

    assert str(caught.value) == "it is damaged, or no archive at all. Pack it again as a .zip"


def test_a_tar_with_a_negative_size_does_not_run_in_circles() -> None:
    info = tarfile.TarInfo("a")
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 10 + b"\xfc\x00"  # -1024: back to before this header
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)

    assert complaint(bytes(header) + bytes(1024)).startswith("it is damaged")


def test_an_archive_inside_is_a_file_like_others() -> None:
    inner = zipped({"../x": b""})

    assert members(zipped({"inner.zip": inner})) == (Member("inner.zip", inner),)


def test_an_empty_archive_is_empty() -> None:
    box = io.BytesIO()
    zipfile.ZipFile(box, "w").close()

    assert members(box.getvalue()) == ()


def test_a_name_that_is_no_text_can_be_shown() -> None:
    data = tarred({"caf#.py": b"x"}).replace(b"caf#", b"caf\xe9")
    odd = bytearray(tarred_entries((tar_entry("caf#.py", tarfile.FIFOTYPE), b"")))
    odd[3] = 0xE9
    odd[148:156] = b" " * 8
    odd[148:156] = b"%06o\0 " % sum(odd[:512])

    assert complaint(bytes(odd)) == "it holds `caf\\udce9.py`, which is not an ordinary file"
    with pytest.raises(Damaged):  # its checksum is of another name
        members(data)


def test_a_very_long_name_is_cut() -> None:
    assert complaint(tarred({"../" + "x" * 200: b""})) == (
        f"`../{'x' * 76}…` in it leads out of its folder"
    )
