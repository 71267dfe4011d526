"""From a file on disk to a Submission, or to the reason why there is none.

One file is read and nothing beside it: what else a hand-in brings along, be it `conftest.py`,
`numpy.py`, a pickle or a model, is never opened here.
"""

import codecs
import errno
import os
import stat
import tokenize
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

from nngrader.jobs import LeftOut, Refused, Submission
from nngrader.submission.archive import (
    Damaged,
    Member,
    NotAccepted,
    is_archive,
    members,
    without_ending,
)
from nngrader.submission.notebook import Book, TooLong, read_notebook, refuse_too_long
from nngrader.submission.saved import NotANotebook
from nngrader.submission.script import tamed

SUFFIXES = frozenset({".py", ".ipynb"})
SERVING = frozenset({"assignment.py", "conftest.py", "setup.py", "__init__.py"})  #: never hand-ins
LARGEST = 150 << 20  #: bytes; notebooks with 100 MB of pictures exist, and cost little to read
FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  #: no links, no waiting for a pipe, no new bytes
NO_FILE = "it is not an ordinary file"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(Exception):
    """Why a file cannot be read as a hand-in."""


def read(
    path: Path, student: str = "", *, hand_in: str = "", root: Path | None = None
) -> Submission | Refused:
    """Read a `.py`, an `.ipynb`, or an archive that holds one of them.

    `student` is the file's name without ending when not given. In an archive with several scripts
    and notebooks the one called `hand_in` counts, which is the archive's own name when not given.
    With `root`, a folder above `path`, no folder below it may be a link either. Nothing but the
    file is touched, and nothing is raised: what cannot be read is Refused, as `rejected` when it
    is a link, a device, too large or an archive with something odd in it.
    """
    take = partial(content_of, path, root)
    return read_from(take, path.name, str(path), student, hand_in=hand_in)


def read_from(
    take: Callable[[], bytes], name: str, where: str, student: str = "", *, hand_in: str = ""
) -> Submission | Refused:
    """Read as `read` does what `take` gives, under the name and place that are told.

    `take` may raise Unreadable, or NotAccepted and its kinds.
    """
    named = without_ending(name)
    who, name, where = (_printable(text) for text in (student or named, name, where))
    try:
        data = take()
        if is_archive(name):
            member = _only_one(members(data), hand_in or named)
            name = _printable(PurePosixPath(member.name).name)
            where, data = f"{where}: {_printable(member.name)}", member.data
        book = _book(name, data)
    except (Unreadable, NotANotebook, Damaged) as problem:
        return Refused(who, name, where, str(problem))
    except (NotAccepted, TooLong) as problem:
        return Refused(who, name, where, str(problem), "rejected")
    return Submission(student=who, name=name, path=where, **book._asdict())


def serves_as_hand_in(name: str) -> bool:
    """Whether a file name could be a student's script or notebook."""
    suits = PurePosixPath(name).suffix in SUFFIXES and name not in SERVING
    return suits and not name.startswith(("test_", "."))


def _only_one(found: tuple[Member, ...], wanted: str) -> Member:
    suits = [m for m in found if serves_as_hand_in(PurePosixPath(m.name).name)]
    named = [m for m in suits if PurePosixPath(m.name).stem == wanted]
    if len(named or suits) == 1:
        return (named or suits)[0]
    asked = f"one `{wanted}.py` or one `{wanted}.ipynb` was expected"
    if not suits:
        inside = (
            f"none of its {len(found)} files is a script or a notebook" if found else "it is empty"
        )
        problem = f"{inside}; {asked}"
    else:
        problem = f"it holds {_listed(named or suits)}; {asked}. Which one is yours?"
    raise NotAccepted(problem.removesuffix("?") if not suits else problem)


def _listed(found: list[Member]) -> str:
    shown = [f"`{_printable(member.name)[:80]}`" for member in found[:5]]
    more = [f"{len(found) - 5} more"] if len(found) > 5 else []
    *first, last = [*shown, *more]
    return f"{', '.join(first)} and {last}"


def _book(name: str, data: bytes) -> Book:
    if name.endswith(".ipynb"):
        return read_notebook(data)
    text = _text(data)
    refuse_too_long(len(text))
    code, left_out = tamed(text)
    return Book(code, (), (), tuple(LeftOut(line, written) for line, written in left_out))


def _printable(text: str) -> str:
    """Show bytes of a file name that are no UTF-8, as old archives hold them, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def content_of(path: Path, root: Path | None = None) -> bytes:
    """Read a regular file without following a link that takes its place meanwhile.

    `root` is that of `read`. Raises Unreadable or NotAccepted.
    """
    try:
        descriptor = _opened(path, root)
    except OSError as error:
        raise _told(path, error) from error
    except ValueError as error:
        problem = "its name is no name of a file"
        raise Unreadable(problem) from error
    try:
        return _content(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: Path, root: Path | None) -> int:
    """Open step by step, so that no folder on the way can be, or become, a link."""
    if root is None or root == path:
        return _opened_file(path)
    *between, last = path.relative_to(root).parts
    if os.open not in os.supports_dir_fd:  # Windows: looking first is all that can be done
        if any(folder.is_symlink() for folder in [*path.parents][: len(between)]):
            raise OSError(errno.ELOOP, "a link")
        return _opened_file(path)
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in between:
            inner = os.open(part, _flags(os.O_RDONLY | os.O_DIRECTORY), dir_fd=folder)
            os.close(folder)
            folder = inner
        return _opened_file(last, folder)
    finally:
        os.close(folder)


def _opened_file(name: str | Path, folder: int | None = None) -> int:
    """Look before opening: opening alone can make a device act."""
    kind = stat.S_IFMT(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    if kind == stat.S_IFLNK:
        raise OSError(errno.ELOOP, "a link")
    if kind != stat.S_IFREG:
        raise NotAccepted(NO_FILE)
    return os.open(name, _flags(os.O_RDONLY), dir_fd=folder)


def _flags(mode: int) -> int:
    return mode | sum(getattr(os, flag, 0) for flag in FLAGS)


def _told(path: Path, error: OSError) -> Exception:
    if path.is_symlink():
        return NotAccepted("it is a link. Hand in the file itself")
    if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENOTDIR):
        return NotAccepted("it lies in a folder that is a link. Hand in the file itself")
    return Unreadable(f"it cannot be opened ({error.strerror})")


def _content(descriptor: int) -> bytes:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise NotAccepted(NO_FILE)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        problem = f"it has more than {LARGEST >> 20} MB"
        raise NotAccepted(problem)
    return data


def _text(data: bytes) -> str:
    if data.startswith(WIDE):
        problem = "it is saved as UTF-16, which Python does not read. Save it as UTF-8"
        raise Unreadable(problem)
    if b"\0" in data:
        problem = "it is not text: it holds zero bytes"
        raise Unreadable(problem)
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")  # as Python counts lines


def _decoded(data: bytes) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        return data.decode("latin-1")
