"""What to say when the evidence for a check was never reached."""

from collections.abc import Callable

from nngrader.evidence import Evidence, ModelSpec, Preprocessed, Stage, StageError
from nngrader.grades import Verdict
from nngrader.rubric.assignment import Check

SAID: dict[Stage, str] = {
    "load": "the file could not be loaded",
    "preprocess": "`preprocess` gave nothing to look at",
    "build_model": "`build_model` gave no network to look at",
    "train": "no `fit` came to its end in `train`",
}


def nothing_from(stage: Stage, evidence: Evidence) -> Verdict:
    """Earn nothing, and say which function to write or mend first."""
    if stage in evidence.unfinished:
        place = evidence.blanks.get(stage)
        where = f" ({place})" if place else ""
        found = f"`{stage}` still holds its blank{where}."
        return Verdict(0.0, found, f"Fill in `{stage}` and run the grader again.")
    if evidence.error is None:
        return Verdict(0.0, f"Nothing to judge: {SAID[stage]}.")
    return Verdict(0.0, _stopped(evidence.error, stage), _mend_first(evidence.error))


def _stopped(error: StageError, stage: Stage) -> str:
    """Say what stopped where: often it is a function that was called earlier."""
    if error.kind == "ContractBroken":
        return f"Nothing to judge: {error.message}."
    where = f" at {error.place}" if error.place else ""
    who = "it" if error.stage == stage else _named(error.stage)
    return f"Nothing to judge: {SAID[stage]}; {who} stopped with {error.kind}{where}."


def _named(stage: Stage) -> str:
    return "loading the file" if stage == "load" else f"`{stage}`"


def _mend_first(error: StageError) -> str:
    what = _named(error.stage) if error.kind == "ContractBroken" else f"the {error.kind}"
    return f"Mend {what} first: it comes before this criterion."


def of_model(judge: Callable[[ModelSpec], Verdict]) -> Check:
    """Make a check of a judgement about the network."""

    def check(evidence: Evidence) -> Verdict:
        if evidence.model is None:
            return nothing_from("build_model", evidence)
        return judge(evidence.model)

    return check


def of_data(judge: Callable[[Preprocessed, Evidence], Verdict]) -> Check:
    """Make a check of a judgement about the prepared rows."""

    def check(evidence: Evidence) -> Verdict:
        if evidence.preprocessed is None:
            return nothing_from("preprocess", evidence)
        return judge(evidence.preprocessed, evidence)

    return check
