"""The teacher's face of nngrader. Thin: every command lives in its own module."""

from pathlib import Path

import click

import nngrader
from nngrader.errors import NngraderError


class Sentences(click.Group):
    """Shows our errors as their sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except NngraderError as error:
            raise click.ClickException(str(error)) from error


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
        click.echo(line)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--assignment", metavar="NAME|DIR", help="Grade against this assignment.")
@click.option("--grade-dir", metavar="DIR", default="graded", show_default=True)
@click.pass_context
def grade(
    ctx: click.Context, files: tuple[str, ...], assignment: str | None, grade_dir: str
) -> None:
    """Grade FILES, as `pytest --grade` does."""
    import pytest  # noqa: PLC0415 - keeps --help quick

    named = ["--assignment", assignment] if assignment else []
    ctx.exit(int(pytest.main(["--grade", "--grade-dir", grade_dir, *named, *files])))


@main.command()
@click.argument("assignment")
@click.option(
    "--solutions",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with the solution, its mutants/ and expected.toml (default: solutions/ASSIGNMENT).",
)
@click.pass_context
def verify(ctx: click.Context, assignment: str, solutions: Path | None) -> None:
    """Check that every solution and mutant of ASSIGNMENT gets exactly its expected score."""
    from nngrader.verifying import verify as check  # noqa: PLC0415 - keeps --help quick

    wrong = 0
    for result in check(assignment, solutions):
        wrong += not result.as_expected
        click.echo(str(result))
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

    wanted = calibrating.Wanted(assignment=assignment, runs=runs, solutions=solutions, only=only)
    plan, series = calibrating.plan(wanted), []
    for trained in calibrating.calibrate(plan):
        click.echo(trained.told(plan.rule))
        series.append(trained)
    found = calibrating.concluded(plan, series)
    click.echo(f"\n{document(found)}", nl=False)
    if out:
        out.write_text(document(found), encoding="utf-8")
    ctx.exit(0 if found.met else 1)


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
        click.echo(str(finding))
    ctx.exit(0 if well else 1)


@main.command()
def forget() -> None:
    """Forget all remembered trainings."""
    from nngrader import training_memory  # noqa: PLC0415 - keeps --help quick

    click.echo(training_memory.told_forgotten(training_memory.forget()))
