"""Every bad.py and good.py, run for real: the rule fires on the one and not on the other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nngrader.assignments import open_assignment
from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.jobs import Submission
from nngrader.rules import find
from nngrader.rules._page import example, rule_names
from nngrader.submission import read

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def executor() -> Iterator[Local]:
    """One warm executor for all examples; equal trainings are remembered."""
    with Local() as local:
        yield local


def examined(executor: Local, folder: Path, rule: str, which: str) -> Evidence | Mishap:
    """Hand one example in."""
    text = example(rule, which)
    assignment = open_assignment(text.splitlines()[0].removeprefix("# assignment: "))
    assignment = replace(assignment, heal=rule == "old-keras-healed")
    path = folder / f"{which}.py"
    path.write_text(text, encoding="utf-8")
    submission = read(path)
    assert isinstance(submission, Submission)
    return executor.examine(submission, assignment)


@pytest.mark.parametrize("rule", rule_names())
def test_fires_on_its_bad_example(executor: Local, tmp_path: Path, rule: str) -> None:
    """The mistake is found by its name."""
    outcome = examined(executor, tmp_path, rule, "bad")
    found = find(outcome.captured if isinstance(outcome, Mishap) else outcome)

    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize("rule", rule_names())
def test_nothing_serious_on_its_good_example(executor: Local, tmp_path: Path, rule: str) -> None:
    """The mended hand-in trains, and has neither this mistake nor a serious other one."""
    outcome = examined(executor, tmp_path, rule, "good")

    assert isinstance(outcome, Evidence), outcome.message
    assert outcome.runs
    assert [
        f.rule for f in find(outcome) if f.rule == rule or f.severity in ("fatal", "major")
    ] == []
