"""What a file does with Keras, captured without any assignment."""

import numpy as np

from nngrader.evidence import Evidence, Mishap
from nngrader.executors._examine import Case, captured
from nngrader.executors._script import EVERYTHING
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
    blank = Evidence(
        assignment="",
        student=submission.student,
        classes=(),
        isolation=workers.level,
        script=True,
    )
    tree = legible(submission, blank)
    if isinstance(submission, Refused) or isinstance(tree, Mishap):
        assert isinstance(tree, Mishap)  # what was refused is not legible
        return tree
    assignment = Assignment(title="", dataset=_Nothing(), rubric=(), training=training)
    return captured(Case(submission, assignment, _NOTHING, workers, script=True), blank)


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
