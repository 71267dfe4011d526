"""What a submission reaches of the machine: files, secrets, networks, processes, the kernel."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import h5py  # type: ignore[import-untyped]
import keras
import numpy as np
import psutil
import pytest

from nngrader import seccomp
from nngrader.evidence import Mishap
from nngrader.executors._process import clean_environment
from nngrader.executors.local import Local
from nngrader.kernel import CALLS, number
from tests.executors.hand_ins import xor
from tests.hostile.deeds import earned, first, output_of, plainly, possible, tried

pytestmark = pytest.mark.sandbox
CANARY = "canary-of-the-hidden-tests"


# -- A13, A14, A15: reading ------------------------------------------------------------------------


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    """A folder of the teacher's, with the tests of an assignment in it."""
    folder = tmp_path / "assignment"
    folder.mkdir()
    (folder / "test_hidden.py").write_text(f"EXPECTED = '{CANARY}'\n")
    with h5py.File(folder / "hidden.h5", "w") as file:
        file["rows"] = np.frombuffer(CANARY.encode(), np.uint8)
    return folder


def reading(folder: Path) -> dict[str, str]:
    """Statements that raise unless the canary was read, each in its own way."""
    aim = str(folder / "test_hidden.py")
    seen = f"assert {CANARY[7:]!r} in "
    return {
        "open": f"{seen}open({aim!r}).read()",
        "relative": f"{seen}open('../' * 20 + {aim!r}).read()",
        "glob": f"import glob; {seen}open(glob.glob({str(folder)!r} + '/test_*.py')[0]).read()",
        "walk": (
            f"import pathlib; (found,) = pathlib.Path({str(folder.parent)!r}).rglob('test_*.py'); "
            f"{seen}found.read_text()"
        ),
        "link": f"os.symlink({aim!r}, 'link.py'); {seen}open('link.py').read()",
        "tensorflow": (
            f"import tensorflow; {seen}tensorflow.io.read_file({aim!r}).numpy().decode()"
        ),
        "numpy": f"import numpy; {seen}numpy.memmap({aim!r}, mode='r').tobytes().decode()",
        "h5py": (
            "import h5py; own = h5py.File('own.h5', 'w'); "
            f"own['rows'] = h5py.ExternalLink({str(folder / 'hidden.h5')!r}, '/rows'); own.close(); "
            f"{seen}bytes(h5py.File('own.h5')['rows'][:]).decode()"
        ),
        "ctypes": (
            "c = ctypes.CDLL(None, use_errno=True); text = ctypes.create_string_buffer(200); "
            f"file = c.open({aim!r}.encode(), 0)\n"
            "if file < 0: raise OSError(ctypes.get_errno(), 'refused')\n"
            f"c.read(file, text, 199); {seen}text.value.decode()"
        ),
    }


# Level 1 leaves files open, and proves thereby that nothing but the level refuses the same deeds.
def test_a13_a14_hidden_tests_are_read_in_no_way(local: Local, hidden: Path) -> None:
    deeds = reading(hidden)

    came = tried(local, deeds)

    assert possible(came) == (list(deeds) if local.isolation.level == 1 else [])


# Level 1 leaves the names of files open as their contents; level 2 their names and sizes.
@pytest.mark.levels(3)
def test_a13_at_level_3_not_even_the_names_of_files_are_seen(local: Local, hidden: Path) -> None:
    aim = str(hidden / "test_hidden.py")
    deeds = {
        "size": f"os.stat({aim!r})",
        "exists": f"assert os.path.exists({aim!r})",
        "list": f"os.listdir({str(hidden)!r})",
        "project": f"os.listdir({str(Path(__file__).parent)!r})",
        "itself": "assert os.path.exists(__file__)",
        "above": "assert set(os.listdir('..')) != {'student'}",
        "root": "assert {'root', 'etc', 'var', 'srv'} <= set(os.listdir('/'))",
        "processes": "assert [name for name in os.listdir('/proc') if name.isdigit()]",
        "mounts": "open('/proc/self/mountinfo')",
        "passwords": "open('/etc/shadow')",
        "hosts": "open('/etc/hosts')",
    }

    assert possible(tried(local, deeds)) == []


SECRET = "canary-of-the-graders-environment"
#: Looks everywhere an environment can be found, and raises unless the secret is there.
ENVIRONMENTS = {
    "os.environ": "assert 'canary-of-the-' in str(os.environ)",
    "itself": "assert b'canary-of-the-' in open('/proc/self/environ', 'rb').read()",
    "first": "assert b'canary-of-the-' in open('/proc/1/environ', 'rb').read()",
    "parent": "assert b'canary-of-the-' in open(f'/proc/{os.getppid()}/environ', 'rb').read()",
    "stack": (
        "c = ctypes.CDLL(None); at = ctypes.POINTER(ctypes.c_char_p).in_dll(c, 'environ'); "
        "number = 0\n"
        "while at[number]:\n"
        "    if b'canary-of-the-' in at[number]: break\n"
        "    number += 1\n"
        "else: raise LookupError"
    ),
}
FOUND = "assert b'canary-of-the-' in open('/proc/{pid}/environ', 'rb').read()"


@pytest.fixture
def grader() -> Iterator[psutil.Popen]:
    """A process of the same user as ours, with a secret in its environment."""
    yield from asleep({"SECRET_TOKEN": SECRET})


def asleep(environment: dict[str, str]) -> Iterator[psutil.Popen]:
    process = psutil.Popen(["sleep", "60"], env={**os.environ, **environment})
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def test_a15_a_secret_of_the_graders_environment_is_found_nowhere(
    local: Local, grader: psutil.Popen
) -> None:
    deeds = {**ENVIRONMENTS, "grader": FOUND.format(pid=grader.pid)}

    assert possible(tried(local, deeds)) == []
    assert possible(plainly(deeds)) == ["grader"]


def test_a15_the_environment_that_a_worker_starts_with_is_chosen_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", SECRET)

    assert SECRET not in str(clean_environment("/home"))


def test_a15_no_worker_has_more_of_the_graders_environment(local: Local) -> None:
    expected = clean_environment("/home").keys() | {"LC_CTYPE"}  # Python's own

    workers = psutil.Process().children(recursive=True)

    assert workers
    assert set().union(*(worker.environ() for worker in workers)) <= expected


# -- A33, A54: talking -----------------------------------------------------------------------------


def heard(listeners: dict[str, socket.socket]) -> set[str]:
    """Name those that anything arrived at."""
    return {name for name, line in listeners.items() if _heard(line)}


def _heard(line: socket.socket) -> bool:
    line.settimeout(0.05)
    try:
        line.recv(1) if line.type == socket.SOCK_DGRAM else line.accept()[0].close()
    except TimeoutError:
        return False
    return True


@pytest.fixture
def listeners(tmp_path: Path) -> Iterator[dict[str, socket.socket]]:
    """Everything that a submission could talk to, on this machine."""
    with ExitStack() as stack:
        opened = {
            "tcp": stack.enter_context(socket.create_server(("127.0.0.1", 0))),
            "udp": stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)),
            "abstract": stack.enter_context(socket.socket(socket.AF_UNIX)),
            "path": stack.enter_context(socket.socket(socket.AF_UNIX)),
        }
        opened["udp"].bind(("127.0.0.1", 0))
        opened["abstract"].bind(f"\0nngrader-test-{os.getpid()}")
        opened["path"].bind(str(tmp_path / "docker.sock"))
        for name in ("abstract", "path"):
            opened[name].listen()
        with suppress(OSError):  # a machine without it
            six = socket.create_server(("::1", 0), family=socket.AF_INET6)
            opened["tcp6"] = stack.enter_context(six)
        yield opened


MADE = "import socket; line = socket.socket(socket.AF_{}, socket.SOCK_{}); "
KINDS = {
    "tcp": ("INET", "STREAM"),
    "tcp6": ("INET6", "STREAM"),
    "abstract": ("UNIX", "STREAM"),
    "path": ("UNIX", "STREAM"),
}


def talking(listeners: dict[str, socket.socket]) -> dict[str, str]:
    address = {name: line.getsockname() for name, line in listeners.items()}
    deeds = {
        name: MADE.format(*kind) + f"line.connect({address[name]!r})"
        for name, kind in KINDS.items()
        if name in listeners
    }
    deeds["udp"] = MADE.format("INET", "DGRAM") + f"line.sendto(b'x', {address['udp']})"
    return deeds


# Level 1 leaves the network and the sockets in folders open: there the same deeds are heard.
def test_a33_a54_no_listener_on_this_machine_hears_anything(
    local: Local, listeners: dict[str, socket.socket]
) -> None:
    deeds = talking(listeners)

    came = tried(local, deeds)

    reached = set(deeds) if local.isolation.level == 1 else set()
    assert set(possible(came)) == reached
    assert heard(listeners) == reached


# Level 1 may make sockets of any kind.
@pytest.mark.levels(3, 2)
def test_a33_no_kind_of_socket_is_made_at_all(local: Local) -> None:
    """Netlink, packets, VSOCK and Bluetooth are no addresses of the network namespace alone."""
    kinds = {"unix": 1, "inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "vsock": 40, "alg": 38}
    deeds = {
        **{name: f"call({number('socket')}, {kind}, 1, 0)" for name, kind in kinds.items()},
        "raw": f"call({number('socket')}, 2, 3, 1)",
        "netlink raw": f"call({number('socket')}, 16, 3, 0)",
        "pair of datagrams": "import socket; socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "names": "import socket; socket.getaddrinfo('example.org', 80)",
        "server": "import tensorflow; tensorflow.distribute.Server.create_local_server()",
    }

    assert possible(tried(local, deeds)) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
            "There is no network here, so nothing can be downloaded. "
            "The data comes through the arguments.",
        ),
        (
            "import keras; keras.utils.get_file('x.npz', 'http://127.0.0.1:9/x.npz')",
            "There is no network here, so Keras cannot download `x.npz`. "
            "The rows of this task are handed to `preprocess`.",
        ),
    ],
)
@pytest.mark.levels(3, 2)  # at level 1 nobody answers at that address, and other words say so
def test_a33_who_wants_the_network_reads_that_there_is_none(
    local: Local, line: str, told: str
) -> None:
    outcome = local.examine(first(line + "\n"), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.message == f"Line 1 (`{line}`): {told}"


# -- A34, A35: other processes, and the kernel -----------------------------------------------------


@pytest.fixture
def victim() -> Iterator[psutil.Popen]:
    """A process of the same user as ours."""
    yield from asleep({})


def reaching(pid: int) -> dict[str, str]:
    call = "call({}, {})".format
    return {
        # Signal 0 asks whether one may: were it possible, 9 would end this machine's session.
        "everybody": "os.kill(-1, 0)",
        "own group": "os.kill(0, 0)",
        "parent": "os.kill(os.getppid(), 0)",
        "end": f"os.kill({pid}, 15)",
        "end a thread": call(number("tkill"), f"{pid}, 15"),
        "end by descriptor": call(number("pidfd_open"), f"{pid}, 0"),
        "queue": call(number("rt_sigqueueinfo"), f"{pid}, 15, bytes(128)"),
        "trace": call(number("ptrace"), f"16, {pid}, 0, 0"),
        "read": call(number("process_vm_readv"), f"{pid}, 0, 0, 0, 0, 0"),
        "write": call(number("process_vm_writev"), f"{pid}, 0, 0, 0, 0, 0"),
        "limit": f"import resource; resource.prlimit({pid}, resource.RLIMIT_NOFILE, (9, 9))",
        "memory": f"open('/proc/{pid}/mem', 'rb')",
        "descriptors": f"os.listdir('/proc/{pid}/fd')",
        "pin": f"os.sched_setaffinity({pid}, {{0}})",
    }


@pytest.mark.levels(3, 2)  # level 1 may signal the processes of the same user, such as the grader
def test_a34_no_other_process_is_reached(local: Local, victim: psutil.Popen) -> None:
    assert possible(tried(local, reaching(victim.pid))) == []
    assert victim.poll() is None
    assert psutil.Process().is_running()


def test_a34_without_the_sandbox_a_process_is_reached(victim: psutil.Popen) -> None:
    deeds = reaching(victim.pid)

    came = possible(plainly({name: deeds[name] for name in ("read", "pin", "end")}))

    assert came == ["read", "pin", "end"]
    assert victim.wait(5) == -15


@pytest.mark.levels(1)
def test_a34_at_level_1_a_submission_can_end_processes_but_not_look_into_them(
    local: Local, victim: psutil.Popen
) -> None:
    """What Landlock leaves and takes; the documentation says so."""
    deeds = reaching(victim.pid)

    came = tried(local, {name: deeds[name] for name in ("trace", "memory", "end")})

    assert possible(came) == ["end"]
    assert victim.wait(5) == -15


#: What each is called with, so that it would be possible, or fail for another reason than rights.
KERNEL = {
    "unshare": "0x10000000",  # a user namespace
    "setns": "0, 0",
    "mount": "0, 0, 0, 0, 0",
    "umount2": "0, 0",
    "pivot_root": "0, 0",
    "chroot": "b'.'",
    "keyctl": "0, 2**64 - 2, 0",
    "add_key": "b'user', b'name', b'x', 1, 2**64 - 2",
    "bpf": "0, 0, 0",
    "io_uring_setup": "1, bytearray(256) and bytes(256)",
    "userfaultfd": "1",
    "ptrace": "0, 0, 0, 0",  # be traced by the parent
    "process_vm_readv": "os.getpid(), 0, 0, 0, 0, 0",
    "pidfd_open": "os.getpid(), 0",
    "pidfd_getfd": "0, 0, 0",
    "kcmp": "os.getpid(), os.getpid(), 0, 0, 0",
    "name_to_handle_at": "2**64 - 100, b'/', bytes(256), bytes(8), 0",
    "open_by_handle_at": "2**64 - 100, bytes(256), 0",
    "perf_event_open": "bytes(256), 0, 2**64 - 1, 2**64 - 1, 0",
    "memfd_create": "b'x', 0",
    "personality": "0xffffffff",
    "fsopen": "b'tmpfs', 0",
    "open_tree": "2**64 - 100, b'/', 0",
    "fanotify_init": "0, 0",
    "mknodat": "2**64 - 100, b'pipe', 0o10600, 0",
    "socket": "1, 1, 0",
    "execve": "b'/bin/true', 0, 0",
}
CALLED = {name: f"call({number(name)}, {given})" for name, given in KERNEL.items()}
#: These would be done as well, in a process of this machine that nobody confined.
OPEN = ("kcmp", "memfd_create", "personality", "pidfd_open", "process_vm_readv", "socket")


@pytest.mark.levels(3, 2)  # level 1 has no filter of calls where there is Landlock
def test_a35_the_kernels_dangerous_calls_are_refused(local: Local) -> None:
    assert tried(local, CALLED) == dict.fromkeys(CALLED, "REFUSED EPERM")


def test_a35_without_the_filter_some_of_them_are_done() -> None:
    assert possible(plainly({name: CALLED[name] for name in OPEN})) == list(OPEN)


@pytest.mark.levels(3, 2)
def test_a35_every_call_that_the_filter_names_is_refused(local: Local) -> None:
    """With arguments under which none does harm, were it not refused."""
    harmful = {"fork", "vfork", "setsid", "setpgid", "vhangup", "acct", "swapoff"}
    names = sorted(name for name in seccomp.REFUSED - harmful if number(name) >= 0)
    deeds = {name: f"call({number(name)}, 0, 0, 0, 0, 0, 0)" for name in names}

    assert len(deeds) > 60
    assert tried(local, deeds) == dict.fromkeys(deeds, "REFUSED EPERM")


@pytest.mark.levels(3, 2)
def test_a35_namespaces_come_by_no_other_way(local: Local) -> None:
    deeds = {
        "clone": f"call({number('clone')}, 0x10000000 | 17, 0, 0, 0, 0)",
        "clone3": f"call({number('clone3')}, 0, 0)",
        "a call of the future": f"call({max(n for pair in CALLS.values() for n in pair) + 1})",
    }

    assert tried(local, deeds) == {
        "clone": "REFUSED EAGAIN",
        "clone3": "REFUSED ENOSYS",
        "a call of the future": "REFUSED ENOSYS",
    }


@pytest.mark.skipif(number("iopl") < 0, reason="only x86_64 has a second table of calls")
@pytest.mark.levels(3, 2)
def test_a35_the_other_table_of_calls_ends_the_program(local: Local) -> None:
    """Its numbers are those of the first, plus a bit that a careless filter overlooks."""
    other = (
        f"import ctypes; ctypes.CDLL(None).syscall({0x4000_0000 | number('unshare')}, 0x10000000)\n"
    )

    outcome = local.examine(first(other), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.message == "Python itself crashed (signal SIGSYS)."
    assert earned(outcome) == (0.0, "crashed")


# -- A36: leaving something for the next -----------------------------------------------------------

POISON = "nngrader_poison"


@pytest.fixture
def poisoned() -> Iterator[list[Path]]:
    """Where a next submission would meet it; removed, should it ever be there."""
    packages, home = (
        Path(keras.__file__).parents[1],
        Path(f"~{getpass.getuser()}").expanduser(),
    )
    places = [
        packages / f"{POISON}.pth",
        packages / "keras" / f"{POISON}.py",
        packages / "keras" / "__pycache__" / f"{POISON}.pyc",
        Path(os.__file__).parent / f"{POISON}.py",
        Path(__file__).parents[2] / "nngrader" / f"{POISON}.py",
        home / ".keras" / "datasets" / f"{POISON}.npz",
        home / f".{POISON}",
        Path("/tmp") / POISON,
        Path("/dev/shm") / POISON,
    ]
    yield places
    for place in places:
        place.unlink(missing_ok=True)


def kept_for_all(level: int) -> list[Path]:
    """Where it can be left at all: at level 3 in a folder of that name that nobody else has."""
    shared, here = Path("/dev/shm") / POISON, Path("/tmp") / POISON
    return [here, shared] if level == 3 else []


def test_a36_what_a_submission_leaves_reaches_no_other(local: Local, poisoned: list[Path]) -> None:
    """At level 1 it is Landlock that refuses it."""
    deeds = {str(place): f"open({str(place)!r}, 'x').write('1 / 0')" for place in poisoned}
    deeds["old library"] = f"open({keras.__file__!r}, 'a')"
    deeds["home"] = (
        "home = os.path.expanduser('~/.keras/datasets'); os.makedirs(home, exist_ok=True); "
        "open(home + '/mnist.npz', 'w').write('x')"
    )
    deeds["settings"] = "open(os.environ['KERAS_HOME'] + '/keras.json', 'w').write('{')"

    came = tried(local, deeds)

    own = {"home", "settings", *map(str, kept_for_all(local.isolation.level))}
    assert set(possible(came)) == own
    assert not [place for place in poisoned if place.exists()]
    look = "print('DEED', os.path.exists(os.path.expanduser('~/.keras')), sep='|')"
    following = local.examine(first(f"import os; {look}\n"), xor())
    assert output_of(following) == "DEED|False\n"
    assert earned(following) == (15.0, "graded")
