"""Files that a hand-in brings along reach neither the supervisor nor its children (A04-A46)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nngrader.executors._process import clean_environment, command
from tests.executors.hand_ins import RIGHT

STARTER = Path(__file__).parents[2] / "assignments" / "xor" / "xor.py"
PROGRAMS = Path(sys.executable).parent
SHADOWS = (
    "numpy json keras pickle random socket struct typing matplotlib msgspec jinja2 sitecustomize "
    "usercustomize nngrader tensorflow/__init__ keras/__init__ nngrader/__init__ __init__"
).split()
FORGED = """\
import pytest
{drop}
@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "passed"
    return report
"""


def dropping(marker: Path) -> str:
    """Write a line that leaves a trace where it runs, and ends what imported it."""
    return f"open({str(marker)!r}, 'w').close(); raise RuntimeError('imported')\n"


def class_of_one(folder: Path, files: dict[str, str], hand_in: str = "") -> Path:
    """Lay out a teacher's empty folder, and beside it a student's with more than the hand-in."""
    (folder / "teacher").mkdir()
    return one(folder / "student", files, hand_in)


def one(student: Path, files: dict[str, str], hand_in: str = "") -> Path:
    for name, text in {"xor.py": hand_in or STARTER.read_text(), **files}.items():
        path = student / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return student


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program, *rest = words
    return subprocess.run(
        [str(PROGRAMS / program), *rest],
        cwd=folder,
        env={**os.environ, "NNGRADER_MEMORY": "off", **environment},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def report(folder: Path, student: str = "xor") -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "graded" / f"{student}.json").read_text())
    return {name: found[name] for name in ("status", "score", "criteria", "findings", "mishap")}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the same hand-in gets without anything beside it."""
    folder = tmp_path_factory.mktemp("plain")
    student = class_of_one(folder, {})
    run(folder / "teacher", "nngrader", "grade", str(student))
    return report(folder / "teacher")


@pytest.mark.parametrize("program", [("pytest", "--grade"), ("nngrader", "grade")])
def test_a04_a_conftest_that_forges_reports_is_not_imported(
    tmp_path: Path, plain: dict[str, object], program: tuple[str, str]
) -> None:
    forged = FORGED.format(drop=f"open({str(tmp_path / 'HERE')!r}, 'w')")
    student = class_of_one(tmp_path, {"conftest.py": forged, "tests/conftest.py": forged})

    done = run(tmp_path / "teacher", *program, str(student))

    assert done.returncode == 1
    assert report(tmp_path / "teacher") == plain
    assert not (tmp_path / "HERE").exists()


SETTINGS = {
    "pytest.ini": "[pytest]\npythonpath = .\naddopts = {}\n",
    ".pytest.ini": "[pytest]\npythonpath = .\naddopts = {}\n",
    "tox.ini": "[pytest]\npythonpath = .\naddopts = {}\n",
    "setup.cfg": "[tool:pytest]\npythonpath = .\naddopts = {}\n",
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = "{}"\n',
}


BROKEN = ("[pytest\n", "[tool:pytest\n", "addopts = [", "\0", "[pytest]\naddopts = '")


def test_a05_settings_among_the_hand_ins_are_not_even_read_by_nngrader_grade(
    tmp_path: Path, plain: dict[str, object]
) -> None:
    """Each kind in a folder of its own, all kinds above, and broken ones."""
    evil = {"evil.py": dropping(tmp_path / "HERE")}
    every = {name: text.format("--co -p evil") for name, text in SETTINGS.items()}
    group = class_of_one(tmp_path, {**every, **evil})
    (group / "xor.py").unlink()
    for number, name in enumerate(SETTINGS):
        one(group / f"evil{number}", {name: every[name], **evil})
        one(group / f"broken{number}", dict.fromkeys(SETTINGS, BROKEN[number]))

    run(tmp_path / "teacher", "nngrader", "grade", str(group))

    found = {path.stem for path in (tmp_path / "teacher" / "graded").glob("*.json")}
    assert found == {f"{kind}{number}" for kind in ("evil", "broken") for number in range(5)}
    assert [report(tmp_path / "teacher", name) for name in found] == [plain] * 10
    assert not (tmp_path / "HERE").exists()


@pytest.mark.parametrize("name", ["pytest.ini", "pyproject.toml"])
def test_a05_pytest_grade_does_not_go_by_settings_among_the_hand_ins(
    tmp_path: Path, name: str
) -> None:
    student = class_of_one(tmp_path, {name: SETTINGS[name].format("--co")})

    done = run(tmp_path / "teacher", "pytest", "--grade", str(student))

    assert done.returncode == 4
    assert done.stderr.strip() == (
        f"ERROR: Nothing was graded: pytest took its settings from {student / name}, "
        "which may be a hand-in's own. `nngrader grade` leaves such files alone; "
        "or name the settings yourself with `pytest -c FILE`."
    )
    assert not (tmp_path / "teacher" / "graded").exists()


def test_a05_settings_that_the_teacher_names_hold(tmp_path: Path, plain: dict[str, object]) -> None:
    student = class_of_one(tmp_path, {"pytest.ini": SETTINGS["pytest.ini"].format("--co")})
    (tmp_path / "teacher" / "own.ini").write_text("[pytest]\n")

    run(tmp_path / "teacher", "pytest", "--grade", "-c", "own.ini", str(student))

    assert report(tmp_path / "teacher") == plain


def test_a05_settings_of_the_current_folder_are_the_teachers_own(
    tmp_path: Path, plain: dict[str, object]
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --grade\n")
    student = class_of_one(tmp_path, {"pyproject.toml": "[project]\nname = 'mine'\n"})

    run(tmp_path / "teacher", "pytest", str(student))

    assert report(tmp_path / "teacher") == plain


def test_a05_a_file_name_is_no_option(tmp_path: Path) -> None:
    """pytest reads options from a file that is given as `@name`."""
    student = class_of_one(tmp_path, {"@options": "--co\n", "-h.py": STARTER.read_text()})

    done = run(student, "nngrader", "grade", "--assignment", "xor", "@options", "--", "-h.py")

    assert "0 of 2 hand-ins with full points." in done.stdout


@pytest.mark.parametrize(
    ("where", "program"), [("teacher", ("pytest", "--grade")), ("student", ("nngrader", "grade"))]
)
def test_a11_a12_modules_beside_a_hand_in_are_not_imported_by_the_supervisor(
    tmp_path: Path, plain: dict[str, object], program: tuple[str, str], where: str
) -> None:
    evil = dropping(tmp_path / "HERE")
    files = {**{f"{name}.py": evil for name in SHADOWS}, "a.pth": f"import os; {evil}"}
    student = class_of_one(tmp_path, {**files, ".env": "PYTHONPATH=.\nPYTEST_ADDOPTS=--co\n"})

    run(tmp_path / where, *program, str(student))

    assert report(tmp_path / where) == plain
    assert not (tmp_path / "HERE").exists()


def test_a11_modules_beside_a_test_of_the_assignment_shadow_nothing(tmp_path: Path) -> None:
    """The folder of the tests joins the end of `sys.path`, behind Python and its packages."""
    student = class_of_one(tmp_path, {f"{name}.py": "raise RuntimeError" for name in SHADOWS[:10]})
    (student / "own.py").write_text("POINTS = 3\n")
    (student / "test_more.py").write_text(
        "import sys, json, matplotlib.pyplot, own\nimport pytest\n"
        "@pytest.mark.points(own.POINTS)\n"
        "def test_packages(): assert str(sys.path[-1]).endswith('student')\n"
    )
    built_in = "from nngrader.assignments import open_assignment\nfrom dataclasses import replace\n"
    (student / "assignment.py").write_text(
        f"{built_in}ASSIGNMENT = replace(open_assignment('xor'), name='', hand_in='xor')\n"
    )

    run(tmp_path / "teacher", "nngrader", "grade", str(student))

    criteria = report(tmp_path / "teacher")["criteria"]
    assert isinstance(criteria, list)
    assert (criteria[-1]["points"], criteria[-1]["because"]) == (3.0, "The test passed.")


def test_a11_a12_a_child_starts_without_what_lies_in_the_current_folder(tmp_path: Path) -> None:
    """The zygote's own command, started where everything is shadowed, with PYTHONPATH set to it."""
    evil = dropping(tmp_path / "HERE")
    student = class_of_one(tmp_path, {f"{name}.py": evil for name in SHADOWS})
    os.environ["PYTHONPATH"] = str(student)
    try:
        environment = clean_environment(str(student))
    finally:
        del os.environ["PYTHONPATH"]
    *words, boot = command("nngrader.wire.receive()")
    paths, _ = boot.split("from nngrader.wire")
    shown = "import json, numpy, nngrader.wire; print(json.dumps(sys.path))"

    done = subprocess.run(
        [*words, paths + shown],
        cwd=student,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert not [entry for entry in json.loads(done.stdout) if not entry or str(student) in entry]
    assert not (tmp_path / "HERE").exists()


@pytest.mark.sandbox
def test_a11_a12_a46_what_lies_beside_a_hand_in_changes_no_training(tmp_path: Path) -> None:
    """Real children, from within the folder: modules, settings, pickles; the same report."""
    (tmp_path / "bare").mkdir()
    bare = class_of_one(tmp_path / "bare", {}, RIGHT)
    evil = dropping(tmp_path / "HERE")
    pickled = f"cos\nsystem\n(S'touch {tmp_path / 'HERE'}'\ntR."
    files = {
        **{f"{name}.py": evil for name in SHADOWS},
        **dict.fromkeys(("model.keras", "model.h5", "data.npy", "x.pkl", "x.dill"), pickled),
        "a.pth": f"import os; {evil}",
        "conftest.py": evil,
    }
    full = class_of_one(tmp_path, files, RIGHT)

    for folder in (bare, full):
        run(folder, "nngrader", "grade", "xor.py")

    assert report(bare)["status"] == "graded"
    assert report(full) == report(bare)
    assert not (tmp_path / "HERE").exists()
