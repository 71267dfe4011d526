"""Different right programs, made from the master solutions."""

from pathlib import Path

from benchmarks.tasks import Data
from nngrader.jobs import Submission

SOLUTIONS = Path(__file__).parents[1] / "solutions"
ACTIVATIONS = ("tanh", "relu")
XOR_LOSSES = ("mean_squared_error", "binary_crossentropy")


def hand_in(data: Data, number: int) -> Submission:
    """Make one program; no two numbers give the same network, and all earn full points."""
    changes = {"xor": _xor, "iris": _iris, "mnist": _mnist}[data](number)
    code = (SOLUTIONS / data / f"{data}.py").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert code.count(old) == 1, f"{old!r} is no longer once in the solution of {data}"
        code = code.replace(old, new)
    name = f"{data}.py"
    return Submission(student=f"{data} {number}", name=name, path=name, code=code)


def _xor(number: int) -> dict[str, str]:
    return {
        'Dense(16, activation="tanh")': _hidden(number),
        '"mean_squared_error"': f'"{XOR_LOSSES[number // 2 % 2]}"',
        "epochs=50": f"epochs={50 + number % 5}",
    }


def _iris(number: int) -> dict[str, str]:
    return {
        'Dense(16, activation="tanh")': _hidden(number),
        "epochs=60": f"epochs={60 + number % 5}",
    }


def _mnist(number: int) -> dict[str, str]:
    """Keep the sizes and the epochs, which the rubric and the comparison ask for."""
    return {"learning_rate=0.1": f"learning_rate={0.1 - number * 0.004:.3f}"}


def _hidden(number: int) -> str:
    return f'Dense({16 + number}, activation="{ACTIVATIONS[number % 2]}")'
