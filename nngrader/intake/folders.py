"""A folder or a zip with a folder, a file or an archive for each student, named after them.

    class/ada/xor.py                 deeper is fine, and so is another name than the assignment's
    class/ada.py, class/bob.zip      a file each
    class/ada_xor.py                 matched with ada on the roster

What is neither a folder nor could be handed in is left out. This is what everything is that no
other layout knows.
"""

import re
from pathlib import PurePosixPath

from nngrader.intake._bundles import (
    ANY_NAME,
    Bundle,
    Clue,
    Sorted,
    file_of,
    is_named,
    may_be_handed_in,
)
from nngrader.intake._tree import Entry, Tree
from nngrader.results import Student
from nngrader.rubric import Assignment
from nngrader.submission.archive import without_ending


def sort(tree: Tree, assignment: Assignment) -> Sorted:
    """Take every folder at the top, and every file there that may be handed in."""
    tree = _unwrapped(tree, assignment)
    people: dict[str, list[Entry]] = {name: list(found) for name, found in tree.by_top().items()}
    folders = len(people)
    left_out = []
    for entry in tree.at_top():
        if may_be_handed_in(entry.parts[0]):
            people.setdefault(without_ending(entry.parts[0]), []).append(entry)
        else:
            left_out.append(entry.shown)
    bundles = tuple(_bundle(tree, name, found, assignment) for name, found in people.items())
    return Sorted(
        layout=_layout(tree, folders, len(people) - folders),
        bundles=bundles,
        left_out=tuple(left_out),
    )


def _unwrapped(tree: Tree, assignment: Assignment) -> Tree:
    """Step into a folder around everything, as a zip of a folder has one."""
    tops = tree.tops()
    if len(tops) != 1 or tree.at_top() or (tops[0],) in tree.closed:
        return tree
    inner = tree.inside(tops[0])
    if any(is_named(entry.parts[0], assignment.hand_in) for entry in inner.at_top()):
        return tree  # it is a student's
    filled = [name for name, found in inner.by_top().items() if _holds_work(found)]
    around = tree.zipped and tops[0] == PurePosixPath(tree.label).stem
    innermost = _unwrapped(inner, assignment)
    return innermost if around or len(filled) > 1 or innermost is not inner else tree


def _holds_work(entries: tuple[Entry, ...]) -> bool:
    return any(may_be_handed_in(entry.parts[-1]) for entry in entries)


def _layout(tree: Tree, folders: int, files: int) -> str:
    whole = "a zip" if tree.zipped else "a folder"
    parts = [part for part, count in (("a folder", folders), ("a file", files)) if count]
    return f"{whole} with {' or '.join(parts) or 'nothing'} for each student"


def _bundle(tree: Tree, name: str, entries: list[Entry], assignment: Assignment) -> Bundle:
    return Bundle(
        student=Student(id=name),
        apart=name,
        clues=_clues(name, assignment),
        place=f"{tree.prefix}{name}",
        files=tuple(file_of(entry, assignment) for entry in entries),
        refused=tree.closed.get((name,), ""),
    )


def _clues(name: str, assignment: Assignment) -> tuple[Clue, ...]:
    """Take a name as it is, then without the assignment's, which some put beside their own."""
    hand_in = re.escape(assignment.hand_in)
    bare = re.sub(rf"^{hand_in}[-_ ]+|[-_ ]+{hand_in}$", "", name, flags=re.IGNORECASE)
    return tuple((kind, text) for text in dict.fromkeys((name, bare)) for kind in ANY_NAME)
