"""The policy of an assignment, and how it is for one student."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from nngrader.late import Attempts, Late
from nngrader.results import Extension, Override

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What an assignment says about points, time and attempts."""

    max_score: float  #: of which lateness takes its shares
    due: datetime | None = None  #: aware
    late: Late = field(default_factory=Late)
    attempts: Attempts = field(default_factory=Attempts)


@dataclass(frozen=True, kw_only=True)
class Case:
    """The same for one student."""

    policy: Policy
    given: dict[str, Override]  #: the newest by criterion, of those that can count
    extension: Extension | None  #: only one that extends
    budget_left: int

    @property
    def due(self) -> datetime | None:
        """The student's own due date."""
        return self.extension.until if self.extension else self.policy.due


def case_of(
    policy: Policy,
    given: dict[str, Override],
    extension: Extension | None,
    budget_left: int | None,
) -> Case:
    """Apply a policy to a student, who has all of the budget unless it is said how much is left."""
    budget = policy.late.budget
    return Case(
        policy=policy,
        given=given,
        extension=extension if _extends(extension, policy.due) else None,
        budget_left=budget if budget_left is None else max(0, min(budget, budget_left)),
    )


def instant(moment: datetime) -> timedelta:
    """Place an aware time on the line of all time.

    Two times of one zone would be compared as the clocks on the wall, which jump twice a year.
    """
    return moment - EPOCH


def _extends(extension: Extension | None, due: datetime | None) -> bool:
    return extension is not None and due is not None and instant(extension.until) > instant(due)
