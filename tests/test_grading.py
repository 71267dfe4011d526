"""From evidence to a report."""

from dataclasses import replace

import pytest

from nngrader.evidence import (
    Evidence,
    KerasWarning,
    LayerSpec,
    LossSpec,
    Mishap,
    Place,
    Stage,
    StageError,
    TrainingRun,
)
from nngrader.grades import Explained, LayerRow, Origin, Trouble, Verdict, Visibility
from nngrader.grading import grade, layer_rows, next_seed, with_error
from nngrader.network import Asked
from nngrader.rubric import Assignment, Check, Training, worth
from nngrader.rubric.checks import accuracy, all_of, any_of, hidden_layers
from tests import builders

ONE_LAYER = replace(builders.model(), layers=(builders.layer(1, "sigmoid"),))
STRAIGHT = builders.evidence(model=ONE_LAYER)  # loses one criterion
SURE = replace(
    builders.model(), layers=(builders.layer(), builders.layer(1, "softmax")), head="constant"
)
MISTAKEN = builders.evidence(model=SURE)  # finds softmax-on-one-unit, loses one criterion
FLAT = LayerSpec(
    type="Flatten", units=None, activation="linear", output_shape=(None, 2), parameters=0
)


def first_step(outcome: Evidence | Mishap, assignment: Assignment | None = None) -> str:
    return grade(assignment or builders.assignment(), outcome, builders.COMMAND).first_step


def asking(check: Check, seeds: tuple[int, ...] = (0, 1, 2), **changes: Visibility) -> Assignment:
    rubric = (worth(1, "It learns", check, **changes),)
    return builders.assignment(rubric=rubric, training=Training(seeds=seeds))


def runs(*accuracies: float) -> Evidence:
    return builders.evidence(
        runs=tuple(builders.run(seed, accuracy=share) for seed, share in enumerate(accuracies))
    )


def test_a_healthy_hand_in_earns_everything() -> None:
    report = builders.report()

    assert (report.status, report.score, report.max_score) == ("graded", 15, 15)
    assert (report.trouble, report.findings, report.full) == (None, (), True)


def test_a_mishap_keeps_the_points_that_its_evidence_proves() -> None:
    seen = replace(builders.evidence(), runs=(), fits=())

    report = builders.report(builders.mishap("timed_out", captured=seen))

    assert (report.status, report.score) == ("timed_out", 10)
    assert report.trouble == Trouble(
        "timed_out", "Your code did not finish within 60 seconds.", Place(7, cell=3)
    )


def test_a_mishap_without_evidence_earns_nothing() -> None:
    assert builders.report(builders.mishap()).score == 0


def test_points_beside_the_assignment_are_added() -> None:
    extra = (builders.criterion("A test of the teacher's", points=1.0),)

    report = grade(builders.assignment(), builders.evidence(), builders.COMMAND, extra)

    assert (report.score, report.max_score, report.criteria[-1]) == (16, 17, extra[0])


def test_a_lost_criterion_shows_the_hint_of_the_rubric_before_that_of_the_check() -> None:
    rubric = (worth(1, "Bend it", hidden_layers(at_least=1), hint="Read chapter 3.", why="So."),)

    (lost,) = grade(builders.assignment(rubric=rubric), STRAIGHT, "").criteria

    assert (lost.points, lost.hint, lost.why) == (0, "Read chapter 3.", "So.")


def test_a_full_criterion_needs_no_hint() -> None:
    rubric = (worth(1, "Bend it", hidden_layers(at_least=1), hint="Read chapter 3."),)

    (kept,) = grade(builders.assignment(rubric=rubric), builders.evidence(), "").criteria

    assert (kept.points, kept.hint) == (1, "")


def test_praise_when_nothing_is_lost() -> None:
    assert first_step(builders.evidence()) == "Every criterion has full points: nothing to mend."


def test_an_untouched_starter_begins_with_its_first_blank() -> None:
    assert first_step(builders.untouched()) == (
        "3 blanks are left to fill in. Begin with `preprocess` (line 12): replace "
        "`raise NotImplementedError` by your own code, then run the grader again."
    )


def test_a_last_blank_comes_before_every_mishap() -> None:
    left = builders.evidence(unfinished=("train",), blanks={}, runs=(), fits=())

    assert first_step(builders.mishap(captured=left)) == (
        "1 blank is left to fill in. Begin with `train`: replace "
        "`raise NotImplementedError` by your own code, then run the grader again."
    )


def test_a_serious_finding_comes_before_a_lost_criterion() -> None:
    (finding, *_) = builders.report(MISTAKEN).findings

    assert finding.rule == "softmax-on-one-unit"
    assert first_step(MISTAKEN) == f"{finding.message} {finding.hint}"


def stopped(stage: Stage) -> Mishap:
    """A crash of the network that was built with a mistake."""
    seen = replace(MISTAKEN, error=StageError(stage, "ValueError", "no"), runs=())
    return Mishap("crashed", "It stopped.", seen)


def test_a_fatal_finding_explains_a_training_that_crashed() -> None:
    assert first_step(stopped("train")) == first_step(MISTAKEN)


@pytest.mark.parametrize("stage", ["load", "preprocess", "build_model"])
def test_a_finding_does_not_explain_what_crashed_before(stage: Stage) -> None:
    assert first_step(stopped(stage)) == "It stopped."


def test_a_finding_does_not_explain_a_hang() -> None:
    hung = builders.mishap(captured=MISTAKEN)

    assert first_step(hung) == "Your code did not finish within 60 seconds."


def test_an_error_after_the_training_comes_first_though_nothing_is_lost() -> None:
    late = builders.evidence(error=StageError("train", "KeyError", "'curve'"))

    assert first_step(late).startswith("The network was trained, but then the code stopped with")


def test_a_finding_that_cost_nothing_is_a_question_that_is_left() -> None:
    assignment = builders.assignment(rubric=builders.assignment().rubric[:2])
    (finding, *_) = builders.report(MISTAKEN).findings

    assert first_step(MISTAKEN, assignment) == (
        f"Every criterion has full points. One question is left: {finding.message} {finding.hint}"
    )


def test_a_mishap_without_a_finding_speaks_first() -> None:
    assert first_step(builders.mishap()) == "Your code did not finish within 60 seconds."


def test_a_lost_criterion_says_what_was_found_and_asks() -> None:
    sgd = replace(builders.model(), metrics=(), loss=LossSpec("mean_absolute_error"))
    report = builders.report(builders.evidence(model=sgd))
    assert not [f for f in report.findings if f.severity in ("fatal", "major")]

    assert report.first_step == (
        "The loss fits and Adam turns the knobs: The loss is mean absolute error; "
        "mean squared error was asked. "
        "Which loss compares what your output says with what your labels say?"
    )


@pytest.mark.parametrize("visibility", ["hidden", "after_due", "after_publish"])
def test_a_criterion_out_of_sight_never_is_the_first_step(visibility: Visibility) -> None:
    rubric = (
        worth(1, "Secret", lambda _: Verdict(0.0, "It is 0."), visibility=visibility),
        worth(1, "Open", lambda _: Verdict(1.0, "It is 1.")),
    )

    found = first_step(builders.evidence(), builders.assignment(rubric=rubric))

    assert found == "Every criterion that is shown has full points: nothing to mend."


def test_the_first_seed_is_always_trained() -> None:
    check = hidden_layers(at_least=1)

    assert next_seed(asking(check, seeds=(7, 8)), runs()) == 7


def test_a_rubric_without_accuracy_wants_one_run() -> None:
    assert next_seed(asking(hidden_layers(at_least=1)), runs(0.0)) is None


@pytest.mark.parametrize(
    ("reached", "seed"),
    [
        ((1.0,), 1),
        ((0.5,), 1),
        ((1.0, 1.0), None),
        ((1.0, 0.99), 2),
        ((0.5, 0.5), 2),
        ((1.0, 0.5, 1.0), None),
        ((0.5, 0.5, 0.5), None),
    ],
)
@pytest.mark.parametrize(
    "combine", [lambda check: check, all_of, any_of, lambda c: all_of(any_of(c))]
)
def test_seeds_are_trained_until_enough_reached_it(
    reached: tuple[float, ...], seed: int | None, combine: type[Check]
) -> None:
    check = combine(accuracy(at_least=1.0, on_seeds=2))

    assert next_seed(asking(check), runs(*reached)) == seed


def test_a_failed_training_is_not_tried_again() -> None:
    failed = builders.evidence(runs=(builders.run(error="ValueError: no", accuracy=0.0),))

    assert next_seed(asking(accuracy(at_least=1.0, on_seeds=2)), failed) is None


def test_an_accuracy_inside_another_check_is_judged_on_all_its_seeds() -> None:
    check = all_of(accuracy(at_least=1.0, on_seeds=2), hidden_layers(at_least=1))

    report = grade(asking(check), runs(1.0, 1.0), "")

    assert (report.full, report.threshold) == (True, 1.0)


def test_the_threshold_is_that_of_the_first_accuracy_in_sight() -> None:
    assert builders.report().threshold == 1.0


def test_a_hidden_threshold_stays_hidden() -> None:
    report = grade(asking(accuracy(at_least=0.9), visibility="hidden"), runs(1.0), "")

    assert report.threshold is None


def test_no_threshold_without_accuracy() -> None:
    assert grade(asking(hidden_layers(at_least=1)), runs(1.0), "").threshold is None


def test_a_result_can_be_reproduced_from_its_first_seed() -> None:
    seen = builders.evidence(runs=(builders.run(7),))

    found = builders.report(seen).reproduction

    assert (found.command, found.seed, found.data) == (builders.COMMAND, 7, "sha256:4f0c")
    assert found.versions == builders.VERSIONS


def test_without_a_run_the_first_seed_of_the_assignment_is_named() -> None:
    assignment = builders.assignment(training=Training(seeds=(5, 6)))

    assert grade(assignment, builders.untouched(), "").reproduction.seed == 5


def test_a_warning_that_comes_twice_is_explained_once() -> None:
    warning = KerasWarning("UserWarning", "Your input ran out of data; stopping.", Place(9))
    again = replace(warning, place=None)
    seen = builders.evidence(
        warnings=(warning, warning), runs=(builders.run(warnings=(again,)), builders.run(1))
    )

    assert builders.report(seen).warnings == (
        Explained(warning.message, "There were fewer rows than the steps you asked for.", Place(9)),
    )


def test_stand_in_rows_are_named() -> None:
    seen = builders.evidence(stand_in=True, data="1,797 digits")

    assert builders.report(seen).notes == ("The rows are a stand-in: 1,797 digits.",)


def test_a_network_that_was_not_rebuilt_is_named() -> None:
    seen = builders.evidence(self_reported="a Lambda layer")

    assert builders.report(seen).notes == (
        "The network could not be rebuilt without your code (a Lambda layer), so it was trained "
        "beside it. Results that rest on this are marked self-reported.",
    )


CUT = builders.run(1, epochs=40, asked=300, judged=31, cut="time")
TOLD_CUT = (
    "Training was stopped after 40 of 300 epochs because its time was over; "
    "what counts is its best epoch, 31."
)


@pytest.mark.parametrize(
    ("run", "note"),
    [
        (CUT, TOLD_CUT),
        (
            replace(CUT, cut="epochs"),
            "Training was stopped after 40 of 300 epochs because no more epochs are trained here; "
            "what counts is its best epoch, 31.",
        ),
    ],
)
def test_a_training_that_was_cut_is_noted(run: TrainingRun, note: str) -> None:
    assert builders.report(builders.evidence(runs=(run,))).notes == (note,)


def test_of_several_trainings_that_were_cut_the_first_is_noted() -> None:
    seen = builders.evidence(runs=(builders.run(0), CUT, replace(CUT, seed=2, judged=7)))

    assert builders.report(seen).notes == (TOLD_CUT,)


def noted(origin: Origin) -> tuple[str, ...]:
    return grade(builders.assignment(), builders.evidence(), "", origin=origin).notes


def test_a_result_of_continuous_integration_is_advisory_and_says_why() -> None:
    origin = replace(builders.ORIGIN, by_ci=True)

    report = grade(builders.assignment(), builders.evidence(), "", origin=origin)

    assert (report.advisory, report.score) == (True, 15)
    assert report.notes == (
        "Made by continuous integration, where the files of the grader can be changed together "
        "with the hand-in: this result is advisory. The teacher's own grading counts.",
    )


def test_a_result_made_elsewhere_is_not() -> None:
    assert (builders.report().advisory, noted(builders.ORIGIN)) == (False, ())


def test_another_assignment_under_a_built_in_name_is_told_with_both_digests() -> None:
    assert noted(replace(builders.ORIGIN, built_in="sha256:" + "c3" * 32)) == (
        "This is not the built-in assignment `xor`: its assignment.py and tests have the digest "
        "sha256:a5a5a5a5a5a5, the built-in ones sha256:c3c3c3c3c3c3. Is it the one that your "
        "teacher grades with?",
    )


def test_the_origin_stands_in_the_reproduction_even_when_a_check_stops() -> None:
    def picky(evidence: Evidence) -> Verdict:
        return Verdict(0.0 if evidence.model is None else 1 / len(evidence.fits[7:]), "counted")

    report = grade(asking(picky), builders.evidence(), "", origin=builders.ORIGIN)

    assert report.status == "grader_fault"
    assert report.reproduction.submission == builders.ORIGIN.submission
    assert report.reproduction.assignment == builders.ORIGIN.assignment


def test_notes_come_in_the_order_of_what_they_rest_on() -> None:
    """The rows, the network, its training."""
    seen = builders.evidence(
        stand_in=True, data="1,797 digits", self_reported="a Lambda layer", runs=(CUT,)
    )

    notes = builders.report(seen).notes

    assert [note.split()[:2] for note in notes] == [
        ["The", "rows"],
        ["The", "network"],
        ["Training", "was"],
    ]


def test_a_result_names_what_fit_was_given() -> None:
    assert builders.report().reproduction.arrays == {"x": "blake2b:x", "y": "blake2b:y"}


def test_of_several_fits_the_last_one_names_it() -> None:
    (fit,) = builders.evidence().fits
    other = replace(fit, x=replace(fit.x, digest="other"))

    seen = builders.evidence(fits=(fit, other))

    assert builders.report(seen).reproduction.arrays == {"x": "blake2b:other", "y": "blake2b:y"}


def test_text_has_no_digest() -> None:
    (fit,) = builders.evidence().fits
    seen = builders.evidence(fits=(replace(fit, y=replace(fit.y, digest="")),))

    assert builders.report(seen).reproduction.arrays == {"x": "blake2b:x"}


def test_without_a_fit_nothing_was_given() -> None:
    assert builders.report(builders.untouched()).reproduction.arrays == {}


def test_the_choice_among_a_scripts_networks_and_its_cells_are_noted() -> None:
    choice = "The script makes 2 networks; counted is the only one that was trained (line 9)."
    cells = "The cell `q2` of the handed-out notebook is missing."

    seen = builders.evidence(script=True, choice=choice, notebook=(cells,))

    assert builders.report(seen).notes == (choice, cells)


def test_a_network_that_was_not_asked_was_not_trained_beside_the_script() -> None:
    told = {"self_reported": "`x` is no array of numbers", "runs": ()}

    assert len(builders.report(builders.evidence(**told)).notes) == 1
    assert builders.report(builders.evidence(**told, unasked="its rows are hidden")).notes == ()


def test_each_setting_without_effect_is_told_by_itself() -> None:
    noticed = [KerasWarning("NoEffect", f"`{name}` is never read again.") for name in "ab"]
    others = [KerasWarning("UserWarning", f"Do not pass an `input_shape` {n}") for n in "ab"]

    told = builders.report(builders.evidence(warnings=(*noticed, *others))).warnings

    assert [warning.message for warning in told] == [
        "`a` is never read again.",
        "`b` is never read again.",
        "Do not pass an `input_shape` a",
    ]


def test_nothing_to_note_on_a_healthy_hand_in() -> None:
    assert builders.report().notes == ()


ASKED = (Asked("Dense", 512), Asked("Dense", 512), Asked("Dense", 10, ("softmax",)))
OUTPUT = builders.layer(10, "softmax")
BIG = builders.layer(512)


def compared(*layers: LayerSpec, asked: tuple[Asked, ...] = ASKED) -> list[tuple[str, str]]:
    """Difference and asked layer of each row."""
    model = builders.iris_model(layers=layers, output_shape=(None, 10))
    return [(row.difference, row.asked) for row in layer_rows(asked, model)]


HIDDEN, LAST = str(ASKED[0]), str(ASKED[2])


def test_layers_as_asked_agree() -> None:
    assert compared(BIG, BIG, OUTPUT) == [("", HIDDEN), ("", HIDDEN), ("", LAST)]


def test_a_missing_hidden_layer_stands_before_the_output() -> None:
    assert compared(BIG, OUTPUT) == [("", HIDDEN), ("missing", HIDDEN), ("", LAST)]


def test_an_output_alone_faces_the_output_asked() -> None:
    assert compared(OUTPUT) == [("missing", HIDDEN), ("missing", HIDDEN), ("", LAST)]


def test_a_layer_too_many_faces_nothing() -> None:
    assert compared(BIG, BIG, BIG, OUTPUT) == [("", HIDDEN), ("", HIDDEN), ("", ""), ("", LAST)]


def test_layers_that_only_pass_on_face_nothing() -> None:
    found = compared(FLAT, BIG, BIG, OUTPUT, FLAT)

    assert found == [("", ""), ("", HIDDEN), ("", HIDDEN), ("", LAST), ("", "")]


def test_a_network_that_computes_nothing_misses_everything() -> None:
    assert compared(FLAT) == [("", ""), *(("missing", str(layer)) for layer in ASKED)]


def test_a_wrong_size_is_told() -> None:
    assert compared(builders.layer(128), BIG, OUTPUT)[0] == ("128 units instead of 512", HIDDEN)


def test_nothing_asked_differs_in_nothing() -> None:
    assert compared(BIG, OUTPUT, asked=()) == [("", ""), ("", "")]


def test_no_network_yet_misses_every_layer() -> None:
    assert layer_rows(ASKED[:1], None) == (LayerRow("nothing yet", HIDDEN, "missing"),)


def test_raw_scores_face_softmax_as_what_the_loss_makes_of_them() -> None:
    model = builders.iris_model(
        layers=(builders.layer(10, "linear"),),
        head="linear",
        loss=LossSpec("sparse_categorical_crossentropy", from_logits=True),
    )

    (row,) = layer_rows(ASKED[2:], model)

    assert row.difference == ""


def test_the_first_error_stays() -> None:
    first = StageError("load", "NameError", "x")
    seen = builders.evidence(error=first)

    assert with_error(seen, StageError("train", "ValueError", "y")).error == first


def test_an_error_is_noted_where_there_was_none() -> None:
    error = StageError("train", "ValueError", "y")

    assert with_error(builders.evidence(), error).error == error


def test_a_check_that_stops_is_the_graders_fault_and_stops_no_class() -> None:
    def picky(evidence: Evidence) -> Verdict:
        return Verdict(0.0 if evidence.model is None else 1 / len(evidence.fits[7:]), "counted")

    report = grade(asking(picky), builders.evidence(), "")

    assert report.status == "grader_fault"
    assert report.trouble is not None
    assert "ZeroDivisionError in test_grading.py, line " in report.trouble.message
