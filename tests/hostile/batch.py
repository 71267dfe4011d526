"""A class of hand-ins for one batch: honest ones, attacks of many kinds, some beyond a limit."""

import json
import os
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.executors.hand_ins import FIT, RIGHT, building, right
from tests.hostile.attacking import in_train
from tests.hostile.deeds import POOR, first
from tests.submission.boxes import entry, zipped, zipped_entries

SOLUTIONS = Path(__file__).parents[2] / "solutions" / "xor"
MARK = "nngrader-hostile"  #: in the names of all files that an attack would leave
CANARY = f"{MARK}-canary"  #: lies in the environment of the batch and in no child's
HAND_IN = "xor.py"

#: What every hand-in of the batch may use; each is exceeded by one of them.
LIMITS = {
    "wall": 15,
    "cpu": 5,
    "memory": 256,
    "threads": 64,
    "disk": 16,
    "files": 500,
    "output": 4,
    "messages": 100,
}


def _nothing(folder: Path) -> None:
    """Most hand-ins are made of files alone."""


@dataclass(frozen=True)
class HandIn:
    """One folder of the class, and what may come of it at most."""

    kind: str
    files: dict[str, str | bytes]
    statuses: tuple[str, ...] = ("graded",)
    most: float = 15.0  #: points
    make: Callable[[Path], None] = _nothing  #: what is no ordinary file

    def lay_out(self, folder: Path) -> None:
        """Make the folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        folder.mkdir(parents=True, exist_ok=True)
        self.make(folder)


@dataclass(frozen=True)
class Aims:
    """What the attacks know of the place they run in: more than a student could."""

    hand_ins: Path
    out: Path
    memory: Path
    home: Path
    packages: Path
    tcp: int  #: ports of this machine that somebody listens at
    udp: int
    path: Path  #: a socket that somebody listens at
    victim: int  #: a process of the same user


Deeds = Callable[[Aims], list[str]]


def interleaved(*groups: Sequence[HandIn]) -> list[HandIn]:
    """Spread each group evenly over the whole; the first group begins."""
    placed = [
        (n / len(group), g, one) for g, group in enumerate(groups) for n, one in enumerate(group)
    ]
    return [one for _, _, one in sorted(placed, key=lambda place: place[:2])]


# -- Honest ----------------------------------------------------------------------------------------


def honest(count: int) -> list[HandIn]:
    """Different hand-ins that mean well: right ones, and all mistakes that the solution knows of."""
    known = [_mistake(path) for path in sorted((SOLUTIONS / "mutants").glob("*.py"))]
    mistakes = known[: count // 4]
    others = [_right(0), _packed(), _notebook(), *map(_right, range(1, count))]
    return interleaved(others[: count - len(mistakes)], mistakes)


def _right(number: int) -> HandIn:
    activation = ("tanh", "relu", "elu", "sigmoid")[number % 4]
    loss = ("mse", "binary_crossentropy")[number // 4 % 2]
    text = RIGHT.replace('Dense(16, activation="tanh")', f'Dense({8 + number}, "{activation}")')
    text = text.replace('loss="mse"', f'loss="{loss}"').replace(
        "epochs=100", f"epochs={90 + number}"
    )
    return HandIn("right", {HAND_IN: text})


def _mistake(path: Path) -> HandIn:
    return HandIn(f"mistake: {path.stem}", {HAND_IN: path.read_text(encoding="utf-8")})


def _packed() -> HandIn:
    return HandIn("right, packed", {"xor.zip": zipped({HAND_IN: RIGHT.encode()})})


def _notebook() -> HandIn:
    notebook = (SOLUTIONS / "xor.ipynb").read_text(encoding="utf-8")
    return HandIn("right, a notebook", {"xor.ipynb": notebook})


# -- Attacks ---------------------------------------------------------------------------------------

#: Each deed raises when it is refused. One that is not refused ends the hand-in, without points.
TRYING = """\
import ctypes, glob, mmap, os, resource, shutil, signal, socket, sys, time
libc = ctypes.CDLL(None, use_errno=True)

def called(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")

for deed in {deeds!r}:
    try:
        exec(deed, dict(globals()))
    except Exception:
        continue
    raise RuntimeError("POSSIBLE: " + deed)
"""


def attacks(aims: Aims) -> list[HandIn]:
    """Thirty kinds, the quick and telling ones first."""
    return [
        *_within(aims),
        *_reaching(aims),
        *_beside_the_code(aims),
        *_stubborn(),
    ]


def _refused(kind: str, deeds: Iterable[str]) -> HandIn:
    """Deeds that are all refused, whereupon the honest rest earns full points."""
    return HandIn(kind, {HAND_IN: first(TRYING.format(deeds=list(deeds))).code})


def _forger(kind: str, code: str) -> HandIn:
    """A training that earns nothing, after code that claims otherwise."""
    text = first(code, POOR).code
    return HandIn(kind, {HAND_IN: text}, most=10.0)


FORGING = """\
import atexit, os
def forge():
    for place in ({places}):
        for name in ("results.json", "s001.json", "s050.html", "{mark}.json"):
            try:
                with open(os.path.join(place, name), "w") as file:
                    file.write('{{"score": 100, "max_score": 100}}')
            except OSError:
                pass
    os._exit(0)
atexit.register(forge)
"""
PATCHING = """\
import _pytest.reports, pytest, sys
class Passed:
    outcome = "passed"; passed = True; failed = skipped = full = False; points = score = 15.0
_pytest.reports.TestReport.from_item_and_call = classmethod(lambda *_: Passed())
pytest.fail = pytest.raises = lambda *_, **__: None
import nngrader.grading, nngrader.rubric
nngrader.grading.grade = lambda *_, **__: Passed()
"""
ARITHMETIC = """\
import keras, numpy as np
np.mean = np.average = lambda *_, **__: 1.0
keras.Model.evaluate = lambda *_, **__: [0.0, 1.0]
keras.metrics.BinaryAccuracy.result = lambda *_: 1.0
keras.Model.predict = lambda self, x, *_, **__: np.array([[a != b] for a, b in x], "float32")
"""
HISTORY = """\
import keras
class History: history = {"accuracy": [1.0] * 100, "loss": [0.0] * 100}
keras.Model.fit = lambda *_, **__: History()
"""
FRAMES = """\
import os
def frame(text): return len(text).to_bytes(4, "big") + text
for number in range(3, 256):
    for text in (b'{"score": 100}', b"[" * 60000, b'{"kind": "done", "body": {}, "arrays": []}'):
        try:
            os.write(number, frame(text))
        except OSError:
            pass
"""
LIAR = """\
class Liar:
    def __eq__(self, other): return True
    __hash__ = None
    def __len__(self): return 4
    def __array__(self, *_, **__): import numpy; return numpy.ones((4, 2))
"""
LEFT_BEHIND = """\
import builtins, keras, numpy, os, random, sys, tensorflow
builtins.model = keras.history = "left"
builtins.sorted = lambda rows, *_, **__: rows
numpy.random.seed(7); random.seed(7); numpy.random.default_rng = lambda *_: None
os.environ["KERAS_BACKEND"] = "torch"; os.environ["PYTHONHASHSEED"] = "9"
sys.path.insert(0, "/nowhere"); sys.modules["submission_of_a_friend"] = sys
keras.utils.set_random_seed(99)
keras.config.set_floatx("float64"); keras.config.set_epsilon(0.5)
keras.mixed_precision.set_global_policy("mixed_float16")
keras.utils.get_custom_objects()["tanh"] = keras.activations.linear
"""
ESCAPES = r"""
for stream in (1, 2):
    os.write(stream, b"\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b[2J\x9b31m\x1b]8;;http://x\x07" * 999)
"""
WORDS = (
    'raise ValueError(\'=HYPERLINK("http://x")<img src=x onerror=alert(1)>\\x1b]52;c;eA==\\x07'
    "\\u202e]]>&#0;')"
)


def _within(aims: Aims) -> list[HandIn]:
    """Those that end, patch or deceive the process they are in."""
    places = ", ".join(repr(str(place)) for place in (".", aims.out, aims.home, aims.hand_ins))
    liar = right("return numbers(x_train), ", "return Liar(), ").code
    ended = ("crashed",)
    return [
        HandIn("A01 ends the process", {HAND_IN: first("import os; os._exit(0)\n").code}, ended, 0),
        _forger("A03 forges reports at its end", FORGING.format(places=places, mark=MARK)),
        _forger("A06 patches pytest and the grader", PATCHING),
        _forger("A09 patches the arithmetic", ARITHMETIC),
        _forger("A16 forges its history", HISTORY),
        HandIn("A10 A55 forges messages", {HAND_IN: first(FRAMES).code}, ("tampered",), 0),
        # What its `__array__` says are real numbers, and are judged as such: they are all the same.
        HandIn("A08 hands over liars", {HAND_IN: LIAR + liar}, most=8),
        HandIn(
            "A49 leaves names, seeds and settings", {HAND_IN: first(LEFT_BEHIND).code}, ended, 10
        ),
        HandIn("A44 prints escapes", {HAND_IN: first(f"import os{ESCAPES}").code}),
        HandIn("A43 A45 raises markup and formulas", {HAND_IN: building(WORDS).code}, ended, 10),
    ]


def _reaching(aims: Aims) -> list[HandIn]:
    """Those that reach for files, processes, the network, the kernel: all of it is refused."""
    return [
        _refused("A13 A14 reads others and reports", reading(aims)),
        _refused("A15 looks for secrets", secrets(aims)),
        _refused("A33 A54 talks", talking(aims)),
        _refused("A34 ends other processes", _ending(aims)),
        _refused(
            "A22 A29 starts processes and a daemon",
            [
                "[os.fork() for _ in range(64)]",
                "os.fork() or os.setsid() or os.fork() or time.sleep(60)",
                "assert os.system('true') == 0",
            ],
        ),
        _refused("A35 calls the kernel", _kernel()),
        _left("A36 poisons packages and caches", _of_all(aims)),
        _left(
            "A36 poisons trainings and reports",
            _of_ours(aims),
            *(f"shutil.rmtree({str(f)!r})" for f in (aims.memory, aims.out, aims.hand_ins)),
        ),
        _refused(
            "A52 A53 takes memory that nobody counts",
            ["os.memfd_create('bomb')", "mmap.mmap(-1, 8 << 30)[::4096]"],
        ),
    ]


def reading(aims: Aims) -> list[str]:
    """Ways to another hand-in and to the reports; each raises unless something was read."""
    other = str(aims.hand_ins / "s002" / HAND_IN)
    return [
        f"assert 'keras' in open({other!r}).read()",
        f"assert glob.glob({str(aims.hand_ins)!r} + '/*/xor.*')",
        f"assert open(glob.glob({str(aims.out)!r} + '/*.json')[0]).read()",
        f"os.symlink({other!r}, 'link.py'); open('link.py').read()",
        f"import tensorflow; tensorflow.io.read_file({other!r})",
        f"import numpy; numpy.memmap({other!r}, mode='r')",
        f"called(libc.open({other!r}.encode(), 0))",
        f"os.link({other!r}, 'link.py')",
    ]


def secrets(aims: Aims) -> list[str]:
    """Places where an environment could be found."""
    word = f"{CANARY[:-6]!r} + 'canary'"
    files = ("/proc/self/environ", "/proc/1/environ", f"/proc/{aims.victim}/environ")
    return [
        f"assert {word} in str(os.environ)",
        *(f"assert ({word}).encode() in open({file!r}, 'rb').read()" for file in files),
        "assert {'EXPECTED', 'truth', 'assignment'} & "
        "{name for depth in range(4) for name in sys._getframe(depth).f_globals}",
    ]


def talking(aims: Aims) -> list[str]:
    """Ways to those that listen on this machine, and to names elsewhere."""
    made = "line = socket.socket(socket.AF_{}, socket.SOCK_{}); "
    return [
        f"{made.format('INET', 'STREAM')}line.connect(('127.0.0.1', {aims.tcp}))",
        f"{made.format('INET', 'DGRAM')}line.sendto(b'x', ('127.0.0.1', {aims.udp}))",
        f"{made.format('UNIX', 'STREAM')}line.connect({str(aims.path)!r})",
    ]


def _ending(aims: Aims) -> list[str]:
    """Signal 0 asks whether one may, where 9 would end the session of whoever tries this."""
    return [
        "os.kill(-1, 0)",
        "assert os.getppid() > 1; os.kill(os.getppid(), 9)",
        f"os.kill({aims.victim}, 9)",
        f"called(libc.ptrace(16, {aims.victim}, 0, 0))",
        f"open('/proc/{aims.victim}/mem', 'rb')",
        f"resource.prlimit({aims.victim}, resource.RLIMIT_NOFILE, (9, 9))",
    ]


def _kernel() -> list[str]:
    return [
        "called(libc.unshare(0x10000000))",
        "called(libc.setns(0, 0))",
        "called(libc.mount(b'none', b'/', b'tmpfs', 0, 0))",
        "called(libc.umount(b'/'))",
        "called(libc.chroot(b'.'))",
        "called(libc.personality(0xFFFFFFFF))",
        "os.mkfifo('pipe')",
        "os.mknod('device', 0o20666, 1)",
        "os.setuid(0); os.chown('/usr', 0, 0)",
        "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "os.execv('/bin/true', ['true'])",
    ]


def _left(kind: str, paths: Iterable[Path], *deeds: str) -> HandIn:
    """Write where the next hand-in or the next grading would find it, without a word of it here.

    In a root of its own a hand-in may seem to: whether anything was left is seen from outside.
    """
    named = [str(path) for path in paths]
    added = [f"os.write(os.open({path!r}, os.O_WRONLY | os.O_APPEND), b'#')" for path in named]
    made = [
        f"os.makedirs(os.path.dirname({path!r}), exist_ok=True); open({path!r}, 'a').close()"
        for path in named
    ]
    quiet = TRYING.partition("    raise RuntimeError")[0]
    code = quiet.format(deeds=[*added, *made, *deeds])
    return HandIn(kind, {HAND_IN: first(code).code})


def _of_all(aims: Aims) -> list[Path]:
    packages = aims.packages
    return [
        *(packages / name for name in (f"{MARK}.pth", "sitecustomize.py", "keras/__init__.py")),
        packages / "keras" / "__pycache__" / f"{MARK}.pyc",
        aims.home / ".keras" / "datasets" / f"{MARK}.npz",
        aims.home / ".keras" / "keras.json",
        aims.home / ".bashrc",
        *(Path(folder) / MARK for folder in ("/etc", "/var/tmp", "/tmp", "/dev/shm")),
    ]


def _of_ours(aims: Aims) -> list[Path]:
    return [
        aims.memory / "00" / f"{'0' * 64}.run",
        aims.out / "s002.json",
        aims.out / f"{MARK}.html",
        aims.hand_ins / "s002" / HAND_IN,
        aims.hand_ins / "conftest.py",
    ]


FORGED = """\
import pytest
open({mark!r}, "w").close()
@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "passed"
    return report
"""
SETTINGS = {
    "pytest.ini": "[pytest]\npythonpath = .\naddopts = --co -p evil\n",
    "tox.ini": "[pytest]\naddopts = --co\n",
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--co"\n',
}
SHADOWS = (
    "numpy json keras random socket sitecustomize nngrader tensorflow/__init__ __init__".split()
)
MAGICS = f"""\
%%bash
touch ~/{MARK} /var/tmp/{MARK}
"""


def _beside_the_code(aims: Aims) -> list[HandIn]:
    """Files that would run where they lie, and such as are no honest file."""
    poor = RIGHT.replace(FIT, POOR)
    evil = f"open({str(aims.home / MARK)!r}, 'w').close()\n"
    forged = {"conftest.py": FORGED.format(mark=str(aims.home / MARK)), **SETTINGS}
    refused = ("rejected",)
    return [
        HandIn("A04 A05 brings conftest.py and settings", {HAND_IN: poor, **forged}, most=10),
        HandIn(
            "A11 A12 brings modules",
            {HAND_IN: poor, **{f"{name}.py": evil for name in SHADOWS}},
            most=10,
        ),
        HandIn("A42 runs programs in a notebook", {"xor.ipynb": _with_magics()}),
        HandIn("A39 links to another", {}, refused, 0, _linked),
        HandIn("A40 is a pipe", {}, refused, 0, _piped),
        HandIn("A37 unpacks to 300 MB", {"xor.zip": _bomb()}, refused, 0),
        HandIn("A38 unpacks elsewhere", {"xor.zip": _climbing()}, refused, 0),
    ]


def _with_magics() -> str:
    notebook = json.loads((SOLUTIONS / "xor.ipynb").read_text(encoding="utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    for number, text in enumerate((MAGICS, f"!touch ~/{MARK}\n%run {MARK}.py\n")):
        source = [line + "\n" for line in text.splitlines()]
        notebook["cells"].append({**code, "id": f"evil{number}", "source": source})
    return json.dumps(notebook)


def _linked(folder: Path) -> None:
    (folder / HAND_IN).symlink_to(folder.parent / "s002" / HAND_IN)


def _piped(folder: Path) -> None:
    os.mkfifo(folder / HAND_IN)


@cache
def _bomb() -> bytes:
    return zipped({HAND_IN: bytes(300 << 20)})


def _climbing() -> bytes:
    return zipped_entries(
        (entry(HAND_IN), RIGHT.encode()),
        (entry(f"../../{MARK}.py"), b"x"),
        (entry(f"/{MARK}"), b"x"),
    )


DEAF = """
    import signal, tensorflow as tf
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    tf.function(lambda: tf.while_loop(lambda i: i >= 0, lambda i: (i + 1) % 1000, [tf.constant(0)]))()
"""
HOLDING = """
    import os, threading, time
    for number in range(40):
        try:
            os.dup(number)
        except OSError:
            pass
    threading.Thread(target=time.sleep, args=(600,)).start()
"""
OVERFLOWING = """
    import sys, functools
    sys.setrecursionlimit(10 ** 9)
    nested = []
    for _ in range(10 ** 6):
        nested = [nested]
    repr(nested), (lambda f: f(f))(lambda f: f(f))
"""


def _stubborn() -> list[HandIn]:
    """Those that go down badly, or do not want to."""
    crash = "import ctypes; ctypes.string_at(0)\n"
    return [
        HandIn("A31 crashes Python", {HAND_IN: first(crash).code}, ("crashed",), 0),
        HandIn(
            "A30 holds the pipes open",
            {HAND_IN: in_train(HOLDING).code},
            ("graded", "timed_out"),
        ),
        HandIn(
            "A20 A21 is deaf, in a native loop",
            {HAND_IN: in_train(DEAF).code},
            ("timed_out", "out_of_cpu"),
            10,
        ),
        HandIn(
            "A32 overflows the stack",
            {HAND_IN: in_train(OVERFLOWING).code},
            ("crashed", "out_of_memory"),
            10,
        ),
    ]


# -- Beyond a limit --------------------------------------------------------------------------------

SHARED = """
    import mmap, time
    kept = mmap.mmap(-1, 1536 << 20)
    for start in range(0, 1536 << 20, 4096):
        kept[start] = 1
    time.sleep(60)
"""
THREADS = """
    import threading, time
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
NESTED = """
    import os
    while True:
        os.mkdir("deeper")
        os.chdir("deeper")
"""
#: Trains 500 times: what was noted before the limit is a training, and counts as after a crash.
MESSAGES = "for _ in range(500): model.fit(x, y, epochs=1)"
#: Code for `train`, and the status that the limit gives.
EXCESSES = {
    "output": ("while True: print('A' * 100_000)", "too_much_output"),
    "disk": ("open('filler', 'wb').write(bytes(64 << 20))", "out_of_disk"),
    "files": ("for n in range(10 ** 6): open(f'filler{n}', 'w').close()", "out_of_disk"),
    "memory": ("np.ones(1 << 33)", "out_of_memory"),
    "messages": (MESSAGES, "too_many_messages"),
    "threads": (THREADS, "too_many_processes"),
    "folders in folders": (NESTED, "out_of_disk"),
    "shared memory": (SHARED, "out_of_memory"),
    "processor time": ("while True: pass", "out_of_cpu"),
    "time": ("import time; time.sleep(600)", "timed_out"),
}


def excesses() -> list[HandIn]:
    """One for each limit, the quick ones first."""
    return [
        HandIn(f"limit: {name}", {HAND_IN: in_train(code).code}, (status,), _most(name))
        for name, (code, status) in EXCESSES.items()
    ]


def _most(name: str) -> float:
    return 15 if name == "messages" else 10


# -- Whoever listens -------------------------------------------------------------------------------


class Listeners:
    """A TCP port, a UDP port and a socket in a folder, and whether anything arrived."""

    def __init__(self, path: Path) -> None:
        """Open all three."""
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.path = socket.socket(socket.AF_UNIX)
        self.path.bind(str(path))
        self.path.listen()

    def heard(self) -> list[str]:
        """Name those that something arrived at, and close all."""
        return [name for name, line in vars(self).items() if _heard(line)]


def _heard(line: socket.socket) -> bool:
    with closing(line), suppress(BlockingIOError):
        line.setblocking(False)
        line.recv(1) if line.type == socket.SOCK_DGRAM else line.accept()[0].close()
        return True
    return False
