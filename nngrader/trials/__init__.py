"""Trials: one file per change that may confirm a suspicion, when a network is trained with it.

A change is a pure function of what a neutral child is told to train. It runs none of the student's
code and says nothing to the student but what it changed.
"""

from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol, cast

from nngrader.jobs import Array
from nngrader.language import Text
from nngrader.rooms import enter

ROOM = "nngrader.trials"
GAIN = 0.1  #: of skill that shows that a change mattered; chosen here
POOR = 0.2  #: skill; up to it nothing was learned, and any gain tells
MIDDLING = 0.55  #: skill; beyond it a network does its work; three of the four XOR rows are 0.5
SOLVED = 0.8  #: skill


@dataclass(frozen=True, eq=False)
class Replay:
    """A training as a neutral child is told to repeat it."""

    blueprint: dict[str, Any]
    fits: tuple[dict[str, Any], ...]  #: arguments, and names of arrays by role
    arrays: dict[str, Array]  #: by name; "ask:test" is what the trained network is asked
    labels: Array  #: of what it is asked


class Change(Protocol):
    """What a file in this room offers."""

    WORDS: Text  #: completes "with ..."

    def changed(self, replay: Replay) -> Replay | None:
        """Change one thing; None where there is nothing of the kind to be changed."""
        ...

    def confirms(self, reached: float, reaches: float) -> bool:
        """Say whether the skill, 0..1, moved as the suspected cause predicts.

        Skill is 0 for always guessing the most frequent class or the mean, and 1 for no mistake.
        """
        ...


def change_named(name: str) -> Change:
    """Open one change; raises UnknownName."""
    module: ModuleType = enter(ROOM, name)
    return cast(Change, module)


def better(reached: float, reaches: float) -> bool:
    """Say whether an outcome is clearly better."""
    return round(reaches - reached, 6) >= GAIN


def rescued(reached: float, reaches: float) -> bool:
    """Say whether an outcome that was not even middling is clearly better.

    Noisy rows learned by heart look better too: where something was learned already, the change must
    all but solve it.
    """
    solved = reached <= POOR or reaches >= SOLVED
    return reached < MIDDLING and better(reached, reaches) and solved
