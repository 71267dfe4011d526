"""A class of a thousand is graded again in seconds: what that takes of one report."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from time import process_time

import pytest

from nngrader.evidence import Evidence, KerasWarning, Place
from nngrader.grades import Explained
from nngrader.grading import grade
from nngrader.reports import html, json
from tests import builders

RENDERED_S, GRADED_S, TOLD_S = 0.15, 0.002, 0.002
MOST_BYTES = 400_000
TRIES = 5  #: of which the quickest counts: a busy machine also makes our own seconds longer


def _full() -> Evidence:
    """The most that a real hand-in shows: long, jagged curves, and a surface without order."""
    chance = Random(1)
    jagged = {
        name: tuple(chance.random() for _ in range(5_000))
        for name in ("loss", "accuracy", "val_loss", "val_accuracy")
    }
    noise = replace(builders.surface(31), values=tuple(chance.random() for _ in range(31**2)))
    runs = [
        builders.run(seed, history=jagged, epochs=5_000, surface=None if seed else noise)
        for seed in range(3)
    ]
    pixels = tuple(chance.randrange(256) for _ in range(784))
    wrong = tuple(replace(builders.wrong_digit(row, 4, 9, 0.9), pixels=pixels) for row in range(8))
    return builders.mnist_evidence(
        runs=tuple(replace(run, wrong=wrong) for run in runs),
        warnings=tuple(KerasWarning("W", f"{n} {'words ' * 99}", Place(n)) for n in range(20)),
        output="a line of eighty characters, as a program prints it for every epoch it has\n" * 800,
    )


KINDS = {
    "xor": builders.evidence(),
    "iris": builders.iris_evidence(),
    "mnist": builders.mnist_evidence(),
    "the most": _full(),
}


def _quickest(act: Callable[[], object]) -> float:
    """Seconds of our own processor time, with everything imported."""
    act()
    taken = []
    for _ in range(TRIES):
        start = process_time()
        act()
        taken.append(process_time() - start)
    return min(taken)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_small_and_rendered_at_once(kind: str) -> None:
    """At most 400 KB and 150 ms, where 5 ms are usual."""
    explained = tuple(Explained(w.message, w.message, w.place) for w in KINDS[kind].warnings)
    report = builders.report(KINDS[kind], warnings=explained)

    assert len(html.render(report).encode()) < MOST_BYTES
    assert _quickest(lambda: html.render(report)) < RENDERED_S


@pytest.mark.parametrize("kind", KINDS)
def test_judging_and_the_report_for_machines_take_no_time(kind: str) -> None:
    """At most 2 ms each, where 0.2 ms are usual."""
    assignment, report = builders.assignment(), builders.report(KINDS[kind])

    assert _quickest(lambda: grade(assignment, KINDS[kind], "")) < GRADED_S
    assert _quickest(lambda: json.render(report)) < TOLD_S


def test_a_clock_notices_what_takes_long() -> None:
    """The failing twin."""
    assert _quickest(lambda: sum(range(2_000_000))) > GRADED_S


def test_a_report_is_the_same_from_another_process_or_thread() -> None:
    """It is plain data: it can be sent to a process that renders it, and ten threads may render."""
    report = builders.report(KINDS["xor"])
    page = html.render(report)

    sent = pickle.loads(pickle.dumps(report))
    with ThreadPoolExecutor(10) as threads:
        pages = list(threads.map(html.render, [sent] * 10))

    assert set(pages) == {page}
