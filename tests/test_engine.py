"""What a training depends on is named, and a worker is started under just that."""

import platform
from importlib.metadata import version

import pytest

from nngrader import engine
from nngrader.engine import ENGINE, NUMERICS, THREADS, conditions
from nngrader.executors._process import ENVIRONMENT, clean_environment


def test_every_condition_has_its_name() -> None:
    assert list(conditions()) == [
        "python",
        "keras",
        "nngrader",
        "numpy",
        "tensorflow",
        "engine",
        "threads",
        "onednn",
        "custom contraction kernel",
        "deterministic operations",
        "processor",
    ]


def test_versions_are_those_that_are_installed() -> None:
    told = conditions()

    assert told["python"] == platform.python_version()
    assert {told[name] == version(name) for name in ("keras", "nngrader", "numpy")} == {True}
    assert told["tensorflow"][0].isdigit()


def test_settings_are_told_as_they_are() -> None:
    told = conditions()

    assert (told["engine"], told["threads"]) == (str(ENGINE), str(THREADS))
    assert (told["onednn"], told["custom contraction kernel"]) == ("off", "off")
    assert told["deterministic operations"] == "on"


def test_the_processor_is_told_with_what_rounding_could_depend_on() -> None:
    machine, *simd = conditions()["processor"].split()

    assert machine == platform.machine()
    assert set(simd) <= {"avx", "avx2", "fma3", "avx512f", "neon", "sve"}


def test_a_package_that_is_missing_is_no_version() -> None:
    assert engine._version(("no-such-package",)) == "not installed"


def test_the_first_name_that_is_installed_counts() -> None:
    """TensorFlow is called otherwise on some systems."""
    assert engine._version(("no-such-package", "numpy", "keras")) == version("numpy")


@pytest.mark.parametrize(
    "name", ["TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL", "TF_ENABLE_ONEDNN_OPTS"]
)
def test_a_worker_is_started_with_what_the_conditions_promise(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whatever the teacher's own shell says."""
    monkeypatch.setenv(name, "1")

    assert NUMERICS.keys() == {"TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL", "TF_ENABLE_ONEDNN_OPTS"}
    assert NUMERICS[name] == ENVIRONMENT[name] == clean_environment("/home")[name] == "0"
