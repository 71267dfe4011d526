"""Questions of a script are told once, briefly, and before they are answered."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from nngrader.wire import Frame

pytestmark = pytest.mark.keras

X = np.arange(300.0).reshape(100, 3)
Y = np.arange(100) % 2


def trained(x: Any = X, **changes: Any) -> Any:
    from nngrader.worker.calls import Call

    arguments = {"validation_split": 0.0} | changes.pop("arguments", {})
    return Call("model", arguments, {"x": x}, {}, 1, **changes)


def asking(call: Any = None) -> tuple[Any, list[Frame]]:
    from nngrader.worker.asking import Askings
    from nngrader.worker.met import Met
    from nngrader.worker.session import Teller

    told: list[Frame] = []
    networks = ["model", "other"]
    session: Any = SimpleNamespace(
        teller=Teller(told.append),
        number=networks.index,
        filename="no file at all",
        met=Met(),
        last=call,
    )
    return Askings(session, 50), told


class TestTelling:
    def test_rows_labels_and_what_was_met_are_told(self) -> None:
        askings, told = asking(trained(X[:50]))

        askings.note("evaluate", "model", {"x": X, "y": Y})

        (frame,) = told
        assert frame.kind == "asked"
        assert (frame.body["by"], frame.body["model"], frame.body["met"]) == ("evaluate", 0, 0.5)
        assert frame.body["rows"] == {"x": 100, "y": 100}
        assert [array.shape for array in frame.arrays.values()] == [(100, 3), (100,)]

    def test_only_some_rows_of_many_are_told(self) -> None:
        askings, told = asking()

        askings.note("predict", "model", {"x": np.zeros((5000, 1))})

        assert told[0].body["rows"] == {"x": 5000}
        assert [len(array) for array in told[0].arrays.values()] == [1667]

    def test_what_another_network_met_is_not_known(self) -> None:
        askings, told = asking(trained())

        askings.note("predict", "other", {"x": X})

        assert told[0].body["met"] is None

    def test_a_thing_that_cannot_be_read_is_told_without_rows(self) -> None:
        class Odd:
            def __array__(self, *_: Any) -> Any:
                raise RuntimeError

        askings, told = asking()

        askings.note("predict", "model", {"x": Odd()})

        assert (told[0].body["rows"], told[0].arrays) == ({}, {})


class TestLoops:
    def test_the_same_question_is_told_once_and_counted_at_the_end(self) -> None:
        askings, told = asking()
        for _ in range(30):
            askings.note("predict", "model", {"x": X})
        askings.note("predict", "model", {"x": X.copy()})

        askings.flush()

        assert [frame.kind for frame in told] == ["asked", "asked_again"]
        assert told[1].body == {"number": 0, "times": 31, "arrays": {}}

    def test_a_question_put_once_is_not_counted(self) -> None:
        askings, told = asking()
        askings.note("predict", "model", {"x": X})

        askings.flush()

        assert len(told) == 1

    def test_of_a_loop_over_all_rows_the_first_are_told(self) -> None:
        from nngrader.worker.asking import MOST_LOOKS

        askings, told = asking()
        for row in X:
            askings.note("predict", "model", {"x": row[None]})

        assert len(told) == MOST_LOOKS

    def test_every_network_is_a_question_of_its_own(self) -> None:
        askings, told = asking()
        for network in ("model", "other", "model"):
            askings.note("evaluate", network, {"x": X, "y": Y})

        assert [frame.body["model"] for frame in told] == [0, 1, 0]
        assert [len(frame.arrays) for frame in told] == [2, 0, 0]

    def test_so_many_bytes_are_told_and_no_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from nngrader.worker import asking as module

        monkeypatch.setattr(module, "MOST_BYTES", 2 * X.nbytes)
        askings, told = asking()
        for number in range(3):
            askings.note("predict", "model", {"x": X + number})

        assert len(told) == 2


class TestMet:
    def share(self, call: Any, rows: Any) -> float | None:
        from nngrader.worker.met import Met

        return Met().share(call, rows)

    def test_order_kind_of_number_and_shape_do_not_matter(self) -> None:
        assert self.share(trained(), X[::-1].astype(np.float32).reshape(100, 3, 1)) == 1.0

    def test_zero_has_no_sign(self) -> None:
        assert self.share(trained(np.zeros((2, 1))), -np.zeros((1, 1))) == 1.0

    def test_rows_that_were_set_aside_were_not_met(self) -> None:
        split = trained(arguments={"validation_split": 0.2})

        assert self.share(split, X) == 0.8

    def test_validation_data_override_the_split(self) -> None:
        split = trained(arguments={"validation_split": 0.2}, validated=True)

        assert self.share(split, X) == 1.0

    @pytest.mark.parametrize("rows", [None, X[:0], X[:, :2], np.float64(1)])
    def test_rows_of_another_kind_say_nothing(self, rows: Any) -> None:
        assert self.share(trained(), rows) is None

    def test_rows_of_single_batches_are_not_all_known(self) -> None:
        assert self.share(trained(by="train_on_batch"), X) is None
        assert self.share(None, X) is None
