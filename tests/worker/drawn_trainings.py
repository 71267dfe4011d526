"""Trainings to compare with Keras's `fit`, drawn so that every option comes up; nothing is trained.

Options are written as a student writes them and evaluated in the child: this is read without Keras.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

DRAWN = 28  #: fewer leave an option out
EPOCHS, PATIENTLY = 3, 10  #: the second where a callback is to end the training
BRANCHES = "two branches, added"


@dataclass(frozen=True)
class Task:
    """What is to be learnt: shapes, labels, how they are answered and what may be counted."""

    rows: int
    shape: tuple[int, ...]
    classes: int  #: 0 for amounts, -1 for labels of minus one and one
    one_hot: bool
    output: str
    loss: str
    metrics: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """One call of `fit`."""

    epochs: int = EPOCHS
    batch: int = 8
    shuffle: bool | str = True
    validation: str = "none"
    weights: str = "none"
    callbacks: tuple[str, ...] = ()
    others: dict[str, Any] = field(default_factory=dict)  #: further arguments, by name


@dataclass(frozen=True)
class Training:
    """A network, how it is compiled, and the calls of `fit`."""

    task: str
    layers: tuple[str, ...] = ("Dense(8, 'relu')",)
    optimizer: str = "Adam(0.01)"
    metrics: str = "['accuracy']"
    numbers: str = "float32"
    calls: tuple[Call, ...] = (Call(),)
    harm: str = ""  #: what is done to the labels


BINARY = ("None", "['accuracy']", "['AUC']", "[metrics.Precision(), metrics.Recall()]")
ONE_HOT = (
    *BINARY,
    "['accuracy', metrics.TopKCategoricalAccuracy(2)]",
    "['mse', 'categorical_crossentropy']",
)
SPARSE = ("None", "['accuracy']", "[metrics.SparseTopKCategoricalAccuracy(2)]")
TASKS = {
    "xor mse": Task(40, (2,), 2, False, "Dense(1, 'sigmoid')", "'mse'", BINARY),
    "xor bce": Task(40, (2,), 2, False, "Dense(1, 'sigmoid')", "'binary_crossentropy'", BINARY),
    "xor hinge": Task(40, (2,), -1, False, "Dense(1, 'tanh')", "'hinge'", ("None", "['mae']")),
    "xor logits": Task(
        40, (2,), 2, False, "Dense(1)", "losses.BinaryCrossentropy(from_logits=True)", ("None",)
    ),
    "iris sparse": Task(
        40, (4,), 3, False, "Dense(3, 'softmax')", "'sparse_categorical_crossentropy'", SPARSE
    ),
    "iris one-hot": Task(
        40, (4,), 3, True, "Dense(3, 'softmax')", "'categorical_crossentropy'", ONE_HOT
    ),
    "iris mse": Task(40, (4,), 3, True, "Dense(3, 'sigmoid')", "'mse'", ONE_HOT),
    "iris huber": Task(40, (4,), 0, False, "Dense(1)", "losses.Huber(0.5)", ("None", "['mae']")),
    "iris amounts": Task(40, (4,), 0, False, "Dense(1)", "'mse'", ("None", "['mae']")),
    "digits sparse": Task(
        40, (28, 28), 10, False, "Dense(10, 'softmax')", "'sparse_categorical_crossentropy'", SPARSE
    ),
    "digits one-hot": Task(
        40, (28, 28), 10, True, "Dense(10, 'softmax')", "'categorical_crossentropy'", ONE_HOT
    ),
}

ACTIVATIONS = """relu tanh sigmoid softmax elu selu gelu swish leaky_relu softplus softsign
    hard_sigmoid exponential mish relu6 linear""".split()
HIDDEN = (
    *(f"Dense(6, {name!r})" for name in ACTIVATIONS),
    "Activation('tanh')",
    "ReLU()",
    "LeakyReLU(0.2)",
    "ELU()",
    "PReLU()",
    "Softmax()",
    "Dropout(0.3)",
    "Dropout(0.3, seed=3)",
    "AlphaDropout(0.2)",
    "GaussianNoise(0.1)",
    "GaussianDropout(0.2)",
    "BatchNormalization()",
    "BatchNormalization(momentum=0.5, trainable=False)",
    "LayerNormalization()",
    "UnitNormalization()",
    "Rescaling(0.5)",
    "Dense(6, 'relu', kernel_regularizer='l2')",
    "Dense(6, 'relu', bias_regularizer='l1')",
    "Dense(6, 'tanh', activity_regularizer='l2')",
    "Dense(6, 'relu', trainable=False)",
    "Dense(6, 'relu', kernel_initializer='he_normal', use_bias=False)",
    "Dense(6, 'relu', kernel_constraint='max_norm')",
    BRANCHES,
)
PICTURE = "Reshape((28, 28, 1))"
PICTURES = (
    ("Flatten()",),
    (PICTURE, "Conv2D(4, 3, activation='relu')", "MaxPooling2D()", "Flatten()"),
    (
        PICTURE,
        "Conv2D(4, 3, strides=2, padding='same')",
        "BatchNormalization()",
        "ReLU()",
        "Flatten()",
    ),
    (
        PICTURE,
        "Conv2D(4, 5, kernel_regularizer='l1')",
        "SpatialDropout2D(0.2)",
        "GlobalAveragePooling2D()",
    ),
    (PICTURE, "DepthwiseConv2D(3)", "AveragePooling2D(3)", "Flatten()"),
)
OPTIMIZERS = (
    "SGD(0.05)",
    "SGD(0.05, momentum=0.9)",
    "SGD(0.05, momentum=0.9, nesterov=True)",
    "RMSprop(0.01)",
    "RMSprop(0.01, momentum=0.5, centered=True)",
    "Adam(0.01)",
    "Adam(0.01, amsgrad=True)",
    "Adam(0.01, clipnorm=0.1)",
    "Adam(0.01, clipvalue=0.1)",
    "Adam(0.01, global_clipnorm=0.1)",
    "Adam(0.01, weight_decay=0.01)",
    "Adam(0.01, use_ema=True)",
    "SGD(0.05, use_ema=True, ema_overwrite_frequency=3)",
    "Adam(0.01, gradient_accumulation_steps=2)",
    "Nadam(0.01)",
    "Adamax(0.01)",
    "Adagrad(0.05)",
    "Adadelta(0.5)",
    "AdamW(0.01)",
    "Ftrl(0.05)",
    "Lion(0.01)",
    "Lamb(0.01)",
    "Adafactor(0.01)",
    "SGD(schedules.ExponentialDecay(0.1, 5, 0.9))",
    "Adam(schedules.CosineDecay(0.05, 20))",
)
STOPPING = (
    "EarlyStopping('loss', min_delta=0.5, patience=2)",
    "EarlyStopping('loss', min_delta=0.5, patience=2, restore_best_weights=True)",
    "EarlyStopping('loss', min_delta=0.5, start_from_epoch=4, restore_best_weights=True)",
    "EarlyStopping('loss', baseline=1e-9, patience=3)",
    "EarlyStopping('val_loss', min_delta=0.5, patience=1, restore_best_weights=True)",
)
SLOWING = (
    "ReduceLROnPlateau('loss', min_delta=0.5, patience=1, factor=0.5)",
    "ReduceLROnPlateau('val_loss', min_delta=0.5, patience=1, cooldown=1, min_lr=1e-3)",
    "LearningRateScheduler(lambda epoch, rate: rate * 0.7)",
    "LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1))",
)
WRITING = (
    "ModelCheckpoint('best.keras', monitor='loss', save_best_only=True)",
    "CSVLogger('log.csv')",
)
BATCHES = (1, 5, 7, 8, 32, 40, 64)
VALIDATIONS = ("none", "split", "data", "weighted data")
WEIGHTS = ("none", "none", "class", "sample")
NUMBERS = ("float32", "float32", "float64", "uint8", "int64", "bool", "float16")
CALLBACKS = (
    *[()] * 6,
    *((one,) for one in (*STOPPING, *SLOWING, *WRITING)),
    ("TerminateOnNaN()",),
    (SLOWING[0], STOPPING[0], "TerminateOnNaN()"),
    (SLOWING[3], STOPPING[1]),
)


class Deck:
    """Cards that come up in a random order, each of them before any comes up again."""

    def __init__(self, dice: random.Random, cards: Sequence[Any]) -> None:
        self._dice, self._cards = dice, cards
        self._left: list[Any] = []

    def draw(self, fits: Callable[[Any], bool] = lambda _: True) -> Any:
        """Take the first card that fits; the others keep their turn."""
        if not any(map(fits, self._left)):
            self._left += self._dice.sample(self._cards, len(self._cards))
        card = next(filter(fits, self._left))
        self._left.remove(card)
        return card


class Drawing:
    """Draws trainings."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        self._deck = {
            "task": Deck(dice, [*TASKS]),
            "hidden": Deck(dice, HIDDEN),
            "pictures": Deck(dice, PICTURES),
            "optimizer": Deck(dice, OPTIMIZERS),
            "numbers": Deck(dice, NUMBERS),
            "batch": Deck(dice, BATCHES),
            "shuffle": Deck(dice, (True, True, False)),
            "validation": Deck(dice, VALIDATIONS),
            "weights": Deck(dice, WEIGHTS),
            "callbacks": Deck(dice, CALLBACKS),
            "calls": Deck(dice, (1, 1, 1, 1, 1, 2)),
        }
        self._metrics = {name: Deck(dice, task.metrics) for name, task in TASKS.items()}

    def training(self) -> Training:
        """Draw one."""
        task, optimizer = self._deck["task"].draw(), self._deck["optimizer"].draw()
        pictures = self._deck["pictures"].draw() if "digits" in task else ()
        hidden = [self._deck["hidden"].draw() for _ in range(1 if pictures else 2)]
        first = self._call(optimizer)
        again = [replace(first, callbacks=(), batch=9)] * (self._deck["calls"].draw() - 1)
        return Training(
            task=task,
            layers=(*pictures, "Dense(8, 'relu')", *hidden),
            optimizer=optimizer,
            metrics=self._metrics[task].draw(),
            numbers=self._deck["numbers"].draw(),
            calls=(first, *again),
        )

    def _call(self, optimizer: str) -> Call:
        drawn = {name: self._deck[name].draw() for name in ("batch", "shuffle", "weights")}
        validation = self._deck["validation"].draw()

        def fits(callbacks: tuple[str, ...]) -> bool:
            asks = str(callbacks)
            steers = "Scheduler" in asks or "Reduce" in asks
            return not (steers and "schedules" in optimizer) and (
                validation != "none" or "val_loss" not in asks
            )

        callbacks = self._deck["callbacks"].draw(fits)
        epochs = PATIENTLY if any(one in STOPPING for one in callbacks) else EPOCHS
        return Call(epochs=epochs, validation=validation, callbacks=callbacks, **drawn)


def _drawn() -> dict[str, Training]:
    drawing = Drawing(0)
    return {f"drawn {number}": drawing.training() for number in range(DRAWN)}


PLAIN = {
    "XOR": Training("xor mse", ("Dense(16, 'relu')",), calls=(Call(epochs=30, batch=4),)),
    "Iris": Training("iris one-hot", ("Dense(16, 'relu')",), calls=(Call(epochs=10, batch=5),)),
    "digits": Training(
        "digits sparse",
        (
            PICTURE,
            "Conv2D(8, 3, activation='relu')",
            "MaxPooling2D()",
            "Flatten()",
            "Dense(64, 'relu')",
        ),
        calls=(Call(batch=16),),
    ),
}
EVERYTHING = Training(
    "iris sparse",
    ("Dense(16, 'relu')", "BatchNormalization()", "Dropout(0.3)", "GaussianNoise(0.1)"),
    "SGD(0.05, momentum=0.9)",
    calls=(
        Call(epochs=6, validation="split", callbacks=(SLOWING[0], STOPPING[1])),
        Call(batch=10, weights="class", callbacks=(SLOWING[3],)),
    ),
)
BREAKING = Training("iris amounts", (), "SGD(0.2)", "['mae']")
WATCH = Call(epochs=30, batch=3, callbacks=("TerminateOnNaN()",))
BROKEN = {
    "numbers that break": replace(BREAKING, calls=(WATCH,)),
    "numbers that break, validated": replace(
        BREAKING, calls=(replace(WATCH, validation="data", shuffle=False),)
    ),
    "numbers that break, stopping": replace(
        BREAKING,
        calls=(replace(WATCH, callbacks=("EarlyStopping('loss', patience=50)", *WATCH.callbacks)),),
    ),
}
DELICATE = Training(
    "xor bce",
    ("Dense(8, 'relu')", "Dense(6, 'swish')", "Dropout(0.3)"),
    "Adam(0.01, clipvalue=0.1)",
)
CHOSEN = {
    **PLAIN,
    **BROKEN,
    "numbers that break, unwatched": replace(BREAKING, calls=(replace(WATCH, callbacks=()),)),
    "everything at once": EVERYTHING,
    "Nadam": Training("iris one-hot", optimizer="Nadam(0.01)"),
    "a metric made late": Training(
        "iris one-hot", metrics="[metrics.F1Score('macro'), metrics.R2Score()]"
    ),
    "a network with memory": Training("digits sparse", ("LSTM(6, dropout=0.2)",)),
    "one batch": replace(DELICATE, calls=(Call(batch=32, validation="split"),)),
    "one batch that is not full": replace(DELICATE, calls=(Call(batch=64, validation="split"),)),
}
LOOPED = {**_drawn(), **CHOSEN}

VALIDATED = Call(validation="split", batch=5)


def _with(name: str, value: Any) -> tuple[Training, str]:
    call = replace(VALIDATED, others={name: value})
    return Training("iris sparse", calls=(call,)), f"`{name}` was given"


def _counting(metric: str, why: str) -> tuple[Training, str]:
    return Training("iris one-hot", metrics=f"[{metric}]"), why


UNLOOPED: dict[str, tuple[Training, str]] = {
    "no epochs": (Training("xor mse", calls=(Call(epochs=0),)), "no epochs were asked for"),
    "initial epoch": _with("initial_epoch", 1),
    "steps per epoch": _with("steps_per_epoch", 3),
    "validated every other epoch": _with("validation_freq", 2),
    "validated in some epochs": _with("validation_freq", [1, 3]),
    "validated on some batches": _with("validation_steps", 1),
    "validated in other batches": _with("validation_batch_size", 3),
    "batches shuffled": (
        Training("iris sparse", calls=(replace(VALIDATED, shuffle="batch"),)),
        "`shuffle='batch'` was given",
    ),
    "a metric with a number per class": _counting(
        "metrics.F1Score()", "a metric whose result is not one number"
    ),
    "the second of two calls": (
        replace(EVERYTHING, calls=(Call(), replace(VALIDATED, others={"steps_per_epoch": 2}))),
        "`steps_per_epoch` was given",
    ),
}
RAISING = {
    "labels out of range": Training("iris sparse", harm="out of range"),
    "a label too few": Training("iris sparse", harm="too few"),
    "labels of another shape": Training("iris one-hot", harm="another shape"),
    "both kinds of weights": Training("iris sparse", calls=(Call(weights="both"),)),
    "too few rows left to learn from": Training(
        "iris sparse", calls=(Call(others={"validation_split": 0.999}),)
    ),
}
