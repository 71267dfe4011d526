"""From what children said to plain parts of evidence: nothing is believed."""

from typing import Any

import msgspec
import numpy as np
import pytest

from nngrader.arrays import describe
from nngrader.evidence import KerasWarning, Place, StageError
from nngrader.executors._collect import UNKNOWN, Seen, Tampered, curves
from nngrader.jobs import Array, Submission
from nngrader.wire import Frame
from tests import builders

X, Y = np.arange(8.0).reshape(4, 2), np.array([0, 1, 1, 0])
ARGUMENTS = {
    "epochs": 5,
    "batch_size": 4,
    "validation_split": 0.1,
    "shuffle": True,
    "callbacks": [],
    "callback_names": ["EarlyStopping"],
    "class_weight": None,
}
AUDIT = {"repeatable": True, "train_follows_test": False, "test_follows_itself": False}
PREPARED = {"x_train": "x", "y_train": "y", "x_test": "x"}


@pytest.fixture
def seen() -> Seen:
    places = tuple(Place(line, cell=2) for line in (1, 2, 3))
    script = Submission(student="s07", name="xor.py", path="xor.py", code="", places=places)
    return Seen(script)


def fit(sent: dict[str, Array] | None = None, **changes: Any) -> Frame:
    body = {
        "arguments": ARGUMENTS,
        "arrays": {"x": "x", "y": "y"},
        "words": {},
        "line": 2,
        "reason": "",
        "model": 1,
        "stage": "train",
        **changes,
    }
    return Frame("fit", body, {"x": X, "y": Y} if sent is None else sent)


def model(**changes: Any) -> Frame:
    spec = msgspec.to_builtins(builders.model())
    return Frame("model", {"spec": spec, "model": 1, "blueprint": {}, "reason": "", **changes})


FITTED = Frame("fitted")


def test_versions_are_noted(seen: Seen) -> None:
    seen.take(Frame("started", {"versions": {"keras": "3.15"}}))

    assert seen.versions == {"keras": "3.15"}


def test_a_warning_is_noted_with_the_students_place(seen: Seen) -> None:
    seen.take(Frame("warning", {"category": "UserWarning", "message": "slow", "line": 3}))

    assert seen.warnings == [KerasWarning("UserWarning", "slow", Place(3, cell=2))]


def test_line_zero_is_no_place(seen: Seen) -> None:
    seen.take(Frame("warning", {"category": "UserWarning", "message": "slow", "line": 0}))

    assert seen.warnings[0].place is None


def test_a_blank_is_noted(seen: Seen) -> None:
    seen.take(Frame("unfinished", {"stage": "train"}))

    assert seen.unfinished == ["train"]


def test_the_first_error_stays(seen: Seen) -> None:
    for kind in ("NameError", "ValueError"):
        seen.take(Frame("error", {"stage": "load", "kind": kind, "message": "no", "line": 1}))

    assert seen.error == StageError("load", "NameError", "no", Place(1, cell=2))


@pytest.mark.parametrize(
    ("line", "text"),
    [(1, "import kears"), (2, "y" * 120), (3, ""), (4, ""), (0, ""), (-1, "")],
)
def test_an_error_quotes_the_line_that_raised_it_without_its_indentation(
    line: int, text: str
) -> None:
    code = f"    import kears  \r\n{'y' * 121}\n"
    seen = Seen(Submission(student="s07", name="xor.py", path="xor.py", code=code))

    seen.take(Frame("error", {"stage": "load", "kind": "Odd", "message": "no", "line": line}))

    assert seen.error is not None
    assert seen.error.text == text


def test_what_was_no_model_is_noted(seen: Seen) -> None:
    seen.take(Frame("no_model", {"got": "None"}))

    assert seen.no_model == "None"


def test_prepared_rows_are_described(seen: Seen) -> None:
    body = {"arrays": PREPARED, "words": {}, "audit": AUDIT}

    seen.take(Frame("preprocessed", body, {"x": X, "y": Y}))

    assert seen.preprocessed is not None
    assert (seen.preprocessed.x_train, seen.preprocessed.y_train) == (describe(X), describe(Y))
    assert seen.prepared == PREPARED


def test_rows_that_are_text_are_noted_in_words(seen: Seen) -> None:
    words = {"y_train": {"shape": [4], "dtype": "str160", "sample": ["loyal"]}}
    words["y_train"]["label_changes"] = 0.5
    arrays = {"x_train": "x", "x_test": "x"}

    seen.take(Frame("preprocessed", {"arrays": arrays, "words": words, "audit": AUDIT}, {"x": X}))

    assert seen.preprocessed is not None
    found = seen.preprocessed.y_train
    assert (found.shape, found.dtype, found.sample) == ((4,), "str160", ("loyal",))
    assert (found.minimum, found.label_changes) == (None, 0.5)


def test_a_model_is_noted_under_its_number(seen: Seen) -> None:
    seen.take(model(reason="a Lambda layer"))

    assert seen.models == {1: (builders.model(), {}, "a Lambda layer")}


def test_a_fit_counts_when_it_came_to_its_end(seen: Seen) -> None:
    seen.take(fit())
    assert (seen.fits, seen.begun is not None) == ([], True)

    seen.take(FITTED)

    (found,) = seen.fits
    assert seen.begun is None
    assert (found.call.epochs, found.call.batch_size, found.call.callbacks) == (
        5,
        4,
        ("EarlyStopping",),
    )
    assert (found.call.x, found.call.y, found.call.place) == (
        describe(X),
        describe(Y),
        Place(2, cell=2),
    )
    assert (found.call.validation_rows, found.call.class_weight) == (0, False)


def test_rows_for_validation_and_weights_are_counted(seen: Seen) -> None:
    keys = {"x": "x", "y": "y", "validation_x": "v", "validation_y": "w", "sample_weight": "y"}
    arrays = {"x": X, "y": Y, "v": X[:3], "w": Y[:3]}
    weighted = {**ARGUMENTS, "class_weight": [[0, 1.0]]}

    seen.take(fit(arrays, arrays=keys, arguments=weighted))

    assert seen.begun is not None
    call = seen.begun.call
    assert (call.validation_rows, call.sample_weight, call.class_weight) == (3, True, True)


def test_rows_that_cannot_be_looked_at_are_unknown(seen: Seen) -> None:
    seen.take(fit({}, arrays={}, reason="`x` is no array of numbers"))

    assert seen.begun is not None
    assert (seen.begun.call.x, seen.begun.call.y) == (UNKNOWN, UNKNOWN)


def test_an_array_that_was_sent_before_is_known(seen: Seen) -> None:
    seen.take(fit())
    seen.take(fit({}))

    assert seen.begun is not None
    assert seen.begun.call.x == describe(X)


def test_equal_fits_in_a_row_are_one_that_was_repeated(seen: Seen) -> None:
    for _ in range(3):
        seen.take(fit())
        seen.take(FITTED)

    assert [found.call.repeated for found in seen.fits] == [3]


@pytest.mark.parametrize(
    "changes",
    [
        {"arguments": {**ARGUMENTS, "epochs": 6}},
        {"arrays": {"x": "x", "y": "x"}},
        {"model": 2},
    ],
)
def test_fits_that_differ_are_kept_apart(seen: Seen, changes: dict[str, Any]) -> None:
    for frame in (fit(), FITTED, fit(**changes), FITTED):
        seen.take(frame)

    assert [found.call.repeated for found in seen.fits] == [1, 1]


@pytest.mark.parametrize(
    "changes",
    [{"arguments": {**ARGUMENTS, "callbacks": [{"name": "EarlyStopping"}]}}, {"reason": "odd"}],
)
def test_fits_that_remember_are_kept_apart(seen: Seen, changes: dict[str, Any]) -> None:
    for frame in (fit(**changes), FITTED, fit(**changes), FITTED):
        seen.take(frame)

    assert len(seen.fits) == 2


def test_a_fault_of_our_own_is_noted(seen: Seen) -> None:
    seen.take(Frame("fault", {"kind": "KeyError", "where": "student.py, line 9", "message": "x"}))

    assert seen.fault == "KeyError in student.py, line 9: x"


@pytest.mark.parametrize("kind", ["student", "", "take", "_spec", "x" * 50])
def test_a_message_of_unknown_kind_is_tampering(seen: Seen, kind: str) -> None:
    with pytest.raises(Tampered) as caught:
        seen.take(Frame(kind))

    assert str(caught.value) == f"a message of unknown kind {kind[:20]!r}"


def test_a_training_that_never_began_is_tampering(seen: Seen) -> None:
    with pytest.raises(Tampered) as caught:
        seen.take(FITTED)

    assert str(caught.value) == "a training ended that never began"


WARNING = {"category": "UserWarning", "message": "slow"}


@pytest.mark.parametrize(
    "frame",
    [
        Frame("started", {}),
        Frame("started", {"versions": [1]}),
        Frame("warning", {**WARNING, "line": "one"}),
        Frame("warning", {**WARNING, "line": [1]}),
        Frame("warning", {**WARNING, "line": float("inf")}),
        Frame("unfinished", {"stage": "grade"}),
        Frame("error", {"stage": "train"}),
        Frame("preprocessed", {"arrays": {"x_train": "lost"}, "words": {}, "audit": AUDIT}),
        Frame("preprocessed", {"arrays": PREPARED, "words": {}, "audit": {"more": True}}),
        Frame("preprocessed", {"arrays": {}, "words": {"x_train": 3}, "audit": AUDIT}),
        Frame("preprocessed", {"arrays": {}, "words": [], "audit": {"repeatable": 1}}),
        model(spec={}),
        model(model="first"),
        fit(arguments={}),
        fit(arguments=None),
        fit(arguments={**ARGUMENTS, "epochs": None}),
        fit(arguments={**ARGUMENTS, "callback_names": 3}),
        fit(arrays={"x": "lost"}),
        fit({"v": np.array(3)}, arrays={"validation_x": "v"}),
    ],
    ids=lambda frame: f"{frame.kind} {frame.body}"[:40],
)
def test_a_malformed_message_is_tampering(seen: Seen, frame: Frame) -> None:
    with pytest.raises(Tampered) as caught:
        seen.take(frame)

    assert str(caught.value) == f"a malformed message of kind {frame.kind!r}"


def test_curves_have_one_value_per_epoch_and_gaps_where_not_finite() -> None:
    arrays = {
        "history:loss": np.array([0.5, np.nan, np.inf, 1 / 3], dtype=np.float64),
        "history:accuracy": np.array([1.0]),
        "answer:test": X,
    }

    found = curves(Frame("run", {}, arrays))

    assert found == {"accuracy": (1.0,), "loss": (0.5, None, None, 0.333333)}
