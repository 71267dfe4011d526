"""What a confined child may read: Python and its packages, and nothing of the course."""

import importlib.util
import sys
from pathlib import Path

import pytest

import nngrader
from nngrader.worker.places import readable

ROOT = Path(__file__).parents[2]


def within(path: Path) -> bool:
    return any(path.is_relative_to(place) for place in readable())


@pytest.mark.parametrize("name", ["json", "numpy", "keras", "tensorflow", "sqlite3", "sklearn"])
def test_libraries_are_readable(name: str) -> None:
    found = importlib.util.find_spec(name)

    assert found is not None
    assert found.origin is not None
    assert within(Path(found.origin))
    assert within(Path(found.origin).resolve())


def test_the_interpreter_and_our_own_package_are_readable() -> None:
    assert within(Path(sys.executable).resolve())
    assert within(Path(nngrader.__file__))


@pytest.mark.parametrize("name", ["solutions", "tests", "assignments", "pyproject.toml", ".git"])
def test_what_lies_beside_the_package_is_not(name: str) -> None:
    assert not within(ROOT / name)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/etc/shadow", "/proc/self/environ", "/root/.ssh/id_rsa", "/tmp/x", "/"]
)
def test_the_machines_own_files_are_not(path: str) -> None:
    assert not within(Path(path))


def test_no_place_lies_below_another_and_each_exists() -> None:
    places = [Path(place) for place in readable()]
    folders = {place for place in places if not place.is_symlink()}

    assert all(place.exists() for place in places)
    assert not [place for place in places if folders & set(place.parents)]


def test_the_home_folder_as_such_is_not_readable() -> None:
    assert not within(Path.home())
