"""What to say when the evidence for a check was never reached."""

from collections.abc import Callable

from nngrader.evidence import Evidence, ModelSpec, Preprocessed, Stage
from nngrader.grades import Verdict
from nngrader.rubric.assignment import Check

SAID: dict[Stage, str] = {
    "load": "the file could not be loaded",
    "preprocess": "`preprocess` gave nothing to look at",
    "build_model": "`build_model` gave no network to look at",
    "train": "`train` did not train the network",
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
    stopped = evidence.error
    where = f" at {stopped.place}" if stopped.place else ""
    found = f"Nothing to judge: {SAID[stage]}; it stopped with {stopped.kind}{where}."
    return Verdict(0.0, found, f"Mend the {stopped.kind} first: it comes before this criterion.")


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
