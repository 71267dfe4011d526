"""Learning curves in numbers and as pictures."""

from dataclasses import replace

import pytest

from nngrader.evidence import TrainingRun
from nngrader.reports._page.training import CurveRow, Training, training_of
from nngrader.reports._pictures import curves
from nngrader.reports._series import Series, series
from tests import builders


def _training(*runs: TrainingRun, threshold: float | None = 0.9) -> Training:
    told = training_of(builders.report(builders.evidence(runs=runs), threshold=threshold), str)
    assert told is not None
    return told


def test_a_network_that_never_trained_has_no_curves() -> None:
    """There is no empty section."""
    assert training_of(builders.report(builders.evidence(runs=())), str) is None


def test_validation_follows_training_for_each_seed() -> None:
    """Keras's names for accuracy all mean accuracy."""
    history = builders.history(3, measure="sparse_categorical_accuracy", validation=True)
    runs = (builders.run(0, history=history), builders.run(1, history=history))

    told = [(line.seed, line.rows) for line in series(runs, "accuracy")]

    assert told == [(0, "training"), (0, "validation"), (1, "training"), (1, "validation")]


def test_the_best_accuracy_is_the_highest_and_the_best_loss_the_lowest() -> None:
    """Values that are not finite do not count."""
    values = (0.2, None, 0.9, float("inf"), 0.5)

    assert Series(0, "accuracy", "training", values).best == 0.9
    assert Series(0, "loss", "training", values).best == 0.2


def test_a_curve_is_told_by_its_first_best_and_last_value() -> None:
    """The table is the picture for who cannot see it."""
    run = builders.run(7, history={"loss": (0.7, 0.1, 0.3)}, epochs=3)

    assert _training(run).curves[0].rows == (CurveRow(7, "training", "0.7", "0.1", "0.3"),)


def test_a_value_that_was_not_finite_is_a_gap_and_is_named() -> None:
    """A network that blew up ends in nothing, and the table says so."""
    run = builders.run(0, history={"loss": (0.7, 0.9, None)}, epochs=3)

    curve = _training(run).curves[0]

    assert curve.rows == (CurveRow(0, "training", "0.7", "0.7", "not finite"),)
    assert "nan" not in curve.picture


def test_what_is_not_drawn_is_explained() -> None:
    """No accuracy reported, and a loss that was never a number."""
    told = _training(builders.run(history={"loss": (None, None)}, epochs=2))

    assert told.curves == ()
    assert told.silent == (
        "Your network reports no accuracy while it learns, so none is drawn. "
        "The loss was never a finite number, so it is not drawn."
    )


def test_the_threshold_is_drawn_and_labelled() -> None:
    """Beside the line stands what was asked."""
    picture = _training(builders.run(), threshold=0.9).curves[0].picture

    assert ">asked</" in picture
    assert ">0.9</" in picture


def test_without_a_threshold_none_is_drawn() -> None:
    """The twin of the test above."""
    told = _training(builders.run(), threshold=None)

    assert told.asked == ""
    assert ">asked</" not in told.curves[0].picture


def test_a_run_that_stopped_early_says_why() -> None:
    """So does one that was trained beside the student's code."""
    stopped = _training(builders.run(error="The loss became NaN.")).runs[0]
    reported = _training(builders.run(self_reported=True)).runs[0]

    assert stopped.remark == "Stopped early: The loss became NaN."
    assert reported.remark == "Self-reported: trained beside your own code."


def test_a_remembered_run_gives_no_time() -> None:
    """The seconds would be those of another day."""
    assert _training(builders.run(remembered=True)).runs[0].time == "remembered"
    assert _training(builders.run(seconds=2.13)).runs[0].time == "2.1 s"


def _remark(**changes: object) -> str:
    return _training(builders.run(**changes)).runs[0].remark


def test_a_run_that_went_as_asked_needs_no_remark() -> None:
    """The twin of those below."""
    assert _remark() == ""


@pytest.mark.parametrize("cut", ["time", "epochs"])
def test_a_run_that_was_cut_says_which_epoch_counts(cut: str) -> None:
    """The reason stands in the notes."""
    assert _remark(epochs=40, asked=300, judged=31, cut=cut) == (
        "Stopped after epoch 40 of 300; judged as it was after its best, epoch 31."
    )


def test_a_run_by_fit_itself_says_why() -> None:
    """One by the loop needs no words."""
    assert _remark(engine="fit", why_fit="`steps_per_epoch` was given") == (
        "Trained by Keras's `fit` itself: `steps_per_epoch` was given."
    )


def test_a_run_that_was_cut_and_trained_by_fit_says_both() -> None:
    """In the order in which a student asks."""
    told = _remark(asked=300, judged=31, cut="time", engine="fit", why_fit="`rare` was given")

    assert told == (
        "Stopped after epoch 200 of 300; judged as it was after its best, epoch 31. "
        "Trained by Keras's `fit` itself: `rare` was given."
    )


def test_an_error_or_a_self_reported_run_says_nothing_more() -> None:
    """Why `fit` trained is the same reason once more."""
    reason = {"engine": "fit", "why_fit": "a layer of your own"}

    assert _remark(error="ValueError: no", **reason) == "Stopped early: ValueError: no"
    assert _remark(self_reported=True, **reason) == "Self-reported: trained beside your own code."


def test_a_picture_takes_its_colours_and_font_from_the_page() -> None:
    """None of its own, and nothing that refers to elsewhere."""
    picture = curves.draw(series((builders.run(),), "loss"), "Loss per epoch", str)

    assert "var(--series-1)" in picture
    assert "#" not in picture
    assert "font-family" not in picture
    assert '<title id="curve-loss-title">Loss per epoch</title>' in picture


def test_a_loss_over_many_magnitudes_is_drawn_on_a_logarithmic_axis() -> None:
    """Otherwise everything but the first epoch would lie on the floor."""
    wide = Series(0, "loss", "training", (1001.0, 1.0))
    narrow = replace(wide, values=(1000.0, 1.0))

    assert "loss (logarithmic)" in curves.draw((wide,), "Loss", str)
    assert "loss (logarithmic)" not in curves.draw((narrow,), "Loss", str)


def test_ten_thousand_epochs_make_no_larger_picture() -> None:
    """A curve is thinned to what can be seen."""
    long = Series(0, "loss", "training", tuple(1 / (n + 1) + n % 3 for n in range(10_000)))

    assert len(curves.draw((long,), "Loss", str)) < 20_000
