"""`--require-isolation`: on a machine that reaches less, nothing is run and the reason is told."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from nngrader.assignments import built_in_folder
from nngrader.cli import main
from nngrader.executors import local
from nngrader.isolation import Isolation
from nngrader.reports import html  # noqa: F401 - its contourpy can be loaded only once in a process
from nngrader.verifying import verify

pytest_plugins = ["pytester"]

REACHED = Isolation("filters", (), {"namespaces by user": "the kernel refused `unshare`: No"})
REFUSED = [
    "Isolation level 3 was required; this machine reaches 2 (confined: files, network and programs "
    "refused, names of files visible). Nothing was run.",
    "  namespaces by user: the kernel refused `unshare`: No",
    "docs/security.md says what each level needs, on GitHub's runners, in Docker, on Kubernetes "
    "and on a Mac.",
]


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that reaches level 2."""
    monkeypatch.setattr(local, "measure", lambda: REACHED)


@pytest.fixture
def starter(pytester: pytest.Pytester) -> Path:
    """A hand-in that needs no worker."""
    path = pytester.path / "xor.py"
    path.write_bytes((built_in_folder() / "xor" / "xor.py").read_bytes())
    return path


def test_more_than_is_reached_ends_before_anything_is_graded(
    pytester: pytest.Pytester, starter: Path
) -> None:
    result = pytester.runpytest_inprocess("--grade", "--require-isolation", "3", str(starter))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line.removeprefix("ERROR: ") for line in result.errlines if line] == REFUSED
    assert not (pytester.path / "graded").exists()


def test_what_is_reached_is_graded_and_told_in_the_header_and_in_the_report(
    pytester: pytest.Pytester, starter: Path
) -> None:
    result = pytester.runpytest_inprocess("--grade", "--require-isolation", "2", str(starter))

    assert result.ret == pytest.ExitCode.TESTS_FAILED  # it is an untouched starter
    assert [line for line in result.outlines if "isolation" in line] == [
        "nngrader 0.1.0: isolation level 2 (confined: files, network and programs refused, names "
        "of files visible); no higher: the kernel refused `unshare`: No"
    ]
    assert '"isolation": 2,' in (pytester.path / "graded" / "xor.json").read_text()


def test_a_level_that_there_is_not_is_a_usage_error(
    pytester: pytest.Pytester, starter: Path
) -> None:
    result = pytester.runpytest_inprocess("--grade", "--require-isolation", "4", str(starter))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--require-isolation*invalid choice: 4*"])


def test_verify_refuses_as_well() -> None:
    done = CliRunner().invoke(main, ["verify", "xor", "--require-isolation", "3"])

    assert done.exit_code == 2
    assert done.output.splitlines() == [f"Error: {REFUSED[0]}", *REFUSED[1:]]


def test_verify_runs_at_the_level_that_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as the first hand-ins, which are asked for there."""
    asked: list[object] = []
    monkeypatch.setattr(local.Local, "examine", lambda _, one, __: asked.append(one) or 1 / 0)

    with pytest.raises(ZeroDivisionError):
        next(verify("xor", None, level=2))

    assert asked


def test_grade_passes_it_on(pytester: pytest.Pytester, starter: Path) -> None:
    """In a process of its own, where the machine is what it is."""
    words = ("grade", "--require-isolation", "1", str(starter))

    result = pytester.run("nngrader", *words)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert any("nngrader 0.1.0: isolation level" in line for line in result.outlines)
