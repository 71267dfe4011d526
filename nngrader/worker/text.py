"""Text that comes out of student code: capped, and never able to raise."""

import os
import re

LONGEST = 2000  #: characters
TAIL = 600  #: of them kept from the end, where TensorFlow says what was wrong
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  #: Keras writes its messages in bold


def safe(text: str) -> str:
    """Cap a text, and take out what differs from run to run or breaks an encoding."""
    text = str.__str__(text)  # a plain one, for a subclass may do anything when it is cut
    plain = COLOUR.sub("", _cut(text)).encode("utf-8", "backslashreplace").decode("utf-8")
    return ADDRESS.sub("0x...", _without_folder(_cut(plain)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - TAIL]} ... {text[-TAIL:]}"


def _without_folder(text: str) -> str:
    try:
        return text.replace(os.getcwd() + os.sep, "")  # noqa: PTH109 - as text
    except OSError:  # the student's code removed it
        return text


def told_error(error: BaseException) -> tuple[str, str]:
    """Name an exception and its message, even when asking for the message fails."""
    kind = _name(type(error))
    try:
        message = str(error)
    except BaseException as failed:  # noqa: BLE001 - the student's own __str__
        return kind, f"its message cannot be read ({_name(type(failed))})"
    return kind, safe(message)


def _name(kind: type) -> str:
    """Read the name that a class was made with: a metaclass may answer for it with anything."""
    return safe(type.__dict__["__name__"].__get__(kind))
