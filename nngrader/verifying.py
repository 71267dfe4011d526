"""The grader's own exam: every solution and every mutant must get exactly its expected score."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec

from nngrader.assignments import built_in_folder, open_assignment
from nngrader.errors import NngraderError
from nngrader.executors import Options, open_executor
from nngrader.grades import GradeReport
from nngrader.grading import grade
from nngrader.rubric import Assignment
from nngrader.submission import read

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EXPECTED = "expected.toml"


class BadExpectations(NngraderError):
    """The expectations and the files do not match."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What one file must get."""

    score: float
    status: str = "graded"
    loses: frozenset[str] = frozenset()
    finds: frozenset[str] | None = None  #: None where findings are not checked


KEYS = ", ".join(field.name for field in fields(Expected))


@dataclass(frozen=True)
class Verified:
    """What one file got, beside what it must get."""

    file: str
    score: str
    problems: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        """Whether nothing differs."""
        return not self.problems

    def __str__(self) -> str:
        """Write it as a line, with a line for each difference."""
        head = f"{'ok' if self.as_expected else 'NO':3} {self.score:>9}  {self.file}"
        return "\n".join([head, *(f"              {problem}" for problem in self.problems)])


def verify(
    wanted: str,
    solutions: Path | None,
    limits: dict[str, Any] | None = None,
    *,
    level: int = 1,
) -> Iterator[Verified]:
    """Grade every solution and mutant of an assignment; raises BadExpectations before the first.

    `limits` are fields of `Training` that come before those of the assignment. Raises
    IsolationMissing where the machine does not reach this level.
    """
    assignment = open_assignment(wanted).limited(limits or {})
    folder = solutions or built_in_folder().parent / "solutions" / assignment.name
    expected = expectations(folder)
    files = hand_ins_of(folder, assignment, expected)
    executor = open_executor("local", Options())
    with ThreadPoolExecutor(executor.slots) as pool, executor:
        executor.isolation.require(level)
        outcomes = pool.map(lambda file: executor.examine(read(file[0]), assignment), files)
        for (path, name), outcome in zip(files, outcomes, strict=True):
            report = grade(assignment, outcome, "")
            yield compare(str(path.relative_to(folder)), report, expected[name])


def expectations(folder: Path) -> dict[str, Expected]:
    """Read expected.toml; raises BadExpectations with what is wrong in it."""
    path = folder / EXPECTED
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _expected(path, name, table) for name, table in tables.items()}
    except FileNotFoundError as error:
        problem = f"{path} does not exist. Name the folder that holds it with --solutions."
        raise BadExpectations(problem) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = f"{path}: {error}"
        raise BadExpectations(problem) from error


def _expected(path: Path, name: str, table: Any) -> Expected:
    """Read one table; a key that nobody reads would be an expectation that nobody checks."""
    try:
        unknown = sorted({*table} - {field.name for field in fields(Expected)})
        expected = msgspec.convert(table, Expected)
    except (TypeError, msgspec.ValidationError) as error:
        problem = f"{path}: [{name}] cannot be used: {error}"
        raise BadExpectations(problem) from error
    if unknown:
        problem = f"{path}: [{name}] has no {unknown[0]!r}. It has: {KEYS}."
        raise BadExpectations(problem)
    return expected


def hand_ins_of(
    folder: Path, assignment: Assignment, expected: dict[str, Expected]
) -> list[tuple[Path, str]]:
    """List the solutions and mutants with their names; raises BadExpectations for strays."""
    masters = [folder / f"{assignment.hand_in}{suffix}" for suffix in (".py", ".ipynb")]
    mutants = sorted((folder / "mutants").glob("*.py"))
    files = [(path, path.stem) for path in (*masters, *mutants) if path.is_file()]
    if not files:
        problem = f"{folder} holds no solution: {masters[0].name} or {masters[1].name} was wanted."
        raise BadExpectations(problem)
    names = {name for _, name in files}
    if names != set(expected):
        lone = sorted(names ^ set(expected))
        stand = "stands" if len(lone) == 1 else "stand"
        problem = f"{folder}: {', '.join(lone)} {stand} in only one of the files and {EXPECTED}."
        raise BadExpectations(problem)
    return files


def compare(file: str, report: GradeReport, expected: Expected) -> Verified:
    """Set a report beside what was expected of it."""
    lost = frozenset(criterion.title for criterion in report.criteria if not criterion.full)
    found = frozenset(f.rule for f in report.findings if f.severity in ("fatal", "major"))
    problems = [
        *_differs("score", report.score, expected.score),
        *_differs("status", report.status, expected.status),
        *(f"loses unexpectedly: {title}" for title in sorted(lost - expected.loses)),
        *(f"does not lose: {title}" for title in sorted(expected.loses - lost)),
    ]
    if expected.finds is not None:
        problems += [f"finds unexpectedly: {rule}" for rule in sorted(found - expected.finds)]
        problems += [f"does not find: {rule}" for rule in sorted(expected.finds - found)]
    return Verified(file, f"{report.score:g}/{report.max_score:g}", tuple(problems))


def _differs(what: str, got: object, wanted: object) -> list[str]:
    return [] if got == wanted else [f"{what} is {got}, expected {wanted}"]
