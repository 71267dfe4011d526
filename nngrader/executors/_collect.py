"""From what children said to plain parts of Evidence. Believes nothing; raises Tampered."""

from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
import numpy as np

from nngrader.answers import Code
from nngrader.arrays import describe, telling
from nngrader.evidence import (
    ArraySpec,
    Asking,
    By,
    FitCall,
    KerasWarning,
    ModelSpec,
    NotTrained,
    Place,
    Preprocessed,
    Stage,
    StageError,
)
from nngrader.given import HIDDEN
from nngrader.jobs import Array, Submission
from nngrader.wire import MOST_EPOCHS, Frame

HISTORY = "history:"  #: before the name of a metric
MOST_TIMES = 100_000  #: that one message repeats a `fit`; a loop ends before
MOST_ASKED = 200  #: calls of `evaluate` and `predict` that are told
MOST_ROWS = 10**10  #: of an array whose rows are not all sent
MOST_VALUES = 4_000_000  #: in a history, of all metrics and epochs
LONGEST_FAULT = 500  #: characters
LONGEST_LINE = 120  #: characters of a line that is quoted
UNSTORED = frozenset({"own_answers", "untrained"})  #: nothing refers to their arrays
UNDRAWN = "Keras cannot write it down"
AskedBy = Literal["evaluate", "predict"]
Rows = Annotated[int, msgspec.Meta(ge=0, le=MOST_ROWS)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
CHANGING = "`train_on_batch` was called on other rows each time"


class Tampered(Exception):
    """A message that none of our children sends."""


@dataclass(frozen=True)
class Fit:
    """A captured call of `fit`, ready to be sent to a neutral child."""

    call: FitCall
    arguments: dict[str, Any]
    arrays: dict[str, str]  #: role to content key
    reason: str
    model: int
    stage: Stage
    blueprint: dict[str, Any] | None = None  #: of the model as it was trained


class Drawn(NamedTuple):
    """A model as the student child told it."""

    spec: ModelSpec
    blueprint: dict[str, Any] | None  #: None when it cannot be rebuilt
    reason: str  #: why it cannot; empty when it can


class Told(NamedTuple):
    """Answers for the first hidden rows that came unasked, beside what they say about a model."""

    model: int
    largest: list[float]  #: number of each weight array, sign aside; empty where not told
    replaced: tuple[str, ...]  #: functions of Keras
    arrays: dict[str, Array]


class Made(NamedTuple):
    """A network that a script made, whether or not it trained it."""

    reached: NotTrained
    line: int


@dataclass
class Seen:
    """Everything that one student child told."""

    submission: Submission
    store: dict[str, Array] = field(default_factory=dict)
    specs: dict[str, ArraySpec] = field(default_factory=dict)
    tells: dict[tuple[str, str], int | None] = field(default_factory=dict)  #: labels among inputs
    versions: dict[str, str] = field(default_factory=dict)
    prepared: dict[str, str] = field(default_factory=dict)  #: role to content key
    preprocessed: Preprocessed | None = None
    models: dict[int, Drawn] = field(default_factory=dict)
    fits: list[Fit] = field(default_factory=list)  #: completed
    begun: Fit | None = None  #: a `fit` that has not come to its end
    asked: list[Asking] = field(default_factory=list)  #: of networks that a script made
    built: int | None = None  #: the model that `build_model` gave back; None when it gave none
    trained: bool = False  #: `train` came to its end
    warnings: list[KerasWarning] = field(default_factory=list)
    unfinished: list[Stage] = field(default_factory=list)
    error: StageError | None = None
    untrained: list[Told] = field(default_factory=list)  #: as built, and as `train` changed it
    own_answers: Told | None = None
    no_model: str = ""
    fault: str = ""  #: what stopped our own code in the child
    made: dict[int, Made] = field(default_factory=dict)  #: by a script
    printed: dict[int, str] = field(default_factory=dict)  #: by a notebook's cells, by number
    picked: int | None = None  #: of a script's models the judged one; else a contract says it
    code: Code | None = None  #: how a script's labels spell the classes; None where votes tell it

    @property
    def chosen(self) -> Drawn | None:
        """The model that `train` fitted, else the one that `build_model` gave back."""
        return self.models.get(self.number)

    @property
    def trainings(self) -> list[Fit]:
        """The completed trainings of the chosen model."""
        return [fit for fit in self.fits if fit.model == self.number]

    @property
    def calls(self) -> tuple[FitCall, ...]:
        """The same as evidence, with the one that did not come to its end."""
        calls = [fit.call for fit in self.trainings]
        if self.begun is not None and self.begun.model == self.number:
            calls.append(replace(self.begun.call, completed=False))
        return tuple(calls)

    @property
    def number(self) -> int:
        """The number of the chosen model."""
        if self.picked is not None:
            return self.picked
        contract = [fit for fit in (*self.fits, self.begun) if fit and fit.stage == "train"]
        if contract:
            return contract[-1].model
        return self.built or 0

    def take(self, frame: Frame) -> None:
        """Note one message; raises Tampered when it is not one of ours."""
        reader = getattr(self, f"_take_{frame.kind}", None)
        if reader is None:
            problem = f"a message of unknown kind {frame.kind[:20]!r}"
            raise Tampered(problem)
        try:
            if frame.kind not in UNSTORED:
                for key, array in frame.arrays.items():
                    self.store.setdefault(key, array)  # what was sent first stays: it was measured
            reader(frame.body, frame)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            problem = f"a malformed message of kind {frame.kind!r}"
            raise Tampered(problem) from error

    def _take_started(self, body: dict[str, Any], _: Frame) -> None:
        self.versions = msgspec.convert(body["versions"], dict[str, str])

    def _take_warning(self, body: dict[str, Any], _: Frame) -> None:
        self.warnings.append(
            KerasWarning(str(body["category"]), str(body["message"]), self._place(body["line"]))
        )

    def _take_unfinished(self, body: dict[str, Any], _: Frame) -> None:
        self.unfinished.append(msgspec.convert(body["stage"], Stage))

    def _take_error(self, body: dict[str, Any], _: Frame) -> None:
        stage = msgspec.convert(body["stage"], Stage)
        place = self._place(body["line"])
        text = self._text(body["line"])
        error = StageError(stage, str(body["kind"]), str(body["message"]), place, text)
        self.error = self.error or error

    def _take_no_model(self, body: dict[str, Any], _: Frame) -> None:
        self.no_model = str(body["got"])

    def _take_preprocessed(self, body: dict[str, Any], _: Frame) -> None:
        self.prepared = msgspec.convert(body["arrays"], dict[str, str])
        words, audit = body["words"], msgspec.convert(body["audit"], dict[str, bool])
        x_train, y_train, x_test = (
            self._either(role, self.prepared, words) for role in ("x_train", "y_train", "x_test")
        )
        self.preprocessed = Preprocessed(x_train=x_train, y_train=y_train, x_test=x_test, **audit)

    def _take_model(self, body: dict[str, Any], _: Frame) -> None:
        spec = msgspec.convert(body["spec"], ModelSpec)
        blueprint = msgspec.convert(body["blueprint"], dict[str, Any] | None)
        reason = str(body["reason"]) or ("" if blueprint is not None else UNDRAWN)
        self.models[int(body["model"])] = Drawn(spec, blueprint, reason)

    def _take_fit(self, body: dict[str, Any], _: Frame) -> None:
        arguments, arrays = body["arguments"], self._sent(body)
        call = self._call(arguments, arrays, body)
        reason, model = str(body["reason"]), int(body["model"])
        if not reason and not {"x", "y"} <= arrays.keys():
            problem = "a training that can be replayed, but has no rows"
            raise LookupError(problem)
        stage = msgspec.convert(body["stage"], Stage)
        self.begun = Fit(call, arguments, arrays, reason, model, stage)

    def _take_asked(self, body: dict[str, Any], _: Frame) -> None:
        arrays = self._sent(body)
        if len(self.asked) >= MOST_ASKED:
            problem = f"more than {MOST_ASKED} questions"
            raise ValueError(problem)
        self.asked.append(
            Asking(
                by=msgspec.convert(body["by"], AskedBy),
                x=_of_rows(self._either("x", arrays, body["words"]), body, "x"),
                y=self._if_told("y", arrays, body),
                network=msgspec.convert(body["model"], Rows),
                after=len(self.fits),
                met=_share(body["met"]),
                place=self._place(body["line"]),
            )
        )

    def _take_asked_again(self, body: dict[str, Any], _: Frame) -> None:
        number, times = (msgspec.convert(body[name], Rows) for name in ("number", "times"))
        self.asked[number] = replace(self.asked[number], repeated=_at_most(MOST_TIMES, times))

    def _take_built(self, body: dict[str, Any], _: Frame) -> None:
        self.built = int(body["model"])

    def _take_trained(self, _: dict[str, Any], __: Frame) -> None:
        self.trained = True

    def _take_fitted(self, _: dict[str, Any], __: Frame) -> None:
        fit, self.begun = self.begun, None
        if fit is None:
            problem = "a training ended that never began"
            raise Tampered(problem)
        drawn = self.models.get(fit.model)
        fit = replace(fit, blueprint=drawn.blueprint if drawn else None)
        if self.fits and _equal(self.fits[-1], fit):
            self.fits[-1] = _once_more(self.fits[-1])
        else:
            self.fits.append(fit)

    def _take_candidate(self, body: dict[str, Any], _: Frame) -> None:
        reached = msgspec.convert(body["reached"], NotTrained)
        self.made[int(body["model"])] = Made(reached, int(body["line"]))

    def _take_printed(self, body: dict[str, Any], _: Frame) -> None:
        place = self._place(body["line"])
        if place is not None and place.cell is not None:
            self.printed[place.cell] = str(body["text"])

    def _take_repeated(self, body: dict[str, Any], _: Frame) -> None:
        fit, times = self.fits[-1], msgspec.convert(body["times"], int)
        reason = CHANGING if body["changing"] else fit.reason
        repeated = fit.call.repeated + _at_most(MOST_TIMES, times)
        self.fits[-1] = replace(fit, call=replace(fit.call, repeated=repeated), reason=reason)

    def _take_untrained(self, body: dict[str, Any], frame: Frame) -> None:
        largest = msgspec.convert(body["largest"], list[float])
        self.untrained.append(self._told(frame, largest, ()))

    def _take_own_answers(self, body: dict[str, Any], frame: Frame) -> None:
        ways = msgspec.convert(body["replaced"], tuple[str, ...])
        told = self._told(frame, [], ways)
        if len(told.arrays["own"]) != len(told.arrays["answer:test"]):
            problem = "not an answer per row"
            raise ValueError(problem)
        self.own_answers = told

    def _told(self, frame: Frame, largest: list[float], ways: tuple[str, ...]) -> Told:
        answers = frame.arrays["answer:test"]
        if answers.dtype != np.float32 or len(answers) > len(self._prepared("x_test")):
            problem = "answers for rows that are not there"
            raise ValueError(problem)
        return Told(int(frame.body["model"]), largest, ways, frame.arrays)

    def _prepared(self, role: str) -> Array:
        return self.store[self.prepared[role]]

    def _take_fault(self, body: dict[str, Any], _: Frame) -> None:
        self.fault = fault_told(body)

    def _call(self, said: dict[str, Any], arrays: dict[str, str], body: dict[str, Any]) -> FitCall:
        return FitCall(
            epochs=_at_most(MOST_EPOCHS, msgspec.convert(said["epochs"], int)),
            batch_size=msgspec.convert(said["batch_size"], int),
            x=_of_rows(self._either("x", arrays, body["words"]), body, "x"),
            y=_of_rows(self._either("y", arrays, body["words"]), body, "y"),
            validation_split=msgspec.convert(said["validation_split"], float),
            validation_rows=self._rows("validation_x", arrays, body),
            shuffle=bool(said["shuffle"]),
            callbacks=tuple(map(str, said["callback_names"])),
            class_weight=said["class_weight"] is not None,
            sample_weight="sample_weight" in arrays,
            place=self._place(body["line"]),
            by=msgspec.convert(body.get("by", "fit"), By),
            validated=bool(body.get("validated")),
            network=int(body["model"]),
            validation_x=self._if_told("validation_x", arrays, body),
            validation_y=self._if_told("validation_y", arrays, body),
            validation_met=_share(body.get("validation_met")),
            telling=self._telling(arrays),
        )

    def _telling(self, arrays: dict[str, str]) -> int | None:
        """Look for the labels among the inputs, once for every pair of arrays."""
        if not {"x", "y"} <= arrays.keys():
            return None
        pair = arrays["x"], arrays["y"]
        if pair not in self.tells:
            self.tells[pair] = telling(self.store[pair[0]], self.store[pair[1]])
        return self.tells[pair]

    def _sent(self, body: dict[str, Any]) -> dict[str, str]:
        """Read which arrays a message refers to; raises LookupError for one that was not sent."""
        arrays = msgspec.convert(body["arrays"], dict[str, str])
        if not self.store.keys() >= set(arrays.values()):
            problem = "an array that was not sent"
            raise LookupError(problem)
        return arrays

    def _if_told(self, role: str, arrays: dict[str, str], body: dict[str, Any]) -> ArraySpec | None:
        told = role in arrays or role in body["words"]
        return _of_rows(self._either(role, arrays, body["words"]), body, role) if told else None

    def _rows(self, role: str, arrays: dict[str, str], body: dict[str, Any]) -> int:
        if role not in arrays:
            return 0
        told = msgspec.convert(body.get("rows", {}), dict[str, Rows])
        return told.get(role, len(np.atleast_1d(self.store[arrays[role]])))

    def _either(self, role: str, keys: dict[str, str], words: dict[str, Any]) -> ArraySpec:
        """Describe numbers that were sent, or take the words for what holds none."""
        if role in keys:
            return self._spec(keys[role])
        return _words(words[role]) if role in words else UNKNOWN

    def _spec(self, key: str) -> ArraySpec:
        if key not in self.specs:
            self.specs[key] = describe(self.store[key])
        return self.specs[key]

    def _text(self, line: Any) -> str:
        """Quote a line of the student's; empty for one that is not there."""
        lines = self.submission.code.split("\n")
        return lines[line - 1].strip()[:LONGEST_LINE] if 0 < int(line) <= len(lines) else ""

    def _place(self, line: Any) -> Place | None:
        return self.submission.place(int(line)) if line else None


#: A training whose rows cannot be looked at, such as one from a data set object.
UNKNOWN = ArraySpec(shape=(), dtype=HIDDEN, digest="")


def _of_rows(spec: ArraySpec, body: dict[str, Any], role: str) -> ArraySpec:
    """Say how many rows there were where only some of them were sent."""
    rows = msgspec.convert(body.get("rows", {}), dict[str, Rows]).get(role)
    return spec if rows is None or not spec.shape else replace(spec, shape=(rows, *spec.shape[1:]))


def _at_most(most: int, told: int) -> int:
    """Refuse numbers whose sums and products no report could hold; raises ValueError."""
    if abs(told) > most:
        problem = f"a number beyond {most}"
        raise ValueError(problem)
    return told


def _share(told: Any) -> float | None:
    """Read a part of 1; raises ValueError."""
    share: float | None = msgspec.convert(told, Share | None)
    return share


def _words(said: dict[str, Any]) -> ArraySpec:
    sample = tuple(map(str, said["sample"]))
    shape = msgspec.convert(said["shape"], tuple[int, ...])
    changes = msgspec.convert(said["label_changes"], float)
    dtype = str(said["dtype"])
    return ArraySpec(shape=shape, dtype=dtype, digest="", sample=sample, label_changes=changes)


def _equal(one: Fit, other: Fit) -> bool:
    """Whether two calls in a row do the same: a loop around `fit`."""
    same = one.arguments == other.arguments and one.arrays == other.arrays
    return same and one.model == other.model and not one.arguments["callbacks"] and not one.reason


def _once_more(fit: Fit) -> Fit:
    return replace(fit, call=replace(fit.call, repeated=fit.call.repeated + 1))


def fault_told(body: dict[str, Any]) -> str:
    """Read what stopped our own code in a child, and where."""
    return f"{body['kind']} in {body['where']}: {body['message']}"[:LONGEST_FAULT]


def curves(frame: Frame) -> dict[str, tuple[float | None, ...]]:
    """Read the training history: per metric one value per epoch, None where not finite.

    Raises ValueError for more values than any training has.
    """
    told = {name: values for name, values in frame.arrays.items() if name.startswith(HISTORY)}
    if sum(values.size for values in told.values()) > MOST_VALUES:
        problem = f"a history of more than {MOST_VALUES} values"
        raise ValueError(problem)
    found = {name.removeprefix(HISTORY): values for name, values in told.items()}
    return {
        name: tuple(round(float(v), 6) if np.isfinite(v) else None for v in values)
        for name, values in sorted(found.items())
    }
