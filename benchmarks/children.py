"""Fresh processes under the environment of a neutral child: a question in, an answer out."""

import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from nngrader.executors._process import clean_environment, command

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def ask(
    call: str,
    question: object,
    answer: type[Answer],
    *,
    without: frozenset[str] = frozenset(),
    **settings: str,
) -> Answer:
    """Call a function of ours, such as "benchmarks.sgemm.main()", in a process where nothing is warm.

    `settings` are added to its environment, and what is named in `without` is taken away. Raises
    RuntimeError with its last words.
    """
    with TemporaryDirectory(prefix="nngrader-benchmark-") as home:
        done = subprocess.run(
            command(call),
            input=msgspec.json.encode(question),
            capture_output=True,
            cwd=home,
            env={k: v for k, v in clean_environment(home).items() if k not in without} | settings,
            check=False,
        )
    if done.returncode:
        words = done.stderr.decode(errors="replace")[-3000:]
        problem = f"{call} ended with {done.returncode} on {question}:\n{words}"
        raise RuntimeError(problem)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=answer)


def reply(measure: Callable[[Question], object], question: type[Question]) -> None:
    """Answer the one question of `ask`; called in the fresh process."""
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=question)
    answer = measure(asked)
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
