"""pytest's nodes: a hand-in, its criteria, and the tests that stand beside the assignment."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pytest

from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grades import GradedCriterion, GradeReport
from nngrader.grading import grade
from nngrader.jobs import Array, Refused, Submission
from nngrader.provenance import TESTS, origin_of
from nngrader.rubric import Assignment
from nngrader.submission import read
from nngrader.tests_beside import Ask, no_code, with_evidence
from nngrader.untrusted import clean, clean_lines, spelled_out


class Grades(Protocol):
    """What a hand-in needs from its session."""

    def graded(self, hand_in: "HandIn") -> GradeReport:
        """Examine and grade one hand-in."""
        ...


class NotFull(Exception):
    """A criterion that did not get full points; carries its own words."""


class Folder(pytest.Directory):
    """A folder of hand-ins: no code in it is imported, and no link leads out of it far.

    pytest's own leaves out pipes and links that lead nowhere, follows links in circles, and
    imports an `__init__.py`.
    """

    def __init__(self, **kwargs: Any) -> None:
        """Take a name that a terminal can show."""
        super().__init__(**kwargs)
        if shown := _shown_as(self):
            super().__init__(**kwargs, **shown)

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield what may be hand-ins, so that a link or a pipe of that name is refused by name."""
        for path in sorted(self.path.iterdir()):
            given = self.session.isinitpath(path, with_parents=True)
            if not given and self.ihook.pytest_ignore_collect(
                collection_path=path, config=self.config
            ):
                continue
            if not path.is_dir():
                yield from self.ihook.pytest_collect_file(file_path=path, parent=self)
            elif given or not self.path.is_symlink():  # a link leads one folder far, to be refused
                yield self.ihook.pytest_collect_directory(path=path, parent=self)


def _shown_as(node: pytest.Collector) -> dict[str, Any]:
    """Return name and id for a node whose own would act on a terminal; empty for all others."""
    shown = {"name": spelled_out(node.name), "nodeid": spelled_out(node.nodeid)}
    return {} if [*shown.values()] == [node.name, node.nodeid] else shown


class HandIn(pytest.File):
    """One submitted file."""

    assignment: Assignment
    student: str = ""
    outcome: Evidence | Mishap | None = None  #: None until it was run
    report: GradeReport | None = None  #: None until it was graded

    def __init__(self, *, assignment: Assignment, session_of: Grades, **kwargs: Any) -> None:
        """Hold what is needed to grade later: collecting runs nothing."""
        super().__init__(**kwargs)
        if shown := _shown_as(self):
            super().__init__(**kwargs, **shown)
        self.assignment = assignment
        self.session_of = session_of
        self.extra: list[GradedCriterion] = []
        self._submission: Submission | Refused | None = None

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield one item per criterion, then the tests beside the assignment."""
        for number, criterion in enumerate(self.assignment.rubric):
            yield CriterionItem.from_parent(self, name=criterion.title, number=number)
        for path in sorted(self.assignment.folder.glob(TESTS)):
            nodeid = f"{self.nodeid}::{path.name}"
            yield pytest.Module.from_parent(self, path=path, nodeid=nodeid)

    @property
    def submission(self) -> Submission | Refused:
        """The file's content, read once."""
        if self._submission is None:
            self._submission = read(
                self.path, self.student, hand_in=self.assignment.hand_in, root=self._root()
            )
        return self._submission

    def _root(self) -> Path | None:
        """Return the folder that the user named; below it no folder may be a link."""
        above = [node.path for node in self.listchain() if isinstance(node, Folder)]
        return next((path for path in above if self.session.isinitpath(path)), None)

    def grade(self, executor: Local, command: str) -> GradeReport:
        """Run it once, and grade it."""
        if self.report is None:
            self.command = command
            self.origin = origin_of(self.submission, self.assignment)
            self.outcome = executor.examine(self.submission, self.assignment)
            self.report = grade(self.assignment, self.outcome, command, origin=self.origin)
        return self.report

    def evidence(self) -> Evidence:
        """Return what was measured, grading first if need be."""
        return self.session_of.graded(self).evidence

    def answered(self, evidence: Evidence) -> None:
        """Keep an answer that a test asked for, so that it can be replayed."""
        if self.outcome is not None:
            self.outcome = with_evidence(self.outcome, evidence)
        if self.report is not None:
            self.report = replace(self.report, evidence=evidence)

    def asking(self, executor: Local) -> Ask:
        """Return who can be asked what a function of this hand-in answers."""

        def ask(function: str, given: tuple[Array, ...]) -> Answered:
            submission = self.submission
            if isinstance(submission, Refused):
                no_code(self.assignment.language)
            return executor.call(submission, self.assignment, function, given)

        return ask

    def final_report(self) -> GradeReport:
        """Grade again with the points of the tests beside the assignment."""
        first = self.session_of.graded(self)
        if not self.extra or self.outcome is None:
            return first
        extra = tuple(self.extra)
        return grade(self.assignment, self.outcome, self.command, extra, self.origin)


class CriterionItem(pytest.Item):
    """One sentence of the rubric."""

    parent: HandIn

    def __init__(self, *, number: int, **kwargs: Any) -> None:
        """Remember which sentence it is."""
        super().__init__(**kwargs)
        self.number = number

    def runtest(self) -> None:
        """Pass with full points, fail with less."""
        criterion = self.parent.session_of.graded(self.parent).criteria[self.number]
        shown = f"{criterion.points:g}/{criterion.max_points:g} points"
        self.user_properties.append(("points", shown))
        if not criterion.full:
            raise NotFull(criterion.because)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> str:
        """Say what was found; our own stack would help nobody."""
        if isinstance(excinfo.value, NotFull):
            return clean(str(excinfo.value))
        return clean_lines(str(super().repr_failure(excinfo)))

    def reportinfo(self) -> tuple[Any, None, str]:
        """Name the item as people read it."""
        shown = Path(spelled_out(str(self.path)))
        return shown, None, f"{shown.name}: {self.name}"
