"""What of a program may be alike: its structure, and the choices that a student made.

Structure is the order of words in which every name, number and text is the same; winnowing chooses
the runs that stand for it. Choices are those names, numbers and texts, and the prose.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

import numpy as np
from copydetect.utils import hashed_kgrams, winnow

from nngrader.jobs import Array
from nngrader.similarity.tokens import Token, tokens

RUN = 8  #: tokens of a fingerprint; `Dense(16, activation="relu")` has as many
WINDOW = 4  #: of as many fingerprints in a row one is kept: what shares 11 tokens shares one
WORDS = 3  #: of prose in a row that make a choice
CHOICES = 5000  #: of a hand-in that are looked at
LONGEST = 200  #: characters of a text that tell it from others
Place = tuple[int, int]  #: characters before it and before what follows it
Sort = Literal["name", "value", "remark"]
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Named:
    """What a choice is, apart from where it stands."""

    sort: Sort
    text: str


@dataclass(frozen=True)
class Reading:
    """One program, taken apart."""

    code: tuple[Token, ...]  #: without prose
    runs: Array  #: number of each run of tokens, by its first token
    choices: dict[Named, Place]  #: where each stands first


def read(text: str) -> Reading:
    """Take a program apart."""
    found = tokens(text)
    code = tuple(token for token in found if token.kind != "prose")
    return Reading(code, _runs(map(symbol, code)), _choices(found))


def winnowed(runs: Array) -> Array:
    """Choose the runs that stand for all, each once."""
    return np.empty(0, np.int64) if not len(runs) else np.asarray(winnow(runs, WINDOW)[0])


def program(reading: Reading) -> str:
    """Name a program so that names, spaces and prose make no difference."""
    known: dict[str, str] = {}
    words = (
        known.setdefault(token.text, f"<{len(known)}>") if token.kind == "own" else _plain(token)
        for token in reading.code
    )
    return str(number_of("\0".join(words)))


def number_of(text: str) -> int:
    """Give a text a number of 64 bits, the same in every process."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def symbol(token: Token) -> str:
    """Write a token without what a student chose."""
    return token.text if token.kind == "word" else f"<{token.kind}>"


def _runs(symbols: Iterable[str]) -> Array:
    """Number every run: copydetect's hashes of texts change with the process, of numbers not."""
    numbers = tuple(map(number_of, symbols))
    if len(numbers) < RUN:
        return np.empty(0, np.int64)
    return np.asarray(hashed_kgrams(numbers, RUN), np.int64)


def _plain(token: Token) -> str:
    """Write a number or a text in one of its spellings."""
    if token.kind == "number":
        try:
            return repr(float(token.text.replace("_", "")))
        except ValueError:
            return token.text
    return token.text.replace("'", '"') if token.kind == "string" else token.text


def _choices(found: tuple[Token, ...]) -> dict[Named, Place]:
    places: dict[Named, Place] = {}
    before: tuple[Token, ...] = ()
    for token in found:
        for named in _named(before, token):
            places.setdefault(named, (token.start, token.end))
        if len(places) >= CHOICES:
            break
        if token.kind != "prose":
            before = (*before[-1:], token)
    return places


def _named(before: tuple[Token, ...], token: Token) -> Iterator[Named]:
    """Name what a student chose; a value with what it is for, such as `epochs = 37`."""
    if token.kind == "own":
        yield Named("name", token.text[:LONGEST])
    elif token.kind == "prose" or (token.kind == "string" and _is_prose(token.text)):
        yield from _remarks(token.text)
    elif token.kind != "word":
        purpose = " ".join(map(symbol, before))
        yield Named("value", f"{purpose} {_plain(token)}"[:LONGEST])


def _is_prose(text: str) -> bool:
    return len(_WORD.findall(text[:LONGEST])) >= WORDS


def _remarks(text: str) -> Iterator[Named]:
    words = [word.lower() for word in _WORD.findall(text)]
    for start in range(min(len(words), max(len(words) - WORDS + 1, 1), CHOICES)):
        yield Named("remark", " ".join(words[start : start + WORDS])[:LONGEST])
