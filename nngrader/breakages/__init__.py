"""What stops a program that was written for older Keras, or for another computer.

Every entry knows an exception by its class and a short stable part of its message, and says in one
sentence what was found and how it is spelled today. Numbers such as K02 are those of
research/diagnosis.md. Exactly one entry speaks for an exception; a test holds them apart.
"""

from nngrader.breakages import (
    after_training,
    compiling,
    fitting,
    imports,
    layers,
    libraries,
    modules,
    surroundings,
)
from nngrader.breakages._entry import Entry, Explanation

ENTRIES: tuple[Entry, ...] = (
    *imports.ENTRIES,
    *layers.ENTRIES,
    *compiling.ENTRIES,
    *fitting.ENTRIES,
    *after_training.ENTRIES,
    *libraries.ENTRIES,
    *modules.ENTRIES,
    *surroundings.ENTRIES,
)


def explanations(kind: str, message: str, line: str) -> list[Explanation]:
    """List what every entry has to say of an exception: nothing, or one thing."""
    said = (entry.explain(kind, message, line) for entry in ENTRIES)
    return [explanation for explanation in said if explanation is not None]


def explained(kind: str, message: str, line: str = "") -> Explanation | None:
    """Explain an exception that the student's `line` raised; None when its own words must do."""
    return next(iter(explanations(kind, message, line)), None)
