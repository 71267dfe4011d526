"""A memory over a socket: what is kept there is recalled anywhere, and no claim outlives its holder."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from nngrader.executors._remote_memory import (
    Line,
    MemoryServer,
    Place,
    RemoteMemory,
    answers,
)
from nngrader.training_memory import Memory, Nothing, Session
from nngrader.wire import Frame
from tests.executors.test_trainings import told

KEY, OTHER = "0" * 32, "1" * 32
SECRET = "s" * 64
SOON_S = 10.0


@contextmanager
def served(memory: Memory) -> Iterator[Place]:
    server = MemoryServer(memory, "127.0.0.1", SECRET)
    try:
        yield server.place
    finally:
        server.close()


@pytest.fixture
def memory() -> Session:
    return Session()


@pytest.fixture
def place(memory: Session) -> Iterator[Place]:
    with served(memory) as where:
        yield where


@contextmanager
def calling(place: Place, waits: list[str] | None = None) -> Iterator[RemoteMemory]:
    line = Line(place)
    try:
        yield RemoteMemory(line, lambda: (waits if waits is not None else []).append("waits"))
    finally:
        line.close()


def plain(frames: tuple[Frame, ...] | None) -> object:
    return frames and [
        (f.kind, f.body, {name: a.tolist() for name, a in f.arrays.items()}) for f in frames
    ]


def test_what_one_worker_keeps_another_recalls(memory: Session, place: Place) -> None:
    with calling(place) as first, calling(place) as second:
        assert second.recall(KEY) is None
        first.keep(KEY, told(7))

        assert plain(second.recall(KEY)) == plain(told(7))
    assert memory.contents().entries == 1


def test_numbers_that_are_none_arrive_as_they_are(place: Place) -> None:
    odd = np.array([np.nan, np.inf, -0.0], dtype=np.float32)
    with calling(place) as worker:
        worker.keep(KEY, (Frame("run", {}, {"x": odd}),))
        frames = worker.recall(KEY)

    assert frames is not None
    assert frames[0].arrays["x"].tobytes() == odd.tobytes()


def test_a_claim_of_one_worker_holds_for_all_until_it_is_given_back(place: Place) -> None:
    with calling(place) as first, calling(place) as second:
        assert first.claims.claim(KEY)
        assert not second.claims.claim(KEY)
        first.claims.release(KEY)
        assert second.claims.claim(KEY)


def test_what_was_trained_in_vain_is_for_all(place: Place) -> None:
    with calling(place) as first, calling(place) as second:
        first.claims.claim(KEY)
        first.claims.release(KEY, vain=True)
        assert [first.claims.claim(KEY), second.claims.claim(KEY)] == [True, True]


def test_a_worker_that_waits_goes_on_when_another_is_lost(place: Place) -> None:
    """Its connection is closed by its system, whatever became of it; its claims are free."""
    waits: list[str] = []
    with calling(place, waits) as second:
        with calling(place) as first:
            assert first.claims.claim(KEY)
            assert first.claims.claim(OTHER)
            waiting = threading.Thread(target=second.claims.wait, args=(KEY,), daemon=True)
            waiting.start()
            waiting.join(0.2)
            assert waiting.is_alive()
        waiting.join(SOON_S)
        assert not waiting.is_alive()
        assert second.claims.claim(KEY)
        assert second.claims.claim(OTHER)
    assert waits == ["waits"]


def test_where_the_memory_is_gone_everybody_trains_and_nothing_is_kept(memory: Session) -> None:
    with served(memory) as place, calling(place) as worker:
        worker.keep(KEY, told(7))
        holder = calling(place)
        assert holder.__enter__().claims.claim(OTHER)
        assert not worker.claims.claim(OTHER)
        waiting = threading.Thread(target=worker.claims.wait, args=(OTHER,), daemon=True)
        waiting.start()
    waiting.join(SOON_S)

    assert not waiting.is_alive()
    with calling(place) as late:
        assert late.recall(KEY) is None
        assert late.claims.claim(OTHER)
        late.keep(KEY, told(7))
        late.claims.wait(OTHER)
        late.claims.release(OTHER)
    holder.__exit__(None, None, None)


def test_who_does_not_know_the_secret_gets_no_answer(memory: Session, place: Place) -> None:
    memory.keep(KEY, told(7))
    stranger = replace(place, secret="t" * 64)

    with calling(stranger) as caller:
        assert caller.recall(KEY) is None
        caller.keep(OTHER, told(7))
    assert memory.recall(OTHER) is None
    assert not answers(stranger, None)
    assert answers(place, None)


def test_what_is_no_message_ends_the_connection_and_nothing_else(place: Place) -> None:
    for garbage in (b"\xff\xff\xff\xff", b"\0\0\0\4abcd", b"\0\0\0\x01\x80"):
        with socket.create_connection((place.host, place.port)) as line:
            line.sendall(SECRET.encode() + garbage)
            assert line.recv(1) == b""

    assert answers(place, None)


def test_an_entry_that_was_damaged_on_its_way_is_not_kept(memory: Session, place: Place) -> None:
    from nngrader.executors._remote_memory import Ask
    from nngrader.training_memory import packed

    entry = packed(KEY, told(7))
    with calling(place) as worker:
        assert worker.line.ask(Ask("keep", KEY, entry[:-1] + bytes([entry[-1] ^ 1]))) is None
    assert memory.contents().entries == 0


def test_where_nothing_is_remembered_every_claim_is_granted() -> None:
    with served(Nothing()) as place, calling(place) as first, calling(place) as second:
        assert first.claims.claim(KEY)
        assert second.claims.claim(KEY)
        second.claims.wait(KEY)
        first.keep(KEY, told(7))
        assert second.recall(KEY) is None
