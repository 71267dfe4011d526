"""The page of a rule as plain text, for `nngrader explain`."""

from difflib import unified_diff
from importlib.resources import files
from inspect import cleandoc

from nngrader.rooms import names
from nngrader.rules import rule_named

ROOM = "nngrader.rules"


def rule_names() -> tuple[str, ...]:
    """List the rules."""
    return names(ROOM)


def page(name: str) -> str:
    """Write the rule's title, its page, and the change that mends its example.

    Raises UnknownName with the nearest name.
    """
    rule = rule_named(name)
    title = f"{name} ({rule.CATALOGUE}, {rule.SEVERITY})"
    chapters = (title, "=" * len(title), "", cleandoc(rule.__doc__ or ""), "", *_example(name))
    return "\n".join(chapters) + "\n"


def example(name: str, which: str) -> str:
    """Read "bad" or "good": a hand-in with the mistake, and the same without it."""
    return files(f"{ROOM}.{name.replace('-', '_')}").joinpath(f"{which}.py").read_text("utf-8")


def _example(name: str) -> tuple[str, ...]:
    bad, good = example(name, "bad").splitlines(), example(name, "good").splitlines()
    changes = unified_diff(bad, good, "bad.py", "good.py", lineterm="")
    return ("## What changes", "", *changes)
