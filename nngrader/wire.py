"""The border between supervisor and child: length-prefixed JSON, then raw arrays. No pickle.

    4 bytes   length of the header, big-endian
    header    {"kind": ..., "body": {...}, "arrays": [[name, dtype, shape], ...]}
    arrays    their bytes, one after another, in C order

The receiver believes nothing: sizes are capped before memory is taken, dtypes come from a list,
and the header must be plain JSON without NaN, repeated keys or deep nesting.
"""

import json
import socket
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np

from nngrader.jobs import Array

HEADER_LIMIT = 8 << 20  #: bytes; 500 epochs of history and the layers of any classroom network fit
FRAME_LIMIT = 2 << 30  #: bytes; MNIST as float64 is 376 MB
DTYPES = frozenset(
    "bool float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64".split()
)
TEXT_DTYPE = "<U"  #: sent by the supervisor only


class WireError(Exception):
    """What arrived is not a frame."""


class Ended(Exception):
    """The other side closed before a frame was complete."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One message."""

    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, Array] = field(default_factory=dict)


def send(connection: socket.socket, frame: Frame) -> None:
    """Write one frame; raises OSError when the other side is gone or too slow."""
    arrays = {name: np.asarray(array, order="C") for name, array in frame.arrays.items()}
    described = [[name, array.dtype.str, array.shape] for name, array in arrays.items()]
    header = json.dumps(
        {"kind": frame.kind, "body": frame.body, "arrays": described}, allow_nan=False
    ).encode()
    connection.sendall(len(header).to_bytes(4, "big") + header)
    for array in arrays.values():
        connection.sendall(array.reshape(-1).view(np.uint8).data)


def receive(connection: socket.socket) -> Frame:
    """Read one frame; raises Ended, WireError, or TimeoutError from the socket."""
    size = int.from_bytes(_exactly(connection, 4), "big")
    if size > HEADER_LIMIT:
        problem = f"a header of {size} bytes; at most {HEADER_LIMIT} are read"
        raise WireError(problem)
    kind, body, described = _header(_exactly(connection, size))
    _check_total(described)
    arrays = {name: _array(connection, dtype, shape) for name, dtype, shape in described}
    return Frame(kind, body, arrays)


def _exactly(connection: socket.socket, size: int) -> bytearray:
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        count = connection.recv_into(view, min(len(view), 1 << 20))
        if count == 0:
            raise Ended
        view = view[count:]
    return buffer


_Described = tuple[str, np.dtype[Any], tuple[int, ...]]


def _header(text: bytearray) -> tuple[str, dict[str, Any], list[_Described]]:
    try:
        header = json.loads(
            text.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_repeats
        )
        kind, body, arrays = header["kind"], header["body"], header["arrays"]
        described = [(str(name), _dtype(dtype), _shape(shape)) for name, dtype, shape in arrays]
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        problem = f"a header that is not ours ({type(error).__name__})"
        raise WireError(problem) from error
    if not isinstance(kind, str) or not isinstance(body, dict):
        problem = "a header whose kind or body has the wrong type"
        raise WireError(problem)
    return kind, body, described


def _no_constant(name: str) -> None:
    problem = f"{name} is not JSON"
    raise ValueError(problem)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        problem = "a key stands twice"
        raise ValueError(problem)
    return found


def _dtype(text: str) -> np.dtype[Any]:
    dtype = np.dtype(str(text))
    if dtype.name not in DTYPES and not dtype.str.startswith(TEXT_DTYPE):
        problem = f"arrays of {dtype} are not carried"
        raise ValueError(problem)
    return dtype


def _shape(sizes: list[int]) -> tuple[int, ...]:
    if len(sizes) > 8 or not all(type(size) is int and size >= 0 for size in sizes):
        problem = "a shape is up to eight whole numbers"
        raise ValueError(problem)
    return tuple(sizes)


def _check_total(described: list[_Described]) -> None:
    total = sum(prod(shape) * dtype.itemsize for _, dtype, shape in described)
    if total > FRAME_LIMIT:
        problem = f"arrays of {total} bytes; at most {FRAME_LIMIT} are read"
        raise WireError(problem)


def _array(connection: socket.socket, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Array:
    data = _exactly(connection, prod(shape) * dtype.itemsize)
    return np.frombuffer(data, dtype=dtype).reshape(shape)
