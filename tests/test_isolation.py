"""The words in which a level is told, and required."""

import pytest

from nngrader.isolation import Isolation, IsolationMissing, Trial

BEST = Isolation("namespaces by root", (Trial("read a file outside", True, "refused"),))
MIDDLE = Isolation(
    "filters", (), {"namespaces by user": "the kernel refused `unshare`: Operation not permitted"}
)
LEAST = Isolation("process", (), {"filters": "to read a file outside was possible"})


def test_a_level_is_told_in_words() -> None:
    assert str(BEST) == ("isolation level 3 (isolated: own file system, processes and network)")


def test_a_lower_level_says_why_it_is_no_higher() -> None:
    assert str(MIDDLE) == (
        "isolation level 2 (confined: files, network and programs refused, names of files visible); "
        "no higher: the kernel refused `unshare`: Operation not permitted"
    )


def test_one_reason_is_said_once() -> None:
    both = Isolation("filters", (), {"namespaces by root": "no", "namespaces by user": "no"})

    assert str(both).endswith("no higher: no")


@pytest.mark.parametrize("isolation", [BEST, MIDDLE, LEAST])
def test_the_level_that_is_reached_can_be_required(isolation: Isolation) -> None:
    isolation.require(isolation.level)


def test_one_more_than_is_reached_is_refused_with_what_was_tried() -> None:
    with pytest.raises(IsolationMissing) as refused:
        MIDDLE.require(3)

    assert str(refused.value) == (
        "Isolation level 3 was required; this machine reaches 2 (confined: files, network and "
        "programs refused, names of files visible). Nothing was run.\n"
        "  namespaces by user: the kernel refused `unshare`: Operation not permitted\n"
        "docs/security.md says what each level needs, on GitHub's runners, in Docker, on "
        "Kubernetes and on a Mac."
    )


def test_where_nothing_better_could_be_tried_there_is_no_reason_to_tell() -> None:
    with pytest.raises(IsolationMissing) as refused:
        Isolation("process").require(2)

    assert "Nothing was run.\ndocs/security.md" in str(refused.value)
