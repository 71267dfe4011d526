"""What was captured, for machines: described by `schema.json` beside this file."""

import json
import math
from collections.abc import Iterable
from typing import Any

from nngrader.evidence import (
    ArraySpec,
    Candidate,
    Evidence,
    FitCall,
    KerasWarning,
    LayerSpec,
    Mishap,
    ModelSpec,
)
from nngrader.inspecting.running import Inspected
from nngrader.language import ENGLISH, voice
from nngrader.network import said
from nngrader.reports.json import MOST, model_document, place_document
from nngrader.untrusted import cleaned
from nngrader.warnings_explained import explain


def document(found: Iterable[Inspected]) -> str:
    """Write a JSON list with an entry per file, in ASCII, so that it can be printed anywhere."""
    return json.dumps([entry(one) for one in found], indent=2, allow_nan=False)


def entry(found: Inspected) -> dict[str, Any]:
    """Tell of one file."""
    told = {
        "status": "evidence" if found.mishap is None else found.mishap.name,
        "mishap": mishap_document(found.mishap),
        "model": _model(found.evidence.model),
        "fit": _fit(found.evidence.fits),
        "arrays": [_array(role, spec) for role, spec in arrays(found.evidence)],
        "candidates": [_candidate(one) for one in found.evidence.candidates[:MOST]],
        "choice": found.evidence.choice,
        "warnings": [_warning(one) for one in found.evidence.warnings[:MOST]],
        "notes": list(notes(found.evidence)[:MOST]),
    }
    return {"file": found.file, **standard(cleaned(told))}


def standard(tree: Any) -> Any:
    """Put null for what JSON has no number for; a student's own process may say anything."""
    match tree:
        case dict():
            return {name: standard(part) for name, part in tree.items()}
        case list():
            return [standard(part) for part in tree]
        case float():
            return tree if math.isfinite(tree) else None
        case _:
            return tree


def mishap_document(mishap: Mishap | None, language: str = ENGLISH) -> dict[str, Any] | None:
    """Tell what stopped a file."""
    if mishap is None:
        return None
    message = voice(language)(mishap.spoken)
    return {"name": mishap.name, "message": message, **place_document(mishap.place)}


def _model(model: ModelSpec | None) -> dict[str, Any] | None:
    """Tell of a network as a report does, with all settings of its optimizer."""
    if model is None:
        return None
    settings = {} if model.optimizer is None else model.optimizer.settings
    told = {name: list(v) if isinstance(v, tuple) else v for name, v in settings.items()}
    return {
        **model_document(model),
        "optimizer_settings": told,
        "summary": summary(model),
    }


def _fit(calls: tuple[FitCall, ...]) -> dict[str, Any] | None:
    last = last_training(calls)
    if last is None:
        return None
    return {
        "by": last.by,
        "epochs": epochs(last),
        "batch_size": last.batch_size,
        "validation": validation(last),
        "validation_split": last.validation_split,
        "validation_rows": last.validation_rows,
        "shuffle": last.shuffle,
        "callbacks": list(last.callbacks),
        "class_weight": last.class_weight,
        "sample_weight": last.sample_weight,
        "completed": last.completed,
        "calls": trainings(calls),
        **place_document(last.place),
    }


def _array(role: str, spec: ArraySpec) -> dict[str, Any]:
    return {
        "role": role,
        "shape": list(spec.shape),
        "dtype": spec.dtype,
        "minimum": spec.minimum,
        "maximum": spec.maximum,
        "spread": spec.spread,
        "nan_count": spec.nan_count,
        "one_hot": spec.one_hot,
        "classes": [{"value": v, "rows": rows} for v, rows in classes(spec)] if role == "y" else [],
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        **place_document(one.place),
        "reached": one.reached,
        "layers": "" if one.model is None else summary(one.model),
        "epochs": one.epochs,
        "chosen": one.chosen,
        "unsuited": one.unsuited,
    }


def _warning(warning: KerasWarning) -> dict[str, Any]:
    return {
        "category": warning.category,
        "message": warning.message,
        **place_document(warning.place),
        "meaning": str(explain(warning.message, warning.category)),
    }


def summary(model: ModelSpec) -> str:
    """Write a network in one line: "Flatten → Dense(16, relu) → Dropout(0.2) → Dense(10, softmax)"."""
    return " → ".join(map(_layer, model.layers[:MOST]))


def _layer(layer: LayerSpec) -> str:
    size = "" if layer.units is None else str(layer.units)
    rate = str(said(layer.settings["rate"])) if "rate" in layer.settings else ""
    told = ", ".join(filter(None, (size, bend(layer), rate)))
    return f"{layer.type}({told})" if told else layer.type


def bend(layer: LayerSpec) -> str:
    """Name a layer's activation; empty for one that has none, such as Flatten."""
    return "" if layer.units is None and layer.activation == "linear" else layer.activation


def last_training(calls: tuple[FitCall, ...]) -> FitCall | None:
    """The last call that came to its end, else the last one; None when there is none."""
    return next((call for call in reversed(calls) if call.completed), calls[-1] if calls else None)


def epochs(call: FitCall) -> int:
    """Count what was asked for; each `train_on_batch` in a loop is an epoch over its rows."""
    return call.epochs * (call.repeated if call.by == "train_on_batch" else 1)


def trainings(calls: tuple[FitCall, ...]) -> int:
    """Count the trainings of the network that came to their end."""
    return sum(call.repeated for call in calls if call.completed)


def validation(call: FitCall) -> str:
    """Name where the rows of the validation come from: none, split or data."""
    if call.validated or call.validation_rows:
        return "data"  # Keras ignores `validation_split` beside `validation_data`
    return "split" if call.validation_split else "none"


def arrays(evidence: Evidence) -> tuple[tuple[str, ArraySpec], ...]:
    """What was given to the last training, else what `preprocess` gave back."""
    last, ready = last_training(evidence.fits), evidence.preprocessed
    trained = () if last is None else (("x", last.x), ("y", last.y))
    if ready is None:
        return trained
    return (*(trained or (("x", ready.x_train), ("y", ready.y_train))), ("x_test", ready.x_test))


def classes(y: ArraySpec) -> tuple[tuple[float | str, int], ...]:
    """Count the rows of each class; empty for what is no class number and no one-hot row."""
    if y.one_hot and y.means:
        return tuple((column, round(mean * y.shape[0])) for column, mean in enumerate(y.means))
    one_per_row = len(y.shape) == 1 or y.shape[1:] == (1,)
    return tuple(zip(map(_whole, y.values), y.counts, strict=False)) if one_per_row else ()


def _whole(value: float | str) -> float | str:
    """Write 1.0 as 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def notes(evidence: Evidence) -> tuple[str, ...]:
    """What else a reader must know."""
    if not evidence.self_reported:
        return evidence.notebook
    told = (
        f"The network could not be rebuilt without this code ({evidence.self_reported}), "
        "so it is described as the code's own process sees it."
    )
    return (told, *evidence.notebook)
