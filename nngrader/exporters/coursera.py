"""`feedback.json` of a custom grader of Coursera: a share of all points and a text."""

import json

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import lines, passed_on, summary
from nngrader.exporters._students import each
from nngrader.results import Result, Results
from nngrader.wording import points


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `feedback.json` per student."""
    return each(results, lambda result, _: {"feedback.json": _document(result)})


def _document(result: Result) -> str:
    standing = passed_on(result)
    share = standing.final / standing.max_score if standing and standing.max_score else 0.0
    document = {"fractionalScore": min(share, 1.0), "feedback": _feedback(result)}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _feedback(result: Result) -> str:
    told = [
        f"{line.title}: {points(line.points)} of {points(line.max_points)}. {line.message}".strip()
        for line in lines(result)
    ]
    return "\n".join([summary(result), "", *told])
