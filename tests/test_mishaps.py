"""One sentence for whatever went wrong."""

import signal
from dataclasses import replace

import pytest

from nngrader import mishaps
from nngrader.evidence import Evidence, Mishap, Place, StageError
from nngrader.jobs import Limits
from nngrader.limits import Excess
from nngrader.mishaps import (
    LONGEST,
    End,
    crashed,
    ended,
    exceeded,
    place_in_dump,
    stopped,
    without_dump,
)
from tests import builders
from tests.catalogues import unsaid

SEEN = builders.untouched()
LIMITS = Limits()
MEMORY = "The code may use 4,096 MiB. Does it need so much at once?"
ROOM = "The code may write 256 MiB in 4,096 files. Does it need all that it writes?"
THREADS = (
    "The code may run 64 threads at once, and start no other program. "
    "Is there a loop that starts a new one each time?"
)


def error(kind: str = "ValueError", message: str = "no", place: Place | None = None) -> StageError:
    return StageError("train", kind, message, place)


def test_an_exception_is_told_with_its_place_and_words() -> None:
    told = str(stopped(error(message="could not convert", place=Place(7, cell=3))))

    assert told == "`train` stopped with ValueError, cell 3, line 7: could not convert."


def test_loading_is_no_function() -> None:
    told = str(stopped(StageError("load", "NameError", "name 'x' is not defined")))

    assert told == "Loading the file stopped with NameError: name 'x' is not defined."


@pytest.mark.parametrize("message", ["", "\n", "  \n \n"])
def test_an_exception_without_words_has_no_colon(message: str) -> None:
    assert str(stopped(error(message=message))) == "`train` stopped with ValueError."


@pytest.mark.parametrize(
    "around",
    [
        "Exception encountered when calling Halves.call().\n\n",
        "Exception encountered when calling Halves.call().\n\nCould not automatically infer the "
        "output shape / dtype of 'halves' (of type Halves). Error encountered:\n\n",
    ],
)
def test_an_error_inside_a_layer_is_explained_as_one_outside(around: str) -> None:
    said = f"{around}module 'keras.backend' has no attribute 'mean'\n\nArguments received by it"

    mishap = crashed(stopped_at("x -= K.mean(x)", "AttributeError", said), SEEN, LIMITS)

    told = "`keras.backend.mean` was removed; today it is `keras.ops.mean`."
    assert mishap.message.endswith(f"(`x -= K.mean(x)`): {told}")


def test_only_the_first_line_that_says_something_is_told() -> None:
    assert (
        str(stopped(error(message="\n  first \nsecond")))
        == "`train` stopped with ValueError: first."
    )


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_sentence_that_ends_is_not_ended_again(end: str) -> None:
    assert str(stopped(error(message=f"no{end}"))) == f"`train` stopped with ValueError: no{end}"


@pytest.mark.parametrize(("length", "shown"), [(LONGEST, "."), (LONGEST + 1, " ...")])
def test_a_long_message_is_cut(length: int, shown: str) -> None:
    told = str(stopped(error(message="x" * length)))

    assert told == f"`train` stopped with ValueError: {'x' * LONGEST}{shown}"


def test_a_broken_contract_speaks_for_itself() -> None:
    told = str(
        stopped(error("ContractBroken", "`preprocess` gave back 2 values; three were asked"))
    )

    assert told == "`preprocess` gave back 2 values; three were asked."


def stopped_at(text: str, kind: str, message: str) -> StageError:
    return replace(error(kind, message, Place(4)), text=text)


ASKING = stopped_at("name = input()", "EOFError", "EOF when reading a line")
WRITE = "`input()` finds no keyboard here; write the value into the code."


def test_a_crash_is_told_with_the_line_and_what_it_means() -> None:
    mishap = crashed(ASKING, SEEN, LIMITS)

    assert mishap.name == "crashed"
    assert (mishap.place, mishap.captured) == (Place(4), SEEN)
    assert mishap.message == f"Line 4 (`name = input()`): {WRITE}"


def test_in_a_notebook_the_cell_comes_first() -> None:
    found = replace(ASKING, place=Place(4, cell=2))

    assert crashed(found, SEEN, LIMITS).message == f"Cell 2, line 4 (`name = input()`): {WRITE}"


@pytest.mark.parametrize(
    ("found", "where"), [(replace(ASKING, text=""), ", line 4"), (replace(ASKING, place=None), "")]
)
def test_without_its_line_a_crash_is_told_in_pythons_words_first(
    found: StageError, where: str
) -> None:
    assert crashed(found, SEEN, LIMITS).message == (
        f"`train` stopped with EOFError{where}: EOF when reading a line. {WRITE}"
    )


def test_a_removed_name_is_told_with_its_spelling_of_today() -> None:
    line = "from keras.utils import np_utils"
    found = stopped_at(line, "ImportError", "cannot import name 'np_utils' from 'keras.utils' (x)")

    assert crashed(found, SEEN, LIMITS).message == (
        f"Line 4 (`{line}`): `keras.utils.np_utils` was removed; "
        "`to_categorical` now lives in `keras.utils`."
    )


SCRIPT = replace(SEEN, script=True)
MISSING = "There is no `iris.csv` here: it was not handed in with this file."


@pytest.mark.parametrize(
    ("seen", "more"), [(SEEN, " The data comes through the arguments."), (SCRIPT, "")]
)
def test_only_who_has_arguments_is_told_that_the_data_comes_through_them(
    seen: Evidence, more: str
) -> None:
    line = "table = pd.read_csv('iris.csv')"
    words = "[Errno 2] No such file or directory: 'iris.csv'"
    found = stopped_at(line, "FileNotFoundError", words)

    assert crashed(found, seen, LIMITS).message == f"Line 4 (`{line}`): {MISSING}{more}"


def test_what_stops_a_script_stops_the_script() -> None:
    found = StageError("load", "NameError", "name 'x' is not defined", Place(4), "print(x)")

    assert crashed(found, SCRIPT, LIMITS).message == (
        "The script stopped with NameError, line 4: name 'x' is not defined."
    )


def test_a_script_that_wants_too_much_memory_is_a_script_too() -> None:
    mishap = crashed(error("MemoryError"), SCRIPT, LIMITS)

    assert mishap.message == f"The script stopped with MemoryError: no. {MEMORY}"


def test_a_function_that_the_grader_called_is_told_how_it_calls() -> None:
    """Python stops before the first line of the function: there is none to show."""
    words = "train() missing 1 required positional argument: 'z'"

    assert crashed(error("TypeError", words, Place(4)), SEEN, LIMITS).message == (
        f"`train` stopped with TypeError, line 4: {words}. "
        "The grader calls your functions as the starter file does, with the same arguments."
    )


def test_an_unknown_exception_speaks_in_its_own_words() -> None:
    assert crashed(error(), SEEN, LIMITS).message == "`train` stopped with ValueError: no."


@pytest.mark.parametrize("kind", sorted(mishaps.MEMORY_KINDS))
def test_an_exception_for_want_of_memory_is_told_with_the_limit(kind: str) -> None:
    mishap = crashed(error(kind, place=Place(3)), SEEN, replace(LIMITS, memory_mib=512))

    assert (mishap.name, mishap.message) == (
        "out_of_memory",
        f"`train` stopped with {kind}, line 3: no. "
        "The code may use 512 MiB. Does it need so much at once?",
    )


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("OSError", "[Errno 28] No space left on device"),
        ("OSError", "[Errno 28] No space left on device: 'weights.h5'"),
        ("OSError", "[Errno 122] Disk quota exceeded"),
        ("OSError", "[Errno 27] File too large"),
        ("ResourceExhaustedError", "model/variables; No space left on device [Op:SaveV2]"),
    ],
)
def test_an_exception_for_want_of_room_is_told_with_the_limit(kind: str, message: str) -> None:
    mishap = crashed(error(kind, message, Place(3)), SEEN, LIMITS)

    assert (mishap.name, mishap.message) == (
        "out_of_disk",
        f"`train` stopped with {kind}, line 3: {message}. {ROOM}",
    )


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("RuntimeError", "can't start new thread"),
        ("BlockingIOError", "[Errno 11] Resource temporarily unavailable"),
    ],
)
def test_an_exception_for_want_of_threads_is_told_with_the_limit(kind: str, message: str) -> None:
    mishap = crashed(error(kind, message), SEEN, LIMITS)

    assert (mishap.name, mishap.message) == (
        "too_many_processes",
        f"`train` stopped with {kind}: {message}. {THREADS}",
    )


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("OSError", "[Errno 2] No such file or directory: 'x'"),
        ("OSError", "[Errno 11] Resource temporarily unavailable"),
        ("BlockingIOError", "[Errno 115] Operation now in progress"),
        ("RuntimeError", "can't do that"),
        ("PermissionError", "[Errno 13] Permission denied: '/etc/passwd'"),
    ],
)
def test_an_exception_that_no_limit_explains_is_a_crash(kind: str, message: str) -> None:
    mishap = crashed(error(kind, message), SEEN, LIMITS)

    assert (mishap.name, mishap.message) == ("crashed", f"`train` stopped with {kind}: {message}.")


@pytest.mark.parametrize(
    ("message", "meaning"),
    [
        (
            "[Errno 1] Operation not permitted",
            " There is no network here, and no other program can be started.",
        ),
        ("[Errno 1] Operation not permitted: 'data.csv'", ""),
    ],
)
def test_what_the_kernel_forbids_is_told_where_it_can_be_known(message: str, meaning: str) -> None:
    mishap = crashed(error("PermissionError", message), SEEN, LIMITS)

    assert (mishap.name, mishap.message) == (
        "crashed",
        f"`train` stopped with PermissionError: {message}.{meaning}",
    )


def test_a_label_out_of_range_is_told_without_tensorflows_own_stack() -> None:
    """As deterministic operations word it, measured with TensorFlow 2.21."""
    message = (
        "Graph execution error:\n\nDetected at node compile_loss/GatherV2 defined at:\n"
        '  File "<string>", line 1, in <module>\n\n  File "nn.py", line 1438, in sparse\n\n'
        "indices[1] = 3 is not in [0, 3)\n\t [[{{node compile_loss/GatherV2}}]]"
    )

    assert str(stopped(error("InvalidArgumentError", message, Place(15)))) == (
        "`train` stopped with InvalidArgumentError, line 15: indices[1] = 3 is not in [0, 3)."
    )


def test_a_killed_process_wanted_memory() -> None:
    mishap = ended(End(-signal.SIGKILL), LIMITS, SEEN, Place(3))

    assert (mishap.name, mishap.place) == ("out_of_memory", Place(3))
    assert mishap.message == (
        f"The process was ended by the system, most likely for want of memory. {MEMORY}"
    )


def test_a_killed_process_is_told_with_what_it_had_used() -> None:
    assert ended(End(-signal.SIGKILL, peak_mib=5321), LIMITS, SEEN, None).message == (
        "The process was ended by the system, most likely for want of memory, "
        f"of which it had used 5,321 MiB. {MEMORY}"
    )


def test_a_file_beyond_the_limit_may_end_a_process() -> None:
    mishap = ended(End(-signal.SIGXFSZ), LIMITS, SEEN, Place(3))

    assert (mishap.name, mishap.message) == (
        "out_of_disk",
        f"Python itself crashed at line 3 (signal SIGXFSZ). {ROOM}",
    )


POOL = "Check failed: ret == 0 (11 vs. 0)Thread tf_pool creation via pthread_create() failed."
SYSTEM = "terminate called: std::system_error\n  what():  Resource temporarily unavailable"
ALLOC = "terminate called after throwing an instance of 'std::bad_alloc'"


@pytest.mark.parametrize(
    ("end", "name", "rest"),
    [
        (End(-signal.SIGABRT, 700, POOL), "too_many_processes", f" {THREADS}"),
        (End(-signal.SIGABRT, 4095, POOL), "too_many_processes", f" {THREADS}"),
        (End(-signal.SIGABRT, 4096, POOL), "out_of_memory", f" {MEMORY}"),
        (End(-signal.SIGABRT, 700, SYSTEM), "too_many_processes", f" {THREADS}"),
        (End(-signal.SIGABRT, 700, ALLOC), "out_of_memory", f" {MEMORY}"),
        (End(-signal.SIGABRT, 5000, "no reason"), "crashed", ""),
        (
            End(-signal.SIGSEGV, 700, f"Fatal Python error: Aborted\n{ALLOC}"),
            "out_of_memory",
            f" {MEMORY}",
        ),
    ],
)
def test_an_abort_is_explained_by_what_was_printed_before(end: End, name: str, rest: str) -> None:
    mishap = ended(end, LIMITS, SEEN, None)

    assert (mishap.name, mishap.message) == (
        name,
        f"Python itself crashed (signal SIGABRT).{rest}",
    )


@pytest.mark.parametrize(
    ("excess", "name", "told"),
    [
        (
            Excess("cpu", 121.2, 120),
            "out_of_cpu",
            "The code used 121.2 seconds of processor time, and 120 are allowed; it was at line 9 "
            "then. Is there a loop that never ends, or that does far more than it needs?",
        ),
        (
            Excess("output", 64.1, 64),
            "too_much_output",
            "The code printed 64.1 MiB of text, and 64 are allowed; it was at line 9 then. "
            "Is there a `print` in a loop that never ends?",
        ),
        (
            Excess("disk", 300, 256),
            "out_of_disk",
            "The code wrote 300 MiB to disk, and 256 are allowed; it was at line 9 then. "
            "Does it need all that it writes?",
        ),
        (
            Excess("files", 4097, 4096),
            "out_of_disk",
            "The code made 4,097 files and folders, and 4,096 are allowed; it was at line 9 then. "
            "Is there a loop that makes a new one each time?",
        ),
        (
            Excess("depth", 13, 12),
            "out_of_disk",
            "The code made folders inside one another, 13 deep, and 12 are allowed; "
            "it was at line 9 then. Is there a loop that makes a new one each time?",
        ),
        (
            Excess("messages", 5001, 5000),
            "too_many_messages",
            "The code gave the grader 5,001 networks, trainings and warnings to note, and 5,000 "
            "are allowed; it was at line 9 then. Is there a loop around `compile` or `fit`?",
        ),
    ],
)
def test_every_limit_has_its_mishap_with_number_limit_and_question(
    excess: Excess, name: str, told: str
) -> None:
    mishap = exceeded(excess, SEEN, Place(9))

    assert (mishap.name, mishap.message, mishap.place) == (name, told, Place(9))
    assert exceeded(excess, SEEN, None).message == told.replace("; it was at line 9 then", "")


@pytest.mark.parametrize(
    ("status", "place", "told"),
    [
        (-signal.SIGSEGV, Place(3), "Python itself crashed at line 3 (signal SIGSEGV)."),
        (-signal.SIGABRT, None, "Python itself crashed (signal SIGABRT)."),
        (-999, None, "Python itself crashed (signal 999)."),
    ],
)
def test_a_signal_is_named(status: int, place: Place | None, told: str) -> None:
    mishap = ended(End(status), LIMITS, SEEN, place)

    assert (mishap.name, mishap.message) == ("crashed", told)


@pytest.mark.parametrize(("place", "where"), [(None, ""), (Place(3, cell=2), " at cell 2, line 3")])
def test_a_program_that_ends_itself_is_told_what_ends_it(place: Place | None, where: str) -> None:
    mishap = ended(End(3), LIMITS, SEEN, place)

    assert (mishap.name, mishap.message) == (
        "crashed",
        f"The program ended itself{where} with exit code 3 before the grader was done; "
        "remove what ends it, such as `os._exit()`.",
    )


@pytest.mark.parametrize(
    ("limit", "place", "told"),
    [
        (60.0, None, "The code did not finish within 60 seconds."),
        (1.0, None, "The code did not finish within 1 second."),
        (2.5, Place(9), "The code did not finish within 2.5 seconds; it was at line 9 then."),
    ],
)
def test_a_deadline_is_told_with_its_seconds(limit: float, place: Place | None, told: str) -> None:
    mishap = mishaps.timed_out(limit, SEEN, place)

    assert (mishap.name, mishap.place) == ("timed_out", place)
    assert mishap.message == f"{told} Is there a loop that never ends?"


@pytest.mark.parametrize(("epochs", "told"), [(1, "1 epoch"), (2, "2 epochs"), (0, "0 epochs")])
def test_a_training_that_is_too_long_is_told_with_its_epochs(epochs: int, told: str) -> None:
    mishap = mishaps.training_timed_out(1, epochs, SEEN, Place(31))

    assert (mishap.name, mishap.place) == ("timed_out", Place(31))
    assert mishap.message == (
        f"Training {told} did not finish within 1 second. "
        "How many epochs, and how large a network, does this task need?"
    )


def test_words_that_no_child_sends_are_tampering() -> None:
    mishap = mishaps.tampered("a header of 9 bytes", SEEN)

    assert (mishap.name, mishap.message) == (
        "tampered",
        "The code wrote into the channel that carries its results (a header of 9 bytes).",
    )


@pytest.mark.parametrize(
    ("got", "hint"), [("None", " Does its last line return the network?"), ("a list", "")]
)
def test_a_function_that_builds_nothing_is_told_what_it_gave(got: str, hint: str) -> None:
    mishap = mishaps.no_model("build_model", got, SEEN, Place(24))

    assert (mishap.name, mishap.place) == ("no_model", Place(24))
    assert mishap.message == f"`build_model` gave back {got}, and a Keras model was asked.{hint}"


DUMP = """\
epoch 1
Timeout (0:01:00)!
Thread 0x00007f (most recent call first):
  File "/site-packages/keras/fit.py", line 8 in fit
  File "xor.py", line 31 in train
  File "xor.py", line 40 in <module>
"""


def test_the_innermost_line_of_the_student_is_found_in_a_dump() -> None:
    assert place_in_dump(DUMP, "xor.py") == 31


def test_the_last_dump_counts() -> None:
    fatal = 'Fatal Python error: Segmentation fault\n  File "xor.py", line 12 in train\n'

    assert place_in_dump(DUMP + fatal, "xor.py") == 12


@pytest.mark.parametrize(
    "output", ["", '  File "xor.py", line 3 in f', "Timeout (0:01:00)!", "Timeout (no)", DUMP]
)
def test_no_line_of_the_student_is_line_zero(output: str) -> None:
    assert place_in_dump(output, "x.r.py") == 0


def test_a_dump_that_a_signal_asked_for_is_read_too() -> None:
    asked = 'epoch 1\nStack (most recent call first):\n  File "xor.py", line 12 in train\n'

    assert place_in_dump(asked, "xor.py") == 12
    assert without_dump(asked) == "epoch 1\n"


def test_a_dump_is_taken_out_of_the_output() -> None:
    assert without_dump(DUMP) == "epoch 1\n"


def test_an_output_without_a_dump_stays() -> None:
    assert without_dump("Timeout (in words)") == "Timeout (in words)"


def test_a_loop_around_fit_without_an_end_is_told_with_its_line() -> None:
    error = StageError("train", "EndlessTraining", "`fit` was called 1000 times", Place(23))

    mishap = crashed(error, builders.evidence(), LIMITS)

    assert (mishap.name, mishap.message) == (
        "timed_out",
        "`fit` was called 1000 times at line 23 without an end. Is there a loop that never ends?",
    )


LINE, CELL = Place(4), Place(4, cell=2)


@pytest.mark.parametrize(
    "mishap",
    [
        *(exceeded(Excess(of, 2, 1), SEEN, CELL) for of in mishaps.EXCEEDED),  # type: ignore[arg-type]
        exceeded(Excess("cpu", 2, 1), SEEN, None),
        *(ended(End(status, peak), LIMITS, SEEN, place) for status in (1, -9, -11, -25)
          for peak in (0, 9) for place in (None, LINE)),
        ended(End(-6, 9, "bad_alloc"), LIMITS, SEEN, None),
        ended(End(-6, 9, "pthread_create"), LIMITS, SEEN, None),
        *(mishaps.timed_out(1, SEEN, place) for place in (None, LINE)),
        mishaps.training_timed_out(2, 3, SEEN, None),
        mishaps.tampered("a malformed message", SEEN),
        mishaps.rejected("it does not say what it reads", SEEN, None),
        mishaps.grader_fault("xor.py", "no reason", SEEN),
        *(mishaps.no_model("build_model", got, SEEN, None) for got in ("None", "a list")),
        *(mishaps.no_network(got, SEEN) for got in ("", "It has a list")),
        mishaps.another_network(None, SEEN, LIMITS),
        mishaps.x_test_still_text(SEEN),
        *(crashed(replace(ASKING, place=place), SEEN, LIMITS) for place in (None, LINE, CELL)),
        *(crashed(error(kind, place=place), seen, LIMITS) for seen in (SEEN, SCRIPT)
          for kind in ("OddError", "MemoryError", "ContractBroken", "EndlessTraining")
          for place in (None, LINE)),
        crashed(StageError("load", "OddError", ""), SEEN, LIMITS),
    ],
    ids=lambda mishap: mishap.message,
)  # fmt: skip
def test_every_mishap_can_be_said_in_another_language(mishap: Mishap) -> None:
    assert mishap.words is not None
    assert str(mishap.words) == mishap.message
    assert unsaid(mishap.words) == []
