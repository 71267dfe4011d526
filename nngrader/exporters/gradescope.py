"""`results.json` of a Gradescope autograder.

Each criterion is a test with its own visibility, so a student sees the hidden ones when Gradescope
says so, and not before. The score on top is the one that counts, whatever the tests sum up to. All
texts are plain text. Where the grader itself failed there is no score, which Gradescope shows to
the teacher as a failed autograder.
"""

import json
from typing import Any

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import criteria, distinct, passed_on, summary
from nngrader.exporters._students import each
from nngrader.grades import GradedCriterion, Visibility
from nngrader.results import Attempt, Result, Results
from nngrader.untrusted import clean

VISIBILITY: dict[Visibility, str] = {
    "visible": "visible",
    "after_due": "after_due_date",
    "after_publish": "after_published",
    "hidden": "hidden",
}


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `results.json` per student."""
    return each(results, lambda result, attempt: {"results.json": _document(result, attempt)})


def _document(result: Result, attempt: Attempt) -> str:
    standing = passed_on(result)
    document: dict[str, Any] = {
        "output": summary(result),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(attempt.seconds, 3),
    }
    if standing is not None:
        document |= {"score": float(standing.final), "tests": _tests(result)}
        document["extra_data"] = {
            "raw_score": float(standing.raw),
            "late_penalty": float(standing.penalty),
            "max_score": float(standing.max_score),
            "attempt": attempt.number,
        }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _tests(result: Result) -> list[dict[str, Any]]:
    graded = criteria(result)
    titles = distinct(criterion.title for criterion in graded)
    return [
        _test(place, title, criterion)
        for place, (title, criterion) in enumerate(zip(titles, graded, strict=True), 1)
    ]


def _test(place: int, title: str, criterion: GradedCriterion) -> dict[str, Any]:
    hint = "" if criterion.full else clean(criterion.hint)
    return {
        "name": title,
        "number": str(place),
        "score": float(criterion.points),
        "max_score": float(criterion.max_points),
        "status": "passed" if criterion.full else "failed",
        "output": f"{clean(criterion.because)} {hint}".strip(),
        "visibility": VISIBILITY[criterion.visibility],
    }
