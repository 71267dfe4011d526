"""Files that the grader hands out in place of ones that are not here."""

import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

LITERAL = re.compile(r"""['"]([^'"\n]{1,200})['"]""")


@dataclass(frozen=True)
class Kind:
    """Files of one kind, whatever they are called."""

    fits: Callable[[str], bool]  #: whether a path or an address leads to one
    content: Callable[[str], bytes]
    tell: Callable[[], None]  #: says whose rows these are, when the first one is handed out
    laid_out: bool = False  #: lies in the working folder from the start, for code that looks first


@dataclass
class Shelf:
    """What is handed out, written when it is first asked for."""

    kinds: tuple[Kind, ...]
    written: dict[str, Path] = field(default_factory=dict)  #: by path or address, as asked for
    told: set[Kind] = field(default_factory=set)  #: kinds that were spoken of

    def at(self, place: object) -> Path | None:
        """Find the file that a path or an address leads to; None where it is none of ours."""
        kind = self._kind(place)
        if kind is None or not isinstance(place, str):
            return None
        if place not in self.written:
            folder = Path(tempfile.mkdtemp(prefix=".handed-out-"))
            self._write(place, kind, folder / re.split(r"[\\/]", place.partition("?")[0])[-1])
        self._tell(kind)
        return self.written[place]

    def opened(self, place: object) -> None:
        """Say whose rows these are when a file is read that lay in the working folder."""
        if place in self.written and (kind := self._kind(place)) is not None:
            self._tell(kind)

    def is_ours(self, path: str) -> bool:
        """Whether a file was written here, or copied from one that was."""
        return self._kind(path) is not None

    def lay_out(self, source: str) -> None:
        """Write the files that a text names by a relative path into the working folder."""
        for place in dict.fromkeys(LITERAL.findall(source)):
            kind = self._kind(place)
            if kind is not None and kind.laid_out and _inside(place):
                with suppress(OSError):  # such as a name too long; then it is found when opened
                    Path(place).parent.mkdir(parents=True, exist_ok=True)
                    self._write(place, kind, Path(place))

    def _kind(self, place: object) -> Kind | None:
        if not isinstance(place, str):
            return None
        return next((kind for kind in self.kinds if kind.fits(place)), None)

    def _write(self, place: str, kind: Kind, path: Path) -> None:
        path.write_bytes(kind.content(place))
        self.written[place] = path

    def _tell(self, kind: Kind) -> None:
        if kind not in self.told:
            self.told.add(kind)
            kind.tell()


def _inside(place: str) -> bool:
    """Whether a path stays in the working folder on every system."""
    path = PureWindowsPath(place)
    outside = "://" in place or "\\" in place or place.startswith(("/", "~"))
    return not (outside or path.drive or ".." in path.parts)
