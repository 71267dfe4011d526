"""Old Keras was rewritten before the hand-in was graded.

## What it looks for
Lines of a tutorial that is older than Keras 3, where the assignment allows them (`heal=True`). They
are rewritten in today's words before anything runs. Nothing is taken off for it.

## Why it hurts
The lines do not run as they stand. Outside this course nobody rewrites them, and the next reader
of the tutorial meets the same error.

## What to try
`nngrader modernize FILE` shows every change and writes a copy with all of them.

## Source
Catalogue K01 to K67. Of 124 public files of beginners, 41 stopped first at something that Keras or
TensorFlow had removed or renamed.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, Healed
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say

CATALOGUE = "K01"
SEVERITY: Severity = "minor"
ORDER = 1000
LOOK = say("Run `nngrader modernize FILE`, and read the reason that stands beside each change.")
CONCEPT = "old-keras"
MOST = 3  #: changes that are shown


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Name what was rewritten, all of it in one finding."""
    changes = evidence.healed
    if not changes:
        return
    yield Symptom(
        counted(
            "{number} line of old Keras was rewritten before grading: {changes}.",
            "{number} lines of old Keras were rewritten before grading: {changes}.",
            len({change.place for change in changes}),
            changes=_listed(changes),
        ),
        say(
            "Which of these names does the documentation of Keras 3 still have? "
            "`nngrader modernize` shows every change."
        ),
        changes[0].place,
    )


def _listed(changes: tuple[Healed, ...]) -> Text | str:
    shown = "; ".join(map(_shown, changes[:MOST]))
    if len(changes) <= MOST:
        return shown
    return say("{shown}; and {more} more", shown=shown, more=len(changes) - MOST)


def _shown(change: Healed) -> str:
    return f"{change.place}, `{change.before}` → `{change.after}`"
