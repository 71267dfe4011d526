"""Everything together: find the layout, the people and the hand-ins."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from nngrader.errors import NoSubmission
from nngrader.intake import canvas, folders, gradescope, moodle, nbgrader, repositories
from nngrader.intake._bundles import Bundle, Picked, Sorted, may_be_handed_in, pick, wanted
from nngrader.intake._claims import Claim, Intake
from nngrader.intake._disk import tree_of_file, tree_of_folder
from nngrader.intake._people import people_of
from nngrader.intake._roster import read_roster
from nngrader.intake._tree import Tree
from nngrader.intake._words import counted, joined, name_of
from nngrader.intake._zip import is_zip, tree_of_zip
from nngrader.jobs import Refused, Submission
from nngrader.results import Student
from nngrader.rubric import Assignment
from nngrader.submission.reading import serves_as_hand_in
from nngrader.untrusted import clean

#: What tells itself by its names, the surest first; `folders` takes the rest.
TELLING = (gradescope, nbgrader, moodle, canvas)
DEEPEST = 3  #: folders that unpacking may have put around those of a platform
MOST_NOTES = 100
LAYOUTS = (
    "a folder or a zip with a folder or a file for each student, a download of Moodle, Canvas or "
    "Gradescope, a course of nbgrader, or a CSV of repositories"
)


def take_in(submissions: Path, assignment: Assignment, roster: Path | None = None) -> Intake:
    """Find the hand-ins of a class, whatever its platform calls them.

    Nothing is read yet but names, and repositories, which are fetched. Raises NoSubmission where
    there is nothing to grade, and BadTable for a roster that cannot be used.
    """
    known = read_roster(roster) if roster else ()
    found = _sorted(submissions, assignment)
    picked = [pick(bundle, assignment) for bundle in found.bundles]
    people = people_of(found.bundles, known)
    whole = zip(found.bundles, picked, people.students, strict=True)
    claims = [claim for bundle, own, who in whole for claim in _claims(bundle, own, who)]
    passed = _left_out(found.left_out, picked)
    notes = [*found.notes, *people.notes, *_several(claims), *passed]
    return Intake(
        claims=tuple(claims), roster=people.roster, notes=_capped(notes), layout=found.layout
    )


def _sorted(path: Path, assignment: Assignment) -> Sorted:
    if path.suffix.lower() in repositories.SUFFIXES and path.is_file():
        return repositories.sort(path, assignment)
    tree = _tree(path)
    for layout in TELLING:
        for inner in _wrapped(tree):
            found = layout.sort(inner, assignment)
            if found is not None:
                return _with_notes(found, tree)
    found = folders.sort(tree, assignment)
    if not any(pick(bundle, assignment).hand_ins or bundle.refused for bundle in found.bundles):
        _refuse_empty(path, tree, assignment)
    alone = path.is_file() and not tree.zipped
    return _with_notes(replace(found, layout="a single hand-in") if alone else found, tree)


def _tree(path: Path) -> Tree:
    if path.is_dir():
        return tree_of_folder(path)
    if path.is_file() and is_zip(path):
        return tree_of_zip(path)
    if path.is_file() and serves_as_hand_in(path.name):
        return tree_of_file(path)
    kind = "is neither a folder nor a zip" if path.exists() else "does not exist"
    problem = f"{name_of(str(path))} {kind}. Give {LAYOUTS}."
    raise NoSubmission(problem)


def _wrapped(tree: Tree) -> Iterator[Tree]:
    """Look at a tree, and into folders that are all there is."""
    yield tree
    for _ in range(DEEPEST):
        if len(tree.tops()) != 1 or tree.at_top():
            return
        tree = tree.inside(tree.tops()[0])
        yield tree


def _with_notes(found: Sorted, tree: Tree) -> Sorted:
    closed = (
        f"{name_of('/'.join(parts))} was not looked into: {why}."
        for parts, why in tree.closed.items()
    )
    return replace(found, notes=(*tree.notes, *closed, *found.notes))


def _refuse_empty(path: Path, tree: Tree, assignment: Assignment) -> None:
    names = [entry.shown.removeprefix(tree.prefix) for entry in tree.entries] or [*tree.tops()]
    inside = f"holds {joined(names)}" if names else "is empty"
    problem = (
        f"{name_of(str(path))} {inside}; nothing in it can be graded. Wanted is "
        f"{wanted(assignment)} in {LAYOUTS}."
    )
    raise NoSubmission(problem)


def _claims(bundle: Bundle, picked: Picked, student: Student) -> Iterator[Claim]:
    for file in picked.hand_ins:
        yield _claim(bundle, student, file.shown, partial(file.read, student.id))
    if picked.problem:
        place = name_of(bundle.place)
        refused = Refused(student.id, place, place, picked.problem)
        yield _claim(bundle, student, bundle.place, lambda: refused)


def _claim(
    bundle: Bundle, student: Student, source: str, read: Callable[[], Submission | Refused]
) -> Claim:
    return Claim(
        student=student,
        source=name_of(source),
        read=read,
        submitted_at=bundle.submitted_at,
        marked_late=bundle.marked_late,
    )


def _several(claims: Sequence[Claim]) -> Iterator[str]:
    sources: dict[str, list[str]] = defaultdict(list)
    shown = {claim.student.id: claim.student.shown for claim in claims}
    for claim in claims:
        sources[claim.student.id].append(claim.source)
    for id_, own in sources.items():
        if len(own) > 1:
            every = "both" if len(own) == 2 else "all"
            yield (
                f"{len(own)} hand-ins claim {name_of(shown[id_])}: {joined(own)}; {every} are "
                "graded."
            )


def _left_out(strays: Sequence[str], picked: Sequence[Picked]) -> Iterator[str]:
    """Tell what is passed by; a script among it may have been meant."""
    if strays:
        many = counted(len(strays), "file belongs", "files belong")
        yield f"{many} to nobody: {joined(strays)}."
    beside = [file for own in picked if own.hand_ins for file in own.others]
    work = [file.shown for file in beside if may_be_handed_in(file.name)]
    if work:
        yield f"Not graded, for a hand-in lies beside: {joined(work)}."
    other = [file.shown for file in beside if not may_be_handed_in(file.name)]
    if other:
        many = counted(len(other), "file beside hand-ins is", "files beside hand-ins are")
        yield f"{many} not graded: {joined(other)}."


def _capped(notes: Sequence[str]) -> tuple[str, ...]:
    more = len(notes) - MOST_NOTES
    if more <= 0:
        return tuple(map(clean, notes))
    many = counted(more, "more note is", "more notes are")
    return (*map(clean, notes[:MOST_NOTES]), f"{many} not shown.")
