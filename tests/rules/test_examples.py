"""Every bad.py and good.py, run for real: what was recorded of them is what comes out today."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from nngrader.evidence import Evidence
from nngrader.executors.local import Local
from nngrader.rules import find, rule_names
from tests.rules.recording import WHICH, kept, measured, recorded

pytestmark = pytest.mark.keras
NEAR = 0.15  #: of accuracy: another processor rounds otherwise, and small networks feel it


@pytest.fixture(scope="module")
def executor() -> Iterator[Local]:
    """One warm executor for all examples; equal trainings are remembered."""
    with Local() as local:
        yield local


def said(evidence: Evidence) -> list[tuple[str, str]]:
    """List what matters of what is found."""
    found = ((one.rule, one.severity) for one in find(evidence))
    return sorted(one for one in found if one[1] in ("fatal", "major"))


def captured(evidence: Evidence) -> Evidence:
    """Leave what depends neither on the processor that trains nor on where Keras is installed."""
    error = evidence.error and replace(evidence.error, message="")
    plain = replace(kept(evidence), runs=(), trials=(), versions={}, own_answers=None)
    return replace(plain, error=error)


@pytest.mark.parametrize("rule", rule_names())
def test_what_was_recorded_comes_out_today(executor: Local, rule: str) -> None:
    """Of both examples: the same evidence, about the same training, the same serious findings."""
    for which in WHICH:
        now, then = measured(executor, rule, which), recorded(rule, which)

        assert captured(now) == captured(then)
        assert [run.accuracy for run in now.runs] == pytest.approx(
            [run.accuracy for run in then.runs], abs=NEAR
        )
        assert said(now) == said(then)
