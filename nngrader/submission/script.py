"""Python as students save it, with lines that only a notebook understands."""

import ast
import re
import threading
import warnings

MAGIC = re.compile(r"^(\s*)(%{1,2}[A-Za-z]|!(?!=)|\?{1,2}[A-Za-z_%])")
QUESTION = re.compile(r"^(\s*)[%\w.]+\?{1,2}\s*$")  #: `keras.Model?` asks for help
ASSIGNED = re.compile(r"^(\s*\w+\s*=\s*)(!|%[A-Za-z])")  #: `files = !ls`
SHELL = "get_ipython"
TIMING = ("%%time", "%%timeit", "%%capture", "%%prun")


def from_script(text: str) -> str:
    """Blank what only a notebook understands, magics and exported magics; keep every line."""
    if not parses(text):
        text = without_magics(text)
    return _without_shell_calls(text) if SHELL in text else text


def _without_shell_calls(text: str) -> str:
    """Put `None` for what is asked of the notebook's shell, such as `get_ipython().system("ls")`."""
    if not parses(text):
        return text
    rows = text.encode().split(b"\n")  # Python counts columns in bytes
    for node in reversed(_shell_calls(parsed(text))):
        assert node.end_lineno is not None  # a parsed text has its places
        first, last = node.lineno - 1, node.end_lineno - 1
        rest = rows[last][node.end_col_offset :]
        rows[first : last + 1] = [
            rows[first][: node.col_offset] + b"None" + rest,
            *[b""] * (last - first),
        ]
    tamed = b"\n".join(rows).decode()
    return tamed if parses(tamed) else text


def _shell_calls(tree: ast.Module) -> list[ast.expr]:
    """List the outermost expressions that begin with `get_ipython()`, in the order of the text."""
    found, waiting = [], [*ast.iter_child_nodes(tree)][::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call | ast.Attribute) and _begins_with_shell(node):
            found.append(node)
        elif not isinstance(node, ast.JoinedStr):  # before Python 3.12 its parts have no true place
            waiting += [*ast.iter_child_nodes(node)][::-1]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


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


def parses(text: str) -> bool:
    """Whether Python accepts the text."""
    try:
        parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def without_magics(text: str) -> str:
    """Replace magics and shell lines by `pass`, keeping every line where it was."""
    lines = text.split("\n")
    if _is_another_language(lines):
        return "\n".join("" for _ in lines)  # %%bash and the like: not Python at all
    tamed: list[str] = []
    going_on = False
    for line in lines:
        short = "" if going_on else _tamed(line)
        going_on = short != line and line.endswith("\\")  # a shell line on several lines
        tamed.append(short)
    return "\n".join(tamed)


def _is_another_language(lines: list[str]) -> bool:
    """Whether a cell is for the shell, for HTML and the like, below comments and timing."""
    said = (line.strip() for line in lines)
    first = next((line for line in said if line and not line.startswith(("#", *TIMING))), "")
    return first.startswith("%%")


def _tamed(line: str) -> str:
    if assigned := ASSIGNED.match(line):
        return f"{assigned[1]}None"
    found = MAGIC.match(line) or QUESTION.match(line)
    return f"{found[1]}pass" if found else line
