"""What is said when the evidence was never reached."""

import pytest

from nngrader.evidence import Place, Stage, StageError
from nngrader.grades import Verdict
from nngrader.rubric.checks import hidden_layers, labels_encoded, loss_fits_labels
from nngrader.rubric.checks.missing import PREPARE_PLAINLY, SAID, nothing_from
from tests import builders
from tests.builders import english


def test_a_blank_is_told_with_its_place() -> None:
    assert english(nothing_from("train", builders.untouched())) == Verdict(
        0.0,
        "`train` still holds its blank (line 33).",
        "Fill in `train` and run the grader again.",
    )


def test_a_blank_without_a_place_is_told_too() -> None:
    found = nothing_from("train", builders.untouched(blanks={}))

    assert english(found).because == "`train` still holds its blank."


@pytest.mark.parametrize("stage", list(SAID))
def test_a_stage_that_gave_nothing_is_told(stage: Stage) -> None:
    assert english(nothing_from(stage, builders.evidence())) == Verdict(
        0.0, f"Nothing to judge: {SAID[stage]}."
    )


@pytest.mark.parametrize(("place", "where"), [(Place(7, cell=3), " at cell 3, line 7"), (None, "")])
def test_an_error_is_told_with_its_place(place: Place | None, where: str) -> None:
    seen = builders.evidence(error=StageError("preprocess", "ValueError", "no", place))

    assert english(nothing_from("preprocess", seen)) == Verdict(
        0.0,
        "Nothing to judge: `preprocess` gave nothing to look at; "
        f"it stopped with ValueError{where}.",
        "Mend the ValueError first: it comes before this criterion.",
    )


@pytest.mark.parametrize(
    ("stage", "who"), [("load", "loading the file"), ("build_model", "`build_model`")]
)
def test_an_error_of_an_earlier_stage_is_not_laid_on_this_one(stage: Stage, who: str) -> None:
    seen = builders.evidence(error=StageError(stage, "NameError", "no", Place(8)))

    assert english(nothing_from("train", seen)).because == (
        "Nothing to judge: no `fit` came to its end in `train`; "
        f"{who} stopped with NameError at line 8."
    )


def test_a_broken_contract_is_told_without_its_class() -> None:
    """`ContractBroken` is our word; students know the sentence that comes with it."""
    error = StageError("preprocess", "ContractBroken", "`preprocess` gave back 2 values")

    assert english(nothing_from("train", builders.evidence(error=error))) == Verdict(
        0.0,
        "Nothing to judge: `preprocess` gave back 2 values.",
        "Mend `preprocess` first: it comes before this criterion.",
    )


@pytest.mark.parametrize(
    ("check", "stage"),
    [
        (hidden_layers(at_least=1), "build_model"),
        (labels_encoded(classes=2), "preprocess"),
        (loss_fits_labels(), "build_model"),
    ],
)
def test_a_check_without_evidence_names_the_function_to_write(check: object, stage: Stage) -> None:
    seen = builders.untouched()

    assert check(seen) == nothing_from(stage, seen)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("stage", "because"),
    [
        ("preprocess", "Nothing to judge: no rows reached a `fit`."),
        ("build_model", "Nothing to judge: the script made no network to look at."),
        ("train", "Nothing to judge: no `fit` came to its end."),
    ],
)
def test_a_script_has_no_functions_to_be_named(stage: Stage, because: str) -> None:
    assert english(nothing_from(stage, builders.evidence(script=True, fits=()))) == Verdict(
        0.0, because
    )


def test_rows_of_a_script_that_reached_a_fit_are_not_denied() -> None:
    seen = builders.evidence(script=True, error=StageError("load", "ValueError", "no", Place(16)))

    assert english(nothing_from("preprocess", seen)).because == (
        "Nothing to judge: the rows that reached `fit` cannot be looked at; "
        "the script stopped with ValueError at line 16."
    )


@pytest.mark.parametrize(
    ("stage", "because"),
    [
        ("preprocess", "Nothing to judge: its rows come out of a generator."),
        ("train", "The exam could not be asked: its rows come out of a generator."),
    ],
)
def test_a_script_whose_rows_cannot_be_followed_hears_why(stage: Stage, because: str) -> None:
    seen = builders.evidence(script=True, unasked="its rows come out of a generator")

    assert english(nothing_from(stage, seen)) == Verdict(0.0, because, str(PREPARE_PLAINLY))
