"""A folder on disk as a tree. Links are seen and never followed; nothing is opened yet."""

import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NoReturn

from nngrader.errors import NoSubmission
from nngrader.intake._tree import MOST_FILES, Entry, Parts, Tree, is_passed_over
from nngrader.intake._words import name_of
from nngrader.submission.reading import content_of

LINK = "it is a link. Hand in the folder itself"


def tree_of_folder(top: Path) -> Tree:
    """List all files below a folder; raises NoSubmission where they are too many."""
    found = _Found(top)
    waiting: list[Parts] = [()]
    while waiting:
        waiting += found.look_into(waiting.pop())
        if len(found.entries) + len(found.folders) > MOST_FILES:
            _refuse_so_many(top)
    if () in found.closed:
        problem = f"{name_of(str(top))}: {found.closed[()]}."
        raise NoSubmission(problem)
    ordered = tuple(sorted(found.entries, key=lambda entry: entry.parts))
    closed = dict(sorted(found.closed.items()))
    return Tree(top.absolute().name, ordered, frozenset(found.folders), closed)


@dataclass
class _Found:
    """What is found on the way."""

    top: Path
    entries: list[Entry] = field(default_factory=list)
    folders: set[Parts] = field(default_factory=set)
    closed: dict[Parts, str] = field(default_factory=dict)

    def look_into(self, parts: Parts) -> list[Parts]:
        """Take up what a folder holds; gives the folders in it."""
        inner: list[Parts] = []
        links: list[Parts] = []
        try:
            listed = _listed(self.top, parts)
        except OSError as error:
            self.closed[parts] = f"it cannot be opened ({error.strerror})"
            return []
        for item in listed:
            below = (*parts, item.name)
            if item.is_dir(follow_symlinks=False):
                inner.append(below)
            elif item.is_symlink() and item.is_dir():
                links.append(below)
            else:
                self.entries.append(_entry(self.top, below))
        self.folders.update(inner, links)
        self.closed |= dict.fromkeys(links, LINK)
        return inner


def tree_of_file(path: Path) -> Tree:
    """See one hand-in as a folder that holds nothing else."""
    return Tree(path.absolute().parent.name, (_entry(path.parent, (path.name,)),))


def _listed(top: Path, parts: Parts) -> list[os.DirEntry[str]]:
    with os.scandir(top.joinpath(*parts)) as found:
        listed = []
        for item in found:
            if not is_passed_over(item.name):
                listed.append(item)
            if len(listed) > MOST_FILES:
                _refuse_so_many(top)
        return listed


def _refuse_so_many(top: Path) -> NoReturn:
    problem = (
        f"{name_of(str(top))} holds more than {MOST_FILES:,} files. Give the folder of one "
        "assignment."
    )
    raise NoSubmission(problem)


def _entry(top: Path, parts: Parts) -> Entry:
    path = top.joinpath(*parts)
    return Entry(parts, "/".join(parts), str(path), partial(content_of, path, top))
