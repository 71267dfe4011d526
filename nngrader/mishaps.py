"""Words for what went wrong: one sentence for the student, from what Python or the system said."""

import re
import signal
import traceback
from dataclasses import dataclass, replace
from pathlib import PurePath

from nngrader.breakages import explained
from nngrader.evidence import Evidence, Mishap, MishapName, Place, StageError
from nngrader.jobs import Limits
from nngrader.language import Text, counted, placed, say, sentences
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

NEEDED = say("Does it need so much at once?")
ALL_WRITTEN = say("Does it need all that it writes?")
ENDLESS = say("Is there a loop that never ends?")
ONE_EACH_TIME = say("Is there a loop that makes a new one each time?")
STARTS_EACH_TIME = say("Is there a loop that starts a new one each time?")
#: What went beyond a limit: the name of the mishap, and a question that leads on.
EXCEEDED: dict[str, tuple[MishapName, Text]] = {
    "cpu": (
        "out_of_cpu",
        say("Is there a loop that never ends, or that does far more than it needs?"),
    ),
    "output": ("too_much_output", say("Is there a `print` in a loop that never ends?")),
    "disk": ("out_of_disk", ALL_WRITTEN),
    "files": ("out_of_disk", ONE_EACH_TIME),
    "depth": ("out_of_disk", ONE_EACH_TIME),
    "threads": ("too_many_processes", STARTS_EACH_TIME),
    "memory": ("out_of_memory", NEEDED),
    "messages": ("too_many_messages", say("Is there a loop around `compile` or `fit`?")),
}


def exceeded(excess: Excess, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a limit that was measured from outside."""
    name, question = EXCEEDED[excess.of]
    if place:
        found = say(
            "The code {excess}; it was at {place} then.", excess=excess.told, place=placed(place)
        )
    else:
        found = say("The code {excess}.", excess=excess.told)
    return Mishap.told(name, sentences(found, question), captured, place)


def _room(limits: Limits) -> Text:
    kept = say(
        "The code may write {room:,} MiB in {files:,} files.",
        room=limits.disk_mib,
        files=limits.files,
    )
    return sentences(kept, ALL_WRITTEN)


def _memory(limits: Limits) -> Text:
    return sentences(say("The code may use {memory:,} MiB.", memory=limits.memory_mib), NEEDED)


def _threads(limits: Limits) -> Text:
    allowed = say(
        "The code may run {threads:,} threads at once, and start no other program.",
        threads=limits.threads,
    )
    return sentences(allowed, STARTS_EACH_TIME)


def crashed(error: StageError, captured: Evidence, limits: Limits) -> Mishap:
    """Turn an exception in the student's code into a mishap."""
    if error.kind == "EndlessTraining":
        return Mishap.told("timed_out", _endless(error), captured, error.place)
    script = captured.script
    wanted = _wanted(error, limits)
    if wanted is None:
        return Mishap.told("crashed", _explained(error, script=script), captured, error.place)
    name, question = wanted
    words = sentences(stopped(error, script=script), question)
    return Mishap.told(name, words, captured, error.place)


def _explained(error: StageError, *, script: bool) -> Text:
    """Say what an exception means for the line that raised it, or else what Python says."""
    found = explained(error.kind, error.message, error.text)
    if found is None:
        found = explained(error.kind, AROUND.sub("", error.message), error.text)
    if found is None:
        return stopped(error, script=script)
    meaning = found.told(script=script)
    if meaning is None or error.place is None or not error.text:
        return sentences(stopped(error, script=script), meaning)
    return _at_line(error.place, error.text, meaning)


def _at_line(place: Place, line: str, meaning: Text) -> Text:
    if place.cell is None:
        return say(
            "Line {number} (`{line}`): {meaning}", number=place.line, line=line, meaning=meaning
        )
    return say(
        "Cell {cell}, line {number} (`{line}`): {meaning}",
        cell=place.cell,
        number=place.line,
        line=line,
        meaning=meaning,
    )


def _wanted(error: StageError, limits: Limits) -> tuple[MishapName, Text] | None:
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


def _endless(error: StageError) -> Text:
    if error.place is None:
        found = say("{what} without an end.", what=error.message)
    else:
        found = say(
            "{what} at {place} without an end.", what=error.message, place=placed(error.place)
        )
    return sentences(found, ENDLESS)


def stopped(error: StageError, *, script: bool = False) -> Text:
    """Say in one sentence what stopped where, in Python's own words."""
    if error.kind == "ContractBroken":
        return say("{problem}.", problem=error.message)
    who, line = _stage(error, script=script), _first_line(error.message)
    end = "" if line.endswith((".", "!", "?")) else "."
    said = f": {line}{end}" if line else end
    if error.place is None:
        return say("{who} stopped with {error}{said}", who=who, error=error.kind, said=said)
    return say(
        "{who} stopped with {error}, {place}{said}",
        who=who,
        error=error.kind,
        place=placed(error.place),
        said=said,
    )


def _stage(error: StageError, *, script: bool) -> Text | str:
    if script:
        return say("The script")
    return say("Loading the file") if error.stage == "load" else f"`{error.stage}`"


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
    if end.status == -KILL:
        words = sentences(_killed(end), _memory(limits))
        return Mishap.told("out_of_memory", words, captured, place)
    if end.status < 0:
        name, rest = _signalled(end, limits)
        return Mishap.told(name, sentences(_python_crashed(end, place), rest), captured, place)
    return Mishap.told("crashed", _ended_itself(end, place), captured, place)


def _killed(end: End) -> Text:
    if end.peak_mib:
        return say(
            "The process was ended by the system, most likely for want of memory, of which it had "
            "used {peak:,} MiB.",
            peak=end.peak_mib,
        )
    return say("The process was ended by the system, most likely for want of memory.")


def _python_crashed(end: End, place: Place | None) -> Text:
    signal_name = _signal(-end.status)
    if place is None:
        return say("Python itself crashed (signal {signal}).", signal=signal_name)
    return say(
        "Python itself crashed at {place} (signal {signal}).",
        place=placed(place),
        signal=signal_name,
    )


def _ended_itself(end: End, place: Place | None) -> Text:
    if place is None:
        return say(
            "The program ended itself with exit code {status} before the grader was done; "
            "remove what ends it, such as `os._exit()`.",
            status=end.status,
        )
    return say(
        "The program ended itself at {place} with exit code {status} before the grader was done; "
        "remove what ends it, such as `os._exit()`.",
        place=placed(place),
        status=end.status,
    )


def _aborted(end: End) -> End:
    """Read an abort as one: the first process of a namespace cannot signal itself, and crashes."""
    crashed_over_it = end.status == -CRASH and "Fatal Python error: Aborted" in end.output
    return replace(end, status=-ABORT) if crashed_over_it else end


def _signalled(end: End, limits: Limits) -> tuple[MishapName, Text | None]:
    """Name what a crash wanted more of; without memory there is no thread either."""
    if end.status == -FILE_SIZE:
        return "out_of_disk", _room(limits)
    refused = any(words in end.output for words in (*NO_THREAD, TRY_AGAIN))
    if end.status != -ABORT or not (refused or "bad_alloc" in end.output):
        return "crashed", None
    if end.peak_mib < limits.memory_mib and refused:
        return "too_many_processes", _threads(limits)
    return "out_of_memory", _memory(limits)


def _signal(number: int) -> str:
    known = {one.value: one.name for one in signal.Signals}
    return known.get(number, str(number))


def timed_out(limit_s: float, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a deadline: the code was somewhere when time ran out."""
    limit = _seconds(limit_s)
    if place is None:
        found = say("The code did not finish within {limit}.", limit=limit)
    else:
        found = say(
            "The code did not finish within {limit}; it was at {place} then.",
            limit=limit,
            place=placed(place),
        )
    return Mishap.told("timed_out", sentences(found, ENDLESS), captured, place)


def training_timed_out(
    limit_s: float, epochs: int, captured: Evidence, place: Place | None
) -> Mishap:
    """Explain a training that is too long."""
    found = counted(
        "Training {number} epoch did not finish within {limit}. "
        "How many epochs, and how large a network, does this task need?",
        "Training {number} epochs did not finish within {limit}. "
        "How many epochs, and how large a network, does this task need?",
        epochs,
        limit=_seconds(limit_s),
    )
    return Mishap.told("timed_out", found, captured, place)


def _seconds(limit_s: float) -> Text:
    one_or_more = 1 if limit_s == 1 else 2  # a fraction of a second counts as several
    return counted("{limit:g} second", "{limit:g} seconds", one_or_more, limit=limit_s)


def tampered(complaint: str, captured: Evidence) -> Mishap:
    """Explain messages that no child of ours sends."""
    found = say(
        "The code wrote into the channel that carries its results ({complaint}).",
        complaint=complaint,
    )
    return Mishap.told("tampered", found, captured)


def rejected(reason: str, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a network that is not built again without the student's code."""
    whole = reason if reason.endswith(("?", ".")) else f"{reason}."
    words = say("The network cannot be graded: {reason}", reason=whole)
    return Mishap.told("rejected", words, captured, place)


def grader_fault(name: str, found: str, captured: Evidence) -> Mishap:
    """Explain what nobody but us can mend; `name` says which hand-in, `found` what and where."""
    words = say(
        "The grader itself stopped while it looked at `{name}`: {found}. "
        "Please show this to your teacher.",
        name=name,
        found=found.rstrip("."),
    )
    return Mishap.told("grader_fault", words, captured)


def raised(error: Exception) -> str:
    """Name an exception of our own and the line of our code that raised it."""
    lines = traceback.extract_tb(error.__traceback__)
    where = f" in {PurePath(lines[-1].filename).name}, line {lines[-1].lineno}" if lines else ""
    return f"{type(error).__name__}{where}: {_first_line(str(error)) or 'no reason was given'}"


def no_model(function: str, got: str, captured: Evidence, place: Place | None) -> Mishap:
    """Explain a `build_model` that built nothing."""
    found = say(
        "`{function}` gave back {got}, and a Keras model was asked.", function=function, got=got
    )
    hint = say("Does its last line return the network?") if got == "None" else None
    return Mishap.told("no_model", sentences(found, hint), captured, place)


def no_network(got: str, captured: Evidence) -> Mishap:
    """Explain a script that came to its end without a network; `got` is what it has instead."""
    words = sentences(
        say("The script ran to its end without making a Keras network."),
        f"{got}." if got else None,
        say("Is the network made and trained in this file, where it is run?"),
    )
    return Mishap.told("no_model", words, captured)


def another_network(error: StageError | None, captured: Evidence, limits: Limits) -> Mishap:
    """Explain a hand-in that did something else when it was run once more, with all its epochs."""
    if error is not None:
        return crashed(error, captured, limits)
    found = say(
        "Run once more, with all its epochs, the code did not come to the network that counted at "
        "first. Does it do the same each time?"
    )
    return Mishap.told("crashed", found, captured)


def x_test_still_text(captured: Evidence) -> Mishap:
    """Explain test rows that no network can read."""
    found = say(
        "The test rows are still text when they leave `preprocess`, and the {rows} "
        "questions of the exam cannot be asked. Does every step reach `x_test` as well?",
        rows=len(captured.truth),
    )
    return Mishap.told("crashed", found, captured, captured.blanks.get("preprocess"))


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
