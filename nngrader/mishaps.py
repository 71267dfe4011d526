"""Words for what went wrong: one sentence for the student, from what Python or the system said."""

import re
import signal
import traceback
from pathlib import PurePath

from nngrader.evidence import Evidence, Mishap, MishapName, Place, StageError

MEMORY_KINDS = frozenset({"MemoryError", "ResourceExhaustedError", "_ArrayMemoryError"})
DUMP = re.compile(r"Timeout \(\d|Fatal Python error")  #: how faulthandler begins
LONGEST = 300  #: characters of Python's own message that are shown
PREAMBLES = (
    "Exception encountered when calling",
    "Graph execution error",
    "Detected at node",
    'File "',
)
#: What "Received a label value of" reads in our workers, where operations repeat exactly.
OUT_OF_RANGE = "is not in [0, "
TELLING = ("Received a label value of", OUT_OF_RANGE, "Incompatible shapes", "Cast string to")

#: (exception class or "", fragment of its message, what it means). The first match decides.
MEANINGS = (
    ("EOFError", "", "`input()` finds no keyboard here; write the value into the code."),
    ("SystemExit", "", "The code ended itself; remove `exit()`, `quit()` or `sys.exit()`."),
    ("KeyboardInterrupt", "", "The code raised a keyboard interrupt itself."),
    (
        "TypeError",
        "required positional argument",
        "The grader calls your functions as the starter file does, with the same arguments.",
    ),
    ("", "You must call `compile()`", "The network was trained before it was compiled."),
    ("", "No loss to compute", "`compile` was given no loss."),
    ("", "must have the same rank", "The loss and the labels do not have the same form."),
    ("", "must have rank (ndim)", "The loss and the labels do not have the same form."),
    ("", "Received a label value of", "A label is larger than the last column of the output."),
    ("", OUT_OF_RANGE, "A label is larger than the last column of the output."),
    ("", "Invalid dtype: str", "There is still text among the numbers."),
    ("", "Invalid dtype: object", "There is still text among the numbers."),
    ("", "Data cardinality is ambiguous", "Every row needs exactly one label."),
    ("", "Unrecognized data type", "Keras wants NumPy arrays, and one of these is a list."),
    ("", "Argument(s) not recognized: {'lr'", "The learning rate is spelled out in today's Keras."),
    ("", "Keras type promotion", "A number was wanted, and text came: is it `metrics=[...]`?"),
    ("", "`learning_rate` should be float", "A learning rate is written with a point, like 0.01."),
    ("", "is incompatible with the layer", "The rows do not have the shape the network expects."),
    ("", "incompatible shape", "The rows do not have the shape the network expects."),
)


def crashed(error: StageError, captured: Evidence) -> Mishap:
    """Turn an exception in the student's code into a mishap."""
    if error.kind == "EndlessTraining":
        return Mishap("timed_out", _endless(error), captured, error.place)
    name: MishapName = "out_of_memory" if error.kind in MEMORY_KINDS else "crashed"
    sentence = stopped(error)
    meaning = meaning_of(error.kind, error.message)
    return Mishap(name, f"{sentence} {meaning}".strip(), captured, error.place)


def _endless(error: StageError) -> str:
    where = f" at {error.place}" if error.place else ""
    return f"{error.message}{where} without an end. Is there a loop that never ends?"


def stopped(error: StageError) -> str:
    """Say in one sentence what stopped where, in Python's own words."""
    if error.kind == "ContractBroken":
        return f"{error.message}."
    where = f", {error.place}" if error.place else ""
    line = _first_line(error.message)
    said = f": {line}" if line else ""
    sentence = f"{_stage(error)} stopped with {error.kind}{where}{said}"
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def meaning_of(kind: str, message: str) -> str:
    """Say what an exception means for a beginner; empty when its own words must do."""
    found = (
        meaning
        for wanted, fragment, meaning in MEANINGS
        if wanted in ("", kind) and fragment in message
    )
    return next(found, "")


def _stage(error: StageError) -> str:
    return "Loading the file" if error.stage == "load" else f"`{error.stage}`"


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(PREAMBLES)]
    telling = (line for line in told if any(fragment in line for fragment in TELLING))
    line = next(telling, (told or lines or [""])[0])
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} ..."


def ended(status: int, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a process that is gone: `status` is its exit code, or minus the signal."""
    where = f" at {place}" if place else ""
    if status == -signal.SIGKILL:
        found = "The process was ended by the system, most likely for want of memory."
        return Mishap("out_of_memory", found, captured, place)
    if status < 0:
        name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
        found = f"Python itself crashed{where} (signal {name})."
        return Mishap("crashed", found, captured, place)
    found = (
        f"The program ended itself{where} with exit code {status} before the grader was done; "
        "remove what ends it, such as `os._exit()`."
    )
    return Mishap("crashed", found, captured, place)


def timed_out(limit_s: float, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a deadline: the code was somewhere when time ran out."""
    where = f"; it was at {place} then" if place else ""
    found = f"The code did not finish within {_seconds(limit_s)}{where}."
    return Mishap("timed_out", f"{found} Is there a loop that never ends?", captured, place)


def training_timed_out(
    limit_s: float, epochs: int, captured: Evidence, place: Place | None
) -> Mishap:
    """Explain a training that is too long."""
    found = (
        f"Training {epochs} {'epoch' if epochs == 1 else 'epochs'} did not finish within "
        f"{_seconds(limit_s)}. "
        "How many epochs, and how large a network, does this task need?"
    )
    return Mishap("timed_out", found, captured, place)


def _seconds(limit_s: float) -> str:
    return f"{limit_s:g} {'second' if limit_s == 1 else 'seconds'}"


def tampered(complaint: str, captured: Evidence) -> Mishap:
    """Explain messages that no child of ours sends."""
    found = f"The code wrote into the channel that carries its results ({complaint})."
    return Mishap("tampered", found, captured)


def grader_fault(name: str, found: str, captured: Evidence) -> Mishap:
    """Explain what nobody but us can mend; `name` says which hand-in, `found` what and where."""
    sentence = f"The grader itself stopped while it looked at `{name}`: {found.rstrip('.')}."
    return Mishap("grader_fault", f"{sentence} Please show this to your teacher.", captured)


def raised(error: Exception) -> str:
    """Name an exception of our own and the line of our code that raised it."""
    lines = traceback.extract_tb(error.__traceback__)
    where = f" in {PurePath(lines[-1].filename).name}, line {lines[-1].lineno}" if lines else ""
    return f"{type(error).__name__}{where}: {_first_line(str(error)) or 'no reason was given'}"


def no_model(function: str, got: str, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a `build_model` that built nothing."""
    found = f"`{function}` gave back {got}, and a Keras model was asked."
    hint = " Does its last line return the network?" if got == "None" else ""
    return Mishap("no_model", found + hint, captured, place)


def x_test_still_text(captured: Evidence) -> Mishap:
    """Explain test rows that no network can read."""
    found = (
        f"The test rows are still text when they leave `preprocess`, and the {len(captured.truth)} "
        "questions of the exam cannot be asked. Does every step reach `x_test` as well?"
    )
    return Mishap("crashed", found, captured, captured.blanks.get("preprocess"))


def place_in_dump(output: str, filename: str) -> int:
    """Find the student's line in the stack that faulthandler wrote; 0 when there is none."""
    dumps = DUMP.split(output)
    if len(dumps) < 2:
        return 0
    found = re.search(rf'File "{re.escape(filename)}", line (\d+)', dumps[-1])
    return int(found[1]) if found else 0


def without_dump(output: str) -> str:
    """Take faulthandler's stack out of what the student printed."""
    return DUMP.split(output)[0]
