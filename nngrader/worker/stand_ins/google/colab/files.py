"""Files between the notebook and its reader, of whom there is none here."""

from pathlib import Path
from typing import Any

NOTE_UPLOAD = "Note: nobody uploads a file here."
NOTE_DOWNLOAD = "Note: nobody downloads a file here."


class Uploaded(dict[str, bytes]):
    """No files; one that lies in the working folder is found by its name all the same."""

    def __missing__(self, name: str) -> bytes:
        """Read a file that the grader hands out; raises KeyError, as Colab's does, for any other."""
        try:
            return Path(name).read_bytes()
        except OSError:
            raise KeyError(name) from None


def upload(*_: Any, **__: Any) -> Uploaded:
    """Upload nothing."""
    print(NOTE_UPLOAD)  # noqa: T201 - into the student's own output
    return Uploaded()


def download(filename: str, *_: Any, **__: Any) -> None:  # noqa: ARG001 - Colab's own
    """Download nothing."""
    print(NOTE_DOWNLOAD)  # noqa: T201 - into the student's own output


def view(filepath: str, *_: Any, **__: Any) -> None:
    """Show nothing."""
