"""Canvas's "Download Submissions": one flat folder, or submissions.zip.

    lovelaceada_12345_67890_xor.py           name, number of the user, number of the file
    lovelaceada_LATE_12345_67890_xor.py      after the due date; `late` in older ones
    lovelaceada_12345_67891_xor-2.py         another file that was called xor.py
    anon_JKl3m_67890_xor.py                  where names are hidden
    lovelaceada_12345_text.html              written into Canvas; `_link.html` for an address

The name is the one Canvas sorts by, "Lovelace, Ada", in small letters and without anything but
letters, digits and underscores. In an assignment of groups it is the group's, and the number that
of one of its members. Pattern after Canvas's own `lib/content_zipper.rb`.
"""

import re

from nngrader.intake._bundles import Bundle, Clue, File, Sorted, file_of
from nngrader.intake._tree import Entry, Tree
from nngrader.results import Student
from nngrader.rubric import Assignment

NAME = re.compile(
    r"(?:(?!(?:late_)?anon_|LATE_anon_)(?P<name>\w+?)_)?(?:(?P<late>LATE|late)_)?"
    r"(?P<user>[0-9]+|anon_[A-Za-z0-9]+)_"
    r"(?:[0-9]+_(?P<file>.+)|(?P<page>text|link)\.html)",
    re.DOTALL,
)
#: Share of the files at the top of which more must be named so: others use underscores too.
MOSTLY = 0.5


def sort(tree: Tree, assignment: Assignment) -> Sorted | None:
    """Put the files of each user together; None for what is no download of Canvas."""
    found = [(entry, NAME.fullmatch(entry.parts[0])) for entry in tree.at_top()]
    ours = [(entry, match) for entry, match in found if match]
    if len(ours) <= max(MOSTLY * len(found), len(tree.tops())):
        return None
    users: dict[str, list[tuple[Entry, re.Match[str]]]] = {}
    for entry, match in ours:
        users.setdefault(match["user"], []).append((entry, match))
    bundles = (_bundle(tree, user, files, assignment) for user, files in users.items())
    taken = {entry.parts for entry, _ in ours}
    others = tuple(entry.shown for entry in tree.entries if entry.parts not in taken)
    return Sorted(layout="a Canvas download", bundles=tuple(bundles), left_out=others)


def _bundle(
    tree: Tree, user: str, files: list[tuple[Entry, re.Match[str]]], assignment: Assignment
) -> Bundle:
    name = files[0][1]["name"] or ""
    known: list[Clue] = [("canvas", user)] if user.isdecimal() else []
    return Bundle(
        student=Student(id=name or user, other_ids={"canvas": user} if known else {}),
        apart=f"{name}_{user}" if name else user,
        clues=(*known, ("name", name)),
        place=f"{tree.prefix}{name or user}",
        files=tuple(_file(entry, match, assignment) for entry, match in files),
        holder="the hand-in",
        marked_late=any(match["late"] for _, match in files),
    )


def _file(entry: Entry, match: re.Match[str], assignment: Assignment) -> File:
    return file_of(entry, assignment, match["file"] or f"{match['page']}.html")
