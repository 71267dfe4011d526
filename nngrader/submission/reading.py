"""From a file on disk to a Submission, or to the reason why there is none."""

import codecs
import os
import stat
import tokenize
from io import BytesIO
from pathlib import Path

from nngrader.jobs import Refused, Submission
from nngrader.submission.notebook import NotANotebook, from_notebook
from nngrader.submission.script import from_script

LARGEST = 50 << 20  #: bytes; a notebook with many pictures has a few


class Unreadable(Exception):
    """Why a file cannot be read as a hand-in."""


def read(path: Path, student: str = "") -> Submission | Refused:
    """Read one `.py` or `.ipynb`; `student` is the file's name without ending when not given."""
    who = student or path.stem
    try:
        data = _bytes(path)
        code, places = (
            from_notebook(data) if path.suffix == ".ipynb" else (from_script(_text(data)), ())
        )
    except (Unreadable, NotANotebook) as problem:
        return Refused(who, path.name, str(path), str(problem))
    return Submission(student=who, name=path.name, path=str(path), code=code, places=places)


def _bytes(path: Path) -> bytes:
    """Read a regular file without following a link that takes its place meanwhile."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _nonblocking())
    except OSError as error:
        problem = f"it cannot be opened ({error.strerror})"
        raise Unreadable(problem) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            problem = "it is not an ordinary file"
            raise Unreadable(problem)
        if status.st_size > LARGEST:
            problem = f"it has {status.st_size >> 20} MB; at most {LARGEST >> 20} MB are read"
            raise Unreadable(problem)
        return file.read()


def _nonblocking() -> int:
    """Keep a named pipe from blocking the open."""
    return getattr(os, "O_NONBLOCK", 0)


def _text(data: bytes) -> str:
    if b"\0" in data:
        problem = "it is not text: it holds zero bytes"
        raise Unreadable(problem)
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        return data.decode(encoding).removeprefix(codecs.BOM_UTF8.decode())
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return data.decode("latin-1")
