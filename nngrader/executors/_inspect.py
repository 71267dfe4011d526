"""What a file does with Keras, captured without any assignment."""

from dataclasses import replace

import numpy as np

from nngrader.evidence import Evidence, Mishap
from nngrader.executors._case import Case
from nngrader.executors._examine import captured
from nngrader.executors._script import EVERYTHING, SAMPLE
from nngrader.executors._trainings import Workers
from nngrader.jobs import Refused, Rows, Submission
from nngrader.rubric import Assignment, Training
from nngrader.submission.outline import legible


def inspect(
    submission: Submission | Refused, training: Training, workers: Workers
) -> Evidence | Mishap:
    """Run a file as a script, whatever it is, and tell what it did; nothing is trained in full.

    Of `training` only the limits count.
    """
    blank = blank_of(submission, workers)
    tree = legible(submission, blank)
    if isinstance(submission, Refused) or isinstance(tree, Mishap):
        assert isinstance(tree, Mishap)  # what was refused is not legible
        return tree
    return captured(replace(case_of(submission, training, workers), sample=SAMPLE), blank)


def blank_of(submission: Submission | Refused, workers: Workers) -> Evidence:
    """Begin the evidence of a file that belongs to no assignment."""
    return Evidence(
        assignment="",
        student=submission.student,
        classes=(),
        isolation=workers.level,
        script=True,
    )


def case_of(submission: Submission, training: Training, workers: Workers) -> Case:
    """Make a case of a file that belongs to no assignment."""
    assignment = Assignment(title="", dataset=_Nothing(), rubric=(), training=training)
    return Case(submission, assignment, _NOTHING, workers, script=True)


class _Nothing:
    """The rows of no task, as a data set."""

    def load(self) -> Rows:
        """Return them."""
        return _NOTHING


_NOTHING = Rows(
    x_train=np.zeros((0, 1)),
    y_train=np.zeros(0),
    x_test=np.zeros((0, 1)),
    truth=(),
    classes=(),
    rehearsal=(),
    source="",
    digest="",
    serves=EVERYTHING,
)
