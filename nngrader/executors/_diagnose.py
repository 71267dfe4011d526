"""What a file does with Keras, and how its training goes, without any assignment.

The exam are rows that the network trains on: nothing is hidden, and nobody is graded.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from nngrader.errors import NngraderError
from nngrader.evidence import Evidence, Mishap, TrainingRun
from nngrader.executors._case import Case
from nngrader.executors._collect import Seen
from nngrader.executors._conversation import Conversation
from nngrader.executors._exam import Exam, exam, explained
from nngrader.executors._examine import evidence_of, heard, mishap_of, only_beside, trainer
from nngrader.executors._inspect import blank_of, case_of
from nngrader.executors._runs import as_probabilities, training_run
from nngrader.executors._script import FOLLOWED, read_script
from nngrader.executors._trainings import Workers
from nngrader.executors._trials import is_quick, with_trials
from nngrader.jobs import Refused, Submission
from nngrader.mishaps import grader_fault, no_network, raised
from nngrader.rubric import Training
from nngrader.submission.outline import legible
from nngrader.untrusted import clean_lines, cleaned


def diagnose(
    submission: Submission | Refused, training: Training, workers: Workers, *, train: bool
) -> Evidence | Mishap:
    """Run a file as a script and, if `train`, train its network anew and ask why it went so.

    Of `training` the limits count, and the seeds: a long training is done with the first alone.
    """
    blank = blank_of(submission, workers)
    tree = legible(submission, blank)
    if isinstance(submission, Refused) or isinstance(tree, Mishap):
        assert isinstance(tree, Mishap)  # what was refused is not legible
        return tree
    case = case_of(submission, training, workers)
    try:
        with np.errstate(all="ignore"):
            return cleaned(_diagnosed(case, blank, train=train), clean_lines)
    except NngraderError:
        raise
    except Exception as error:  # noqa: BLE001 - one file of many; the others go on
        return grader_fault(submission.name, raised(error), blank)


def _diagnosed(case: Case, known: Evidence, *, train: bool) -> Evidence | Mishap:
    said = heard(case, known)
    if isinstance(said, Mishap):
        return said
    talk, seen = said
    evidence = evidence_of(case, read_script(seen, known, None), seen, talk)
    mishap = mishap_of(case, seen, talk, evidence)
    if mishap is None and seen.chosen is None:
        return no_network(seen.no_model, evidence)
    found = _exam(seen) if seen.trainings else None
    if found is not None:
        evidence = replace(evidence, task=found.task, exam="training")
        if train:
            evidence = _trained(case, seen, evidence, found)
    return replace(mishap, captured=evidence) if mishap else evidence


def _exam(seen: Seen) -> Exam | None:
    """Take the exam from the last training of the chosen network; None where no rows were told."""
    chosen, fit = seen.chosen, seen.trainings[-1]
    keys = fit.arrays
    if chosen is None or not {"x", "y"} <= keys.keys():
        return None
    held = 0.0 if "validation_x" in keys else float(fit.arguments["validation_split"])
    return exam(seen.store[keys["x"]], seen.store[keys["y"]], chosen.spec, held)


def _trained(case: Case, seen: Seen, evidence: Evidence, found: Exam) -> Evidence:
    """Train with a seed or several, and try what would confirm the first suspicion."""
    chosen = seen.chosen
    assert chosen is not None  # the exam was taken from its training
    seen.store[FOLLOWED] = np.ascontiguousarray(found.x)
    seen.prepared, seen.code = {"x_test": FOLLOWED}, found.code
    rows = replace(case.rows, x_test=found.x, truth=found.truth)
    case = replace(case, rows=rows)
    evidence = replace(evidence, self_reported=only_beside(chosen, seen))
    evidence = replace(evidence, runs=tuple(_runs(case, seen, evidence, found)))
    return with_trials(case, seen, evidence, found)


def _runs(case: Case, seen: Seen, evidence: Evidence, found: Exam) -> Iterator[TrainingRun]:
    """Train with each seed, until one tells nothing."""
    with trainer(case, seen, evidence) as train:
        for seed in _seeds(case, evidence):
            run = _run(case, seen, evidence, found, train(seed), seed)
            if run is None:
                return
            yield run


def _seeds(case: Case, evidence: Evidence) -> tuple[int, ...]:
    seeds = case.assignment.training.seeds
    return seeds if is_quick(evidence) and not evidence.self_reported else seeds[:1]


def _run(
    case: Case, seen: Seen, evidence: Evidence, found: Exam, talk: Conversation, seed: int
) -> TrainingRun | None:
    """Read a training; what a submission's own process says of it may be malformed."""
    try:
        run = training_run(case.rows, seen, evidence, talk, seed, found.code)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        if not evidence.self_reported:  # our own process told it
            raise
        return None
    if run is None or found.task == "classes":
        return run
    told = talk.frames[-1].arrays.get("answer:test")
    share = None if told is None else explained(as_probabilities(told, evidence), found.y)
    return replace(run, accuracy=max(0.0, share or 0.0), answers=(), wrong=())
