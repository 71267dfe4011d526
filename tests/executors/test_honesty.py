"""Where answers come from, with children that say what a test lets them say."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from nngrader.answers import plain_code
from nngrader.evidence import Evidence, HiddenRows, Preprocessed, Untrained
from nngrader.executors._collect import Drawn, Fit, Seen, Tampered, Told
from nngrader.executors._conversation import Conversation
from nngrader.executors._honesty import (
    DRAWS,
    FENCE,
    UNLIKE,
    Inquiry,
    hidden_rows,
    own_answers,
    untrained,
    with_honesty,
)
from nngrader.jobs import Array, Rows
from nngrader.wire import Frame
from tests import builders
from tests.executors.hand_ins import right

RIGHT = np.array([[0.9], [0.1], [0.1], [0.9]], np.float32)
BLUEPRINT = {"layers": [{"config": {"bias_initializer": {"class_name": "Zeros"}}}]}


@dataclass
class Nobody:
    """Children that answer as told, and are counted."""

    says: tuple[Frame, ...] = ()
    asked: list[str] = field(default_factory=list)

    def neutral(self, request: Frame) -> Conversation:
        self.asked.append(request.kind)
        return Conversation(self.says, "done", 0, "", 0.1)

    def student(self, rows: Rows, shorten: bool) -> Conversation:
        self.asked.append("student")
        return Conversation(self.says, "done", 0, "", 0.1)


def inquiry(seen: Seen, child: Nobody | None = None, rows: Rows | None = None) -> Inquiry:
    child = child or Nobody()
    made = rows or builders.Segments().load()
    return Inquiry(made, seen, plain_code(2), child.neutral, child.student)


def told(answers: Array = RIGHT, **changes: Any) -> Told:
    return Told(0, [1.0, 0.0], (), {"answer:test": answers})._replace(**changes)


def seen(*told: Told, blueprint: dict[str, Any] | None = None) -> Seen:
    made = Seen(right())
    made.models[0] = Drawn(builders.model(), blueprint or BLUEPRINT, "")
    made.untrained = list(told)
    return made


def draws(*largest: float) -> Nobody:
    return Nobody((Frame("drawn", {"largest": [list(largest)] * DRAWS}),))


# -- before training ------------------------------------------------------------------------------


@pytest.mark.parametrize(("right", "asked"), [(3, []), (4, ["drawn"])])
def test_weights_are_looked_at_only_where_all_four_are_right(right: int, asked: list[str]) -> None:
    answers = RIGHT.copy()
    answers[right:] = 1 - answers[right:]
    child = draws(1.0, 0.0)

    found = untrained(inquiry(seen(told(answers)), child), builders.evidence())

    assert isinstance(found, Untrained)
    assert (found.rows, found.right, child.asked) == (4, right, asked)


@pytest.mark.parametrize(
    ("largest", "unlike"), [([1.99, 0.0], 0), ([2.0, 0.0], 0), ([2.01, 0.0], 1), ([2.01, 0.1], 2)]
)
def test_weights_are_unlike_beyond_twice_the_largest_draw(
    largest: list[float], unlike: int
) -> None:
    found = untrained(inquiry(seen(told(largest=largest)), draws(1.0, 0.0)), builders.evidence())

    assert UNLIKE == 2.0
    assert found is not None
    assert found.unlike == unlike


@pytest.mark.parametrize("child", [Nobody(), draws(1.0)], ids=["no answer", "other layers"])
def test_what_could_not_be_compared_is_not_unlike(child: Nobody) -> None:
    found = untrained(inquiry(seen(told(largest=[9.0, 9.0])), child), builders.evidence())

    assert found is not None
    assert found.unlike == 0


def test_the_better_of_two_states_counts() -> None:
    """As built, and as `train` changed it before its first `fit`."""
    found = untrained(inquiry(seen(told(1 - RIGHT), told()), draws(1.0, 0.0)), builders.evidence())

    assert found is not None
    assert found.right == 4


def test_another_network_of_the_hand_in_does_not_count() -> None:
    assert untrained(inquiry(seen(told(model=1))), builders.evidence()) is None


def test_a_network_that_was_trained_in_sight_is_not_untrained() -> None:
    taught = seen(told())
    call = builders.evidence().fits[0]
    taught.fits = [Fit(call, {}, {}, "", 0, "build_model")]

    assert untrained(inquiry(taught), builders.evidence()) is None


@pytest.mark.parametrize(("value", "written"), [(0.5, 0), ([0.5], 0), ([0.5, 1], 2)])
def test_numbers_in_initializers_are_counted_from_two_on(value: Any, written: int) -> None:
    layers = [{"config": {"kernel_initializer": {"class_name": "Constant", "config": {}}}}]
    layers[0]["config"]["kernel_initializer"]["config"] = {"value": value}
    known = seen(told(), blueprint={"layers": layers})

    found = untrained(inquiry(known, draws(1.0, 0.0)), builders.evidence())

    assert found is not None
    assert found.written == written


# -- a `predict` of its own -----------------------------------------------------------------------


def with_own(own: Array, network: Array = RIGHT) -> Seen:
    made = seen()
    arrays = {"own": own, "answer:test": network}
    made.own_answers = Told(0, [], ("predict",), arrays)
    made.store["x"], made.prepared["x_test"] = np.zeros((4, 2)), "x"
    return made


@pytest.mark.parametrize(
    ("own", "differing"),
    [
        (RIGHT, 0),
        (np.array([1, 0, 0, 1], np.float32), 0),
        (np.array([[0], [0], [0], [1]], np.float32), 1),
        (np.array([[0], [1], [1], [0]], np.float32), 4),
        (np.full((4, 1), np.nan, np.float32), 4),
    ],
    ids=["the same", "classes", "one other", "all others", "no numbers"],
)
def test_answers_of_ones_own_are_compared_by_class(own: Array, differing: int) -> None:
    child = Nobody((Frame("answers", {}, {"answer:test": RIGHT}),))

    found = own_answers(inquiry(with_own(own), child), builders.evidence())

    assert found is not None
    assert (found.rows, found.differing, found.self_reported) == (4, differing, False)
    assert child.asked == ["with_weights"]


def test_the_rebuilt_network_counts_and_not_what_the_hand_in_says_of_its_own() -> None:
    child = Nobody((Frame("answers", {}, {"answer:test": 1 - RIGHT}),))

    found = own_answers(inquiry(with_own(RIGHT), child), builders.evidence())

    assert found is not None
    assert found.differing == 4


def test_what_cannot_be_rebuilt_is_compared_as_told_and_says_so() -> None:
    own = with_own(1 - RIGHT)

    beside = own_answers(inquiry(own), builders.evidence(self_reported="a layer of your own"))
    unanswered = own_answers(inquiry(own), builders.evidence())

    assert beside is not None
    assert unanswered is not None
    assert (beside.differing, beside.self_reported) == (4, True)
    assert (unanswered.differing, unanswered.self_reported) == (4, True)


@pytest.mark.parametrize(("lead", "rows"), [(0.04, 3), (0.06, 4)])
def test_a_network_on_the_fence_is_not_counted(lead: float, rows: int) -> None:
    undecided = RIGHT.copy()
    undecided[0] = 0.5 + lead / 2
    child = Nobody((Frame("answers", {}, {"answer:test": undecided}),))

    found = own_answers(inquiry(with_own(1 - RIGHT), child), builders.evidence())

    assert FENCE == 0.05
    assert found is not None
    assert found.rows == rows


# -- hidden rows among the training rows ----------------------------------------------------------

TRAIN = np.arange(20.0).reshape(10, 2)
HIDDEN = np.array([[0.0, 1.0], [100.0, 0.0], [101.0, 0.0], [102.0, 0.0]])  # the first has a twin
FLOWERS = replace(builders.Segments().load(), x_train=TRAIN, x_test=HIDDEN)


def fitted_on(x: Array) -> Seen:
    made = seen()
    made.store |= {"x": x, "t": HIDDEN}
    made.prepared["x_test"] = "t"
    made.fits = [Fit(builders.evidence().fits[0], {}, {"x": "x"}, "", 0, "train")]
    return made


def prepared_as(images: Array) -> Nobody:
    """The hand-in, prepared once more with its training rows as test rows."""
    audit = {"repeatable": True, "train_follows_test": False, "test_follows_itself": False}
    names = {"x_train": "a", "y_train": "a", "x_test": "i"}
    body = {"arrays": names, "words": {}, "audit": audit}
    return Nobody((Frame("preprocessed", body, {"a": TRAIN, "i": images}),))


def audited(**changes: Any) -> Evidence:
    evidence = builders.evidence()
    assert isinstance(evidence.preprocessed, Preprocessed)
    return replace(evidence, preprocessed=replace(evidence.preprocessed, **changes))


@pytest.mark.parametrize(
    "x", [TRAIN, TRAIN[::-1], TRAIN.astype(np.float32), np.concatenate([TRAIN, TRAIN])]
)
def test_training_rows_are_no_hidden_rows(x: Array) -> None:
    child = Nobody()

    assert hidden_rows(inquiry(fitted_on(x), child, FLOWERS), audited()) is None
    assert child.asked == []


@pytest.mark.parametrize("shape", [(-1, 2), (-1, 2, 1)])
def test_hidden_rows_that_no_training_row_becomes_are_counted(shape: tuple[int, ...]) -> None:
    x = np.concatenate([TRAIN, HIDDEN]).reshape(shape)
    child = prepared_as(TRAIN)

    found = hidden_rows(inquiry(fitted_on(x), child, FLOWERS), audited())

    assert found == HiddenRows(rows=3, found=3, fitted=14, given=10)
    assert child.asked == ["student"]


def test_hidden_rows_that_a_training_row_becomes_as_well_are_not_counted() -> None:
    x = np.concatenate([TRAIN, HIDDEN])

    found = hidden_rows(inquiry(fitted_on(x), prepared_as(HIDDEN[1:3]), FLOWERS), audited())

    assert found == HiddenRows(rows=3, found=1, fitted=14, given=10)


@pytest.mark.parametrize(("rows", "found"), [(10, None), (11, 1)])
def test_where_test_rows_follow_each_other_more_rows_than_given_are_needed(
    rows: int, found: int | None
) -> None:
    x = np.concatenate([TRAIN[: rows - 1], HIDDEN[1:2]])

    told = hidden_rows(inquiry(fitted_on(x), None, FLOWERS), audited(test_follows_itself=True))

    assert (told and told.found) == found


def test_a_preparation_of_chance_explains_nothing() -> None:
    x = np.concatenate([TRAIN, HIDDEN])

    assert hidden_rows(inquiry(fitted_on(x), None, FLOWERS), audited(repeatable=False)) is None


@pytest.mark.parametrize("x", [np.zeros((0, 2)), np.zeros((10, 0)), np.array(3.0)], ids=str)
def test_rows_of_nothing_meet_nothing(x: Array) -> None:
    assert hidden_rows(inquiry(fitted_on(x), None, FLOWERS), audited()) is None


def test_a_hand_in_that_never_trained_is_not_asked_about() -> None:
    bare = builders.evidence(runs=())

    assert with_honesty(inquiry(seen(told())), bare) is bare


# -- what a child may say -------------------------------------------------------------------------


def taking() -> Seen:
    made = seen()
    made.store["x"], made.prepared["x_test"] = np.zeros((4, 2)), "x"
    return made


def test_what_a_child_says_unasked_is_kept_apart_from_the_rows() -> None:
    made = taking()

    made.take(Frame("untrained", {"model": 0, "largest": [1, 0]}, {"answer:test": RIGHT}))
    made.take(
        Frame(
            "own_answers",
            {"model": 0, "replaced": ["predict"]},
            {"answer:test": RIGHT, "own": RIGHT, "weight:0": RIGHT},
        )
    )

    assert set(made.store) == {"x"}
    assert made.untrained[0].largest == [1.0, 0.0]
    assert made.own_answers is not None
    assert made.own_answers.replaced == ("predict",)


@pytest.mark.parametrize(
    ("kind", "body", "arrays"),
    [
        ("untrained", {"model": 0, "largest": []}, {}),
        ("untrained", {"model": 0}, {"answer:test": RIGHT}),
        ("untrained", {"model": "a", "largest": []}, {"answer:test": RIGHT}),
        ("untrained", {"model": 0, "largest": ["a"]}, {"answer:test": RIGHT}),
        ("untrained", {"model": 0, "largest": []}, {"answer:test": RIGHT.astype(int)}),
        ("untrained", {"model": 0, "largest": []}, {"answer:test": np.zeros((5, 1), np.float32)}),
        ("untrained", {"model": 0, "largest": []}, {"answer:test": np.float32(1.0)}),
        ("own_answers", {"model": 0, "replaced": []}, {"answer:test": RIGHT}),
        ("own_answers", {"model": 0, "replaced": 3}, {"answer:test": RIGHT, "own": RIGHT}),
        ("own_answers", {"model": 0, "replaced": []}, {"answer:test": RIGHT, "own": RIGHT[:2]}),
        ("own_answers", {"model": 0, "replaced": []}, {"answer:test": RIGHT, "own": RIGHT[0, 0]}),
    ],
)
def test_malformed_words_are_tampering(
    kind: str, body: dict[str, Any], arrays: dict[str, Array]
) -> None:
    with pytest.raises(Tampered):
        taking().take(Frame(kind, body, arrays))


def test_answers_before_anything_was_prepared_are_tampering() -> None:
    early = Frame("untrained", {"model": 0, "largest": []}, {"answer:test": RIGHT})

    with pytest.raises(Tampered):
        Seen(right()).take(early)
