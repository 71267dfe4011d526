"""The folder that a batch writes: what lies where, and what a later command must know of it."""

from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from nngrader.errors import NngraderError
from nngrader.files import make_folder, write_whole
from nngrader.untrusted import spelled_out

FORMAT = 1
LARGEST = 1 << 20  #: bytes of batch.json; ours have a few hundred


class NoBatch(NngraderError):
    """A folder that no batch wrote, or that a newer nngrader wrote."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a batch was told, so that rescoring and exports need not be told again."""

    assignment: str  #: name in the gradebook
    opened: str  #: what `--assignment` was given
    gradebook: str = ""  #: URL without its password; empty for the one in the folder
    limits: tuple[str, ...] = ()  #: as they were given
    language: str = ""  #: as it was given; empty for the assignment's
    level: int = 1  #: of isolation that was required
    course: str = ""  #: tells the gradebook this folder from others with an assignment of that name
    submissions: str = ""
    took_s: float = 0.0  #: that the last batch needed
    alike: bool = False  #: whether the page of similar hand-ins lists any
    format: int = FORMAT


@dataclass(frozen=True)
class OutFolder:
    """The places in it."""

    path: Path

    @property
    def gradebook(self) -> Path:
        """The gradebook, unless it is a server's."""
        return self.path / "gradebook.db"

    @property
    def table(self) -> Path:
        """The gradebook as one table."""
        return self.path / "gradebook.csv"

    @property
    def class_page(self) -> Path:
        """The page of the class."""
        return self.path / "index.html"

    @property
    def anonymous_page(self) -> Path:
        """The same without names, to be shown in class."""
        return self.path / "anonymous.html"

    @property
    def similar_page(self) -> Path:
        """Hand-ins that are alike."""
        return self.path / "similar.html"

    @property
    def reports(self) -> Path:
        """A page and a JSON file for each attempt."""
        return self.path / "reports"

    @property
    def evidence(self) -> Path:
        """The records."""
        return self.path / "evidence"

    @property
    def _settings(self) -> Path:
        return self.path / "batch.json"

    def is_begun(self) -> bool:
        """Whether a batch wrote here before."""
        return self._settings.is_file()

    def begin(self, settings: Settings) -> None:
        """Make the folder, and note what the batch was told; raises NotWritten."""
        make_folder(self.path)
        data = msgspec.json.format(msgspec.json.encode(asdict(settings)), indent=2)
        write_whole(self._settings, data + b"\n")

    def settings(self) -> Settings:
        """Read what the batch was told; raises NoBatch."""
        where = spelled_out(str(self.path))
        try:
            with self._settings.open("rb") as file:
                found = msgspec.json.decode(file.read(LARGEST), type=Settings)
        except FileNotFoundError as error:
            problem = f"{where} holds no batch.json: give the folder that `nngrader batch` wrote."
            raise NoBatch(problem) from error
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            problem = f"{where}: batch.json cannot be read: {error}"
            raise NoBatch(problem) from error
        if found.format != FORMAT:
            problem = (
                f"{where} was written by another nngrader: format {found.format}, not {FORMAT}."
            )
            raise NoBatch(problem)
        return found


def address(named: str, settings: Settings, out: OutFolder) -> str:
    """Return where the gradebook is: as named now, else as the batch was told, else in the folder."""
    return named or settings.gradebook or str(out.gradebook)
