"""What to say when the evidence for a check was never reached."""

from collections.abc import Callable

from nngrader.evidence import Evidence, ModelSpec, Preprocessed, Stage, StageError
from nngrader.grades import Verdict
from nngrader.language import Text, placed, say
from nngrader.rubric.assignment import Check

SAID: dict[Stage, Text] = {
    "load": say("the file could not be loaded"),
    "preprocess": say("`preprocess` gave nothing to look at"),
    "build_model": say("`build_model` gave no network to look at"),
    "train": say("no `fit` came to its end in `train`"),
}
SAID_OF_SCRIPT: dict[Stage, Text] = {
    "load": say("the script could not be run"),
    "preprocess": say("no rows reached a `fit`"),
    "build_model": say("the script made no network to look at"),
    "train": say("no `fit` came to its end"),
}
NOTHING = say("Nothing to judge: {why}.")
PREPARE_PLAINLY = say(
    "The grader repeats on the exam's rows what the script does with its own. Is there a step that "
    "does not treat every row alike? A function `preprocess`, as in the starter file, can do anything."
)


def nothing_from(stage: Stage, evidence: Evidence) -> Verdict:
    """Earn nothing, and say which function to write or mend first."""
    if stage in evidence.unfinished:
        return _blank(stage, evidence)
    if evidence.unasked and stage == "train":
        found = say("The exam could not be asked: {why}.", why=evidence.unasked)
        return Verdict(0.0, found, PREPARE_PLAINLY)
    if evidence.unasked and stage == "preprocess":
        return Verdict(0.0, _nothing(evidence.unasked), PREPARE_PLAINLY)
    if evidence.error is None:
        return Verdict(0.0, _nothing(_lacking(stage, evidence)))
    return Verdict(0.0, _stopped(evidence.error, stage, evidence), _mend_first(evidence.error))


def _blank(stage: Stage, evidence: Evidence) -> Verdict:
    place = evidence.blanks.get(stage)
    where = say(" ({place})", place=placed(place)) if place else ""
    found = say("`{stage}` still holds its blank{where}.", stage=stage, where=where)
    return Verdict(0.0, found, say("Fill in `{stage}` and run the grader again.", stage=stage))


def _nothing(why: Text | str) -> Text:
    return say(NOTHING.english, why=why)


def _lacking(stage: Stage, evidence: Evidence) -> Text:
    if evidence.script and stage == "preprocess" and evidence.fits:
        return say("the rows that reached `fit` cannot be looked at")
    return (SAID_OF_SCRIPT if evidence.script else SAID)[stage]


def _stopped(error: StageError, stage: Stage, evidence: Evidence) -> Text:
    """Say what stopped where: often it is a function that was called earlier."""
    if error.kind == "ContractBroken":
        return _nothing(error.message)
    return say(
        "Nothing to judge: {lacking}; {who} stopped with {kind}{where}.",
        lacking=_lacking(stage, evidence),
        who=_who(error, stage, evidence),
        kind=error.kind,
        where=say(" at {place}", place=placed(error.place)) if error.place else "",
    )


def _who(error: StageError, stage: Stage, evidence: Evidence) -> Text:
    if evidence.script:
        return say("the script")
    return say("it") if error.stage == stage else _named(error.stage)


def _named(stage: Stage) -> Text:
    return say("loading the file") if stage == "load" else say("`{stage}`", stage=stage)


def _mend_first(error: StageError) -> Text:
    broken = error.kind == "ContractBroken"
    what = _named(error.stage) if broken else say("the {kind}", kind=error.kind)
    return say("Mend {what} first: it comes before this criterion.", what=what)


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
