"""An assignment as data: by its name where nngrader ships it, else the files that make it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from nngrader.assignments import FILE, built_in_folder, built_in_names, open_assignment
from nngrader.errors import BadAssignment, WorkerFault
from nngrader.provenance import TESTS, digest_of_assignment
from nngrader.rubric import Assignment, Training

LARGEST = 1 << 20  #: bytes of a file that an assignment may import
#: Files that it may import. Where more lie beside it these are hand-ins, and none is sent.
MOST_BESIDE = 50


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What a worker needs to open the same assignment."""

    name: str
    digest: str  #: of the files that decide about points
    rows: str  #: digest of the data set
    training: Training  #: with the limits that were given beside the assignment
    files: dict[str, bytes] = field(default_factory=dict)  #: empty for one that nngrader ships


def parcel(assignment: Assignment) -> Parcel:
    """Pack an assignment; raises BadAssignment for one that did not come from a folder."""
    folder = assignment.folder
    if not (assignment.name and (folder / FILE).is_file()):
        problem = f"{assignment.title!r} was not opened from a folder, so no worker can open it."
        raise BadAssignment(problem)
    return Parcel(
        name=assignment.name,
        digest=digest_of_assignment(folder),
        rows=assignment.dataset.load().digest,
        training=assignment.training,
        files={} if _is_shipped(assignment) else {p.name: p.read_bytes() for p in _parts(folder)},
    )


def _is_shipped(assignment: Assignment) -> bool:
    shipped = built_in_folder() / assignment.name
    return assignment.name in built_in_names() and shipped.resolve() == assignment.folder.resolve()


def _parts(folder: Path) -> Iterator[Path]:
    deciding = {folder / FILE, *folder.glob(TESTS)}
    others = {path for path in folder.glob("*.py") if path.is_file()} - deciding
    yield from sorted(deciding)
    if len(others) <= MOST_BESIDE:
        yield from sorted(path for path in others if path.stat().st_size <= LARGEST)


def unpacked(given: Parcel, folder: Path, here: str) -> Assignment:
    """Open it as the sender did, with `folder` for its files; raises WorkerFault where it differs.

    `here` names this machine in the sentence.
    """
    found = _opened(given, folder)
    for what, ours, wanted in (
        (f"another assignment {given.name!r}", digest_of_assignment(found.folder), given.digest),
        (f"other rows for {given.name!r}", found.dataset.load().digest, given.rows),
    ):
        if ours != wanted:
            problem = (
                f"{here} has {what}: {ours} there, and {wanted} here. Give it the same data "
                "(NNGRADER_DATA) and the same nngrader, or leave it out."
            )
            raise WorkerFault(problem)
    return replace(found, training=given.training)


def _opened(given: Parcel, folder: Path) -> Assignment:
    if not given.files:
        return open_assignment(given.name)
    home = folder / given.name
    home.mkdir(parents=True)
    for name, content in given.files.items():
        (home / Path(name).name).write_bytes(content)
    return open_assignment(str(home))
