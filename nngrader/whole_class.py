"""`nngrader batch`: from what a teacher has to what a teacher opens."""

import json
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from secrets import token_hex
from statistics import fmean, median

import nngrader
from nngrader.assignments import open_assignment
from nngrader.batch import Batch, Graded, run
from nngrader.class_files import depends_on_class, write_class, write_reports, write_similar
from nngrader.errors import NngraderError
from nngrader.executors import Executor, Options, open_executor
from nngrader.files import make_folder
from nngrader.gradebook import open_gradebook, without_password
from nngrader.intake import take_in
from nngrader.limits import overrides
from nngrader.out_folder import OutFolder, Settings, address
from nngrader.progress import Shown
from nngrader.provenance import named_by
from nngrader.results import Attempt, Results
from nngrader.rubric import Assignment
from nngrader.similarity import Similar, compare
from nngrader.untrusted import clean, spelled_out
from nngrader.wording import counted, duration, points


class WrongFolder(NngraderError):
    """OUT cannot be used for this batch."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command was told."""

    submissions: Path
    assignment: str
    out: Path
    roster: Path | None = None
    jobs: int | None = None  #: None for as many as there are processors
    resume: bool = False
    executor: str = "local"
    scheduler: str = ""
    gradebook: str = ""  #: URL; empty for a file in the folder
    level: int = 1  #: of isolation, at least
    limits: tuple[str, ...] = ()
    language: str = ""  #: empty for the assignment's


@dataclass(frozen=True)
class Ended:
    """How a batch ended."""

    lines: tuple[str, ...]  #: for people
    graded: Graded
    out: Path
    took_s: float

    @property
    def exit_code(self) -> int:
        """0 when everything has its result, 1 when the grader failed on some, 130 for Ctrl-C."""
        return 130 if self.graded.interrupted else int(self.graded.faults > 0)

    def as_json(self) -> str:
        """Write the last line for machines."""
        told = {**asdict(self.graded), "out": str(self.out), "seconds": round(self.took_s, 1)}
        return json.dumps(
            {"event": "ended", **told, "summary": [clean(line) for line in self.lines]}
        )


Opening = Callable[[str, Options], Executor]


def grade_class(wanted: Wanted, show: Shown, opening: Opening = open_executor) -> Ended:
    """Grade a whole class; raises what stops it, after keeping what is finished."""
    assignment = _assignment(wanted)
    out = OutFolder(wanted.out.resolve())
    refuse_wrong_folder(out, wanted.submissions.resolve(), assignment)
    intake = take_in(wanted.submissions, assignment, wanted.roster)
    settings = _settings(wanted, out, assignment)
    work = Batch(
        assignment=assignment,
        intake=intake,
        out=out,
        limits=wanted.limits,
        course=settings.course,
        resume=wanted.resume,
    )
    with _ended_as_by_ctrl_c():
        begun = time.monotonic()
        graded, results = _graded(wanted, work, settings, show, opening)
        return _told(work, settings, graded, results, time.monotonic() - begun)


def _assignment(wanted: Wanted) -> Assignment:
    found = open_assignment(wanted.assignment)
    return found.limited(overrides(wanted.limits)).speaking(wanted.language)


def _graded(
    wanted: Wanted, work: Batch, settings: Settings, show: Shown, opening: Opening
) -> tuple[Graded, Results]:
    """Run everything; no child lives on when this ends."""
    with opening(wanted.executor, _options(wanted)) as executor:
        executor.isolation.require(wanted.level)
        show.note(f"nngrader {nngrader.__version__}: {executor.isolation}")
        executor.warm_up()
        make_folder(work.out.path)
        with open_gradebook(address(wanted.gradebook, settings, work.out)) as book:
            work.out.begin(settings)
            if book.notice:
                show.note(book.notice)
            graded = run(work, executor, book, show)
            return graded, book.results(work.assignment.name)


def _told(
    work: Batch, settings: Settings, graded: Graded, results: Results, took_s: float
) -> Ended:
    """Write everything that needs the whole class, and say how it did."""
    whole = not graded.interrupted  # who pressed Ctrl-C waits for no comparing
    lost = write_reports(work.assignment, work.out, results, depends_on_class)
    similar = write_similar(work.assignment, work.out, results) if whole else compare((), ())
    alike = bool(similar.pairs or similar.groups)
    settings = replace(settings, took_s=round(took_s, 1), alike=alike)
    work.out.begin(settings)
    write_class(work.out, results, settings)
    lines = (*_how_far(graded, took_s), *summary(results, similar, work.out), *lost)
    return Ended(lines, graded, work.out.path, took_s)


def _options(wanted: Wanted) -> Options:
    return Options(jobs=wanted.jobs, scheduler=wanted.scheduler or None)


def _settings(wanted: Wanted, out: OutFolder, assignment: Assignment) -> Settings:
    """Note what was told now; where nothing was, what was told before still holds."""
    before = out.settings() if out.is_begun() else None
    named = without_password(wanted.gradebook) if wanted.gradebook else ""
    return Settings(
        assignment=assignment.name,
        opened=named_by(assignment),
        gradebook=named or (before.gradebook if before else ""),
        limits=wanted.limits,
        language=wanted.language,
        level=wanted.level,
        course=(before.course if before else "") or token_hex(8),
        submissions=str(wanted.submissions.absolute()),
    )


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """End as at Ctrl-C when the system asks: workers ended, finished hand-ins kept."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _how_far(graded: Graded, took_s: float) -> Iterator[str]:
    done = counted(graded.done, "hand-in", "hand-ins")
    known = f", {graded.known} of them known from before" if graded.known else ""
    if graded.interrupted:
        yield (
            f"Stopped after {duration(took_s)}: {done} of {graded.found} are graded and kept{known}. "
            "The same command with --resume grades the rest."
        )
    else:
        yield f"{done} graded in {duration(took_s)}{known}."
    if graded.faults:
        yield (
            f"On {counted(graded.faults, 'hand-in', 'hand-ins')} the grader itself failed; "
            "--resume tries them again."
        )


def summary(results: Results, similar: Similar, out: OutFolder) -> Iterator[str]:
    """Say how the class did and where to look."""
    finals = [r.standing.final for r in results.results if r.standing is not None]
    if finals:
        full = sum(final >= results.max_score for final in finals)
        yield (
            f"{counted(len(finals), 'student', 'students')}: mean {points(round(fmean(finals), 2))} "
            f"of {points(results.max_score)} points, median {points(round(median(finals), 2))}; "
            f"{full} with full points."
        )
    yield from _in_doubt(results, similar)
    shown = spelled_out(str(_short(out.path)))
    yield f"Class:     {shown}/{out.class_page.name}"
    yield f"Gradebook: {shown}/{out.table.name}"
    yield f"Reports:   {shown}/{out.reports.name}/"


def _in_doubt(results: Results, similar: Similar) -> Iterator[str]:
    """Count what a teacher should look at."""
    stopped = Counter(r.status for r in results.results if r.status != "graded")
    if stopped:
        told = ", ".join(f"{name} {count}" for name, count in sorted(stopped.items()))
        yield f"Not graded to the end: {told}."
    flagged = sum(bool(r.attempt and r.attempt.flags) for r in results.results)
    if flagged:
        yield f"Look at {counted(flagged, 'hand-in', 'hand-ins')} with flags on the page of the class."
    former = sum(_by_former_rubric(a, results) for r in results.results for a in r.attempts)
    if former:
        attempts = counted(former, "attempt keeps", "attempts keep")
        yield f"{attempts} the points of a former rubric; `nngrader rescore` judges them again."
    if similar.pairs:
        pairs = counted(len(similar.pairs), "pair of hand-ins is", "pairs of hand-ins are")
        yield f"{pairs} alike: similar.html shows them side by side."


def _by_former_rubric(attempt: Attempt, results: Results) -> bool:
    """Whether an attempt, of an earlier download, was judged by other sentences or points."""
    asked = [(column.title, column.max_points) for column in results.criteria]
    return [(c.title, c.max_points) for c in attempt.criteria] != asked


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def refuse_wrong_folder(out: OutFolder, submissions: Path, assignment: Assignment) -> None:
    """Refuse to write among the hand-ins, or into the folder of another assignment."""
    if submissions in (out.path, *out.path.parents):
        problem = (
            f"--out {spelled_out(str(out.path))} lies among the hand-ins, where the next batch "
            "would take reports for hand-ins. Name a folder outside."
        )
        raise WrongFolder(problem)
    if out.is_begun() and (held := out.settings().assignment) != assignment.name:
        problem = (
            f"--out {spelled_out(str(out.path))} holds a batch of {held!r}, not of "
            f"{assignment.name!r}. Name another folder."
        )
        raise WrongFolder(problem)
