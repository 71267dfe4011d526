"""Training in the neutral child gives what `fit` gives, to the bit."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nngrader.executors._process import clean_environment
from tests.worker.comparing_fit import CHANGES

pytestmark = pytest.mark.keras
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both trainings of every configuration, made once."""
    home = str(tmp_path_factory.mktemp("home"))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.worker.comparing_fit"],
        env=clean_environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_weights_and_history_are_those_of_fit(compared: dict[str, Any], name: str) -> None:
    assert compared[name]["ours"] == compared[name]["keras"]


@pytest.mark.parametrize("name", CHANGES)
def test_another_seed_gives_other_weights(compared: dict[str, Any], name: str) -> None:
    """The failing twin: the comparison above would notice a difference."""
    assert compared[name]["other seed"][0] != compared[name]["keras"][0]
