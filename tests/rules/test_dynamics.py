"""How a training went: what each rule says, where it begins, and where it keeps silent."""

from dataclasses import replace
from typing import Any

import pytest

from nngrader.evidence import (
    Asking,
    Candidate,
    Evidence,
    KerasWarning,
    LayerProbe,
    OptimizerSpec,
    OwnRows,
    Place,
    TrainingRun,
)
from nngrader.findings import Finding
from nngrader.rules import find
from tests.rules import healthy
from tests.rules.healthy import FIT, dense, plain_layer

FEW = (1, 0, 0, 0)  #: three of four rows of XOR


def only(evidence: Evidence, rule: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = find(evidence, only=rule)
    return finding


def said(evidence: Evidence, rule: str) -> tuple[str, str, str]:
    """What the rule says, asks, and how heavy it is."""
    finding = only(evidence, rule)
    return finding.message, finding.hint, finding.severity


def speaks(evidence: Evidence, rule: str) -> bool:
    """Whether the rule finds something."""
    return bool(find(evidence, only=rule))


def straight(first: float, last: float, epochs: int = 50) -> tuple[float, ...]:
    """A curve that falls evenly."""
    return tuple(first + (last - first) * epoch / (epochs - 1) for epoch in range(epochs))


def up_and_down(low: float, high: float, epochs: int = 20) -> tuple[float, ...]:
    """A curve that begins low and rises every other epoch."""
    return tuple(high if epoch % 2 else low for epoch in range(epochs))


def failing(evidence: Evidence, **changes: Any) -> Evidence:
    """The same, and every run fails."""
    answers = (*(0,) * len(evidence.runs[0].answers),)
    made = replace(evidence.runs[0], accuracy=0.5, answers=answers)
    return replace(evidence, runs=(replace(made, **changes),))


def curved(evidence: Evidence, *loss: float | None, **curves: Any) -> Evidence:
    """The same, failing, with this curve of the loss."""
    return failing(evidence, history={"loss": loss, **curves}, epochs=len(loss))


def driven(evidence: Evidence, name: str, rate: float, **settings: Any) -> Evidence:
    """The same with another optimizer."""
    assert evidence.model is not None
    optimizer = OptimizerSpec(name, {"learning_rate": rate, **settings})
    return replace(evidence, model=replace(evidence.model, optimizer=optimizer))


def probes(*changes: dict[str, Any]) -> tuple[LayerProbe, ...]:
    """One probe per layer."""
    return tuple(LayerProbe(layer=index, **change) for index, change in enumerate(changes))


def one_more(run: TrainingRun) -> TrainingRun:
    """A run that succeeds."""
    return replace(run, accuracy=1.0)


# ------------------------------------------------------------------------------- step size


def test_steps_that_overshoot() -> None:
    """Above the usual rate, and the loss ends higher than it began."""
    evidence = driven(curved(healthy.xor(), *straight(0.7, 9.5)), "sgd", 50.0)

    assert said(evidence, "steps-too-large") == (
        "With a learning rate of 50, the loss goes from 0.7 to 9.5: each correction may overshoot.",
        "What would the curve of the loss look like with steps of a tenth of the size?",
        "major",
    )


def test_a_loss_that_is_lost_is_told_with_its_epoch() -> None:
    """NaN has no size."""
    evidence = driven(curved(healthy.xor(), 0.7, 12.0, None), "sgd", 50.0)

    assert only(evidence, "steps-too-large").message == (
        "With a learning rate of 50, the loss is lost in epoch 3: each correction may overshoot."
    )


@pytest.mark.parametrize(("rate", "speaking"), [(0.01, False), (0.011, True)])
def test_the_usual_rate_is_not_called_large(rate: float, speaking: bool) -> None:
    """The default of SGD is 0.01."""
    evidence = driven(curved(healthy.xor(), *straight(0.7, 0.8)), "sgd", rate)

    assert speaks(evidence, "steps-too-large") == speaking


@pytest.mark.parametrize("rate", [0.1, 2.0, 50.0])
def test_a_large_rate_that_learns_is_left_alone(rate: float) -> None:
    """The number alone proves nothing."""
    evidence = driven(healthy.xor(), "sgd", rate)

    assert not speaks(evidence, "steps-too-large")
    assert not speaks(evidence, "zigzag-curve")


def test_one_run_that_learns_clears_the_steps() -> None:
    """The same steps led to the goal from another start."""
    evidence = driven(curved(healthy.xor(), *straight(0.7, 9.5)), "sgd", 50.0)
    mixed = replace(evidence, runs=(*evidence.runs, one_more(evidence.runs[0])))

    assert not speaks(mixed, "steps-too-large")


def test_steps_that_creep() -> None:
    """The loss is on its way and will not arrive."""
    evidence = driven(curved(healthy.xor(), *straight(0.7, 0.6, 200)), "adam", 0.0005)

    assert said(evidence, "steps-too-small") == (
        "With a learning rate of 0.0005 the loss creeps from 0.7 to 0.6 in 200 epochs, and is "
        "still falling.",
        "At this pace, how many epochs would it take to arrive?",
        "major",
    )


@pytest.mark.parametrize(
    "curve", [(*straight(0.7, 0.6, 100), *(0.6,) * 100), up_and_down(0.7, 0.8, 200)]
)
def test_a_loss_that_rests_or_jumps_does_not_creep(curve: tuple[float, ...]) -> None:
    """Longer steps would not help it."""
    evidence = driven(curved(healthy.xor(), *curve), "adam", 0.0005)

    assert not speaks(evidence, "steps-too-small")


@pytest.mark.parametrize(("rate", "speaking"), [(0.001, True), (0.0011, False)])
def test_steps_above_the_usual_are_not_called_small(rate: float, speaking: bool) -> None:
    """The default of Adam is 0.001."""
    evidence = driven(curved(healthy.xor(), *straight(0.7, 0.6, 200)), "adam", rate)

    assert speaks(evidence, "steps-too-small") == speaking


@pytest.mark.parametrize(("rate", "speaking"), [(0.0001, True), (0.0002, False)])
def test_few_updates_are_told_as_such_unless_the_steps_are_tiny(
    rate: float,
    speaking: bool,
) -> None:
    """Fifty corrections at a usual rate are the matter of another rule."""
    few = healthy.fitted(healthy.xor(), epochs=50)
    evidence = driven(curved(few, *straight(0.7, 0.69)), "adam", rate)

    assert speaks(evidence, "steps-too-small") == speaking
    assert speaks(evidence, "too-few-updates")


def test_one_correction_per_epoch() -> None:
    """The batch holds the table."""
    evidence = failing(healthy.fitted(healthy.iris(), batch_size=96, epochs=40))

    assert said(evidence, "one-batch-per-epoch") == (
        "A batch of 96 takes in all 96 rows, so 40 epochs make 40 corrections.",
        "How many corrections does one epoch make, and how many in all?",
        "minor",
    )


@pytest.mark.parametrize(("size", "epochs"), [(95, 40), (96, 1000)])
def test_two_batches_or_a_thousand_epochs_are_left_alone(size: int, epochs: int) -> None:
    """Then the corrections are many."""
    evidence = failing(healthy.fitted(healthy.iris(), batch_size=size, epochs=epochs))

    assert not speaks(evidence, "one-batch-per-epoch")


def test_a_table_of_four_rows_is_one_batch() -> None:
    """XOR is trained so on purpose."""
    assert not speaks(failing(healthy.xor()), "one-batch-per-epoch")


def test_plain_sgd_that_stands_still() -> None:
    """Both ends of the loss are told."""
    evidence = driven(curved(healthy.xor(), *straight(0.72, 0.69)), "sgd", 0.01)

    assert said(evidence, "plain-sgd") == (
        "Plain SGD with its cautious step of 0.01 brings the loss from 0.72 only to 0.69.",
        "Which one setting of the optimizer would you change first, and why?",
        "minor",
    )


@pytest.mark.parametrize(
    ("name", "rate", "settings"),
    [("sgd", 0.011, {}), ("sgd", 0.01, {"momentum": 0.9}), ("adam", 0.01, {})],
)
def test_another_optimizer_is_not_plain(name: str, rate: float, settings: dict[str, float]) -> None:
    """Longer steps, momentum, or another way."""
    evidence = driven(curved(healthy.xor(), *straight(0.72, 0.69)), name, rate, **settings)

    assert not speaks(evidence, "plain-sgd")


# ----------------------------------------------------------------------------- chance level


def guessing(right: int, rows: int = 100, **changes: Any) -> Evidence:
    """A training on two equal classes with so many right."""
    own = OwnRows(rows=rows, accuracy=right / rows, truth_counts=(rows // 2, rows // 2))
    answers = (0,) * rows
    made = failing(healthy.xor(), answers=answers, own=own, epochs=5)
    return replace(made, runs=(replace(made.runs[0], accuracy=right / rows, **changes),))


def test_no_better_than_guessing() -> None:
    """Both numbers are told."""
    assert said(guessing(52), "stuck-at-guessing") == (
        "The network names 0.52 of the rows rightly; always naming the most frequent class would "
        "reach 0.5.",
        "What would guessing reach on your rows, and how would you notice learning?",
        "major",
    )


@pytest.mark.parametrize(("right", "speaking"), [(65, True), (66, False)])
def test_three_standard_errors_are_no_learning(right: int, speaking: bool) -> None:
    """Of 100 rows and two equal classes they are 0.15."""
    assert speaks(guessing(right), "stuck-at-guessing") == speaking


def test_labels_that_no_class_has_are_counted_as_the_exam_has_them() -> None:
    """Such as 100 and 200 for a yes and a no."""
    evidence = guessing(52)
    own = OwnRows(rows=100, accuracy=0.0, truth_counts=(0, 0))
    evidence = replace(evidence, runs=(replace(evidence.runs[0], own=own),))

    assert find(evidence)


@pytest.mark.parametrize(("epochs", "speaking"), [(2, False), (3, True)])
def test_two_epochs_tell_nothing(epochs: int, speaking: bool) -> None:
    """Nobody could have learned anything yet."""
    assert speaks(guessing(50, epochs=epochs), "stuck-at-guessing") == speaking


def numbered(explained: float | None) -> Evidence:
    """A training on numbers."""
    run = replace(healthy.number_run(0.0), own=OwnRows(rows=50, explained=explained))
    model = healthy.network(
        dense(16, "relu"), dense(1), head="linear", loss="mean_squared_error", metrics=()
    )
    return healthy.xor(runs=(run,), task="numbers", model=model)


def test_no_better_than_the_mean() -> None:
    """Below 0 the answers are worse than no network."""
    assert only(numbered(-1.5), "stuck-at-guessing").message == (
        "The answers lie 2.5 times as far off, in squares, as always naming the mean of your "
        "labels would."
    )


@pytest.mark.parametrize(("explained", "speaking"), [(0.05, True), (0.06, False), (None, False)])
def test_a_twentieth_of_the_variance_is_nothing(
    explained: float | None,
    speaking: bool,
) -> None:
    """What is not known is not blamed."""
    assert speaks(numbered(explained), "stuck-at-guessing") == speaking


def test_columns_for_a_cross_entropy_are_no_numbers_to_be_met() -> None:
    """Shares of classes are not measured by their squares."""
    evidence = replace(numbered(-1.5), model=healthy.iris_model(loss="categorical_crossentropy"))

    assert not speaks(evidence, "stuck-at-guessing")


def test_labels_that_are_all_unlike_are_no_classes() -> None:
    """The most frequent of them occurs once."""
    own = OwnRows(rows=100, accuracy=0.01, truth_counts=(1,) * 100)

    assert not speaks(guessing(1, own=own), "stuck-at-guessing")


def test_four_rows_are_taken_as_they_are() -> None:
    """Three of four are more than guessing, two are not."""
    own = OwnRows(rows=4, accuracy=0.5, truth_counts=(2, 2))

    assert speaks(guessing(2, rows=4, own=own), "stuck-at-guessing")
    assert not speaks(guessing(3, rows=4, own=own), "stuck-at-guessing")


# -------------------------------------------------------------------------------- layers


def test_a_dead_layer() -> None:
    """The layer is told by place, kind and size."""
    evidence = failing(healthy.iris(), layers=probes({"dead": 1.0}, {}))

    assert said(evidence, "dead-relu") == (
        "In layer 1 (Dense, 16 units), 100% of the units answer 0 for every row after training.",
        "Which rows could still move the weights of a unit that always answers 0?",
        "major",
    )


@pytest.mark.parametrize(("dead", "speaking"), [(0.89, False), (0.9, True)])
def test_many_dead_units_are_healthy(dead: float, speaking: bool) -> None:
    """Nine of ten are not."""
    evidence = failing(healthy.iris(), layers=probes({"dead": dead}, {}))

    assert speaks(evidence, "dead-relu") == speaking


def test_dead_units_that_do_no_harm() -> None:
    """A network that learned has no dead layer to speak of."""
    run = replace(healthy.iris().runs[0], layers=probes({"dead": 1.0}, {}))

    assert not speaks(healthy.iris(runs=(run,)), "dead-relu")


VANISHED = ({"gradient": 9e-6, "first_gradient": 2e-6}, {"gradient": 0.1, "first_gradient": 0.1})


def deep(first: dict[str, Any], last: dict[str, Any]) -> Evidence:
    """Three weighted layers."""
    return failing(healthy.iris(), layers=probes(first, {}, last))


def test_a_gradient_that_vanishes() -> None:
    """Both ends are told."""
    assert said(deep(*VANISHED), "vanishing-gradient") == (
        "The gradient is 9.0e-06 in layer 1 (Dense, 16 units) and 1.0e-01 in layer 3: almost "
        "nothing of the signal arrives.",
        "What happens to a number that is multiplied by a small slope again and again?",
        "major",
    )


@pytest.mark.parametrize(
    ("small", "speaking"), [(9.9e-5, True), (1e-4, False), (None, False), (0.0, True)]
)
@pytest.mark.parametrize("moment", ["gradient", "first_gradient"])
def test_a_gradient_must_vanish_before_and_after(
    moment: str,
    small: float | None,
    speaking: bool,
) -> None:
    """A ten-thousandth still arrives."""
    first, last = VANISHED

    assert speaks(deep({**first, moment: small}, last), "vanishing-gradient") == speaking


@pytest.mark.parametrize(("flat", "speaking"), [(2, True), (3, False)])
def test_a_stack_of_flat_layers_is_told_once(flat: int, speaking: bool) -> None:
    """Three dense layers of sigmoid have a rule of their own."""
    layers = (*(dense(16, "sigmoid"),) * flat, dense(3, "softmax"))
    evidence = deep(*VANISHED)
    evidence = replace(evidence, model=replace(healthy.iris_model(), layers=layers))

    assert speaks(evidence, "vanishing-gradient") == speaking


def test_a_small_gradient_everywhere_is_no_vanishing() -> None:
    """A network that has come to rest has small gradients in all layers."""
    first, last = VANISHED

    assert not speaks(deep(first, {**last, "gradient": 8e-3}), "vanishing-gradient")


def grown(largest: float | None) -> Evidence:
    """XOR at a usual rate with such a weight."""
    evidence = driven(failing(healthy.xor()), "sgd", 0.01)
    return failing(evidence, layers=probes({"largest": largest}, {"largest": 1.0}))


def test_weights_that_grow() -> None:
    """The largest is told."""
    assert said(grown(4321.0), "exploding-weights") == (
        "In layer 1 (Dense, 16 units), the largest weight is 4.32e+03 after training.",
        "How large is a single correction at the start, and what makes it so large?",
        "major",
    )


def test_weights_that_are_lost() -> None:
    """NaN has no size."""
    assert only(grown(None), "exploding-weights").message == (
        "In layer 1 (Dense, 16 units), weights are no numbers any more after training."
    )


@pytest.mark.parametrize(("largest", "speaking"), [(100.0, False), (100.1, True)])
def test_a_weight_of_a_hundred_is_allowed(largest: float, speaking: bool) -> None:
    """The limit of the catalogue."""
    assert speaks(grown(largest), "exploding-weights") == speaking


def test_overshooting_is_told_once() -> None:
    """Large steps are the nearer cause of large weights."""
    evidence = driven(curved(grown(4321.0), *straight(0.7, 9.5)), "sgd", 50.0)

    assert speaks(evidence, "steps-too-large")
    assert not speaks(evidence, "exploding-weights")


def saturated(*shares: float) -> Evidence:
    """XOR, failing, with so saturated layers."""
    return failing(healthy.xor(), layers=probes(*({"saturated": share} for share in shares)))


def test_saturated_units() -> None:
    """The share is told."""
    assert said(saturated(0.75, 0.0), "saturated-units") == (
        "In layer 1 (Dense, 16 units), 75% of the answers lie at a limit of tanh, where it is flat.",
        "How much does the answer of such a unit change when its sum changes a little?",
        "minor",
    )


@pytest.mark.parametrize(("share", "speaking"), [(0.49, False), (0.5, True)])
def test_half_of_the_answers_are_many(share: float, speaking: bool) -> None:
    """As DeepDiagnosis counts."""
    assert speaks(saturated(share, 0.0), "saturated-units") == speaking


def test_an_output_may_be_sure() -> None:
    """Answers near 0 and 1 are what training wants."""
    assert not speaks(saturated(0.0, 1.0), "saturated-units")


# -------------------------------------------------------------------------------- curves


def test_a_zigzag() -> None:
    """The rises are counted."""
    evidence = driven(curved(healthy.xor(), *up_and_down(0.6, 0.9)), "sgd", 0.01)

    assert said(evidence, "zigzag-curve") == (
        "In 10 of 19 epochs the loss rises by a tenth or more.",
        "Which settings decide how far a correction goes, and how many rows it heeds?",
        "minor",
    )


@pytest.mark.parametrize(("epochs", "speaking"), [(9, False), (10, True)])
def test_a_short_curve_is_no_zigzag(epochs: int, speaking: bool) -> None:
    """Of ten epochs two must rise."""
    evidence = driven(curved(healthy.xor(), *up_and_down(0.6, 0.9, epochs)), "sgd", 0.01)

    assert speaks(evidence, "zigzag-curve") == speaking


@pytest.mark.parametrize(("high", "speaking"), [(0.65, False), (0.67, True)])
def test_a_small_rise_is_no_zigzag(high: float, speaking: bool) -> None:
    """A tenth of 0.6 is 0.06."""
    evidence = driven(curved(healthy.xor(), *up_and_down(0.6, high)), "sgd", 0.01)

    assert speaks(evidence, "zigzag-curve") == speaking


def test_rows_set_aside_may_zigzag() -> None:
    """Few rows jump by themselves."""
    smooth = straight(0.7, 0.6, 20)
    evidence = driven(curved(healthy.xor(), *smooth, val_loss=up_and_down(0.6, 0.9)), "sgd", 0.01)

    assert not speaks(evidence, "zigzag-curve")


def aside(
    loss: tuple[float, ...],
    val_loss: tuple[float, ...],
    accuracy: tuple[float, ...] = (),
    val_accuracy: tuple[float, ...] = (),
    rows: int = 200,
) -> Evidence:
    """A script with so many rows set aside of 400."""
    history = {"loss": loss, "val_loss": val_loss}
    history |= {"accuracy": accuracy, "val_accuracy": val_accuracy} if accuracy else {}
    fit = {"x": healthy.numbers((400, 10), -1, 1), "validation_split": rows / 400}
    made = healthy.fitted(healthy.script(healthy.iris()), **fit)
    return failing(made, history=history, epochs=len(loss))


FALLING = straight(0.6, 0.1, 10)
TURNING = (0.6, 0.5, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
LEARNED = straight(0.6, 0.99, 10)


def test_learned_by_heart() -> None:
    """Both losses and both accuracies are told."""
    evidence = aside(FALLING, TURNING, LEARNED, straight(0.6, 0.78, 10))

    assert said(evidence, "memorising") == (
        "The loss of the 200 rows set aside is lowest in epoch 3 of 10, at 0.4, and ends at 0.75; "
        "of the rows trained on 99% come out right, of these 78%.",
        "What does the network learn after that epoch, if it is of no use to new rows?",
        "minor",
    )


@pytest.mark.parametrize(
    ("change", "speaking"),
    [
        ({}, True),
        ({"val_loss": (0.6, 0.5, 0.45, 0.44, 0.43, 0.4, 0.5, 0.6, 0.7, 0.75)}, False),
        ({"val_loss": (0.6, 0.5, 0.4, *(0.44,) * 7)}, False),
        ({"val_loss": (0.6, 0.5, 0.4, *(0.45,) * 7)}, True),
        ({"loss": (*FALLING[:3], *(0.6,) * 7)}, False),
        ({"val_accuracy": straight(0.6, 0.9, 10)}, False),
        ({"val_accuracy": straight(0.6, 0.89, 10)}, True),
        ({"rows": 20}, False),
    ],
)
def test_overfitting_needs_every_sign(change: dict[str, Any], speaking: bool) -> None:
    """Early turn, rise, learned rows, a bad end, and a gap beyond chance."""
    usual = {"loss": FALLING, "val_loss": TURNING, "accuracy": LEARNED}
    usual |= {"val_accuracy": straight(0.6, 0.78, 10)}

    assert speaks(aside(**(usual | change)), "memorising") == speaking


@pytest.mark.parametrize(("epochs", "speaking"), [(4, False), (5, True)])
def test_four_epochs_show_no_turn(epochs: int, speaking: bool) -> None:
    """A curve needs a length."""
    evidence = aside(
        FALLING[:epochs],
        (0.4, 0.5, 0.6, 0.7, 0.8)[:epochs],
        straight(0.6, 0.99, epochs),
        straight(0.6, 0.78, epochs),
    )

    assert speaks(evidence, "memorising") == speaking


def test_the_best_epoch_is_gone() -> None:
    """Answers for numbers were better before."""
    made = aside(FALLING, tuple(10 * loss for loss in TURNING))
    assert made.model is not None
    loss = replace(made.model.loss, name="mean_squared_error")  # type: ignore[type-var]
    y = healthy.numbers((400,), 0, 9, spread=2.0)
    made = healthy.fitted(replace(made, model=replace(made.model, loss=loss), task="numbers"), y=y)

    assert said(made, "best-epoch-not-kept") == (
        "For the rows set aside epoch 3 was the best, with a loss of 4; the network that is left "
        "is that of epoch 10, with 7.5.",
        "Which of the two would you rather hand in, and which one do you have?",
        "minor",
    )
    assert not speaks(healthy.fitted(made, callbacks=("EarlyStopping",)), "best-epoch-not-kept")
    learned = healthy.fitted(made, y=replace(y, spread=4.0))
    assert not speaks(learned, "best-epoch-not-kept")


@pytest.mark.parametrize(("now", "speaking"), [(0.72, False), (0.7, True)])
def test_a_lost_epoch_must_have_answered_better(now: float, speaking: bool) -> None:
    """Three standard errors of 0.8 and 200 rows are 0.085."""
    worse = (0.6, 0.7, 0.8, *(now,) * 7)
    evidence = aside(straight(0.6, 0.5, 10), TURNING, straight(0.6, 0.75, 10), worse)

    assert speaks(evidence, "best-epoch-not-kept") == speaking
    assert not speaks(evidence, "memorising")


def test_surer_of_the_same_mistakes() -> None:
    """The loss rises and the accuracy stays."""
    level = (0.6, 0.7, *(0.8,) * 8)
    evidence = aside(FALLING, TURNING, straight(0.6, 0.85, 10), level)

    assert said(evidence, "surer-of-its-mistakes") == (
        "From epoch 3 on the loss of the rows set aside rises from 0.4 to 0.75, while their "
        "accuracy goes from 0.8 to 0.8.",
        "How can the loss grow while as many answers are right as before?",
        "info",
    )


@pytest.mark.parametrize(("now", "speaking"), [(0.772, True), (0.771, False), (0.9, False)])
def test_an_accuracy_that_moves_is_not_the_same(now: float, speaking: bool) -> None:
    """One standard error of 0.8 and 200 rows is 0.028; and nine of ten is good."""
    level = (0.6, 0.7, *(0.8,) * 7, now)
    evidence = aside(FALLING, TURNING, straight(0.6, 0.85, 10), level)

    assert speaks(evidence, "surer-of-its-mistakes") == speaking


# ---------------------------------------------------------------------------- too little


def practised(right: int, curve: tuple[float, ...] = (0.6,) * 40, rows: int = 120) -> Evidence:
    """Iris with three equal classes, so many answered rightly."""
    own = OwnRows(rows=rows, accuracy=right / rows, truth_counts=(rows // 3,) * 3)
    made = failing(healthy.iris(), history={"loss": curve}, own=own, epochs=len(curve))
    return healthy.fitted(made, epochs=40)


def test_practised_in_vain() -> None:
    """The rows, the share and the loss are told."""
    assert said(practised(79), "practised-rows-not-learned") == (
        "Of the 120 rows it practised the network gets 66% right, and the loss has come to rest "
        "at 0.6.",
        "Could your network learn ten of these rows by heart?",
        "major",
    )


@pytest.mark.parametrize(("right", "speaking"), [(55, False), (56, True), (79, True), (81, False)])
def test_between_guessing_and_learned(right: int, speaking: bool) -> None:
    """A third and three standard errors of 120 rows are 55; half of the way up from a third is 80."""
    assert speaks(practised(right), "practised-rows-not-learned") == speaking


def test_a_loss_on_its_way_is_not_at_rest() -> None:
    """More epochs would help it."""
    falling = tuple(0.9 * 0.97**epoch for epoch in range(40))

    assert not speaks(practised(79, falling), "practised-rows-not-learned")


def test_a_handful_of_rows_is_a_matter_of_luck() -> None:
    """Of 18 rows a share means little."""
    assert not speaks(practised(12, rows=18), "practised-rows-not-learned")


@pytest.mark.parametrize(
    ("explained", "speaking"), [(0.05, False), (0.06, True), (0.49, True), (0.5, False)]
)
def test_numbers_are_practised_as_well(explained: float, speaking: bool) -> None:
    """Between nothing and half of the variance."""
    made = replace(numbered(explained), fits=practised(79).fits)
    (run,) = made.runs
    made = replace(made, runs=(replace(run, history={"loss": (0.6,) * 40}),))

    assert speaks(made, "practised-rows-not-learned") == speaking


def test_numbers_are_told_by_what_is_explained() -> None:
    """There is no accuracy of numbers."""
    made = replace(numbered(0.3), fits=practised(79).fits)
    (run,) = made.runs
    made = replace(made, runs=(replace(run, history={"loss": (0.6,) * 40}),))

    assert only(made, "practised-rows-not-learned").message == (
        "For the 50 rows it practised the network explains 30% of how the labels differ, and the "
        "loss has come to rest at 0.6."
    )


def still(per_epoch: float, epochs: int = 20) -> Evidence:
    """Iris above the usual rate with such a slope."""
    curve = tuple(0.9 * (1 - per_epoch) ** epoch for epoch in range(epochs))
    made = healthy.fitted(curved(healthy.iris(), *curve), epochs=epochs)
    return driven(made, "adam", 0.002)


def test_stopped_on_the_way() -> None:
    """The end of the curve is told."""
    assert said(still(0.05), "stopped-while-improving") == (
        "The loss is 0.34 at the end and still falling: 4 epochs before, it was 0.417.",
        "Where would the curve go if it were given more time?",
        "minor",
    )


@pytest.mark.parametrize(("per_epoch", "speaking"), [(0.019, False), (0.021, True)])
def test_a_slope_of_two_percent(per_epoch: float, speaking: bool) -> None:
    """The limit of the catalogue."""
    assert speaks(still(per_epoch), "stopped-while-improving") == speaking


@pytest.mark.parametrize("curve", [(0.0,) * 20, straight(-1.0, -9.0, 20)])
def test_a_loss_of_nothing_and_one_below_0_are_not_on_their_way(curve: tuple[float, ...]) -> None:
    """The one has arrived, and the other has no goal."""
    made = healthy.fitted(curved(healthy.iris(), *curve), epochs=20)

    assert not speaks(driven(made, "adam", 0.002), "stopped-while-improving")
    assert not speaks(driven(made, "adam", 0.001), "steps-too-small")


def test_small_steps_or_few_updates_say_it_better() -> None:
    """One cause is told once."""
    creeping, few = driven(still(0.02), "adam", 0.001), healthy.fitted(still(0.05), epochs=10)

    assert speaks(creeping, "steps-too-small")
    assert not speaks(creeping, "stopped-while-improving")
    assert not speaks(few, "stopped-while-improving")


# --------------------------------------------------------------------------- watching


BLIND = (
    "Early stopping conditioned on metric `val_loss` which is not available. Available metrics "
    "are: accuracy,loss"
)


def warned(message: str, **changes: Any) -> Evidence:
    """Iris without rows set aside, and a warning."""
    made = healthy.fitted(healthy.iris(), validation_split=0.0, **changes)
    return replace(made, warnings=(KerasWarning("UserWarning", message, FIT),) * 2)


def test_blind_early_stopping() -> None:
    """The same warning of every epoch is told once."""
    assert said(warned(BLIND), "blind-early-stopping") == (
        "Early stopping watches `val_loss`, but no rows are set aside, so there is no such number.",
        "Which numbers does your training report, and which one is watched?",
        "minor",
    )


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            BLIND.replace("val_loss", "acc"),
            "Early stopping watches `acc`, and your training reports no such number.",
        ),
        (
            "Learning rate reduction is conditioned on metric `acc` which is not available.",
            "The reduction of the learning rate watches `acc`, and your training reports no such "
            "number.",
        ),
        (
            "Can save best model only with acc available.",
            "The storing of the best network watches `acc`, and your training reports no such "
            "number.",
        ),
    ],
)
def test_other_watchdogs(message: str, told: str) -> None:
    """All three callbacks of Keras that watch a number."""
    assert only(warned(message), "blind-early-stopping").message == told


def test_other_warnings_are_no_watchdogs() -> None:
    """They are explained elsewhere."""
    assert not speaks(warned("Do not pass an `input_shape`"), "blind-early-stopping")


LINES = ("import keras", "model = keras.Sequential()", "model.fit(x, y)")


def unseen(*asked: Asking, source: tuple[str, ...] = LINES, **changes: Any) -> Evidence:
    """A script with 120 rows and none aside."""
    made = healthy.fitted(healthy.script(healthy.iris()), validation_split=0.0, **changes)
    return replace(made, asked=asked, source=source)


def asking(by: Any = "predict", **changes: Any) -> Asking:
    """A question after the training."""
    x = healthy.numbers((5, 4), -2.0, 2.0)
    return replace(Asking(by=by, x=x, after=1, met=1.0, place=Place(40)), **changes)


def test_no_row_is_unseen() -> None:
    """The rows are counted."""
    assert said(unseen(asking()), "no-unseen-rows") == (
        "All 120 rows are trained on, and no other row is ever shown to the network.",
        "How would you find out what it does with a row that it has never met?",
        "info",
    )


@pytest.mark.parametrize(
    "made",
    [
        unseen(asking(met=0.5)),
        unseen(asking(met=None)),
        unseen(asking("evaluate")),
        unseen(source=(*LINES, "x_test = 1")),
        unseen(source=("def train_test_split(a): pass", *LINES)),
        unseen(source=(*LINES, "print(model(x[:5]))")),
        unseen(validated=True),
        unseen(by="train_on_batch"),
        unseen(x=healthy.numbers((49, 4), 0, 1)),
        unseen(x=healthy.numbers((64, 2), 0, 1, values=(0.0, 1.0))),
        replace(unseen(), exam="hidden"),
        replace(unseen(), source=("x = = 1",)),
    ],
)
def test_any_sign_of_other_rows_is_enough(made: Evidence) -> None:
    """A remark that may be wrong is not made."""
    assert not speaks(made, "no-unseen-rows")


# -------------------------------------------------------------------------- never trained


def test_no_epochs() -> None:
    """Keras takes 0 without a word."""
    evidence = healthy.fitted(failing(healthy.iris(), epochs=0, history={}), epochs=0)
    by_hand = replace(evidence, source=("model.load_weights('mine.weights.h5')",))

    assert not speaks(by_hand, "never-trained")
    assert said(evidence, "never-trained") == (
        "`fit` is asked for 0 epochs, so the network answers with its random weights.",
        "How often shall the network go through your rows, and how often does it?",
        "fatal",
    )


def stood(*moved: float, **changes: Any) -> Evidence:
    """Iris whose layers moved so far."""
    made = failing(healthy.iris(), layers=probes(*({"moved": far} for far in moved)))
    history = {"loss": (8.05904769,) * 40}
    run = replace(made.runs[0], history=history, epochs=40)
    return replace(made, runs=(replace(run, **changes),))


def test_nothing_moved() -> None:
    """The loss that stays is told."""
    assert said(stood(0.0, 0.0), "never-trained") == (
        "In 40 epochs not one weight matrix changed, and the loss stays at 8.059.",
        "Which answers does the network give, and could a small change improve any?",
        "major",
    )


@pytest.mark.parametrize(
    "made",
    [
        stood(0.0, 1e-6),
        stood(),
        stood(0.0, 0.0, accuracy=1.0),
        stood(0.0, 0.0, history={"loss": (0.0,) * 40}),
        driven(stood(0.0, 0.0), "adam", 0.0),
    ],
)
def test_a_layer_that_moved_was_trained(made: Evidence) -> None:
    """A rate of 0 has a rule of its own."""
    assert not speaks(made, "never-trained")


@pytest.mark.parametrize(("dead", "speaking"), [(0.89, True), (0.9, False)])
def test_dead_units_are_the_nearer_cause(dead: float, speaking: bool) -> None:
    """Their gradient is 0, so nothing moves."""
    made = stood(0.0, 0.0)
    (run,) = made.runs
    first, last = run.layers
    run = replace(run, layers=(replace(first, dead=dead), last))

    assert speaks(replace(made, runs=(run,)), "never-trained") == speaking
    assert speaks(replace(made, runs=(run,)), "dead-relu") != speaking


def test_a_frozen_network_is_not_blamed_twice() -> None:
    """Locked layers have a rule of their own."""
    made = stood(0.0, 0.0)
    assert made.model is not None
    layers = tuple(replace(layer, trainable=False) for layer in made.model.layers)

    assert not speaks(replace(made, model=replace(made.model, layers=layers)), "never-trained")


OTHER = ("small = network()", "large = network()", "small.fit(x, y)", "large.predict(x)")


def another(*asked: Asking, source: tuple[str, ...] = OTHER, reached: Any = "compiled") -> Evidence:
    """A script with a trained network 0 and another one, 1."""
    made = replace(healthy.script(healthy.iris()), asked=asked, source=source)
    candidate = Candidate(number=1, reached=reached, model=healthy.iris_model())
    return replace(made, candidates=(candidate,))


def test_the_wrong_network_is_asked() -> None:
    """The line of the question is told."""
    evidence = another(asking(network=1))

    assert said(evidence, "never-trained") == (
        "One network was trained for 40 epochs, but another one is asked here, which never was.",
        "Which of your networks did `fit` train, and which one do you ask?",
        "fatal",
    )
    assert only(evidence, "never-trained").place == Place(40)


@pytest.mark.parametrize(
    "made",
    [
        another(asking(network=0)),
        another(asking(network=0), asking(network=1)),
        another(asking(network=1, after=0)),
        another(asking(network=1), reached="fit"),
        another(asking(network=1), source=(*OTHER, "large.set_weights(small.get_weights())")),
        another(asking(network=1), source=(*OTHER, "half = keras.Model(a, b)")),
        another(asking(network=1), source=(*OTHER, "large.add(small.layers[0])")),
        another(asking(network=1), source=("first = keras.layers.Dense(4)", *OTHER)),
        another(asking(network=1), source=(*OTHER, "both = Sequential([large, small])")),
        another(asking(network=1), source=(*OTHER, "both = Sequential(parts)")),
        another(asking(network=1), source=(*OTHER, "small.add(large)")),
        another(asking(network=1), source=(*OTHER, "small.add(part())")),
        another(asking(network=1), source=(*OTHER, "with tf.GradientTape() as tape: pass")),
    ],
)
def test_weights_may_come_from_elsewhere(made: Evidence) -> None:
    """Networks that share layers, are filled, or are compared on purpose."""
    assert not speaks(made, "never-trained")


# ---------------------------------------------------------------------------------- luck


def lucky(*accuracies: float, rows: int = 120) -> Evidence:
    """Iris with so many seeds."""
    runs = [
        healthy.run(seed, accuracy=right, answers=(0,) * rows)
        for seed, right in enumerate(accuracies)
    ]
    return healthy.iris(runs=tuple(runs))


def test_it_depends_on_the_start() -> None:
    """The reach is told."""
    assert said(lucky(0.95, 0.66, 0.67), "depends-on-luck") == (
        "1 of 3 random starts leads to a good result; they reach from 0.66 to 0.95.",
        "What would you report if you had seen only one of these results?",
        "info",
    )


def test_several_good_starts_are_counted() -> None:
    """The sentence agrees with its number."""
    assert only(lucky(0.95, 0.94, 0.66), "depends-on-luck").message == (
        "2 of 3 random starts lead to a good result; they reach from 0.66 to 0.95."
    )


@pytest.mark.parametrize(
    ("made", "speaking"),
    [
        (lucky(0.95, 0.82), True),
        (lucky(0.95, 0.88), False),
        (lucky(0.95, 0.82, rows=20), False),
        (lucky(0.89, 0.5), False),
        (lucky(0.95, 0.9), False),
        (lucky(1.0, 0.5, rows=4), False),
    ],
)
def test_luck_must_make_a_difference(made: Evidence, speaking: bool) -> None:
    """A tenth, and more than chance; and at least one must succeed."""
    assert speaks(made, "depends-on-luck") == speaking


def unlucky(units: int, activation: str = "relu", **changes: Any) -> Evidence:
    """XOR with so many hidden units, at rest with three rows from every start."""
    layers = (dense(units, activation), dense(1, "sigmoid"))
    model = replace(healthy.xor_model(), layers=layers)
    run = healthy.failed(history={"loss": (0.477,) * 200}, **changes)
    return healthy.xor(model=model, runs=(run, replace(run, seed=1)))


def test_unlucky_from_every_start() -> None:
    """It is nobody's error, and it says so."""
    assert said(unlucky(2), "unlucky-in-every-start") == (
        "From 2 random starts your network comes to rest with at most 3 of 4 rows right; with 2 "
        "hidden units that happens often.",
        "This is no error of yours. How often does it succeed with other seeds, and how does the "
        "number of hidden units change that?",
        "major",
    )


@pytest.mark.parametrize(
    ("made", "speaking"),
    [
        (unlucky(4), True),
        (unlucky(5), False),
        (unlucky(1), False),
        (unlucky(2, "linear"), False),
        (unlucky(2, error="stopped"), False),
        (healthy.fitted(unlucky(2), epochs=100), True),
        (healthy.fitted(unlucky(2), epochs=99), False),
    ],
)
def test_only_a_small_network_that_bends_is_unlucky(made: Evidence, speaking: bool) -> None:
    """Two to four units, and a hundred updates."""
    assert speaks(made, "unlucky-in-every-start") == speaking


def test_one_start_that_succeeds_is_told_elsewhere() -> None:
    """Then it is known that the design can do it."""
    made = unlucky(2)
    mixed = replace(made, runs=(*made.runs, healthy.run(2)))

    assert not speaks(mixed, "unlucky-in-every-start")
    assert speaks(mixed, "lucky-or-unlucky-start")


# ---------------------------------------------------------------------------- first loss


def beginning(first: float | None, **changes: Any) -> Evidence:
    """Iris, failing, with such a loss before training."""
    made = failing(healthy.iris(), first_loss=first)
    assert made.model is not None
    return replace(made, model=replace(made.model, **changes))


def test_far_worse_than_guessing() -> None:
    """Three classes alike would give 1.1."""
    assert said(beginning(9.0), "first-loss-far-from-guessing") == (
        "Before any training the loss is 9; guessing among all classes would give 1.1.",
        "How can a network be so sure of wrong answers before it has learned anything?",
        "minor",
    )


@pytest.mark.parametrize(("first", "speaking"), [(3.29, False), (3.3, True), (None, False)])
def test_three_times_the_loss_of_guessing(
    first: float | None,
    speaking: bool,
) -> None:
    """Three times ln 3 is 3.296."""
    assert speaks(beginning(first), "first-loss-far-from-guessing") == speaking


@pytest.mark.parametrize(
    "made",
    [
        beginning(9.0, head="linear"),
        healthy.fitted(beginning(9.0), x=healthy.numbers((120, 4), 0, 21)),
        healthy.fitted(beginning(9.0), class_weight=True),
        beginning(
            9.0,
            layers=(
                dense(16, "relu", settings={"kernel_regularizer": "L2 with l2 0.1"}),
                dense(3, "softmax"),
            ),
        ),
        replace(beginning(9.0), runs=(replace(beginning(9.0).runs[0], accuracy=0.95),)),
    ],
)
def test_what_explains_a_large_first_loss(made: Evidence) -> None:
    """Other rules speak of it, or nothing went wrong."""
    assert not speaks(made, "first-loss-far-from-guessing")


# ------------------------------------------------------------------------------- remarks


def dropping(shown: float, asked: float, kind: str = "Dropout") -> Evidence:
    """Iris with dropout, failing, and both accuracies."""
    own = OwnRows(rows=120, accuracy=asked, truth_counts=(40, 40, 40))
    history = {"loss": (1.0, 0.9), "accuracy": (0.4, shown)}
    made = failing(healthy.iris(), own=own, history=history)
    assert made.model is not None
    layers = (dense(16, "relu"), plain_layer(kind), dense(3, "softmax"))
    return replace(made, model=replace(made.model, layers=layers))


def test_training_looks_worse_with_dropout() -> None:
    """Both numbers are told."""
    assert said(dropping(0.6, 0.85), "dropout-makes-training-look-worse") == (
        "`fit` ends with an accuracy of 0.6; asked about the same rows afterwards, with no unit "
        "switched off, the network reaches 0.85.",
        "What does dropout do while a network is trained, and what while it is asked?",
        "info",
    )


@pytest.mark.parametrize(
    ("asked", "kind", "speaking"),
    [(0.73, "Dropout", False), (0.74, "Dropout", True), (0.85, "Flatten", False)],
)
def test_a_small_difference_needs_no_word(asked: float, kind: str, speaking: bool) -> None:
    """Three standard errors of 0.6 and 120 rows are 0.134."""
    evidence = dropping(0.6, asked, kind)

    assert speaks(evidence, "dropout-makes-training-look-worse") == speaking


def compiled(line: str, name: str = "rmsprop") -> Evidence:
    """A failing script with this call of `compile`."""
    made = driven(failing(healthy.script(healthy.iris())), name, 0.001)
    return replace(made, source=("x = 1", line))


def test_nobody_chose_the_optimizer() -> None:
    """What Keras took is told, with its line."""
    evidence = compiled('model.compile(loss="mse")')

    assert said(evidence, "optimizer-not-chosen") == (
        "`compile` is told no optimizer, so Keras takes RMSprop with a learning rate of 0.001.",
        "Who decides how the weights are changed in your program, and how fast?",
        "info",
    )
    assert only(evidence, "optimizer-not-chosen").place == Place(2)


@pytest.mark.parametrize(
    "made",
    [
        compiled('model.compile("rmsprop", loss="mse")'),
        compiled('model.compile(optimizer="rmsprop", loss="mse")'),
        compiled("model.compile(**settings)"),
        compiled('model.compile(loss="mse")', "adam"),
        compiled("x = 2"),
        replace(compiled('model.compile(loss="mse")'), runs=healthy.iris().runs),
    ],
)
def test_an_optimizer_that_was_chosen_or_did_well(made: Evidence) -> None:
    """RMSprop may be meant, and may do well."""
    assert not speaks(made, "optimizer-not-chosen")


def signed(loss: str = "categorical_crossentropy", least: float = -1.0, **run: Any) -> Evidence:
    """Iris with columns of such labels."""
    made = failing(healthy.iris(model=healthy.iris_model(loss=loss)), **run)
    return healthy.fitted(made, y=healthy.numbers((120, 3), least, 1.0))


def test_columns_below_0() -> None:
    """The loss shows it."""
    assert said(signed(history={"loss": (-3.0, -449.2)}), "negative-column-labels") == (
        "Categorical cross-entropy reads labels as shares, but yours begin at -1, and the loss "
        "ends at -449.2.",
        "What could a share below 0 of a decision mean?",
        "fatal",
    )
    assert only(replace(signed(), runs=()), "negative-column-labels").message == (
        "Categorical cross-entropy reads labels as shares, but yours begin at -1."
    )


@pytest.mark.parametrize(("right", "weight"), [(0.89, "fatal"), (0.9, "minor")])
def test_negative_columns_may_do_no_harm(right: float, weight: str) -> None:
    """The largest answer may still be at the largest label."""
    evidence = signed(history={"loss": (-3.0,), "accuracy": (right,)})

    assert only(evidence, "negative-column-labels").severity == weight


@pytest.mark.parametrize("made", [signed(least=0.0), signed("mean_squared_error")])
def test_shares_and_squares_are_left_alone(made: Evidence) -> None:
    """Softened labels do not go below 0, and a squared error meets any number."""
    assert not speaks(made, "negative-column-labels")
