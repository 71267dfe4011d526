"""A zip of a whole class as a tree.

Only the list of its files is read at first. A file is unpacked, in memory, when its hand-in is
read; between two of them the zip is closed. One odd member costs only itself here, unlike in a
student's own archive: the platform packed this one, and a class shall not wait for one file name.
"""

import struct
import unicodedata
import zipfile
import zlib
from functools import partial
from io import FileIO
from pathlib import Path
from typing import BinaryIO, NoReturn

from nngrader.errors import NoSubmission
from nngrader.intake._tree import MOST_FILES, Entry, Parts, Tree, is_passed_over
from nngrader.intake._words import name_of
from nngrader.submission.archive import (
    BROKEN,
    CHUNK,
    SMALL,
    Caps,
    Damaged,
    NotAccepted,
    refuse_odd_entry,
    safe_name,
)
from nngrader.submission.reading import Unreadable

#: A member may have as much as in a student's archive; all of them are never in memory at once.
CAPS = Caps(members=MOST_FILES)
LONGEST_LIST = 16 << 20  #: bytes of names and places; 50,000 members of usual names need 9 MB
IS_UTF8 = 0x800  #: flag of a name
DAMAGED = "the zip around it is damaged there. Download it again"


class _Careful(FileIO):
    """A file from which the list of a zip cannot take all memory: its size is stated in the zip."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > LONGEST_LIST:
            problem = f"its list of files has more than {LONGEST_LIST >> 20} MB"
            raise NotAccepted(problem)
        return super().read(-1 if size is None else size) or b""


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip does."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\3\4", b"PK\5\6")
    except OSError:
        return False


def tree_of_zip(path: Path) -> Tree:
    """List the files of a zip; raises NoSubmission for one that cannot be opened."""
    label = path.name
    entries: dict[Parts, Entry] = {}
    folders: set[Parts] = set()
    notes: list[str] = []
    for info in _listed(path):
        try:
            parts = _parts(info)
        except NotAccepted as problem:
            notes.append(f"{name_of(label)}: {problem}; that is left out.")
            continue
        if not parts or any(map(is_passed_over, parts)):
            continue
        own = parts if info.is_dir() else parts[:-1]
        folders.update(own[:depth] for depth in range(1, len(own) + 1))
        if not info.is_dir():
            shown = f"{label}: {'/'.join(parts)}"
            if parts in entries:
                notes.append(f"{name_of(shown)} lies twice in it; the last one counts.")
            entries[parts] = _entry(path, parts, info)
    ordered = tuple(entries[parts] for parts in sorted(entries))
    return Tree(
        label, ordered, frozenset(folders), prefix=f"{label}: ", zipped=True, notes=tuple(notes)
    )


def _listed(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with _Careful(path) as file, zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
    except NotAccepted as problem:
        _refuse(path, str(problem))
    except BROKEN as error:
        _refuse(path, "it is damaged, or no zip at all. Download it again", error)
    if len(listed) > CAPS.members:
        _refuse(path, f"it holds more than {CAPS.members:,} files")
    return listed


def _refuse(path: Path, why: str, error: Exception | None = None) -> NoReturn:
    problem = f"{name_of(str(path))} cannot be opened: {why}."
    raise NoSubmission(problem) from error


def _parts(info: zipfile.ZipInfo) -> Parts:
    """Split a member's path; raises NotAccepted for one that could lead elsewhere."""
    return tuple(safe_name(_name(info)).split("/"))


def _name(info: zipfile.ZipInfo) -> str:
    """Read a name as it was meant: macOS packs UTF-8 and accents apart, and says neither."""
    name = info.orig_filename
    if not info.flag_bits & IS_UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.orig_filename
    return unicodedata.normalize("NFC", name)


def _entry(path: Path, parts: Parts, info: zipfile.ZipInfo) -> Entry:
    shown = f"{path.name}: {'/'.join(parts)}"
    return Entry(parts, shown, f"{path}: {'/'.join(parts)}", partial(_content, path, info))


def _content(path: Path, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member; raises Unreadable, Damaged or NotAccepted."""
    try:
        refuse_odd_entry(info)
    except NotAccepted as error:
        problem = f"it cannot be taken out of {name_of(path.name)}: {error}"
        raise NotAccepted(problem) from error
    try:
        with path.open("rb") as file:
            return _unpacked(file, info)
    except OSError as error:
        problem = f"{name_of(path.name)} cannot be opened any more ({error.strerror})"
        raise Unreadable(problem) from error
    except BROKEN as error:
        raise Damaged(DAMAGED) from error


def _unpacked(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """Inflate what stands behind a member's own header, which must be where the list says."""
    file.seek(info.header_offset)
    mark, name, extra = struct.unpack("<4s22xHH", file.read(30))
    if mark != b"PK\3\4":
        raise Damaged(DAMAGED)
    file.seek(name + extra, 1)
    data = _inflated(file, info) if info.compress_type else _stored(file, info)
    if zlib.crc32(data) != info.CRC:
        raise Damaged(DAMAGED)
    return data


def _stored(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    _refuse_large(info.compress_size, info)
    return file.read(info.compress_size)


def _inflated(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    inflater = zlib.decompressobj(wbits=-15)
    parts, spent, left = [], 0, info.compress_size
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(min(CHUNK, left))
        left -= 0 if inflater.unconsumed_tail else len(packed)
        part = inflater.decompress(packed, CHUNK)
        if not packed and not part and not inflater.eof:
            raise Damaged(DAMAGED)
        spent += len(part)
        _refuse_large(spent, info)
        parts.append(part)
    return b"".join(parts)


def _refuse_large(size: int, info: zipfile.ZipInfo) -> None:
    if size > CAPS.member_mib << 20:
        problem = f"it has more than {CAPS.member_mib} MB"
        raise NotAccepted(problem)
    if size > max(SMALL, CAPS.ratio * info.compress_size):
        problem = f"it is more than {CAPS.ratio} times as large as when packed"
        raise NotAccepted(problem)
