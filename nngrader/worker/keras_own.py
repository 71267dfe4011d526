"""Telling what is Keras's own from what is the student's, whatever it calls itself.

A `__module__` or a `__name__` is a claim that any class can make. It is believed only when the
very same object is found in Keras or TensorFlow under that name.
"""

import sys
from typing import Any

import keras
import tensorflow as tf

HOMES = ("keras", "tensorflow")
ALIASES = {"swish": "silu", "hard_swish": "hard_silu"}
NO_ACTIVATIONS = frozenset({"deserialize", "get", "serialize"})
NAMES = tuple(
    name
    for name in dir(keras.activations)
    if name not in NO_ACTIVATIONS and callable(getattr(keras.activations, name))
)
#: Every activation function that can be rebuilt, by the name it is rebuilt from. TensorFlow's and
#: `keras.ops` come by their own names because their results differ in bits from Keras's.
FUNCTIONS: dict[str, Any] = {
    prefix + name: getattr(home, name)
    for prefix, home in (("", keras.activations), ("keras.ops.", keras.ops), ("tf.nn.", tf.nn))
    for name in NAMES
    if hasattr(home, name)
}


def is_keras_own(thing: Any) -> bool:
    """Whether a class or function is what Keras or TensorFlow keep under the name it claims."""
    home = str(getattr(thing, "__module__", ""))
    found: Any = sys.modules.get(home) if home.split(".")[0] in HOMES else None
    for name in str(getattr(thing, "__qualname__", "")).split("."):
        found = getattr(found, name, None)
    return found is not None and found is thing


def function_name(function: Any) -> str:
    """Name an activation so that the same function is found again; empty for any other."""
    return next((name for name, known in FUNCTIONS.items() if known is function), "")


def short_name(function: Any) -> str:
    """Name what an activation computes, wherever it comes from; empty for one not of Keras."""
    name = function_name(function).rpartition(".")[2]
    return ALIASES.get(name, name)
