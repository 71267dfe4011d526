"""Text that comes out of student code: capped, and never able to raise."""

import os
import re

LONGEST = 2000  #: characters
TAIL = 600  #: of them kept from the end, where TensorFlow says what was wrong
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  #: Keras writes its messages in bold


def safe(text: str) -> str:
    """Cap a text, and take out what differs from run to run or breaks an encoding."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - TAIL]} ... {text[-TAIL:]}"
    plain = COLOUR.sub("", text).encode("utf-8", "backslashreplace").decode("utf-8")
    return ADDRESS.sub("0x...", plain.replace(os.getcwd() + os.sep, ""))  # noqa: PTH109 - as text


def told_error(error: BaseException) -> tuple[str, str]:
    """Name an exception and its message, even when asking for the message fails."""
    kind = type(error).__name__
    try:
        message = str(error)
    except BaseException as failed:  # noqa: BLE001 - the student's own __str__
        return kind, f"its message cannot be read ({type(failed).__name__})"
    return kind, safe(message)
