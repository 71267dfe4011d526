"""Python as students save it, with lines that only a notebook or another grader understands."""

import ast
import threading
import warnings
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

from nngrader.evidence import Place
from nngrader.jobs import Submission
from nngrader.submission.magics import Tamed, without_magics
from nngrader.submission.otter import CHECK, PACKAGE, names_of_otter, replacements

SHELL = "get_ipython"
PASSED_ON = ("run_cell_magic", "run_line_magic", "magic")  #: may hold code that must run
Replacement: TypeAlias = tuple[ast.stmt | ast.expr, str]


def from_script(text: str) -> str:
    """Blank what only a notebook understands, magics and exported magics; keep every line."""
    return tamed(text).text


def tamed(text: str) -> Tamed:
    """Do the same, and say what was left out; Otter's lines do nothing as well."""
    plain = without_notebook_lines(text)
    if not (PACKAGE in plain.text or CHECK in plain.text) or not parses(plain.text):
        return plain
    return Tamed(without_otter(plain.text, names_of_otter([parsed(plain.text)])), plain.left_out)


def without_notebook_lines(text: str) -> Tamed:
    """Put what runs, or nothing, for magics, shell lines and calls of the notebook's shell."""
    plain = Tamed(text) if parses(text) else without_magics(text)
    return Tamed(without_shell_calls(plain.text), plain.left_out)


def without_otter(text: str, names: frozenset[str]) -> str:
    """Put nothing for Otter's lines in a text that parses; `names` stand for it there."""
    return replaced(text, replacements(parsed(text), names)) if names else text


def without_shell_calls(text: str) -> str:
    """Put `None` for what is asked of the notebook's shell, such as `get_ipython().system("ls")`.

    Code that an exported magic times or captures runs in its place.
    """
    if SHELL not in text or not parses(text):
        return text
    tree = parsed(text)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = _shell_calls(tree)
    return replaced(text, [(node, _for_call(node, alone=id(node) in alone)) for node in calls])


def replaced(text: str, found: Iterable[Replacement]) -> str:
    """Exchange pieces of a text that parses; it stays as it is where the outcome would not."""
    rows = text.encode().split(b"\n")  # Python counts columns in bytes
    for node, instead in sorted(found, key=_end, reverse=True):
        assert node.end_lineno is not None  # a parsed text has its places
        first, last = node.lineno - 1, node.end_lineno - 1
        rest = rows[last][node.end_col_offset :]
        rows[first : last + 1] = [
            rows[first][: node.col_offset] + instead.encode() + rest,
            *[b""] * (last - first),
        ]
    changed = b"\n".join(rows).decode()
    return changed if parses(changed) else text


def _end(replacement: Replacement) -> tuple[int, int]:
    return replacement[0].lineno, replacement[0].col_offset


def _for_call(node: ast.expr, *, alone: bool) -> str:
    match node:
        case ast.Call(func=ast.Attribute(attr="getoutput")):
            return "[]"
        case ast.Call(func=ast.Attribute(attr=name), args=args) if alone and name in PASSED_ON:
            given = [
                a.value for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            return _passed_on(name, given) if len(given) == len(args) else "None"
    return "None"


def _passed_on(name: str, given: list[str]) -> str:
    """Run the code of a magic that was exported, at the one line where it stands."""
    sign = "%%" if name == "run_cell_magic" else "%"
    line, body = " ".join(given[:2]), "\n".join(given[2:])
    plain = tamed(f"{sign}{line}\n{body}").text
    return f"exec({plain!r})" if plain.strip() not in ("", "pass", "None") else "None"


def _shell_calls(tree: ast.Module) -> list[ast.expr]:
    """List the outermost expressions that begin with `get_ipython()`, in the order of the text."""
    found: list[ast.expr] = []
    waiting = [*ast.iter_child_nodes(tree)][::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call | ast.Attribute) and _begins_with_shell(node):
            found.append(node)
        elif not isinstance(node, ast.JoinedStr):  # before Python 3.12 its parts have no true place
            waiting += [*ast.iter_child_nodes(node)][::-1]
    return found


def _begins_with_shell(node: ast.expr) -> bool:
    """Whether it is a chain of calls and attributes upon `get_ipython()`."""
    while True:
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name == SHELL:
                return True
            case ast.Call(func=inner) | ast.Attribute(value=inner):
                node = inner
            case _:
                return False


#: Python 3.11 counts how deep it is for all threads together, and stops with a SystemError when two
#: parse at once; nor may two threads change what is done with warnings.
_PARSING = threading.Lock()


def parsed(text: str) -> ast.Module:
    """Parse without a word about odd escapes: `-W error` must not turn them into errors."""
    with _PARSING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def first_error(submission: Submission, joined: SyntaxError) -> tuple[SyntaxError, Place]:
    """Find what Python cannot read, and where; in a notebook cell by cell.

    A string that one cell leaves open would end in another one, which is then blamed.
    """
    lines = submission.code.split("\n")
    for start, end in pairwise((*submission.starts, len(lines) + 1)):
        try:
            parsed("\n".join(lines[start - 1 : end - 1]))
        except SyntaxError as error:
            line = start - 1 + (error.lineno or 1)
            return error, submission.place(min(line, end - 1))
        except (ValueError, RecursionError, MemoryError):
            continue
    return joined, submission.place(joined.lineno or 1)


def readable(text: str) -> ast.Module | None:
    """Parse a text; None where Python does not accept it."""
    try:
        return parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parses(text: str) -> bool:
    """Whether Python accepts the text."""
    return readable(text) is not None
