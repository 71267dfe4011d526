"""How large a network may be, said before any memory is taken for it.

A classroom network is far below every bound here. They are for the ones that would fill the
memory, or keep Keras building until the time is over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from typing import Any

import keras

#: Weights, gradients, two moments of Adam, the best epoch and a fresh draw take 1.2 GB of the
#: usual 4 GiB. The solution for MNIST has 0.7 million, ResNet50 has 26.
PARAMETERS = 50_000_000
LAYERS = 1_000  #: Keras builds so many in 4 seconds
NESTING = 100  #: of lists and objects in a description; one network in another adds four
VALUES = 1_000_000  #: in a description; 1000 layers have 60,000


class TooLarge(Exception):
    """A network beyond what is graded; its text goes on after "the network cannot be graded: "."""


def check_size(drawn: Any) -> None:
    """Walk through a description from anywhere, without recursion; raises TooLarge."""
    waiting, values, layers = [(drawn, 1)], 0, 0
    while waiting:
        part, depth = waiting.pop()
        values += 1
        layers += isinstance(part, dict) and part.get("module") == "keras.layers"
        _refuse_above(NESTING, depth, "its description is nested {:,} deep")
        _refuse_above(VALUES, values, "its description has {:,} values or more")
        _refuse_above(LAYERS, layers, "it has {:,} layers or more")
        inside = part.values() if isinstance(part, dict) else part
        if isinstance(part, dict | list | tuple):
            waiting += [(value, depth + 1) for value in inside]


def _refuse_above(most: int, found: int, said: str) -> None:
    if found > most:
        problem = f"{said.format(found)}, and at most {most:,} can be graded"
        raise TooLarge(problem)


@contextmanager
def weighed() -> Iterator[None]:
    """Count the parameters of all layers built inside; raises TooLarge before one is made."""
    counted, refused = 0, []

    def count(layer: Any, size: int) -> None:
        nonlocal counted
        counted += size
        try:
            _refuse(layer, counted, TooLarge)
        except TooLarge as error:
            refused.append(error)
            raise

    usual = _before_every_weight(count)
    try:
        yield
    except Exception:  # Keras may put one of its own, with more words, in place of ours
        if refused:
            raise refused[0] from None
        raise
    finally:
        keras.layers.Layer.add_weight = usual


def refuse_a_huge_weight() -> None:
    """Let student code stop at once at a weight that TensorFlow would try for ten seconds to make.

    Raises MemoryError in its place. This is a courtesy: what is graded is weighed elsewhere.
    """
    _before_every_weight(lambda layer, size: _refuse(layer, size, MemoryError))


def _before_every_weight(look: Any) -> Any:
    """Have a look at the size of each weight that a layer asks for; give back what was there."""
    usual = keras.layers.Layer.add_weight

    def add_weight(layer: Any, *given: Any, **named: Any) -> Any:
        look(layer, _size(named.get("shape", given[0] if given else None)))
        return usual(layer, *given, **named)

    keras.layers.Layer.add_weight = add_weight
    return usual


def _size(shape: Any) -> int:
    """Multiply; what is no shape is for Keras to refuse."""
    sizes = shape if isinstance(shape, list | tuple) else [shape]
    return prod(size for size in sizes if isinstance(size, int))


def _refuse(layer: Any, size: int, error: type[Exception]) -> None:
    if size > PARAMETERS:
        problem = (
            f"the layer `{type(layer).__name__}` brings the network to {size:,} parameters, and at "
            f"most {PARAMETERS:,} can be graded. Does it need to be so large?"
        )
        raise error(problem)
