"""Words for what went wrong: one sentence for the student, from what Python or the system said."""

import re
import signal
import traceback
from dataclasses import dataclass, replace
from pathlib import PurePath

from nngrader.breakages import explained
from nngrader.evidence import Evidence, Mishap, MishapName, Place, StageError
from nngrader.jobs import Limits
from nngrader.limits import Excess

MEMORY_KINDS = frozenset({"MemoryError", "ResourceExhaustedError", "_ArrayMemoryError"})
NO_ROOM = (
    "No space left on device",
    "Disk quota exceeded",
    "File too large",
)  #: as the system says
NO_THREAD = ("can't start new thread", "pthread_create")  #: as Python and TensorFlow say
TRY_AGAIN = "Resource temporarily unavailable"
ABORT, KILL, CRASH, FILE_SIZE = (
    6,
    9,
    11,
    25,
)  #: numbers of signals, for not every platform names them
#: How faulthandler begins: before the deadline, at a crash, when asked by a signal.
DUMP = re.compile(r"Timeout \(\d|Fatal Python error|Stack \(most recent call first\)")
LONGEST = 300  #: characters of Python's own message that are shown
PREAMBLES = (
    "Exception encountered when calling",
    "Graph execution error",
    "Detected at node",
    'File "',
)
#: What Keras puts before the words of an error inside a layer's `call`.
AROUND = re.compile(
    r"^Exception encountered when calling [\w.]+\(\)\.\s+"
    r"(?:Could not automatically infer[\s\S]*?Error encountered:\s+)?"
)
#: What TensorFlow says behind its own stack; the second, where operations repeat exactly.
TELLING = ("Received a label value of", "is not in [0, ", "Incompatible shapes", "Cast string to")

#: What went beyond a limit: the name of the mishap, and a question that leads on.
EXCEEDED: dict[str, tuple[MishapName, str]] = {
    "cpu": ("out_of_cpu", "Is there a loop that never ends, or that does far more than it needs?"),
    "output": ("too_much_output", "Is there a `print` in a loop that never ends?"),
    "disk": ("out_of_disk", "Does it need all that it writes?"),
    "files": ("out_of_disk", "Is there a loop that makes a new one each time?"),
    "depth": ("out_of_disk", "Is there a loop that makes a new one each time?"),
    "threads": ("too_many_processes", "Is there a loop that starts a new one each time?"),
    "memory": ("out_of_memory", "Does it need so much at once?"),
    "messages": ("too_many_messages", "Is there a loop around `compile` or `fit`?"),
}


def exceeded(excess: Excess, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a limit that was measured from outside."""
    name, question = EXCEEDED[excess.of]
    where = f"; it was at {place} then" if place else ""
    return Mishap(name, f"The code {excess}{where}. {question}", captured, place)


def _room(limits: Limits) -> str:
    kept = f"{limits.disk_mib:,} MiB in {limits.files:,} files"
    return f"The code may write {kept}. Does it need all that it writes?"


def _memory(limits: Limits) -> str:
    return f"The code may use {limits.memory_mib:,} MiB. Does it need so much at once?"


def _threads(limits: Limits) -> str:
    return (
        f"The code may run {limits.threads:,} threads at once, and start no other program. "
        "Is there a loop that starts a new one each time?"
    )


def crashed(error: StageError, captured: Evidence, limits: Limits) -> Mishap:
    """Turn an exception in the student's code into a mishap."""
    if error.kind == "EndlessTraining":
        return Mishap("timed_out", _endless(error), captured, error.place)
    script = captured.script
    wanted = _wanted(error, limits)
    if wanted is None:
        return Mishap("crashed", _explained(error, script=script), captured, error.place)
    name, question = wanted
    return Mishap(name, f"{stopped(error, script=script)} {question}", captured, error.place)


def _explained(error: StageError, *, script: bool) -> str:
    """Say what an exception means for the line that raised it, or else what Python says."""
    found = explained(error.kind, error.message, error.text)
    if found is None:
        found = explained(error.kind, AROUND.sub("", error.message), error.text)
    if found is None:
        return stopped(error, script=script)
    meaning = found.told(script=script)
    if error.place is None or not error.text:
        return f"{stopped(error, script=script)} {meaning}".strip()
    place = str(error.place)
    return f"{place[0].upper()}{place[1:]} (`{error.text}`): {meaning}"


def _wanted(error: StageError, limits: Limits) -> tuple[MishapName, str] | None:
    """Name what an exception wanted more of; TensorFlow calls a full disk exhausted as well."""
    if any(words in error.message for words in NO_ROOM):
        return "out_of_disk", _room(limits)
    if error.kind in MEMORY_KINDS:
        return "out_of_memory", _memory(limits)
    if _refused_thread(error):
        return "too_many_processes", _threads(limits)
    return None


def _refused_thread(error: StageError) -> bool:
    """Whether no further thread or process could be started, as far as the words tell."""
    forking = error.kind == "BlockingIOError" and error.message == "[Errno 11] " + TRY_AGAIN
    return forking or any(words in error.message for words in NO_THREAD)


def _endless(error: StageError) -> str:
    where = f" at {error.place}" if error.place else ""
    return f"{error.message}{where} without an end. Is there a loop that never ends?"


def stopped(error: StageError, *, script: bool = False) -> str:
    """Say in one sentence what stopped where, in Python's own words."""
    if error.kind == "ContractBroken":
        return f"{error.message}."
    where = f", {error.place}" if error.place else ""
    line = _first_line(error.message)
    said = f": {line}" if line else ""
    sentence = f"{_stage(error, script=script)} stopped with {error.kind}{where}{said}"
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _stage(error: StageError, *, script: bool) -> str:
    if script:
        return "The script"
    return "Loading the file" if error.stage == "load" else f"`{error.stage}`"


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(PREAMBLES)]
    telling = (line for line in told if any(fragment in line for fragment in TELLING))
    line = next(telling, (told or lines or [""])[0])
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} ..."


@dataclass(frozen=True)
class End:
    """How a process ended, and what it left."""

    status: int  #: exit code, or minus the signal
    peak_mib: int = 0  #: most memory at once; 0 where nobody counted
    output: str = ""


def ended(end: End, limits: Limits, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a process that is gone."""
    end = _aborted(end)
    where = f" at {place}" if place else ""
    if end.status == -KILL:
        found = f"The process was ended by the system, most likely for want of memory{_peak(end)}."
        return Mishap("out_of_memory", f"{found} {_memory(limits)}", captured, place)
    if end.status < 0:
        name, rest = _signalled(end, limits)
        found = f"Python itself crashed{where} (signal {_signal(-end.status)}). {rest}"
        return Mishap(name, found.strip(), captured, place)
    found = (
        f"The program ended itself{where} with exit code {end.status} before the grader was done; "
        "remove what ends it, such as `os._exit()`."
    )
    return Mishap("crashed", found, captured, place)


def _aborted(end: End) -> End:
    """Read an abort as one: the first process of a namespace cannot signal itself, and crashes."""
    crashed_over_it = end.status == -CRASH and "Fatal Python error: Aborted" in end.output
    return replace(end, status=-ABORT) if crashed_over_it else end


def _signalled(end: End, limits: Limits) -> tuple[MishapName, str]:
    """Name what a crash wanted more of; without memory there is no thread either."""
    if end.status == -FILE_SIZE:
        return "out_of_disk", _room(limits)
    refused = any(words in end.output for words in (*NO_THREAD, TRY_AGAIN))
    if end.status != -ABORT or not (refused or "bad_alloc" in end.output):
        return "crashed", ""
    if end.peak_mib < limits.memory_mib and refused:
        return "too_many_processes", _threads(limits)
    return "out_of_memory", _memory(limits)


def _peak(end: End) -> str:
    return f", of which it had used {end.peak_mib:,} MiB" if end.peak_mib else ""


def _signal(number: int) -> str:
    known = {one.value: one.name for one in signal.Signals}
    return known.get(number, str(number))


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


def rejected(reason: str, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a network that is not built again without the student's code."""
    end = "" if reason.endswith(("?", ".")) else "."
    return Mishap("rejected", f"The network cannot be graded: {reason}{end}", captured, place)


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


def no_network(got: str, captured: Evidence) -> Mishap:
    """Explain a script that came to its end without a network; `got` is what it has instead."""
    instead = f" {got}." if got else ""
    found = (
        f"The script ran to its end without making a Keras network.{instead} "
        "Is the network made and trained in this file, where it is run?"
    )
    return Mishap("no_model", found, captured)


def another_network(error: StageError | None, captured: Evidence, limits: Limits) -> Mishap:
    """Explain a hand-in that did something else when it was run once more, with all its epochs."""
    if error is not None:
        return crashed(error, captured, limits)
    found = (
        "Run once more, with all its epochs, the code did not come to the network that counted at "
        "first. Does it do the same each time?"
    )
    return Mishap("crashed", found, captured)


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
