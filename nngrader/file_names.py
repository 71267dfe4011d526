"""A student's name as the name of a file, on every system."""

import re
import unicodedata
from hashlib import blake2b

LONGEST = 100  #: characters of a file name before its ending
MOST_BYTES = 200  #: of the same; no system takes more than 255 with the ending
APART = "~"  #: before a digest; no name that is kept as it is holds one
#: What Windows keeps for devices, whatever follows a dot.
RESERVED = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)")


def file_name(student: str) -> str:
    """Make a student's name a file name on every system, without its ending.

    A name that cannot be kept as it is gets a digest of itself, so that two students never share a
    file. Names that differ only in case are for the caller to tell apart.
    """
    kept = "".join(c if _fits(c) else "_" for c in student[:LONGEST])
    kept = kept.encode()[:MOST_BYTES].decode(errors="ignore")
    if kept and kept == unicodedata.normalize("NFC", student) == student and _harmless(kept):
        return kept
    told = blake2b(student.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{_plain(kept)}{APART}{told}"


def page_name(student: str, attempt: int, counted: int | None) -> str:
    """Name the page of an attempt: the one that counts is called like the student alone.

    No student is called like an attempt of another, for no name is kept that holds what parts them.
    """
    name = file_name(student)
    return name if attempt == counted else f"{name}{APART}attempt-{attempt}"


def _fits(character: str) -> bool:
    """Whether a letter, a mark on a letter, a digit or one of a few signs."""
    return unicodedata.category(character)[0] in "LMN" or character in "_.@+-"


def _harmless(name: str) -> bool:
    """Whether a name hides nothing, is no option, ends in no dot and is no device."""
    return name[0] not in ".-" and name[-1] != "." and not RESERVED.match(name)


def _plain(name: str) -> str:
    kept = name.strip(".-") or "unnamed"
    return f"_{kept}" if RESERVED.match(kept) else kept
