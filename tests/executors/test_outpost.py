"""Which worker is given submissions: one that promises the same results, at the level promised."""

from dataclasses import replace

import pytest

from nngrader.executors._outpost import Promise, Station, difference
from nngrader.isolation import Isolation, Way

CONDITIONS = {"python": "3.11.7", "keras": "3.14.0"}
PROMISE = Promise(CONDITIONS, 2, encrypted=False)
STATION = Station(CONDITIONS, Isolation("filters"), 1)


@pytest.mark.parametrize("way", ["filters", "namespaces by user"])
def test_one_that_is_like_us_and_confines_as_well_will_do(way: Way) -> None:
    assert difference(PROMISE, replace(STATION, isolation=Isolation(way))) == ""


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (
            {"python": "3.12.1"},
            "its results could be others: python is 3.12.1 there and 3.11.7 here",
        ),
        (
            {"keras": "3.9.0", "engine": "9"},
            "its results could be others: keras is 3.9.0 there and 3.14.0 here; "
            "engine is 9 there and None here",
        ),
    ],
)
def test_one_with_other_versions_is_refused_with_each_of_them(
    changed: dict[str, str], why: str
) -> None:
    assert difference(PROMISE, replace(STATION, conditions=CONDITIONS | changed)) == why


def test_one_that_confines_less_than_was_promised_is_refused() -> None:
    strict = replace(PROMISE, level=3)

    assert difference(strict, STATION) == "it reaches isolation level 2, and 3 was promised"
    assert difference(strict, replace(STATION, isolation=Isolation("namespaces by root"))) == ""


@pytest.mark.parametrize("encrypted", [True, False])
def test_one_whose_submissions_reach_the_network_needs_a_scheduler_with_a_lock(
    encrypted: bool,
) -> None:
    open_to_all = replace(STATION, isolation=Isolation("process"))

    why = difference(replace(PROMISE, level=1, encrypted=encrypted), open_to_all)

    assert why == (
        ""
        if encrypted
        else "it reaches isolation level 1 (separate process: limits on time and memory, files and "
        "network open), so a submission could reach the scheduler, which runs whatever it is "
        "sent. Level 2 is needed, or TLS (docs/cluster.md)"
    )
