"""Python as students save it, with lines that only a notebook understands."""

import ast
import re
import warnings

MAGIC = re.compile(r"^(\s*)(%{1,2}[A-Za-z]|!(?!=)|\?{1,2}[A-Za-z_%])")
QUESTION = re.compile(r"^(\s*)[%\w.]+\?{1,2}\s*$")  #: `keras.Model?` asks for help
ASSIGNED = re.compile(r"^(\s*\w+\s*=\s*)(!|%[A-Za-z])")  #: `files = !ls`
NOTEBOOK_CALL = re.compile(r"^([ \t]*)get_ipython\(\)\..*$", re.MULTILINE)
TIMING = ("%%time", "%%timeit", "%%capture", "%%prun")


def from_script(text: str) -> str:
    """Blank what only a notebook understands, magics and exported magics; keep every line."""
    if not parses(text):
        text = without_magics(text)
    tamed = NOTEBOOK_CALL.sub(r"\1pass", text)
    return tamed if parses(tamed) else text


def parsed(text: str) -> ast.Module:
    """Parse without a word about odd escapes: `-W error` must not turn them into errors."""
    with warnings.catch_warnings():
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
    if text.lstrip().startswith("%%") and not text.lstrip().startswith(TIMING):
        return "\n".join("" for _ in lines)  # %%bash and the like: not Python at all
    tamed: list[str] = []
    going_on = False
    for line in lines:
        short = "" if going_on else _tamed(line)
        going_on = short != line and line.endswith("\\")  # a shell line on several lines
        tamed.append(short)
    return "\n".join(tamed)


def _tamed(line: str) -> str:
    if assigned := ASSIGNED.match(line):
        return f"{assigned[1]}None"
    found = MAGIC.match(line) or QUESTION.match(line)
    return f"{found[1]}pass" if found else line
