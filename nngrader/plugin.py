"""pytest's face of nngrader. Without `--grade` this adds four options and nothing else."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options; they share the prefix `--grade` where they can."""
    group = parser.getgroup("nngrader", "grading Keras homework (nngrader)")
    group.addoption(
        "--grade",
        action="store_true",
        help="grade the hand-ins (.py, .ipynb) at the given paths instead of running tests",
    )
    group.addoption(
        "--assignment",
        metavar="NAME|DIR",
        help="the assignment to grade against (default: the assignment.py beside the hand-in, "
        "else the built-in assignment of the same name)",
    )
    group.addoption(
        "--grade-dir",
        metavar="DIR",
        default="graded",
        help="where the reports go (default: graded)",
    )
    group.addoption(
        "--min-score",
        metavar="SHARE",
        help="passing line for the exit code, such as 0.6 or 60%% (default: full points)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Keep a conftest.py that lies among the hand-ins out of this process."""
    known = early_config.known_args_namespace
    if getattr(known, "grade", False):
        known.noconftest = True


def pytest_configure(config: pytest.Config) -> None:
    """Take over collection when asked to grade."""
    if not config.getoption("grade"):
        return
    if config.getoption("numprocesses", None):
        problem = "--grade starts its own workers; leave out -n."
        raise pytest.UsageError(problem)
    from nngrader.grading_session import GradingSession  # noqa: PLC0415 - loaded only to grade

    folder = Path(config.invocation_params.dir, config.getoption("grade_dir"))
    config.pluginmanager.register(GradingSession(config, folder), "nngrader-session")
