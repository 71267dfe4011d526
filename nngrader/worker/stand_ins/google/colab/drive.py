"""Google Drive, which is not reached from here."""

from typing import Any

NOTE = "Note: there is no Google Drive here; nothing was mounted."


def mount(mountpoint: str, *_: Any, **__: Any) -> None:  # noqa: ARG001 - Colab's own
    """Mount nothing."""
    print(NOTE)  # noqa: T201 - into the student's own output


def flush_and_unmount(*_: Any, **__: Any) -> None:
    """Unmount nothing."""
