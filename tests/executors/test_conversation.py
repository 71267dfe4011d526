"""One request to one child: the deadline holds for everything together, and nothing is left."""

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from nngrader.executors import _conversation
from nngrader.executors._conversation import Conversation, Dialogue
from nngrader.executors._process import Drain, Gone
from nngrader.jobs import Limits
from nngrader.wire import Ended, Frame, receive, send

Says = Callable[[socket.socket], None]


@dataclass
class FakeChild:
    """A thread that speaks as a child would; also its own launcher."""

    says: Says
    ends: int | OSError = 0
    killed: bool = False
    drain: Drain = field(init=False)
    connection: socket.socket = field(init=False)

    def spawn(self) -> "FakeChild":
        self.connection, theirs = socket.socketpair()
        reading, writing = os.pipe()
        os.close(writing)
        self.drain = Drain(reading)
        threading.Thread(target=self._speak, args=(theirs,), daemon=True).start()
        return self

    def _speak(self, theirs: socket.socket) -> None:
        with theirs:
            try:
                receive(theirs)
                self.says(theirs)
            except (Ended, OSError):
                return

    def status(self) -> Gone:
        if isinstance(self.ends, OSError):
            raise self.ends
        return Gone(self.ends)

    def kill(self) -> None:
        self.killed = True
        self.connection.close()

    def close(self) -> None: ...


def talk(child: FakeChild, wall_s: float = 5.0) -> Conversation:
    with Dialogue(child, Limits(wall_s=wall_s)) as dialogue:
        said = dialogue.ask(Frame("student"))
    assert child.killed
    return said


def drops(data: bytes, pause_s: float) -> Says:
    def say(theirs: socket.socket) -> None:
        for number in range(len(data)):
            theirs.sendall(data[number : number + 1])
            time.sleep(pause_s)

    return say


def frames(kinds: Iterator[str] | list[str], **body: object) -> Says:
    def say(theirs: socket.socket) -> None:
        for kind in kinds:
            send(theirs, Frame(kind, dict(body)))

    return say


def test_what_is_said_before_done_is_kept() -> None:
    said = talk(FakeChild(frames(["started", "model", "done"])))

    assert (said.ending, [frame.kind for frame in said.frames]) == ("done", ["started", "model"])


def test_a_child_that_sends_drop_by_drop_is_out_of_time() -> None:
    header = json.dumps({"kind": "fit", "body": {}, "arrays": []}).encode().ljust(200)
    dripping = drops(len(header).to_bytes(4, "big") + header, pause_s=0.02)
    started = time.monotonic()

    said = talk(FakeChild(dripping), wall_s=0.3)

    assert said.ending == "timed_out"
    assert time.monotonic() - started < 2


def test_a_child_that_closes_has_ended_with_its_status() -> None:
    said = talk(FakeChild(frames(["started"]), ends=-11))

    assert (said.ending, said.status, len(said.frames)) == ("ended", -11, 1)


def test_a_child_that_closes_and_runs_on_has_tampered() -> None:
    said = talk(FakeChild(frames([]), ends=TimeoutError()))

    assert (said.ending, said.complaint) == ("tampered", "it was closed, and the program ran on")


def test_a_child_whose_parent_died_first_is_orphaned() -> None:
    said = talk(FakeChild(frames([]), ends=ConnectionError()))

    assert said.ending == "orphaned"


def test_too_many_messages_are_tampering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_conversation, "MOST_FRAMES", 3)

    said = talk(FakeChild(frames(["warning"] * 4)))

    assert (said.ending, said.complaint) == ("tampered", "more than 3 messages or 32 MiB of words")


def test_the_most_messages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_conversation, "MOST_FRAMES", 3)

    said = talk(FakeChild(frames(["warning", "warning", "done"])))

    assert said.ending == "done"


def test_too_many_words_are_tampering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_conversation, "MOST_WORDS", 1 << 20)

    said = talk(FakeChild(frames(["warning"] * 3, message="A" * (1 << 19))))

    assert said.complaint == f"more than {_conversation.MOST_FRAMES} messages or 1 MiB of words"


def test_a_request_that_cannot_be_sent_leaves_no_child() -> None:
    child = FakeChild(frames([]))

    with pytest.raises(ValueError, match="JSON"), Dialogue(child, Limits()) as dialogue:
        dialogue.ask(Frame("train", {"blueprint": float("inf")}))

    assert child.killed
