"""Making starter files and notebooks from a master.

A master is a script in percent format: `# %%` begins a code cell, `# %% [markdown]` a cell of
commented text, and `### BEGIN SOLUTION` to `### END SOLUTION` marks what a student writes. A
notebook with the same marks will do as well. Everything handed out is made from the master, so
that the pieces cannot drift apart. Nothing here runs it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from nngrader.errors import BadAssignment
from nngrader.files import make_folder, write_whole

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
REGION = re.compile(rf"^([ \t]*){BEGIN}[ \t]*$.*?^[ \t]*{END}[ \t]*$", re.MULTILINE | re.DOTALL)
BLANK = r"\1# YOUR CODE HERE\n\1raise NotImplementedError"
CELL = re.compile(r"^# %%([^\n]*)\n?", re.MULTILINE)
PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
PERCENT = """\
{%- for cell in nb.cells if cell.cell_type in ("code", "markdown") -%}
# %%{{ " [markdown]" if cell.cell_type == "markdown" }}
{{ cell.source | comment_lines if cell.cell_type == "markdown" else cell.source }}

{% endfor -%}
"""


def release(master: Path, into: Path) -> tuple[Path, ...]:
    """Write the starter as a script and as a notebook; raises BadAssignment for a bad master."""
    text = starter(_percent_text(master))
    files = {into / f"{master.stem}.py": text, into / f"{master.stem}.ipynb": notebook(text)}
    if any(path.resolve() == master.resolve() for path in files):
        problem = f"{master} would be overwritten by its own starter; choose another folder."
        raise BadAssignment(problem)
    make_folder(into)
    for path, content in files.items():
        write_whole(path, content)
    return tuple(files)


def _percent_text(master: Path) -> str:
    text = master.read_text(encoding="utf-8")
    return percent(text) if master.suffix == ".ipynb" else text


def starter(master: str) -> str:
    """Replace every solution by a blank; raises BadAssignment rather than give one away."""
    released, pairs = REGION.subn(BLANK, master)
    begins, ends = master.count(BEGIN), master.count(END)
    if not pairs == begins == ends or not pairs:
        problem = (
            f"The master has {begins} times {BEGIN!r} and {ends} times {END!r}, and {pairs} of them "
            "make a pair. Each must stand alone on its line, one pair per blank, at least one in all."
        )
        raise BadAssignment(problem)
    return released


def notebook(percent_text: str) -> str:
    """Make a notebook of a script in percent format; equal scripts make equal notebooks."""
    cells = [_cell(number, *cell) for number, cell in enumerate(_cells(percent_text), start=1)]
    book = v4.new_notebook(cells=cells, metadata=PYTHON)
    nbformat.validate(book)
    return f"{nbformat.writes(book)}\n"


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Yield the title and the source of each cell; text above the first mark is code."""
    before, *parts = CELL.split(text)
    for title, source in (("", before), *zip(parts[::2], parts[1::2], strict=True)):
        if source.strip():
            yield title.strip(), source.strip("\n")


def _cell(number: int, title: str, source: str) -> NotebookNode:
    name = f"cell-{number}"
    if title.endswith("[markdown]"):
        return v4.new_markdown_cell(_uncommented(source), id=name)
    return v4.new_code_cell(source, id=name)


def _uncommented(source: str) -> str:
    return "\n".join(re.sub("^# ?", "", line) for line in source.splitlines())


def percent(notebook_text: str) -> str:
    """Make a script in percent format of a notebook; outputs and metadata stay behind."""
    from nbconvert import TemplateExporter  # noqa: PLC0415 - takes half a second

    book = nbformat.reads(notebook_text, as_version=4)
    text, _ = TemplateExporter(raw_template=PERCENT).from_notebook_node(book)
    return re.sub("^# $", "#", f"{text.rstrip()}\n", flags=re.MULTILINE)
