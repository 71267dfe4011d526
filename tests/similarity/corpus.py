"""Twenty-two answers to XOR that know nothing of each other, and what can be done to a program."""

import ast
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from nngrader.similarity import Work
from nngrader.similarity.tokens import tokens
from nngrader.submission.notebook import from_notebook

KEPT = {"np", "preprocess", "build_model", "train", "__name__"}  #: names that a student must keep


def independent() -> dict[str, str]:
    """The answers by the name of their author."""
    blocks = Path(__file__).with_name("independent.txt").read_text("utf-8").split("#### ")[1:]
    named = (block.partition("\n") for block in blocks)
    return {name.partition(",")[0]: code for name, _, code in named}


def works(codes: dict[str, str] | Sequence[str]) -> list[Work]:
    """Hand-ins by these students, or by students with numbers."""
    named = codes if isinstance(codes, dict) else {f"s{at}": code for at, code in enumerate(codes)}
    return [Work(name, name.title(), f"{name}.py", code) for name, code in named.items()]


def renamed(code: str) -> str:
    """Give every name that the student chose another one."""
    names: dict[str, str] = {}
    parts, done = [], 0
    for token in tokens(code):
        if token.kind == "own" and token.text not in KEPT:
            parts += [code[done : token.start], names.setdefault(token.text, f"other_{len(names)}")]
            done = token.end
    return "".join([*parts, code[done:]])


def remarked(code: str) -> str:
    """Take the remarks out and write others."""
    return "# I did this alone\n" + re.sub(r"[ \t]*#.*", "", code) + "# the end\n"


def renumbered(code: str) -> str:
    """Train longer, with more units."""
    code = re.sub(r"epochs=\d+", "epochs=1234", code, flags=re.IGNORECASE)
    return re.sub(r"(Dense\((?:units=)?)(?:\d\d+|[2-9])", r"\g<1>48", code)


def reordered(code: str) -> str:
    """Turn the order of functions and classes round."""
    lines = code.split("\n")
    body = ast.parse(code).body
    ends = [*(node.lineno - 1 for node in body[1:]), len(lines)]
    parts = ["\n".join(lines[node.lineno - 1 : end]) for node, end in zip(body, ends, strict=True)]
    moved = [isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body]
    stay = [part for part, moves in zip(parts, moved, strict=True) if not moves]
    return "\n".join(
        [*stay, *reversed([p for p, moves in zip(parts, moved, strict=True) if moves])]
    )


def as_notebook(code: str) -> str:
    """Hand the same in as a notebook, with a cell per function."""
    sources = ["%matplotlib inline", *re.split(r"(?m)^(?=def )", code)]
    cells = [{"cell_type": "code", "source": source} for source in sources]
    cells.insert(1, {"cell_type": "markdown", "source": "# My XOR"})
    return from_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode())[0]


def edited(code: str) -> str:
    """Change numbers and print something."""
    return f"{renumbered(code)}\nprint('done')\n"


def disguised(code: str) -> str:
    """Do all of it at once."""
    return reordered(edited(remarked(renamed(code))))


Change = Callable[[str], str]
