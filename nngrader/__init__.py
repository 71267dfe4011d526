"""nngrader grades Keras homework and explains it."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

#: What a rubric author imports, and where it lives. Loaded on first use: pytest imports this
#: package in every project where it is installed, and that must cost nothing.
_HOMES = {
    "Asked": "nngrader.network",
    "Assignment": "nngrader.rubric",
    "Attempts": "nngrader.late",
    "Evidence": "nngrader.evidence",
    "Late": "nngrader.late",
    "Training": "nngrader.rubric",
    "Verdict": "nngrader.grades",
    "worth": "nngrader.rubric",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Fetch a public name from its home."""
    if name not in _HOMES:
        problem = f"module 'nngrader' has no attribute {name!r}"
        raise AttributeError(problem)
    return getattr(import_module(_HOMES[name]), name)
