"""Outcomes that are known already, played back: for rescoring in tests, and to measure the rest."""

from collections.abc import Callable, Mapping
from types import TracebackType

from nngrader.arrays import digest
from nngrader.errors import WorkerFault
from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.isolation import Isolation
from nngrader.jobs import Array, Refused, Submission
from nngrader.provenance import digest_of_code
from nngrader.rubric import Assignment

Outcome = Evidence | Mishap


class Recorded:
    """Runs nothing. Not a choice on the command line, for it must be given what it tells."""

    slots = 2

    def __init__(
        self,
        outcomes: Mapping[str, Outcome] | Callable[[str], Outcome],
        isolation: Isolation | None = None,
    ) -> None:
        """Take the outcomes by digest of the submission, "sha256:..."; "" for what was refused."""
        self._outcome = outcomes if callable(outcomes) else outcomes.__getitem__
        self.isolation = isolation or Isolation("process")

    def __enter__(self) -> "Recorded":
        """Nothing to do."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to end."""

    def warm_up(self) -> None:
        """Nothing to do."""

    def examine(
        self,
        submission: Submission | Refused,
        assignment: Assignment,  # noqa: ARG002 - as every executor
    ) -> Outcome:
        """Tell what is known; raises WorkerFault where nothing is."""
        name = digest_of_code(submission)
        try:
            return self._outcome(name)
        except KeyError as error:
            problem = f"Nothing is recorded of {submission.name} ({name or 'refused'})."
            raise WorkerFault(problem) from error

    def needs_worker(
        self,
        submission: Submission | Refused,  # noqa: ARG002 - as every executor
        assignment: Assignment,  # noqa: ARG002
    ) -> bool:
        """Say that nothing must be run."""
        return False

    def call(
        self,
        submission: Submission,
        assignment: Assignment,
        function: str,
        given: tuple[Array, ...],
    ) -> Answered:
        """Play back the answer to this very question; raises WorkerFault where there is none."""
        outcome = self.examine(submission, assignment)
        evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
        asked = "+".join(map(digest, given))
        for answered in evidence.calls:
            if (answered.function, answered.asked) == (function, asked):
                return answered
        problem = f"{submission.name} has no recorded answer of `{function}` to this."
        raise WorkerFault(problem)
