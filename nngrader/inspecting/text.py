"""What was captured, for people: one paragraph of facts per file."""

from collections.abc import Iterator
from textwrap import wrap

from nngrader.evidence import (
    ArraySpec,
    Candidate,
    Evidence,
    FitCall,
    KerasWarning,
    ModelSpec,
    Place,
    Shape,
)
from nngrader.inspecting.entry import (
    arrays,
    bend,
    classes,
    epochs,
    last_training,
    notes,
    summary,
    trainings,
)
from nngrader.inspecting.running import Inspected
from nngrader.network import said
from nngrader.untrusted import clean
from nngrader.warnings_explained import explain
from nngrader.wording import counted, number, percent

NARROWEST = 60  #: columns; below that, wrapped facts are harder to read than overlong lines
INDENT = "  "
MARGIN = 12  #: columns of the word before a fact
HEAD = ("Layer", "Units", "Activation", "Output shape", "Parameters")
TO_THE_RIGHT = frozenset({"Units", "Parameters"})
MOST = 50  #: layers, candidates or warnings that are shown; the JSON has ten times as many
RATE = "learning_rate"  #: comes first among the settings of an optimizer
REACHED = {
    "fit": "trained",
    "train_on_batch": "trained with train_on_batch",
    "begun": "its training did not end",
    "compiled": "compiled, not trained",
    "built": "not compiled",
    "made": "never shown any rows",
}


def render(found: Inspected, *, width: int) -> str:
    """Write one file's facts in lines of at most `width` columns; tables may be wider."""
    width = max(width, NARROWEST)
    lines = [clean(found.file)]
    model = found.evidence.model
    if model is not None and model.layers:
        lines += [*_table(model), ""]
    for word, fact in _facts(found):
        lines += _wrapped(word, fact, width)
    return "\n".join(lines) + "\n"


def _facts(found: Inspected) -> Iterator[tuple[str, str]]:
    """Yield each fact with its word; an empty word continues the one before."""
    evidence = found.evidence
    yield from _of_network(evidence.model)
    yield from _of_training(evidence.fits)
    for role, spec in arrays(evidence):
        yield role, _array(role, spec)
    yield from _of_candidates(evidence)
    for warning in evidence.warnings[:MOST]:
        yield from _of_warning(warning)
    yield from _more("Warnings", evidence.warnings)
    for note in notes(evidence)[:MOST]:
        yield "Note", note
    if found.mishap is not None:
        yield "Stopped", f"{found.mishap.name.replace('_', ' ')}: {found.mishap.message}"


def _wrapped(word: str, fact: str, width: int) -> list[str]:
    """Wrap a fact; whatever line breaks it held are gone, so it cannot forge lines of ours."""
    start = f"{INDENT}{word:<{MARGIN}}"
    return wrap(
        clean(fact).strip(), width, initial_indent=start, subsequent_indent=" " * len(start)
    )


def _table(model: ModelSpec) -> list[str]:
    rows = [HEAD]
    for layer in model.layers[:MOST]:
        units = "" if layer.units is None else str(layer.units)
        shape, size = _shape(layer.output_shape), f"{layer.parameters:,}"
        rows.append((clean(layer.type), units, clean(bend(layer)), shape, size))
    if len(model.layers) > MOST:
        rows.append((f"{len(model.layers) - MOST} more", "", "", "", ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [INDENT + _row(row, widths) for row in rows]


def _row(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (
        cell.rjust(width) if head in TO_THE_RIGHT else cell.ljust(width)
        for cell, width, head in zip(row, widths, HEAD, strict=True)
    )
    return "  ".join(cells).rstrip()


def _shape(shape: Shape) -> str:
    """Write a shape as Keras's own summary does."""
    return str(tuple(shape)) if shape else "unknown"


def _of_network(model: ModelSpec | None) -> Iterator[tuple[str, str]]:
    if model is None or not model.layers:
        yield "Network", "none was captured" if model is None else "it has no layers"
        return
    parameters = "1 parameter" if model.parameters == 1 else f"{model.parameters:,} parameters"
    yield "Input", f"{_shape(model.input_shape)}, {parameters} in all"
    if model.loss is None and model.optimizer is None:
        yield "Compiled", "no"
        return
    logits = ", from_logits=True" if model.loss is not None and model.loss.from_logits else ""
    yield "Loss", "none" if model.loss is None else f"{model.loss.name}{logits}"
    if model.optimizer is not None:
        settings = sorted(model.optimizer.settings.items(), key=lambda one: one[0] != RATE)
        told = (f"{name} {said(value)}" for name, value in settings)
        yield "Optimizer", f"{model.optimizer.name}: {', '.join(told)}".removesuffix(": ")
    yield "Metrics", ", ".join(model.metrics) or "none"


def _of_training(calls: tuple[FitCall, ...]) -> Iterator[tuple[str, str]]:
    last = last_training(calls)
    if last is None:
        yield "Training", "none was captured"
        return
    ended = "" if last.completed else ", which did not come to its end"
    told = f"{_asked(last)}, batch size {last.batch_size}{_often(calls)}{ended}"
    yield "Training", f"{_where(last.place)}{told}"
    yield "", f"validation: {_validation(last)}; callbacks: {', '.join(last.callbacks) or 'none'}"


def _asked(call: FitCall) -> str:
    if call.by == "train_on_batch":
        return counted(epochs(call), "call", "calls") + " of train_on_batch"
    return counted(call.epochs, "epoch", "epochs")


def _often(calls: tuple[FitCall, ...]) -> str:
    """Say how many trainings there were, unless that was said already."""
    times = trainings(calls)
    alone = times < 2 or calls[-1].by == "train_on_batch"
    return "" if alone else f", the last of {times} trainings"


def _where(place: Place | None) -> str:
    return "" if place is None else f"{place}: "


def _validation(call: FitCall) -> str:
    if call.validation_rows:
        return f"data of its own, {counted(call.validation_rows, 'row', 'rows')}"
    if call.validated:
        return "data of its own"
    split = call.validation_split
    return f"{percent(split)} split off" if split else "none"


def _array(role: str, spec: ArraySpec) -> str:
    told = [f"{spec.shape} {spec.dtype}"]
    if spec.minimum is not None and spec.maximum is not None:
        told.append(f"{number(spec.minimum)} to {number(spec.maximum)}")
    if spec.nan_count:
        told.append(f"{counted(spec.nan_count, 'value', 'values')} NaN or infinite")
    if role == "y" and spec.one_hot:
        told.append("one-hot")
    counts = classes(spec) if role == "y" else ()
    each = ", ".join(f"{value}: {rows}" for value, rows in counts)
    per = "column" if spec.one_hot else "value"
    return ", ".join(told) + (f"; rows per {per} {each}" if each else "")


def _of_candidates(evidence: Evidence) -> Iterator[tuple[str, str]]:
    if len(evidence.candidates) > 1:
        word = "Networks"
        for one in evidence.candidates[:MOST]:
            yield word, _candidate(one)
            word = ""
        yield from _more("", evidence.candidates)
    if evidence.choice:
        yield "Choice", evidence.choice


def _more(word: str, things: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    if len(things) > MOST:
        yield word, f"{len(things) - MOST} more"


def _candidate(one: Candidate) -> str:
    network = summary(one.model) if one.model is not None else "a network of unknown layers"
    told = [REACHED[one.reached]]
    told += [counted(one.epochs, "epoch", "epochs")] if one.epochs else []
    told += [one.unsuited] if one.unsuited else []
    told += ["chosen"] if one.chosen else []
    return f"{_where(one.place)}{network} ({', '.join(told)})"


def _of_warning(warning: KerasWarning) -> Iterator[tuple[str, str]]:
    yield "Warning", f"{_where(warning.place)}{warning.category}: {warning.message}"
    yield "", str(explain(warning.message, warning.category))
