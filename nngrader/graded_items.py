"""pytest's nodes: a hand-in, its criteria, and the tests that stand beside the assignment."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest

from nngrader.arrays import digest
from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grades import GradedCriterion, GradeReport
from nngrader.grading import grade
from nngrader.jobs import Array, Refused, Submission
from nngrader.provenance import origin_of
from nngrader.rubric import Assignment
from nngrader.submission import read
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
        for path in sorted(self.assignment.folder.glob("test_*.py")):
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
        if isinstance(self.outcome, Mishap):
            self.outcome = replace(self.outcome, captured=evidence)
        else:
            self.outcome = evidence

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


def points_of(item: pytest.Item, report: pytest.TestReport, hand_in: HandIn) -> None:
    """Turn the outcome of a test into a criterion, if the test is worth points."""
    marker = item.get_closest_marker("points")
    decides = report.when == "call" or (report.when == "setup" and not report.passed)
    if marker is None or not decides:
        return
    worth = float(marker.args[0])
    earned = worth if report.passed else 0.0
    report.user_properties.append(("points", f"{earned:g}/{worth:g} points"))
    hand_in.extra.append(
        GradedCriterion(
            title=_title(item),
            points=earned,
            max_points=worth,
            because="The test passed." if report.passed else _failed(report),
            visibility=marker.kwargs.get("visibility", "visible"),
        )
    )


def _title(item: pytest.Item) -> str:
    text = (getattr(getattr(item, "obj", None), "__doc__", None) or "").strip()
    return (
        text.splitlines()[0].rstrip(".")
        if text
        else item.name.removeprefix("test_").replace("_", " ")
    )


def _failed(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    message = str(crash.message if crash else report.longrepr)
    line = message.splitlines()[0] if message else "no message"
    return f"The test failed: {line.removeprefix('AssertionError: ')}"


class Asker:
    """Lets a test ask the sandboxed code questions."""

    def __init__(self, hand_in: HandIn, executor: Local) -> None:
        """Ask about this hand-in, through this executor."""
        self._hand_in = hand_in
        self._executor = executor

    def call(self, function: str, *arrays: Array) -> Array | tuple[Array, ...]:
        """Call one of the student's functions with arrays in a child of its own.

        The answer is kept in the evidence and replayed when asked again. Fails the test when the
        student's function stops.
        """
        given = tuple(np.asarray(array) for array in arrays)
        evidence = self._hand_in.evidence()
        asked = "+".join(digest(array) for array in given)
        known = [a for a in evidence.calls if (a.function, a.asked) == (function, asked)]
        answer = known[0] if known else self._ask(function, given, evidence)
        if answer.error:
            pytest.fail(f"`{function}` stopped: {answer.error}", pytrace=False)
        found = tuple(np.array(t.values, dtype=t.dtype).reshape(t.shape) for t in answer.arrays)
        return found[0] if len(found) == 1 else found

    def _ask(self, function: str, given: tuple[Array, ...], evidence: Evidence) -> Any:
        submission = self._hand_in.submission
        if isinstance(submission, Refused):
            pytest.fail("There is no code to call.", pytrace=False)
        answer = self._executor.call(submission, self._hand_in.assignment, function, given)
        kept = replace(evidence, calls=(*evidence.calls, answer))
        self._hand_in.answered(kept)
        report = self._hand_in.report
        if report is not None:
            self._hand_in.report = replace(report, evidence=kept)
        return answer
