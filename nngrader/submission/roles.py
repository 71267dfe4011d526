"""What the cells of a notebook are for, as nbgrader and Otter mark them.

nbgrader writes roles and names into the metadata of cells, the same way in its formats 1 to 3.
Otter tags the cells to be answered and puts a check below them; in its masters raw cells begin and
end questions, solutions and tests.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import msgspec

from nngrader.jobs import Role

ANSWERS = frozenset({"otter_answer_cell", "otter_assign_solution_cell"})
BLOCK = re.compile(r"\s*#\s*(BEGIN|END) (QUESTION|SOLUTION|PROMPT|TESTS)\b")
NAMED = re.compile(r"^name:[ \t]*[\"']?([\w.-]+)", re.MULTILINE)
CHECKED = re.compile(r"\s*\w+\.check\(\s*[\"']([^\"'\n]+)[\"']\s*\);?\s*")
END_OF_QUESTION = "END QUESTION"
TO_SOLVE = re.compile(
    r"^\s*#+\s*(?:BEGIN SOLUTION|YOUR CODE HERE)\b|#\s*SOLUTION(?: NO PROMPT)?\s*$", re.MULTILINE
)
HIDDEN = re.compile(r"BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS|\Z)", re.DOTALL)
LARGE = 1 << 20  #: bytes of a cell's metadata; larger ones are not looked at
T = TypeVar("T")
U = TypeVar("U")


class Marked(NamedTuple):
    """What a cell is for."""

    role: Role = "other"
    name: str = ""
    runs: bool = True  #: False for the teacher's tests, which are not the student's code


@dataclass(frozen=True)
class Written:
    """A cell as it lies in the file."""

    kind: str
    source: str
    metadata: bytes | msgspec.Raw = b"{}"


class _Metadata(msgspec.Struct):
    nbgrader: msgspec.Raw = msgspec.Raw(b"{}")
    otter: msgspec.Raw = msgspec.Raw(b"{}")
    tags: msgspec.Raw = msgspec.Raw(b"[]")


class _Nbgrader(msgspec.Struct):
    grade: bool = False
    solution: bool = False
    locked: bool = False
    task: bool = False
    grade_id: str | int = ""


class _Otter(msgspec.Struct):
    tests: list[str] = []


def leniently(raw: bytes | msgspec.Raw, kind: type[T], instead: U) -> T | U:
    """Read a piece of JSON that nothing depends on; `instead` where it is of another form."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return instead


def roles(cells: Sequence[Written]) -> list[Marked]:
    """Say what each cell is for, in the order of the notebook."""
    block, question = "", ""
    found: list[Marked] = []
    unnamed: list[int] = []  #: cells to be answered that the next check gives its name
    for number, cell in enumerate(cells):
        if border := BLOCK.match(cell.source) if cell.kind == "raw" else None:
            block = border[2] if border[1] == "BEGIN" else ""
            named = NAMED.search(cell.source)
            question = named[1] if named and block == "QUESTION" else question
            found.append(Marked())
            continue
        marked = _marked(cell, block, question)
        found.append(marked)
        if marked.role == "solution" and not marked.name:
            unnamed.append(number)
        elif marked.role == "tests" or END_OF_QUESTION in cell.source:
            for earlier in unnamed if _checks(cell) else ():
                found[earlier] = found[earlier]._replace(name=marked.name)
            unnamed = []
    return found


def without_hidden_tests(source: str) -> str:
    """Blank what stands between the marks of hidden tests; every line stays where it is."""
    return HIDDEN.sub(lambda found: "\n" * found[0].count("\n"), source)


def _marked(cell: Written, block: str, question: str) -> Marked:
    small = len(memoryview(cell.metadata)) <= LARGE
    metadata = leniently(cell.metadata if small else b"{}", _Metadata, _Metadata())
    ours = leniently(metadata.nbgrader, _Nbgrader, _Nbgrader())
    role = _by_nbgrader(ours)
    if role != "other" or ours.grade_id:
        return Marked(role, str(ours.grade_id), runs=role != "tests")
    if block == "PROMPT":
        return Marked(runs=False)
    if block in ("SOLUTION", "TESTS"):
        return Marked("tests" if block == "TESTS" else "solution", question, block != "TESTS")
    if ANSWERS & {*leniently(metadata.tags, list[str], [])}:
        tests = leniently(metadata.otter, _Otter, _Otter()).tests
        return Marked("solution", tests[0] if tests else question)
    return _by_text(cell)


def _by_nbgrader(ours: _Nbgrader) -> Role:
    if ours.task:
        return "task"
    if ours.solution:
        return "solution"
    if ours.grade:
        return "tests"
    return "read-only" if ours.locked else "other"


def _by_text(cell: Written) -> Marked:
    if cell.kind != "code":
        return Marked()
    if name := _checks(cell):
        return Marked("tests", name)
    if TO_SOLVE.search(cell.source):
        return Marked("solution")
    return Marked("tests") if HIDDEN.search(cell.source) else Marked()


def _checks(cell: Written) -> str:
    """Name the question that a cell checks and does nothing besides."""
    found = CHECKED.fullmatch(cell.source) if cell.kind == "code" else None
    return found[1] if found else ""
