"""Grading as a pytest session: one file node per hand-in, one item per criterion."""

import os
import signal
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

import nngrader
from nngrader.assignments import built_in_names, open_assignment
from nngrader.errors import NngraderError
from nngrader.evidence import Evidence, ModelSpec, TrainingRun
from nngrader.executors.local import Local
from nngrader.graded_items import CriterionItem, Folder, HandIn
from nngrader.grades import GradeReport
from nngrader.grading import ADVISORY
from nngrader.hand_ins import assignment_of, is_hand_in, student_names
from nngrader.language import ENGLISH, Text, counted, say, voice
from nngrader.limits import overrides
from nngrader.min_score import MinScore, parse
from nngrader.provenance import reproduction
from nngrader.reports import text
from nngrader.reports._write import write
from nngrader.rubric import Assignment
from nngrader.tests_beside import MARKER, Asker, model_of, points_of, training_of
from nngrader.untrusted import clean, clean_lines, spelled_out

NOTHING = (
    "Nothing to grade here: no hand-in (.py or .ipynb) that belongs to an assignment. "
    "Give a path, or name the assignment with --assignment."
)
BRIEF = 8  #: with more hand-ins than this, the terminal shows one line for each


class GradingSession:
    """The hooks, in the order in which pytest calls them."""

    def __init__(self, config: pytest.Config, folder: Path) -> None:
        """Check the options before anything is collected; raises UsageError."""
        self.config = config
        self.folder = folder
        self.executor = Local()
        self.reports: list[tuple[GradeReport, Path]] = []
        self.problem = ""  #: why nothing may be graded
        self.assignment = _named(config.getoption("assignment"))
        self.min_score: MinScore | None = _minimum(config.getoption("min_score"))
        _require(self.executor, config.getoption("require_isolation"))
        self.language = _language(config.getoption("lang"))
        self.limits: list[str] = config.getoption("limit")  #: as they were given
        self.limited = _limits(self.limits)
        config.addinivalue_line("markers", MARKER)
        _quieten(config)

    def pytest_sessionstart(self) -> None:
        """End as at Ctrl-C when the system asks: workers ended, finished reports kept."""
        self._at_end = signal.signal(signal.SIGTERM, signal.default_int_handler)

    def pytest_report_header(self) -> str:
        """Say which grader this is and how well it confines what it runs."""
        return f"nngrader {nngrader.__version__}: {self.executor.isolation}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector:
        """Walk into folders without importing an `__init__.py` that may lie in them."""
        return Folder.from_parent(parent, path=path)

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, object, list[HandIn]]:
        """Take hand-ins, and nothing that pytest would have taken for a test."""
        yield
        named = parent.session.isinitpath(file_path)
        if not named and not is_hand_in(file_path, self.assignment):
            return []
        if self.folder in file_path.parents:
            return []
        assignment = self._assignment_of(file_path)
        if assignment is None:
            return []
        return [HandIn.from_parent(parent, path=file_path, assignment=assignment, session_of=self)]

    def _assignment_of(self, path: Path) -> Assignment | None:
        """Choose the assignment; note a problem, for raising it here would hide it."""
        try:
            found = self.assignment or assignment_of(path)
        except NngraderError as problem:
            self.problem = str(problem)
            return None
        if found is None:
            self.problem = (
                f"{spelled_out(str(path))}: which assignment is this? Name it with --assignment; "
                f"built-in are {', '.join(built_in_names())}."
            )
            return None
        return found.limited(self.limited).speaking(self.language)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Name the students, and start importing TensorFlow if anything must be run."""
        hand_ins = list(_hand_ins(session.items))
        if self.problem or not (hand_ins or session.config.option.collectonly):
            raise pytest.UsageError(clean_lines(self.problem) or NOTHING)
        named = student_names([(h.path, h.assignment) for h in hand_ins])
        for hand_in, student in zip(hand_ins, named, strict=True):
            hand_in.student = student
        if not session.config.option.collectonly:
            self._warm_up(hand_ins)

    def _warm_up(self, hand_ins: list[HandIn]) -> None:
        if any(self.executor.needs_worker(h.submission, h.assignment) for h in hand_ins):
            self.executor.warm_up()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note the points of a test that stands beside the assignment."""
        report = yield
        hand_in = item.getparent(HandIn)
        if hand_in is not None and not isinstance(item, CriterionItem):
            criterion = points_of(item, report, hand_in.assignment.language)
            hand_in.extra += [] if criterion is None else [criterion]
        return report

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Show points instead of PASSED and FAILED."""
        earned = dict(report.user_properties).get("points")
        if report.when != "call" or earned is None:
            return None
        return report.outcome, "." if report.passed else "F", str(earned)

    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """Write the reports of a hand-in as soon as its last item is done."""
        hand_in = item.getparent(HandIn)
        following = nextitem.getparent(HandIn) if nextitem else None
        if hand_in is not None and hand_in is not following:
            report = hand_in.final_report()
            self.reports.append((report, _written(report, self.folder)))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Set the exit code, and end the workers."""
        self.executor.__exit__(None, None, None)
        signal.signal(signal.SIGTERM, self._at_end)
        if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and self.reports:
            session.exitstatus = 0 if all(map(self._passes, self.reports)) else 1

    def _passes(self, graded: tuple[GradeReport, Path]) -> bool:
        report, _ = graded
        return report.full if self.min_score is None else self.min_score.reached_by(report)

    def pytest_terminal_summary(self, terminalreporter: "pytest.TerminalReporter") -> None:
        """Show each report in short form, or a line per hand-in when there are many."""
        if not self.reports:
            return
        terminalreporter.section("nngrader")
        width = min(terminalreporter._tw.fullwidth, 100)
        brief = len(self.reports) > BRIEF
        for report, path in self.reports:
            long = "" if brief else text.render(report, width=width, report_path=_shown(path))
            terminalreporter.write_line(long or _line(report, path))
        for line in self._closing():
            terminalreporter.write_line(line)

    def _closing(self) -> Iterator[str]:
        speak = voice(self._spoken())
        yield from map(speak, self._counted())
        stand_ins = {report.evidence.data for report, _ in self.reports if report.evidence.stand_in}
        yield from (speak(say("Data: {name}.", name=name)) for name in sorted(stand_ins))
        advisory = any(report.advisory for report, _ in self.reports)
        if len(self.reports) > BRIEF and advisory:
            yield speak(say("Note: {note}", note=ADVISORY))

    def _counted(self) -> Iterator[Text]:
        yield counted(
            "{full} of {number} hand-in with full points.",
            "{full} of {number} hand-ins with full points.",
            len(self.reports),
            full=sum(report.full for report, _ in self.reports),
        )
        yield say("Reports: {folder}", folder=f"{_shown(self.folder)}{os.sep}")

    def _spoken(self) -> str:
        """Choose the language of all reports; English where they differ."""
        languages = {report.language for report, _ in self.reports}
        return languages.pop() if len(languages) == 1 else ENGLISH

    def graded(self, hand_in: HandIn) -> GradeReport:
        """Examine and grade one hand-in."""
        try:
            command = reproduction(hand_in.path, hand_in.assignment, self.limits)
            return hand_in.grade(self.executor, command)
        except NngraderError as problem:
            pytest.exit(clean_lines(str(problem)), returncode=3)

    @pytest.fixture
    def evidence(self, request: pytest.FixtureRequest) -> Evidence:
        """Everything measured about the hand-in."""
        hand_in: HandIn = request.node.getparent(HandIn)
        return hand_in.evidence()

    @pytest.fixture
    def model(self, evidence: Evidence, request: pytest.FixtureRequest) -> ModelSpec:
        """The submitted network; the test fails when there is none."""
        return model_of(evidence, _language_of(request))

    @pytest.fixture
    def training(self, evidence: Evidence, request: pytest.FixtureRequest) -> TrainingRun:
        """The first seeded training; the test fails when there is none."""
        return training_of(evidence, _language_of(request))

    @pytest.fixture
    def submission(self, request: pytest.FixtureRequest) -> Asker:
        """The hand-in, to be asked with `submission.call("preprocess", ...)`."""
        hand_in: HandIn = request.node.getparent(HandIn)
        return Asker(hand_in, hand_in.asking(self.executor), _language_of(request))


def _language_of(request: pytest.FixtureRequest) -> str:
    hand_in: HandIn = request.node.getparent(HandIn)
    return hand_in.assignment.language


def _written(report: GradeReport, folder: Path) -> Path:
    """Write a report, or end the session: on a full disk the next one would fail as well."""
    try:
        return write(report, folder)
    except NngraderError as problem:
        pytest.exit(str(problem), returncode=3)


def _line(report: GradeReport, path: Path) -> str:
    told = say(
        "{student}: {score:g}/{most:g} points, {status}, {path}",
        student=clean(report.student),
        score=report.score,
        most=report.max_score,
        status=report.status,
        path=_shown(path),
    )
    return voice(report.language)(told)


def _named(wanted: str | None) -> Assignment | None:
    try:
        return open_assignment(wanted) if wanted else None
    except NngraderError as problem:
        raise pytest.UsageError(str(problem)) from problem


def _language(wanted: str) -> str:
    try:
        voice(wanted or ENGLISH)
    except NngraderError as problem:
        raise pytest.UsageError(str(problem)) from problem
    return wanted


def _minimum(wanted: str | None) -> MinScore | None:
    try:
        return parse(wanted) if wanted else None
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from problem


def _require(executor: Local, level: int | None) -> None:
    try:
        executor.isolation.require(level or 0)
    except NngraderError as problem:
        raise pytest.UsageError(str(problem)) from problem


def _limits(given: list[str]) -> dict[str, Any]:
    try:
        return overrides(given)
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from problem


def _quieten(config: pytest.Config) -> None:
    """Leave the explaining to our summary, unless the user asked for pytest's own."""
    given = Counter(arg.split("=")[0] for arg in config.invocation_params.args)
    if not given["--tb"]:
        config.option.tbstyle = "no"
    if not any(arg.startswith("-r") for arg in given):
        config.option.reportchars = ""


def _hand_ins(items: list[pytest.Item]) -> Iterator[HandIn]:
    found = (item.getparent(HandIn) for item in items)
    yield from dict.fromkeys(hand_in for hand_in in found if hand_in is not None)


def _shown(path: Path) -> str:
    try:
        return spelled_out(str(path.relative_to(Path.cwd())))
    except ValueError:
        return spelled_out(str(path))
