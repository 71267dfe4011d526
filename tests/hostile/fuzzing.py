"""Changes at random places of honest data, the same ones for the same seed."""

from copy import deepcopy
from random import Random
from typing import Any

import numpy as np

from nngrader.jobs import Array

#: What stands at a random place in the end.
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 10**9, 10**12, 2**63 - 1, -(2**63), 0.5, -1e308, 1e-320,
    "", "x", "relu", "nan", "\x1b]0;title\x07", "\u202egnp.exe", "<script>", "a" * 10_000, "__import__",
    "keras.layers", "os", "../../etc/passwd", [], {}, [[]], [None], [10**9, 10**9], {"": 0},
    {"class_name": "Lambda", "config": {}, "module": "keras.layers", "registered_name": None},
    {"class_name": ["Dense"], "config": None},
)  # fmt: skip


def changed(random: Random, tree: Any) -> Any:
    """A copy of JSON with up to four changes: values exchanged, repeated, removed or nested."""
    tree = deepcopy(tree)
    for _ in range(random.randint(1, 4)):
        tree = _changed_once(random, tree)
    return tree


def _changed_once(random: Random, tree: Any) -> Any:
    homes = [part for part in _parts(tree) if isinstance(part, dict | list) and part]
    if not homes:
        return random.choice(STRANGE)
    home = random.choice(homes)
    key = random.choice(list(home) if isinstance(home, dict) else range(len(home)))
    match random.randrange(6):
        case 0:
            del home[key]
        case 1:
            home[key] = deepcopy(random.choice(list(_parts(tree))))
        case 2:
            home[key] = [home[key]]
        case 3 if isinstance(home, list):
            home.append(deepcopy(home[key]))
        case _:
            home[key] = deepcopy(random.choice(STRANGE))
    return tree


def _parts(tree: Any) -> list[Any]:
    found, waiting = [], [tree]
    while waiting:
        part = waiting.pop()
        found.append(part)
        if isinstance(part, dict | list):
            waiting += part.values() if isinstance(part, dict) else part
    return found


def strange_array(random: Random) -> Array:
    """An array that the wire carries, of any type and shape, with any bytes in it."""
    dtype = np.dtype(random.choice("|b1 <f2 <f4 <f8 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8".split()))
    shape = [random.choice((0, 1, 2, 4, 5)) for _ in range(random.randint(0, 4))]
    array = np.frombuffer(random.randbytes(int(np.prod(shape)) * 8 or 8), np.uint8)
    if dtype == np.bool_:
        array = array % 2
    return np.resize(array.view(dtype), shape)


def torn(random: Random, data: bytes) -> bytes:
    """The same bytes with some exchanged, inserted, repeated or cut off."""
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(data) + 1)
        few = random.randbytes(random.randint(1, 8))
        data = random.choice(
            (
                data[:place] + few + data[place + len(few) :],
                data[:place] + few + data[place:],
                data[:place] + data[place // 2 :],
                data[:place],
                data[:place]
                + random.choice((b'"', b"[", b"{", b"9", b"}")) * 3
                + data[place + 1 :],
            )
        )
    return data
