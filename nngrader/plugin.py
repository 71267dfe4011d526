"""pytest's face of nngrader. Without `--grade` this adds its options and nothing else."""

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
    group.addoption(
        "--require-isolation",
        type=int,
        choices=(1, 2, 3),
        help="run nothing unless this machine confines hand-ins at least as well: 3 isolated, "
        "2 confined, 1 separate process (`nngrader doctor` says what it reaches)",
    )
    group.addoption(
        "--lang",
        metavar="LANG",
        default="",
        help="language of what students read: en, es, pt (default: the assignment's)",
    )
    group.addoption(
        "--limit",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="what a hand-in may use, before what the assignment says: wall (seconds), "
        "cpu (seconds), memory (MiB), threads, disk (MiB), files, output (MiB), messages; "
        "may be given several times",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Keep a conftest.py that lies among the hand-ins out of this process, and go by no settings there.

    Plugins that such settings name were imported before any plugin could object.
    """
    known = early_config.known_args_namespace
    if not getattr(known, "grade", False):
        return
    known.noconftest = True
    if not known.inifilename and _is_strange(early_config):
        problem = (
            f"Nothing was graded: pytest took its settings from {early_config.inipath}, "
            "which may be a hand-in's own. `nngrader grade` leaves such files alone; "
            "or name the settings yourself with `pytest -c FILE`."
        )
        raise pytest.UsageError(problem)


def _is_strange(config: pytest.Config) -> bool:
    """Whether pytest's settings lie neither in the current folder nor above it."""
    settings = getattr(config, "_inicfg", None)  # pytest 9 warns of the public name
    here = config.invocation_params.dir
    found = bool(config.inicfg if settings is None else settings)
    return (
        found and config.inipath is not None and config.inipath.parent not in (here, *here.parents)
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take over collection when asked to grade."""
    if not config.getoption("grade"):
        return
    if config.option.importmode == "prepend":  # what lies beside a test must not shadow a package
        config.option.importmode = "append"
    if config.getoption("numprocesses", None):
        problem = "--grade starts its own workers; leave out -n."
        raise pytest.UsageError(problem)
    from nngrader.grading_session import GradingSession  # noqa: PLC0415 - loaded only to grade

    folder = Path(config.invocation_params.dir, config.getoption("grade_dir"))
    config.pluginmanager.register(GradingSession(config, folder), "nngrader-session")
