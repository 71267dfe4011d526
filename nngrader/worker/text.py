"""Text that comes out of student code: capped, and never able to raise."""

import re

LONGEST = 2000  #: characters
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")


def safe(text: str) -> str:
    """Cap a text, and take out what differs from run to run or breaks an encoding."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."
    plain = short.encode("utf-8", "backslashreplace").decode("utf-8")
    return ADDRESS.sub("0x...", plain)


def told_error(error: BaseException) -> tuple[str, str]:
    """Name an exception and its message, even when asking for the message fails."""
    kind = type(error).__name__
    try:
        message = str(error)
    except BaseException as failed:  # noqa: BLE001 - the student's own __str__
        return kind, f"its message cannot be read ({type(failed).__name__})"
    return kind, safe(message)
