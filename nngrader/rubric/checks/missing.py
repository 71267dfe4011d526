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
SAID_OF_SCRIPT: dict[Stage, str] = {
    "load": "the script could not be run",
    "preprocess": "no rows reached a `fit`",
    "build_model": "the script made no network to look at",
    "train": "no `fit` came to its end",
}
PREPARE_PLAINLY = (
    "The grader repeats on the exam's rows what the script does with its own. Is there a step that "
    "does not treat every row alike? A function `preprocess`, as in the starter file, can do anything."
)


def nothing_from(stage: Stage, evidence: Evidence) -> Verdict:
    """Earn nothing, and say which function to write or mend first."""
    if stage in evidence.unfinished:
        place = evidence.blanks.get(stage)
        where = f" ({place})" if place else ""
        found = f"`{stage}` still holds its blank{where}."
        return Verdict(0.0, found, f"Fill in `{stage}` and run the grader again.")
    if evidence.unasked and stage == "train":
        return Verdict(0.0, f"The exam could not be asked: {evidence.unasked}.", PREPARE_PLAINLY)
    if evidence.unasked and stage == "preprocess":
        return Verdict(0.0, f"Nothing to judge: {evidence.unasked}.", PREPARE_PLAINLY)
    if evidence.error is None:
        return Verdict(0.0, f"Nothing to judge: {_lacking(stage, evidence)}.")
    return Verdict(0.0, _stopped(evidence.error, stage, evidence), _mend_first(evidence.error))


def _lacking(stage: Stage, evidence: Evidence) -> str:
    if evidence.script and stage == "preprocess" and evidence.fits:
        return "the rows that reached `fit` cannot be looked at"
    return (SAID_OF_SCRIPT if evidence.script else SAID)[stage]


def _stopped(error: StageError, stage: Stage, evidence: Evidence) -> str:
    """Say what stopped where: often it is a function that was called earlier."""
    if error.kind == "ContractBroken":
        return f"Nothing to judge: {error.message}."
    where = f" at {error.place}" if error.place else ""
    return (
        f"Nothing to judge: {_lacking(stage, evidence)}; "
        f"{_who(error, stage, evidence)} stopped with {error.kind}{where}."
    )


def _who(error: StageError, stage: Stage, evidence: Evidence) -> str:
    if evidence.script:
        return "the script"
    return "it" if error.stage == stage else _named(error.stage)


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
