"""Whatever bytes and messages arrive, the supervisor judges them and goes on."""

import io
import json
import tracemalloc
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nngrader import wire
from nngrader.evidence import Evidence, Mishap
from nngrader.executors._examine import examine
from nngrader.grading import grade
from nngrader.reports import html, text
from nngrader.reports import json as json_report
from nngrader.wire import Ended, Frame, WireError, receive, send
from tests.executors.hand_ins import right, xor
from tests.executors.test_examine import X, answering, ended, told, trained
from tests.hostile.fuzzing import changed, strange_array, torn

SEEDS = st.integers(0, 2**32)
RARELY_SLOW = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)


@dataclass
class Bytes:
    """A connection over which these bytes come, in pieces of any size, and then nothing more."""

    data: io.BytesIO
    random: Random

    def sendall(self, data: bytes | memoryview, /) -> None:
        self.data.write(data)

    def recv_into(self, buffer: memoryview, size: int, /) -> int:
        return self.data.readinto(buffer[: self.random.randint(1, size)])


def written(*frames: Frame) -> bytes:
    """What a child that says this writes."""
    stream = Bytes(io.BytesIO(), Random(0))
    for frame in frames:
        send(stream, frame)
    return stream.data.getvalue()


def read(data: bytes, seed: int) -> list[Frame]:
    """Read until the end or until a complaint."""
    stream, frames = Bytes(io.BytesIO(data), Random(seed)), []
    try:
        while True:
            frames.append(receive(stream))
    except (Ended, WireError):
        return frames


HONEST = (*told(), *trained(), Frame("warning", {"message": "\U0001f600 é", "line": 3, "x": 0.5}))


@settings(deadline=None, max_examples=1000)
@given(SEEDS)
def test_torn_bytes_are_frames_or_a_complaint(seed: int) -> None:
    random = Random(seed)

    for frame in read(torn(random, written(random.choice(HONEST), HONEST[0])), seed):
        assert isinstance(frame.kind, str)
        assert isinstance(frame.body, dict)
        json.dumps(frame.body, allow_nan=False, ensure_ascii=False).encode()


@settings(deadline=None, max_examples=500)
@given(SEEDS)
def test_a_strange_header_is_a_frame_or_a_complaint(seed: int) -> None:
    random = Random(seed)
    header = {"kind": "fit", "body": {"line": 3}, "arrays": [["x", "<f8", [2, 3]]]}
    said = json.dumps(changed(random, header)).encode()

    frames = read(len(said).to_bytes(4, "big") + said + bytes(48), seed)

    assert sum(array.nbytes for frame in frames for array in frame.arrays.values()) <= 48


def test_a_size_that_is_only_claimed_takes_no_memory() -> None:
    said = json.dumps({"kind": "fit", "body": {}, "arrays": [["x", "|u1", [2 << 30]]]}).encode()
    data = len(said).to_bytes(4, "big") + said + bytes(100)
    before = resident()

    assert read(data, 0) == []
    assert resident() - before < 50


def resident() -> int:
    """MiB of memory that this process has ever had at once."""
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


BOMBS = {
    "lists": b"[]," * 2_000_000 + b"[]",
    "objects": b"{}," * 2_000_000 + b"{}",
    "depth": b"[" * 200_000 + b"]" * 200_000,
    "keys twice": b'{"a": 1, "a": 1}',
    "a long number": b"9" * 5000,
    "no number": b"NaN",
    "half a character": b'"\\ud800"',
}


@pytest.mark.parametrize("inside", BOMBS.values(), ids=BOMBS)
def test_a_header_made_to_burst_takes_little_memory(inside: bytes) -> None:
    said = b'{"kind": "fit", "arrays": [], "body": {"x": [' + inside + b"]}}"
    tracemalloc.start()
    try:
        frames = read(len(said).to_bytes(4, "big") + said, 0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert frames == []
    assert peak < 60 << 20


def test_a_header_with_the_most_values_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b'{"kind": "fit", "arrays": [], "body": {"x": [1, 2]}}'
    data = len(said).to_bytes(4, "big") + said
    counted = sum(map(said.count, (b",", b"[", b"{")))

    monkeypatch.setattr(wire, "VALUES", counted)
    assert [frame.body for frame in read(data, 0)] == [{"x": [1, 2]}]

    monkeypatch.setattr(wire, "VALUES", counted - 1)
    assert read(data, 0) == []


# Messages


def lying(random: Random, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The same messages with some changed, exchanged, repeated or left out."""
    said = list(frames)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(said))
        match random.randrange(6):
            case 0 if len(said) > 1:
                del said[place]
            case 1:
                said.insert(random.randrange(len(said) + 1), said[place])
            case 2 if said[place].arrays:
                name = random.choice(list(said[place].arrays))
                arrays = {**said[place].arrays, name: strange_array(random)}
                said[place] = Frame(said[place].kind, said[place].body, arrays)
            case _:
                body = changed(random, said[place].body)
                body = body if isinstance(body, dict) else {}
                said[place] = Frame(said[place].kind, body, said[place].arrays)
    return tuple(frame for sent in said for frame in read(carried(sent), 0))


def carried(frame: Frame) -> bytes:
    """Write it as a child that lies would: past our own checks, with the keys as they are."""
    return written(frame)


def judged(*conversations: Any) -> tuple[Evidence | Mishap, str]:
    """Examine, grade, and write every report; what is not written raises."""
    outcome = examine(right(name="s07.py"), xor(), answering(*conversations))
    report = grade(xor(), outcome, "pytest --grade")
    page = html.render(report)
    machine = json_report.render(report)
    for written in (page, machine, text.render(report, width=80, report_path="r.html")):
        written.encode()
    assert "\x1b" not in page + machine
    assert "\u202e" not in page + machine
    return outcome, report.status


SELF_REPORTED = told()[:2] + tuple(
    Frame(f.kind, {**f.body, "blueprint": None, "reason": "a layer of your own"}, f.arrays)
    if f.kind == "model"
    else f
    for f in told()[2:]
)


@RARELY_SLOW
@given(SEEDS)
def test_a_lying_submission_is_judged_and_never_our_fault(seed: int) -> None:
    outcome, status = judged(ended(lying(Random(seed), told())))

    assert status == (outcome.name if isinstance(outcome, Mishap) else "graded")
    assert status != "grader_fault", outcome


@RARELY_SLOW
@given(SEEDS)
def test_a_submission_that_lies_of_its_own_training_is_judged(seed: int) -> None:
    random = Random(seed)
    first = ended(SELF_REPORTED if random.random() < 0.5 else lying(random, SELF_REPORTED))
    runs = [
        ended((*SELF_REPORTED, *lying(random, trained()[1:]))),
        *(ended((*SELF_REPORTED, *trained()[1:])) for _ in range(4)),
    ]

    _, status = judged(first, *runs)

    assert status != "grader_fault"


@RARELY_SLOW
@given(SEEDS)
def test_a_broken_neutral_child_stops_no_class(seed: int) -> None:
    judged(ended(told()), *(ended(lying(Random(seed), trained())) for _ in range(4)))


@pytest.mark.parametrize("ending", ["timed_out", "ended", "tampered", "orphaned"])
@pytest.mark.parametrize("count", range(len(told()) + 1))
def test_a_conversation_that_breaks_off_anywhere_is_judged(ending: Any, count: int) -> None:
    status = 1 if ending == "ended" else 0

    outcome, _ = judged(ended(told()[:count], ending, status, "a complaint"))

    assert isinstance(outcome, Mishap)


def test_the_fuzzed_conversation_is_honest_before_it_is_changed() -> None:
    outcome, status = judged(ended(told()))

    assert isinstance(outcome, Evidence)
    assert status == "graded"
    assert [*X.shape] == [4, 2]
