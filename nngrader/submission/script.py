"""Python as students save it, with lines that only a notebook understands."""

import ast
import re

MAGIC = re.compile(r"^(\s*)(%|!|\?|get_ipython\(\))")
TIMING = ("%%time", "%%timeit", "%%capture", "%%prun")


def from_script(text: str) -> str:
    """Blank notebook magics in a script that is no Python because of them."""
    return text if parses(text) else without_magics(text)


def parses(text: str) -> bool:
    """Whether Python accepts the text."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def without_magics(text: str) -> str:
    """Replace magics and shell lines by `pass`, keeping every line where it was."""
    if text.lstrip().startswith("%%") and not text.lstrip().startswith(TIMING):
        return "\n".join("" for _ in text.split("\n"))  # %%bash and the like: not Python at all
    return "\n".join(_tamed(line) for line in text.split("\n"))


def _tamed(line: str) -> str:
    found = MAGIC.match(line)
    return f"{found[1]}pass" if found else line
