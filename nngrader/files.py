"""Writing files whole: afterwards there is the new file or the old one, never half of either."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from nngrader.errors import NngraderError
from nngrader.untrusted import spelled_out


class NotWritten(NngraderError):
    """A file could not be written; what stood there before still does."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file and the reason."""
        name = spelled_out(str(path))
        super().__init__(f"{name} could not be written: {reason}. What was there is unchanged.")


def write_whole(path: Path, content: str | bytes, *, lasting: bool = True) -> None:
    """Put content at a path, all or nothing; raises NotWritten and leaves nothing behind.

    What need not outlast a power cut, because it can be made again, is written several times faster.

    A link at the path is replaced, never followed, and so is a file of somebody else's. Devices,
    pipes and folders are refused: nobody shall lose `/dev/stdout` to a report. A text is written
    as UTF-8, its line breaks as they are and lone surrogates as escapes.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    # short and not made of the name, which may be as long as names can be
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _refuse_what_is_no_file(path)
        _write_new(temporary, data, lasting=lasting)
        temporary.replace(path)
        if lasting:
            _write_through_folder(path.parent)
    except OSError as error:
        raise NotWritten(path, _reason(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless it is there; raises NotWritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(folder, _reason(error)) from error


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


def _refuse_what_is_no_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        problem = "it is a folder or a device"
        raise OSError(problem)


def _write_new(path: Path, data: bytes, *, lasting: bool) -> None:
    """Write a new file, down to the disk if it shall last; the umask decides who else may read it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if lasting:
            os.fsync(file.fileno())


_BINARY = getattr(os, "O_BINARY", 0)  #: Windows would write line breaks of its own


def _write_through_folder(folder: Path) -> None:
    """Make the new name last; not every system lets a folder be opened, and the file is there."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
