"""Records what real Keras does with the examples of rules: `python -m tests.rules.recording NAME...`.

Without names, all are recorded. Fast tests read what lies beside the examples; a slow one records
anew and compares.
"""

import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

import nngrader.rules
from nngrader.assignments import open_assignment
from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.jobs import Submission
from nngrader.rubric import Training
from nngrader.rules import find
from nngrader.rules._page import example, rule_names
from nngrader.submission import read

HEAD = "# assignment: "
WHICH = ("bad", "good")
SEEDS = (0, 1, 2)


def folder_of(rule: str) -> Path:
    """Find the room of a rule."""
    return Path(nngrader.rules.__file__).parent / rule.replace("-", "_")


def recorded(rule: str, which: str) -> Evidence:
    """Read what was recorded of an example."""
    text = (folder_of(rule) / f"{which}.json").read_bytes()
    return msgspec.json.decode(text, type=Evidence)


def measured(executor: Local, rule: str, which: str) -> Evidence:
    """Run an example now: a hand-in against its assignment, a script by itself."""
    text = example(rule, which)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{which}.py"
        path.write_text(text, encoding="utf-8")
        submission = read(path)
    assert isinstance(submission, Submission)
    outcome = _run(executor, rule, text, submission)
    assert not isinstance(outcome, Mishap) or outcome.name != "grader_fault", outcome.message
    return outcome.captured if isinstance(outcome, Mishap) else outcome


def _run(executor: Local, rule: str, text: str, submission: Submission) -> Evidence | Mishap:
    if not text.startswith(HEAD):
        return executor.diagnose(submission, Training(seeds=SEEDS), train=True)
    assignment = open_assignment(text.splitlines()[0].removeprefix(HEAD))
    return executor.examine(submission, replace(assignment, heal=rule == "old-keras-healed"))


def kept(evidence: Evidence) -> Evidence:
    """Leave out what no rule reads and what differs from day to day."""
    runs = tuple(
        replace(run, seconds=0.0, remembered=False, surface=None, wrong=()) for run in evidence.runs
    )
    return replace(evidence, runs=runs, seconds=0.0, isolation=1, output="")


def spare(thing: Any) -> Any:
    """Write data classes as mappings of what is unlike the default."""
    if is_dataclass(thing):
        told = {f.name: (getattr(thing, f.name), f) for f in fields(thing)}
        return {name: spare(value) for name, (value, f) in told.items() if not _usual(value, f)}
    if isinstance(thing, tuple):
        return [spare(one) for one in thing]
    return {k: spare(v) for k, v in thing.items()} if isinstance(thing, dict) else thing


def _usual(value: Any, field: Field[Any]) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)


def record(rules: tuple[str, ...]) -> Iterator[str]:
    """Record the examples of rules; yield a line of what is found in each."""
    with Local() as executor:
        for rule in rules:
            for which in WHICH:
                evidence = kept(measured(executor, rule, which))
                text = msgspec.json.encode(spare(evidence), order="deterministic")
                (folder_of(rule) / f"{which}.json").write_bytes(text + b"\n")
                found = [f"{f.rule} ({f.severity})" for f in find(evidence)]
                yield f"{rule} {which}: {', '.join(found) or 'nothing'}"


if __name__ == "__main__":
    for line in record(tuple(sys.argv[1:]) or rule_names()):
        print(line, flush=True)  # noqa: T201 - a command
