"""Limits by their names on a command line."""

import pytest

from nngrader.limits import LEAST, MOST, NAMED, Excess, overrides
from nngrader.rubric import Training

LISTED = (
    "There are wall (seconds), code (seconds), cpu (seconds), memory (MiB), threads, "
    "disk (MiB), files, output (MiB) and messages."
)


def test_a_limit_is_read_into_its_field() -> None:
    assert overrides(["wall=2.5", "memory=512", " disk = 8 "]) == {
        "limit_s": 2.5,
        "memory_mib": 512,
        "disk_mib": 8,
    }


def test_nothing_given_overrides_nothing() -> None:
    assert overrides([]) == {}


def test_what_is_given_last_counts() -> None:
    assert overrides(["wall=1", "wall=2"]) == {"limit_s": 2}


@pytest.mark.parametrize("limit", NAMED, ids=str)
def test_every_name_is_a_limit_that_a_child_gets(limit: object) -> None:
    usual, changed = (
        Training(limit_s=90),
        Training(
            **{"limit_s": 90, **overrides([f"{limit.name}=77"])}  # type: ignore[attr-defined]
        ),
    )

    assert (changed.limits, changed.code_limits) != (usual.limits, usual.code_limits)


@pytest.mark.parametrize("value", [LEAST, MOST])
def test_the_least_and_the_most_are_limits(value: int) -> None:
    assert overrides([f"files={value}"]) == {"files": value}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("wall", "wall wants a number of seconds from 1 to 1,000,000"),
        ("wall=", "wall wants a number of seconds from 1 to 1,000,000"),
        ("wall=0.9", "wall wants a number of seconds from 1 to 1,000,000"),
        ("wall=nan", "wall wants a number of seconds from 1 to 1,000,000"),
        ("wall=inf", "wall wants a number of seconds from 1 to 1,000,000"),
        ("memory=2.5", "memory wants a whole number of MiB from 1 to 1,000,000"),
        ("threads=0", "threads wants a whole number from 1 to 1,000,000"),
        ("threads=-4", "threads wants a whole number from 1 to 1,000,000"),
        ("files=1000001", "files wants a whole number from 1 to 1,000,000"),
        ("walls=20", "NAME=VALUE was wanted, such as wall=90"),
        ("20", "NAME=VALUE was wanted, such as wall=90"),
        ("", "NAME=VALUE was wanted, such as wall=90"),
    ],
)
def test_what_is_no_limit_is_told_with_what_exists(given: str, wanted: str) -> None:
    with pytest.raises(ValueError, match="--limit") as caught:
        overrides([given])

    assert str(caught.value) == f"--limit is {given!r}; {wanted}. {LISTED}"


@pytest.mark.parametrize(
    ("excess", "told"),
    [
        (Excess("cpu", 121.4, 120.0), "used 121.4 seconds of processor time, and 120 are allowed"),
        (Excess("output", 64.1, 64), "printed 64.1 MiB of text, and 64 are allowed"),
        (Excess("disk", 1234567.8, 256), "wrote 1,234,567.8 MiB to disk, and 256 are allowed"),
        (Excess("files", 4097, 4096), "made 4,097 files and folders, and 4,096 are allowed"),
        (Excess("depth", 13, 12), "made folders inside one another, 13 deep, and 12 are allowed"),
        (
            Excess("messages", 5001, 5000),
            "gave the grader 5,001 networks, trainings and warnings to note, and 5,000 are allowed",
        ),
    ],
)
def test_an_excess_says_its_number_and_the_limit(excess: Excess, told: str) -> None:
    assert str(excess) == told
