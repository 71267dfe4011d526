"""Handing out an assignment: the lesson and the starters, into a folder of the student's."""

from collections.abc import Iterator
from pathlib import Path

from nngrader.assignments import FILE, open_assignment
from nngrader.errors import NngraderError
from nngrader.files import make_folder, write_whole

HANDED_OUT = ("README.md", FILE, "{name}.py", "{name}.ipynb")


class WouldOverwrite(NngraderError):
    """A file is there already; nobody's work is overwritten."""


def start(name: str, into: Path) -> Iterator[str]:
    """Copy, and say what to do next; raises UnknownName or WouldOverwrite before copying, NotWritten."""
    assignment = open_assignment(name)
    sources = [assignment.folder / file.format(name=assignment.hand_in) for file in HANDED_OUT]
    sources = [source for source in sources if source.is_file()]
    sources += sorted(assignment.folder.glob("test_*.py"))
    if into.exists() and not into.is_dir():
        problem = f"{into} is a file. Nothing was copied; name another folder."
        raise WouldOverwrite(problem)
    there = [source.name for source in sources if (into / source.name).exists()]
    if there:
        problem = (
            f"{into} already holds {', '.join(there)}. Nothing was copied; name another folder."
        )
        raise WouldOverwrite(problem)
    make_folder(into)
    for source in sources:
        write_whole(into / source.name, source.read_bytes())
        yield f"{into / source.name}"
    yield f"\n{assignment.title}: read {into / 'README.md'}, fill in the blanks of one of the two"
    yield f"starters (delete the other), then run `pytest --grade` in {into}."
