"""From a graded hand-in to the attempt that a gradebook keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from nngrader.evidence import Evidence
from nngrader.grades import GradeReport
from nngrader.results import Attempt

#: Rules about where answers come from: each has an honest explanation, and a teacher should look.
LOOK_AT = (
    "predictions-not-from-the-network",
    "weights-arrive-trained",
    "learned-without-labels",
    "unsteady-answers",
    "hidden-rows-in-training",
)


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """Where and when a hand-in was found, and the digest of its record."""

    source: str
    evidence: str
    submitted_at: datetime | None = None
    marked_late: bool = False


def attempt_of(report: GradeReport, handed_in: HandedIn, graded_at: datetime) -> Attempt:
    """Keep of a report what a class is told by; its number is the gradebook's to give."""
    evidence = report.evidence
    return Attempt(
        number=0,
        source=handed_in.source,
        submission=report.reproduction.submission,
        evidence=handed_in.evidence,
        status=report.status,
        criteria=report.criteria,
        findings=report.findings,
        first_step=report.first_step,
        graded_at=graded_at,
        submitted_at=handed_in.submitted_at,
        marked_late=handed_in.marked_late,
        mishap=report.trouble.message if report.trouble else "",
        accuracy=max((run.accuracy for run in evidence.runs), default=None),
        parameters=evidence.model.parameters if evidence.model else None,
        isolation=evidence.isolation,
        seconds=evidence.seconds + sum(r.seconds for r in evidence.runs if not r.remembered),
        remembered=bool(evidence.runs) and all(run.remembered for run in evidence.runs),
        flags=tuple(_flags(report, evidence)),
    )


def _flags(report: GradeReport, evidence: Evidence) -> Iterator[str]:
    if report.status == "tampered":
        yield "Something interfered with the grading."
    yield from (f.message for f in report.findings if f.rule in LOOK_AT)
    if any(run.self_reported for run in evidence.runs):
        yield f"Self-reported: trained beside its own code ({evidence.self_reported})."
    if evidence.stand_in:
        yield f"Graded on stand-in rows: {evidence.data}."
