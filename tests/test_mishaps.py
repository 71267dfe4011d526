"""One sentence for whatever went wrong."""

import signal

import pytest

from nngrader import mishaps
from nngrader.evidence import Place, StageError
from nngrader.mishaps import (
    LONGEST,
    crashed,
    ended,
    meaning_of,
    place_in_dump,
    stopped,
    without_dump,
)
from tests import builders

SEEN = builders.untouched()


def error(kind: str = "ValueError", message: str = "no", place: Place | None = None) -> StageError:
    return StageError("train", kind, message, place)


def test_an_exception_is_told_with_its_place_and_words() -> None:
    told = stopped(error(message="could not convert", place=Place(7, cell=3)))

    assert told == "`train` stopped with ValueError, cell 3, line 7: could not convert."


def test_loading_is_no_function() -> None:
    told = stopped(StageError("load", "NameError", "name 'x' is not defined"))

    assert told == "Loading the file stopped with NameError: name 'x' is not defined."


@pytest.mark.parametrize("message", ["", "\n", "  \n \n"])
def test_an_exception_without_words_has_no_colon(message: str) -> None:
    assert stopped(error(message=message)) == "`train` stopped with ValueError."


def test_only_the_first_line_that_says_something_is_told() -> None:
    assert stopped(error(message="\n  first \nsecond")) == "`train` stopped with ValueError: first."


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_sentence_that_ends_is_not_ended_again(end: str) -> None:
    assert stopped(error(message=f"no{end}")) == f"`train` stopped with ValueError: no{end}"


@pytest.mark.parametrize(("length", "shown"), [(LONGEST, "."), (LONGEST + 1, " ...")])
def test_a_long_message_is_cut(length: int, shown: str) -> None:
    told = stopped(error(message="x" * length))

    assert told == f"`train` stopped with ValueError: {'x' * LONGEST}{shown}"


def test_a_broken_contract_speaks_for_itself() -> None:
    told = stopped(error("ContractBroken", "`preprocess` gave back 2 values; three were asked"))

    assert told == "`preprocess` gave back 2 values; three were asked."


def test_a_crash_says_what_it_means() -> None:
    mishap = crashed(error("EOFError", "EOF when reading a line", Place(4)), SEEN)

    assert mishap.name == "crashed"
    assert (mishap.place, mishap.captured) == (Place(4), SEEN)
    assert mishap.message == (
        "`train` stopped with EOFError, line 4: EOF when reading a line. "
        "`input()` finds no keyboard here; write the value into the code."
    )


def test_an_unknown_exception_speaks_in_its_own_words() -> None:
    assert crashed(error(), SEEN).message == "`train` stopped with ValueError: no."


@pytest.mark.parametrize("kind", sorted(mishaps.MEMORY_KINDS))
def test_an_exception_for_want_of_memory_is_told_apart(kind: str) -> None:
    assert crashed(error(kind), SEEN).name == "out_of_memory"


@pytest.mark.parametrize(("kind", "fragment", "meaning"), mishaps.MEANINGS)
def test_every_meaning_can_be_reached(kind: str, fragment: str, meaning: str) -> None:
    assert meaning_of(kind or "ValueError", f"Keras says: {fragment} here") == meaning


def test_a_label_out_of_range_is_told_without_tensorflows_own_stack() -> None:
    """As deterministic operations word it, measured with TensorFlow 2.21."""
    message = (
        "Graph execution error:\n\nDetected at node compile_loss/GatherV2 defined at:\n"
        '  File "<string>", line 1, in <module>\n\n  File "nn.py", line 1438, in sparse\n\n'
        "indices[1] = 3 is not in [0, 3)\n\t [[{{node compile_loss/GatherV2}}]]"
    )

    assert crashed(error("InvalidArgumentError", message, Place(15)), SEEN).message == (
        "`train` stopped with InvalidArgumentError, line 15: indices[1] = 3 is not in [0, 3). "
        "A label is larger than the last column of the output."
    )


def test_another_kind_has_no_meaning() -> None:
    assert meaning_of("KeyError", "'x'") == ""


def test_a_killed_process_wanted_memory() -> None:
    mishap = ended(-signal.SIGKILL, SEEN, Place(3))

    assert (mishap.name, mishap.place) == ("out_of_memory", Place(3))
    assert mishap.message == (
        "The process was ended by the system, most likely for want of memory."
    )


@pytest.mark.parametrize(
    ("status", "place", "told"),
    [
        (-signal.SIGSEGV, Place(3), "Python itself crashed at line 3 (signal SIGSEGV)."),
        (-signal.SIGABRT, None, "Python itself crashed (signal SIGABRT)."),
        (-999, None, "Python itself crashed (signal 999)."),
    ],
)
def test_a_signal_is_named(status: int, place: Place | None, told: str) -> None:
    mishap = ended(status, SEEN, place)

    assert (mishap.name, mishap.message) == ("crashed", told)


@pytest.mark.parametrize(("place", "where"), [(None, ""), (Place(3, cell=2), " at cell 2, line 3")])
def test_a_program_that_ends_itself_is_told_what_ends_it(place: Place | None, where: str) -> None:
    mishap = ended(3, SEEN, place)

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


def test_a_dump_is_taken_out_of_the_output() -> None:
    assert without_dump(DUMP) == "epoch 1\n"


def test_an_output_without_a_dump_stays() -> None:
    assert without_dump("Timeout (in words)") == "Timeout (in words)"


def test_a_loop_around_fit_without_an_end_is_told_with_its_line() -> None:
    error = StageError("train", "EndlessTraining", "`fit` was called 1000 times", Place(23))

    mishap = crashed(error, builders.evidence())

    assert (mishap.name, mishap.message) == (
        "timed_out",
        "`fit` was called 1000 times at line 23 without an end. Is there a loop that never ends?",
    )
