"""Rules about the network and how its training went."""

from dataclasses import replace

import pytest

from nngrader.evidence import ArraySpec, Evidence, LayerSpec, OptimizerSpec, OwnRows, Setting
from nngrader.rules import find
from nngrader.rules._reading import EXPLAINED, succeeded
from nngrader.rules.no_hidden_layer import BEST_LINE
from nngrader.rules.too_few_updates import FEWEST, STILL_FALLING
from tests.rules import healthy
from tests.rules.healthy import dense, failed, network, plain_layer, run, xor_model


def said(evidence: Evidence, rule: str) -> tuple[str, str]:
    """What one rule says, message and hint, asserting that it speaks once."""
    (finding,) = find(evidence, only=rule)
    return finding.message, finding.hint


def with_rate(rate: Setting) -> Evidence:
    """XOR with another learning rate."""
    optimizer = OptimizerSpec("adam", {"learning_rate": rate})
    return healthy.xor(model=replace(xor_model(), optimizer=optimizer))


def test_steps_uphill() -> None:
    """A negative learning rate is named with its value."""
    assert said(with_rate(-0.01), "learning-rate-not-positive") == (
        "The learning rate of adam is -0.01, so every step goes uphill.",
        "In which direction should the loss move, and which sign and size takes it there?",
    )


def test_no_steps_at_all() -> None:
    """At 0 nothing moves."""
    message, _ = said(with_rate(0.0), "learning-rate-not-positive")

    assert message == "The learning rate of adam is 0, so the weights stay where they began."


@pytest.mark.parametrize("rate", [1e-7, 50.0, "ExponentialDecay(...)", None, float("nan")])
def test_any_positive_rate_and_any_schedule_is_left_alone(rate: Setting) -> None:
    """A number alone proves nothing; see T03 in the catalogue."""
    assert find(with_rate(rate), only="learning-rate-not-positive") == ()


def test_a_loss_that_is_no_number() -> None:
    """The first epoch without a number is named."""
    history: dict[str, tuple[float | None, ...]] = {"loss": (0.7, 9.1, None, None)}
    evidence = healthy.xor(runs=(run(), failed(1, history=history)))

    assert said(evidence, "nan-loss") == (
        "With seed 1, the loss is not a finite number from epoch 3 of 4 on.",
        "What grew too large just before, and which setting decides how far each correction goes?",
    )


def test_a_loss_poisoned_by_the_inputs_is_left_to_its_cause() -> None:
    """Missing inputs explain it."""
    evidence = healthy.xor(runs=(failed(history={"loss": (None,)}),))
    poisoned = healthy.fitted(evidence, x=healthy.numbers((4, 2), 0, 1, nan_count=1))

    assert find(evidence, only="nan-loss")
    assert find(poisoned, only="nan-loss") == ()


def cut_short(epochs: int, *, falls: float = 0.01, **changes: object) -> Evidence:
    """XOR on one batch per epoch; the loss falls by this share over the last fifth."""
    back = max(1, round(epochs / 5))
    losses = (0.7,) * (epochs - back) + (0.7 * (1 - falls),) * back
    runs = (failed(epochs=epochs, history={"loss": losses}),)
    return healthy.fitted(healthy.xor(runs=runs), epochs=epochs, **changes)


def test_twenty_corrections_are_few() -> None:
    """Four rows in one batch: as many corrections as epochs."""
    assert said(cut_short(20), "too-few-updates") == (
        "Training ends after 20 corrections of the weights (20 epochs of 1 batch), while the loss "
        "is still falling.",
        "How often do the weights change in your training? Extend the curve: where would it go?",
    )


def test_one_epoch_shows_no_slope() -> None:
    """`fit` without `epochs` trains for one epoch."""
    message, _ = said(cut_short(1), "too-few-updates")

    assert message == (
        "Training ends after 1 correction of the weights (1 epoch of 1 batch), too few to see "
        "the loss fall."
    )


def test_batches_count() -> None:
    """Two batches per epoch are two corrections."""
    message, _ = said(cut_short(20, batch_size=2), "too-few-updates")

    assert message == (
        "Training ends after 40 corrections of the weights (20 epochs of 2 batches), while the "
        "loss is still falling."
    )


@pytest.mark.parametrize(("epochs", "findings"), [(FEWEST - 1, 1), (FEWEST, 0)])
def test_few_means_less_than_a_hundred(epochs: int, findings: int) -> None:
    """At the limit the rule is silent."""
    assert len(find(cut_short(epochs), only="too-few-updates")) == findings


@pytest.mark.parametrize(
    ("falls", "weighs"),
    [
        (STILL_FALLING * 1.01, ["major"]),
        (STILL_FALLING * 0.99, ["minor"]),
        (0.0, ["minor"]),
        (-0.1, []),
    ],
)
def test_a_loss_that_came_to_rest_promises_less(falls: float, weighs: list[str]) -> None:
    """Only a loss that still falls promises more; one that rises has another cause."""
    found = find(cut_short(20, falls=falls), only="too-few-updates")

    assert [finding.severity for finding in found] == weighs


def test_a_loss_that_came_to_rest_is_not_called_falling() -> None:
    (found,) = find(cut_short(20, falls=0.0), only="too-few-updates")

    assert found.message == (
        "Training ends after 20 corrections of the weights (20 epochs of 1 batch), and the network "
        "is far from its goal."
    )


def test_few_updates_that_were_enough_are_left_alone() -> None:
    """Nobody hears about the training of a network that has learned."""
    evidence = cut_short(20)
    learned = replace(evidence, runs=(*evidence.runs, run(1)))

    assert find(learned, only="too-few-updates") == ()


def test_no_number_of_updates_helps_a_constant() -> None:
    """Softmax on one unit is the cause, even though the loss falls."""
    evidence = replace(cut_short(20), model=xor_model("constant"))

    assert find(evidence, only="too-few-updates") == ()


LINE = network(dense(1, "sigmoid"), head="sigmoid-like", loss="binary_crossentropy")


def test_a_straight_line_through_xor() -> None:
    """One layer, three of four rows."""
    evidence = healthy.xor(model=LINE, runs=(failed(), run(1, accuracy=0.5)))

    assert said(evidence, "no-hidden-layer") == (
        "Your network has 1 layer and none of them is hidden, so it can only draw a straight line; "
        "its best accuracy is 0.75.",
        "Draw the rows as points and try to split the classes with a ruler: where could a bend "
        "come from?",
    )


@pytest.mark.parametrize(("accuracy", "findings"), [(BEST_LINE, 1), (BEST_LINE + 0.01, 0)])
def test_what_a_line_can_reach(accuracy: float, findings: int) -> None:
    """Beyond three of four, the classes are not those of XOR."""
    evidence = healthy.xor(model=LINE, runs=(run(accuracy=accuracy),))

    assert len(find(evidence, only="no-hidden-layer")) == findings


@pytest.mark.parametrize("truth", [(0, 0, 0, 1), (0, 1) * 20, ()])
def test_other_tasks_may_have_straight_borders(truth: tuple[int, ...]) -> None:
    """An AND of four rows, or a larger task, may be solved by a line."""
    evidence = healthy.xor(model=LINE, runs=(failed(),), truth=truth)

    assert find(evidence, only="no-hidden-layer") == ()


def test_iris_needs_no_hidden_layer() -> None:
    """Three species, nearly separated by lines."""
    model = network(dense(3, "softmax"), head="softmax", loss="sparse_categorical_crossentropy")
    runs = (run(accuracy=0.6, answers=(0, 1, 2) * 10),)

    assert find(healthy.iris(model=model, runs=runs), only="no-hidden-layer") == ()


@pytest.mark.parametrize(
    "changed",
    [
        replace(LINE, layers=(plain_layer("Lambda"), *LINE.layers)),
        replace(LINE, layers=(dense(8, "tanh"), *LINE.layers)),
        replace(LINE, head="other"),
        replace(LINE, chain=False),
    ],
)
def test_what_may_bend_is_not_called_a_line(changed: object) -> None:
    """A layer of the student's own, a hidden layer, an unknown output, branches."""
    evidence = replace(healthy.xor(runs=(failed(),)), model=changed)  # type: ignore[arg-type]

    assert find(evidence, only="no-hidden-layer") == ()


def stack(*layers: LayerSpec) -> Evidence:
    """XOR with these layers before its output."""
    model = network(*layers, dense(1, "sigmoid"), head="sigmoid-like", loss="binary_crossentropy")
    return healthy.xor(model=model)


def test_a_hidden_layer_without_a_bend() -> None:
    """The layer is named with its size."""
    assert said(stack(dense(16)), "linear-hidden-layers") == (
        "1 hidden layer of your network has no activation (Dense, 16 units, linear), and without a "
        "bend two layers in a row can do no more than one.",
        "What does 3 * (2 * x) simplify to, and what in your stack cannot be simplified like this?",
    )


def test_dropout_does_not_bend() -> None:
    """Two layers without activation, dropout after each."""
    drop = plain_layer("Dropout")

    message, _ = said(stack(dense(16), drop, dense(8), drop), "linear-hidden-layers")

    assert message == (
        "2 hidden layers of your network have no activation (Dense, 16 units, linear; Dense, 8 "
        "units, linear), and without a bend two layers in a row can do no more than one."
    )


@pytest.mark.parametrize("bend", ["LeakyReLU", "PReLU", "Activation", "MaxPooling2D", "Lambda"])
def test_a_layer_of_its_own_may_bend(bend: str) -> None:
    """UMLAUT calls Dense followed by LeakyReLU a fault; it is none."""
    assert find(stack(dense(16), plain_layer(bend)), only="linear-hidden-layers") == ()


def test_branches_are_not_judged() -> None:
    """In a graph the next layer in the list need not be the next in the data."""
    evidence = stack(dense(16))
    assert evidence.model is not None

    branched = replace(evidence, model=replace(evidence.model, chain=False))

    assert find(branched, only="linear-hidden-layers") == ()


def test_one_answer_to_everything() -> None:
    """The answer is called by its name."""
    runs = tuple(run(seed, accuracy=1 / 3, answers=(2,) * 30) for seed in (0, 1))

    assert said(healthy.iris(runs=runs), "single-answer") == (
        'With seed 0, all 30 rows of the exam get the same answer: "virginica".',
        "Does the answer change at all when you change the input, and what could hold it fixed?",
    )


def test_one_lucky_seed_tells_that_answers_can_differ() -> None:
    """Every run must give one answer."""
    one = run(accuracy=1 / 3, answers=(2,) * 30)
    other = run(1, accuracy=0.5, answers=(*(2,) * 29, 1))

    assert find(healthy.iris(runs=(one,)), only="single-answer")
    assert find(healthy.iris(runs=(one, other)), only="single-answer") == ()


def test_no_class_at_all_is_not_an_answer() -> None:
    """An answer of -1 could not be read as a class."""
    runs = (run(accuracy=0.0, answers=(-1,) * 30),)

    assert find(healthy.iris(runs=runs), only="single-answer") == ()


def test_luck_is_nobodys_error() -> None:
    """Some starts solve XOR, others do not."""
    evidence = healthy.xor(runs=(run(0), failed(1), run(2)))

    (finding,) = find(evidence, only="lucky-or-unlucky-start")

    assert finding.severity == "info"
    assert finding.message == (
        "2 of 3 random starts answer all 4 rows rightly: the design can do it, but not from every "
        "start."
    )
    assert finding.hint == (
        "This is no error of yours. How often does it succeed with other seeds, and how does the "
        "number of hidden units change that?"
    )


@pytest.mark.parametrize("runs", [(run(0), run(1)), (failed(0), failed(1)), (failed(0),)])
def test_without_both_outcomes_nothing_is_said_about_luck(runs: tuple[object, ...]) -> None:
    """All or none is not luck."""
    evidence = replace(healthy.xor(), runs=runs)  # type: ignore[arg-type]

    assert find(evidence, only="lucky-or-unlucky-start") == ()


def test_one_row_more_or_less_on_iris_is_not_luck() -> None:
    """Only a handful of rows makes all or nothing."""
    runs = (run(0, accuracy=1.0, answers=(0,) * 5), run(1, accuracy=0.8, answers=(0,) * 5))

    assert find(healthy.iris(runs=runs), only="lucky-or-unlucky-start") == ()


@pytest.mark.parametrize(("explained", "well"), [(EXPLAINED - 0.01, False), (EXPLAINED, True)])
def test_numbers_are_learned_from_half_of_their_variance_on(explained: float, well: bool) -> None:
    """Accuracy says nothing of numbers to be met."""
    assert succeeded(healthy.number_run(explained)) is well


def test_a_rate_that_is_set_before_the_first_step_is_left_alone() -> None:
    """A `LearningRateScheduler` begins with a rate of its own."""
    evidence = healthy.fitted(with_rate(0.0), callbacks=("LearningRateScheduler",))

    assert find(evidence, only="learning-rate-not-positive") == ()


def test_a_loss_that_came_back_is_a_number() -> None:
    """One odd epoch is not the end; where all answers are right, there was no harm at all."""
    back = failed(1, history={"loss": (0.7, None, 0.6)})
    solved = run(1, history={"loss": (0.7, None)})

    assert find(healthy.xor(runs=(back,)), only="nan-loss") == ()
    assert find(healthy.xor(runs=(solved,)), only="nan-loss") == ()
    assert find(healthy.xor(runs=(replace(solved, accuracy=0.5),)), only="nan-loss")


def test_rows_that_nobody_counted_are_no_few_updates() -> None:
    """A data set that hides its rows may have trained for long."""
    evidence = cut_short(20)
    hidden = replace(evidence.fits[-1], x=ArraySpec(shape=(), dtype="unknown", digest=""))

    assert find(evidence, only="too-few-updates")
    assert find(replace(evidence, fits=(hidden, *evidence.fits)), only="too-few-updates") == ()


def test_a_layer_without_a_bend_that_did_no_harm_is_minor() -> None:
    """Good answers, bends elsewhere, and the code of an autoencoder."""
    unknown = replace(stack(dense(16)), runs=())
    bends = replace(stack(dense(16, "relu"), dense(2)), runs=())
    x = healthy.numbers((500, 64), 0, 1)

    severities = [
        finding.severity
        for evidence in (
            stack(dense(16)),
            unknown,
            bends,
            replace(bends, runs=(failed(),)),
            healthy.fitted(unknown, x=x, y=x),
        )
        for finding in find(evidence, only="linear-hidden-layers")
    ]

    assert severities == ["minor", "major", "minor", "major", "minor"]


CORNERS = (0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0)


def straight(corners: tuple[float, ...], truth: tuple[float, ...]) -> Evidence:
    """A script with one layer that gets two of these four points right."""
    x = healthy.numbers((4, 2), 0, 1, sample=corners)
    y = healthy.class_numbers(4, *(set(truth) or {0.0}), sample=truth)
    return healthy.fitted(healthy.script(healthy.xor(model=LINE, runs=(failed(),))), x=x, y=y)


@pytest.mark.parametrize(
    ("corners", "truth", "findings"),
    [
        (CORNERS, (0.0, 1.0, 1.0, 0.0), 1),
        (CORNERS, (1.0, -1.0, -1.0, 1.0), 1),
        (CORNERS, (0.0, 0.0, 1.0, 1.0), 0),
        (CORNERS, (0.0, 0.0, 0.0, 1.0), 0),
        (CORNERS, (0.0, 1.0, 2.0, 0.0), 0),
        (CORNERS, (), 0),
        ((), (0.0, 1.0, 1.0, 0.0), 0),
    ],
)
def test_without_an_assignment_the_corners_tell_what_a_line_can_do(
    corners: tuple[float, ...], truth: tuple[float, ...], findings: int
) -> None:
    """Opposite corners of one class need a bend; one side of the square does not."""
    assert len(find(straight(corners, truth), only="no-hidden-layer")) == findings


def test_corners_with_a_column_per_class() -> None:
    """XOR with one-hot labels is XOR."""
    sample = (1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0)
    evidence = straight(CORNERS, (0.0, 1.0, 1.0, 0.0))

    wide = healthy.fitted(evidence, y=replace(healthy.columns(4, 2), sample=sample))

    assert len(find(wide, only="no-hidden-layer")) == 1


def test_one_answer_to_the_rows_trained_on() -> None:
    """Without an exam, the labels that were taught tell whether there are several classes."""
    one = run(accuracy=0.5, answers=(1,) * 20, own=OwnRows(rows=20, truth_counts=(10, 10)))
    evidence = healthy.script(healthy.iris(runs=(one,)))

    assert said(evidence, "single-answer")[0] == (
        "With seed 0, all 20 rows that it was trained on get the same answer."
    )
    alone = replace(one, own=OwnRows(rows=20, truth_counts=(20,)))
    assert find(replace(evidence, runs=(alone,)), only="single-answer") == ()
