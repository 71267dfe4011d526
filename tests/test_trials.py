"""Changes of a training: each changes one thing, and nothing where there is nothing to change."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nngrader.errors import UnknownName
from nngrader.rooms import names
from nngrader.trials import GAIN, MIDDLING, POOR, ROOM, SOLVED, Replay, better, change_named
from nngrader.trials.few_rows import EPOCHS, ROWS
from nngrader.trials.more_epochs import CORRECTIONS, MOST

ADAM = {"module": "keras.optimizers", "class_name": "Adam", "config": {"learning_rate": 0.01}}
SGD = {"module": "keras.optimizers", "class_name": "SGD", "config": {"learning_rate": 0.5}}
L2 = {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.1}}
ZEROS = {"module": "keras.initializers", "class_name": "Zeros", "config": {}}
GLOROT = {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {}}


def dense(units: int, activation: str = "linear", **config: Any) -> dict[str, Any]:
    told = {"units": units, "activation": activation, "trainable": True}
    told |= {"kernel_initializer": GLOROT, "kernel_regularizer": None}
    return {"class_name": "Dense", "config": told | config}


def dropout() -> dict[str, Any]:
    return {"class_name": "Dropout", "config": {"rate": 0.5, "trainable": True}}


def replay(*layers: dict[str, Any], **arguments: Any) -> Replay:
    """A training of 40 rows; what is asked are the same rows."""
    x = np.arange(80, dtype=np.float32).reshape(40, 2)
    compiled = {"optimizer": SGD, "loss": "mean_squared_error", "metrics": []}
    told = {"epochs": 5, "batch_size": 64, "shuffle": False, "callbacks": [1]} | arguments
    blueprint = {"layers": list(layers) or [dense(4), dense(1)], "compile": compiled}
    y = (np.arange(40) % 2).astype(np.float32)
    arrays = {"rows": x, "labels": y, "ask:test": x}
    return Replay(
        blueprint, ({"arguments": told, "arrays": {"x": "rows", "y": "labels"}},), arrays, y
    )


def changed(name: str, before: Replay) -> Replay:
    after = change_named(name).changed(before)
    assert after is not None
    return after


def unchanged(name: str, before: Replay) -> bool:
    return change_named(name).changed(before) is None


def compiled(after: Replay, name: str) -> Any:
    return after.blueprint["compile"][name]


def test_every_change_completes_a_sentence() -> None:
    words = {name: str(change_named(name).WORDS) for name in names(ROOM)}

    assert len(words) >= 15
    assert all(text and not text.endswith(".") and text[0] not in " ABC" for text in words.values())


def test_a_change_that_there_is_not_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="smaller-steps"):
        change_named("smaller-step")


@pytest.mark.parametrize("name", names(ROOM))
def test_what_was_told_is_never_edited(name: str) -> None:
    before, again = (replay(dense(4, kernel_regularizer=L2), dropout(), dense(1)) for _ in "ab")

    change_named(name).changed(before)

    assert (before.blueprint, before.fits) == (again.blueprint, again.fits)
    assert all(np.array_equal(before.arrays[key], again.arrays[key]) for key in again.arrays)


@pytest.mark.parametrize(("name", "rate"), [("smaller-steps", 0.05), ("bigger-steps", 5.0)])
def test_the_learning_rate_changes_tenfold(name: str, rate: float) -> None:
    after = changed(name, replay())

    assert compiled(after, "optimizer")["config"]["learning_rate"] == pytest.approx(rate)


def test_tiny_steps_become_ten_times_the_usual_size() -> None:
    tiny = replay()
    tiny.blueprint["compile"]["optimizer"] = ADAM | {"config": {"learning_rate": 0.00001}}

    after = changed("bigger-steps", tiny)

    assert compiled(after, "optimizer")["config"]["learning_rate"] == pytest.approx(0.01)


def test_a_schedule_or_a_network_that_is_compiled_anew_keeps_its_rate() -> None:
    schedule = SGD | {"config": {"learning_rate": {"class_name": "ExponentialDecay"}}}
    scheduled = replay()
    scheduled.blueprint["compile"]["optimizer"] = schedule
    anew = replace(replay(), fits=({**replay().fits[0], "compile": {}},))

    assert unchanged("smaller-steps", scheduled)
    assert unchanged("smaller-steps", anew)


def test_ten_times_the_epochs_without_callbacks() -> None:
    after = changed("more-epochs", replay(epochs=200))

    assert after.fits[0]["arguments"]["epochs"] == 2000
    assert after.fits[0]["arguments"]["callbacks"] == []


@pytest.mark.parametrize(("batch", "epochs"), [(64, CORRECTIONS), (20, CORRECTIONS // 2)])
def test_few_epochs_become_a_thousand_corrections(batch: int, epochs: int) -> None:
    after = changed("more-epochs", replay(batch_size=batch))

    assert after.fits[0]["arguments"]["epochs"] == epochs


@pytest.mark.parametrize(("epochs", "trained"), [(MOST // 2, MOST), (2 * MOST, 2 * MOST)])
def test_a_trial_stays_short_but_is_never_shorter_than_what_was_asked(
    epochs: int, trained: int
) -> None:
    after = changed("more-epochs", replay(epochs=epochs))

    assert after.fits[0]["arguments"]["epochs"] == trained


def test_inputs_are_standardised_together_with_what_is_asked() -> None:
    after = changed("scaled-inputs", replay())

    assert after.arrays["rows"].mean(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert after.arrays["rows"].std(axis=0) == pytest.approx([1, 1])
    assert np.array_equal(after.arrays["ask:test"], after.arrays["rows"])
    assert np.array_equal(after.arrays["labels"], replay().arrays["labels"])


def test_inputs_that_are_no_numbers_cannot_be_scaled() -> None:
    before = replay()
    before.arrays["rows"][0, 0] = np.nan

    assert unchanged("scaled-inputs", before)


def test_zeroed_inputs_say_nothing() -> None:
    after = changed("zeroed-inputs", replay())

    assert not after.arrays["rows"].any()
    assert not after.arrays["ask:test"].any()


@pytest.mark.parametrize(("reaches", "confirms"), [(0.51 - GAIN, True), (0.5 - GAIN, False)])
def test_inputs_that_made_no_difference_are_found_out(reaches: float, confirms: bool) -> None:
    assert change_named("zeroed-inputs").confirms(0.5, reaches) is confirms


@pytest.mark.parametrize(("reaches", "clearly"), [(0.5 + GAIN, True), (0.49 + GAIN, False)])
def test_better_means_by_a_tenth(reaches: float, clearly: bool) -> None:
    assert better(0.5, reaches) is clearly


def test_shuffling_and_batches() -> None:
    assert changed("shuffled", replay()).fits[0]["arguments"]["shuffle"] is True
    assert unchanged("shuffled", replay(shuffle=True))
    assert changed("smaller-batches", replay()).fits[0]["arguments"]["batch_size"] == 32
    assert unchanged("smaller-batches", replay(batch_size=32))


def test_another_optimizer() -> None:
    known = replay()
    known.blueprint["compile"]["optimizer"] = ADAM

    assert compiled(changed("adam", replay()), "optimizer")["class_name"] == "Adam"
    assert unchanged("adam", known)


@pytest.mark.parametrize(
    ("labels", "loss"),
    [(np.zeros(40), "binary_crossentropy"), (np.eye(40)[:, :3], "categorical_crossentropy")],
)
def test_the_logarithm_suits_the_columns_of_the_labels(labels: Any, loss: str) -> None:
    before = replay()
    before.arrays["labels"] = labels

    assert compiled(changed("log-loss", before), "loss") == loss


def test_dropout_and_penalties_go() -> None:
    without = changed("without-dropout", replay(dense(4), dropout(), dense(1)))
    free = changed("without-penalty", replay(dense(4, kernel_regularizer=L2), dense(1)))

    assert [layer["class_name"] for layer in without.blueprint["layers"]] == ["Dense", "Dense"]
    assert free.blueprint["layers"][0]["config"]["kernel_regularizer"] is None
    assert unchanged("without-dropout", replay())
    assert unchanged("without-penalty", replay())


def test_weights_start_as_usual_and_nothing_is_frozen() -> None:
    fresh = changed("fresh-weights", replay(dense(4, kernel_initializer=ZEROS), dense(1)))
    free = changed("unfrozen", replay(dense(4, trainable=False), dense(1)))

    assert fresh.blueprint["layers"][0]["config"]["kernel_initializer"]["class_name"] == (
        "GlorotUniform"
    )
    assert free.blueprint["layers"][0]["config"]["trainable"] is True
    assert unchanged("fresh-weights", replay())
    assert unchanged("unfrozen", replay())


def test_hidden_layers_bend_and_the_output_stays() -> None:
    after = changed("bending", replay(dense(4), dense(1, "sigmoid")))

    assert [x["config"]["activation"] for x in after.blueprint["layers"]] == ["relu", "sigmoid"]
    assert unchanged("bending", replay(dense(4, "relu"), dense(1)))


def test_hidden_layers_become_wider_and_the_output_stays() -> None:
    after = changed("wider", replay(dense(4), dense(1)))

    assert [x["config"]["units"] for x in after.blueprint["layers"]] == [16, 1]
    far = changed("far-wider", replay(dense(4), dense(1)))
    assert [x["config"]["units"] for x in far.blueprint["layers"]] == [32, 1]


def test_only_the_first_hidden_layer_stays() -> None:
    after = changed("shallower", replay(dense(5), dense(4), dropout(), dense(3), dense(1)))

    assert [x["config"]["units"] for x in after.blueprint["layers"]] == [5, 1]
    assert unchanged("shallower", replay(dense(5), dense(1)))


def test_a_graph_has_no_layers_in_a_row() -> None:
    graph = replace(replay(), blueprint={"functional": {}, "compile": None})

    assert unchanged("wider", graph)


def test_few_rows_are_shown_again_and_again_and_asked() -> None:
    after = changed("few-rows", replay(validation_split=0.5))

    assert [len(after.arrays[name]) for name in ("x", "y", "ask:test")] == [ROWS] * 3
    assert after.fits[0]["arguments"]["epochs"] == EPOCHS
    assert after.fits[0]["arguments"]["validation_split"] == 0.0
    assert np.array_equal(after.labels, after.arrays["y"])


def test_so_few_rows_are_all_there_are() -> None:
    before = replay()
    before.arrays["rows"] = before.arrays["rows"][:ROWS]

    assert unchanged("few-rows", before)


@pytest.mark.parametrize(
    ("reached", "reaches", "saves"),
    [
        (POOR, POOR + GAIN, True),
        (POOR, POOR + GAIN - 0.01, False),
        (POOR + 0.01, SOLVED, True),
        (POOR + 0.01, SOLVED - 0.01, False),
        (MIDDLING - 0.01, 1.0, True),
        (MIDDLING, 1.0, False),
    ],
)
def test_from_a_middling_outcome_a_change_must_all_but_solve_it(
    reached: float, reaches: float, saves: bool
) -> None:
    assert change_named("bigger-steps").confirms(reached, reaches) is saves


@pytest.mark.parametrize(("reached", "saves"), [(MIDDLING - 0.01, True), (MIDDLING, False)])
def test_more_epochs_save_only_what_is_not_even_middling(reached: float, saves: bool) -> None:
    assert change_named("more-epochs").confirms(reached, reached + GAIN) is saves
    assert not change_named("more-epochs").confirms(reached, reached + GAIN - 0.01)
