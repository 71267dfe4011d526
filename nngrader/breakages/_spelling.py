"""What may have been meant: the nearest name, and where a name lives."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from nngrader.breakages._names import ARGUMENTS, COMMON, PUBLIC, SPELLED

NEAR = 0.8  #: of difflib; "Dence" for "Dense" is just as near
NEAR_WORD = 0.75  #: of the few words for an activation and its like; so near are "reul" and "relu"
ARTICLE = {"activation": "an activation", "optimizer": "an optimizer"}


def nearest(word: str, names: Iterable[str], near: float = NEAR) -> str:
    """Find the name that was most likely meant; empty when none is near.

    Capitals do not count, but of two names the one that begins as the word does is meant.
    """
    known = set(names)
    alike = {name for name in known if name[0].isupper() == word[0].isupper()}
    for pool in (alike, known - alike):
        plain = {name.casefold(): name for name in sorted(pool)}
        found = get_close_matches(word.casefold(), plain, n=1, cutoff=near)
        if found:
            return plain[found[0]]
    return ""


def home_of(name: str) -> str:
    """Name the module of today's Keras in which a name lives; empty when it is in none."""
    return next((module for module, names in PUBLIC.items() if name in names), "")


def listed(words: Iterable[str]) -> str:
    """Write names as code with commas and an "and"."""
    quoted = [f"`{word}`" for word in words]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]])) if quoted else ""


def imported(line: str) -> list[str]:
    """List the names that a `from ... import ...` asks for."""
    asked = re.search(r"\bimport\s+\(?(.+)", line)
    if asked is None or "from" not in line:
        return []
    names = (re.match(r"\s*(\w+)", part) for part in asked[1].partition("#")[0].split(","))
    return [name[1] for name in names if name]


def misspelled(what: str, word: str) -> str:
    """Say which word of this kind was meant, or what the word is instead."""
    meant = nearest(word, SPELLED[what], NEAR_WORD)
    if meant:
        return f"There is no {what} `{word}`; today's spelling is `{meant}`."
    other = next((kind for kind, words in SPELLED.items() if word in words), "")
    is_other = f", but there is {ARTICLE.get(other, f'a {other}')} of that name" if other else ""
    return f"There is no {what} `{word}`{is_other}. Which {what} did you mean?"


def arguments(owner: str) -> tuple[str, ...]:
    """List the arguments of a function or class; empty when they are not known here."""
    known = ARGUMENTS.get(owner, ())
    return (*known, *COMMON) if known and owner[0].isupper() else known
