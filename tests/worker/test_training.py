"""Training in the compiled loop gives what `fit` gives, to the bit, and the same on any machine."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from nngrader.executors._process import clean_environment
from tests.worker.drawn_trainings import (
    BATCHES,
    BROKEN,
    CALLBACKS,
    HIDDEN,
    LOOPED,
    NUMBERS,
    OPTIMIZERS,
    PICTURES,
    PLAIN,
    RAISING,
    STOPPING,
    TASKS,
    UNLOOPED,
    VALIDATIONS,
    WATCH,
    WEIGHTS,
    Training,
)

pytestmark = pytest.mark.keras
ROOT = Path(__file__).parents[2]
PARTS = 3  #: children among which the trainings are shared out
ALONE = (*PLAIN, "everything at once", "Nadam")
PROGRAM = (sys.executable, "-W", "ignore", "-m", "tests.worker.comparing_fit")
BITS = ("weights", "optimizer", "batches")
LESSER = {  # asks the libraries to forget what this processor can do
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps="
    + ",".join(f"-{name}" for name in ("AVX", "AVX2", "AVX512F", "AVX512VL", "FMA", "FMA4")),
}

Result = dict[str, Any]
Find = Callable[[str], Result]
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Run the comparing program in a fresh child, in a folder of its own."""

    def run(what: str, names: tuple[str, ...], *, cores: int = 0, **settings: str) -> Result:
        home = str(tmp_path_factory.mktemp("home"))
        done = subprocess.run(
            [*PROGRAM, json.dumps([cores, what, *names])],
            env={**clean_environment(home), "PYTHONPATH": str(ROOT), **settings},
            cwd=home,
            capture_output=True,
            text=True,
            check=True,
        )
        found: Result = json.loads(done.stdout.splitlines()[-1])
        return found

    return run


@pytest.fixture(scope="module")
def compared(ask: Ask) -> Find:
    """What became of a training under `fit` and under ours; all of its part are made at once."""
    parts = [tuple(LOOPED)[start::PARTS] for start in range(PARTS)] + [(*UNLOOPED, *RAISING)]
    part = cache(lambda names: ask("compare", names))
    return lambda name: part(next(names for names in parts if name in names))[name]


@pytest.fixture(scope="module")
def alone(ask: Ask) -> Result:
    """Trainings in a child where no other seed came before."""
    return ask("alone", ALONE)


def bits(result: Result) -> list[Any]:
    return [result[name] for name in BITS]


def assert_alike(mine: dict[str, list[Any]], theirs: dict[str, list[Any]]) -> None:
    assert [*mine] == [*theirs]
    for name, values in mine.items():
        flat = [*flattened(values)], [*flattened(theirs[name])]
        assert flat[0] == pytest.approx(flat[1], rel=1e-6, abs=0, nan_ok=True), name


def flattened(values: list[Any]) -> Any:
    return chain.from_iterable(v if isinstance(v, list) else [v] for v in values)


@pytest.mark.parametrize("name", LOOPED)
def test_the_loop_gives_the_variables_and_the_history_of_fit(compared: Find, name: str) -> None:
    found = compared(name)

    assert (found["ours"]["engine"], found["ours"]["why"]) == ("loop", ""), LOOPED[name]
    assert bits(found["ours"]) == bits(found["fit"]), LOOPED[name]
    assert_alike(found["ours"]["history"], found["fit"]["history"])


@pytest.mark.parametrize("name", LOOPED)
def test_another_seed_gives_other_weights(compared: Find, name: str) -> None:
    """The failing twin: the comparison above would notice a difference."""
    found = compared(name)

    assert found["other seed"]["weights"] != found["ours"]["weights"], LOOPED[name]


@pytest.mark.parametrize("name", LOOPED)
def test_a_seed_leaves_nothing_behind_for_those_after_it(compared: Find, name: str) -> None:
    found = compared(name)

    assert bits(found["again"]) == bits(found["ours"]), LOOPED[name]


@pytest.mark.parametrize("name", ALONE)
def test_a_later_seed_gives_what_it_gives_in_a_process_of_its_own(
    compared: Find, alone: Result, name: str
) -> None:
    assert bits(compared(name)["other seed"]) == bits(alone[name])


@pytest.mark.parametrize("name", BROKEN)
def test_numbers_that_break_end_the_training_within_an_epoch(compared: Find, name: str) -> None:
    found = compared(name)["ours"]
    per_epoch = -(-TASKS[BROKEN[name].task].rows // WATCH.batch)

    assert 1 < found["epochs"] < WATCH.epochs
    assert found["batches"] % per_epoch
    assert found["batches"] // per_epoch == found["epochs"] - 1


def test_numbers_that_break_unwatched_end_nothing(compared: Find) -> None:
    assert compared("numbers that break, unwatched")["ours"]["epochs"] == WATCH.epochs


@pytest.mark.parametrize("callback", STOPPING)
def test_what_may_end_a_training_has_ended_one(compared: Find, callback: str) -> None:
    using = [name for name, training in LOOPED.items() if callback in training.calls[0].callbacks]

    assert any(compared(name)["ours"]["epochs"] < asked(LOOPED[name]) for name in using)


def asked(training: Training) -> int:
    return sum(call.epochs for call in training.calls)


OPTIONS = {
    "layers": [*HIDDEN, *chain.from_iterable(PICTURES)],
    "optimizer": OPTIMIZERS,
    "metrics": {metrics for task in TASKS.values() for metrics in task.metrics},
    "numbers": NUMBERS,
    "task": TASKS,
    "batch": BATCHES,
    "shuffle": (True, False),
    "validation": VALIDATIONS,
    "weights": WEIGHTS,
    "callbacks": [*chain.from_iterable(CALLBACKS)],
}


@pytest.mark.parametrize("kind", OPTIONS)
def test_every_option_is_drawn(kind: str) -> None:
    drawn = list(LOOPED.values())
    parts = drawn if hasattr(drawn[0], kind) else [training.calls[0] for training in drawn]
    found = [getattr(part, kind) for part in parts]
    several = kind in ("layers", "callbacks")

    assert set(OPTIONS[kind]) <= set(chain.from_iterable(found) if several else found)


@pytest.mark.parametrize("name", UNLOOPED)
def test_what_only_fit_can_do_is_done_by_fit_and_said(compared: Find, name: str) -> None:
    found = compared(name)

    assert (found["ours"]["engine"], found["ours"]["why"]) == ("fit", UNLOOPED[name][1])
    assert bits(found["ours"]) == bits(found["again"]) == bits(found["fit"])
    assert found["other seed"]["weights"] != found["ours"]["weights"]
    assert_alike(found["ours"]["history"], found["fit"]["history"])


@pytest.mark.parametrize("name", RAISING)
def test_a_training_that_stops_raises_what_fit_raises(compared: Find, name: str) -> None:
    found = compared(name)

    assert found["fit"]["error"]
    assert found["ours"] == found["again"] == found["fit"]
    assert found["other seed"]["error"][0] == found["fit"]["error"][0]  # it meets other rows first


CORES = [
    pytest.param(number, marks=pytest.mark.skipif(cores < number, reason="has fewer cores"))
    for cores in [len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0]
    for number in (1, 2)
]


@pytest.mark.parametrize("cores", CORES)
def test_the_number_of_cores_changes_nothing(ask: Ask, alone: Result, cores: int) -> None:
    assert ask("alone", ALONE, cores=cores) == alone


def test_the_settings_of_whoever_grades_change_nothing(
    ask: Ask, alone: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "4")
    monkeypatch.setenv("TF_ENABLE_ONEDNN_OPTS", "1")

    assert ask("alone", ALONE) == alone


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux is asked")
def test_a_lesser_processor_changes_nothing(ask: Ask, alone: Result) -> None:
    assert ask("alone", ALONE, **LESSER) == alone


def test_other_kernels_change_something(ask: Ask, alone: Result) -> None:
    """The failing twin: the comparisons above would notice other rounding."""
    found = ask("alone", ALONE, TF_ENABLE_ONEDNN_OPTS="1")

    assert any(found[name]["weights"] != alone[name]["weights"] for name in ALONE)
