"""Measuring how surely an assignment's accuracy tells its solution from its mutants."""

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from nngrader.assignments import built_in_folder, open_assignment
from nngrader.calibration import Rule, Sample
from nngrader.calibration_report import Calibration, in_short
from nngrader.errors import NngraderError, UnknownName, WorkerFault
from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grades import Verdict
from nngrader.grading import AsksForSeeds, asking_for_seeds
from nngrader.rubric import Assignment, Criterion, worth
from nngrader.submission import read
from nngrader.verifying import expectations, hand_ins_of

Examine = Callable[[Path, Assignment], Evidence | Mishap]


class NotCalibrated(NngraderError):
    """A rubric that does not ask for accuracy exactly once."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command was asked for."""

    assignment: str  #: name or folder
    runs: int  #: trainings per file, with the seeds from 0 on; at least 1
    solutions: Path | None = None  #: solutions/ASSIGNMENT when None
    only: tuple[str, ...] = ()  #: mutants to train; all when empty

    @property
    def command(self) -> str:
        """The command line that asks for the same."""
        named = ["--solutions", str(self.solutions)] if self.solutions else []
        chosen = [part for name in self.only for part in ("--only", name)]
        words = ["calibrate", self.assignment, "--runs", str(self.runs), *named, *chosen]
        return shlex.join(["nngrader", *words])


@dataclass(frozen=True)
class Plan:
    """What will be trained, and what it is measured by."""

    wanted: Wanted
    assignment: Assignment
    rule: Rule
    files: tuple[tuple[Path, bool], ...]  #: path, and whether it must pass; the solution first


@dataclass(frozen=True)
class Trained:
    """What the trainings of one file gave."""

    name: str
    sample: Sample | None  #: None when it cannot be trained
    reason: str = ""  #: why not
    versions: dict[str, str] = field(default_factory=dict)

    def told(self, rule: Rule) -> str:
        """Tell it in a line."""
        if self.sample is None:
            return f"{self.name}: cannot be trained: {self.reason}"
        return in_short(self.sample, rule)


@dataclass(frozen=True)
class EverySeed:
    """A check that is never decided, so that every seed is trained."""

    at_least: float = 1.0

    def __call__(self, evidence: Evidence) -> Verdict:
        """Judge nothing."""
        return Verdict(1.0, f"{len(evidence.runs)} runs.")

    def is_open(self, evidence: Evidence) -> bool:  # noqa: ARG002 - AsksForSeeds passes it
        """Ask for another seed, always."""
        return True


def plan(wanted: Wanted) -> Plan:
    """Choose what to train: the solution, and the mutants that must lose the accuracy.

    Raises UnknownName for a name in `only` that is none of them, NotCalibrated for a rubric
    without one accuracy, and what `verify` raises for files and expectations that do not match.
    """
    assignment = open_assignment(wanted.assignment)
    criterion, check = _accuracy(assignment)
    folder = wanted.solutions or built_in_folder().parent / "solutions" / assignment.name
    expected = expectations(folder)
    files = {name: path for path, name in reversed(hand_ins_of(folder, assignment, expected))}
    solution = files.pop(assignment.hand_in, None)
    if solution is None:
        problem = f"{folder} holds no {assignment.hand_in}.py or .ipynb to set the mutants against."
        raise NotCalibrated(problem)
    mutants = sorted(name for name in files if criterion.title in expected[name].loses)
    chosen = _chosen(wanted, assignment.hand_in, mutants)
    rule = Rule(
        at_least=check.at_least,
        on_seeds=getattr(check, "on_seeds", 1),
        seeds=len(assignment.training.seeds),
    )
    faulty = tuple((files[name], False) for name in chosen)
    return Plan(wanted, assignment, rule, ((solution, True), *faulty))


def _accuracy(assignment: Assignment) -> tuple[Criterion, AsksForSeeds]:
    found = [(c, check) for c in assignment.rubric for check in asking_for_seeds(c.check)]
    if len(found) != 1:
        problem = (
            f"{assignment.title!r} asks for accuracy {len(found)} times; "
            "a threshold can be calibrated where it is asked for once."
        )
        raise NotCalibrated(problem)
    return found[0]


def _chosen(wanted: Wanted, solution: str, mutants: list[str]) -> list[str]:
    unknown = sorted({*wanted.only} - {solution, *mutants})
    if unknown:
        room = f"The calibration of {wanted.assignment}"
        raise UnknownName(room, unknown[0], [solution, *mutants])
    return [name for name in mutants if name in wanted.only or not wanted.only]


def calibrate(planned: Plan) -> Iterator[Trained]:
    """Train each file with all seeds, one after another; raises WorkerFault without TensorFlow."""
    with Local() as executor:
        yield from trained(
            planned, lambda path, assignment: executor.examine(read(path), assignment)
        )


def trained(planned: Plan, examine: Examine) -> Iterator[Trained]:
    """Do the same with another way to examine a file."""
    assignment = _asking_every_seed(planned.assignment, planned.wanted.runs)
    rows = len(assignment.dataset.load().truth)
    for path, correct in planned.files:
        outcome = examine(path, assignment)
        found = accuracies(outcome, planned.wanted.runs)
        if isinstance(found, str):
            yield Trained(path.stem, None, found)
        else:
            right = tuple(round(accuracy * rows) for accuracy in found)
            sample = Sample(path.stem, correct, rows, right)
            yield Trained(path.stem, sample, versions=_evidence(outcome).versions)


def _asking_every_seed(assignment: Assignment, runs: int) -> Assignment:
    criterion = worth(1, "Every seed is trained", EverySeed())
    training = replace(assignment.training, seeds=tuple(range(runs)))
    return replace(assignment, rubric=(criterion,), training=training)


def accuracies(outcome: Evidence | Mishap, runs: int) -> tuple[float, ...] | str:
    """Read the accuracy of each of `runs` trainings, 0..1, or why there are not that many.

    Raises WorkerFault for a fault of the grader: what it hides must not be left out of the count.
    """
    if isinstance(outcome, Mishap) and outcome.name == "grader_fault":
        raise WorkerFault(outcome.message)
    if isinstance(outcome, Mishap):
        return " ".join(outcome.message.split())
    failed = next((run.error for run in outcome.runs if run.error), "")
    if failed or len(outcome.runs) < runs:
        done = f"{len(outcome.runs)} of {runs} trainings took place"
        return " ".join(f"{done}. {failed}".split())
    return tuple(run.accuracy for run in outcome.runs)


def _evidence(outcome: Evidence | Mishap) -> Evidence:
    return outcome.captured if isinstance(outcome, Mishap) else outcome


def concluded(planned: Plan, series: Iterable[Trained]) -> Calibration:
    """Put together what the document tells."""
    rows = planned.assignment.dataset.load()
    found = tuple(series)
    return Calibration(
        title=planned.assignment.title,
        command=planned.wanted.command,
        rule=planned.rule,
        source=rows.source,
        rows=len(rows.truth),
        stand_in=rows.stand_in,
        versions=next((one.versions for one in found if one.versions), {}),
        samples=tuple(one.sample for one in found if one.sample),
        untrained=tuple((one.name, one.reason) for one in found if one.sample is None),
    )
