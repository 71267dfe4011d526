"""The teacher's face of nngrader. Thin: every command lives in its own module."""

from contextlib import closing
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

import nngrader
from nngrader.errors import NngraderError
from nngrader.language import ENGLISH, languages
from nngrader.limits import LISTED, overrides
from nngrader.untrusted import for_terminal

if TYPE_CHECKING:
    from nngrader.progress import Mode


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

LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(languages()),
    callback=lambda _, __, chosen: chosen or "",
    help="Of what students read (default: the assignment's).",
)

ISOLATION = click.option(
    "--require-isolation",
    "level",
    type=click.IntRange(1, 3),
    default=1,
    help="Run nothing unless hand-ins are confined at least as well: 3 isolated, 2 confined, "
    "1 separate process.",
)


GRADEBOOK = click.option(
    "--gradebook",
    default="",
    metavar="URL",
    help="A gradebook elsewhere, such as postgresql+psycopg://host/course (default: in OUT).",
)

MOVED = click.option(
    "--assignment", default="", metavar="DIR", help="Where it lies now, if it was moved."
)
REASON = click.option("--reason", default="", help="Why; kept with it.")
AUTHOR = click.option("--author", default="", help="Who decided (default: you).")
OUT = click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))


class Unable(click.ClickException):
    """What could not be done at all, unlike what was done and found wanting."""

    exit_code = 2


class Sentences(click.Group):
    """Shows our errors as their sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; exits with 2 for what could not be done, with 130 after Ctrl-C."""
        try:
            return super().invoke(ctx)
        except NngraderError as error:
            raise Unable(for_terminal(str(error))) from error
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(130)


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
@LANGUAGE
@LIMIT
@ISOLATION
@click.pass_context
def grade(
    ctx: click.Context,
    files: tuple[str, ...],
    assignment: str | None,
    grade_dir: str,
    language: str,
    limits: tuple[str, ...],
    level: int,
) -> None:
    """Grade FILES, as `pytest --grade` does, whatever settings for pytest lie among them."""
    import pytest  # noqa: PLC0415 - keeps --help quick

    settings = Path(__file__).with_name("grading.ini")
    ours = ["-c", str(settings), "--rootdir", str(Path.cwd()), "-p", "no:cacheprovider"]
    named = ["--assignment", assignment] if assignment else []
    named += [f"--lang={language}"] if language else []
    named += [f"--require-isolation={level}", *(f"--limit={limit}" for limit in limits)]
    paths = [str(Path(file).absolute()) for file in files]  # `@file` would be read for options
    ctx.exit(int(pytest.main([*ours, "--grade", "--grade-dir", grade_dir, *named, *paths])))


@main.command()
@click.argument("submissions", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--assignment", required=True, metavar="NAME|DIR", help="What they are graded against."
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where it goes."
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV with ids and names of the students: yours, Canvas's or Moodle's.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="At once (default: one per processor).")
@click.option("--resume", is_flag=True, help="Take over what is finished and unchanged.")
@click.option("--executor", default="local", show_default=True, help="Where they run: local, dask.")
@click.option("--scheduler", default="", metavar="URL", help="Of Dask, such as tcp://host:8786.")
@GRADEBOOK
@LANGUAGE
@LIMIT
@ISOLATION
@click.option("--quiet", "mode", flag_value="quiet", help="Print nothing but errors.")
@click.option("--json", "mode", flag_value="json", help="Print one JSON object per line.")
@click.option("--people", "mode", flag_value="people", default=True, hidden=True)
@click.pass_context
def batch(ctx: click.Context, /, mode: "Mode", **told: Any) -> None:
    """Grade a whole class into the folder OUT: reports, a gradebook, the page of the class.

    SUBMISSIONS is a folder or zip of hand-ins, a download of Moodle, Canvas or Gradescope,
    nbgrader's folder, or a CSV of git repositories.
    """
    from nngrader.progress import shown  # noqa: PLC0415 - keeps --help quick
    from nngrader.whole_class import Wanted, grade_class  # noqa: PLC0415 - keeps --help quick

    with shown(mode) as show:
        ended = grade_class(Wanted(**told), show)
    if mode == "json":
        click.echo(ended.as_json())
    elif mode == "people":
        click.echo(for_terminal("\n".join(ended.lines)))
    ctx.exit(ended.exit_code)


@main.command()
@OUT
@MOVED
@GRADEBOOK
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", "agreed", is_flag=True, help="Write without asking.")
@click.option(
    "--probe/--no-probe",
    default=None,
    help="Run, or do not run, what the rubric asks for now and did not ask for then.",
)
def rescore(**told: Any) -> None:
    """Judge a class again after a change of rubric, points, thresholds, rules or late policy.

    No student's code runs and nothing is trained. Shows what changes, asks, and keeps old scores.
    """
    from nngrader.rescoring import Wanted  # noqa: PLC0415 - keeps --help quick
    from nngrader.rescoring import rescore as again  # noqa: PLC0415 - keeps --help quick

    again(Wanted(**told), lambda line: click.echo(for_terminal(line)), click.confirm)


@main.command()
@click.argument("format_", metavar="FORMAT")
@OUT
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The file of Canvas or Moodle to fill; for other formats where to write.",
)
@click.option(
    "--column", default="", metavar="HEADER", help="Of that file, if its name is unclear."
)
@click.option("--base-url", default="", metavar="URL", help="Where a site will be served.")
@click.option("--assignment", default="", metavar="NAME", help="Of several in one gradebook.")
@GRADEBOOK
def export(format_: str, out: Path, **told: Any) -> None:
    """Hand the results in OUT on in another system's FORMAT, to DEST (default: OUT/exports).

    OUT is the folder of a batch, or one of reports that `pytest --grade` wrote. FORMAT is canvas,
    classroom50, coursera, csv, github, gradescope, junit, moodle, nbgrader, prairielearn or site.
    """
    from nngrader.exporting import Options  # noqa: PLC0415 - keeps --help quick
    from nngrader.exporting import export as hand_on  # noqa: PLC0415 - keeps --help quick

    written = hand_on(format_, out, Options(**told))
    click.echo(for_terminal("\n".join(written.notes)))


@main.command()
@OUT
@click.argument("student")
@click.argument("points", type=float, required=False)
@click.option("--criterion", default="", metavar="TITLE", help="Of this sentence (default: all).")
@click.option("--withdraw", "taken_back", is_flag=True, help="Take back what was given.")
@REASON
@AUTHOR
@MOVED
@GRADEBOOK
def override(
    out: Path,
    student: str,
    points: float | None,
    criterion: str,
    *,
    taken_back: bool,
    **told: str,
) -> None:
    """Give STUDENT, by id, POINTS by hand; rescoring keeps them."""
    from nngrader import by_hand  # noqa: PLC0415 - keeps --help quick

    decision = by_hand.Decision(out=out, student=student, **told)
    if taken_back == (points is not None):
        problem = "Give POINTS, or --withdraw."
        raise click.UsageError(problem)
    if points is None:
        click.echo(for_terminal(by_hand.withdraw(decision, criterion)))
    else:
        click.echo(for_terminal(by_hand.override(decision, points, criterion)))


@main.command()
@OUT
@click.argument("student")
@click.argument("until")
@REASON
@AUTHOR
@MOVED
@GRADEBOOK
def extend(out: Path, student: str, until: str, **told: str) -> None:
    """Let STUDENT, by id, hand in UNTIL a later date, such as 2027-02-03T23:59+01:00."""
    from nngrader import by_hand  # noqa: PLC0415 - keeps --help quick

    decision = by_hand.Decision(out=out, student=student, **told)
    click.echo(for_terminal(by_hand.extend(decision, by_hand.moment(until))))


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
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, an entry per file.")
@click.option("--jobs", type=click.IntRange(min=1), help="At once (default: one per processor).")
@LIMIT
@ISOLATION
@click.pass_context
def inspect(ctx: click.Context, /, files: tuple[str, ...], *, as_json: bool, **told: Any) -> None:
    """Show what FILES make of Keras: networks, training, data. No assignment is needed.

    Of a folder each script and notebook directly in it is looked at.
    """
    from nngrader import inspecting  # noqa: PLC0415 - keeps --help quick
    from nngrader.progress import passing  # noqa: PLC0415 - keeps --help quick

    wanted = inspecting.Wanted(files=inspecting.listed(files), **told)
    found = []
    with closing(inspecting.inspect(wanted)) as running:
        for one in passing(running, len(wanted.files)) if as_json else running:
            found.append(one)
            if not as_json:
                click.echo(for_terminal(inspecting.render(one, width=get_terminal_size().columns)))
    if as_json:
        click.echo(inspecting.document(found))
    ctx.exit(int(any(one.mishap for one in found)))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, an entry per file.")
@click.option(
    "--no-training",
    "training",
    flag_value=False,
    default=True,
    type=bool,
    help="Judge by what can be read off a program; quick.",
)
@click.option(
    "--lang", "language", default="en", show_default=True, help="Of the sentences: en, es, pt."
)
@click.option("--jobs", type=click.IntRange(min=1), help="At once (default: one per processor).")
@LIMIT
@ISOLATION
@click.pass_context
def diagnose(ctx: click.Context, /, files: tuple[str, ...], *, as_json: bool, **told: Any) -> None:
    """Name what is wrong with the networks in FILES, and ask the question that leads to it.

    No assignment is needed. Ends with 1 when something serious was found or a file was stopped.
    """
    from nngrader import diagnosing, inspecting  # noqa: PLC0415 - keeps --help quick
    from nngrader.progress import passing  # noqa: PLC0415 - keeps --help quick

    wanted = diagnosing.Wanted(files=inspecting.listed(files), **told)
    found = []
    with closing(diagnosing.diagnose(wanted)) as running:
        for one in passing(running, len(wanted.files)) if as_json else running:
            found.append(one)
            if not as_json:
                width = get_terminal_size().columns
                text = diagnosing.render(one, width=width, language=wanted.language)
                click.echo(for_terminal(text))
    if as_json:
        click.echo(diagnosing.document(found, wanted.language))
    ctx.exit(int(any(one.serious for one in found)))


@main.command()
@click.argument("rule", required=False)
@click.option(
    "--lang",
    "language",
    type=click.Choice(languages()),
    default=ENGLISH,
    show_default=True,
    help="Of hints and concepts.",
)
def explain(rule: str | None, language: str) -> None:
    """Show the page of RULE: why it hurts, hints in stages, what mends it. Without RULE, list all."""
    from nngrader.rules._page import listed, page  # noqa: PLC0415 - keeps --help quick

    click.echo(page(rule, language) if rule else listed(), nl=False)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the copy goes (default: beside FILE, as NAME.modern.py or .ipynb).",
)
@click.option("--force", is_flag=True, help="Replace a copy that is there already.")
def modernize(file: Path, out: Path | None, *, force: bool) -> None:
    """Write a copy of FILE with its old Keras in today's words, and show what changed.

    FILE is a script or a notebook. It is not run, and it stays as it is.
    """
    from nngrader.modernizing import copying  # noqa: PLC0415 - keeps --help quick

    for line in copying.modernize(file, out, force=force):
        click.echo(for_terminal(line))


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
