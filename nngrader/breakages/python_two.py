"""Lines that Python 2 could read and today's Python cannot."""

import re

from nngrader.language import Text, say

#: What Python complains of, what the line must hold, and what to write today.
HINTS = (
    (
        r"Missing parentheses in call to 'print'",
        r"\bprint\b",
        say("today `print` is a function, and what it prints stands in brackets"),
    ),
    (
        r"Missing parentheses in call to 'exec'",
        r"\bexec\b",
        say("today `exec` is a function, and what it runs stands in brackets"),
    ),
    (
        r"multiple exception types must be parenthesized|invalid syntax",
        r"\bexcept\s+[\w.]+\s*,\s*\w+\s*:",
        say("today it is `except Error as name:`"),
    ),
    (
        r"invalid syntax",
        r"\braise\s+[\w.]+\s*,",
        say("today it is `raise Error(...)`, with the words in brackets"),
    ),
    (r"leading zeros in decimal integer literals", r"\b0\d", say("today it is written `0o...`")),
    (
        r"invalid (decimal|hexadecimal) literal|invalid syntax",
        r"\b\d+L\b",
        say("today `L` is left out"),
    ),
    (r"invalid syntax", r"<>", say("today `<>` is written `!=`")),
    (r"invalid syntax", r"\bprint\s*>>", say("today it is `print(..., file=...)`")),
)


def python_two(complaint: str, line: str) -> Text | None:
    """Say how a line of Python 2 is written today; None when it is no such line."""
    hints = (
        hint for said, held, hint in HINTS if re.search(said, complaint) and re.search(held, line)
    )
    hint = next(hints, None)
    return say("That is Python 2; {hint}.", hint=hint) if hint else None
