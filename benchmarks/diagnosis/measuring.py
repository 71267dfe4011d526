"""Runs `nngrader diagnose` over faulty and right programs, and tells how often it was right."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tomllib

from benchmarks import peers
from benchmarks.diagnosis import mutants, scoring
from benchmarks.diagnosis.scoring import Said, Scored, Wanted
from benchmarks.tables import table

HERE = Path(__file__).parent
PROGRAMS, CORRECT = HERE / "programs", HERE / "correct"
#: Families of faulty programs in folders of their own. Of `held_out` the first answers were looked at,
#: and rules mended; of the faulty ones in `blind` nobody looked before they were measured.
LABELLED = {"programs": PROGRAMS, "held_out": HERE / "held_out", "blind": HERE / "blind" / "faulty"}
HEALTHY = {"correct": CORRECT, "blind_correct": HERE / "blind" / "correct"}
FAMILIES = {
    "programs": "65 programs",
    "held_out": "60 held out",
    "blind": "40 blind",
    "mutants": "mutants",
    "correct": "right programs",
    "blind_correct": "right programs, blind",
}
QUICK = 6  #: of each family
AT_ONCE = 20  #: given to one command, so that its progress is seen
JOBS = 2
RIGHT = ("OK", "")  #: a control among the programs
#: What issue 7 asks for.
FIRST, AMONG_THREE, FALSE_ALARMS = 0.85, 0.95, 0.01

#: Answers for some files, with or without training: the command itself, or a fake of it.
Diagnose = Callable[[Sequence[Path], bool], Iterable[Said]]


@dataclass(frozen=True)
class Choice:
    """What is measured."""

    families: tuple[str, ...] = tuple(FAMILIES)
    trainings: tuple[bool, ...] = (True, False)
    quick: bool = False
    containing: str = ""  #: in the name of the file


@contextmanager
def gathered(choice: Choice) -> Iterator[list[tuple[Path, Wanted]]]:
    """The files to diagnose; mutants are written into a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        yield [one for family in choice.families for one in _chosen(family, Path(folder), choice)]


def _chosen(family: str, folder: Path, choice: Choice) -> list[tuple[Path, Wanted]]:
    every = _every(family, folder)
    named = [(file, wanted) for file, wanted in every if choice.containing in file.name]
    return named[:: max(1, len(named) // QUICK)][:QUICK] if choice.quick else named


def _every(family: str, folder: Path) -> list[tuple[Path, Wanted]]:
    if family == "mutants":
        return written(folder)
    if family in LABELLED:
        return labelled(LABELLED[family], family)
    return healthy(HEALTHY[family], family)


def labelled(folder: Path, family: str = "programs") -> list[tuple[Path, Wanted]]:
    """The programs of a folder with what its `labels.toml` says of them."""
    labels = tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))
    return [
        (_file(folder, name), _wanted(name, label, family))
        for name, label in sorted(labels.items())
    ]


def _file(folder: Path, name: str) -> Path:
    return next(
        folder / f"{name}{end}" for end in (".py", ".ipynb") if (folder / f"{name}{end}").is_file()
    )


def _wanted(name: str, label: dict[str, Any], family: str) -> Wanted:
    return Wanted(
        name,
        family,
        "" if label["main"] in RIGHT else label["main"],
        tuple(label.get("accept", ())),
        harmless=label.get("harmless", False),
        training=label.get("training", False),
    )


def written(folder: Path) -> list[tuple[Path, Wanted]]:
    """The mutants that are faults, each in a file."""
    return [_write(folder, mutant) for mutant in mutants.faulty()]


def _write(folder: Path, mutant: mutants.Mutant) -> tuple[Path, Wanted]:
    file, made = folder / f"{mutant.name}.py", mutant.operator
    file.write_text(mutant.text, encoding="utf-8")
    return file, Wanted(
        mutant.name,
        "mutants",
        made.main,
        made.accept,
        harmless=made.harmless,
        training=made.training,
    )


def healthy(folder: Path, family: str = "correct") -> list[tuple[Path, Wanted]]:
    """The programs without a fault."""
    files = sorted([*folder.glob("*.py"), *folder.glob("*.ipynb")])
    return [(file, Wanted(file.stem, family)) for file in files]


def measured(
    files: Sequence[tuple[Path, Wanted]], diagnose: Diagnose, *, training: bool
) -> list[Scored]:
    """Diagnose every file and score what is said."""
    told = diagnose([file for file, _ in files], training)
    return [scoring.score(wanted, said) for (_, wanted), said in zip(files, told, strict=True)]


def by_command(mnist: str) -> Diagnose:
    """Ask `nngrader diagnose`, some files at a time; `mnist` is the file of the pictures."""
    environment = {**os.environ, **peers.told(Path(mnist).parent if mnist else None)}

    def diagnose(files: Sequence[Path], training: bool) -> Iterator[Said]:  # noqa: FBT001
        for done in range(0, len(files), AT_ONCE):
            some = files[done : done + AT_ONCE]
            print(f"{done} of {len(files)}", file=sys.stderr)
            yield from _answers(some, _asked(some, environment, training=training))

    return diagnose


def _answers(files: Sequence[Path], text: str) -> Iterator[Said]:
    entries = json.loads(text)
    if [Path(entry["file"]).name for entry in entries] != [file.name for file in files]:
        problem = f"other files were answered than asked: {[one['file'] for one in entries]}"
        raise RuntimeError(problem)
    return map(scoring.said, entries)


def _asked(files: Iterable[Path], environment: Mapping[str, str], *, training: bool) -> str:
    program = Path(sys.executable).parent / "nngrader"
    options = ["--json", "--jobs", str(JOBS), *([] if training else ["--no-training"])]
    words = [str(program), "diagnose", *options, *map(str, files)]
    ran = subprocess.run(words, stdout=subprocess.PIPE, check=False, env=environment)
    if ran.returncode not in (0, 1) or not ran.stdout:  # Python itself ends with 1, too
        problem = f"nngrader diagnose ended with {ran.returncode}"
        raise RuntimeError(problem)
    return ran.stdout.decode()


# -- Telling ---------------------------------------------------------------------------------------


def report(
    choice: Choice, mnist: str = "", *, misses: bool = False, out: Path | None = None
) -> str:
    """Measure what was chosen, and tell it in Markdown; `out` keeps every answer as JSON."""
    results: dict[bool, list[Scored]] = {}
    diagnose = by_command(mnist)
    with gathered(choice) as files:
        for training in choice.trainings:
            results[training] = measured(files, diagnose, training=training)
    if out:
        out.write_text(document(results), encoding="utf-8")
    parts = [
        f"{told(training, scored)}{missed(scored) if misses else ''}"
        for training, scored in results.items()
    ]
    return "## Diagnosis\n\n" + "\n".join(parts)


def document(results: dict[bool, list[Scored]]) -> str:
    """Every answer, for machines."""
    rows = [
        {"with_training": training, **asdict(one)}
        for training, scored in results.items()
        for one in scored
    ]
    return json.dumps(rows, indent=1)


def told(training: bool, scored: Sequence[Scored]) -> str:  # noqa: FBT001 - as it was measured
    """The tables of one run."""
    title = f"### {'With' if training else 'Without'} training\n"
    parts = [title, _shares(scored, training=training), _alarms(scored), _verdict(scored)]
    return "\n".join(filter(None, parts))


def _shares(scored: Sequence[Scored], *, training: bool) -> str:
    faulty = [one for one in scored if one.wanted.main]
    static = [one for one in faulty if not one.wanted.training]
    groups = [
        *((FAMILIES[name], _family(faulty, name)) for name in (*LABELLED, "mutants")),
        *([] if training else [("decidable without training", static)]),
        ("all", faulty),
        *((letter, scoring.group(faulty, letter)) for letter in scoring.GROUPS),
    ]
    rows = [_row(name, scoring.rates(some)) for name, some in groups if some]
    return table(["", "n", "first cause", "among three", "found"], rows) if rows else ""


def _family(scored: Iterable[Scored], name: str) -> list[Scored]:
    return [one for one in scored if one.wanted.family == name]


def _row(name: str, rates: scoring.Rates) -> list[str]:
    return [name, str(rates.n), *map(_percent, (rates.first, rates.among_three, rates.found))]


def _percent(part: float) -> str:
    return f"{part:.1%}".replace("%", " %")


def _alarms(scored: Sequence[Scored]) -> str:
    right = scoring.right_programs(scored)
    if not right:
        return ""
    alarms, stopped = scoring.false_alarms(right), [one for one in right if one.said.mishap]
    kinds = ", ".join(f"{one.wanted.file} ({_graves(one)})" for one in alarms)
    told = (
        f"False alarms (fatal or major) on {len(alarms)} of {len(right)} right programs, "
        f"{_percent(len(alarms) / len(right))}{f': {kinds}' if kinds else ''}."
    )
    halted = ", ".join(f"{one.wanted.file} ({one.said.mishap})" for one in stopped)
    return f"{told}\n" + (
        f"Right programs that were not run to their end: {halted}.\n" if halted else ""
    )


def _graves(one: Scored) -> str:
    return ", ".join(f.catalogue for f in one.said.findings if f.severity in scoring.GRAVE)


def _verdict(scored: Sequence[Scored]) -> str:
    """Compare with what is wanted, where both kinds of programs were measured."""
    rates, right = scoring.rates(scored), scoring.right_programs(scored)
    if not rates.n or not right:
        return ""
    alarms = scoring.share(one.false_alarm for one in right)
    held = rates.first >= FIRST and rates.among_three >= AMONG_THREE and alarms <= FALSE_ALARMS
    wanted = f"{FIRST:.0%} first, {AMONG_THREE:.0%} among three, {FALSE_ALARMS:.0%} false alarms"
    return f"{'Within' if held else 'NOT within'} what is wanted: {wanted}.\n"


def missed(scored: Iterable[Scored]) -> str:
    """The faulty programs whose first cause was not named, with what was said first."""
    rows = [
        [one.wanted.file, one.wanted.main, _first(one), one.said.mishap]
        for one in scoring.misses(scored)
    ]
    return "\n" + table(["missed", "wanted", "first three said", "ended by"], rows) if rows else ""


def _first(one: Scored) -> str:
    causes = scoring.ranked(one.said.findings)[: scoring.FIRST_THREE]
    return ", ".join(f"{cause.catalogue} {cause.severity}" for cause in causes) or "nothing"
