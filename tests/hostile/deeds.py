"""Hand-ins that try one deed after another, tell what came of each, and go on honestly."""

import subprocess
import sys
from collections.abc import Mapping

from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Submission
from tests.executors.hand_ins import FIT, right, xor

IMPORTS = "import keras\n"  #: how the hand-in begins
POOR = FIT.replace("epochs=100", "epochs=1")  #: a training that earns no points for its answers

#: `call` is the kernel's own entrance, past every library that could refuse first.
TRYING = """\
import ctypes, errno, os, sys
entrance = ctypes.CDLL(None, use_errno=True).syscall
entrance.restype = ctypes.c_long

def call(number, *given):
    words = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in given]
    if entrance(ctypes.c_long(number), *words) < 0:
        raise OSError(ctypes.get_errno(), "refused")

for name, deed in {deeds!r}.items():
    try:
        exec(deed, dict(globals()))
        came = "POSSIBLE"
    except BaseException as refused:
        number = getattr(refused, "errno", None)
        came = "REFUSED " + errno.errorcode.get(number, type(refused).__name__)
    print("DEED", name, came, sep="|", flush=True)
"""


def first(code: str, fit: str = FIT) -> Submission:
    """The right hand-in with other code before it, and perhaps another training at its end."""
    hand_in = right(FIT, fit)
    return Submission(student="s", name="hand_in.py", path="hand_in.py", code=code + hand_in.code)


def trying(deeds: Mapping[str, str]) -> Submission:
    """The right hand-in, after these statements were tried at its import."""
    return first(TRYING.format(deeds=dict(deeds)))


def told(output: str) -> dict[str, str]:
    """What came of each deed: `POSSIBLE`, or `REFUSED` and why."""
    lines = [line.split("|") for line in output.splitlines() if line.startswith("DEED|")]
    return {name: came for _, name, came in lines}


def plainly(deeds: Mapping[str, str]) -> dict[str, str]:
    """What comes of the same deeds in a process that nobody confined."""
    words = [sys.executable, "-c", TRYING.format(deeds=dict(deeds))]
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False)
    return told(done.stdout)


def tried(local: Local, deeds: Mapping[str, str]) -> dict[str, str]:
    """Try them in a submission; its honest rest must earn what it earns without them."""
    outcome = local.examine(trying(deeds), xor())
    assert isinstance(outcome, Evidence), outcome.message
    assert earned(outcome) == (15.0, "graded")
    came = told(outcome.output)
    assert list(came) == list(deeds)
    return came


def earned(outcome: Evidence | Mishap) -> tuple[float, str]:
    """Score and status of the graded report."""
    report = grade(xor(), outcome, "")
    return float(report.score), report.status


def output_of(outcome: Evidence | Mishap) -> str:
    """What the submission printed."""
    return outcome.captured.output if isinstance(outcome, Mishap) else outcome.output


def possible(came: Mapping[str, str]) -> list[str]:
    """Name the deeds that went well."""
    return [name for name, word in came.items() if word == "POSSIBLE"]
