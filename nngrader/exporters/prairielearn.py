"""`results.json` of an external grader of PrairieLearn.

The score is a share of all points. A hand-in that nobody could read or run is "not gradable", which
costs no attempt there, unless it earned points all the same.
"""

import json
from typing import Any

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import Line, lines, passed_on, summary
from nngrader.exporters._students import each
from nngrader.grades import Status
from nngrader.results import Attempt, Result, Results

NOT_GRADABLE: frozenset[Status | str] = frozenset(
    {"unreadable", "rejected", "syntax_error", "grader_fault"}
)


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `results.json` per student."""
    return each(results, lambda result, attempt: {"results.json": _document(result, attempt)})


def _document(result: Result, attempt: Attempt) -> str:
    standing = passed_on(result)
    earned = standing.final / standing.max_score if standing and standing.max_score else 0.0
    gradable = standing is not None and (earned > 0 or result.status not in NOT_GRADABLE)
    document = {
        "gradable": gradable,
        "score": min(earned, 1.0),
        "message": summary(result),
        "output": "",
        "tests": [_test(line) for line in lines(result)] if gradable else [],
    }
    if not gradable:
        document["format_errors"] = [attempt.mishap or "The hand-in could not be graded."]
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _test(line: Line) -> dict[str, Any]:
    return {
        "name": line.title,
        "description": "",
        "points": float(line.points),
        "max_points": float(line.max_points),
        "message": line.message,
        "output": "",
    }
