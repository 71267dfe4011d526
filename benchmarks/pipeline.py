"""Sends hand-ins through the whole grader, twice with one memory. Runs in a process of its own."""

import os
import time
from dataclasses import dataclass

import psutil

from benchmarks.children import reply
from benchmarks.hand_ins import hand_in
from benchmarks.tasks import Data
from nngrader.assignments import open_assignment
from nngrader.evidence import Mishap
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Submission
from nngrader.reports import json
from nngrader.rubric import Assignment


@dataclass(frozen=True)
class Class:
    """How many hand-ins of which assignment."""

    data: Data
    count: int


@dataclass(frozen=True)
class Graded:
    """What one hand-in took from its text to its JSON."""

    wall: float  #: seconds on the clock
    cpu: float  #: seconds of all our processes together, in steps of 0.01
    runs: int
    remembered: int  #: runs that were not trained again
    bare: float  #: seconds of training alone, of all runs that were trained
    full: bool


@dataclass(frozen=True)
class Passes:
    """The same hand-ins with an empty memory, and again."""

    cold: list[Graded]
    again: list[Graded]


def measure(wanted: Class) -> Passes:
    """Grade everything twice; the second time with new workers and the memory of the first."""
    return Passes(_pass(wanted), _pass(wanted))


def _pass(wanted: Class) -> list[Graded]:
    assignment = open_assignment(wanted.data)
    with Local() as local:
        return [
            _graded(local, assignment, hand_in(wanted.data, number))
            for number in range(wanted.count)
        ]


def _graded(local: Local, assignment: Assignment, submission: Submission) -> Graded:
    wall, cpu = time.monotonic(), _cpu()
    outcome = local.examine(submission, assignment)
    report = grade(assignment, outcome, "")
    json.render(report)
    wall, cpu = time.monotonic() - wall, _cpu() - cpu
    assert not isinstance(outcome, Mishap), outcome.message
    runs = outcome.runs
    return Graded(
        wall,
        cpu,
        runs=len(runs),
        remembered=sum(run.remembered for run in runs),
        bare=sum(run.seconds for run in runs if not run.remembered),
        full=report.full,
    )


def _cpu() -> float:
    """Add up ours, the zygote's, and that of the zygote's children that have ended."""
    zygotes = [child.cpu_times() for child in psutil.Process(os.getpid()).children()]
    theirs = (t.user + t.system + t.children_user + t.children_system for t in zygotes)
    return time.process_time() + sum(theirs)


def main() -> None:
    """Answer `ask`."""
    reply(measure, Class)
