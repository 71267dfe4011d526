"""Tests that stand beside an assignment: plain pytest, worth points, asking evidence or the code."""

import os
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn, Protocol

import numpy as np
import pytest

from nngrader.arrays import digest
from nngrader.errors import BadAssignment
from nngrader.evidence import Answered, Evidence, Mishap, ModelSpec, TrainingRun
from nngrader.grades import GradedCriterion
from nngrader.jobs import Array
from nngrader.language import ENGLISH, Text, say, voice
from nngrader.provenance import TESTS
from nngrader.results import Column
from nngrader.rubric import Assignment

SETTINGS = Path(__file__).with_name("grading.ini")
MARKER = "points(n, visibility): points that a test is worth"

ENDED_WELL = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)

Ask = Callable[[str, tuple[Array, ...]], Answered]  #: a function of the submission, and arrays


class NotAsked(Exception):
    """An answer of the submission's code is not known, and nobody may ask for it now."""


class Holds(Protocol):
    """What keeps the evidence of one hand-in."""

    def evidence(self) -> Evidence:
        """Return what was measured so far."""
        ...

    def answered(self, evidence: Evidence) -> None:
        """Keep it with one more answer."""
        ...


@dataclass(frozen=True)
class Asker:
    """Lets a test ask the sandboxed code questions."""

    of: Holds
    ask: Ask
    language: str = ENGLISH  #: of what is said of a function that stops

    def call(self, function: str, *arrays: Array) -> Array | tuple[Array, ...]:
        """Call one of the student's functions with arrays in a child of its own.

        The answer is kept in the evidence and replayed when asked again. Fails the test when the
        student's function stops.
        """
        answer = self._answer(function, tuple(np.asarray(array) for array in arrays))
        if answer.error:
            _fail(_stopped(function, answer.error), self.language)
        found = tuple(np.array(t.values, dtype=t.dtype).reshape(t.shape) for t in answer.arrays)
        return found[0] if len(found) == 1 else found

    def _answer(self, function: str, given: tuple[Array, ...]) -> Answered:
        evidence = self.of.evidence()
        asked = "+".join(digest(array) for array in given)
        known = [a for a in evidence.calls if (a.function, a.asked) == (function, asked)]
        if known:
            return known[0]
        answer = self.ask(function, given)
        self.of.answered(replace(evidence, calls=(*evidence.calls, answer)))
        return answer


def model_of(evidence: Evidence, language: str = ENGLISH) -> ModelSpec:
    """Return the submitted network; fails the test when there is none."""
    if evidence.model is None:
        _fail(say("There is no network to look at."), language)
    return evidence.model


def training_of(evidence: Evidence, language: str = ENGLISH) -> TrainingRun:
    """Return the first seeded training; fails the test when there is none."""
    if not evidence.runs:
        _fail(say("The network was not trained."), language)
    return evidence.runs[0]


def no_code(language: str) -> NoReturn:
    """Fail a test that asks for an answer of a hand-in that could not be read."""
    _fail(say("There is no code to call."), language)


def _stopped(function: str, error: str) -> Text:
    return say("`{function}` stopped: {error}", function=function, error=error)


def _fail(why: Text, language: str) -> NoReturn:
    pytest.fail(voice(language)(why), pytrace=False)


def with_evidence(outcome: Evidence | Mishap, evidence: Evidence) -> Evidence | Mishap:
    """Exchange what was captured."""
    return replace(outcome, captured=evidence) if isinstance(outcome, Mishap) else evidence


def points_of(
    item: pytest.Item, report: pytest.TestReport, language: str = ENGLISH
) -> GradedCriterion | None:
    """Turn the outcome of a test into a criterion; None while, or unless, it is worth points."""
    marker = item.get_closest_marker("points")
    decides = report.when == "call" or (report.when == "setup" and not report.passed)
    if marker is None or not decides:
        return None
    worth = float(marker.args[0])
    earned = worth if report.passed else 0.0
    report.user_properties.append(("points", f"{earned:g}/{worth:g} points"))
    return GradedCriterion(
        title=_title(item),
        points=earned,
        max_points=worth,
        because=voice(language)(say("The test passed.") if report.passed else _failed(report)),
        visibility=marker.kwargs.get("visibility", "visible"),
    )


def _title(item: pytest.Item) -> str:
    text = (getattr(getattr(item, "obj", None), "__doc__", None) or "").strip()
    return (
        text.splitlines()[0].rstrip(".")
        if text
        else item.name.removeprefix("test_").replace("_", " ")
    )


def _failed(report: pytest.TestReport) -> Text:
    crash = getattr(report.longrepr, "reprcrash", None)
    message = str(crash.message if crash else report.longrepr)
    if not message:
        return say("The test failed: no message")
    line = message.splitlines()[0].removeprefix("AssertionError: ").removeprefix("Failed: ")
    return say("The test failed: {line}", line=line)


@dataclass(kw_only=True)
class _Quiet:
    """A pytest plugin that declares the marker, and remembers a file that cannot be imported."""

    broken: str = ""  #: file and reason; empty when all could be imported

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", MARKER)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.broken:
            told = [
                line[1:].strip() for line in str(report.longrepr).splitlines() if line[:1] == "E"
            ]
            self.broken = f"{report.nodeid} cannot be used: {told[-1] if told else report.longrepr}"

    def run(self, assignment: Assignment) -> None:
        """Run pytest in silence; raises BadAssignment for a file that cannot be imported."""
        code = pytest.main([*_words(assignment)], plugins=[self])
        if self.broken:
            _forget_modules(assignment)
            problem = f"{assignment.folder.anchor}{self.broken}"
            raise BadAssignment(problem)
        if code == pytest.ExitCode.INTERRUPTED:  # pytest keeps Ctrl-C to itself
            raise KeyboardInterrupt
        if code not in ENDED_WELL:
            problem = (
                f"The tests in {assignment.folder} could not be run: pytest ended with {code}."
            )
            raise BadAssignment(problem)


def _forget_modules(assignment: Assignment) -> None:
    """Let the next run import them again: pytest takes a half-imported one for a whole one."""
    ours = {os.fspath(path) for path in assignment.folder.glob(TESTS)}
    for name, module in [*sys.modules.items()]:
        if getattr(module, "__file__", None) in ours:
            del sys.modules[name]


@dataclass(kw_only=True)
class _OneHandIn(_Quiet):
    """Lends the tests one hand-in, and collects what they are worth."""

    outcome: Evidence | Mishap
    ask: Ask
    language: str = ENGLISH  #: of what students read
    criteria: list[GradedCriterion] = field(default_factory=list)
    stopped: Exception | None = None  #: what the asking itself ended with; None when it went well

    def answered(self, evidence: Evidence) -> None:
        self.outcome = with_evidence(self.outcome, evidence)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        criterion = points_of(item, report, self.language)
        if criterion is not None:
            self.criteria.append(criterion)
        return report

    @pytest.fixture(name="evidence")
    def _evidence(self) -> Evidence:
        return self.evidence()

    def evidence(self) -> Evidence:
        return self.outcome.captured if isinstance(self.outcome, Mishap) else self.outcome

    @pytest.fixture
    def model(self) -> ModelSpec:
        return model_of(self.evidence(), self.language)

    @pytest.fixture
    def training(self) -> TrainingRun:
        return training_of(self.evidence(), self.language)

    @pytest.fixture
    def submission(self) -> Asker:
        return Asker(self, self._asked, self.language)

    def _asked(self, function: str, given: tuple[Array, ...]) -> Answered:
        """Ask, and remember what that ended with: it is no failure of the test."""
        try:
            return self.ask(function, given)
        except Exception as error:
            self.stopped = error
            raise


@dataclass(frozen=True)
class Beside:
    """What the tests beside an assignment made of one hand-in."""

    criteria: tuple[GradedCriterion, ...]
    outcome: Evidence | Mishap  #: with the answers that were asked for


@dataclass(kw_only=True)
class _Collecting(_Quiet):
    """Lists what the tests are worth, and runs none."""

    columns: list[Column] = field(default_factory=list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            marker = item.get_closest_marker("points")
            if marker is not None:
                visibility = marker.kwargs.get("visibility", "visible")
                self.columns.append(Column(_title(item), float(marker.args[0]), visibility))
        items.clear()


def columns_of(assignment: Assignment) -> tuple[Column, ...]:
    """List everything that is worth points: the rubric, then the tests beside it.

    Raises BadAssignment for a test that cannot be imported.
    """
    rubric = (Column(c.title, c.points, c.visibility) for c in assignment.rubric)
    plugin = _Collecting()
    if has_tests(assignment):
        plugin.run(assignment)
    return (*rubric, *plugin.columns)


def has_tests(assignment: Assignment) -> bool:
    """Whether there are any."""
    return any(assignment.folder.glob(TESTS))


def run_beside(assignment: Assignment, outcome: Evidence | Mishap, ask: Ask) -> Beside:
    """Run them on one hand-in, silently, in this process; not from two threads at once.

    Raises what `ask` raised, and BadAssignment for a test that cannot be imported.
    """
    if not has_tests(assignment):
        return Beside((), outcome)
    plugin = _OneHandIn(outcome=outcome, ask=ask, language=assignment.language)
    plugin.run(assignment)
    if plugin.stopped is not None:
        raise plugin.stopped
    return Beside(tuple(plugin.criteria), plugin.outcome)


def _words(assignment: Assignment) -> Iterator[str]:
    # below the top, pytest would name modules of two assignments alike, and import only one
    yield from ("-c", os.fspath(SETTINGS), "--rootdir", assignment.folder.anchor)
    yield from ("-p", "no:cacheprovider", "-p", "no:terminal", "--noconftest")
    yield "--import-mode=importlib"
    yield from map(os.fspath, sorted(assignment.folder.glob(TESTS)))


def nobody_asks(function: str, given: tuple[Array, ...]) -> Answered:
    """Stand for a submission whose code may not be run; raises NotAsked."""
    del given
    problem = f"an answer of `{function}`"
    raise NotAsked(problem)
