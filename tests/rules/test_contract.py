"""Rules about labels, output and loss: decidable before training."""

from dataclasses import replace

import pytest

from nngrader.evidence import (
    ArraySpec,
    Candidate,
    Evidence,
    Head,
    LossSpec,
    ModelSpec,
    Place,
    StageError,
)
from nngrader.rules import find
from tests.rules import healthy
from tests.rules.healthy import columns, dense, iris_model, network, xor_model

SPARSE, CATEGORICAL = "sparse_categorical_crossentropy", "categorical_crossentropy"
BINARY, SQUARED = "binary_crossentropy", "mean_squared_error"


def said(evidence: Evidence, rule: str) -> tuple[str, str]:
    """What one rule says, message and hint, asserting that it speaks once."""
    (finding,) = find(evidence, only=rule)
    return finding.message, finding.hint


def silent(evidence: Evidence, rule: str) -> bool:
    """Say whether the rule says nothing."""
    return find(evidence, only=rule) == ()


def untrained(evidence: Evidence, model: ModelSpec) -> Evidence:
    """The same with another network, and no run."""
    return replace(evidence, model=model, runs=())


def told_of_raw_scores(model: ModelSpec) -> ModelSpec:
    """The same with `from_logits=True`."""
    assert model.loss is not None
    return replace(model, loss=LossSpec(model.loss.name, from_logits=True))


def test_a_network_that_was_never_compiled() -> None:
    """Neither loss nor optimizer."""
    model = replace(xor_model(), loss=None, optimizer=None)

    assert said(untrained(healthy.xor(), model), "not-compiled") == (
        "Your network of 2 layers is never compiled, so training has no goal.",
        "Which call tells Keras what training should make small?",
    )


def test_a_network_compiled_without_a_loss() -> None:
    """An optimizer alone gives no goal."""
    model = replace(xor_model(), loss=None)

    message, _ = said(untrained(healthy.xor(), model), "not-compiled")

    assert (
        message == "Your network of 2 layers is compiled without a loss, so training has no goal."
    )


def test_compiling_may_still_come_in_train() -> None:
    """A blank `train` or a training that happened proves nothing is missing."""
    model = replace(xor_model(), loss=None, optimizer=None)
    begun = replace(untrained(healthy.xor(), model), unfinished=("train",))

    assert silent(begun, "not-compiled")
    assert silent(healthy.xor(model=model), "not-compiled")


def test_one_output_for_three_classes() -> None:
    """A yes/no answer cannot name three species."""
    evidence = untrained(healthy.iris(), iris_model(1, "sigmoid-like", BINARY))

    assert said(evidence, "one-output-for-many-classes") == (
        "Your network answers with 1 number, but your labels name 3 classes.",
        "How would you read each of the classes from the output?",
    )


def test_one_output_for_two_classes_is_right() -> None:
    """Two classes on Iris are a yes/no question."""
    evidence = untrained(healthy.iris(), iris_model(1, "sigmoid-like", BINARY))

    y = healthy.class_numbers(120, 0.0, 1.0)

    assert silent(healthy.fitted(evidence, y=y), "one-output-for-many-classes")


def test_guessing_the_class_number_is_a_design_of_its_own() -> None:
    """Raw scores with squared error may be rounded to a class."""
    evidence = untrained(healthy.iris(), iris_model(1, "linear", SQUARED))

    assert silent(evidence, "one-output-for-many-classes")


def test_softmax_on_one_unit() -> None:
    """The share of a single unit is the whole, whatever the loss does."""
    evidence = healthy.xor(model=xor_model("constant"))

    assert said(evidence, "softmax-on-one-unit") == (
        "Your last layer shares 100 % out among its units, and its 1 unit always gets the whole, "
        "so every answer is the same, even if the loss falls.",
        "Print some answers before and after training: what can a share of the whole say about a "
        "single item?",
    )


def test_a_constant_of_three_outputs_is_not_softmax_on_one_unit() -> None:
    """Only one unit makes the sentence true."""
    assert silent(healthy.iris(model=iris_model(3, "constant")), "softmax-on-one-unit")


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        (CATEGORICAL, "Categorical cross-entropy"),
        (SPARSE, "Sparse categorical cross-entropy"),
    ],
)
def test_a_loss_over_columns_with_one_column(loss: str, name: str) -> None:
    """There is nothing to compare the column with."""
    evidence = untrained(healthy.xor(), xor_model(loss=loss))

    assert said(evidence, "categorical-loss-on-one-unit") == (
        f"{name} compares columns with each other, but your network answers with 1 column.",
        "How many columns does the loss need to compare, and how many does your network produce?",
    )


def test_more_classes_than_outputs() -> None:
    """Sparse labels need an output each."""
    evidence = untrained(healthy.iris(), iris_model(2))

    assert said(evidence, "output-classes-mismatch") == (
        "Your labels name 3 classes, but your network has 2 outputs.",
        "Count the classes in the labels and the outputs in the summary of the network.",
    )


@pytest.mark.parametrize("units", [3, 4, 10])
def test_more_outputs_than_sparse_labels_are_harmless(units: int) -> None:
    """A spare output learns to stay small."""
    assert silent(untrained(healthy.iris(), iris_model(units)), "output-classes-mismatch")


@pytest.mark.parametrize(("units", "outputs"), [(2, "2 outputs"), (4, "4 outputs")])
def test_columns_must_be_as_many_as_outputs(units: int, outputs: str) -> None:
    """Columns are paired with outputs, so one too many stops Keras as well."""
    model = iris_model(units, loss=CATEGORICAL)
    evidence = healthy.fitted(untrained(healthy.iris(), model), y=columns(120, 3))

    message, _ = said(evidence, "output-classes-mismatch")

    assert message == f"Your labels have 3 columns, but your network has {outputs}."


def test_two_columns_and_one_yes_no_output() -> None:
    """Binary cross-entropy pairs columns with outputs too."""
    evidence = healthy.fitted(untrained(healthy.xor(), xor_model()), y=columns(4, 2))

    message, _ = said(evidence, "output-classes-mismatch")

    assert message == "Your labels have 2 columns, but your network has 1 output."


def test_labels_from_one() -> None:
    """Classes counted from 1 miss the last output."""
    y = healthy.class_numbers(120, 1.0, 2.0, 3.0)
    evidence = healthy.fitted(untrained(healthy.iris(), iris_model()), y=y)

    assert said(evidence, "labels-out-of-range") == (
        "Your labels run from 1 to 3, but the loss uses a label as the number of an output, and "
        "your 3 outputs are counted from 0 to 2.",
        "Print the smallest and the largest label: which output does each of them mean?",
    )
    assert silent(evidence, "output-classes-mismatch")


@pytest.mark.parametrize(
    ("values", "findings"), [((0.0, 1.0, 2.0), 0), ((-1.0, 0.0, 1.0), 1), ((0.0, 1.0, 3.0), 1)]
)
def test_labels_must_lie_within_the_outputs(values: tuple[float, ...], findings: int) -> None:
    """The first and the last output are the limits."""
    y = healthy.class_numbers(120, *values)
    evidence = healthy.fitted(untrained(healthy.iris(), iris_model()), y=y)

    assert len(find(evidence, only="labels-out-of-range")) == findings


@pytest.mark.parametrize(
    ("values", "findings"), [((0.0, 1.0), 0), ((-1.0, 1.0), 1), ((1.0, 2.0), 1), ((0.0, 255.0), 1)]
)
def test_labels_must_lie_between_no_and_yes(values: tuple[float, ...], findings: int) -> None:
    """Binary cross-entropy reads shares."""
    evidence = healthy.fitted(healthy.xor(runs=()), y=healthy.class_numbers(4, *values))

    assert len(find(evidence, only="labels-out-of-range")) == findings


def test_minus_one_for_no_is_told() -> None:
    """The range stands in the sentence."""
    evidence = healthy.fitted(healthy.xor(runs=()), y=healthy.class_numbers(4, -1.0, 1.0))

    assert said(evidence, "labels-out-of-range") == (
        "Your labels run from -1 to 1, but binary cross-entropy reads a label as a share between "
        "0 for no and 1 for yes.",
        "Print the labels: which of them could your last activation ever answer?",
    )


def test_labels_from_one_with_an_output_to_spare_are_harmless() -> None:
    """A textbook trick: K + 1 outputs."""
    y = healthy.class_numbers(120, 1.0, 2.0, 3.0)
    evidence = healthy.fitted(untrained(healthy.iris(), iris_model(4)), y=y)

    assert silent(evidence, "labels-out-of-range")


def test_class_numbers_for_a_loss_over_columns() -> None:
    """Categorical cross-entropy wants columns."""
    evidence = untrained(healthy.iris(), iris_model(loss=CATEGORICAL))

    assert said(evidence, "integer-labels-for-categorical-loss") == (
        "Categorical cross-entropy compares your 3 outputs with as many columns of labels, but "
        "your labels are 1 number per row.",
        "Compare the shape of your labels with the shape of the output: there are two ways to "
        "make them agree.",
    )


def test_columns_for_a_loss_over_columns_are_right() -> None:
    """The healthy twin."""
    evidence = untrained(healthy.iris(), iris_model(loss=CATEGORICAL))

    right = healthy.fitted(evidence, y=columns(120, 3))

    assert silent(right, "integer-labels-for-categorical-loss")
    assert silent(right, "output-classes-mismatch")


def test_columns_for_a_loss_over_class_numbers() -> None:
    """Sparse categorical cross-entropy wants the number."""
    evidence = healthy.fitted(untrained(healthy.iris(), iris_model()), y=columns(120, 3))

    assert said(evidence, "one-hot-labels-for-sparse-loss") == (
        "Sparse categorical cross-entropy reads 1 class number per row, but your labels are rows "
        "of 3 columns.",
        'Read the name of the loss again: what does "sparse" say about the labels?',
    )


def test_labels_divided_like_pixels() -> None:
    """Digits over 255 are all class 0."""
    values = tuple(round(digit / 255, 6) for digit in range(10))
    evidence = healthy.fitted(healthy.mnist(runs=()), y=healthy.class_numbers(60_000, *values))

    assert said(evidence, "labels-scaled-like-pixels") == (
        "Your labels lie between 0 and 0.03529, and the loss drops what stands behind the point: "
        "it reads 0.003922 as class 0.",
        "Print the first ten labels right before `fit`: are they still names of classes?",
    )


def test_whole_labels_kept_as_fractions_are_right() -> None:
    """1.0 is a class number."""
    y = healthy.class_numbers(120, 0.0, 1.0, 2.0, dtype="float32")

    assert silent(healthy.fitted(healthy.iris(), y=y), "labels-scaled-like-pixels")


@pytest.mark.parametrize(("units", "width", "held"), [(3, 1, "1 number"), (1, 3, "3 numbers")])
def test_squared_error_of_different_widths(units: int, width: int, held: str) -> None:
    """A table of labels is stretched without a word."""
    y = healthy.numbers((120, width), 0, 2)
    evidence = healthy.fitted(untrained(healthy.iris(), iris_model(units, loss=SQUARED)), y=y)

    message, hint = said(evidence, "regression-loss-broadcast")

    assert message == (
        f"Your labels hold {held} per row and your network answers {units}: mean squared error "
        "stretches the shorter one and compares wrong pairs, without complaining."
    )
    assert hint == (
        "Print the shape of the labels and of the output side by side: which number should be "
        "compared with which?"
    )


@pytest.mark.parametrize(
    ("batch", "is_silent"), [(16, False), (3, True), (2, False), (1, True), (120, False)]
)
def test_flat_labels_are_stretched_in_some_batches_only(batch: int, is_silent: bool) -> None:
    """A batch as wide as the output is taken for columns; other batches stop Keras."""
    evidence = untrained(healthy.iris(), iris_model(loss=SQUARED))
    fit = healthy.fitted(evidence, batch_size=batch, validation_split=0.0)

    message, _ = said(fit, "regression-loss-broadcast")

    ends = "without complaining." if is_silent else "mean squared error cannot pair them."
    assert message.endswith(ends)


@pytest.mark.parametrize("shape", [(4,), (4, 1)])
def test_squared_error_of_one_output_is_right(shape: tuple[int, ...]) -> None:
    """Textbook XOR: Keras pairs flat labels with one output itself."""
    y = healthy.numbers(shape, 0, 1, values=(0.0, 1.0))
    evidence = healthy.fitted(healthy.xor(model=xor_model(loss=SQUARED)), y=y)

    assert silent(evidence, "regression-loss-broadcast")


@pytest.mark.parametrize(
    ("head", "acts"),
    [
        ("relu-like", "relu, which goes beyond 1 and holds back what lies below 0"),
        ("tanh-like", "tanh, which goes from -1 to 1"),
    ],
)
def test_an_output_that_is_no_probability(head: Head, acts: str) -> None:
    """Relu and tanh are named with their range."""
    evidence = untrained(healthy.iris(), iris_model(head=head))

    assert said(evidence, "clipped-output") == (
        "Sparse categorical cross-entropy wants probabilities from 0 to 1, but the output of your "
        f"network acts as {acts}.",
        "Print the smallest and the largest answer and the sum of a row: could they be shares?",
    )


def test_raw_scores_of_several_classes() -> None:
    """Three linear outputs and a loss that was not told."""
    evidence = untrained(healthy.iris(), iris_model(head="linear"))

    assert said(evidence, "raw-scores-as-probabilities") == (
        "Your 3 outputs are raw scores of any size, but sparse categorical cross-entropy reads "
        "them as probabilities.",
        "Two places can turn scores into probabilities, the network or the loss: which one does it "
        "in your code?",
    )


def test_a_raw_score_for_a_yes() -> None:
    """One linear output and binary cross-entropy."""
    evidence = untrained(healthy.xor(), xor_model("linear"))

    assert said(evidence, "raw-score-as-probability") == (
        "Binary cross-entropy wants a probability, but your network answers with 1 raw score of "
        "any size.",
        "What range do your answers have, and which function maps any number into 0 to 1?",
    )


OUTPUT_RULES = [
    ("clipped-output", iris_model(head="relu-like")),
    ("raw-scores-as-probabilities", iris_model(head="linear")),
    ("raw-score-as-probability", iris_model(1, "linear", BINARY)),
]


@pytest.mark.parametrize(("rule", "model"), OUTPUT_RULES)
def test_a_loss_that_was_told_of_raw_scores_is_right(rule: str, model: ModelSpec) -> None:
    """`from_logits=True` makes raw scores the proper thing."""
    assert silent(untrained(healthy.iris(), told_of_raw_scores(model)), rule)


@pytest.mark.parametrize(("rule", "model"), OUTPUT_RULES)
def test_no_word_about_an_output_that_did_its_work(rule: str, model: ModelSpec) -> None:
    """Some starts get away with it; the rubric judges the output, a serious finding would be wrong."""
    assert find(untrained(healthy.iris(), model), only=rule)
    assert all(one.severity == "minor" for one in find(healthy.iris(model=model), only=rule))


def test_shares_of_shares() -> None:
    """The two limits follow from the number of outputs."""
    evidence = healthy.iris(model=iris_model(head="softmax-twice"))

    assert said(evidence, "double-softmax") == (
        "Your scores become shares twice: with 3 outputs no answer can rise above 0.58, and the "
        "loss cannot fall below 0.55.",
        "Find every place in the network and in `compile` that makes shares: how many are there?",
    )


def test_shares_of_shares_and_squared_error() -> None:
    """The limit of the loss holds for cross-entropy only."""
    evidence = healthy.iris(model=iris_model(head="softmax-twice", loss=SQUARED))

    message, _ = said(evidence, "double-softmax")

    assert message == (
        "Your scores become shares twice: with 3 outputs no answer can rise above 0.58."
    )


def test_separate_answers_are_a_minor_matter() -> None:
    """Sigmoid trains just like softmax here, so the sentence speaks of reading only."""
    evidence = healthy.iris(model=iris_model(head="sigmoid-like"))

    (finding,) = find(evidence, only="separate-yes-no-outputs")

    assert finding.severity == "minor"
    assert finding.message == (
        "Each of your 3 outputs is a separate yes/no score, so the answers of one row need not add "
        "up to 100 %."
    )
    assert finding.hint == (
        "Add up the answers of one row: can you read them as shares of one decision?"
    )


def test_separate_answers_with_binary_cross_entropy_are_left_alone() -> None:
    """That pair is made for each other."""
    evidence = healthy.iris(model=iris_model(head="sigmoid-like", loss=BINARY))

    assert silent(evidence, "separate-yes-no-outputs")


def test_pictures_as_answers_are_not_judged() -> None:
    """An answer per pixel is not a number of outputs per row."""
    model = replace(
        network(dense(1), head="constant", loss=CATEGORICAL), output_shape=(None, 28, 28, 1)
    )

    assert silent(healthy.iris(model=model), "softmax-on-one-unit")
    assert silent(healthy.iris(model=model), "categorical-loss-on-one-unit")


def test_one_number_per_row_for_two_yes_no_outputs() -> None:
    """Binary cross-entropy pairs columns with outputs, and there is one column."""
    evidence = untrained(healthy.xor(), network(dense(2), head="sigmoid-like", loss=BINARY))

    message, _ = said(evidence, "output-classes-mismatch")

    assert message == "Your labels have 1 column, but your network has 2 outputs."


STOPPED_BY = [
    ("integer-labels-for-categorical-loss", iris_model(loss=CATEGORICAL), None),
    ("one-hot-labels-for-sparse-loss", iris_model(), columns(120, 3)),
    ("output-classes-mismatch", iris_model(2), None),
    ("labels-out-of-range", iris_model(), healthy.class_numbers(120, 1.0, 2.0, 3.0)),
]


@pytest.mark.parametrize(("rule", "model", "y"), STOPPED_BY)
def test_what_was_trained_did_not_stop_keras(
    rule: str, model: ModelSpec, y: ArraySpec | None
) -> None:
    """A training that came to its end refutes what is said to stop it."""
    evidence = healthy.iris(model=model)
    evidence = healthy.fitted(evidence, y=y or evidence.fits[-1].y)

    assert silent(evidence, rule)
    assert not silent(replace(evidence, runs=()), rule)


@pytest.mark.parametrize(("rule", "model", "y"), STOPPED_BY[:2])
def test_a_fit_that_came_to_its_end_was_taken_by_keras(
    rule: str, model: ModelSpec, y: ArraySpec | None
) -> None:
    """A script is run as it is; one that stopped in `fit` is told why."""
    evidence = healthy.script(untrained(healthy.iris(), model))
    evidence = healthy.fitted(evidence, y=y or evidence.fits[-1].y)

    assert silent(evidence, rule)
    assert not silent(healthy.fitted(evidence, completed=False), rule)


def test_a_label_per_step_of_a_sequence_is_right() -> None:
    """Outputs of shape (rows, steps, classes) want class numbers of shape (rows, steps)."""
    model = replace(iris_model(), output_shape=(None, 3, 5))
    evidence = healthy.fitted(untrained(healthy.iris(), model), y=columns(120, 3))

    assert silent(evidence, "one-hot-labels-for-sparse-loss")


def test_a_label_that_the_loss_leaves_out_is_in_range() -> None:
    """`ignore_class=-1` says that such rows do not count."""
    model = replace(iris_model(), loss=LossSpec(SPARSE, settings={"ignore_class": -1}))
    y = healthy.class_numbers(120, -1.0, 0.0, 1.0)

    assert silent(healthy.fitted(untrained(healthy.iris(), model), y=y), "labels-out-of-range")


@pytest.mark.parametrize(
    ("loss", "head", "values", "findings"),
    [
        (BINARY, "sigmoid-like", (0.0, 1.0, 2.0), 1),
        (BINARY, "sigmoid-like", (0.0, 0.5, 1.0), 0),
        (SQUARED, "linear", (0.0, 1.0, 2.0), 0),
        (SQUARED, "sigmoid-like", (0.0, 1.0, 2.0), 0),
    ],
)
def test_without_an_assignment_whole_numbers_may_be_numbers(
    loss: str, head: Head, values: tuple[float, ...], findings: int
) -> None:
    """Only a loss for yes and no, in front of whole numbers, proves that classes are meant."""
    evidence = healthy.script(untrained(healthy.iris(), iris_model(1, head, loss)))
    evidence = healthy.fitted(evidence, y=healthy.class_numbers(120, *values))

    assert len(find(evidence, only="one-output-for-many-classes")) == findings


@pytest.mark.parametrize(
    ("error", "findings"),
    [
        (None, 0),
        (StageError("train", "ValueError", "You must call `compile()` before using the model."), 1),
        (StageError("train", "ValueError", "No loss to compute. Provide a `loss` argument."), 1),
        (StageError("train", "KeyError", "'acc'"), 0),
    ],
)
def test_a_script_may_train_with_a_loop_of_its_own(error: StageError | None, findings: int) -> None:
    """Without `compile` nothing is wrong until Keras says so."""
    model = replace(xor_model(), loss=None, optimizer=None)
    evidence = healthy.script(untrained(healthy.xor(), model), error=error)

    assert len(find(evidence, only="not-compiled")) == findings


def test_rebuilt_pictures_get_along_with_a_cut_off_output() -> None:
    """Whether an autoencoder suffers, only its training shows."""
    model = network(dense(64), head="relu-like", loss=BINARY)
    x = healthy.numbers((500, 64), 0, 1)
    evidence = healthy.fitted(healthy.script(untrained(healthy.iris(), model)), x=x, y=x)

    (static,) = find(evidence, only="clipped-output")
    (failed,) = find(replace(evidence, runs=(healthy.number_run(0.1),)), only="clipped-output")

    assert (static.severity, failed.severity) == ("minor", "fatal")
    assert silent(replace(evidence, runs=(healthy.number_run(0.9),)), "clipped-output")


def test_shares_of_shares_matter_less_where_answers_are_good() -> None:
    """They are slower; the answers are as good."""
    evidence = healthy.iris(model=iris_model(head="softmax-twice"))

    (good,) = find(evidence, only="double-softmax")
    (unknown,) = find(replace(evidence, runs=()), only="double-softmax")

    assert (good.severity, unknown.severity) == ("minor", "major")


def test_minus_one_for_no_may_do_no_harm() -> None:
    """The loss has no lowest point, but the answers may still be right."""
    evidence = healthy.fitted(healthy.xor(), y=healthy.class_numbers(4, -1.0, 1.0))

    (good,) = find(evidence, only="labels-out-of-range")
    (unknown,) = find(replace(evidence, runs=()), only="labels-out-of-range")

    assert (good.severity, good.catalogue) == ("minor", "L10")
    assert unknown.severity == "fatal"


def test_a_finding_of_a_script_points_at_the_network_or_at_its_training() -> None:
    """Without functions, the chosen network's place is told, else that of its `fit`."""
    evidence = healthy.script(healthy.xor(model=xor_model("constant")))
    chosen = Candidate(number=1, reached="fit", place=Place(7), chosen=True)
    other = Candidate(number=0, reached="made", place=Place(3))

    (alone,) = find(evidence, only="softmax-on-one-unit")
    (several,) = find(replace(evidence, candidates=(other, chosen)), only="softmax-on-one-unit")

    assert (alone.place, several.place) == (healthy.FIT, Place(7))
