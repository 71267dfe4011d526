"""What a restricted process can still do, and what the kernel refuses it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nngrader import landlock

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(not landlock.available(), reason="this kernel has no Landlock"),
]
ROOT = getattr(os, "geteuid", lambda: 1)() == 0

#: One statement each, on `place`: it holds file.txt, other.txt, an empty folder and a full one.
DEEDS = {
    "write": "open(place + '/file.txt', 'r+').write('x')",
    "append": "open(place + '/file.txt', 'a').write('x')",
    "truncate by path": "os.truncate(place + '/file.txt', 0)",
    "truncate by opening": "os.close(os.open(place + '/file.txt', os.O_RDONLY | os.O_TRUNC))",
    "make a file": "open(place + '/new.txt', 'x').close()",
    "make a folder": "os.mkdir(place + '/new')",
    "make a link": "os.symlink('file.txt', place + '/new')",
    "make a pipe": "os.mkfifo(place + '/new')",
    "make a socket": "import socket; socket.socket(socket.AF_UNIX).bind(place + '/new')",
    "link a file twice": "os.link(place + '/file.txt', place + '/twice.txt')",
    "rename": "os.rename(place + '/file.txt', place + '/renamed.txt')",
    "replace": "os.replace(place + '/other.txt', place + '/file.txt')",
    "move between folders": "os.rename(place + '/file.txt', place + '/empty/file.txt')",
    "remove a file": "os.remove(place + '/file.txt')",
    "remove a folder": "os.rmdir(place + '/empty')",
    "write from a program": "sh('echo x > ' + place + '/file.txt')",
    "write through a link": (
        "os.symlink(place + '/file.txt', home + '/there'); open(home + '/there', 'w').write('x')"
    ),
}
#: Needs no right that is handled.
STILL = {
    "read": "open(place + '/file.txt').read()",
    "list": "os.listdir(place)",
    "run a program": "sh('cat ' + place + '/file.txt')",
    "a socket of the network": "import socket; socket.create_server(('127.0.0.1', 0)).close()",
    "a signal to another process": "os.kill(target, 0)",
}
#: The target is a child made before the restriction, as other kernel rules would let one trace it.
REACHING = {
    "trace": "trace(target)",
    "read the memory": "open(f'/proc/{target}/mem', 'rb').close()",
    "follow a descriptor": "os.readlink(f'/proc/{target}/fd/1')",
}
SCRIPT = """
import ctypes, os, subprocess, sys, time
from nngrader import landlock
home, place, deed, confine = sys.argv[1:]

def sh(line):
    if subprocess.run(["sh", "-c", line], capture_output=True).returncode:
        raise PermissionError

def trace(pid):
    if ctypes.CDLL(None).ptrace(16, pid, None, None):  # PTRACE_ATTACH
        raise PermissionError
    os.waitpid(pid, 0)

target = os.fork() if "target" in deed else -1
if target == 0:
    time.sleep(3)
    os._exit(0)
if confine == "confined":
    landlock.write_only_in(home, "/dev/null")
if confine == "enclosed":
    readable = filter(os.path.exists, ["/usr", "/lib", "/lib64", sys.base_prefix, sys.prefix])
    landlock.use_only(readable, [home, "/dev/null"])
try:
    exec(deed)
    print("done")
except OSError as error:
    print("refused")
finally:
    if target > 0:
        os.kill(target, 9)
"""


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    return furnished(tmp_path / "inside")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    return furnished(tmp_path / "outside")


def furnished(folder: Path) -> Path:
    (folder / "empty").mkdir(parents=True)
    (folder / "file.txt").write_text("kept")
    (folder / "other.txt").write_text("other")
    return folder


def outcome(
    deed: str, home: Path, place: Path, *, confined: bool = True, enclosed: bool = False
) -> str:
    """What comes of a deed in a process that may write in `home` alone, or read there alone too."""
    how = "enclosed" if enclosed else "confined" if confined else "free"
    words = [str(home), str(place), deed, how]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_outside_the_folder_it_is_refused_and_inside_it_is_done(
    deed: str, inside: Path, outside: Path
) -> None:
    before = state(outside)

    assert outcome(deed, inside, outside) == "refused"
    assert state(outside) == before
    (inside / "there").unlink(missing_ok=True)
    assert outcome(deed, inside, inside) == "done"


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_without_the_restriction_it_is_done_outside_too(
    deed: str, inside: Path, outside: Path
) -> None:
    assert outcome(deed, inside, outside, confined=False) == "done"


@pytest.mark.parametrize("deed", STILL.values(), ids=STILL)
def test_what_is_not_handled_stays_as_it_was(deed: str, inside: Path, outside: Path) -> None:
    assert outcome(deed, inside, outside) == "done"


@pytest.mark.parametrize(
    "deed", ["os.link(place + '/file.txt', home + '/mine')", "os.rename(place, home + '/mine')"]
)
def test_nothing_is_taken_from_outside_into_the_folder(
    deed: str, inside: Path, outside: Path
) -> None:
    assert outcome(deed, inside, outside) == "refused"
    assert outcome(deed, inside, outside, confined=False) == "done"


@pytest.mark.parametrize("deed", REACHING.values(), ids=REACHING)
def test_an_unrestricted_process_is_out_of_reach(deed: str, inside: Path, outside: Path) -> None:
    assert outcome(deed, inside, outside) == "refused"
    assert outcome(deed, inside, outside, confined=False) == "done"


def test_a_restricted_process_reaches_its_own_children(inside: Path) -> None:
    own = "pid = os.fork()\nif pid == 0: time.sleep(60)\ntrace(pid); os.kill(pid, 9)"

    assert outcome(own, inside, inside) == "done"


@pytest.mark.parametrize("kind", ["S_IFBLK", "S_IFCHR"])
@pytest.mark.skipif(not ROOT, reason="only root makes devices")
def test_a_device_is_made_nowhere(kind: str, inside: Path) -> None:
    deed = f"import stat; os.mknod(place + '/device', stat.{kind} | 0o600, os.makedev(1, 3))"

    assert outcome(deed, inside, inside) == "refused"
    assert outcome(deed, inside, inside, confined=False) == "done"


@pytest.mark.skipif(not ROOT, reason="only root mounts")
def test_a_file_system_is_not_mounted_over_another(inside: Path, outside: Path) -> None:
    """In a mount namespace of its own, so that this machine keeps its mounts."""
    deed = f"sh('unshare -m mount --bind {inside} {outside}')"

    assert outcome(deed, inside, outside) == "refused"
    assert outcome(deed, inside, outside, confined=False) == "done"


#: What a process that may use only its own files is refused besides, on `place`.
ENCLOSED = {
    **STILL,
    "read through a link": "os.symlink(place + '/file.txt', home + '/l'); open(home + '/l').read()",
    "run a program of its own": (
        "open(home + '/p', 'w').write('#!/bin/sh'); os.chmod(home + '/p', 0o755); "
        "os.execv(home + '/p', ['p'])"
    ),
    "connect over TCP": (
        "import socket; port = int(open(home + '/port').read()); "
        "socket.create_connection(('127.0.0.1', port), 5)"
    ),
    "connect to an abstract socket": (
        "import socket; socket.socket(socket.AF_UNIX).connect(chr(0) + open(home + '/name').read())"
    ),
}


@pytest.fixture
def listening(inside: Path) -> Iterator[None]:
    """Somebody who would answer; `inside` says where."""
    name = f"nngrader-test-{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(f"\0{name}")
        abstract.listen()
        (inside / "port").write_text(str(tcp.getsockname()[1]))
        (inside / "name").write_text(name)
        yield


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("deed", ENCLOSED.values(), ids=ENCLOSED)
def test_a_process_enclosed_in_its_files_reaches_nothing_else(
    deed: str, inside: Path, outside: Path
) -> None:
    before = state(outside)

    assert outcome(deed, inside, outside, enclosed=True) == "refused"
    assert state(outside) == before


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("deed", ENCLOSED.values(), ids=ENCLOSED)
def test_a_process_that_may_read_reaches_all_of_it(deed: str, inside: Path, outside: Path) -> None:
    wanted = "" if "execv" in deed else "done"  # a program in our place says nothing

    assert outcome(deed, inside, outside) == wanted


def test_a_process_enclosed_in_its_files_reads_and_writes_those(inside: Path) -> None:
    assert outcome(STILL["read"], inside, inside, enclosed=True) == "done"
    assert outcome(DEEDS["write"], inside, inside, enclosed=True) == "done"


def test_that_a_file_exists_can_still_be_seen(inside: Path, outside: Path) -> None:
    """Landlock has no word for it; only a root of its own hides names."""
    assert outcome("os.stat(place + '/file.txt')", inside, outside, enclosed=True) == "done"


def test_one_file_can_be_a_place(inside: Path) -> None:
    assert outcome("open('/dev/null', 'w').write('x')", inside, inside) == "done"
    assert outcome("open('/dev/full', 'w').write('')", inside, inside) == "refused"


def test_a_second_restriction_narrows_the_first(inside: Path, outside: Path) -> None:
    again = "landlock.write_only_in(place); open({}, 'w').close()"

    assert outcome(again.format("home + '/file.txt'"), inside, outside) == "refused"
    assert outcome(again.format("place + '/file.txt'"), inside, outside) == "refused"
    assert outcome(again.format("place + '/empty/x'"), inside, inside) == "done"


def test_what_the_kernel_does_not_take_is_no_oserror(inside: Path) -> None:
    """Sixteen restrictions can lie upon each other; an OSError would look like a lost supervisor."""
    layers = "for _ in range({}): landlock.write_only_in(home)"

    assert outcome(layers.format(15), inside, inside) == "done"
    assert (
        outcome(layers.format(16), inside, inside).splitlines()[-1]
        == "nngrader.kernel.KernelRefused: the kernel refused to be restricted: "
        "Argument list too long"
    )


def test_the_zygote_can_import_it_for_it_imports_nothing_but_the_kernels_names() -> None:
    script = (
        "import sys; from nngrader import landlock; "
        "print([name for name in sys.modules if name.startswith('nngrader.')], "
        "[name for name in sys.modules if name.split('.')[0] in ('numpy', 'keras')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "['nngrader.kernel', 'nngrader.landlock'] []\n"
