"""Right programs with one fault put in, in the manner of DeepCrime (Humbatova et al., ISSTA 2021).

An operator changes the syntax tree of a program where its text is found, and gives way where it
is not. Whether a change did harm was measured once (`outcomes.py`, `outcomes.toml`): a mutant that
learned as well as its original survived, and is no fault, unless the text alone proves it one.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import tomllib

from benchmarks.diagnosis.operators import OPERATORS, Operator
from benchmarks.machine import ROOT

HERE = Path(__file__).parent
OUTCOMES = HERE / "outcomes.toml"
#: How much less of its rows a mutant gets right, when it counts as harmed; DeepCrime tests over
#: twenty trainings, we train once with the seed of the original.
HARM = 0.05
MOST_CERTAIN, MOST_MEASURED = 2, 3  #: of each operator; many of the measured ones survive
HARM_LOSS = 2.0  #: where the program has no accuracy: how many times the loss

#: With what is replaced first: a reference solution must not train on all 60,000 pictures here.
ORIGINALS: dict[str, tuple[str, str]] = {
    "solutions/xor/xor.py": ("", ""),
    "solutions/iris/iris.py": ("", ""),
    "solutions/mnist/mnist.py": (
        "preprocess(pictures, digits, exam)",
        "preprocess(pictures[:8000], digits[:8000], exam)",
    ),
    **{
        f"benchmarks/diagnosis/correct/{name}.py": ("", "")
        for name in (
            "xor_adam_point_one",
            "xor_relu_bce",
            "xor_softmax_two",
            "xor_tanh_plus_minus",
            "iris_one_hot",
            "iris_raw_sparse",
            "iris_dropout",
            "mnist_dense",
            "mnist_small_cnn",
            "mnist_zero_or_one",
            "mnist_validation_data",
            "breast_cancer",
            "moons",
            "parabola",
            "house_prices",
        )
    },
}


@dataclass(frozen=True)
class Mutant:
    """A program with one fault."""

    original: str  #: the name of its file, without its ending
    operator: Operator
    text: str

    @property
    def name(self) -> str:
        """Its original and what was done to it."""
        return f"{self.original}__{self.operator.name}"


@dataclass(frozen=True)
class Outcome:
    """How a training ended: the share of right answers, else the loss; nothing when it stopped."""

    accuracy: float | None = None
    loss: float | None = None
    stopped: str = ""


def every() -> Iterator[Mutant]:
    """The mutants that are looked at: some of each operator, as by lot, but the same every time."""
    possible = [one for name in ORIGINALS for one in of(Path(name).stem, original(name))]
    for operator in OPERATORS:
        mine = [one for one in possible if one.operator is operator]
        most = MOST_CERTAIN if operator.certain else MOST_MEASURED
        yield from sorted(mine, key=_lot)[:most]


def _lot(mutant: Mutant) -> int:
    return crc32(mutant.name.encode())


def original(name: str) -> str:
    """The program before it is changed."""
    shortened = (ROOT / name).read_text(encoding="utf-8").replace(*ORIGINALS[name])
    return ast.unparse(ast.parse(shortened)) + "\n"


def of(name: str, text: str) -> Iterator[Mutant]:
    """The mutants of one program."""
    for operator in OPERATORS:
        tree = ast.parse(text)
        if operator.change(tree):
            changed = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
            yield Mutant(name, operator, changed)


def faulty() -> Iterator[Mutant]:
    """The mutants that are faults: proven by their text, or measured to do harm."""
    seen = outcomes()
    for mutant in every():
        if mutant.operator.certain or harmed(seen[mutant.original], seen[mutant.name]):
            yield mutant


def outcomes() -> dict[str, Outcome]:
    """What was measured of the originals and of their mutants."""
    kept = tomllib.loads(OUTCOMES.read_text(encoding="utf-8"))
    return {name: Outcome(**seen) for name, seen in kept.items()}


def harmed(before: Outcome, after: Outcome) -> bool:
    """Whether a mutant stopped, or learned clearly less than its original."""
    if after.stopped:
        return True
    if before.accuracy is not None and after.accuracy is not None:
        return round(before.accuracy - after.accuracy, 4) >= HARM
    if before.loss is None or after.loss is None:
        return True  # a loss that is no number, or no training at all
    return after.loss >= HARM_LOSS * before.loss
