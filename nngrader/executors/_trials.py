"""Trying what would confirm a suspicion: a short training with one thing changed."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from nngrader.answers import named
from nngrader.evidence import Evidence, TrainingRun, Trial
from nngrader.executors._case import Case, asked_of, plan_of
from nngrader.executors._collect import Seen, curves
from nngrader.executors._conversation import Conversation
from nngrader.executors._exam import Exam, explained
from nngrader.executors._runs import as_probabilities
from nngrader.executors._trainings import Plan, Trainings
from nngrader.findings import Finding
from nngrader.jobs import Array
from nngrader.rules import CONSEQUENCES, find, rule_named, trial_of
from nngrader.trials import Change, Replay, change_named
from nngrader.wire import Frame

MOST = 4  #: suspicions about a quick training that are tried; each costs a training
FEW = 2  #: of those about a longer one
QUICK = 200_000  #: rows times epochs; a training of so few takes seconds
SMALL = 1_000_000  #: parameters of a network that is quick to train
OTHER_SEEDS = "other-seeds"
SERIOUS = ("fatal", "major")


def with_trials(case: Case, seen: Seen, evidence: Evidence, exam: Exam) -> Evidence:
    """Try the suspicions in their order, until a cause is certain."""
    if not evidence.runs or evidence.self_reported:
        return evidence
    trials: list[Trial] = []
    for finding in suspicions(evidence):
        trial = _tried(case, seen, evidence, exam, finding)
        trials += [trial] if trial else []
        if len(trials) == (MOST if is_quick(evidence) else FEW) or (trial and trial.confirms):
            break
    return replace(evidence, trials=tuple(trials))


def is_quick(evidence: Evidence) -> bool:
    """Say whether the trainings are short enough to be repeated; the same on every machine."""
    asked = (fit.epochs * fit.repeated * (fit.x.shape or (1,))[0] for fit in evidence.fits)
    parameters = evidence.model.parameters if evidence.model else 0
    return sum(asked) <= QUICK and parameters <= SMALL


def suspicions(evidence: Evidence) -> list[Finding]:
    """List what a trial can confirm, in the order of diagnosis, up to the first serious cause."""
    found = sorted(find(evidence), key=_order)
    facts = [one for one in found if one.severity in SERIOUS and not _trial_of(one)]
    first = min((order for one in facts if (order := _order(one)) < CONSEQUENCES), default=None)
    tried = (one for one in found if _trial_of(one) and one.severity != "info")
    return [one for one in tried if first is None or _order(one) < first]


def _order(finding: Finding) -> int:
    return rule_named(finding.rule).ORDER


def _trial_of(finding: Finding) -> str:
    return trial_of(rule_named(finding.rule))


@dataclass(frozen=True, eq=False)
class _Outcome:
    """How a training with a change went."""

    frame: Frame
    reaches: float


def _tried(
    case: Case, seen: Seen, evidence: Evidence, exam: Exam, finding: Finding
) -> Trial | None:
    """Train with the change that the rule asks for; None where there is nothing to change."""
    name = _trial_of(finding)
    change, first = change_named(name), evidence.runs[0]
    if name == OTHER_SEEDS:
        return _among_seeds(change, evidence, finding)
    plan = plan_of(case, seen, asked_of(seen))
    replay = change.changed(_replay(plan, exam))
    if replay is None:
        return None
    with Trainings(_planned(plan, replay), case.workers) as trainings:
        outcome = _outcome(trainings.run(first.seed), replay.labels, evidence, exam)
    if outcome is None:
        return None
    return _trial(finding, first, change, outcome, exam)


def _replay(plan: Plan, exam: Exam) -> Replay:
    body = plan.request.body
    return Replay(body["blueprint"], tuple(body["fits"]), plan.request.arrays, exam.y)


def _planned(plan: Plan, replay: Replay) -> Plan:
    body = plan.request.body | {"blueprint": replay.blueprint, "fits": list(replay.fits)}
    request = Frame(plan.request.kind, body, replay.arrays)
    return Plan(request, 1, plan.limits, {})


def _outcome(talk: Conversation, labels: Array, evidence: Evidence, exam: Exam) -> _Outcome | None:
    told = next((frame for frame in reversed(talk.frames) if frame.kind == "run"), None)
    answers = None if told is None else told.arrays.get("answer:test")
    if told is None or answers is None or len(answers) != len(labels):
        return None
    return _Outcome(told, _measured(as_probabilities(answers, evidence), labels, exam))


def _measured(answers: Array, labels: Array, exam: Exam) -> float:
    """Measure accuracy, or the share of variance explained, as for the exam."""
    if exam.task == "numbers":
        return max(0.0, explained(answers, labels) or 0.0)
    flat = labels.reshape(len(labels), -1)
    written = flat.argmax(axis=1) if flat.shape[1] > 1 else flat[:, 0]
    index = {code: number for number, code in enumerate(exam.code.codes)}
    truth = np.array([index[float(value)] for value in written])
    return round(float(np.mean(named(answers, exam.code)[0] == truth)), 6)


def _trial(
    finding: Finding, first: TrainingRun, change: Change, outcome: _Outcome, exam: Exam
) -> Trial:
    return Trial(
        change=_trial_of(finding),
        rule=finding.rule,
        seed=first.seed,
        epochs=int(outcome.frame.body["epochs"]),
        before=first.history,
        after=curves(outcome.frame),
        reached=first.accuracy,
        reaches=outcome.reaches,
        confirms=change.confirms(*_skills(exam, first.accuracy, outcome.reaches)),
    )


def _skills(exam: Exam, *outcomes: float) -> tuple[float, ...]:
    """Measure outcomes from 0, for always guessing the same, to 1, for no mistake."""
    counts = Counter(exam.truth) if exam.task == "classes" else {}
    guess = max(counts.values(), default=0) / max(1, len(exam.truth))
    return tuple(max(0.0, (one - guess) / (1 - guess)) if guess < 1 else 0.0 for one in outcomes)


def _among_seeds(change: Change, evidence: Evidence, finding: Finding) -> Trial | None:
    """Take the runs that there are for the trial: they differ in nothing but the seed."""
    if len(evidence.runs) < 2:
        return None
    worst, best = (pick(evidence.runs, key=lambda run: run.accuracy) for pick in (min, max))
    return Trial(
        change=OTHER_SEEDS,
        rule=finding.rule,
        seed=best.seed,
        epochs=best.epochs,
        before=worst.history,
        after=best.history,
        reached=worst.accuracy,
        reaches=best.accuracy,
        confirms=change.confirms(worst.accuracy, best.accuracy),
    )
