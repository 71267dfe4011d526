"""Rules about arrays whose form, length or content stops Keras, or teaches nothing."""

from dataclasses import replace
from typing import Any

import pytest

from nngrader.evidence import ArraySpec, Asking, Evidence, OwnRows, Place, Shape, StageError
from nngrader.findings import Finding
from nngrader.rules import find
from nngrader.rules.constant_features import WIDE
from nngrader.rules.scaled_twice import DARK
from nngrader.rules.tiny_slice_of_the_data import GAP
from tests.rules import healthy
from tests.rules.healthy import class_numbers, columns, dense, iris_model, numbers, plain_layer

LINE = Place(40)
UNFIT = (
    "Exception encountered when calling Sequential.call().\n\nInput 0 with name 'None' of layer "
    "'dense' is incompatible with the layer: expected axis -1 of input shape to have value 3"
)
NO_VALUES = "None values not supported."
UNKNOWN = ArraySpec(shape=(), dtype="unknown", digest="")
CARDINALITY = "Data cardinality is ambiguous. Make sure all arrays contain the same number"


def the(evidence: Evidence, rule: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = find(evidence, only=rule)
    return finding


def silent(evidence: Evidence, rule: str) -> bool:
    """Say whether the rule says nothing."""
    return find(evidence, only=rule) == ()


def stopped(
    message: str,
    *,
    kind: str = "ValueError",
    reads: Shape = (None, 4),
    text: str = "model.fit(x, y)",
    **call: Any,
) -> Evidence:
    """A training on Iris that Keras stopped."""
    model = replace(iris_model(), input_shape=reads)
    evidence = healthy.iris(
        model=model, runs=(), error=StageError("load", kind, message, LINE, text)
    )
    return healthy.fitted(evidence, completed=False, **call)


def pictures(side: int = 28, rows: int = 300, **changes: Any) -> ArraySpec:
    """Grey pictures."""
    return numbers((rows, side, side), 0, 1, **changes)


def test_a_table_on_its_side() -> None:
    """It has as many columns as there are labels; the difference in length is not told as well."""
    evidence = stopped(CARDINALITY, x=numbers((4, 120), 0, 8))
    found = the(evidence, "axes-swapped")

    assert (found.message, found.hint, found.place) == (
        "Your inputs have 4 rows and 120 columns, and there are 120 labels: the table lies on its "
        "side.",
        "Which axis counts the examples, and what does each of the others count?",
        LINE,
    )
    assert silent(evidence, "lengths-differ")


def test_the_same_sizes_in_another_order() -> None:
    """Only where Keras stopped: what it lets through does no harm."""
    x = numbers((120, 28, 20), 0, 1)
    evidence = stopped(UNFIT, x=x, reads=(None, 20, 28))

    assert the(evidence, "axes-swapped").message == (
        "Your network reads rows of 20 x 28 numbers, and yours are 28 x 20: the same sizes in "
        "another order."
    )
    assert silent(evidence, "wrong-input-width")
    assert silent(healthy.fitted(evidence, completed=True), "axes-swapped")
    assert silent(stopped(UNFIT, x=x, reads=(None, 28, 20)), "axes-swapped")


@pytest.mark.parametrize(("reads", "sides"), [((None, 120), "120"), ((None, 120, 4), "120 x 4")])
def test_the_number_of_rows_as_width(reads: Shape, sides: str) -> None:
    """Alone, or with the columns of the table."""
    evidence = stopped(UNFIT, reads=reads)
    found = the(evidence, "row-count-as-input-width")

    assert (found.message, found.hint) == (
        f"The input of your network is {sides}, as if it read all 120 rows at once, but one row of "
        "yours has 4.",
        "What is the shape of one single row of your inputs?",
    )
    assert silent(evidence, "wrong-input-width")
    assert silent(evidence, "flatten-missing")


def test_rows_as_wide_as_there_are_rows_are_right() -> None:
    """A square table, and a network that was trained."""
    square = stopped(UNFIT, reads=(None, 120), x=numbers((120, 120), 0, 1))

    assert silent(square, "row-count-as-input-width")
    assert silent(stopped("something else", reads=(None, 120)), "row-count-as-input-width")


def test_another_width() -> None:
    """Both widths stand in the sentence."""
    found = the(stopped(UNFIT, reads=(None, 3)), "wrong-input-width")

    assert (found.severity, found.message, found.hint, found.place) == (
        "fatal",
        "Your rows have 4 numbers, but your network reads rows of 3.",
        "Which of the two is right, and which line makes the other one?",
        LINE,
    )


def test_pictures_for_a_network_that_reads_rows() -> None:
    """As many numbers, and another form."""
    found = the(stopped(UNFIT, reads=(None, 784), x=pictures()), "wrong-input-width")

    assert found.message == (
        "Your rows are 28 x 28 and your network reads 784: as many numbers, in another form."
    )


def test_another_width_when_the_network_is_asked() -> None:
    """A `predict` in the line that stopped; rows in plain form are a matter of another rule."""
    asking = Asking(by="predict", x=numbers((30, 3), 0, 1), place=LINE)
    evidence = healthy.iris(
        model=replace(iris_model(), input_shape=(None, 4)),
        error=StageError("load", "ValueError", UNFIT, LINE),
        asked=(asking,),
    )
    single = replace(evidence, asked=(replace(asking, x=numbers((3,), 0, 1)),))
    elsewhere = replace(evidence, asked=(replace(asking, place=Place(7)),))

    assert the(evidence, "wrong-input-width").message == (
        "Your rows have 3 numbers, but your network reads rows of 4."
    )
    assert silent(single, "wrong-input-width")
    assert silent(elsewhere, "wrong-input-width")


def test_one_row_written_as_a_column() -> None:
    """Four rows of one number, where one row of four is meant; a square says nothing."""
    asking = Asking(by="predict", x=numbers((4, 1), 0, 6), place=LINE)
    evidence = healthy.iris(
        model=replace(iris_model(), input_shape=(None, 4)),
        error=StageError("load", "ValueError", UNFIT, LINE),
        asked=(asking,),
    )
    square = replace(evidence, asked=(replace(asking, x=numbers((4, 4), 0, 6)),))

    assert the(evidence, "axes-swapped").message == (
        "You ask about 4 rows of 1 number, and your network reads rows of 4 numbers: the table lies "
        "on its side."
    )
    assert silent(evidence, "wrong-input-width")
    assert silent(square, "axes-swapped")


CONVOLUTION = (plain_layer("Conv2D"), plain_layer("Flatten"), dense(10, "softmax"))
TOLD = (
    "Input 0 with name 'None' of layer 'conv2d' is incompatible with the layer: expected min_ndim=4"
    ", found ndim=3. Full shape received: (None, 28, 28)"
)


def convolved(message: str, reads: Shape, x: ArraySpec | None) -> Evidence:
    """A convolution that Keras stopped, in `fit` where there are inputs."""
    evidence = stopped(message, **({} if x is None else {"x": x}))
    model = replace(iris_model(), layers=CONVOLUTION, input_shape=reads, output_shape=())
    return replace(evidence, model=model, fits=evidence.fits if x is not None else ())


@pytest.mark.parametrize(
    ("message", "x"), [(TOLD, None), ("Sequential model has already been configured", pictures())]
)
def test_pictures_without_channels(message: str, x: ArraySpec | None) -> None:
    """Told by Keras when the network is made, or read from what `fit` was given."""
    found = the(convolved(message, (), x), "missing-channel-axis")

    assert (found.message, found.hint) == (
        "Conv2D reads 3 numbers as the shape of one row, the last of them counting the channels, "
        "but yours are 28 x 28.",
        "How many numbers describe one pixel, and where is that number in the shape?",
    )


def test_keras_adds_the_channel_where_the_input_names_it() -> None:
    """Then something else stopped it."""
    evidence = convolved("something else", (None, 28, 28, 1), pictures())
    trained = replace(evidence, error=None)

    assert silent(evidence, "missing-channel-axis")
    assert silent(trained, "missing-channel-axis")


def shaped(
    answers: Shape, y: ArraySpec, *layers: str, x: ArraySpec | None = None, **changes: Any
) -> Evidence:
    """A network that answers in this shape."""
    x = x or pictures()
    chain = (*map(plain_layer, layers), dense(10, "softmax"))
    model = replace(
        iris_model(), layers=chain, input_shape=(None, *x.shape[1:]), output_shape=answers
    )
    evidence = healthy.iris(model=replace(model, **changes), runs=())
    return healthy.fitted(evidence, x=x, y=y)


def test_dense_on_pictures() -> None:
    """Without a convolution it is an entry of its own in the catalogue."""
    digits = class_numbers(300, *map(float, range(10)))
    plain = the(shaped((None, 28, 10), digits), "flatten-missing")
    convolutional = the(shaped((None, 26, 26, 10), digits, "Conv2D"), "flatten-missing")

    assert (plain.catalogue, plain.severity, plain.message, plain.hint) == (
        "A21",
        "fatal",
        "Your network answers 28 x 10 numbers for each row, but each row has only one label.",
        "Which layer makes one row of numbers out of all the pixels of a picture?",
    )
    assert convolutional.catalogue == "D11"


@pytest.mark.parametrize(
    "evidence",
    [
        shaped((None, 10), class_numbers(300, 0.0, 1.0), "Flatten"),
        shaped((None, 28, 28), pictures()),
        shaped((None, 28, 1), numbers((300, 28), 0, 1)),
        shaped((None, 28, 1), numbers((300, 28, 1), 0, 9)),
        shaped((None, 28, 10), class_numbers(300, 0.0, 1.0), chain=False),
        shaped((None, 28, 10), UNKNOWN),
    ],
)
def test_tables_of_answers_that_are_meant(evidence: Evidence) -> None:
    """One row, pictures rebuilt, every step of a series, a network of branches, unseen labels."""
    assert silent(evidence, "flatten-missing")


def test_columns_of_answers_per_line_of_pixels() -> None:
    """One-hot labels fit the last axis only."""
    assert not silent(shaped((None, 28, 10), columns(300, 10)), "flatten-missing")


def twice(y: ArraySpec, answers: Shape = (None, 3)) -> Evidence:
    """Iris with labels of several axes."""
    evidence = healthy.iris(model=replace(iris_model(), output_shape=answers), runs=())
    return healthy.fitted(evidence, y=y)


def test_labels_made_columns_twice() -> None:
    """Two columns for every 0 and every 1."""
    found = the(twice(numbers((120, 3, 2), 0, 1)), "labels-encoded-twice")

    assert (found.message, found.hint) == (
        "The label of each row is a table of 3 x 2 zeros and ones, but your network answers with "
        "one row of numbers.",
        "How often are your labels turned into columns before they reach `fit`?",
    )


@pytest.mark.parametrize(
    "evidence",
    [
        twice(columns(120, 3)),
        twice(numbers((120, 3, 2), 0, 1), (None, 3, 2)),
        twice(numbers((120, 3, 4), 0, 1)),
        twice(numbers((120, 3, 2), 0, 9)),
    ],
)
def test_labels_of_several_axes_that_are_meant(evidence: Evidence) -> None:
    """Columns, an answer per step, wider tables and numbers."""
    assert silent(evidence, "labels-encoded-twice")


def test_lengths_that_differ() -> None:
    """Both lengths stand in the sentence."""
    found = the(stopped(CARDINALITY, y=class_numbers(1, 0.0)), "lengths-differ")

    assert (found.message, found.hint) == (
        "To train there are 120 rows of inputs but 1 label.",
        "Which line made them differ, and which rows lost their label there?",
    )


def test_lengths_that_differ_in_validation() -> None:
    """Training itself has a label per row."""
    x, y = numbers((30, 4), 0, 8), class_numbers(20, 0.0, 1.0)
    held = {"validated": True, "validation_x": x, "validation_y": y}

    assert the(stopped(CARDINALITY, **held), "lengths-differ").message == (
        "To validate there are 30 rows of inputs but 20 labels."
    )
    assert silent(stopped(CARDINALITY), "lengths-differ")


def test_validation_without_labels() -> None:
    """The labels of training are there."""
    evidence = stopped(NO_VALUES, validated=True)
    found = the(evidence, "validation-without-labels")

    assert (found.message, found.hint) == (
        "Your 120 training rows have labels, but what you give to validate with has none.",
        "What does Keras compare the answers with when it validates?",
    )
    assert silent(evidence, "labels-not-given")
    assert silent(stopped(NO_VALUES), "validation-without-labels")


def test_training_without_labels() -> None:
    """Whether or not there is something to validate with."""
    evidence = stopped(NO_VALUES, y=UNKNOWN)
    found = the(evidence, "labels-not-given")

    assert (found.message, found.hint) == (
        "`fit` was given inputs to learn from, but no labels to compare its answers with.",
        "What does the second place of `fit` stand for, and what did you put there?",
    )
    assert silent(stopped(NO_VALUES, y=UNKNOWN, validated=True), "validation-without-labels")
    assert silent(stopped("something else", y=UNKNOWN), "labels-not-given")


@pytest.mark.parametrize(
    ("message", "validated", "what"),
    [
        ("[[0, 0], [0, 1]] (of type <class 'list'>)", False, "your inputs are a Python list"),
        ("[[0.1, 0.2], [0.3", False, "your inputs are a Python list"),
        (
            "[[0 0]\n [0 1]] (of type <class 'numpy.ndarray'>)",
            False,
            "your inputs are one, but your labels are a Python list",
        ),
        ("[[0.1 0.2]\n [0.3", False, "your inputs are one, but your labels are a Python list"),
        (
            "[[0, 0]] (of type <class 'list'>)",
            True,
            "the rows or labels of training or validation are a Python list",
        ),
    ],
)
def test_a_list_is_told_from_an_array(message: str, what: str, *, validated: bool) -> None:
    """Keras's words may be cut before the type, and blame the inputs for the labels."""
    evidence = stopped(f"Unrecognized data type: x={message}", validated=validated)
    found = the(evidence, "lists-instead-of-arrays")

    assert found.message == f"Keras wants arrays, and {what} here."
    assert found.hint == "What is the type of your inputs, and what is the type of your labels?"
    assert silent(stopped("something else"), "lists-instead-of-arrays")


def called(text: str, message: str = "fit() got multiple values for argument 'epochs'") -> Evidence:
    """A script of one line that Python stopped."""
    evidence = stopped(message, kind="TypeError", text=text)
    return replace(evidence, source=("import keras", f"    {text}".strip()))


def test_test_rows_in_the_place_of_the_batch() -> None:
    """The argument is quoted."""
    found = the(called("model.fit(x, y, x_test, y_test, epochs=2)"), "arguments-in-wrong-place")

    assert (found.message, found.hint) == (
        "`fit` reads its third argument, here `x_test`, as the number of rows in a batch.",
        "Which argument of `fit` takes the rows to validate with, and what is its name?",
    )


@pytest.mark.parametrize(
    "evidence",
    [
        called("model.fit(x, y, 32, 2, epochs=2)"),
        called("model.fit(x, y, epochs=2)"),
        called("model.fit(x, y, x_test)", "something else"),
        replace(called("model.fit(x, y, x_test)"), source=("not (Python",)),
    ],
)
def test_arguments_in_their_place(evidence: Evidence) -> None:
    """A number, names, another error, and text that cannot be read."""
    assert silent(evidence, "arguments-in-wrong-place")


def table(*spreads: float, rows: int = 120, runs: bool = True, **changes: Any) -> Evidence:
    """Columns with these spreads; where it was trained, it failed."""
    x = numbers((rows, len(spreads)), 0, 8, spread=2.0, spreads=spreads, means=spreads)
    evidence = healthy.fitted(healthy.iris(), x=replace(x, **changes))
    return replace(evidence, runs=(healthy.run(accuracy=0.6),) if runs else ())


def test_columns_that_never_change() -> None:
    """Half of them are grave, where training failed."""
    found = the(table(0.8, 0.4, 0.0, 0.0), "constant-features")

    assert (found.severity, found.message, found.hint) == (
        "major",
        "2 columns of your inputs hold the same value in all 120 rows, such as column 2, counted "
        "from 0.",
        "Which line gave all rows the same value, and what could the network tell them by?",
    )
    assert the(table(0.8, 0.4, 0.7, 0.0), "constant-features").severity == "minor"
    assert the(table(0.8, 0.0, runs=False), "constant-features").severity == "minor"
    assert (
        the(replace(table(0.8, 0.0), runs=healthy.iris().runs), "constant-features").severity
        == "info"
    )


def test_inputs_that_are_one_number() -> None:
    """Also pictures, which have no columns."""
    found = the(table(0.0, 0.0, minimum=0.0, maximum=0.0, spread=0.0), "constant-features")

    assert (found.severity, found.message) == ("major", "Every number of your inputs is 0.")


@pytest.mark.parametrize(
    ("evidence", "findings"),
    [
        (table(0.1, 0.2), 0),
        (table(*(0.0, *(0.3,) * (WIDE - 2))), 1),
        (table(*(0.0, *(0.3,) * (WIDE - 1))), 0),
        (table(0.8, 0.0, rows=9), 0),
        (table(0.8, 0.0, rows=10), 1),
        (table(0.0, 0.0, spread=1e-5), 0),
        (table(0.0, 0.5, nan_count=1), 0),
    ],
)
def test_borders_of_pictures_are_naturally_constant(evidence: Evidence, findings: int) -> None:
    """Wide tables, few rows, faint numbers and missing ones are left alone."""
    assert len(find(evidence, only="constant-features")) == findings


def truth_table(*x: float, y: tuple[float, ...] = (0, 1, 1, 0)) -> Evidence:
    """Four rows of two numbers."""
    inputs = numbers((4, 2), 0, 1, sample=x)
    return healthy.fitted(healthy.xor(runs=()), x=inputs, y=class_numbers(4, 0.0, 1.0, sample=y))


def test_a_row_with_two_labels() -> None:
    """Both rows are named, and what they hold."""
    found = the(truth_table(0, 0, 0, 1, 1, 0, 1, 0), "contradictory-rows")

    assert (found.message, found.hint) == (
        "Rows 3 and 4 of your inputs, counted from 1, are the same, (1, 0), but their labels "
        "differ.",
        "Which of the two rows should be another one, or have another label?",
    )
    assert found.severity == "minor"


def test_a_row_with_two_labels_is_grave_where_training_failed() -> None:
    """No training could have reached all rows."""
    evidence = truth_table(0, 0, 0, 1, 1, 0, 1, 0)
    failed = replace(evidence, runs=(healthy.failed(),))
    well = replace(evidence, runs=healthy.xor().runs)

    assert the(failed, "contradictory-rows").severity == "major"
    assert the(well, "contradictory-rows").severity == "minor"


@pytest.mark.parametrize(
    "evidence",
    [
        truth_table(0, 0, 0, 1, 1, 0, 1, 1),
        truth_table(0, 0, 0, 1, 1, 0, 1, 0, y=(0, 1, 1, 1)),
        truth_table(0, 0, 0, 1, 1, 0),
        truth_table(0, 0, 0, 1, 1, 0, 1, 0, y=()),
    ],
)
def test_rows_that_agree_or_are_not_all_known(evidence: Evidence) -> None:
    """A row may stand twice with the same label."""
    assert silent(evidence, "contradictory-rows")


def slices(rows: int, *, there: float = 1.0, others: float | None = None) -> Evidence:
    """Digits of Keras, some of which are trained on."""
    history: dict[str, tuple[float | None, ...]] = {"loss": (0.1,), "accuracy": (there,)}
    if others is not None:
        history["val_accuracy"] = (others,)
    run = healthy.run(accuracy=there, answers=(0,) * 100, history=history)
    source = ("(x, y), (xt, yt) = keras.datasets.mnist.load_data()",)
    evidence = healthy.mnist(source=source, runs=(run,), exam="training")
    return healthy.fitted(evidence, x=pictures(rows=rows))


@pytest.mark.parametrize(("rows", "severity"), [(299, "major"), (300, "info")])
def test_a_slice_that_is_quick_to_train_on_is_a_remark(rows: int, severity: str) -> None:
    """Even where others are answered clearly worse."""
    assert the(slices(rows, others=0.7), "tiny-slice-of-the-data").severity == severity


def test_a_sliver_of_the_digits() -> None:
    """Grave where others are answered clearly worse."""
    found = the(slices(100, others=0.7), "tiny-slice-of-the-data")

    assert (found.severity, found.message, found.hint) == (
        "major",
        "You train on 100 of the 60000 rows that mnist has for training.",
        "How many examples of each class are that, and how does it do on all the others?",
    )


@pytest.mark.parametrize(
    ("evidence", "severities"),
    [
        (slices(1199), ["info"]),
        (slices(1200), []),
        (slices(100, others=1 - GAP), ["major"]),
        (slices(100, others=1 - GAP + 0.01), ["info"]),
        (slices(100, there=0.5), ["minor"]),
        (replace(slices(100), source=("x, y = load_my_digits()",)), []),
        (healthy.fitted(slices(100), x=numbers((100, 50), 0, 1)), []),
        (healthy.fitted(slices(100), by="train_on_batch"), []),
    ],
)
def test_a_slice_on_purpose_is_a_remark(evidence: Evidence, severities: list[str]) -> None:
    """And only where it is known how many rows there are."""
    found = find(evidence, only="tiny-slice-of-the-data")

    assert [one.severity for one in found] == severities


def dark(most: float, *, least: float = 0.0, side: int = 28, runs: bool = True) -> Evidence:
    """Digits that failed to be learned."""
    run = healthy.run(accuracy=0.4, answers=(0,) * 100)
    evidence = healthy.mnist(runs=(run,) if runs else ())
    return healthy.fitted(evidence, x=pictures(side, minimum=least, maximum=most))


def test_pictures_that_are_almost_black() -> None:
    """The largest number is told; before training it is small."""
    found = the(dark(0.003922), "scaled-twice")

    assert (found.severity, found.message, found.hint) == (
        "major",
        "The largest number among your inputs is 0.0039: as pictures they are almost black.",
        "How often are the pixels divided before they reach `fit`?",
    )
    assert the(dark(0.003922, runs=False), "scaled-twice").severity == "minor"


@pytest.mark.parametrize(
    ("evidence", "findings"),
    [
        (dark(DARK), 1),
        (dark(DARK + 0.001), 0),
        (dark(0.01, least=-0.01), 0),
        (dark(0.0), 0),
        (dark(0.01, side=8), 1),
        (dark(0.01, side=7), 0),
        (replace(dark(0.01), runs=healthy.mnist().runs), 0),
    ],
)
def test_what_is_not_almost_black(evidence: Evidence, findings: int) -> None:
    """Standardised numbers, small tables, and what was learned all the same."""
    assert len(find(evidence, only="scaled-twice")) == findings


def leaking(
    mean: float = 1.0, spread: float = 0.816497, *, kinds: int = 3, own: float | None = 1.0
) -> Evidence:
    """Flowers with one more column."""
    values = tuple(map(float, range(kinds)))
    y = class_numbers(150, *values, counts=(150 // kinds,) * kinds, spread=0.816497)
    x = numbers((150, 3), 0, 8, means=(5.8, 3.0, mean), spreads=(0.8, 0.4, spread))
    evidence = healthy.fitted(healthy.iris(), x=x, y=y)
    from_own = OwnRows(rows=150, accuracy=own) if own is not None else None
    return replace(evidence, runs=(healthy.run(own=from_own),))


def test_the_answer_among_the_inputs() -> None:
    """The column and both numbers are told."""
    found = the(leaking(), "answer-among-the-inputs")

    assert (found.severity, found.message, found.hint) == (
        "fatal",
        "Column 2 of your inputs, counted from 0, has the same mean, 1, and the same spread, "
        "0.8165, as your labels.",
        "Which of the inputs would you not know before the answer is known?",
    )
    assert the(replace(leaking(), runs=()), "answer-among-the-inputs").severity == "minor"


@pytest.mark.parametrize(
    "evidence",
    [
        leaking(mean=1.0001),
        leaking(spread=0.8165),
        leaking(kinds=2, mean=0.5),
        leaking(own=0.97),
        leaking(own=None),
    ],
)
def test_columns_that_are_like_the_labels_by_chance(evidence: Evidence) -> None:
    """Another mean or spread, yes and no, and networks that still make mistakes."""
    assert silent(evidence, "answer-among-the-inputs")


def sorted_rows(borders: int = 2, *, shuffle: bool = False, batch: int = 40) -> Evidence:
    """Flowers in the order of their species, badly learned."""
    y = class_numbers(120, 0.0, 1.0, 2.0, label_changes=borders / 119)
    evidence = replace(healthy.iris(), runs=(healthy.run(accuracy=0.6, answers=(0,) * 30),))
    return healthy.fitted(evidence, y=y, shuffle=shuffle, batch_size=batch, validation_split=0.0)


def test_sorted_rows_that_are_not_shuffled() -> None:
    """Blocks and batch are told."""
    found = the(sorted_rows(), "ordered-rows-unshuffled")

    assert (found.severity, found.message, found.hint) == (
        "major",
        "Your 120 rows stand sorted by label in 3 blocks, and `fit` shows them in this order, 40 "
        "at a time.",
        "How many different labels does one batch hold?",
    )


@pytest.mark.parametrize(
    ("evidence", "findings"),
    [
        (sorted_rows(3), 1),
        (sorted_rows(4), 0),
        (sorted_rows(shuffle=True), 0),
        (sorted_rows(batch=119), 1),
        (sorted_rows(batch=120), 0),
        (replace(sorted_rows(), runs=healthy.iris().runs), 0),
    ],
)
def test_order_that_does_no_harm(evidence: Evidence, findings: int) -> None:
    """Mixed rows, shuffled ones, a single batch, and what went well."""
    assert len(find(evidence, only="ordered-rows-unshuffled")) == findings
