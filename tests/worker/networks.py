"""The three networks of the lessons, in the plainest spelling, and short ways to vary them."""

from typing import Any

import keras
from keras.layers import Dense, Flatten

XOR = {"loss": "mse", "optimizer": "adam", "metrics": ["binary_accuracy"]}
IRIS = {"loss": "categorical_crossentropy", "optimizer": "adam", "metrics": ["accuracy"]}
MNIST = {"loss": "sparse_categorical_crossentropy", "optimizer": "adam", "metrics": ["accuracy"]}


def xor(*layers: Any, inputs: Any = (2,), **compiled: Any) -> Any:
    """The network for XOR, or other layers on two inputs."""
    return _made(layers or xor_layers(), inputs, XOR | compiled)


def xor_layers() -> tuple[Any, ...]:
    return Dense(16, "relu"), Dense(1, "sigmoid")


def iris(*layers: Any, inputs: Any = (4,), **compiled: Any) -> Any:
    """The network for Iris, or other layers on four measurements."""
    return _made(layers or iris_layers(), inputs, IRIS | compiled)


def iris_layers() -> tuple[Any, ...]:
    return Dense(16, "relu"), Dense(3, "softmax")


def mnist(*layers: Any, inputs: Any = (28, 28), **compiled: Any) -> Any:
    """The network for MNIST, or other layers on pictures."""
    return _made(layers or mnist_layers(), inputs, MNIST | compiled)


def mnist_layers() -> tuple[Any, ...]:
    return Flatten(), Dense(512, "relu"), Dense(512, "relu"), Dense(10, "softmax")


def _made(layers: tuple[Any, ...], inputs: Any, compiled: dict[str, Any]) -> Any:
    entrance = [] if inputs is None else [keras.Input(inputs)]
    return finished(keras.Sequential([*entrance, *layers]), **compiled)


def finished(model: Any, **compiled: Any) -> Any:
    """Compile and hand back."""
    model.compile(**compiled)
    return model


def functional(inputs: Any, *layers: Any) -> Any:
    """Call one layer after another on an input."""
    first = value = keras.Input(inputs)
    for layer in layers:
        value = layer(value)
    return keras.Model(first, value)
