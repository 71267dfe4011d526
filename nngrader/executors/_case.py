"""One submission under examination, and what is asked of its children."""

from dataclasses import dataclass

import numpy as np

from nngrader.executors._collect import Seen
from nngrader.executors._conversation import Conversation
from nngrader.executors._replay import replays
from nngrader.executors._runs import grid
from nngrader.executors._script import Asked, script_request
from nngrader.executors._trainings import Plan, Workers
from nngrader.jobs import Array, Rows, Submission
from nngrader.rubric import Assignment
from nngrader.wire import Frame

MOST_EPOCHS = 200_000  #: where an assignment names no most: a history must fit into a report


@dataclass(frozen=True, eq=False)
class Case:
    """One submission under examination."""

    submission: Submission
    assignment: Assignment
    rows: Rows
    workers: Workers
    script: bool = False  #: it has no functions to be called
    sample: int = 0  #: rows of a script's arrays that are looked at; 0 for all

    def ask_student(self, *, shorten: bool, seed: int, asked: Asked = (0, None)) -> Conversation:
        """Run the submission's own code in a child; of a script, `asked` is put to its network."""
        training = self.assignment.training
        if self.script:
            request = script_request(
                self.submission, self.rows, asked, shorten=shorten, seed=seed, sample=self.sample
            )
        else:
            request = _student_request(self, shorten=shorten, seed=seed)
        limits = training.code_limits if shorten else training.limits
        return self.workers.converse(request, limits)


def _student_request(case: Case, *, shorten: bool, seed: int) -> Frame:
    rows, shown = case.rows, case.rows.rehearsal
    probe = np.concatenate([rows.x_train[list(shown)], rows.x_test[len(shown) :][::-1]])
    body = {
        "code": case.submission.code,
        "name": case.submission.name,
        "functions": list(case.assignment.contract.functions),
        "shorten": shorten,
        "seed": seed,
        "serves": rows.serves,
    }
    arrays = {
        "x_train": rows.x_train,
        "y_train": rows.y_train,
        "x_test": rows.x_test,
        "x_probe": probe,
        "rehearsal": np.array([len(shown)]),
    }
    return Frame("student", body, arrays)


def asked_of(seen: Seen) -> dict[str, Array]:
    """Gather what the trained network is asked, and the rows that it is trained on."""
    fits = seen.trainings
    keys = {key for fit in fits for key in fit.arrays.values()}
    arrays = {key: seen.store[key] for key in sorted(keys)}
    arrays["ask:test"] = seen.store[seen.prepared["x_test"]]
    square = grid(seen.store[fits[-1].arrays["x"]])
    return arrays if square is None else {**arrays, "ask:surface": square}


def plan_of(case: Case, seen: Seen, arrays: dict[str, Array]) -> Plan:
    """Say what a neutral child is to train; without arrays it only describes the network."""
    chosen = seen.chosen
    assert chosen is not None  # every fit tells its model first
    training = case.assignment.training
    limit = {
        "seconds": training.limit_s,
        "epochs": min(training.epochs or MOST_EPOCHS, MOST_EPOCHS),
    }
    fits = replays(seen.trainings, chosen.blueprint) if arrays else []
    body = {"blueprint": chosen.blueprint, "fits": fits, "limit": limit}
    measured = {k: spec for k, spec in seen.specs.items() if arrays.get(k) is seen.store[k]}
    digests = {key: spec.digest for key, spec in measured.items()}
    return Plan(Frame("train", body, arrays), len(training.seeds), training.limits, digests)
