"""Concepts: one Markdown file per idea, for the last stage of a hint. English; others as `name.es.md`.

A page is a title line, two to four short sentences, and it may end in a line such as
`Lesson: xor#what-to-do`, which names headings of the lessons where the idea is taught.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nngrader.errors import UnknownName
from nngrader.language import ENGLISH

ROOM = Path(__file__).parent
ENDING = ".md"
LESSON = "Lesson:"


@dataclass(frozen=True)
class Lesson:
    """A heading of the README.md of an assignment."""

    assignment: str
    anchor: str  #: as GitHub makes it of the heading

    @property
    def heading(self) -> str:
        """Say it as a heading; signs that an anchor cannot hold are gone."""
        return self.anchor.replace("-", " ").capitalize()


@dataclass(frozen=True)
class Concept:
    """One idea in a beginner's words."""

    title: str
    text: str  #: Markdown: paragraphs with code between backticks
    lessons: tuple[Lesson, ...] = ()


@cache
def names() -> tuple[str, ...]:
    """List the concepts, sorted."""
    stems = (path.name.removesuffix(ENDING) for path in ROOM.glob(f"*{ENDING}"))
    return tuple(sorted(stem for stem in stems if "." not in stem))


@cache
def concept(name: str, language: str = ENGLISH) -> Concept:
    """Open a page, in English where nobody translated it; raises UnknownName for a name alone."""
    if name not in names():
        room = "nngrader.concepts"
        raise UnknownName(room, name, names())
    spoken = ROOM / f"{name}.{language}{ENDING}"
    path = spoken if spoken.is_file() else ROOM / f"{name}{ENDING}"
    return _read(path.read_text(encoding="utf-8"))


def _read(page: str) -> Concept:
    title, _, rest = page.partition("\n")
    text, _, lessons = rest.partition(LESSON)
    return Concept(title.removeprefix("# "), text.strip(), _lessons(lessons))


def _lessons(told: str) -> tuple[Lesson, ...]:
    parts = (part.strip().partition("#") for part in told.split(",") if part.strip())
    return tuple(Lesson(assignment, anchor) for assignment, _, anchor in parts)
