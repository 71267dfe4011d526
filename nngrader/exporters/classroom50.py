"""`result.json` and `release-body.md` of an autograder of Classroom 50, in whole points.

How points are rounded is told in `_whole.py`. Who, which commit and which tag come from the
environment that Classroom 50's runner sets; elsewhere placeholders stand there, and it is said.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import Line, first_step, lines, passed_on, summary
from nngrader.exporters._students import each
from nngrader.exporters._whole import Whole, whole
from nngrader.results import Attempt, Result, Results
from nngrader.untrusted import clean, for_markdown
from nngrader.wording import points

SCHEMA = "classroom50/result/v1"
NEEDED = ("CLASSROOM", "ASSIGNMENT", "OWNER", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
TYPES = ("individual", "group")
TAG = "submit/"
UNKNOWN = "unknown"


def export(results: Results, given: Given) -> Exported:
    """Write both files per student."""
    alone = len(results.results) == 1
    environ = given.environ if alone else {}  # it speaks of one student

    def write(result: Result, attempt: Attempt) -> dict[str, str]:
        known = {**_made_up(results, result, attempt, given.now), **_set(environ)}
        score = _score(result)
        document = {**_head(known, attempt, given.now), **_scores(result, score)}
        told = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        return {"result.json": told, "release-body.md": _body(results, result, score)}

    return each(results, write, *_placeholders(environ))


def _set(environ: Mapping[str, str]) -> dict[str, str]:
    names = (*NEEDED, "ASSIGNMENT_TYPE", "REVIEW_URL")
    return {name: clean(environ[name]) for name in names if environ.get(name)}


def _placeholders(environ: Mapping[str, str]) -> Iterator[str]:
    absent = [name for name in NEEDED if not environ.get(name)]
    if absent:
        yield (
            f"Not in the environment: {', '.join(absent)}. Placeholders stand for them, and "
            "Classroom 50 takes such a result only where its runner puts them right."
        )


def _made_up(results: Results, result: Result, attempt: Attempt, now: datetime) -> dict[str, str]:
    student = result.student
    return {
        "CLASSROOM": UNKNOWN,
        "ASSIGNMENT": clean(results.assignment) or UNKNOWN,
        "OWNER": clean(student.other_ids.get("github", student.id)) or UNKNOWN,
        "SUBMISSION_TAG": f"{TAG}{_time(attempt.submitted_at or now)}",
        **dict.fromkeys(("COMMIT_URL", "RELEASE_URL"), UNKNOWN),
    }


def _head(known: Mapping[str, str], attempt: Attempt, now: datetime) -> dict[str, Any]:
    kind, tag = known.get("ASSIGNMENT_TYPE", TYPES[0]), known["SUBMISSION_TAG"]
    return {
        "schema": SCHEMA,
        "classroom": known["CLASSROOM"],
        "assignment": known["ASSIGNMENT"],
        "assignment_type": kind if kind in TYPES else TYPES[0],
        "owner": known["OWNER"],
        "submission": tag if tag.startswith(TAG) else f"{TAG}{tag}",
        "commit": known["COMMIT_URL"],
        "release": known["RELEASE_URL"],
        "review": known.get("REVIEW_URL", known["COMMIT_URL"]),
        "datetime": _time(attempt.submitted_at or now),
        "graded_at": _time(attempt.graded_at),
    }


def _time(at: datetime) -> str:
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _score(result: Result) -> Whole | None:
    standing = passed_on(result)
    if standing is None:
        return None
    tests = [(line.points, line.max_points) for line in lines(result)]
    return whole(standing.final, standing.max_score, tests)


def _scores(result: Result, score: Whole | None) -> dict[str, Any]:
    """0 of 0 without tests is how the format says that there was no grading."""
    if score is None:
        return {"score": 0, "max-score": 0, "tests": []}
    told = zip(lines(result), score.tests, strict=True)
    tests = [_test(line, got, most) for line, (got, most) in told]
    return {"score": score.score, "max-score": score.max_score, "tests": tests}


def _test(line: Line, got: int, most: int) -> dict[str, Any]:
    return {
        "test-name": line.title or UNKNOWN,
        "passed": line.full,
        "score": got,
        "max-score": most,
        "message": line.message,
    }


def _body(results: Results, result: Result, score: Whole | None) -> str:
    """What the student reads on the page of the release, in exact points."""
    parts = [
        f"## {for_markdown(results.title or results.assignment)}",
        for_markdown(summary(result)),
    ]
    if score is not None:
        parts.append("\n".join(_table(result)))
        parts.extend(_rounded(result, score))
    if first_step(result):
        parts.append(f"**First:** {for_markdown(first_step(result))}")
    return "\n\n".join(parts) + "\n"


def _table(result: Result) -> Iterator[str]:
    yield "| Criterion | Points | Why |\n|---|---:|---|"
    for line in lines(result):
        of = f"{points(line.points)} of {points(line.max_points)}"
        yield f"| {for_markdown(line.title)} | {of} | {for_markdown(line.message)} |"


def _rounded(result: Result, score: Whole) -> Iterator[str]:
    standing = passed_on(result)
    if standing and (standing.final, standing.max_score) != (score.score, score.max_score):
        yield f"Classroom 50 knows whole points only: {score.score} of {score.max_score}."
