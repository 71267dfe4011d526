"""From a record to a report: the pure grading, and the tests beside the assignment."""

from dataclasses import replace

from nngrader.evidence import Evidence, Mishap
from nngrader.grades import GradeReport
from nngrader.grading import grade, next_seed
from nngrader.provenance import origin_of
from nngrader.records import Record
from nngrader.rubric import Assignment
from nngrader.tests_beside import Ask, run_beside


def judge(assignment: Assignment, record: Record, ask: Ask) -> tuple[GradeReport, Record]:
    """Grade what was measured; the record comes back with the answers that tests asked for.

    Raises NotAsked when `ask` does.
    """
    beside = run_beside(assignment, record.outcome, ask)
    origin = origin_of(record.submission, assignment)
    report = grade(assignment, beside.outcome, record.command, beside.criteria, origin)
    return report, replace(record, outcome=beside.outcome)


def wants_training(assignment: Assignment, outcome: Evidence | Mishap) -> int | None:
    """Name the seed that the rubric, as it is now, would have trained next; None for none.

    What could not be trained at all is not wanted again, nor what ended in a mishap.
    """
    if isinstance(outcome, Mishap) or not outcome.runs:
        return None
    return next_seed(assignment, outcome)
