"""Answers that nobody handed in: what correct programs have in common without knowing each other.

They are drawn from the spellings in `background/`, each part and each number on its own, as
students draw from lessons and manuals. A class of five says little about what is usual; these help.
"""

import random
import re
from collections import defaultdict
from importlib.resources import files

from nngrader.rubric import Assignment

COUNT = 80  #: so many that every spelling of a part is drawn about five times
PARTS = ("imports", "preprocess", "build", "train")
HABITS = (0, 0, 1, 1, 2, 3)  #: how many things a student does that nobody asked for
TASKS = ("iris", "mnist", "xor")
#: What beginners put in, round numbers all of them; the words stand in the spellings.
DRAWN = {
    "UNITS": "2 3 4 5 8 10 12 16 20 24 32 50 64 100 128 256 512".split(),
    "RATE": "0.1 0.05 0.03 0.02 0.01 0.005 0.001".split(),
    "EPOCHS": "5 10 20 50 100 150 200 250 300 400 500 600 800 1000 1500 2000 5000".split(),
    "BATCH": "1 2 4 8 16 32 64 128".split(),
    "PATIENCE": "5 10 20 50 100".split(),
    "BEND": "relu relu tanh sigmoid".split(),
}
_BLANK = re.compile(r"\b[A-Z]{4,}\b")
Spellings = dict[str, list[str]]


def background_of(assignment: Assignment) -> tuple[str, ...]:
    """Draw answers to an assignment, always the same; to one of your own, from all the shipped."""
    tasks = (assignment.name,) if assignment.name in TASKS else TASKS
    spellings = _read("shared", *tasks)
    chance = random.Random(0)  # noqa: S311 - nobody gains by foreseeing it
    return tuple(_drawn(spellings, chance) for _ in range(COUNT))


def _read(*names: str) -> Spellings:
    spellings = defaultdict(list)
    for name in names:
        text = (files("nngrader.similarity") / "background" / f"{name}.txt").read_text("utf-8")
        for block in text.split("#### ")[1:]:
            part, _, spelling = block.partition("\n")
            spellings[part].append(spelling.strip("\n"))
    return spellings


def _drawn(spellings: Spellings, chance: random.Random) -> str:
    parts = [chance.choice(spellings[part]) for part in PARTS]
    habits = chance.sample(spellings["habit"], chance.choice(HABITS))
    fixed = {part: chance.choice(spellings[part]) for part in ("input", "output", "loss", "metric")}

    def filled(blank: re.Match[str]) -> str:
        word = blank[0]
        return chance.choice(DRAWN[word]) if word in DRAWN else fixed.get(word.lower(), word)

    return _BLANK.sub(filled, "\n\n\n".join([*parts, *habits]))
