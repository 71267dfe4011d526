"""Keras's own ways to answer, remembered before a submission runs."""

from inspect import getattr_static
from typing import Any

import keras
from keras.src.models.functional import Functional

BASES = (keras.Sequential, Functional, keras.Model)
#: What `predict` goes through.
WAYS = ("predict", "predict_on_batch", "predict_step", "make_predict_function", "__call__")
ORIGINALS = {name: [getattr_static(base, name) for base in BASES] for name in WAYS}


def replaced(model: Any) -> list[str]:
    """Name the ways that are not Keras's: on the model, its class, or in Keras itself."""
    return [name for name in WAYS if name in vars(model) or not _is_original(type(model), name)]


def _is_original(kind: type, name: str) -> bool:
    found = getattr_static(kind, name, None)
    return any(found is original for original in ORIGINALS[name])
