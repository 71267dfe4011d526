"""One request to one child: the deadline holds for everything together, and nothing is left."""

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from nngrader.executors import _conversation
from nngrader.executors._conversation import Conversation, Dialogue
from nngrader.executors._process import Drain, Gone
from nngrader.jobs import Limits
from nngrader.limits import Excess
from nngrader.wire import Ended, Frame, receive, send

Says = Callable[[socket.socket], None]


@dataclass
class FakeChild:
    """A thread that speaks as a child would; also its own launcher."""

    says: Says
    ends: int | Gone | OSError = 0
    prints: bytes = b""
    asked: Frame | None = None
    killed: bool = False
    pid: int = 0
    drain: Drain = field(init=False)
    connection: socket.socket = field(init=False)

    def spawn(self) -> "FakeChild":
        self.connection, theirs = socket.socketpair()
        reading, writing = os.pipe()
        self.drain = Drain(reading)
        with os.fdopen(writing, "wb") as output:
            output.write(self.prints)
        threading.Thread(target=self._speak, args=(theirs,), daemon=True).start()
        return self

    def _speak(self, theirs: socket.socket) -> None:
        with theirs:
            try:
                self.asked = receive(theirs)
                self.says(theirs)
            except (Ended, OSError):
                return

    def status(self) -> Gone:
        if isinstance(self.ends, OSError):
            raise self.ends
        return self.ends if isinstance(self.ends, Gone) else Gone(self.ends)

    def kill(self) -> None:
        self.killed = True
        self.connection.close()

    def close(self) -> None: ...


def talk(child: FakeChild, wall_s: float = 5.0, **limits: float) -> Conversation:
    with Dialogue(child, Limits(wall_s=wall_s, **limits)) as dialogue:  # type: ignore[arg-type]
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


def test_too_many_words_are_tampering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_conversation, "MOST_WORDS", 1 << 20)

    said = talk(FakeChild(frames(["warning"] * 3, message="A" * (1 << 19))))

    assert (said.ending, said.complaint) == ("tampered", "more than 1 MiB of words")


def test_a_request_that_cannot_be_sent_leaves_no_child() -> None:
    child = FakeChild(frames([]))

    with pytest.raises(ValueError, match="JSON"), Dialogue(child, Limits()) as dialogue:
        dialogue.ask(Frame("train", {"blueprint": float("inf")}))

    assert child.killed


# -- limits ---------------------------------------------------------------------------------------

MIB = 1 << 20


@pytest.mark.parametrize(
    ("count", "ending", "excess"),
    [(3, "done", None), (4, "exceeded", Excess("messages", 4, 3))],
)
def test_messages_are_counted(count: int, ending: str, excess: Excess | None) -> None:
    said = talk(FakeChild(frames([*["warning"] * count, "done"])), messages=3)

    assert (said.ending, said.excess, len(said.frames)) == (ending, excess, 3)


@pytest.mark.parametrize("kinds", [["done"], []], ids=["done", "ended"])
@pytest.mark.parametrize(
    ("size", "excess"), [(MIB, None), (MIB + 1, Excess("output", 1.1, 1))], ids=["at", "beyond"]
)
def test_output_is_counted_to_its_last_byte(
    kinds: list[str], size: int, excess: Excess | None
) -> None:
    said = talk(FakeChild(frames(kinds), prints=b"A" * size), output_mib=1)

    wanted = "exceeded" if excess else "done" if kinds else "ended"
    assert (said.ending, said.excess) == (wanted, excess)


def test_a_child_that_prints_too_much_is_not_waited_for() -> None:
    started = time.monotonic()

    said = talk(FakeChild(lambda _: time.sleep(3), prints=b"A" * (MIB + 1)), output_mib=1)

    assert said.ending == "exceeded"
    assert said.complaint == "it printed 1.1 MiB of text, and 1 are allowed"
    assert time.monotonic() - started < 2


@dataclass
class Writing(FakeChild):
    """A child that writes into the folder that it was given."""

    files: int = 1
    size: int = 0
    stays_s: float = 0.0

    def __post_init__(self) -> None:
        self.says = self._write

    def _write(self, theirs: socket.socket) -> None:
        assert self.asked is not None
        folder = Path(self.asked.body["limits"]["folder"])
        for number in range(self.files):
            (folder / f"{number}.txt").write_bytes(b"A" * self.size)
        time.sleep(self.stays_s)
        send(theirs, Frame("done"))


@pytest.mark.parametrize(
    ("files", "size", "excess"),
    [
        (1, MIB, None),
        (1, MIB + 1, Excess("disk", 1.1, 1)),
        (4, 0, None),
        (5, 0, Excess("files", 5, 4)),
    ],
)
def test_what_lies_in_its_folder_at_the_end_is_counted(
    files: int, size: int, excess: Excess | None
) -> None:
    said = talk(Writing(frames([]), files=files, size=size), disk_mib=1, files=4)

    assert (said.ending, said.excess) == ("exceeded" if excess else "done", excess)


def test_a_child_that_writes_too_much_is_not_waited_for() -> None:
    started = time.monotonic()

    said = talk(Writing(frames([]), size=2 * MIB, stays_s=3), disk_mib=1)

    assert (said.ending, said.excess) == ("exceeded", Excess("disk", 2.0, 1))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("gone", "excess"),
    [
        (Gone(-24, cpu_s=10.04), Excess("cpu", 10.0, 10)),
        (Gone(-24), Excess("cpu", 10, 10)),  # nobody counted
        (Gone(-24, cpu_s=8.0), Excess("cpu", 10, 10)),  # by another clock
        (Gone(-24, cpu_s=7.9), None),  # a signal from somewhere else
        (Gone(-9, cpu_s=8.0), Excess("cpu", 10, 10)),  # it did not listen to the first signal
        (Gone(-9, cpu_s=11.26), Excess("cpu", 11.3, 10)),
        (Gone(-9, cpu_s=7.9), None),
        (Gone(-9), None),
        (Gone(-6, cpu_s=12.0), None),
    ],
)
def test_an_end_for_want_of_processor_time_is_told_apart(gone: Gone, excess: Excess | None) -> None:
    said = talk(FakeChild(frames([]), ends=gone), cpu_s=10)

    assert (said.ending, said.excess) == ("exceeded" if excess else "ended", excess)


def test_processor_time_is_for_all_seeds_together() -> None:
    child = FakeChild(frames([]), ends=Gone(-9, cpu_s=23.9))
    with Dialogue(child, Limits(wall_s=5, cpu_s=10)) as dialogue:
        said = dialogue.ask(Frame("train", {"seeds": 3}))

    assert said.ending == "ended"
    assert child.asked is not None
    limits = child.asked.body["limits"]
    assert (limits["cpu_s"], limits["wall_s"]) == (30, 15)


def test_the_peak_of_memory_is_passed_on() -> None:
    said = talk(FakeChild(frames([]), ends=Gone(-9, peak_mib=5321)))

    assert (said.ending, said.status, said.peak_mib) == ("ended", -9, 5321)


def test_a_child_is_told_its_limits() -> None:
    child = FakeChild(frames(["done"]))

    talk(child, 7, cpu_s=8, memory_mib=9, threads=10, disk_mib=11, files=12)

    assert child.asked is not None
    told = {**child.asked.body["limits"]}
    assert Path(told.pop("folder")).name.startswith("nngrader-job-")
    assert told == {
        "wall_s": 7,
        "cpu_s": 8,
        "memory_mib": 9,
        "threads": 10,
        "disk_mib": 11,
        "files": 12,
    }


def test_what_tampers_and_prints_too_much_has_tampered() -> None:
    child = FakeChild(lambda theirs: theirs.sendall(b"\xff" * 8), prints=b"A" * (MIB + 1))
    with Dialogue(child, Limits(output_mib=1)) as dialogue:
        dialogue._watch._next = time.monotonic() + 60
        said = dialogue.ask(Frame("student"))

    assert said.ending == "tampered"


def test_the_deadline_holds_beside_the_looks() -> None:
    started = time.monotonic()

    said = talk(FakeChild(lambda _: time.sleep(3)), wall_s=0.6)

    assert said.ending == "timed_out"
    assert 0.6 <= time.monotonic() - started < 1.6


def test_at_the_deadline_what_was_too_much_counts() -> None:
    child = Writing(frames([]), size=2 * MIB, stays_s=3)
    with Dialogue(child, Limits(wall_s=0.3, disk_mib=1)) as dialogue:
        dialogue._watch._next = time.monotonic() + 60
        said = dialogue.ask(Frame("student"))

    assert said.excess == Excess("disk", 2.0, 1)
