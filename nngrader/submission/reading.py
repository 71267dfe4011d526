"""From a file on disk to a Submission, or to the reason why there is none."""

import codecs
import errno
import os
import stat
import tokenize
from io import BytesIO
from pathlib import Path

from nngrader.jobs import Refused, Submission
from nngrader.submission.notebook import NotANotebook, from_notebook
from nngrader.submission.script import from_script

LONGEST = 2_000_000  #: characters of code; the longest of 124 public hand-ins had 30,000
LARGEST = 50 << 20  #: bytes; a notebook with many pictures has a few
FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  #: no links, no waiting for a pipe, no new bytes
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(Exception):
    """Why a file cannot be read as a hand-in."""


def read(path: Path, student: str = "") -> Submission | Refused:
    """Read one `.py` or `.ipynb`; `student` is the file's name without ending when not given."""
    who, name, where = (_printable(text) for text in (student or path.stem, path.name, str(path)))
    try:
        data = _bytes(path)
        code, places = (
            from_notebook(data) if path.suffix == ".ipynb" else (from_script(_text(data)), ())
        )
    except (Unreadable, NotANotebook) as problem:
        return Refused(who, name, where, str(problem))
    if len(code) > LONGEST:
        return Refused(who, path.name, str(path), f"it holds {len(code):,} characters of code")
    return Submission(student=who, name=name, path=where, code=code, places=places)


def _printable(text: str) -> str:
    """Show bytes of a file name that are no UTF-8, as old archives hold them, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _bytes(path: Path) -> bytes:
    """Read a regular file without following a link that takes its place meanwhile."""
    try:
        descriptor = os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in FLAGS))
    except OSError as error:
        link = error.errno == errno.ELOOP
        problem = "it is a link" if link else f"it cannot be opened ({error.strerror})"
        raise Unreadable(problem) from error
    try:
        return _content(descriptor)
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        problem = "it is not an ordinary file"
        raise Unreadable(problem)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        problem = f"it has more than {LARGEST >> 20} MB"
        raise Unreadable(problem)
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
