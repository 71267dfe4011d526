"""A record gives back exactly what was measured, or says why it cannot."""

import zlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from nngrader.evidence import Evidence, Mishap, OptimizerSpec, Place
from nngrader.jobs import CellFacts, LeftOut, Refused, Submission
from nngrader.mishaps import timed_out
from nngrader.records import MAGIC, BadRecord, Record, is_kept, keep, recall
from tests import builders

WORK = Submission(student="s07", name="xor.py", path="in/s07/xor.py", code="import keras\n")


def record(outcome: Evidence | Mishap, work: Submission | Refused = WORK) -> Record:
    return Record(
        submission=work, outcome=outcome, asked="a5" * 16, command="pytest --grade xor.py"
    )


@pytest.mark.parametrize(
    "outcome",
    [
        builders.evidence(),
        builders.iris_evidence(),
        builders.mnist_evidence(),
        builders.untouched(),
        builders.crash(),
        builders.mishap(place=None),
        timed_out(1.5, builders.untouched(), Place(4, cell=2)),
    ],
    ids=["xor", "iris", "mnist", "untouched", "crash", "mishap", "its words"],
)
def test_what_was_kept_comes_back_equal(outcome: Evidence | Mishap, tmp_path: Path) -> None:
    digest = keep(record(outcome), tmp_path)

    assert recall(digest, tmp_path) == record(outcome)


@pytest.mark.parametrize(
    "work",
    [
        replace(WORK, code="x = '\ud800'\n"),
        replace(WORK, name="xor.ipynb", places=(Place(1, cell=2), Place(1, cell=3))),
        replace(
            WORK,
            cells=(CellFacts(number=2, line=1, name="q1", printed="a", makes=("x",)),),
            left_out=(LeftOut(1, "%run a.py"),),
        ),
        Refused("s07", "xor.py", "in/xor.py", "it is a link", "rejected"),
        Refused("s07", "xor.py", "in/xor.py", "it is not text: it holds zero bytes"),
    ],
    ids=["half a surrogate pair", "a notebook", "its cells", "rejected", "unreadable"],
)
def test_every_kind_of_hand_in_comes_back_equal(work: Submission | Refused, tmp_path: Path) -> None:
    kept = record(builders.untouched(), work)

    assert recall(keep(kept, tmp_path), tmp_path) == kept


def test_numbers_that_are_none_stay_as_they_are(tmp_path: Path) -> None:
    """JSON would have made null of them, and a learning rate of null is judged otherwise."""
    odd = OptimizerSpec("adam", {"learning_rate": float("inf"), "epsilon": float("nan")})
    outcome = builders.evidence(model=builders.model(optimizer=odd))

    found = recall(keep(record(outcome), tmp_path), tmp_path).outcome

    assert isinstance(found, Evidence)
    assert found.model is not None
    assert repr(found.model.optimizer) == repr(odd)


def test_the_same_content_has_the_same_name_and_lies_there_once(tmp_path: Path) -> None:
    first = keep(record(builders.evidence()), tmp_path)
    again = keep(record(builders.evidence()), tmp_path)
    other = keep(record(builders.evidence(seconds=6.6)), tmp_path)

    assert first == again != other
    assert len(list(tmp_path.rglob("*.record"))) == 2


def test_a_record_is_found_by_its_name_alone(tmp_path: Path) -> None:
    digest = keep(record(builders.crash()), tmp_path)

    assert is_kept(digest, tmp_path)
    assert not is_kept("0" * 64, tmp_path)


def test_a_record_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRecord) as caught:
        recall("0" * 64, tmp_path)

    path = tmp_path / "00" / f"{'0' * 64}.record"
    assert str(caught.value) == f"{path} is gone; run the batch again with --resume."


@pytest.mark.parametrize(
    "changed",
    [b"", MAGIC, MAGIC + b"\0" * 40, b"nngrader record 9\n"],
    ids=["empty", "cut", "zeros", "another format"],
)
def test_a_record_with_other_bytes_is_not_believed(changed: bytes, tmp_path: Path) -> None:
    digest = keep(record(builders.crash()), tmp_path)
    path = tmp_path / digest[:2] / f"{digest}.record"
    path.write_bytes(changed)

    with pytest.raises(BadRecord) as caught:
        recall(digest, tmp_path)

    assert str(caught.value) == (
        f"{path} is not as it was written (its bytes have another digest). Remove it and run the "
        "batch again with --resume."
    )


def test_a_record_from_before_words_were_kept_is_read(tmp_path: Path) -> None:
    stopped = timed_out(1.5, builders.untouched(), Place(4))
    digest = keep(record(stopped), tmp_path)
    packed = (tmp_path / digest[:2] / f"{digest}.record").read_bytes().removeprefix(MAGIC)
    held = msgspec.msgpack.decode(zlib.decompress(packed))
    del held["mishap"]["words"]
    older = MAGIC + zlib.compress(msgspec.msgpack.encode(held))
    name = sha256(older).hexdigest()
    path = tmp_path / name[:2] / f"{name}.record"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(older)

    assert recall(name, tmp_path).outcome == replace(stopped, words=None)
