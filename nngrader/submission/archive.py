"""Zip and tar files as what they are in class: a few files in a box that a stranger packed.

Nothing is written to disk, nothing inside is opened or run, and no size that the archive states
is believed: whatever comes out is counted while it comes. An archive with one odd member is
refused whole, since nobody packs `../../x` by accident. An archive inside is a file like others.
"""

import bz2
import lzma
import re
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import NoReturn, Protocol

ENDINGS = (".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tbz2", ".txz", ".tar", ".zip")
LITTER = frozenset({"__MACOSX", ".DS_Store", ".ipynb_checkpoints", "__pycache__"})
CHUNK = 1 << 20
XZ_MEMORY = 128 << 20  #: bytes; `xz -9` needs 65 MiB
SMALL = 10 << 20  #: bytes; below this much content nobody asks how well it was packed
DRIVE = re.compile("[A-Za-z]:")
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    ValueError,
)


class NotAccepted(Exception):
    """Why an archive is not opened, as the end of a sentence about it."""


class Damaged(NotAccepted):
    """The archive is cut off, overwritten, or no archive at all."""


@dataclass(frozen=True)
class Member:
    """A file in an archive."""

    name: str  #: its path in the archive, with `/` between folders
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Caps:
    """How much an archive may hold."""

    members: int = 1000  #: folders and litter included
    member_mib: int = 150
    total_mib: int = 200
    ratio: int = 200  #: bytes of content per packed byte; text packs to a tenth


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def is_archive(name: str) -> bool:
    """Whether a file name ends like an archive that `members` reads."""
    return name.lower().endswith(ENDINGS)


def without_ending(name: str) -> str:
    """Return `xor` for `xor.py`, `xor.zip` and `xor.tar.gz`."""
    ending = next((end for end in ENDINGS if name.lower().endswith(end)), None)
    return name[: -len(ending)] if ending else PurePosixPath(name).stem


def members(data: bytes, caps: Caps | None = None) -> tuple[Member, ...]:
    """Read the files of a zip, or of a tar that is plain or packed with gzip, bzip2 or xz.

    Raises NotAccepted, with the reason and the name of the member, for one that would leave its
    folder or lies twice under one name (capitals and accents aside), for links, devices and
    passwords, and for more than `caps` allow; Damaged for what is no whole archive. Litter of
    file managers and of Jupyter is left out. The time is bounded by `caps` alone.
    """
    caps = caps or Caps()
    try:
        if data.startswith((b"PK\3\4", b"PK\5\6")):
            found = tuple(_of_zip(data, caps))
        else:
            found = tuple(_of_tar(_unpacked(data, caps), caps))
    except BROKEN as error:
        problem = "it is damaged, or no archive at all. Pack it again as a .zip"
        raise Damaged(problem) from error
    _refuse_twins(member.name for member in found)
    return tuple(member for member in found if not LITTER & {*PurePosixPath(member.name).parts})


def _of_zip(data: bytes, caps: Caps) -> Iterator[Member]:
    _refuse_many(data.count(b"PK\1\2") // 20, caps)  # a quick look, before 50 MB of names are read
    with zipfile.ZipFile(BytesIO(data)) as archive:
        listed = archive.infolist()
        _refuse_many(len(listed), caps)
        for info in listed:
            refuse_odd_entry(info)
        _refuse_overlaps(data, listed, archive.start_dir)
        _refuse_heavy(sum(info.file_size for info in listed), len(data), caps)
        spent = 0
        for info in listed:
            if not info.is_dir():
                member = _entry(archive, info, caps)
                spent += len(member.data)
                _refuse_heavy(spent, len(data), caps)
                yield member


def refuse_odd_entry(info: zipfile.ZipInfo) -> None:
    """Raise NotAccepted for a link, a device, a password, an unusual packing or an unsafe name."""
    name = safe_name(info.orig_filename)
    kind = stat.S_IFMT(info.external_attr >> 16)  # 0 where it was packed on Windows
    if kind == stat.S_IFLNK:
        _refuse(f"it holds a link, `{_shown(name)}`")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        _refuse(f"it holds `{_shown(name)}`, which is not an ordinary file")
    if info.flag_bits & 0x1:
        _refuse(f"`{_shown(name)}` in it is locked with a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(
            f"`{_shown(name)}` in it is packed in an unusual way. Pack it again as a plain .zip"
        )


def _refuse_overlaps(data: bytes, listed: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse bytes that stand for several members, as in a small file that holds terabytes."""
    ordered = sorted(listed, key=lambda info: info.header_offset)
    starts = [*(info.header_offset for info in ordered[1:]), directory]
    for info, following in zip(ordered, starts, strict=False):
        name_and_extra = struct.unpack_from("<HH", data, info.header_offset + 26)
        if info.header_offset + 30 + sum(name_and_extra) + info.compress_size > following:
            _refuse(f"`{_shown(info.filename)}` in it shares its bytes with another file")


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, caps: Caps) -> Member:
    _refuse_large(info.filename, info.file_size, caps)
    with archive.open(info) as content:
        data = content.read((caps.member_mib << 20) + 1)
    _refuse_large(info.filename, len(data), caps)
    return Member(safe_name(info.orig_filename), data)


class _Header(tarfile.TarInfo):
    """A tar header whose size is a size.

    Without this, negative sizes make Python before 3.11.14, 3.12.12 and 3.13.6 read in circles.
    """

    def _block(self, count: int) -> int:
        if count < 0:
            problem = "negative size"
            raise tarfile.ReadError(problem)
        return int(super()._block(count))  # type: ignore[misc]


def _of_tar(data: bytes, caps: Caps) -> Iterator[Member]:
    with tarfile.open(fileobj=BytesIO(data), mode="r:", tarinfo=_Header) as archive:
        for number, info in enumerate(archive, start=1):
            _refuse_many(number, caps)
            name = safe_name(info.name)
            if info.issym() or info.islnk():
                _refuse(f"it holds a link, `{_shown(name)}`")
            if not info.isdir():
                yield _file(archive, info, name, caps)


def _file(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, caps: Caps) -> Member:
    if not info.isreg() or info.issparse():
        _refuse(f"it holds `{_shown(name)}`, which is not an ordinary file")
    _refuse_large(name, info.size, caps)
    content = archive.extractfile(info)
    assert content is not None  # it is a regular file
    with content:
        return Member(name, content.read(info.size))


def _unpacked(data: bytes, caps: Caps) -> bytes:
    """Undo gzip, bzip2 or xz, in as many parts as were put one after another."""
    kinds: dict[bytes, Callable[[], _Inflater]] = {
        b"\x1f\x8b": _Gzip,
        b"BZh": bz2.BZ2Decompressor,
        b"\xfd7zXZ\0": _xz,
    }
    kind = next((made for magic, made in kinds.items() if data.startswith(magic)), None)
    if kind is None:
        return data
    parts, spent, rest = [], 0, data
    while rest.strip(b"\0"):
        inflater: _Inflater = kind()
        for part in _inflated(inflater, rest):
            parts.append(part)
            spent += len(part)
            _refuse_heavy(spent, len(data), caps)
        rest = inflater.unused_data
    return b"".join(parts)


def _inflated(inflater: _Inflater, data: bytes) -> Iterator[bytes]:
    part = inflater.decompress(data, CHUNK)
    while part or not inflater.eof:
        if not part:
            problem = "cut off"
            raise EOFError(problem)
        yield part
        part = b"" if inflater.eof else inflater.decompress(b"", CHUNK)


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=XZ_MEMORY)


class _Gzip:
    """zlib's object, with the manners of those of bz2 and lzma."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._inner.decompress(data or self._inner.unconsumed_tail, max_length)


def safe_name(name: str) -> str:
    """Return the path without `.`; raises NotAccepted for one that could lead elsewhere."""
    if "\\" in name:
        _refuse(f"`{_shown(name)}` in it has a backslash in its name. Pack it again as a .zip")
    if "\0" in name or not name:
        _refuse(f"it holds a file whose name is no name, `{_shown(name)}`")
    if name.startswith("/") or DRIVE.match(name):
        _refuse(f"`{_shown(name)}` in it names a place on a disk")
    parts = PurePosixPath(name).parts
    if ".." in parts:
        _refuse(f"`{_shown(name)}` in it leads out of its folder")
    return "/".join(part for part in parts if part != ".")


def _refuse_twins(names: Iterable[str]) -> None:
    """Refuse two names that are one on some disks: capitals and composed accents do not count."""
    seen: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if key in seen:
            _refuse(f"it holds `{_shown(seen[key])}` twice, the second time as `{_shown(name)}`")
        seen[key] = name


def _refuse_many(count: int, caps: Caps) -> None:
    if count > caps.members:
        _refuse(f"it holds more than {caps.members:,} files")


def _refuse_large(name: str, size: int, caps: Caps) -> None:
    if size > caps.member_mib << 20:
        _refuse(f"`{_shown(name)}` in it has more than {caps.member_mib} MB")


def _refuse_heavy(content: int, packed: int, caps: Caps) -> None:
    if content > caps.total_mib << 20:
        _refuse(f"its files have more than {caps.total_mib} MB together")
    if content > max(SMALL, caps.ratio * packed):
        _refuse(f"its files are more than {caps.ratio} times as large as the archive")


def _shown(name: str) -> str:
    text = name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")
    return text if len(text) <= 80 else f"{text[:79]}…"


def _refuse(problem: str) -> NoReturn:
    raise NotAccepted(problem)
