"""Rules about the arrays: what they hold, and how `preprocess` behaves."""

from dataclasses import replace

import pytest

from nngrader.evidence import ArraySpec, Evidence, StageError
from nngrader.rules import find
from nngrader.rules.labels_not_aligned import ALIGNED
from nngrader.rules.unscaled_inputs import LARGEST
from tests.rules import healthy
from tests.rules.healthy import BLANKS, FIT, PREPARE


def said(evidence: Evidence, rule: str) -> tuple[str, str]:
    """What one rule says, message and hint, asserting that it speaks once."""
    (finding,) = find(evidence, only=rule)
    return finding.message, finding.hint


def test_a_blank_is_named_with_its_line_and_its_number() -> None:
    """Every function that is still to be written gets a sentence, in the order of calling."""
    evidence = healthy.xor(unfinished=("build_model", "train"), blanks=BLANKS)

    first, second = find(evidence, only="unfinished-blank")

    assert first.message == (
        "`build_model` (line 19) still raises NotImplementedError: blank 1 of 2."
    )
    assert first.hint == "What does `build_model` get, and what should it give back?"
    assert first.place == BLANKS["build_model"]
    assert second.message == "`train` (line 29) still raises NotImplementedError: blank 2 of 2."


def test_text_inputs_are_quoted() -> None:
    """Words in `fit` are named with an example."""
    evidence = healthy.fitted(healthy.xor(), x=healthy.words((4, 2), "old", "high"))

    assert said(evidence, "text-inputs") == (
        'Your inputs are text, such as "old", not numbers.',
        "Print a row: which number could stand for each word?",
    )


@pytest.mark.parametrize("rule", ["text-inputs", "text-labels"])
def test_rows_that_a_data_set_object_hides_are_not_called_text(rule: str) -> None:
    """`fit(tf.data.Dataset)` shows no rows; those of `preprocess` are numbers."""
    hidden = ArraySpec(shape=(), dtype="unknown", digest="")
    evidence = healthy.fitted(healthy.xor(), x=hidden, y=hidden)

    assert find(evidence, only=rule) == ()


def test_labels_that_left_their_rows_are_counted() -> None:
    """A little below the share, the rows and the labels were mixed differently."""
    evidence = healthy.iris(aligned=ALIGNED - 0.01)

    assert said(evidence, "labels-not-aligned") == (
        "Only 79% of the training rows that could be recognised still carry the label of their "
        "class.",
        "When you change the order of the rows, what happens to the order of the labels?",
    )


@pytest.mark.parametrize("aligned", [None, ALIGNED, 1.0])
def test_labels_that_agree_often_enough_belong_to_their_rows(aligned: float | None) -> None:
    """Just at the share, and where no row was recognised, nothing is said."""
    assert find(healthy.iris(aligned=aligned), only="labels-not-aligned") == ()


def test_test_rows_that_change_places_are_no_witness_against_the_labels() -> None:
    """A shuffled `x_test` is not known row by row, whatever the training rows do."""
    evidence = healthy.prepared(healthy.iris(aligned=ALIGNED - 0.01), test_follows_itself=True)

    assert find(evidence, only="labels-not-aligned") == ()


def test_test_rows_prepared_unlike_the_others_are_told() -> None:
    """The spreads of both stand in the sentence."""
    evidence = healthy.iris()
    assert evidence.preprocessed is not None
    train = replace(evidence.preprocessed.x_train, spreads=(1.0, 1.0, 1.0, 1.0))
    wide = replace(train, spreads=(1.0, 2.1, 1.0, 1.0))
    alike = replace(train, spreads=(1.0, 2.0, 1.0, 1.0))

    assert said(healthy.prepared(evidence, x_train=train, x_test=wide), "unlike-test-rows") == (
        "The columns of the training rows spread by 1, 1, 1, 1, "
        "those of the test rows by 1, 2.1, 1, 1.",
        "Which of your steps reach only one of the two?",
    )
    twice = healthy.prepared(evidence, x_train=train, x_test=alike)
    assert find(twice, only="unlike-test-rows") == ()


@pytest.mark.parametrize(
    ("key", "rule"), [("'curve'", "stopped-after-training"), ("'acc'", "stopped-by-old-keras")]
)
def test_an_error_after_the_training_is_told_by_one_rule(key: str, rule: str) -> None:
    """What older Keras explains is told by another."""
    late = StageError("train", "KeyError", key, FIT)
    rules = {finding.rule for finding in find(healthy.xor(error=late))}

    assert rules & {"stopped-after-training", "stopped-by-old-keras"} == {rule}


def test_an_error_after_the_training_is_told_with_its_place() -> None:
    """The network counts, so this explains and no more."""
    late = StageError("train", "KeyError", "'curve'", FIT)

    assert said(healthy.xor(error=late), "stopped-after-training") == (
        "The network was trained, but then the code stopped with `KeyError: 'curve'`.",
        "What does the line that stopped expect, and what does it get? Print it just before.",
    )
    assert find(healthy.xor(error=late, runs=()), only="stopped-after-training") == ()


def test_text_inputs_are_seen_without_a_fit() -> None:
    """When `fit` was never called, what `preprocess` gave back is looked at."""
    evidence = healthy.prepared(healthy.xor(fits=()), x_train=healthy.words((4, 2), "old"))

    (finding,) = find(evidence, only="text-inputs")

    assert finding.place == PREPARE


def test_objects_are_not_called_text() -> None:
    """Numbers kept as Python objects stop Keras too, but they are no words."""
    x = replace(healthy.words((4, 2)), dtype="object", sample=(0.0, 1.0))

    message, _ = said(healthy.fitted(healthy.xor(), x=x), "text-inputs")

    assert message == "Your inputs are of the type `object`, not numbers."


def test_a_network_that_reads_text_may_get_text() -> None:
    """A layer made for words silences the rule."""
    model = replace(healthy.xor_model(), layers=(healthy.plain_layer("StringLookup"),))
    evidence = healthy.fitted(healthy.xor(model=model), x=healthy.words((4, 2), "old"))

    assert find(evidence, only="text-inputs") == ()


def test_text_labels_are_quoted() -> None:
    """Names of species are not numbers."""
    evidence = healthy.fitted(healthy.iris(), y=healthy.words((120,), "setosa"))

    assert said(evidence, "text-labels") == (
        'Your labels are text, such as "setosa", not numbers.',
        "Which step could turn each name into a number, and how will you turn it back later?",
    )


def test_missing_inputs_are_counted() -> None:
    """One missing measurement is enough."""
    x = healthy.numbers((120, 4), -2, 3, nan_count=1)

    assert said(healthy.fitted(healthy.iris(), x=x), "nan-inputs") == (
        "1 of 480 input values are missing or infinite.",
        "Which line makes them? Count the values that are not finite after each step.",
    )


def test_large_inputs_are_named_with_their_size() -> None:
    """Raw pixels reach 255."""
    evidence = healthy.fitted(healthy.mnist(), x=healthy.numbers((60_000, 28, 28), 0, 255))

    (finding,) = find(evidence, only="unscaled-inputs")

    assert finding.message == (
        "Your inputs reach 255 in size, and a network starts out with weights made for inputs of "
        "about 1."
    )
    assert finding.hint == (
        "Compare the range of your inputs with the range of the first weights: which step could "
        "bring the inputs nearer?"
    )
    assert finding.place == FIT


@pytest.mark.parametrize(("least", "most"), [(0.0, LARGEST), (-LARGEST, 0.0), (4.3, 7.9)])
def test_inputs_up_to_the_limit_are_left_alone(least: float, most: float) -> None:
    """The limit itself, and raw Iris, which trains well."""
    evidence = healthy.fitted(healthy.iris(), x=healthy.numbers((120, 4), least, most))

    assert find(evidence, only="unscaled-inputs") == ()


@pytest.mark.parametrize(("least", "most"), [(0.0, LARGEST + 0.01), (-LARGEST - 0.01, 0.0)])
def test_inputs_beyond_the_limit_are_named(least: float, most: float) -> None:
    """Just beyond, in either direction."""
    evidence = healthy.fitted(healthy.iris(), x=healthy.numbers((120, 4), least, most))

    assert len(find(evidence, only="unscaled-inputs")) == 1


@pytest.mark.parametrize(("position", "findings"), [(0, 0), (2, 0), (3, 1)])
def test_a_first_layer_may_scale(position: int, findings: int) -> None:
    """One of the first three layers scales; a later one comes too late."""
    evidence = healthy.fitted(healthy.mnist(), x=healthy.numbers((9, 28, 28), 0, 255))
    assert evidence.model is not None
    layers = [*evidence.model.layers]
    layers.insert(position, healthy.plain_layer("Rescaling"))
    scaled = replace(evidence, model=replace(evidence.model, layers=tuple(layers)))

    assert len(find(scaled, only="unscaled-inputs")) == findings


def test_statistics_from_test_rows_are_named() -> None:
    """The audit saw the training rows move with the test rows."""
    evidence = healthy.prepared(healthy.iris(), train_follows_test=True, test_follows_itself=True)

    assert said(evidence, "statistics-from-test-rows") == (
        "Your 120 training rows change when `preprocess` is given other test rows.",
        "Which rows may be used to choose a mean, a spread or a largest value?",
    )
    assert find(evidence, only="test-scaled-by-itself") == ()


def test_test_rows_scaled_by_themselves_are_named() -> None:
    """The audit saw a test row move with its neighbours."""
    evidence = healthy.prepared(healthy.iris(), test_follows_itself=True)

    assert said(evidence, "test-scaled-by-itself") == (
        "The same test row comes out differently when other rows stand beside it among the "
        "30 test rows.",
        "If a single new row arrived, which numbers would you need to prepare it?",
    )


@pytest.mark.parametrize("rule", ["statistics-from-test-rows", "test-scaled-by-itself"])
def test_an_audit_of_chance_proves_nothing(rule: str) -> None:
    """When the same rows in give other rows out, the audit cannot tell a leak from chance."""
    moved = healthy.prepared(healthy.iris(), test_follows_itself=True, repeatable=False)
    leaked = healthy.prepared(healthy.iris(), train_follows_test=True, repeatable=False)

    assert find(moved, only=rule) == find(leaked, only=rule) == ()


def sorted_flowers(borders: int, **changes: object) -> Evidence:
    """Iris with so many borders between its sorted labels."""
    y = healthy.class_numbers(120, 0.0, 1.0, 2.0, label_changes=round(borders / 119, 6))
    return healthy.fitted(healthy.iris(), y=y, **changes)


def test_a_split_of_sorted_rows_is_named() -> None:
    """Three blocks of species; Keras takes the last rows."""
    assert said(sorted_flowers(2), "sorted-validation-split") == (
        "Your 120 labels stand sorted in 3 blocks, and a `validation_split` of 0.2 sets the last "
        "24 rows aside.",
        "Which labels do the rows have that are set aside, and which are left to learn from?",
    )


@pytest.mark.parametrize(("borders", "findings"), [(2, 1), (3, 1), (4, 0), (79, 0)])
def test_sorted_means_hardly_more_borders_than_needed(borders: int, findings: int) -> None:
    """Three classes need two borders; up to one and a half times as many count as sorted."""
    assert len(find(sorted_flowers(borders), only="sorted-validation-split")) == findings


def test_sorted_rows_without_a_split_are_another_matter() -> None:
    """Without `validation_split`, or with `validation_data` in its place, nothing is cut off."""
    without = sorted_flowers(2, validation_split=0.0)
    overridden = sorted_flowers(2, validation_rows=30)

    assert find(without, only="sorted-validation-split") == ()
    assert find(overridden, only="sorted-validation-split") == ()


@pytest.mark.parametrize(("rows", "findings"), [(30, 1), (29, 0)])
def test_a_handful_of_rows_is_not_called_sorted(rows: int, findings: int) -> None:
    """Ten rows per class are needed to tell."""
    y = healthy.class_numbers(rows, 0.0, 1.0, 2.0, label_changes=2 / (rows - 1))
    x = healthy.numbers((rows, 4), -2, 3)

    evidence = healthy.fitted(healthy.iris(), x=x, y=y)

    assert len(find(evidence, only="sorted-validation-split")) == findings


@pytest.mark.parametrize("rule", ["text-inputs", "text-labels"])
def test_words_that_keras_took_are_in_their_place(rule: str) -> None:
    """A nested layer may read text; a script whose `fit` came to its end shows it."""
    words = healthy.words((4, 2), "old")
    evidence = healthy.fitted(healthy.script(healthy.xor(runs=())), x=words, y=words)

    assert find(evidence, only=rule) == ()
    assert find(healthy.fitted(evidence, completed=False), only=rule)


def test_large_inputs_are_only_explained_where_nothing_suffered() -> None:
    """A number alone proves nothing: a confirmed cause needs answers that are bad."""
    evidence = healthy.fitted(healthy.mnist(), x=healthy.numbers((60_000, 28, 28), 0, 255))
    bad = healthy.run(accuracy=0.5, answers=(0, 1) * 50)

    severities = [
        finding.severity
        for runs in (evidence.runs, (), (bad,), (healthy.number_run(0.5),))
        for finding in find(replace(evidence, runs=runs), only="unscaled-inputs")
    ]

    assert severities == ["info", "minor", "major", "info"]


def test_missing_inputs_may_be_taken_care_of() -> None:
    """A layer of a script's own may fill them in: then the answers are good."""
    x = healthy.numbers((120, 4), -2, 3, nan_count=1)
    evidence = healthy.fitted(healthy.script(healthy.iris()), x=x)

    (filled,) = find(evidence, only="nan-inputs")
    (unknown,) = find(replace(evidence, runs=()), only="nan-inputs")

    assert (filled.severity, unknown.severity) == ("minor", "fatal")


def test_numbers_in_order_are_not_sorted_classes() -> None:
    """A curve that is to be met may well rise from row to row."""
    evidence = replace(sorted_flowers(2), task="numbers")

    assert find(evidence, only="sorted-validation-split") == ()


def test_rows_given_for_validation_set_none_aside() -> None:
    """`validation_data` of any kind overrides the split."""
    assert find(sorted_flowers(2, validated=True), only="sorted-validation-split") == ()


def test_a_split_of_sorted_rows_that_did_no_harm_is_minor() -> None:
    """Only hidden rows can show it: those trained on are of the other classes."""
    hidden = sorted_flowers(2)

    (harmless,) = find(hidden, only="sorted-validation-split")
    (unknown,) = find(replace(hidden, exam="training"), only="sorted-validation-split")

    assert (harmless.severity, unknown.severity) == ("minor", "fatal")
