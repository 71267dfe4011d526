"""Making starter files and notebooks from a master.

A master is a script in percent format: `# %%` begins a code cell, `# %% [markdown]` a cell of
commented text, and `### BEGIN SOLUTION` to `### END SOLUTION` marks what a student writes.
Everything handed out is made from it, so that the pieces cannot drift apart. Nothing here runs
the master.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from nngrader.errors import BadAssignment

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
REGION = re.compile(rf"^([ \t]*){BEGIN}[ \t]*$.*?^[ \t]*{END}[ \t]*$", re.MULTILINE | re.DOTALL)
BLANK = r"\1# YOUR CODE HERE\n\1raise NotImplementedError"
CELL = re.compile(r"^# %%([^\n]*)\n?", re.MULTILINE)
PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def release(master: Path, into: Path) -> tuple[Path, ...]:
    """Write the starter as a script and as a notebook; raises BadAssignment for a bad master."""
    text = starter(master.read_text(encoding="utf-8"))
    files = {into / f"{master.stem}.py": text, into / f"{master.stem}.ipynb": notebook(text)}
    if any(path.resolve() == master.resolve() for path in files):
        problem = f"{master} would be overwritten by its own starter; choose another folder."
        raise BadAssignment(problem)
    into.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        path.write_text(content, encoding="utf-8", newline="\n")
    return tuple(files)


def starter(master: str) -> str:
    """Replace every solution by a blank; raises BadAssignment where a marker has no partner."""
    if not REGION.search(master):
        problem = f"A master needs at least one {BEGIN!r} with its {END!r}; this one has none."
        raise BadAssignment(problem)
    released = REGION.sub(BLANK, master)
    _refuse_leftovers(master)
    return released


def _refuse_leftovers(master: str) -> None:
    """Follow the markers line by line: a solution must never slip through into a starter."""
    opened = 0
    for number, line in enumerate(master.splitlines(), start=1):
        if BEGIN in line and opened:
            raise _unpaired(BEGIN, opened)
        if END in line and not opened:
            raise _unpaired(END, number)
        opened = number if BEGIN in line else 0 if END in line else opened
    if opened:
        raise _unpaired(BEGIN, opened)


def _unpaired(marker: str, line: int) -> BadAssignment:
    return BadAssignment(f"Line {line} of the master: {marker!r} has no partner.")


def notebook(percent_text: str) -> str:
    """Make a notebook of a script in percent format; equal scripts make equal notebooks."""
    cells = [_cell(number, *cell) for number, cell in zip(count(1), _cells(percent_text))]
    book = v4.new_notebook(cells=cells, metadata=PYTHON)
    nbformat.validate(book)
    return nbformat.writes(book) + "\n"


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Yield the title and the source of each cell; text above the first marker is code."""
    before, *parts = CELL.split(text)
    for title, source in (("", before), *zip(parts[::2], parts[1::2])):
        if source.strip():
            yield title.strip(), source.strip("\n")


def _cell(number: int, title: str, source: str) -> NotebookNode:
    name = f"cell-{number}"
    if title.endswith("[markdown]"):
        return v4.new_markdown_cell(_uncommented(source), id=name)
    return v4.new_code_cell(source, id=name)


def _uncommented(source: str) -> str:
    return "\n".join(re.sub("^# ?", "", line) for line in source.splitlines())
