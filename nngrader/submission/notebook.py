"""Notebooks: code cells one after another, and the way back to cell and line."""

import json
import warnings

import nbformat

from nngrader.evidence import Place
from nngrader.submission.script import from_script


class NotANotebook(Exception):
    """Why a file that ends in .ipynb is none."""


def from_notebook(data: bytes) -> tuple[str, tuple[Place, ...]]:
    """Join the code cells; raises NotANotebook with what was found."""
    lines: list[str] = []
    places: list[Place] = []
    for number, cell in enumerate(_cells(data), start=1):
        if cell.get("cell_type") == "code":
            source = from_script(_joined(cell.get("source", "")))
            for line, text in enumerate(source.split("\n"), start=1):
                lines.append(text)
                places.append(Place(line, cell=number))
    return "\n".join(lines), tuple(places)


def _cells(data: bytes) -> list[dict[str, object]]:
    try:
        text = data.decode("utf-8-sig")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # missing cell ids and the like do no harm
            notebook = nbformat.reads(text, as_version=4)
        return list(notebook["cells"])
    except UnicodeDecodeError as error:
        problem = "it is not a notebook: it is not UTF-8 text"
        raise NotANotebook(problem) from error
    except (json.JSONDecodeError, nbformat.reader.NotJSONError) as error:
        problem = "it is not a notebook: its content is not JSON. Save it again in Jupyter"
        raise NotANotebook(problem) from error
    except Exception as error:
        problem = f"it is not a notebook that nbformat can read ({type(error).__name__})"
        raise NotANotebook(problem) from error


def _joined(source: object) -> str:
    text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    return text.replace("\r\n", "\n").replace("\r", "\n")
