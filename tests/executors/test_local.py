"""Real children: every submission ends in Evidence or a named Mishap, whatever it does."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from nngrader.engine import conditions
from nngrader.evidence import Evidence, Mishap, TrainingRun
from nngrader.executors._self_test import measure
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Submission
from nngrader.rubric import Assignment
from nngrader.training_memory import Folder, Memory, Nothing
from tests.executors.hand_ins import BUILD, FIT, RIGHT, TRAIN, building, right, training, xor

pytestmark = pytest.mark.sandbox
LIMIT_S = 10.0


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with Local(memory=Nothing()) as executor:
        executor.warm_up()
        yield executor


def test_the_right_hand_in_gets_full_points(local: Local) -> None:
    outcome = local.examine(right(), xor())

    assert isinstance(outcome, Evidence)
    assert grade(xor(), outcome, "").full


#: What is changed, the name of the mishap, its sentence, the line it points to, the points kept.
MISHAPS = [
    pytest.param(
        training("while True: pass"),
        "timed_out",
        "The code did not finish within 10 seconds; it was at line 22 then. "
        "Is there a loop that never ends?",
        22,
        10.0,
        id="endless loop",
    ),
    pytest.param(
        training("import os; os._exit(0)"),
        "crashed",
        "The program ended itself with exit code 0 before the grader was done; "
        "remove what ends it, such as `os._exit()`.",
        None,
        10.0,
        id="os._exit",
    ),
    pytest.param(
        training("import sys; sys.exit()"),
        "crashed",
        "Line 22 (`import sys; sys.exit()`): "
        "The code ended itself; remove `exit()`, `quit()` or `sys.exit()`.",
        22,
        10.0,
        id="sys.exit",
    ),
    pytest.param(
        training("import ctypes; ctypes.string_at(0)"),
        "crashed",
        "Python itself crashed at line 22 (signal SIGSEGV).",
        22,
        10.0,
        id="segmentation fault",
    ),
    pytest.param(
        right(
            TRAIN, f"class Odd(Exception):\n    def __str__(self): 1 / 0\n{TRAIN}    raise Odd\n"
        ),
        "crashed",
        "`train` stopped with Odd, line 24: its message cannot be read (ZeroDivisionError).",
        24,
        10.0,
        id="an exception whose str raises",
    ),
    pytest.param(
        building("units = input()"),
        "crashed",
        "Line 13 (`units = input()`): "
        "`input()` finds no keyboard here; write the value into the code.",
        13,
        3.0,
        id="input",
    ),
    pytest.param(
        right("    return model\n\n", "\n"),
        "no_model",
        "`build_model` gave back None, and a Keras model was asked. "
        "Does its last line return the network?",
        12,
        3.0,
        id="build_model returns None",
    ),
    pytest.param(
        right("    return numbers(x_train)", "    numbers(x_train)"),
        "crashed",
        "`preprocess` gave back None; three arrays were asked: x_train, y_train, x_test.",
        5,
        7.0,
        id="preprocess returns None",
    ),
    pytest.param(
        right("    model.compile", "    # model.compile"),
        "crashed",
        "Line 22 (`return model.fit(x, y, epochs=100, batch_size=4)`): The network was used before "
        "it was compiled. With which loss and which optimizer should it learn?",
        22,
        7.0,
        id="not compiled",
    ),
    pytest.param(
        right("def build_model():", "def build_model(units):"),
        "crashed",
        "`build_model` stopped with TypeError, line 12: build_model() missing 1 required "
        "positional argument: 'units'. The grader calls your functions as the starter file does, "
        "with the same arguments.",
        12,
        3.0,
        id="an argument more",
    ),
    pytest.param(
        building("np.ones(8 << 30)"),
        "out_of_memory",
        "`build_model` stopped with MemoryError, line 13: Unable to allocate 64.0 GiB for an "
        "array with shape (8589934592,) and data type float64. "
        "The code may use 4,096 MiB. Does it need so much at once?",
        13,
        3.0,
        id="64 GiB",
    ),
    pytest.param(
        right("def train(model, x, y):\n" + FIT, "train = None\n"),
        "crashed",
        "`train` stopped with TypeError: 'NoneType' object is not callable.",
        None,
        10.0,
        id="train is no function",
    ),
]


@pytest.mark.parametrize(("submission", "name", "message", "line", "points"), MISHAPS)
def test_ends_in_a_named_mishap_with_its_line(
    local: Local, submission: Submission, name: str, message: str, line: int | None, points: float
) -> None:
    outcome = local.examine(submission, xor(LIMIT_S))

    assert isinstance(outcome, Mishap)
    assert (outcome.name, outcome.message) == (name, message)
    assert (outcome.place.line if outcome.place else None) == line
    assert grade(xor(), outcome, "").score == points
    assert outcome.captured.seconds < LIMIT_S + 1


def test_a_gigabyte_of_prints_is_dropped_and_costs_nothing(local: Local) -> None:
    before = psutil.Process().memory_info().rss
    patient = xor().limited({"output_mib": 1025})

    outcome = local.examine(building("for _ in range(64): print('A' * (1 << 24))"), patient)

    assert isinstance(outcome, Evidence)
    assert len(outcome.output) <= 64 << 10
    assert grade(xor(), outcome, "").full
    assert psutil.Process().memory_info().rss - before < 100 << 20


def test_an_error_after_the_training_keeps_the_network(local: Local) -> None:
    late = right(FIT, "    return model.fit(x, y, epochs=100).history['acc']\n")

    outcome = local.examine(late, xor())

    assert isinstance(outcome, Evidence)
    report = grade(xor(), outcome, "")
    assert report.full
    assert [finding.rule for finding in report.findings] == ["stopped-by-old-keras"]


def test_a_network_without_input_keeps_its_points_when_preprocess_stops(local: Local) -> None:
    """Whether a width was written down must not matter for what another function broke."""
    stop = "    return None\n\n    def numbers(x):\n"
    told = right("    def numbers(x):\n", stop)
    untold = replace(told, code=told.code.replace("    model.add(keras.Input((2,)))\n", ""))

    with_input, without = (local.examine(hand_in, xor()) for hand_in in (told, untold))

    assert isinstance(with_input, Mishap)
    assert isinstance(without, Mishap)
    assert grade(xor(), without, "").score == grade(xor(), with_input, "").score == 7.0


def test_the_next_submission_is_untouched_by_a_crash(local: Local) -> None:
    local.examine(training("import os; os.abort()"), xor())

    outcome = local.examine(right(), xor())

    assert isinstance(outcome, Evidence)
    assert grade(xor(), outcome, "").full


def test_a_loop_around_fit_trains_as_long_as_one_call(local: Local) -> None:
    looped = right(
        FIT, "    for _ in range(30):\n        h = model.fit(x, y, epochs=1)\n    return h\n"
    )

    outcome = local.examine(looped, xor())

    assert isinstance(outcome, Evidence)
    assert [(fit.epochs, fit.repeated) for fit in outcome.fits] == [(1, 30)]
    assert outcome.runs[0].epochs == 30


def test_own_layers_train_beside_the_students_code_and_say_so(local: Local) -> None:
    own = right(
        BUILD,
        "class Twice(keras.layers.Layer):\n    def call(self, x):\n        return 2 * x\n\n\n"
        + BUILD,
    )
    own = right_with(own, "    model.add(keras.Input((2,)))\n", "    model.add(Twice())\n")

    outcome = local.examine(own, xor())

    assert isinstance(outcome, Evidence)
    assert outcome.self_reported == "`Twice` is a layer of your own"
    assert all(run.self_reported for run in outcome.runs)
    assert grade(xor(), outcome, "").criteria[-1].self_reported


def right_with(submission: Submission, after: str, line: str) -> Submission:
    code = submission.code.replace(after, after + line, 1)
    return Submission(student="s", name="hand_in.py", path="hand_in.py", code=code)


def test_forged_frames_are_tampering_and_earn_nothing(local: Local) -> None:
    forging = building(
        "import os\n"
        "    for fd in range(3, 64):\n"
        "        try:\n"
        "            os.write(fd, b'\\x00\\x00\\x00\\x08{\"a\":1}x')\n"
        "        except OSError:\n"
        "            pass"
    )

    outcome = local.examine(forging, xor())

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"
    assert grade(xor(), outcome, "").score == 0


def test_hidden_labels_are_in_no_childs_memory(local: Local) -> None:
    """The order of the exam's species is a string that only the supervisor could make."""
    from nngrader.assignments import open_assignment

    iris = open_assignment("iris")
    rows = iris.dataset.load()
    sought = bytes(rows.truth)
    spying = Submission(
        student="s",
        name="spy.py",
        path="spy.py",
        code=(
            "import gc\n"
            "def preprocess(x_train, y_train, x_test):\n"
            f"    wanted = [int(c) + 1 for c in '{''.join(map(str, sought))}']\n"
            "    for o in gc.get_objects():\n"
            "        if isinstance(o, (list, tuple)) and len(o) == 30 and o is not wanted:\n"
            "            if all(isinstance(v, int) for v in o) and [v + 1 for v in o] == wanted:\n"
            "                print('FOUND')\n"
            "    print('searched')\n"
            "def build_model(): pass\n"
            "def train(model, x, y): pass\n"
        ),
    )

    outcome = local.examine(spying, iris)

    assert isinstance(outcome, Mishap)
    assert outcome.captured.output == "searched\n"


def test_equal_submissions_give_equal_evidence(local: Local) -> None:
    first, second = (local.examine(right(), xor()) for _ in range(2))

    assert isinstance(first, Evidence)
    assert isinstance(second, Evidence)
    assert [(r.history, r.answers, r.surface) for r in first.runs] == [
        (r.history, r.answers, r.surface) for r in second.runs
    ]


def test_no_process_is_left_behind() -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with Local(memory=Nothing()) as executor:
        executor.examine(training("import os; os.fork(); __import__('time').sleep(60)"), xor(6.0))

    left = {child.pid for child in psutil.Process().children(recursive=True)} - before
    assert left == set()


def test_what_leaves_its_group_is_ended_with_its_child() -> None:
    escaping = training(
        "import os, time\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0:\n"
        "            os.setsid()\n"
        "            time.sleep(60)\n"
        "        os._exit(0)"
    )
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    started = time.monotonic()
    with Local(memory=Nothing(), way="process") as executor:  # elsewhere it cannot even begin
        outcome = executor.examine(escaping, xor())

        found = psutil.Process().children(recursive=True)
        left = [process for process in found if process.pid not in before]
        assert [process.ppid() for process in left] == [os.getpid()]  # its zygote alone

    assert isinstance(outcome, Evidence)
    assert time.monotonic() - started < 50


def test_nothing_outlives_a_supervisor_that_was_killed() -> None:
    script = (
        "from nngrader.executors.local import Local\n"
        "from tests.executors.hand_ins import training, xor\n"
        "Local().examine(training('import time; time.sleep(60)'), xor())\n"
    )
    supervisor = psutil.Popen([sys.executable, "-c", script])
    wanted = 3 if measure().level == 3 else 2  # who waits for the zygote; it; the child that sleeps
    descendants = supervisor.children(recursive=True)
    while len(descendants) < wanted and supervisor.poll() is None:
        time.sleep(0.1)
        descendants = supervisor.children(recursive=True)
    assert len(descendants) == wanted

    supervisor.kill()
    supervisor.wait()

    _, alive = psutil.wait_procs(descendants, timeout=5)
    assert alive == []


def test_descriptors_and_folders_are_given_back(
    local: Local, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    local.examine(right(), xor())
    before = psutil.Process().num_fds()

    local.examine(training("import os; os._exit(3)"), xor())
    local.examine(training("open('left.txt', 'w').write('x')"), xor())

    assert psutil.Process().num_fds() == before
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_closes_its_channel_and_runs_on_has_tampered(local: Local) -> None:
    outcome = local.examine(
        training("import os; os.closerange(3, 99)\n    while True: pass"), xor()
    )

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"


def test_a_submission_that_kills_the_zygote_ends_no_other() -> None:
    with Local(memory=Nothing(), way="process") as executor:  # elsewhere it cannot
        killing = training("import os, time; os.kill(os.getppid(), 9); time.sleep(5)")
        outcome = executor.examine(killing, xor())
        following = executor.examine(right(), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"
    assert isinstance(following, Evidence)


def test_nothing_is_kept_at_home_for_the_next_submission(local: Local) -> None:
    places = "import os, tempfile, keras; home = os.path.expanduser('~')\n    "
    shown = "print(home == os.getcwd() == tempfile.gettempdir(), os.listdir(home), end='')"
    leaving = building(f"{places}{shown}; open(home + '/keras.json', 'w').write('x')")

    first, second = (local.examine(leaving, xor()) for _ in range(2))

    assert isinstance(first, Evidence)
    assert isinstance(second, Evidence)
    assert (first.output, second.output) == ("True []", "True []")


def test_a_function_that_gives_back_no_numbers_says_so(local: Local) -> None:
    rows = xor().dataset.load()
    given = (rows.x_train, rows.y_train, rows.x_test)

    numbers = local.call(right(), xor(), "preprocess", given)
    nothing = local.call(right(), xor(), "build_model", ())

    assert [table.shape for table in numbers.arrays] == [(4, 2), (4,), (4, 2)]
    assert nothing.error == "`build_model` gave back something else than numbers"


def test_a_zygote_that_was_killed_is_started_again() -> None:
    others = {child.pid for child in psutil.Process().children()}
    with Local(memory=Nothing()) as executor:
        executor.examine(right(), xor())
        for child in psutil.Process().children():
            if child.pid not in others:
                child.kill()

        outcome = executor.examine(right(), xor())

    assert isinstance(outcome, Evidence)


def test_without_fork_the_same_hand_in_gets_the_same_points() -> None:
    with Local(fork=False, memory=Nothing()) as executor:
        outcome = executor.examine(right(), xor())
        mishap = executor.examine(training("while True: pass"), xor(LIMIT_S + 10))

    assert isinstance(outcome, Evidence)
    assert grade(xor(), outcome, "").full
    assert isinstance(mishap, Mishap)
    assert mishap.name == "timed_out"


def test_the_supervisor_imports_neither_tensorflow_nor_keras() -> None:
    import subprocess
    import sys

    script = (
        "import sys; import nngrader.cli, nngrader.grading_session, nngrader.checkup, "
        "nngrader.verifying, nngrader.starting; from nngrader.reports import html\n"
        "from nngrader.assignments import open_assignment\n"
        "[open_assignment(n).dataset.load() for n in ('xor', 'iris', 'mnist')]\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('tensorflow', 'keras')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_blanks_and_broken_files_start_no_worker() -> None:
    blank = RIGHT.replace(FIT, "    raise NotImplementedError\n")
    executor = Local(memory=Nothing())
    broken = Submission(student="s", name="b.py", path="b.py", code=RIGHT + "def (")

    outcome = executor.examine(broken, xor())

    assert isinstance(outcome, Mishap)
    assert outcome.name == "syntax_error"
    assert not executor.needs_worker(broken, xor())
    assert executor.needs_worker(
        Submission(student="s", name="b.py", path="b.py", code=blank), xor()
    )
    assert not executor._children.started


def test_a_loop_that_waits_for_success_ends_as_it_does_at_home(local: Local) -> None:
    waiting = right(
        FIT,
        "    loss = 1.0\n"
        "    while loss > 0.05:\n"
        "        loss = model.fit(x, y, epochs=100, batch_size=4).history['loss'][-1]\n",
    )

    outcome = local.examine(waiting, xor())

    assert isinstance(outcome, Evidence)
    assert grade(xor(), outcome, "").full


def test_a_training_loop_without_fit_is_examined_too(local: Local) -> None:
    own = right(
        FIT, "    for _ in range(150):\n        model.train_on_batch(x, y.reshape(-1, 1))\n"
    )

    outcome = local.examine(own, xor())

    assert isinstance(outcome, Evidence)
    assert outcome.self_reported == "`train` never called `fit`"
    assert grade(xor(), outcome, "").full


# -- trainings that are too long ------------------------------------------------------------------


def for_epochs(count: int) -> Submission:
    return right("epochs=100", f"epochs={count}")


def limited(limit_s: float, epochs: int | None = None) -> Assignment:
    """One seed is enough to see."""
    assignment = xor(limit_s)
    return replace(assignment, training=replace(assignment.training, epochs=epochs))


def test_no_more_epochs_are_trained_than_the_assignment_allows(local: Local) -> None:
    outcome = local.examine(right(), limited(60, epochs=3))

    assert isinstance(outcome, Evidence)
    run = outcome.runs[0]
    assert (run.epochs, run.asked, run.cut, run.engine) == (3, 100, "epochs", "loop")
    assert 1 <= run.judged <= 3
    assert {len(values) for values in run.history.values()} == {3}
    assert grade(xor(), outcome, "").notes == (
        "Training was stopped after 3 of 100 epochs because no more epochs are trained here; "
        f"what counts is its best epoch, {run.judged:,}.",
    )


@pytest.mark.parametrize(("epochs", "cut"), [(99, "epochs"), (100, "")])
def test_a_training_of_a_hundred_epochs_is_whole_at_a_hundred(
    local: Local, epochs: int, cut: str
) -> None:
    outcome = local.examine(right(), limited(60, epochs))

    assert isinstance(outcome, Evidence)
    assert {(run.epochs, run.cut) for run in outcome.runs} == {(epochs, cut)}
    assert bool(grade(xor(), outcome, "").notes) == bool(cut)


def test_a_training_without_an_end_gets_credit_for_its_best_epoch(local: Local) -> None:
    outcome = local.examine(for_epochs(10_000_000), limited(LIMIT_S))

    assert isinstance(outcome, Evidence)
    assert {run.cut for run in outcome.runs} == {"time"}
    assert all(1 <= run.judged <= run.epochs < run.asked == 10_000_000 for run in outcome.runs)
    assert all(run.seconds < LIMIT_S * 1.5 for run in outcome.runs)
    report = grade(xor(), outcome, "")
    assert report.full
    run = outcome.runs[0]
    assert report.notes == (
        f"Training was stopped after {run.epochs:,} of 10,000,000 epochs because its time was over; "
        f"what counts is its best epoch, {run.judged:,}.",
    )


def test_a_training_whose_first_epoch_is_too_long_is_a_mishap() -> None:
    """Nothing was finished that could be judged; the neutral child is ended from outside."""
    slow = right(FIT, "    x, y = np.repeat(x, 3_000_000, 0), np.repeat(y, 3_000_000, 0)\n" + FIT)
    with Local(memory=Nothing()) as executor:
        outcome = executor.examine(slow, limited(LIMIT_S))

    assert isinstance(outcome, Mishap)
    assert (outcome.name, outcome.message) == (
        "timed_out",
        "Training 100 epochs did not finish within 10 seconds. "
        "How many epochs, and how large a network, does this task need?",
    )
    assert outcome.place == outcome.captured.fits[0].place


# -- what is remembered, and that no submission can plant it --------------------------------------


def examined(submission: Submission, memory: Memory) -> Evidence:
    with Local(memory=memory) as executor:
        outcome = executor.examine(submission, xor())
    assert isinstance(outcome, Evidence)
    return outcome


def remembered(outcome: Evidence) -> set[bool]:
    return {run.remembered for run in outcome.runs}


def on_any_day(outcome: Evidence) -> Evidence:
    """Evidence without what differs from day to day."""

    def timeless(run: TrainingRun) -> TrainingRun:
        return replace(run, seconds=0.0, remembered=False)

    return replace(outcome, seconds=0.0, runs=tuple(map(timeless, outcome.runs)))


@pytest.fixture(scope="module")
def honest() -> Evidence:
    """The right hand-in, examined where nothing is remembered."""
    return examined(right(), Nothing())


def test_a_second_grading_remembers_and_says_the_same(tmp_path: Path, honest: Evidence) -> None:
    memory = Folder(tmp_path)

    first, second = (examined(right(), Folder(tmp_path)) for _ in range(2))

    assert memory.contents().entries == 2 * len(first.runs)
    assert (remembered(first), remembered(second)) == ({False}, {True})
    assert on_any_day(first) == on_any_day(second) == on_any_day(honest)


def test_a_comment_makes_no_other_training_and_a_unit_does(tmp_path: Path) -> None:
    examined(right(), Folder(tmp_path))

    commented = examined(right(FIT, f"    # at last\n{FIT}"), Folder(tmp_path))
    wider = examined(right("Dense(16", "Dense(17"), Folder(tmp_path))

    assert remembered(commented) == {True}
    assert remembered(wider) == {False}


def test_a_training_that_was_cut_by_time_is_trained_again_and_one_cut_by_epochs_is_not(
    tmp_path: Path,
) -> None:
    with Local(memory=Folder(tmp_path)) as executor:
        timed, counted = (
            [executor.examine(for_epochs(10_000_000), assignment) for _ in range(2)]
            for assignment in (limited(5.0), limited(60, epochs=3))
        )

    assert all(isinstance(outcome, Evidence) for outcome in (*timed, *counted))
    assert [o.runs[0].remembered for o in timed if isinstance(o, Evidence)] == [False, False]
    assert [o.runs[0].remembered for o in counted if isinstance(o, Evidence)] == [False, True]


#: Sends messages of its own over every descriptor, as a child that trains would, and claims it all.
FORGE = """
import glob, os, socket, struct
import nngrader.training_memory, nngrader.wire
from nngrader.wire import Frame, send
def forge():
    answers = {"answer:test": np.array([[1], [0], [0], [1]], "float32")}
    ran = {"epochs": 100, "judged": 100, "cut": "", "engine": "loop", "why": "", "seconds": 1.0}
    for number in range(3, 64):
        try:
            line = socket.socket(fileno=os.dup(number))
            send(line, Frame("model", {"initial": "0", "spec": {}, "versions": {}}))
            send(line, Frame("run", {**ran, "error": "", "warnings": []}, answers))
            send(line, Frame("done"))
        except Exception:
            pass
"""
BAD = right("Dense(16", "Dense(1").code  # no hidden layer that could bend: it learns nothing
PATCH = """
import nngrader.executors._trainings as trainings, nngrader.training_memory as memory
import nngrader.worker.neutral as neutral, nngrader.worker.training as training
def everything(*_, **__):
    return 1.0
memory.digest_of = memory.Folder.keep = memory.Folder.recall = trainings.conditions = everything
trainings._lasting = trainings.Trainings.run = neutral.predict = training.fingerprint = everything
"""


def with_code(before: str, code: str = RIGHT, call: str = "") -> Submission:
    changed = code.replace(TRAIN, f"{before}\n{TRAIN}{call}", 1)
    return Submission(student="mallory", name="hand_in.py", path="hand_in.py", code=changed)


POISONS = {
    "forged before fit": with_code(FORGE, BAD, "    forge()\n"),
    "forged after fit": with_code(
        FORGE, BAD.replace("return model.fit", "model.fit") + "    forge()\n"
    ),
    "patched": with_code(PATCH, BAD),
}


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
def test_a_submission_plants_nothing_in_the_memory(
    tmp_path: Path, honest: Evidence, poison: Submission
) -> None:
    """Whatever becomes of it: who hands in the same network gets what that network earns."""
    weak = examined(replace(poison, code=BAD), Nothing())
    with Local(memory=Folder(tmp_path)) as executor:
        executor.examine(poison, xor())

    following = examined(replace(poison, code=BAD), Folder(tmp_path))

    assert weak.runs[0].accuracy < 1.0
    assert on_any_day(following) == on_any_day(weak)


@pytest.mark.parametrize("name", ["forged before fit", "forged after fit"])
def test_a_submission_that_forges_is_not_trained_at_all(tmp_path: Path, name: str) -> None:
    memory = Folder(tmp_path)
    with Local(memory=memory) as executor:
        outcome = executor.examine(POISONS[name], xor())

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"
    assert grade(xor(), outcome, "").score == 0
    assert memory.contents().entries == 0


def test_a_submission_that_patches_us_is_trained_elsewhere(tmp_path: Path) -> None:
    """The failing twin: its network is judged as it is, for its process does not train it."""
    outcome = examined(POISONS["patched"], Folder(tmp_path))

    weak = examined(replace(POISONS["patched"], code=BAD), Nothing())
    assert [run.answers for run in outcome.runs] == [run.answers for run in weak.runs]


def test_the_worker_trains_under_the_conditions_that_the_supervisor_names(honest: Evidence) -> None:
    assert honest.versions == conditions()
