"""What was handed over, seen the same whether it is a folder, a zip or a repository."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from nngrader.submission.archive import LITTER

Parts = tuple[str, ...]  #: of a path, from the top down

#: Files at most, folders included: a class of a thousand with fifty files each.
MOST_FILES = 50_000
#: Folders of installed packages, which some hand in with their work.
INSTALLED = frozenset({"venv", "site-packages", "node_modules"})


@dataclass(frozen=True)
class Entry:
    """A file that was handed over."""

    parts: Parts  #: below the top of its tree
    shown: str  #: for people, such as "downloads.zip: ada/xor.py"
    where: str  #: for people who look for it on their disk
    take: Callable[[], bytes]  #: raises Unreadable or NotAccepted


@dataclass(frozen=True)
class Tree:
    """Files in folders."""

    label: str  #: name of the folder or the zip
    entries: tuple[Entry, ...]  #: sorted
    folders: frozenset[Parts] = frozenset()
    closed: Mapping[Parts, str] = field(default_factory=lambda: MappingProxyType({}))
    #: folders that were not looked into, and why
    prefix: str = ""  #: how `shown` begins, such as "downloads.zip: "
    zipped: bool = False
    notes: tuple[str, ...] = ()

    def tops(self) -> tuple[str, ...]:
        """List the folders at the top."""
        return tuple(sorted(parts[0] for parts in self.folders if len(parts) == 1))

    def at_top(self) -> tuple[Entry, ...]:
        """List the files at the top."""
        return tuple(entry for entry in self.entries if len(entry.parts) == 1)

    def inside(self, folder: str) -> "Tree":
        """Look into a folder at the top as if it were all there is."""
        return replace(
            self,
            label=folder,
            entries=tuple(
                replace(entry, parts=entry.parts[1:])
                for entry in self.entries
                if entry.parts[0] == folder and len(entry.parts) > 1
            ),
            folders=frozenset(p[1:] for p in self.folders if p[0] == folder and len(p) > 1),
            closed={p[1:]: why for p, why in self.closed.items() if p[0] == folder and len(p) > 1},
            prefix=f"{self.prefix}{folder}/",
        )

    def by_top(self) -> dict[str, tuple[Entry, ...]]:
        """Give the files below each folder at the top, of empty ones none."""
        found: dict[str, list[Entry]] = {name: [] for name in self.tops()}
        for entry in self.entries:
            if len(entry.parts) > 1:
                found.setdefault(entry.parts[0], []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is never a hand-in: litter, hidden, or installed."""
    return name in LITTER or name.startswith(".") or name in INSTALLED
