"""The border: what is carried, and what is turned away."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nngrader import wire
from nngrader.jobs import Array
from nngrader.wire import Ended, Frame, WireError, receive, send

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    ours.settimeout(5)
    theirs.settimeout(5)
    with ours, theirs:
        yield ours, theirs


def carried(frame: Frame) -> Frame:
    """Send from a thread, for a frame may be larger than the socket's buffer."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=send, args=(theirs, frame))
        sender.start()
        got = receive(ours)
        sender.join()
    return got


def header(**changes: Any) -> bytes:
    """A header that is accepted, in bytes, unless a change ails it."""
    return json.dumps({"kind": "fit", "body": {}, "arrays": [], **changes}).encode()


def told(pair: Pair, text: bytes, after: bytes = b"") -> Frame:
    """What we make of bytes that the other side wrote."""
    ours, theirs = pair
    theirs.sendall(len(text).to_bytes(4, "big") + text + after)
    theirs.shutdown(socket.SHUT_WR)
    return receive(ours)


def complaint(pair: Pair, text: bytes, after: bytes = b"") -> str:
    with pytest.raises(WireError) as caught:
        told(pair, text, after)
    return str(caught.value)


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
INTEGERS = st.integers(-(2**63), 2**63 - 1)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | INTEGERS | FINITE | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
NUMBERS = hnp.arrays(
    st.sampled_from("bool f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8".split()),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


@given(WORDS, st.dictionaries(WORDS, JSON, max_size=4), st.dictionaries(WORDS, NUMBERS, max_size=3))
def test_any_frame_arrives_as_it_was_sent(
    kind: str, body: dict[str, Any], arrays: dict[str, Array]
) -> None:
    got = carried(Frame(kind, body, arrays))

    assert (got.kind, got.body) == (kind, body)
    assert list(got.arrays) == list(arrays)
    for name, array in arrays.items():
        np.testing.assert_array_equal(got.arrays[name], array, strict=True)


def test_a_large_array_arrives_whole() -> None:
    array = np.arange(3_000_000, dtype=np.float32)

    got = carried(Frame("preprocessed", {}, {"x": array}))

    np.testing.assert_array_equal(got.arrays["x"], array)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3).T,
        np.arange(10)[::2],
        np.arange(3, dtype=">i4"),
        np.arange(3, dtype=np.longdouble),
    ],
    ids=["transposed", "with gaps", "big end first", "long double"],
)
def test_an_array_of_an_unusual_layout_keeps_its_values(array: Array) -> None:
    got = carried(Frame("fit", {}, {"x": array}))

    np.testing.assert_array_equal(got.arrays["x"], array)


@pytest.mark.parametrize("kind", sorted(wire.REQUESTS))
def test_a_request_holds_text(kind: str) -> None:
    words = np.array([["old", "middle"], ["young", "high"]])

    got = carried(Frame(kind, {}, {"x_train": words}))

    np.testing.assert_array_equal(got.arrays["x_train"], words, strict=True)


def test_a_child_cannot_answer_with_text(pair: Pair) -> None:
    text = header(arrays=[["x", "<U3", [1]]])

    assert complaint(pair, text, b"\0" * 12) == "a header that is not ours (ValueError)"


@pytest.mark.parametrize(
    "dtype",
    ["|O", "O", "<U0", "<U", "<U9999999", "|V8", "<c16", ">f8", "(2,)<f8", "<M8[s]", 8, None],
)
@pytest.mark.parametrize("kind", ["fit", "student"])
def test_other_arrays_are_not_carried(pair: Pair, kind: str, dtype: object) -> None:
    text = header(kind=kind, arrays=[["x", dtype, [1]]])

    assert complaint(pair, text).startswith("a header that is not ours (")


@pytest.mark.parametrize(
    "shape",
    [[-1], [1.0], [True], ["1"], "12", {}, None, 3, [1] * (wire.DIMENSIONS + 1), [10**30]],
    ids=str,
)
def test_a_shape_is_a_few_whole_numbers(pair: Pair, shape: object) -> None:
    text = header(arrays=[["x", "<f8", shape]])

    assert complaint(pair, text) == "a header that is not ours (ValueError)"


def test_the_most_dimensions_are_carried(pair: Pair) -> None:
    shape = [1] * wire.DIMENSIONS

    got = told(pair, header(arrays=[["x", "|u1", shape]]), b"7")

    assert got.arrays["x"].shape == tuple(shape)


@pytest.mark.parametrize("shape", [[0], [0, 3], [3, 0], []])
def test_an_array_without_rows_is_carried(shape: list[int]) -> None:
    got = carried(Frame("fit", {}, {"x": np.zeros(shape)}))

    assert got.arrays["x"].shape == tuple(shape)


@pytest.mark.parametrize(
    "body",
    [
        b'{"loss": NaN}',
        b'{"loss": Infinity}',
        b'{"loss": 1e999}',
        b'{"loss": -1e999}',
        b'{"line": 12345678901234567890}',
        b'{"line": ' + b"9" * 5000 + b"}",
        b'{"line": 1, "line": 2}',
        b'{"line": {"a": 1, "a": 2}}',
        b'{"message": "\\ud800"}',
        b'{"message": "\\uDFFF"}',
        b"[" * 200_000,
        b"{",
        b"\xff",
        b"",
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_a_body_that_no_child_of_ours_writes_is_turned_away(pair: Pair, body: bytes) -> None:
    text = b'{"kind": "fit", "arrays": [], "body": ' + body + b"}"

    assert complaint(pair, text).startswith("a header that is not ours (")


@pytest.mark.parametrize(
    "body", [b'{"line": 9223372036854775807}', b'{"line": -9223372036854775808}']
)
def test_the_largest_whole_numbers_are_read(pair: Pair, body: bytes) -> None:
    text = b'{"kind": "fit", "arrays": [], "body": ' + body + b"}"

    assert told(pair, text).body == json.loads(body)


def test_a_whole_pair_of_surrogates_is_one_character(pair: Pair) -> None:
    text = b'{"kind": "fit", "arrays": [], "body": {"message": "\\ud83d\\ude00"}}'

    assert told(pair, text).body == {"message": "\N{GRINNING FACE}"}


@pytest.mark.parametrize(
    "text",
    [b"[]", b"3", b'"fit"', b"null", b"{}", b'{"kind": "fit", "body": {}}', header(arrays=3)],
)
def test_a_header_holds_a_kind_a_body_and_arrays(pair: Pair, text: bytes) -> None:
    assert complaint(pair, text).startswith("a header that is not ours (")


@pytest.mark.parametrize("changes", [{"kind": 3}, {"kind": None}, {"body": []}, {"body": None}])
def test_a_kind_is_text_and_a_body_has_keys(pair: Pair, changes: dict[str, Any]) -> None:
    problem = complaint(pair, header(**changes))

    assert problem == "a header whose kind or body has the wrong type"


def test_a_kind_that_cannot_be_looked_up_is_turned_away(pair: Pair) -> None:
    assert complaint(pair, header(kind=[])) == "a header that is not ours (TypeError)"


def test_two_arrays_of_one_name_are_turned_away(pair: Pair) -> None:
    text = header(arrays=[["x", "|u1", [1]], ["x", "|u1", [1]]])

    assert complaint(pair, text, b"12") == "a header that is not ours (ValueError)"


def test_the_largest_header_is_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    text = header()
    monkeypatch.setattr(wire, "HEADER_LIMIT", len(text))

    assert told(pair, text).kind == "fit"


def test_a_larger_header_is_not_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    text = header()
    limit = len(text) - 1
    monkeypatch.setattr(wire, "HEADER_LIMIT", limit)

    assert complaint(pair, text) == f"a header of {len(text)} bytes; at most {limit} are read"


def test_the_largest_arrays_are_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FRAME_LIMIT", 16)

    got = told(pair, header(arrays=[["x", "<f8", [1]], ["y", "<f4", [2]]]), b"\0" * 16)

    assert got.arrays["y"].tolist() == [0.0, 0.0]


def test_larger_arrays_are_not_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FRAME_LIMIT", 15)
    text = header(arrays=[["x", "<f8", [1]], ["y", "<f4", [2]]])

    assert complaint(pair, text) == "arrays of 16 bytes; at most 15 are read"


@pytest.mark.parametrize("shape", [[2**62, 2**62, 0], [0, 2**40]])
def test_a_size_of_zero_hides_no_huge_size(pair: Pair, shape: list[int]) -> None:
    problem = complaint(pair, header(arrays=[["x", "<f8", shape]]))

    assert problem.endswith(f" bytes; at most {wire.FRAME_LIMIT} are read")


@pytest.mark.parametrize("sent", [b"", b"\0\0", b"\0\0\0\x09{}"])
def test_a_side_that_closes_too_early_has_ended(pair: Pair, sent: bytes) -> None:
    ours, theirs = pair
    theirs.sendall(sent)
    theirs.close()

    with pytest.raises(Ended):
        receive(ours)


def test_arrays_that_are_cut_short_have_ended(pair: Pair) -> None:
    with pytest.raises(Ended):
        told(pair, header(arrays=[["x", "<f8", [2]]]), b"\0" * 8)


def test_a_side_that_says_nothing_is_out_of_time(pair: Pair) -> None:
    ours, _ = pair
    ours.settimeout(0.01)

    with pytest.raises(TimeoutError):
        receive(ours)


def test_numbers_that_are_no_json_are_not_sent(pair: Pair) -> None:
    ours, _ = pair

    with pytest.raises(ValueError, match="not JSON compliant"):
        send(ours, Frame("run", {"seconds": float("nan")}))
