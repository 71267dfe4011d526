"""Showing things below a cell: here they are printed, and pictures are left out."""

from typing import Any


class Shown:
    """Something that a notebook would show."""

    def __init__(self, *_: Any, **__: Any) -> None: ...


Audio = Code = FileLink = HTML = IFrame = Image = Javascript = Latex = Markdown = Math = Shown
JSON = Pretty = SVG = Video = YouTubeVideo = Shown


def display(*objects: Any, **_: Any) -> None:
    """Print what can be read as text."""
    for one in objects:
        if not isinstance(one, Shown):
            print(one)  # noqa: T201 - into the student's own output


def clear_output(wait: bool = False) -> None:  # noqa: FBT001, FBT002 - IPython's own
    """Leave the output as it is."""
