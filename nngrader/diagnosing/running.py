"""From files to what is wrong with each, in the order given, whatever happens to one of them."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nngrader.assignments import assignment_for
from nngrader.evidence import Evidence, Mishap
from nngrader.executors import Options
from nngrader.executors.local import executor
from nngrader.findings import Finding
from nngrader.inspecting import Inspected
from nngrader.inspecting import Wanted as Looked
from nngrader.inspecting.running import Opened, Outcome, looked_at
from nngrader.jobs import Contract, Refused, Submission
from nngrader.language import ENGLISH, voice
from nngrader.limits import overrides
from nngrader.mishaps import grader_fault, raised
from nngrader.rubric import Assignment, Training
from nngrader.rules import find
from nngrader.submission.outline import Outline, outline

SEEDS = (0, 1, 2)  #: what is small is trained with all of them


class Diagnostician(Opened, Protocol):
    """Runs files and trains what they train; the executor `local` is one."""

    def diagnose(
        self, submission: Submission | Refused, training: Training, *, train: bool
    ) -> Outcome:
        """Run one file once, and train its network anew if `train`."""
        ...

    def examine(self, submission: Submission | Refused, assignment: Assignment) -> Outcome:
        """Run one hand-in that waits to be called by a grader."""
        ...


@dataclass(frozen=True, kw_only=True)
class Wanted(Looked):
    """What the command was told."""

    training: bool = True  #: train the networks anew
    language: str = ENGLISH


@dataclass(frozen=True)
class Diagnosis:
    """What was found in one file."""

    file: str  #: as it was given
    evidence: Evidence  #: as much as there was
    findings: tuple[Finding, ...]  #: most important first
    mishap: Mishap | None = None  #: None when it ran to its end

    @property
    def serious(self) -> bool:
        """Whether it was stopped, or something is wrong that matters."""
        severe = any(finding.severity in ("fatal", "major") for finding in self.findings)
        return severe or self.mishap is not None


def diagnose(
    wanted: Wanted, opening: Callable[[Options], Diagnostician] = executor
) -> Generator[Diagnosis, None, None]:
    """Run each file; raises UnknownName for a language that nobody speaks.

    Close the iterator when it is left early, as by Ctrl-C: that ends what still runs.
    """
    voice(wanted.language)
    training = Training(seeds=SEEDS, **overrides(wanted.limits))
    executing = opening(Options(jobs=wanted.jobs))

    def look(given: Submission | Refused) -> Outcome:
        found = executing.diagnose(given, training, train=wanted.training)
        assignment = _assignment(given, found)
        return executing.examine(given, assignment) if assignment else found

    for one in looked_at(wanted, executing, look):
        yield _diagnosis(one, wanted.language)


def _assignment(given: Submission | Refused, found: Outcome) -> Assignment | None:
    """Choose the assignment of a hand-in that only defines functions; None for a script."""
    silent = isinstance(found, Mishap) and found.name == "no_model"
    if not silent or isinstance(given, Refused):
        return None
    blank = Evidence(assignment="", student=given.student, classes=())
    functions = outline(given, Contract(), blank)
    if not isinstance(functions, Outline) or functions.script:
        return None
    return assignment_for(Path(given.path))


def _diagnosis(one: Inspected, language: str) -> Diagnosis:
    """Ask the rules; a fault of ours costs only this file."""
    try:
        found = find(one.evidence, language=language)
    except Exception as error:  # noqa: BLE001 - the others go on
        fault = grader_fault(Path(one.file).name, raised(error), one.evidence)
        return Diagnosis(one.file, one.evidence, (), fault)
    return Diagnosis(one.file, one.evidence, found, one.mishap)
