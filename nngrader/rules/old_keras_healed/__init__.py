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
from nngrader.rules._reading import counted

CATALOGUE = "K01"
SEVERITY: Severity = "minor"
ORDER = 59
MOST = 3  #: changes that are shown


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Name what was rewritten, all of it in one finding."""
    changes = evidence.healed
    if not changes:
        return
    places = {change.place for change in changes}
    were = "was" if len(places) == 1 else "were"
    shown = "; ".join(map(_shown, changes[:MOST]))
    more = f"; and {len(changes) - MOST} more" if len(changes) > MOST else ""
    yield Symptom(
        f"{counted(len(places), 'line')} of old Keras {were} rewritten before grading: "
        f"{shown}{more}.",
        "Which of these names does the documentation of Keras 3 still have? "
        "`nngrader modernize` shows every change.",
        changes[0].place,
    )


def _shown(change: Healed) -> str:
    return f"{change.place}, `{change.before}` → `{change.after}`"
