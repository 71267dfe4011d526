"""Rules about labels, outputs and losses that ask what kind of problem it is."""

from dataclasses import replace

import pytest

from nngrader.evidence import ArraySpec, Evidence, Head, OwnRows, TrainingRun, Trial
from nngrader.findings import Finding
from nngrader.rules import find
from nngrader.rules.accuracy_of_the_most_frequent_class import FREQUENT, NEAR
from nngrader.rules.loss_that_rewards_mistakes import WORSE
from nngrader.rules.only_one_class import LEAST_ROWS
from tests.rules import healthy
from tests.rules.healthy import class_numbers, columns, dense, iris_model, network, numbers

BINARY, SQUARED = "binary_crossentropy", "mean_squared_error"
SIGNS = class_numbers(4, -1.0, 1.0)
PRICES = numbers((120,), 40, 90)


def the(evidence: Evidence, rule: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = find(evidence, only=rule)
    return finding


def silent(evidence: Evidence, rule: str) -> bool:
    """Say whether the rule says nothing."""
    return find(evidence, only=rule) == ()


def xor_with(
    head: Head, loss: str, y: ArraySpec | None = None, *, runs: tuple[TrainingRun, ...] = ()
) -> Evidence:
    """XOR with another end of the network."""
    name = {"sigmoid-like": "sigmoid", "relu-like": "relu", "tanh-like": "tanh"}
    model = network(dense(1, name.get(head, "linear")), head=head, loss=loss, metrics=())
    evidence = healthy.xor(model=model, runs=runs)
    return evidence if y is None else healthy.fitted(evidence, y=y)


def guessing(
    y: ArraySpec, head: Head, loss: str = SQUARED, activation: str = "", x: ArraySpec | None = None
) -> Evidence:
    """Numbers to be guessed, or pictures to be rebuilt."""
    model = network(dense(1, activation or head.split("-")[0]), head=head, loss=loss, metrics=())
    evidence = healthy.iris(model=model, runs=())
    return healthy.fitted(evidence, y=y, x=x or evidence.fits[-1].x)


def own(**changes: object) -> OwnRows:
    """Answers for 100 rows."""
    made = OwnRows(rows=100, accuracy=0.9, counts=(100, 0), truth_counts=(90, 10))
    return replace(made, **changes)  # type: ignore[arg-type]


def test_relu_answers_for_classes() -> None:
    """With binary cross-entropy it is the cause, and the more general rule leaves it the word."""
    evidence = xor_with("relu-like", BINARY)
    found = the(evidence, "relu-output-for-classes")

    assert (found.severity, found.message, found.hint) == (
        "fatal",
        "Your labels are classes, but your last layer answers with relu, which makes 0 of every "
        "score below 0 and has no upper limit.",
        "How many of the answers are exactly 0, and could such an output still learn?",
    )
    assert silent(evidence, "clipped-output")


def test_relu_with_a_squared_error_is_a_remark() -> None:
    """Some lessons do it; what went well is not talked about, nor numbers that are counts."""
    well = xor_with("relu-like", SQUARED, runs=healthy.xor().runs)

    assert the(xor_with("relu-like", SQUARED), "relu-output-for-classes").severity == "minor"
    assert silent(well, "relu-output-for-classes")
    assert silent(guessing(PRICES, "relu-like"), "relu-output-for-classes")
    assert silent(xor_with("sigmoid-like", BINARY), "relu-output-for-classes")


def test_yes_no_questions_about_one_of_three() -> None:
    """It costs little, so it is small, and only a remark where it went well."""
    model = iris_model(head="sigmoid-like", loss=BINARY)
    well = healthy.fitted(healthy.iris(model=model), y=columns(120, 3))
    found = the(replace(well, runs=()), "yes-no-loss-for-one-of-many")

    assert (found.severity, found.message, found.hint) == (
        "minor",
        "Each row has exactly one of 3 classes, but binary cross-entropy asks 3 separate yes/no "
        "questions about it.",
        "Would a network that says no to everything get a good score on this loss?",
    )
    assert the(well, "yes-no-loss-for-one-of-many").severity == "info"


@pytest.mark.parametrize(
    "y", [numbers((120, 3), 0, 1, values=(0.0, 1.0)), class_numbers(120, 0.0, 1.0)]
)
def test_yes_no_questions_where_they_belong(y: ArraySpec) -> None:
    """Several labels at once, and one column."""
    model = iris_model(y.shape[1] if y.shape[1:] else 1, head="sigmoid-like", loss=BINARY)

    assert silent(
        healthy.fitted(healthy.iris(model=model, runs=()), y=y), "yes-no-loss-for-one-of-many"
    )


def test_minus_one_is_out_of_reach_of_sigmoid() -> None:
    """Whatever is learned, half of the rows stay wrong."""
    found = the(xor_with("sigmoid-like", SQUARED, SIGNS), "labels-outside-zero-and-one")

    assert (found.severity, found.message, found.hint) == (
        "fatal",
        "Your labels are -1 and 1, but the answers of your network are held between 0 for no and "
        "1 for yes.",
        "Which of your two labels could the last activation ever answer?",
    )


@pytest.mark.parametrize(
    "evidence",
    [
        xor_with("tanh-like", SQUARED, SIGNS),
        xor_with("tanh-like", "hinge", SIGNS),
        xor_with("linear", "hinge", SIGNS),
        xor_with("linear", SQUARED, SIGNS),
        xor_with("sigmoid-like", SQUARED),
        xor_with("sigmoid-like", BINARY, SIGNS),
    ],
)
def test_signs_are_right_for_tanh_raw_scores_and_hinge(evidence: Evidence) -> None:
    """And with one column of binary cross-entropy another rule speaks."""
    assert silent(evidence, "labels-outside-zero-and-one")


def test_columns_of_signs_for_binary_cross_entropy() -> None:
    """No other rule looks at several columns."""
    y = numbers((120, 3), -1, 1, values=(-1.0, 1.0))
    model = iris_model(head="sigmoid-like", loss=BINARY)
    evidence = healthy.fitted(healthy.iris(model=model, runs=()), y=y)

    assert the(evidence, "labels-outside-zero-and-one").severity == "fatal"


def test_two_questions_that_are_each_others_opposite_are_only_remarked_on() -> None:
    """Nothing is lost, trained or not."""
    model = iris_model(2, head="sigmoid-like", loss=BINARY)
    evidence = healthy.fitted(healthy.iris(model=model, runs=()), y=columns(120, 2))

    assert the(evidence, "yes-no-loss-for-one-of-many").severity == "info"


@pytest.mark.parametrize(("count", "remarked"), [(16, 0), (17, 1)])
def test_a_truth_table_may_be_taught_by_squared_error(count: int, remarked: int) -> None:
    """Textbooks do, and it works."""
    evidence = healthy.fitted(xor_with("sigmoid-like", SQUARED), y=class_numbers(count, 0.0, 1.0))

    assert len(find(evidence, only="squared-error-for-classes")) == remarked


def test_squared_error_for_classes_is_never_more_than_small() -> None:
    """A remark before training, small where training failed, and nothing where it went well."""
    unknown = xor_with("sigmoid-like", SQUARED)
    found = the(replace(unknown, runs=(healthy.failed(),)), "squared-error-for-classes")

    assert (found.severity, found.message, found.hint) == (
        "minor",
        "Your answers are probabilities of classes, and mean squared error hardly pushes one that "
        "is sure and wrong.",
        "How does the penalty grow when an answer moves from 0.5 to 0.01 and the truth is 1?",
    )
    many = healthy.fitted(unknown, y=class_numbers(120, 0.0, 1.0))
    assert the(many, "squared-error-for-classes").severity == "info"
    assert silent(replace(unknown, runs=healthy.xor().runs), "squared-error-for-classes")
    assert silent(xor_with("linear", SQUARED), "squared-error-for-classes")
    assert silent(guessing(PRICES, "sigmoid-like"), "squared-error-for-classes")


def test_prices_beyond_sigmoid() -> None:
    """Both ranges stand in the sentence."""
    found = the(guessing(PRICES, "sigmoid-like"), "targets-beyond-the-output")

    assert (found.severity, found.message, found.hint) == (
        "fatal",
        "The right answers run from 40 to 90, but your last layer acts as sigmoid, which answers "
        "between 0 and 1 only.",
        "Which numbers can the end of your network answer, and which does it have to?",
    )


def test_numbers_below_relu() -> None:
    """Relu has one limit only."""
    found = the(guessing(numbers((120,), -2.5, 3), "relu-like"), "targets-beyond-the-output")

    assert found.message == (
        "The right answers go down to -2.5, but your last layer acts as relu, which never answers "
        "less than 0."
    )


def test_numbers_for_binary_cross_entropy() -> None:
    """Raw scores reach them, but the loss does not read them."""
    found = the(guessing(PRICES, "linear", BINARY), "targets-beyond-the-output")

    assert found.message == (
        "The right answers run from 40 to 90, but binary cross-entropy reads them as shares "
        "between 0 for no and 1 for yes."
    )


@pytest.mark.parametrize(
    ("least", "most", "head", "findings"),
    [
        (0.0, 1.05, "sigmoid-like", 0),
        (0.0, 1.06, "sigmoid-like", 1),
        (-1.0, 1.0, "tanh-like", 0),
        (-1.2, 1.0, "tanh-like", 1),
        (0.0, 90.0, "relu-like", 0),
        (-4.5, 90.0, "relu-like", 0),
        (-5.0, 90.0, "relu-like", 1),
        (-90.0, 90.0, "linear", 0),
    ],
)
def test_a_twentieth_beyond_the_limit_is_forgiven(
    least: float, most: float, head: Head, findings: int
) -> None:
    """What was scaled on purpose lies inside."""
    found = find(guessing(numbers((120,), least, most), head), only="targets-beyond-the-output")

    assert len(found) == findings


def test_a_leaky_output_reaches_everything() -> None:
    """It only acts like relu."""
    evidence = guessing(numbers((120,), -9, 9), "relu-like", activation="leaky_relu")

    assert silent(evidence, "targets-beyond-the-output")


def test_pictures_to_be_rebuilt_beyond_sigmoid() -> None:
    """Pixels from 0 to 255; as shares of 255 they are in reach."""
    dark, bright = numbers((120, 64), 0, 1), numbers((120, 64), 0, 255)

    assert not silent(
        guessing(bright, "sigmoid-like", BINARY, x=bright), "targets-beyond-the-output"
    )
    assert silent(guessing(dark, "sigmoid-like", BINARY, x=dark), "targets-beyond-the-output")


def flipped(accuracy: float, losses: tuple[float, ...], loss: str = "your own loss") -> Evidence:
    """Iris with a loss of one's own."""
    model = iris_model(loss=loss)
    run = healthy.run(accuracy=accuracy, history={"loss": losses})
    y = replace(columns(120, 3), means=(0.333333, 0.333333, 0.333333))
    return healthy.fitted(healthy.iris(model=model, runs=(run,)), y=y)


def test_a_loss_that_rewards_mistakes() -> None:
    """Told by what happens alone."""
    found = the(flipped(0.0, (-1.2, -5.4)), "loss-that-rewards-mistakes")

    assert (found.message, found.hint) == (
        "Your own loss falls from -1.2 to -5.4, but only 0% of the rows are answered rightly in "
        "the end, and always giving the same answer gets 33%.",
        "Which gets the smaller value from your loss: a perfect answer or a terrible one?",
    )


@pytest.mark.parametrize(
    ("evidence", "findings"),
    [
        (flipped(WORSE / 3 - 0.001, (2.0, 1.0)), 1),
        (flipped(WORSE / 3 + 0.001, (2.0, 1.0)), 0),
        (flipped(0.0, (1.0, 2.0)), 0),
        (flipped(0.0, ()), 0),
        (flipped(0.0, (2.0, 1.0), "categorical_crossentropy"), 0),
    ],
)
def test_a_loss_of_ones_own_is_allowed(evidence: Evidence, findings: int) -> None:
    """Only worse than guessing, and with a loss that fell."""
    assert len(find(evidence, only="loss-that-rewards-mistakes")) == findings


def one_label(y: ArraySpec, loss: str = BINARY) -> Evidence:
    """Labels of a training that asks yes or no."""
    model = network(dense(1, "sigmoid"), head="sigmoid-like", loss=loss)
    return healthy.fitted(healthy.iris(model=model, runs=()), y=y)


def test_only_one_class() -> None:
    """The one label is told, of one-hot columns its number."""
    found = the(one_label(class_numbers(50, 0.0)), "only-one-class")
    column = replace(columns(50, 3), means=(0.0, 0.0, 1.0))

    assert (found.message, found.hint) == (
        "All 50 rows that you train on have the same label, 0.",
        "Which rows were left when you chose those to train on?",
    )
    assert the(one_label(column), "only-one-class").message == (
        "All 50 rows that you train on have the same label, 2."
    )


def test_one_class_that_is_meant() -> None:
    """Too few rows, numbers, batches of real and made pictures, and several trainings."""
    one = one_label(class_numbers(50, 1.0))
    zero = one_label(class_numbers(50, 0.0))

    assert silent(one_label(class_numbers(LEAST_ROWS - 1, 0.0)), "only-one-class")
    assert not silent(one_label(class_numbers(LEAST_ROWS, 0.0)), "only-one-class")
    assert silent(one_label(class_numbers(50, 1.0), SQUARED), "only-one-class")
    assert silent(healthy.fitted(one, by="train_on_batch"), "only-one-class")
    assert silent(replace(one, fits=(*zero.fits, *one.fits)), "only-one-class")


def test_the_accuracy_of_the_most_frequent_class() -> None:
    """Both shares are told."""
    evidence = healthy.iris(runs=(healthy.run(own=own()),))
    found = the(evidence, "accuracy-of-the-most-frequent-class")

    assert (found.message, found.hint) == (
        "90% of the answers are right, and 90% of the rows have the most frequent label: some "
        "class is hardly ever answered.",
        "What score does a network get that gives the same answer to every row?",
    )


@pytest.mark.parametrize(
    ("rows", "findings"),
    [
        (own(accuracy=FREQUENT, truth_counts=(80, 20)), 1),
        (own(accuracy=0.79, truth_counts=(79, 21)), 0),
        (own(accuracy=0.9 + NEAR / 2), 1),
        (own(accuracy=0.9 + 3 * NEAR), 0),
        (own(counts=(99, 1)), 1),
        (own(counts=(98, 2)), 0),
        (own(truth_counts=(100, 0), accuracy=1.0), 0),
        (None, 0),
    ],
)
def test_a_frequent_class_alone_is_no_mistake(rows: OwnRows | None, findings: int) -> None:
    """The other must never be answered, and the accuracy must be its share."""
    evidence = healthy.iris(runs=(healthy.run(own=rows),))

    assert len(find(evidence, only="accuracy-of-the-most-frequent-class")) == findings


@pytest.mark.parametrize(("units", "rows", "findings"), [(4, 120, 0), (5, 120, 1), (5, 49, 0)])
def test_outputs_to_spare_are_a_remark(units: int, rows: int, findings: int) -> None:
    """One to spare is a textbook trick, and few rows may lack a class."""
    evidence = healthy.iris(model=iris_model(units))
    evidence = healthy.fitted(evidence, y=class_numbers(rows, 0.0, 1.0, 2.0))

    found = find(evidence, only="more-outputs-than-classes")

    assert [(one.severity, one.message) for one in found] == findings * [
        (
            "info",
            f"Your labels go up to 2, and your network has {units} outputs, counted from 0: some "
            "of them are never the right answer. That does no harm.",
        )
    ]


def unrelated(accuracy: float = 0.4, epochs: int = 40, **changes: object) -> Evidence:
    """Iris, hardly better than guessing."""
    rows = own(accuracy=accuracy, counts=(30, 30, 40), truth_counts=(34, 33, 33), **changes)
    return healthy.fitted(healthy.iris(runs=(healthy.run(own=rows, accuracy=0.4),)), epochs=epochs)


def test_inputs_that_say_nothing() -> None:
    """A guess until it was tried."""
    evidence = unrelated()
    trial = Trial(
        change="zeroed-inputs",
        rule="labels-unrelated-to-inputs",
        seed=0,
        epochs=40,
        before={},
        after={},
        reached=0.4,
        reaches=0.4,
        confirms=True,
    )
    found = the(evidence, "labels-unrelated-to-inputs")

    assert (found.severity, found.confirmed_by, found.message, found.hint) == (
        "minor",
        "",
        "After all updates 40% of the rows trained on are answered rightly, and always giving the "
        "most frequent label gets 34%.",
        "Does the score change when you train with all inputs set to 0?",
    )
    assert the(replace(evidence, trials=(trial,)), "labels-unrelated-to-inputs").confirmed_by


@pytest.mark.parametrize(
    "evidence",
    [
        unrelated(accuracy=0.55),
        unrelated(epochs=1),
        unrelated(rows=49),
        unrelated(alike=True),
        replace(unrelated(), aligned=0.3),
        replace(unrelated(), model=iris_model(optimizer=None)),
        healthy.fitted(unrelated(), y=PRICES),
        replace(unrelated(), runs=()),
    ],
)
def test_other_causes_come_before_inputs_that_say_nothing(evidence: Evidence) -> None:
    """Learned something, few steps, few rows, one answer, known labels, no optimizer, numbers."""
    assert silent(evidence, "labels-unrelated-to-inputs")
