"""What the filter answers, read as the kernel reads it, on both processors; then for real."""

import errno
import subprocess
import sys

import pytest

from nngrader import kernel, seccomp
from nngrader.kernel import AARCH64, CALLS, CLONE_THREAD, MACHINES, NEWEST, X86_64
from nngrader.seccomp import ALLOW, AUDIT_ARCH, FAIL, KILL, REFUSED, RIGHTS_OF_FILES, program

PID = 4321
EPERM = FAIL | errno.EPERM
UNKNOWN = not kernel.machine()


def existing(names: frozenset[str]) -> list[tuple[str, str]]:
    """Each name with each processor that has such a call."""
    pairs = ((name, machine) for name in sorted(names) for machine in MACHINES)
    return [(name, machine) for name, machine in pairs if CALLS[name][MACHINES.index(machine)] >= 0]


def answer(
    number: int,
    *arguments: int,
    machine: str = X86_64,
    arch: int | None = None,
    rights: bool = True,
) -> int:
    """Run the program on a call, one step after another."""
    steps = program(PID, machine, pretend_rights=rights)
    given = [*arguments, 0, 0, 0, 0, 0, 0]
    shown = {
        seccomp.NUMBER: number,
        seccomp.ARCH: AUDIT_ARCH[machine] if arch is None else arch,
        **{16 + 8 * place: value & 0xFFFF_FFFF for place, value in enumerate(given)},
    }
    held, at = 0, 0
    while True:
        operation, if_true, if_false, value = steps[at]
        at += 1
        if operation == seccomp.ANSWER:
            return value
        if operation == seccomp.LOAD:
            held = shown[value]
        elif operation == seccomp.AND:
            held &= value
        else:
            met = held == value if operation == seccomp.JUMP_EQUAL else held >= value
            at += if_true if met else if_false


def named(name: str, *arguments: int, machine: str = X86_64, rights: bool = True) -> int:
    number = CALLS[name][MACHINES.index(machine)]
    return answer(number, *arguments, machine=machine, rights=rights)


@pytest.mark.parametrize(("name", "machine"), existing(REFUSED))
def test_what_is_refused_is_refused_whatever_its_arguments(name: str, machine: str) -> None:
    assert named(name, machine=machine) == EPERM
    assert named(name, PID, 1, machine=machine) == EPERM


@pytest.mark.parametrize(("name", "machine"), existing(seccomp.PROCESSES))
def test_a_process_is_refused_as_where_there_are_too_many(name: str, machine: str) -> None:
    assert named(name, machine=machine) == FAIL | errno.EAGAIN


@pytest.mark.parametrize("machine", MACHINES)
def test_a_thread_is_made_and_a_process_is_not(machine: str) -> None:
    assert named("clone", CLONE_THREAD | 0x100, machine=machine) == ALLOW
    assert named("clone", 0x100, machine=machine) == FAIL | errno.EAGAIN
    assert named("clone3", machine=machine) == FAIL | errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", seccomp.TO_ITSELF)
def test_a_signal_goes_to_itself_alone(name: str, machine: str) -> None:
    assert named(name, PID, 6, machine=machine) == ALLOW
    for other in (PID - 1, PID + 1, 0, -1, -PID):
        assert named(name, other, 6, machine=machine) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_limits_are_those_of_itself_alone(machine: str) -> None:
    assert named("prlimit64", 0, machine=machine) == ALLOW
    assert named("prlimit64", PID, machine=machine) == ALLOW
    assert named("prlimit64", PID + 1, machine=machine) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_a_pair_of_sockets_is_a_stream_which_cannot_be_sent_elsewhere(machine: str) -> None:
    close_on_exec = 0o2000000

    assert named("socketpair", 1, 1 | close_on_exec, machine=machine) == ALLOW
    assert named("socketpair", 1, 2 | close_on_exec, machine=machine) == EPERM
    assert named("socketpair", 1, 5, machine=machine) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_the_death_with_the_parent_is_not_called_off(machine: str) -> None:
    set_name = 15

    assert named("prctl", kernel.PR_SET_PDEATHSIG, machine=machine) == EPERM
    assert named("prctl", set_name, machine=machine) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_nothing_is_typed_into_a_terminal(machine: str) -> None:
    window_size = 0x5413

    for word in seccomp.TERMINAL_INPUT:
        assert named("ioctl", 1, word, machine=machine) == EPERM
    assert named("ioctl", 1, window_size, machine=machine) == ALLOW


@pytest.mark.parametrize(("name", "machine"), existing(RIGHTS_OF_FILES))
def test_rights_are_pretended_only_where_files_of_others_are_in_sight(
    name: str, machine: str
) -> None:
    assert named(name, machine=machine, rights=True) == FAIL
    assert named(name, machine=machine, rights=False) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_that_nobody_looked_at_do_not_exist(machine: str) -> None:
    assert answer(NEWEST, machine=machine, rights=False) == ALLOW
    assert answer(NEWEST + 1, machine=machine) == FAIL | errno.ENOSYS


def test_a_second_table_of_calls_ends_the_process() -> None:
    x32, i386 = 0x4000_0000, 0x4000_0003

    assert answer(x32 + CALLS["socket"][0]) == KILL
    assert answer(102, arch=i386) == KILL
    assert answer(102, machine=AARCH64, arch=AUDIT_ARCH[X86_64]) == KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_reading_and_writing_are_untouched(machine: str) -> None:
    read, write = {X86_64: (0, 1), AARCH64: (63, 64)}[machine]

    assert answer(read, 0, machine=machine) == ALLOW
    assert answer(write, 1, machine=machine) == ALLOW


#: What a process under the real filter does, and what comes of it.
DEEDS = {
    "open('/dev/null').read()": "done",
    "threading.Thread(target=int).start()": "done",
    "os.kill(os.getpid(), 0)": "done",
    "resource.getrlimit(resource.RLIMIT_CORE)": "done",
    "one, other = socket.socketpair(); one.send(b'x')": "done",
    "os.fork() or os._exit(0)": "EAGAIN",
    "subprocess.run(['true'])": "EAGAIN",
    "os.execv(sys.executable, ['x'])": "EPERM",
    "socket.socket()": "EPERM",
    "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)": "EPERM",
    "os.memfd_create('x')": "EPERM",
    "os.kill(os.getppid(), 0)": "EPERM",
    "os.kill(-1, 0)": "EPERM",
    "os.sched_setaffinity(0, os.sched_getaffinity(0))": "EPERM",
    "resource.prlimit(os.getppid(), resource.RLIMIT_CORE)": "EPERM",
    "os.setsid()": "EPERM",
}
SCRIPT = """
import errno, os, resource, socket, subprocess, sys, threading
from nngrader import kernel, seccomp
kernel.set_process(kernel.PR_SET_NO_NEW_PRIVS, 1)
if sys.argv[2] == "filtered":
    seccomp.refuse(os.getpid(), pretend_rights=False)
try:
    exec(sys.argv[1])
    print("done")
except OSError as error:
    print(errno.errorcode[error.errno])
"""


@pytest.mark.sandbox
@pytest.mark.skipif(UNKNOWN, reason="this is no Linux that we know")
@pytest.mark.parametrize(("deed", "wanted"), DEEDS.items(), ids=DEEDS)
def test_the_kernel_reads_the_filter_as_we_do(deed: str, wanted: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, deed, "filtered"], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"{wanted}\n"


@pytest.mark.sandbox
@pytest.mark.skipif(UNKNOWN, reason="this is no Linux that we know")
@pytest.mark.parametrize(
    "deed", ["os.memfd_create('x')", "socket.socket()", "os.fork() or os._exit(0)"]
)
def test_without_the_filter_it_is_done(deed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, deed, "free"], capture_output=True, text=True, check=True
    )

    assert done.stdout == "done\n"
