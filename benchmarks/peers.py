"""The same hand-ins as a teacher would grade them without us: nbgrader, or every script once.

What nbgrader runs is what its users would write: the rows, the student's three functions, their
calls, and three tests, worth 2, 3 and 5 points.
"""

import csv
import json
import os
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from textwrap import dedent

from benchmarks.class_mix import COUNTS, HandIn
from benchmarks.tasks import Data
from benchmarks.timed import Timed, run

NBGRADER = "0.9.6"
HANGING_S = 30  #: for a script that never ends; nbgrader's own limit of a cell is as long
FULL = 10.0  #: points of the three tests
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3"}


@dataclass(frozen=True)
class Taken:
    """What all hand-ins of a sample took together."""

    name: str
    wall_s: float
    cpu_s: float
    each_s: dict[Data, float]  #: wall, per hand-in of an assignment
    remark: str


def told(rows: Path | None) -> dict[str, str]:
    """The environment that says where MNIST is."""
    return {} if rows is None else {"NNGRADER_DATA": str(rows.absolute())}


# -- Rows, calls and tests -------------------------------------------------------------------------

ROWS: dict[Data, str] = {
    "xor": """
        import numpy as np
        segments = np.array([["old", "middle"], ["old", "high"], ["young", "middle"], ["young", "high"]])
        loyalty = np.array(["not loyal", "loyal", "loyal", "not loyal"])
        rows = segments, loyalty, segments
        truth = np.array([0, 1, 1, 0])
    """,
    "iris": """
        import numpy as np
        from sklearn.datasets import load_iris
        from sklearn.model_selection import train_test_split
        flowers = load_iris()
        known, exam, labels, truth = train_test_split(
            flowers.data, flowers.target, test_size=30, stratify=flowers.target, random_state=0
        )
        by_species = np.argsort(labels, kind="stable")
        rows = known[by_species], flowers.target_names[labels[by_species]], exam
    """,
    "mnist": """
        import os
        import numpy as np
        with np.load(os.path.join(os.environ["NNGRADER_DATA"], "mnist.npz")) as file:
            rows = file["x_train"], file["y_train"], file["x_test"]
            truth = file["y_test"]
    """,
}
CALLS = """
    x_train, y_train, x_test = preprocess(*rows)
    model = build_model()
    train(model, x_train, y_train)
"""
RIGHT: dict[Data, str] = {
    "xor": "((model.predict(x_test, verbose=0).ravel() > 0.5) == truth).all()",
    "iris": "np.mean(model.predict(x_test, verbose=0).argmax(axis=1) == truth) >= 0.9",
    "mnist": "np.mean(model.predict(x_test, verbose=0).argmax(axis=1) == truth) >= 0.96",
}
TESTS: tuple[tuple[str, int, str], ...] = (
    ("network", 2, "assert sum(hasattr(layer, 'units') for layer in model.layers) >= 2"),
    ("learned", 3, "assert model.evaluate(x_train, y_train, verbose=0)[1] >= 0.9"),
    ("exam", 5, "### BEGIN HIDDEN TESTS\nassert {right}\n### END HIDDEN TESTS"),
)


# -- Every script once -----------------------------------------------------------------------------


def scripts(hand_ins: list[HandIn], root: Path, rows: Path | None) -> Iterator[Taken]:
    """Run every program in a fresh Python, with the calls at its end, one after another."""
    folder = root / "scripts"
    folder.mkdir()
    if not hand_ins:
        return
    timed = {
        data: [_script(one, folder, rows) for one in group]
        for data, group in _grouped(hand_ins).items()
    }
    ended = [one for group in timed.values() for one in group]
    stopped = sum(one.stopped for one in ended)
    failed = sum(one.code != 0 and not one.stopped for one in ended)
    remark = f"{failed} ended with an error, {stopped} ended by us after {HANGING_S} s"
    each_s = {data: fmean(one.wall_s for one in group) for data, group in timed.items()}
    yield Taken("python, each script once", *_together(ended), each_s, remark)


def _script(one: HandIn, folder: Path, rows: Path | None) -> Timed:
    path = folder / f"{one.student}.py"
    lines = (one.code, dedent(ROWS[one.data]), dedent(CALLS), f"print({RIGHT[one.data]})")
    path.write_text("\n".join(lines), encoding="utf-8")
    print(f"{one.student} ({one.what}) as a script", file=sys.stderr)
    stuck = one.kind in ("hangs", "eats memory")
    limit = HANGING_S if stuck else None
    return run(
        [sys.executable, str(path)], folder, {**QUIET, **told(rows)}, timeout_s=limit, limited=True
    )


def _grouped(hand_ins: list[HandIn]) -> dict[Data, list[HandIn]]:
    """Sort by assignment; one that nobody worked on is left out."""
    groups = {data: [one for one in hand_ins if one.data == data] for data in COUNTS}
    return {data: group for data, group in groups.items() if group}


def _together(timed: list[Timed]) -> tuple[float, float]:
    return sum(one.wall_s for one in timed), sum(one.cpu_s for one in timed)


# -- nbgrader --------------------------------------------------------------------------------------


def nbgrader(hand_ins: list[HandIn], root: Path, rows: Path | None) -> Iterator[Taken]:
    """Grade a sample with nbgrader, a course for each assignment."""
    if not hand_ins:
        return
    home = _Home.made(root / "nbgrader")
    timed, each_s, scores = [], dict[Data, float](), dict[str, float]()
    for data, group in _grouped(hand_ins).items():
        course = _Course(home, data, rows)
        timed.append(course.graded(group))
        each_s[data] = timed[-1].wall_s / len(group)
        scores |= course.scores()
    right = [one for one in hand_ins if one.kind == "right"]
    full = sum(scores.get(one.student) == FULL for one in right)
    lost = sum(one.student not in scores for one in hand_ins)
    remark = f"{full} of {len(right)} right ones got full points; {lost} got no score"
    yield Taken(f"nbgrader {NBGRADER} autograde", *_together(timed), each_s, remark)


@dataclass(frozen=True)
class _Home:
    """nbgrader in an environment of its own, on our TensorFlow, and a home for its files."""

    python: Path
    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "_Home":
        """Install nbgrader unless it is there from another time."""
        kept = Path(tempfile.gettempdir()) / f"nngrader-peers-{os.getuid()}-nbgrader-{NBGRADER}"
        home = cls(kept / "bin" / "python", folder)
        folder.mkdir()
        if not (kept / "installed").is_file():
            venv.create(kept, with_pip=True, clear=True)
            own = next(kept.glob("lib/python*/site-packages"))
            (own / "ours.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
            # Of alembic, which we have as well, nbgrader calls the command.
            for what in ([f"nbgrader=={NBGRADER}"], ["--ignore-installed", "--no-deps", "alembic"]):
                words = [str(home.python), "-m", "pip", "install", "-q", *what]
                home.checked(run(words, folder, home.environment(None)), "pip install")
            (kept / "installed").touch()
        return home

    def environment(self, rows: Path | None) -> dict[str, str]:
        """Nothing of the user's; nbgrader calls `alembic` by its name."""
        path = f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"
        own = {name: str(self.folder) for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR")}
        return {**QUIET, **own, **told(rows), "PATH": path}

    def checked(self, timed: Timed, what: str) -> Timed:
        """Raise what a command said, unless it went well."""
        if timed.code:
            problem = f"{what} ended with {timed.code}:\n{timed.output[-3000:]}"
            raise RuntimeError(problem)
        return timed


@dataclass(frozen=True)
class _Course:
    """A course with one assignment."""

    home: _Home
    data: Data
    rows: Path | None

    @property
    def folder(self) -> Path:
        """Where nbgrader keeps everything of it."""
        return self.home.folder / self.data

    def graded(self, hand_ins: list[HandIn]) -> Timed:
        """Release the assignment, hand in, and time the grading alone.

        A hand-in that nbgrader gives up makes it end with 1; that is no error of ours.
        """
        _save(self.folder / "source" / self.data / f"{self.data}.ipynb", _source(self.data))
        self.home.checked(self._run("generate_assignment", self.data), "generate_assignment")
        released = self.folder / "release" / self.data / f"{self.data}.ipynb"
        for one in hand_ins:
            book = json.loads(released.read_text(encoding="utf-8"))
            own = next(c for c in book["cells"] if _id(c) == "own")
            own["source"] = one.code
            name = f"{self.data}.ipynb"
            _save(self.folder / "submitted" / one.student / self.data / name, book)
        print(f"nbgrader grades {len(hand_ins)} of {self.data}", file=sys.stderr)
        return self._run("autograde", self.data)

    def scores(self) -> dict[str, float]:
        """Read what it gave, by student; who has no score is left out."""
        self.home.checked(self._run("export", "--to", "grades.csv"), "export")
        with (self.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
            found = [(row["student_id"], row["score"]) for row in csv.DictReader(file)]
        graded = {path.parent.name for path in self.folder.glob(f"autograded/*/{self.data}")}
        return {student: float(score) for student, score in found if student in graded}

    def _run(self, command: str, *words: str) -> Timed:
        program = self.home.python.parent / "nbgrader"
        wanted = [str(program), command, *words]
        return run(wanted, self.folder, self.home.environment(self.rows), limited=True)


def _id(cell: dict[str, dict[str, dict[str, str]]]) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _save(path: Path, book: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book, indent=1), encoding="utf-8")


def _source(data: Data) -> dict[str, object]:
    """Write the teacher's notebook."""
    blank = "### BEGIN SOLUTION\npass\n### END SOLUTION"
    cells = [
        _cell("rows", dedent(ROWS[data]).strip(), locked=True),
        _cell("own", blank, solution=True),
        _cell("calls", dedent(CALLS).strip(), locked=True),
        *(
            _cell(name, test.format(right=RIGHT[data]), locked=True, points=points)
            for name, points, test in TESTS
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(
    name: str, source: str, *, locked: bool = False, solution: bool = False, points: int = 0
) -> dict[str, object]:
    settings = {
        "grade": points > 0,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        **({"points": points} if points else {}),
    }
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"nbgrader": settings},
        "outputs": [],
        "source": source,
    }
