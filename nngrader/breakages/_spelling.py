"""What may have been meant: the nearest name, and where a name lives."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from nngrader.breakages._names import ARGUMENTS, COMMON, PUBLIC, SPELLED
from nngrader.language import Text, both, say

NEAR = 0.8  #: of difflib; "Dence" for "Dense" is just as near
NEAR_WORD = 0.75  #: of the few words for an activation and its like; so near are "reul" and "relu"
#: A kind of word, alone and as one of its kind.
KINDS = {
    "activation": (say("activation"), say("an activation")),
    "optimizer": (say("optimizer"), say("an optimizer")),
    "loss": (say("loss"), say("a loss")),
    "metric": (say("metric"), say("a metric")),
}


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


def spelling(name: str) -> Text:
    """Say how something is spelled today."""
    return say("today's spelling is `{name}`", name=name)


def removed(name: str, instead: Text) -> Text:
    """Say that a name was removed, and what there is today."""
    return say("`{name}` was removed; {instead}.", name=name, instead=instead)


def listed(words: list[str]) -> Text | str:
    """Write names as code with commas and an "and"."""
    quoted = [f"`{word}`" for word in words]
    return both(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def imported(line: str) -> list[str]:
    """List the names that a `from ... import ...` asks for."""
    asked = re.search(r"\bimport\s+\(?(.+)", line)
    if asked is None or "from" not in line:
        return []
    names = (re.match(r"\s*(\w+)", part) for part in asked[1].partition("#")[0].split(","))
    return [name[1] for name in names if name]


def misspelled(what: str, word: str) -> Text:
    """Say which word of this kind was meant, or what the word is instead."""
    kind, _ = KINDS[what]
    meant = nearest(word, SPELLED[what], NEAR_WORD)
    if meant:
        return say(
            "There is no {kind} `{word}`; today's spelling is `{meant}`.",
            kind=kind,
            word=word,
            meant=meant,
        )
    other = next((kind for kind, words in SPELLED.items() if word in words), "")
    if not other:
        return say("There is no {kind} `{word}`. Which {kind} did you mean?", kind=kind, word=word)
    return say(
        "There is no {kind} `{word}`, but there is {other} of that name. "
        "Which {kind} did you mean?",
        kind=kind,
        word=word,
        other=KINDS[other][1],
    )


def arguments(owner: str) -> tuple[str, ...]:
    """List the arguments of a function or class; empty when they are not known here."""
    known = ARGUMENTS.get(owner, ())
    return (*known, *COMMON) if known and owner[0].isupper() else known
