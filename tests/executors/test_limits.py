"""Real children that go beyond a limit: each ends in its own mishap, with the number and the limit."""

import re
import time
from collections.abc import Iterator

import pytest

from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Submission
from nngrader.training_memory import Nothing
from tests.executors.hand_ins import building, right, training, xor

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with Local(memory=Nothing()) as executor:
        executor.warm_up()
        yield executor


@pytest.fixture(scope="module", params=[None, "process"], ids=["best", "lowest"])
def wherever(request: pytest.FixtureRequest) -> Iterator[Local]:
    """Confined as well as this machine can, and as little as we ever do."""
    with Local(memory=Nothing(), way=request.param) as executor:
        yield executor


def mishap(local: Local, submission: Submission, **limits: float) -> Mishap:
    outcome = local.examine(submission, xor().limited(limits))
    assert isinstance(outcome, Mishap), outcome
    return outcome


def evidence(local: Local, submission: Submission, **limits: float) -> Evidence:
    outcome = local.examine(submission, xor().limited(limits))
    assert isinstance(outcome, Evidence), outcome
    return outcome


def number_in(message: str) -> float:
    """The first number in a message: what was measured."""
    found = re.search(r"\d[\d,.]*", message)
    assert found is not None
    return float(found[0].replace(",", ""))


def test_printing_without_an_end_is_too_much_output(local: Local) -> None:
    started = time.monotonic()

    found = mishap(local, training("while True: print('A' * 100_000)"), output_mib=2)

    assert found.name == "too_much_output"
    assert re.fullmatch(
        r"The code printed [\d.,]+ MiB of text, and 2 are allowed\. "
        r"Is there a `print` in a loop that never ends\?",
        found.message,
    )
    assert number_in(found.message) > 2
    assert time.monotonic() - started < 30


def test_printing_just_below_the_limit_is_fine_and_just_beyond_it_is_not(local: Local) -> None:
    below, beyond = (
        training(f"print('A' * {size}, flush=True)") for size in ((1 << 20) - 4096, 1 << 20)
    )

    assert grade(xor(), evidence(local, below, output_mib=1), "").full
    assert mishap(local, beyond, output_mib=1).message == (
        "The code printed 1.1 MiB of text, and 1 are allowed. "
        "Is there a `print` in a loop that never ends?"
    )


def test_a_hundred_thousand_lines_of_a_progress_bar_are_only_cut(local: Local) -> None:
    bar = "for step in range(100_000): print('\\r', step, '=' * 60, end='')"

    found = evidence(local, training(bar))

    assert grade(xor(), found, "").full
    assert len(found.output) <= 64 << 10


def test_computing_without_an_end_is_out_of_processor_time(local: Local) -> None:
    found = mishap(local, training("while True: pass"), cpu_s=8)

    assert found.name == "out_of_cpu"
    assert 8 <= number_in(found.message) < 11
    assert ", and 8 are allowed; it was at line 22 then." in found.message


def test_ignoring_the_first_signal_is_out_of_processor_time_as_well(local: Local) -> None:
    deaf = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n    while True: pass"

    assert mishap(local, training(deaf), cpu_s=8).name == "out_of_cpu"


def test_waiting_costs_no_processor_time(local: Local) -> None:
    found = mishap(local, training("import time; time.sleep(60)"), cpu_s=8, limit_s=12)

    assert found.name == "timed_out"


def test_memory_beyond_the_limit_is_told_with_it(local: Local) -> None:
    hungry = "kept = [np.ones(1 << 24) for _ in range(64)]"

    found = mishap(local, building(hungry), memory_mib=1024)

    assert (found.name, found.place.line if found.place else None) == ("out_of_memory", 13)
    assert found.message.endswith("The code may use 1,024 MiB. Does it need so much at once?")


def test_memory_below_the_limit_is_fine(local: Local) -> None:
    assert grade(xor(), evidence(local, building("np.ones(1 << 26)"), memory_mib=1024), "").full


def test_one_large_file_is_out_of_disk(wherever: Local) -> None:
    writing = (
        "with open('large', 'wb') as file:\n"
        "        while True: file.write(bytes(range(256)) * 4096)"
    )

    found = mishap(wherever, training(writing), disk_mib=8)

    assert found.name == "out_of_disk"
    assert "8" in found.message


def test_many_files_together_are_out_of_disk(wherever: Local) -> None:
    writing = (
        "import itertools, pathlib\n"
        "    for i in itertools.count(): pathlib.Path(f'f{i}').write_bytes(bytes(1 << 20))"
    )

    found = mishap(wherever, training(writing), disk_mib=8)

    assert found.name == "out_of_disk"
    assert "8" in found.message


def test_too_many_files_are_out_of_disk(wherever: Local) -> None:
    writing = (
        "import itertools, pathlib\n    for i in itertools.count(): pathlib.Path(f'f{i}').touch()"
    )

    found = mishap(wherever, training(writing), files=100)

    assert found.name == "out_of_disk"
    assert "100" in found.message


def test_what_is_kept_below_the_limit_is_fine(wherever: Local) -> None:
    writing = training("open('kept', 'wb').write(bytes(4 << 20))")

    assert grade(xor(), evidence(wherever, writing, disk_mib=8, files=200), "").full


def test_too_many_messages_are_told_with_their_number(local: Local) -> None:
    looping = "for _ in range(9): model.fit(x, y, epochs=1)"

    found = mishap(local, training(looping), messages=12)

    assert (found.name, found.message) == (
        "too_many_messages",
        "The code gave the grader 13 networks, trainings and warnings to note, and 12 are allowed. "
        "Is there a loop around `compile` or `fit`?",
    )


def test_more_threads_than_the_limit_are_too_many(local: Local) -> None:
    if local.isolation.level < 3:
        pytest.skip("below level 3 the kernel would count all threads of this user")
    starting = (
        "import threading, time\n"
        "    while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )

    found = mishap(local, training(starting), threads=64)

    assert (found.name, found.message) == (
        "too_many_processes",
        "`train` stopped with RuntimeError, line 23: can't start new thread. "
        "The code may run 64 threads at once, and start no other program. "
        "Is there a loop that starts a new one each time?",
    )


def test_who_asks_for_the_network_is_told_where_the_data_comes_from(local: Local) -> None:
    asking = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)"

    found = mishap(local, training(asking))

    assert found.name == "crashed"
    assert found.message.endswith(
        "): There is no network here, so nothing can be downloaded. "
        "The data comes through the arguments."
    )


def test_a_submission_after_one_beyond_a_limit_is_untouched(local: Local) -> None:
    mishap(local, training("while True: print('A' * 100_000)"), output_mib=1)

    assert grade(xor(), evidence(local, right()), "").full
