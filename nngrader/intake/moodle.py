"""Moodle's "Download all submissions": folders, or one flat folder, as a zip or unpacked.

    Ada Lovelace_123456_assignsubmission_file/xor.py      since Moodle 4; `_file_/` before
    Ada Lovelace_123456_assignsubmission_file_xor.py      without "download in folders"
    Ada Lovelace_123456_assignsubmission_onlinetext/onlinetext.html
    Participant_123456_assignsubmission_file/xor.py       blind marking; in the site's language
    Team Rocket_78_assignsubmission_file/xor.py           a group, and the group's number

The number is the participant's, which the grading worksheet calls Identifier: Moodle gives a
student another one in every assignment. Pattern after Moodle's own `mod/assign/classes/downloader.php`.
"""

import re

from nngrader.intake._bundles import Bundle, Clue, File, Sorted, file_of
from nngrader.intake._tree import Entry, Tree
from nngrader.intake._words import name_of
from nngrader.results import Student
from nngrader.rubric import Assignment

NAME = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>[0-9]+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
BLIND = "Participant"


def sort(tree: Tree, assignment: Assignment) -> Sorted | None:
    """Put the folders and files of each participant together; None for no download of Moodle."""
    found = [(entry, NAME.fullmatch(entry.parts[0])) for entry in tree.entries]
    people: dict[tuple[str, str], list[File]] = {}
    for folder in tree.tops():
        if match := NAME.fullmatch(folder):
            people.setdefault(_person(match), [])
    for entry, match in found:
        if match:
            people.setdefault(_person(match), []).append(_file(entry, match, assignment))
    if not people:
        return None
    hidden = _hidden(people)
    bundles = (
        _bundle(tree, *person, tuple(files), hidden=person[0] in hidden)
        for person, files in people.items()
    )
    others = tuple(entry.shown for entry, match in found if not match)
    return Sorted(layout="a Moodle download", bundles=tuple(bundles), left_out=others)


def _person(match: re.Match[str]) -> tuple[str, str]:
    return match["name"], match["number"] or ""


def _hidden(people: dict[tuple[str, str], list[File]]) -> set[str]:
    """Find the word for a participant: one name for all of several is the name of nobody."""
    names = {name for name, _ in people}
    return {BLIND, *(names if len(names) == 1 < len(people) else ())}


def _bundle(tree: Tree, name: str, number: str, files: tuple[File, ...], *, hidden: bool) -> Bundle:
    both = f"{name} {number}".strip()
    clues: tuple[Clue, ...] = (("moodle", number), ("name", "" if hidden else name))
    return Bundle(
        student=Student(
            id=both if hidden else name,
            name="" if hidden else name_of(name),
            other_ids={"moodle": number} if number else {},
        ),
        apart=both,
        clues=tuple(clue for clue in clues if clue[1]),
        place=f"{tree.prefix}{both}",
        files=files,
        holder="the hand-in",
    )


def _file(entry: Entry, match: re.Match[str], assignment: Assignment) -> File:
    inside = entry.parts[-1] if len(entry.parts) > 1 else match["file"] or entry.parts[-1]
    return file_of(entry, assignment, inside)
