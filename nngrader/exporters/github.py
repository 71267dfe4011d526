"""The result of a step that GitHub Classroom's reporter reads: base64 of JSON, version 3.

GitHub Classroom ended in August 2026; its actions still run in existing repositories. In a step of
GitHub Actions the result is set as the output `result`. Points are whole, rounded as `_whole.py`
tells; the reporter sums up the tests, and so does this.
"""

import base64
import json
from dataclasses import replace
from typing import Any

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import Line, lines, passed_on, summary
from nngrader.exporters._students import each, handed_in
from nngrader.exporters._whole import whole
from nngrader.results import Attempt, Result, Results
from nngrader.wording import points

VERSION = 3
LONGEST = 500  #: characters of a test's output that the format allows


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `result.txt` per student, and the step's output where there is one student."""
    made = each(results, lambda result, attempt: {"result.txt": f"{_encoded(result, attempt)}\n"})
    alone = [_encoded(result, attempt) for result, attempt in handed_in(results)]
    outputs = {"result": alone[0]} if len(results.results) == len(alone) == 1 else {}
    return replace(made, outputs=outputs)


def _encoded(result: Result, attempt: Attempt) -> str:
    compact = json.dumps(_document(result, attempt), separators=(",", ":"), allow_nan=False)
    return base64.b64encode(compact.encode()).decode()


def _document(result: Result, attempt: Attempt) -> dict[str, Any]:
    standing = passed_on(result)
    if standing is None:
        said = summary(result)
        return {"version": VERSION, "status": "error", "message": said, "max_score": 0, "tests": []}
    told = lines(result)
    score = whole(standing.final, standing.max_score, [(x.points, x.max_points) for x in told])
    tests = [
        _test(place, line, got)
        for place, (line, (got, _)) in enumerate(zip(told, score.tests, strict=True))
    ]
    full = standing.final >= standing.max_score
    return {
        "version": VERSION,
        "status": "error" if attempt.mishap and not full else "pass" if full else "fail",
        "message": summary(result),
        "max_score": score.max_score,
        "tests": tests,
    }


def _test(place: int, line: Line, got: int) -> dict[str, Any]:
    output = f"{points(line.points)} of {points(line.max_points)} points. {line.message}".strip()
    return {
        "name": line.title,
        "status": "pass" if line.full else "fail",
        "message": line.because[:LONGEST],
        "test_code": "",
        "task_id": place,
        "filename": "",
        "line_no": 0,
        "duration": 0,
        "score": got,
        "output": output[:LONGEST],
    }
