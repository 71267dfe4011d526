"""The border between supervisor and child: length-prefixed JSON, then raw arrays. No pickle.

    4 bytes   length of the header, big-endian
    header    {"kind": ..., "body": {...}, "arrays": [[name, dtype, shape], ...]}
    arrays    their bytes, one after another, in C order

The receiver believes nothing: sizes are capped before memory is taken, dtypes come from a list,
and the header must be plain JSON without NaN, endless numbers, repeated keys or deep nesting.
Text arrays travel in requests only, which the supervisor sends: a child answers with numbers.
"""

import json
import math
import re
from dataclasses import dataclass, field
from math import prod
from typing import Any, NoReturn, Protocol

import numpy as np

from nngrader.jobs import Array

HEADER_LIMIT = 8 << 20  #: bytes; 500 epochs of history and the layers of any classroom network fit
FRAME_LIMIT = 2 << 30  #: bytes; MNIST as float64 is 376 MB
DTYPES = frozenset("|b1 <f2 <f4 <f8 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8".split())
TEXT_DTYPE = re.compile(r"<U[1-9]\d{0,5}")
REQUESTS = frozenset({"student", "script", "call", "train"})  #: kinds that may hold text arrays
VALUES = 1_000_000  #: in a header, counted by its commas and brackets
MOST_EPOCHS = 10**9  #: of one `fit` as it is told; beyond any training
DIMENSIONS = 8  #: of an array; pictures have four
LONGEST_INT = 19  #: digits; 64 bits hold no more


class WireError(Exception):
    """What arrived is not a frame."""


class Ended(Exception):
    """The other side closed before a frame was complete."""


class Stream(Protocol):
    """What frames are written to and read from: a socket, or what stands before one."""

    def sendall(self, data: bytes | memoryview, /) -> None:
        """Write everything."""
        ...

    def recv_into(self, buffer: memoryview, size: int, /) -> int:
        """Read up to `size` bytes; 0 when the other side has closed."""
        ...


@dataclass(frozen=True, eq=False)
class Frame:
    """One message."""

    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, Array] = field(default_factory=dict)


def send(connection: Stream, frame: Frame) -> None:
    """Write one frame; raises OSError when the other side is gone or too slow."""
    arrays = {name: _plain(array) for name, array in frame.arrays.items()}
    described = [[name, array.dtype.str, array.shape] for name, array in arrays.items()]
    header = json.dumps(
        {"kind": frame.kind, "body": frame.body, "arrays": described}, allow_nan=False
    ).encode()
    connection.sendall(len(header).to_bytes(4, "big") + header)
    for array in arrays.values():
        connection.sendall(array.reshape(-1).view(np.uint8).data)


def _plain(array: Array) -> Array:
    """Bring an array to C order, little end first, and at most 64 bits."""
    if array.dtype == np.longdouble:
        array = array.astype(np.float64)
    return np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")


def receive(connection: Stream) -> Frame:
    """Read one frame; raises Ended, WireError, or what the stream raises."""
    size = int.from_bytes(_exactly(connection, 4).tobytes(), "big")
    if size > HEADER_LIMIT:
        problem = f"a header of {size} bytes; at most {HEADER_LIMIT} are read"
        raise WireError(problem)
    kind, body, described = _header(_exactly(connection, size).tobytes())
    _check_total(described)
    arrays = {name: _array(connection, dtype, shape) for name, dtype, shape in described}
    return Frame(kind, body, arrays)


def _exactly(connection: Stream, size: int) -> Array:
    buffer = np.empty(size, dtype=np.uint8)  # takes memory only as far as it is written to
    view = buffer.data
    while view:
        count = connection.recv_into(view, min(len(view), 1 << 20))
        if count == 0:
            raise Ended
        view = view[count:]
    return buffer


_Described = tuple[str, np.dtype[Any], tuple[int, ...]]


def _header(text: bytes) -> tuple[str, dict[str, Any], list[_Described]]:
    try:
        header = json.loads(
            _sound(text),
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_short,
            object_pairs_hook=_no_repeats,
        )
        kind, body, arrays = header["kind"], header["body"], header["arrays"]
        words = kind in REQUESTS
        described = [
            (str(name), _dtype(dtype, words=words), _shape(shape)) for name, dtype, shape in arrays
        ]
        _no_repeats([(name, None) for name, _, _ in described])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        problem = f"a header that is not ours ({type(error).__name__})"
        raise WireError(problem) from error
    if not isinstance(kind, str) or not isinstance(body, dict):
        problem = "a header whose kind or body has the wrong type"
        raise WireError(problem)
    return kind, body, described


def _sound(text: bytes) -> str:
    """Decode; raises ValueError for half a surrogate pair, which no file could be written with.

    Also for too many values: a list of two bytes takes sixty in memory.
    """
    if sum(map(text.count, (b",", b"[", b"{"))) > VALUES:
        problem = f"a header holds up to {VALUES} values"
        raise ValueError(problem)
    decoded = text.decode("utf-8")
    if "\\ud" in decoded.lower():
        json.dumps(json.loads(decoded), ensure_ascii=False).encode()
    return decoded


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_constant(text)


def _short(text: str) -> int:
    return int(text) if len(text.lstrip("-")) <= LONGEST_INT else _no_constant(text)


def _no_constant(text: str) -> NoReturn:
    problem = f"{text[:20]} is no number of ours"
    raise ValueError(problem)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        problem = "a key stands twice"
        raise ValueError(problem)
    return found


def _dtype(text: str, *, words: bool) -> np.dtype[Any]:
    if text not in DTYPES and not (words and TEXT_DTYPE.fullmatch(text)):
        problem = f"arrays of {text} are not carried"
        raise ValueError(problem)
    return np.dtype(text)


def _shape(sizes: Any) -> tuple[int, ...]:
    whole = isinstance(sizes, list) and all(type(size) is int and size >= 0 for size in sizes)
    if not whole or len(sizes) > DIMENSIONS:
        problem = f"a shape is up to {DIMENSIONS} whole numbers"
        raise ValueError(problem)
    return tuple(sizes)


def _check_total(described: list[_Described]) -> None:
    """Raise WireError for too much; a size of 0 hides no other size, for NumPy multiplies them."""
    total = sum(
        prod(max(size, 1) for size in shape) * dtype.itemsize for _, dtype, shape in described
    )
    if total > FRAME_LIMIT:
        problem = f"arrays of {total} bytes; at most {FRAME_LIMIT} are read"
        raise WireError(problem)


def _array(connection: Stream, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Array:
    data = _exactly(connection, prod(shape) * dtype.itemsize)
    return np.frombuffer(data, dtype=dtype).reshape(shape)
