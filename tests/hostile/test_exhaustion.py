"""A19 to A28, A52, A53: hand-ins that want all there is of time, processes, memory, disk, output."""

import re
import shutil
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from nngrader.executors.local import Local
from tests.executors.hand_ins import building
from tests.hostile.attacking import examined, in_train, line_of
from tests.hostile.conftest import processes

pytestmark = pytest.mark.sandbox
LIMIT_S = 3.0
LATE_S = 3.0  #: after the limit, at most; one alone, the rest is for a busy machine
QUICK_S = 10.0  #: for what must not wait for a limit of time; a sound hand-in takes 1 s
MIB = 1 << 20

#: The first in its own signals' way, the last in nobody's.
DEAF = """
    import signal
    for number in range(1, 65):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            try:
                signal.signal(number, {handler})
            except (OSError, ValueError, RuntimeError):
                pass
    print("DEAF", flush=True)
"""
NATIVE = """
    import tensorflow as tf
    tf.function(lambda: tf.while_loop(lambda i: i >= 0, lambda i: (i + 1) % 1000, [tf.constant(0)]))()
"""


def timed_out(limit_s: float, line: int) -> str:
    return (
        f"The code did not finish within {limit_s:g} seconds; it was at line {line} then. "
        "Is there a loop that never ends?"
    )


# Time


def test_a19_an_endless_loop_ends_at_the_limit(local: Local) -> None:
    attack = in_train("while True: pass")

    outcome = examined(local, attack, limit_s=LIMIT_S)

    assert outcome.name == "timed_out"
    assert outcome.message == timed_out(LIMIT_S, line_of(attack, "while True"))
    assert LIMIT_S <= outcome.seconds < LIMIT_S + LATE_S


@pytest.mark.parametrize("handler", ["signal.SIG_IGN", "lambda *_: None"], ids=["ignored", "own"])
def test_a20_a21_a_loop_in_tensorflow_that_is_deaf_to_signals_ends_at_the_limit(
    local: Local, handler: str
) -> None:
    attack = in_train(DEAF.format(handler=handler) + NATIVE)

    outcome = examined(local, attack, limit_s=LIMIT_S)

    assert "DEAF" in outcome.printed
    assert outcome.name == "timed_out"
    assert outcome.message == timed_out(LIMIT_S, line_of(attack, "tf.function"))
    assert LIMIT_S <= outcome.seconds < LIMIT_S + LATE_S


def test_a21_replaced_signal_handlers_change_no_grade(local: Local) -> None:
    outcome = examined(local, in_train(DEAF.format(handler="lambda *_: None")))

    assert "DEAF" in outcome.printed
    assert outcome.full


# Processes and threads

FORKS = """
    import os, time
    forks = 0
    try:
        for _ in range(300):
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
            forks += 1
        print("POSSIBLE", forks, flush=True)
        time.sleep(5)
    except OSError as error:
        print("REFUSED", type(error).__name__, forks)
"""
THREADS = """
    import threading, time
    count, end = 0, threading.Event()
    try:
        for _ in range(2000):
            threading.Thread(target=end.wait, daemon=True).start()
            count += 1
    except RuntimeError as error:
        print("REFUSED", count, error, flush=True)
    time.sleep(1)
    end.set()
    time.sleep(0.5)
"""
TOO_MANY = (
    r"The code ran ([\d,]+) threads and programs at once, and 64 are allowed\. "
    r"Is there a loop that starts a new one each time\?"
)


def number_in(pattern: str, message: str) -> float:
    """The measured number, in a sentence that reads as a whole as it should."""
    found = re.fullmatch(pattern, message)
    assert found is not None, message
    return float(found[1].replace(",", ""))


@pytest.mark.levels(3, 2)  # a separate process may start others; see the next test
def test_a22_a_fork_bomb_is_refused(local: Local) -> None:
    outcome = examined(local, in_train(FORKS))

    assert outcome.printed == ["REFUSED BlockingIOError 0"]
    assert outcome.full


@pytest.mark.levels(1)  # the failing twin: at the others there is no process to count
def test_a22_a_fork_bomb_is_seen_and_ended_where_it_is_possible(local: Local) -> None:
    before = processes()

    outcome = examined(local, in_train(FORKS))

    assert outcome.name == "too_many_processes"
    assert number_in(TOO_MANY, outcome.message) > 64
    assert outcome.seconds < QUICK_S
    assert processes() <= before


@pytest.mark.levels(3)  # elsewhere the kernel counts by user, and not for root
def test_a23_a_thread_bomb_is_refused(local: Local) -> None:
    outcome = examined(local, in_train(THREADS))

    (told,) = outcome.printed
    assert 40 <= number_in(r"REFUSED (\d+) can't start new thread", told) < 64
    assert outcome.full


@pytest.mark.levels(2, 1)  # at level 3 the kernel refuses it
def test_a23_a_thread_bomb_is_seen_and_ended(local: Local) -> None:
    outcome = examined(local, in_train(THREADS))

    assert outcome.name == "too_many_processes"
    assert number_in(TOO_MANY, outcome.message) > 64
    assert outcome.seconds < QUICK_S


def test_a22_a23_a_few_threads_are_nobodys_business(local: Local) -> None:
    """The passing twin."""
    outcome = examined(local, in_train(THREADS.replace("2000", "30")))

    assert outcome.printed == []
    assert outcome.full


# Memory

WITHOUT_END = "The code may use {} MiB. Does it need so much at once?"


def test_a24_64_gib_of_numbers_are_refused(local: Local) -> None:
    outcome = examined(local, building("np.ones(1 << 33)"))

    assert (outcome.name, outcome.message) == (
        "out_of_memory",
        "`build_model` stopped with MemoryError, line 13: Unable to allocate 64.0 GiB for an "
        f"array with shape (8589934592,) and data type float64. {WITHOUT_END.format('4,096')}",
    )
    assert outcome.seconds < QUICK_S


def test_a24_the_code_may_go_on_without_them(local: Local) -> None:
    code = """
        try:
            np.ones(1 << 33)
            print("POSSIBLE")
        except MemoryError:
            print("REFUSED")
    """
    outcome = examined(local, in_train(code))

    assert outcome.printed == ["REFUSED"]
    assert outcome.full


@pytest.mark.levels(3)  # TensorFlow tries for ten seconds; A24 shows the same limit at all levels
def test_a25_4_gib_of_tensors_are_refused(local: Local) -> None:
    code = "import tensorflow as tf; tf.ones([1 << 30])"

    outcome = examined(local, building(code), memory_mib=1024)

    assert outcome.name == "out_of_memory"
    assert outcome.message.startswith(
        "`build_model` stopped with ResourceExhaustedError, line 13: "
    )
    assert outcome.message.endswith(WITHOUT_END.format("1,024"))


MEMFD = """
    import os
    kept = []
    try:
        for _ in range({count}):
            kept.append(os.memfd_create("bomb"))
            os.write(kept[-1], bytes(24 << 20))
        print("POSSIBLE")
    except OSError as error:
        print("REFUSED", type(error).__name__, len(kept))
"""


@pytest.mark.levels(3, 2)  # a separate process may make what no limit counts; see the next test
def test_a52_memory_that_no_limit_counts_is_refused(local: Local) -> None:
    outcome = examined(local, in_train(MEMFD.format(count=100)))

    assert outcome.printed == ["REFUSED PermissionError 0"]
    assert outcome.full


@pytest.mark.levels(1)  # the failing twin
def test_a52_memory_that_no_limit_counts_is_possible_in_a_separate_process(local: Local) -> None:
    before = psutil.virtual_memory().available

    outcome = examined(local, in_train(MEMFD.format(count=4)))

    assert outcome.printed == ["POSSIBLE"]
    assert psutil.virtual_memory().available > before - 512 * MIB  # gone with its process


SHARED = """
    import mmap, time
    try:
        kept = mmap.mmap(-1, {size} << 20)
        for start in range(0, {size} << 20, 4096):
            kept[start] = 1
        print("POSSIBLE", flush=True)
        time.sleep(5)
    except OSError as error:
        print("REFUSED", error)
"""


def test_a53_8_gib_that_would_be_shared_are_refused(local: Local) -> None:
    outcome = examined(local, in_train(SHARED.format(size=8192)))

    assert outcome.printed == ["REFUSED [Errno 12] Cannot allocate memory"]
    assert outcome.full


def test_a53_shared_memory_beyond_the_limit_is_seen_and_ended(local: Local) -> None:
    """The kernel's limit on data overlooks it, and the one on addresses has to be a wide one."""
    outcome = examined(local, in_train(SHARED.format(size=1536)), memory_mib=64)

    assert outcome.name == "out_of_memory"
    told = r"The code used ([\d.,]+) MiB of memory, and 64 are allowed\. Does it need so much at once\?"
    assert 64 < number_in(told, outcome.message) < 1536
    assert outcome.seconds < QUICK_S


# Disk

FILLING = """
    import os
    places = {"own": "filler", "tmp": "/tmp/nngrader-a26", "shm": "/dev/shm/nngrader-a26"}
    for name, path in places.items():
        try:
            with open(path, "wb") as file:
                for _ in range(64):
                    file.write(bytes(1 << 20))
                    file.flush()
            print(name, "POSSIBLE")
        except OSError as error:
            print(name, error.strerror)
        if os.path.exists(path):
            os.remove(path)
"""
FILLED = {
    3: [
        "own No space left on device",
        "tmp No space left on device",
        "shm No space left on device",
    ],
    2: ["own File too large", "tmp Permission denied", "shm Permission denied"],
    1: ["own File too large", "tmp Permission denied", "shm Permission denied"],
}


def test_a26_no_place_takes_more_than_the_limit(local: Local) -> None:
    outcome = examined(local, in_train(FILLING), disk_mib=8)

    assert outcome.printed == FILLED[local.isolation.level]
    assert outcome.full
    assert not list(Path("/tmp").glob("nngrader-a26*")) + list(
        Path("/dev/shm").glob("nngrader-a26*")
    )
    assert "nngrader-job-" not in Path("/proc/mounts").read_text()


SMALL_ONES = """
    import itertools, pathlib, time
    for number in itertools.count():
        pathlib.Path(f"filler{number}").write_bytes(bytes(1 << 20))
        time.sleep(0.01)
"""


def test_a26_many_files_do_not_fill_the_disk_either(local: Local) -> None:
    before = shutil.disk_usage(tempfile.gettempdir()).free

    attack = in_train(SMALL_ONES)
    outcome = examined(local, attack, disk_mib=16)

    assert outcome.name == "out_of_disk"
    if local.isolation.level == 3:
        assert outcome.message == (
            f"`train` stopped with OSError, line {line_of(attack, 'filler')}: "
            "[Errno 28] No space left on device. "
            "The code may write 16 MiB in 4,096 files. Does it need all that it writes?"
        )
    else:
        told = r"The code wrote ([\d.,]+) MiB to disk, and 16 are allowed\. Does it need all that it writes\?"
        assert 16 < number_in(told, outcome.message) < 100
    assert outcome.seconds < QUICK_S
    assert shutil.disk_usage(tempfile.gettempdir()).free > before - 64 * MIB


MANY_FILES = """
    import os, time
    for number in range(1_000_000):
        os.close(os.open(f"file{number}", os.O_CREAT | os.O_WRONLY))
        if number % 500 == 0:
            print(time.monotonic(), flush=True)
"""


def test_a27_a_million_files_are_stopped_and_gone_within_a_second(local: Local) -> None:
    attack = in_train(MANY_FILES)
    outcome = examined(local, attack)
    cleaned = time.monotonic()

    assert outcome.name == "out_of_disk"
    if local.isolation.level == 3:
        assert outcome.message == (
            f"`train` stopped with OSError, line {line_of(attack, 'os.open')}: "
            f"[Errno 28] No space left on device: "
            f"'file{(len(outcome.printed) - 1) * 500 + files_after(outcome.message)}'. "
            "The code may write 256 MiB in 4,096 files. Does it need all that it writes?"
        )
    else:
        told = (
            r"The code made ([\d,]+) files and folders, and 4,096 are allowed\. "
            r"Is there a loop that makes a new one each time\?"
        )
        assert number_in(told, outcome.message) == 4097
        assert cleaned - float(outcome.printed[-1]) < 2.0  # a second to see it, one to clean
    assert outcome.seconds < QUICK_S


def files_after(message: str) -> int:
    """How many files were made since the last five hundred."""
    found = re.search(r"'file(\d+)'", message)
    assert found is not None
    return int(found[1]) % 500


# Output

PRINTING = """
    import sys
    for _ in range({mib}):
        sys.{stream}.write("A" * (1 << 20))
"""


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a28_a_gigabyte_of_output_is_cut_and_not_kept_in_memory(local: Local, stream: str) -> None:
    code = PRINTING.format(mib=1024, stream=stream)
    before = psutil.Process().memory_info().rss

    outcome = examined(local, in_train(code), output_mib=1100)

    assert psutil.Process().memory_info().rss - before < 32 * MIB
    assert len(outcome.evidence.output) <= 64 << 10
    assert outcome.full


def test_a28_more_output_than_allowed_ends_it(local: Local) -> None:
    outcome = examined(local, in_train(PRINTING.format(mib=1024, stream="stdout")))

    assert outcome.name == "too_much_output"
    told = (
        r"The code printed ([\d.,]+) MiB of text, and 64 are allowed\. "
        r"Is there a `print` in a loop that never ends\?"
    )
    assert 64 < number_in(told, outcome.message) <= 1024.1
    assert outcome.seconds < QUICK_S
