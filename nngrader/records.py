"""What is kept of a hand-in that was examined: its text and all evidence, enough to grade it again.

A record is one file, named by the sha256 of its bytes. It is MessagePack, which unlike JSON keeps
NaN and infinity as they are, packed with zlib.
"""

import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from nngrader.errors import NngraderError
from nngrader.evidence import Evidence, Mishap, MishapName, Place
from nngrader.files import make_folder, write_whole
from nngrader.jobs import CellFacts, LeftOut, Refused, Submission
from nngrader.language import Text
from nngrader.untrusted import spelled_out

FORMAT = 1  #: raise it when an older record can no longer be read as it was meant
MAGIC = b"nngrader record 1\n"
MOST_BYTES = 256 << 20  #: of one record, unpacked
ENDING = ".record"


class BadRecord(NngraderError):
    """A record that is gone, or is not as it was written."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One examined hand-in."""

    submission: Submission | Refused
    outcome: Evidence | Mishap
    asked: str  #: digest of everything that examining it depended on
    command: str = ""  #: what to paste to get the same result


@dataclass(frozen=True)
class _Stopped:
    name: MishapName
    message: str
    place: Place | None
    words: Text | None = None  #: older records have none


@dataclass(frozen=True)
class _HandIn:
    """A Submission, or a Refused where there is a reason; code may hold what UTF-8 does not."""

    student: str
    name: str
    path: str
    code: bytes
    places: tuple[Place, ...]
    reason: str
    rejected: bool
    cells: tuple[CellFacts, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class _Kept:
    hand_in: _HandIn
    evidence: Evidence
    mishap: _Stopped | None
    asked: str
    command: str


def keep(record: Record, folder: Path) -> str:
    """Write a record below `folder`, whole or not at all; returns its digest. Raises NotWritten."""
    data = MAGIC + zlib.compress(msgspec.msgpack.encode(_kept(record)), 6)
    digest = sha256(data).hexdigest()
    path = _path(folder, digest)
    if not path.is_file():
        make_folder(path.parent)
        write_whole(path, data)
    return digest


def recall(digest: str, folder: Path) -> Record:
    """Read a record; raises BadRecord for one that is gone or was changed."""
    path = _path(folder, digest)
    try:
        return _record(_unpacked(path.read_bytes(), digest))
    except FileNotFoundError as error:
        problem = f"{spelled_out(str(path))} is gone; run the batch again with --resume."
        raise BadRecord(problem) from error
    except (OSError, ValueError, zlib.error, msgspec.MsgspecError) as error:
        problem = (
            f"{spelled_out(str(path))} is not as it was written ({error}). Remove it and run the "
            "batch again with --resume."
        )
        raise BadRecord(problem) from error


def is_kept(digest: str, folder: Path) -> bool:
    """Whether there is a record of this name."""
    return _path(folder, digest).is_file()


def _path(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / f"{digest}{ENDING}"


def _unpacked(data: bytes, digest: str) -> _Kept:
    if sha256(data).hexdigest() != digest or not data.startswith(MAGIC):
        problem = "its bytes have another digest"
        raise ValueError(problem)
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(data[len(MAGIC) :], MOST_BYTES)
    if not unpacking.eof:
        problem = f"it holds more than {MOST_BYTES >> 20} MiB"
        raise ValueError(problem)
    return msgspec.msgpack.decode(content, type=_Kept)


def _kept(record: Record) -> _Kept:
    outcome = record.outcome
    return _Kept(
        hand_in=_hand_in(record.submission),
        evidence=outcome.captured if isinstance(outcome, Mishap) else outcome,
        mishap=_stopped(outcome),
        asked=record.asked,
        command=record.command,
    )


def _stopped(outcome: Evidence | Mishap) -> _Stopped | None:
    if isinstance(outcome, Evidence):
        return None
    return _Stopped(outcome.name, outcome.message, outcome.place, outcome.words)


def _hand_in(given: Submission | Refused) -> _HandIn:
    known = (given.student, given.name, given.path)
    if isinstance(given, Refused):
        return _HandIn(*known, b"", (), given.reason, given.outcome == "rejected")
    code = given.code.encode("utf-8", "surrogatepass")
    return _HandIn(*known, code, given.places, "", False, given.cells, given.left_out)


def _record(kept: _Kept) -> Record:
    return Record(
        submission=_submission(kept.hand_in),
        outcome=_outcome(kept.mishap, kept.evidence),
        asked=kept.asked,
        command=kept.command,
    )


def _outcome(said: _Stopped | None, evidence: Evidence) -> Evidence | Mishap:
    if said is None:
        return evidence
    return Mishap(said.name, said.message, evidence, said.place, said.words)


def _submission(given: _HandIn) -> Submission | Refused:
    if given.reason:
        known = (given.student, given.name, given.path, given.reason)
        return Refused(*known, "rejected" if given.rejected else "unreadable")
    return Submission(
        student=given.student,
        name=given.name,
        path=given.path,
        code=given.code.decode("utf-8", "surrogatepass"),
        places=given.places,
        cells=given.cells,
        left_out=given.left_out,
    )
