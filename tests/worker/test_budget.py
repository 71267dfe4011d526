"""A training that is too long ends in time, at the best epoch it has reached."""

import math
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import pytest

from nngrader.worker import runtime
from nngrader.worker.blueprint import draw, rebuild
from nngrader.worker.budget import SLICE, Budget, watch
from nngrader.worker.callbacks import rebuild_callbacks
from nngrader.worker.training import Fit, Limit, Trained, Trainer
from tests.worker import networks

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # Keras reading its rate
]
LIMIT_S = 100.0
NAN = math.nan


@dataclass
class Clock:
    """Time that passes when a test says so."""

    now: float = 50.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Network:
    """Its weights are the number of the epoch that it was trained to."""

    epoch: int = 0
    asked: int = 0  #: how often its weights were copied

    def get_weights(self) -> list[Any]:
        self.asked += 1
        return [self.epoch]

    def set_weights(self, weights: list[Any]) -> None:
        (self.epoch,) = weights


@dataclass
class Course:
    """A budget beside the network and the clock that it watches."""

    epochs: int = 1000
    asked: int = 1000
    clock: Clock = field(default_factory=Clock)
    network: Network = field(default_factory=Network)

    def __post_init__(self) -> None:
        self.budget = Budget(self.network, LIMIT_S, self.epochs, self.asked, self.clock)

    def train(self, epochs: int, seconds: float, **logs: float) -> None:
        self.clock.now += seconds
        self.network.epoch += epochs
        self.budget.note(epochs, logs)


# -- how often a training is looked at --------------------------------------------------------


def test_the_first_look_comes_after_one_epoch() -> None:
    assert Course().budget.next_epochs(1000) == 1


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.125, 16), (0.25, 8), (1.0, 2), (1.01, 1), (2.0, 1), (60.0, 1)],
)
def test_later_looks_come_after_a_slice_of_the_time(seconds: float, expected: int) -> None:
    course = Course()
    course.train(1, seconds, loss=1.0)

    assert SLICE == 0.02
    assert course.budget.next_epochs(999) == expected


def test_the_pace_is_that_of_the_last_look() -> None:
    """The first one counts what was compiled, too."""
    course = Course()
    course.train(1, 10.0, loss=1.0)
    course.train(5, 1.0, loss=1.0)

    assert course.budget.next_epochs(994) == 10


@pytest.mark.parametrize(("left", "expected"), [(7, 7), (8, 8), (9, 8)])
def test_no_more_epochs_are_trained_than_are_left(left: int, expected: int) -> None:
    course = Course()
    course.train(1, 0.25, loss=1.0)

    assert course.budget.next_epochs(left) == expected


@pytest.mark.parametrize(("epochs", "expected"), [(999, 1), (1000, 8)])
def test_every_epoch_is_looked_at_where_not_all_are_trained(epochs: int, expected: int) -> None:
    course = Course(epochs=epochs)
    course.train(1, 0.25, loss=1.0)

    assert course.budget.next_epochs(900) == expected


def test_a_clock_that_stands_still_is_no_endless_pace() -> None:
    course = Course()
    course.train(1, 0.0, loss=1.0)

    assert course.budget.next_epochs(999) == 999


# -- what ends it -----------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "cut"), [(99.0, ""), (100.0, "time"), (101.0, "time")])
def test_time_ends_a_training(seconds: float, cut: str) -> None:
    course = Course()

    course.train(10, seconds, loss=1.0)

    assert course.budget.cut == cut


@pytest.mark.parametrize(("done", "cut"), [(4, ""), (5, "epochs")])
def test_a_number_of_epochs_ends_a_training(done: int, cut: str) -> None:
    course = Course(epochs=5)

    course.train(done, 1.0, loss=1.0)

    assert course.budget.cut == cut


def test_epochs_are_counted_over_all_calls_of_fit() -> None:
    course = Course(epochs=5)

    course.train(3, 1.0, loss=1.0)
    course.train(2, 1.0, loss=1.0)

    assert (course.budget.done, course.budget.cut) == (5, "epochs")


def test_a_training_that_is_done_is_not_cut_however_long_it_took() -> None:
    course = Course(asked=10)

    course.train(10, 1000.0, loss=1.0)

    assert course.budget.cut == ""


def test_the_last_epoch_that_is_allowed_may_be_the_last_one_asked_for() -> None:
    course = Course(epochs=10, asked=10)

    course.train(10, 1.0, loss=1.0)

    assert course.budget.cut == ""


# -- the epoch that counts --------------------------------------------------------------------


def ended(*logs: dict[str, float]) -> Course:
    """A training that is cut after as many epochs as there are logs."""
    course = Course(epochs=len(logs))
    for log in logs:
        course.train(1, 1.0, **log)
    assert course.budget.cut == "epochs"
    return course


@pytest.mark.parametrize(
    ("logs", "best"),
    [
        pytest.param(({"loss": 3.0}, {"loss": 1.0}, {"loss": 2.0}), 2, id="lowest loss"),
        pytest.param(({"loss": 1.0}, {"loss": 1.0}, {"loss": 1.0}), 1, id="the first of equals"),
        pytest.param(
            ({"loss": 3.0, "val_loss": 1.0}, {"loss": 1.0, "val_loss": 2.0}), 1, id="val_loss first"
        ),
        pytest.param(({"loss": 2.0, "accuracy": 0.9}, {"loss": 1.0}), 2, id="never the accuracy"),
        pytest.param(({"loss": NAN}, {"loss": 2.0}, {"loss": NAN}), 2, id="NaN is never best"),
        pytest.param(({"loss": 2.0}, {"loss": 1.0}), 2, id="the last"),
    ],
)
def test_a_cut_training_goes_back_to_its_best_epoch(
    logs: tuple[dict[str, float], ...], best: int
) -> None:
    course = ended(*logs)

    assert (course.budget.settle(), course.network.epoch) == (best, best)


@pytest.mark.parametrize("logs", [({"loss": NAN},) * 3, ({"loss": math.inf},) * 3, ({},) * 3])
def test_without_any_finite_loss_it_stays_where_it_is(logs: tuple[dict[str, float], ...]) -> None:
    course = ended(*logs)

    assert (course.budget.settle(), course.network.epoch) == (3, 3)


def test_a_training_that_is_done_stays_where_it_is() -> None:
    course = Course(asked=2)
    course.train(1, 1.0, loss=1.0)
    course.train(1, 1.0, loss=2.0)

    assert (course.budget.settle(), course.network.epoch) == (2, 2)


def test_the_weights_after_the_last_epoch_need_no_copy() -> None:
    """Those of a training that is looked at once, at its end, are never copied."""
    course = Course(asked=1)
    course.train(1, 1.0, loss=1.0)

    assert course.network.asked == 0


# -- ending `fit` itself ----------------------------------------------------------------------

X, Y = np.random.default_rng(0).random((40, 2), "float32"), np.zeros(40, "float32")


@pytest.mark.parametrize(("epochs", "done", "cut"), [(2, 2, "epochs"), (3, 3, ""), (4, 3, "")])
def test_watch_ends_fit_where_the_budget_ends(epochs: int, done: int, cut: str) -> None:
    model = networks.xor()
    budget = Budget(model, LIMIT_S, epochs, asked=3)

    history = model.fit(X, Y, epochs=3, verbose=0, callbacks=[watch(budget)]).history

    assert (len(history["loss"]), budget.done, budget.cut) == (done, done, cut)


def test_watch_ends_fit_when_its_time_is_over() -> None:
    model = networks.xor()
    clock = Clock()
    budget = Budget(model, LIMIT_S, 1000, 10, clock)
    passing = keras.callbacks.LambdaCallback(on_epoch_begin=lambda *_: setattr(clock, "now", after))
    after = clock.now + LIMIT_S

    history = model.fit(X, Y, epochs=10, verbose=0, callbacks=[passing, watch(budget)]).history

    assert (len(history["loss"]), budget.cut) == (1, "time")


# -- a real training that is cut --------------------------------------------------------------

RATES = [0.5, 0.5, 30.0, *[0.001] * 17]  #: the third epoch wrecks what the second had learnt
ARGUMENTS: dict[str, Any] = {
    "epochs": 20,
    "batch_size": 8,
    "shuffle": False,
    "validation_split": 0.25,
    "initial_epoch": 0,
    "steps_per_epoch": None,
    "class_weight": None,
    "callbacks": [{"name": "LearningRateScheduler", "settings": {"first": 0, "rates": RATES}}],
}
LABELS = (X.sum(axis=1) > 1).astype("float32")
SGD = {"optimizer": "sgd", "loss": "mse", "metrics": ["accuracy"]}
#: What makes each engine train; validating after every epoch is usual, but said aloud.
ENGINES: dict[str, dict[str, Any]] = {"loop": {}, "fit": {"rare": {"validation_freq": 1}}}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def trained(limit: Limit, engine: str, **changes: Any) -> tuple[Trained, Any]:
    arguments = ARGUMENTS | ENGINES[engine] | changes
    blueprint = draw(networks.xor(**SGD))
    trainer = Trainer(blueprint, [Fit(arguments, {"x": X, "y": LABELS})], limit)
    trainer.begin(7)
    found = trainer.train(7)
    assert found.engine == engine
    return found, trainer.model.get_weights()


def by_fit() -> tuple[dict[str, list[float]], list[list[Any]]]:
    """The history of Keras's own `fit` over 20 epochs, and the weights after each."""
    saved: list[list[Any]] = []
    blueprint = draw(networks.xor(**SGD))
    runtime.seed_everything(7)
    model = rebuild(blueprint)
    save = keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: saved.append(model.get_weights()))
    callbacks = [*rebuild_callbacks(ARGUMENTS["callbacks"]), save]
    model.fit(X, LABELS, **ARGUMENTS | {"callbacks": callbacks}, verbose=0)
    return model.history.history, saved


def same(one: list[Any], other: list[Any]) -> bool:
    return all(np.allclose(a, b, rtol=1e-3, atol=1e-5) for a, b in zip(one, other, strict=True))


def test_five_of_twenty_epochs_are_judged_by_the_best_of_the_five(engine: str) -> None:
    history, saved = by_fit()
    best = int(np.argmin(history["val_loss"][:5])) + 1
    assert best < 5  # else nothing would have to be restored

    found, weights = trained(Limit(600, epochs=5), engine)

    assert (found.epochs, found.judged, found.cut) == (5, best, "epochs")
    assert found.history.keys() >= {"loss", "val_loss", "accuracy", "val_accuracy"}
    for name in ("loss", "val_loss"):
        np.testing.assert_allclose(found.history[name], history[name][:5], rtol=1e-3)
    assert same(weights, saved[best - 1])
    assert not same(weights, saved[4])


def test_a_training_within_its_budget_is_that_of_fit(engine: str) -> None:
    """The failing twin: twenty epochs are not cut at twenty."""
    _, saved = by_fit()

    found, weights = trained(Limit(600, epochs=20), engine)

    assert (found.epochs, found.judged, found.cut) == (20, 20, "")
    assert same(weights, saved[-1])


def test_a_training_of_no_time_is_one_epoch_long(engine: str) -> None:
    found, _ = trained(Limit(0.0), engine)

    assert (found.epochs, found.judged, found.cut) == (1, 1, "time")


def test_epochs_before_the_initial_one_are_not_counted() -> None:
    found, _ = trained(Limit(600, epochs=5), "fit", initial_epoch=3)

    assert (found.epochs, found.cut) == (5, "epochs")


@pytest.mark.parametrize(("epochs", "cut"), [(16, "epochs"), (17, "")])
def test_a_training_with_an_initial_epoch_is_whole_at_its_own_length(epochs: int, cut: str) -> None:
    found, _ = trained(Limit(600, epochs=epochs), "fit", initial_epoch=3)

    assert (found.epochs, found.cut) == (epochs, cut)


def test_the_second_of_two_calls_is_cut_and_a_third_left_out(engine: str) -> None:
    arguments = ARGUMENTS | ENGINES[engine] | {"epochs": 3, "callbacks": []}
    fits = [Fit(arguments, {"x": X, "y": LABELS})] * 3
    trainer = Trainer(draw(networks.xor(**SGD)), fits, Limit(600, epochs=5))
    trainer.begin(7)

    found = trainer.train(7)

    assert (found.epochs, found.cut, found.engine) == (5, "epochs", engine)
