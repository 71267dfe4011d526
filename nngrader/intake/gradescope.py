"""Gradescope's "Export Submissions": a folder each, and submission_metadata.yml.

    assignment_1234567_export/submission_metadata.yml
    assignment_1234567_export/submission_98765/xor.py

    submission_98765:
      :submitters:
      - :name: Ada Lovelace
        :sid: '3030'
        :email: ada@example.edu
      :created_at: 2027-01-31 23:59:59.123456000 Z

The keys are Ruby's. Every submitter of a group's submission has a claim to it.
"""

from nngrader.errors import NoSubmission
from nngrader.intake._bundles import Bundle, Clue, Sorted, file_of
from nngrader.intake._gradescope_metadata import About, BadMetadata, Submitter, metadata
from nngrader.intake._tree import Entry, Tree
from nngrader.intake._words import joined, name_of
from nngrader.results import Student, System
from nngrader.rubric import Assignment
from nngrader.submission.archive import NotAccepted
from nngrader.submission.reading import Unreadable

METADATA = "submission_metadata.yml"


def sort(tree: Tree, assignment: Assignment) -> Sorted | None:
    """Give every submitter what they handed in; None for no export of Gradescope.

    Raises NoSubmission for one whose metadata cannot be read.
    """
    listed = next((entry for entry in tree.at_top() if entry.parts == (METADATA,)), None)
    if listed is None:
        return None
    told = _told(listed)
    loose = {entry.parts[0]: (entry,) for entry in tree.at_top() if entry is not listed}
    files = {**loose, **tree.by_top()}
    unknown = [folder for folder in tree.tops() if folder not in told]
    bundles = [
        _bundle(tree, key, submitter, about, files.get(key), assignment)
        for key, about in (told | dict.fromkeys(unknown, About())).items()
        for submitter in about.submitters or (Submitter(),)
    ]
    notes = [f"{METADATA} does not say whose these are: {joined(unknown)}."] if unknown else []
    others = (entry.shown for name, (entry, *_) in loose.items() if name not in told)
    return Sorted(
        layout="a Gradescope export",
        bundles=tuple(bundles),
        left_out=tuple(others),
        notes=tuple(notes),
    )


def _told(entry: Entry) -> dict[str, About]:
    try:
        return metadata(entry.take())
    except (Unreadable, NotAccepted, BadMetadata) as error:
        problem = f"{name_of(entry.shown)} cannot be read: {error}. Export the submissions again."
        raise NoSubmission(problem) from error


def _bundle(
    tree: Tree,
    key: str,
    who: Submitter,
    about: About,
    files: tuple[Entry, ...] | None,
    assignment: Assignment,
) -> Bundle:
    own = next((text for text in (who.sid, who.email, who.name) if text), key)
    clues: tuple[Clue, ...] = (
        *(("id", who.sid), ("sis", who.sid), ("email", who.email), ("name", who.name)),
    )
    others: dict[System, str] = {"sis": who.sid} if who.sid else {}
    return Bundle(
        student=Student(id=own, name=who.name, email=who.email, other_ids=others),
        apart=own,
        clues=tuple(clue for clue in clues if clue[1]),
        place=f"{tree.prefix}{key}",
        files=tuple(file_of(entry, assignment) for entry in files or ()),
        refused="" if files is not None else f"the export holds no folder {name_of(key)}",
        submitted_at=about.created_at,
    )
