"""The teacher's face of nngrader. Thin: every command lives in its own module."""

from pathlib import Path

import click

import nngrader
from nngrader.errors import NngraderError
from nngrader.limits import LISTED, overrides
from nngrader.untrusted import for_terminal


def _limits(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Complain of a limit before anything is begun."""
    try:
        overrides(given)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from problem
    return given


LIMIT = click.option(
    "--limit",
    "limits",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_limits,
    help=f"What a hand-in may use, before what the assignment says: {LISTED}.",
)

ISOLATION = click.option(
    "--require-isolation",
    "level",
    type=click.IntRange(1, 3),
    default=1,
    help="Run nothing unless hand-ins are confined at least as well: 3 isolated, 2 confined, "
    "1 separate process.",
)


class Sentences(click.Group):
    """Shows our errors as their sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except NngraderError as error:
            raise click.ClickException(for_terminal(str(error))) from error


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(nngrader.__version__, package_name="nngrader")
def main() -> None:
    """Grade Keras homework: inspect the network, train it with a seed, explain what is wrong.

    Students run `pytest --grade` in the folder of their hand-in.
    """


@main.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def start(name: str, folder: Path | None) -> None:
    """Copy the lesson and the starter files of an assignment into FOLDER (default: ./NAME)."""
    from nngrader.starting import start as copy  # noqa: PLC0415 - keeps --help quick

    for line in copy(name, folder or Path(name)):
        click.echo(for_terminal(line))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--assignment", metavar="NAME|DIR", help="Grade against this assignment.")
@click.option("--grade-dir", metavar="DIR", default="graded", show_default=True)
@LIMIT
@ISOLATION
@click.pass_context
def grade(
    ctx: click.Context,
    files: tuple[str, ...],
    assignment: str | None,
    grade_dir: str,
    limits: tuple[str, ...],
    level: int,
) -> None:
    """Grade FILES, as `pytest --grade` does, whatever settings for pytest lie among them."""
    import pytest  # noqa: PLC0415 - keeps --help quick

    settings = Path(__file__).with_name("grading.ini")
    ours = ["-c", str(settings), "--rootdir", str(Path.cwd()), "-p", "no:cacheprovider"]
    named = ["--assignment", assignment] if assignment else []
    named += [f"--require-isolation={level}", *(f"--limit={limit}" for limit in limits)]
    paths = [str(Path(file).absolute()) for file in files]  # `@file` would be read for options
    ctx.exit(int(pytest.main([*ours, "--grade", "--grade-dir", grade_dir, *named, *paths])))


@main.command()
@click.argument("assignment")
@click.option(
    "--solutions",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with the solution, its mutants/ and expected.toml (default: solutions/ASSIGNMENT).",
)
@LIMIT
@ISOLATION
@click.pass_context
def verify(
    ctx: click.Context,
    assignment: str,
    solutions: Path | None,
    limits: tuple[str, ...],
    level: int,
) -> None:
    """Check that every solution and mutant of ASSIGNMENT gets exactly its expected score."""
    from nngrader.verifying import verify as check  # noqa: PLC0415 - keeps --help quick

    wrong = 0
    for result in check(assignment, solutions, overrides(limits), level=level):
        wrong += not result.as_expected
        click.echo(for_terminal(str(result)))
    click.echo("All as expected." if not wrong else f"{wrong} not as expected.")
    ctx.exit(1 if wrong else 0)


@main.command()
@click.argument("assignment")
@click.option("--runs", type=click.IntRange(min=1), required=True, help="Trainings per file.")
@click.option(
    "--solutions",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with the solution, its mutants/ and expected.toml (default: solutions/ASSIGNMENT).",
)
@click.option("--only", metavar="NAME", multiple=True, help="Train this mutant, not all of them.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the document to this file as well.",
)
@click.pass_context
def calibrate(
    ctx: click.Context,
    assignment: str,
    runs: int,
    solutions: Path | None,
    only: tuple[str, ...],
    out: Path | None,
) -> None:
    """Train the solution and the mutants of ASSIGNMENT and say which thresholds part them."""
    from nngrader import calibrating  # noqa: PLC0415 - keeps --help quick
    from nngrader.calibration_report import document  # noqa: PLC0415 - keeps --help quick
    from nngrader.files import write_whole  # noqa: PLC0415 - keeps --help quick

    wanted = calibrating.Wanted(assignment=assignment, runs=runs, solutions=solutions, only=only)
    plan, series = calibrating.plan(wanted), []
    for trained in calibrating.calibrate(plan):
        click.echo(for_terminal(trained.told(plan.rule)))
        series.append(trained)
    found = calibrating.concluded(plan, series)
    click.echo(f"\n{document(found)}", nl=False)
    if out:
        write_whole(out, document(found))
    ctx.exit(0 if found.met else 1)


@main.command()
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.pass_context
def compare(ctx: click.Context, ours: Path, theirs: Path) -> None:
    """Say how THEIRS, a report (.json) such as one of a student's CI, differs from OURS."""
    from nngrader.comparing import compare as compared  # noqa: PLC0415 - keeps --help quick

    found = compared(ours, theirs)
    click.echo(for_terminal("\n".join(found.lines)))
    ctx.exit(0 if found.agree else 1)


@main.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Show the page of RULE: what it looks for, why it hurts, what to try. Without RULE, list all."""
    from nngrader.rules._page import page, rule_names  # noqa: PLC0415 - keeps --help quick

    click.echo(page(rule) if rule else "\n".join(rule_names()))


@main.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Show versions, data and isolation, and try the worker."""
    from nngrader.checkup import checkup  # noqa: PLC0415 - keeps --help quick

    well = True
    for finding in checkup():
        well = well and finding.well
        click.echo(for_terminal(str(finding)))
    ctx.exit(0 if well else 1)


@main.command()
def forget() -> None:
    """Forget all remembered trainings."""
    from nngrader import training_memory  # noqa: PLC0415 - keeps --help quick

    click.echo(training_memory.told_forgotten(training_memory.forget()))
