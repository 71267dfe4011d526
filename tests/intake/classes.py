"""What a class handed in, as a folder or as a zip, and what became of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from nngrader.intake import Claim, Intake, take_in
from nngrader.jobs import Submission
from nngrader.rubric import Assignment
from tests import builders
from tests.submission.boxes import zipped

XOR = builders.assignment(title="Teach a network XOR", hand_in="xor", name="xor")
CODE = b"x = 1\n"

#: Puts files somewhere and gives their place.
Lay = Callable[[Path, Mapping[str, bytes]], Path]


def as_folder(place: Path, files: Mapping[str, bytes]) -> Path:
    top = place / "class"
    top.mkdir(exist_ok=True)
    for name, data in files.items():
        path = top / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return top


def as_zip(place: Path, files: Mapping[str, bytes]) -> Path:
    path = place / "class.zip"
    path.write_bytes(zipped(files))
    return path


laid = pytest.mark.parametrize("lay", [as_folder, as_zip], ids=["folder", "zip"])


def files(*names: str, data: bytes = CODE) -> dict[str, bytes]:
    return dict.fromkeys(names, data)


def taken(
    lay: Lay,
    place: Path,
    handed_in: Mapping[str, bytes],
    roster: str = "",
    assignment: Assignment = XOR,
) -> Intake:
    """Take in what is laid out, with a roster if there is text for one."""
    if not roster:
        return take_in(lay(place, handed_in), assignment)
    listed = place / "roster.csv"
    listed.write_text(roster, encoding="utf-8")
    return take_in(lay(place, handed_in), assignment, listed)


def told(intake: Intake) -> list[str]:
    """Tell every claim in a line: id, source, and the code or why there is none."""
    return [
        f"{c.student.id} | {c.source.removeprefix('class.zip: ')} | {outcome(c)}"
        for c in intake.claims
    ]


def outcome(claim: Claim) -> str:
    found = claim.read()
    assert found.student == claim.student.id
    return found.code.strip() if isinstance(found, Submission) else found.reason


def notes(intake: Intake) -> list[str]:
    return [note.replace("class.zip: ", "") for note in intake.notes]
