"""One commit of somebody's repository, fetched without running or unpacking anything of it.

Nothing is checked out: there are no hooks, filters, links or submodules to fear, and files are
read as objects of git. git may not ask anybody for a password, and may use only the protocols
that are named here. Time, disk and the list of files are limited, for a repository can be short
and endless at once.
"""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import which
from typing import IO, NoReturn

from nngrader.intake._times import UTC
from nngrader.intake._tree import MOST_FILES, Entry, Parts, is_passed_over
from nngrader.submission.archive import NotAccepted, safe_name
from nngrader.submission.reading import LARGEST, Unreadable
from nngrader.untrusted import clean

LIMIT_S = 120.0  #: for one repository's fetch; a homework without data needs two seconds
QUICK_S = 30.0  #: for reading what was fetched
MOST_BYTES = 512 << 20  #: on disk; with data sets and pictures, still no homework
LONGEST_LIST = 16 << 20  #: bytes of names in a commit
LONGEST_TOLD = 200  #: characters of git's reason
LONGEST_ERRORS = 8192  #: bytes of what git says, from its end

ADDRESS = re.compile(
    r"(?:https?|ssh)://[^\s\x00-\x1f-][^\s\x00-\x1f]*"
    r"|[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w.-]*:[^\s\x00-\x1f-][^\s\x00-\x1f]*"
)
REF = re.compile(r"[A-Za-z0-9_][\w./+@-]*")  #: no range, no pattern, no option
SHORT_COMMIT = re.compile(r"[0-9a-f]{7,39}")
LISTED = re.compile(rb"([0-7]{6}) ([a-z]+) ([0-9a-f]{40,64}) +([0-9]+|-)\t(.+)", re.DOTALL)
SECRET = re.compile(r"(?<=://)[^/@\s]*@")
LINK, SUBMODULE = b"120000", b"160000"  #: modes
LFS = b"version https://git-lfs.github.com/spec/"

#: Settings of ours, whatever those of this computer are.
SETTINGS = (
    *(f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "core.symlinks=false", "gc.auto=0"),
    *("maintenance.auto=false", "fetch.unpackLimit=1", "fetch.recurseSubmodules=no"),
    *("core.bigFileThreshold=16m", "transfer.bundleURI=false", "protocol.version=2"),
)
#: Of git's own variables these stay: how to reach a server. The rest would lead elsewhere.
KEPT = ("GIT_SSH", "GIT_SSL_", "GIT_PROXY_", "GIT_HTTP_", "GIT_EXEC_PATH", "GIT_CONFIG_")


class GitFailed(Exception):
    """Why a repository cannot be read, as the end of a sentence about it."""


@dataclass(frozen=True)
class Repository:
    """A commit and its files, to be read while its folder is there."""

    entries: tuple[Entry, ...]
    committed_at: datetime | None  #: what the commit says; who commits can say anything


def fetched(folder: Path, source: str, ref: str = "", *, local: bool = False) -> Repository:
    """Fetch one commit into an empty folder; raises GitFailed.

    `local` sources are folders of this computer. `ref` is HEAD when empty.
    """
    _refuse_odd(source, ref, local=local)
    store = folder / "store"
    told = _Git(folder, local=local)
    told.run("init", "--quiet", "--bare", "--template=", str(store))
    inside = (f"--git-dir={store}",)
    options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
    try:
        told.run(*inside, "fetch", *options, "--", source, ref or "HEAD", limit_s=LIMIT_S)
    except GitFailed as error:
        _hint(error, ref)
    when = told.run(*inside, "show", "-s", "--format=%ct", "FETCH_HEAD^{commit}", "--")
    listed = told.run(*inside, "ls-tree", "-r", "-l", "-z", "FETCH_HEAD^{tree}")
    if len(listed) > LONGEST_LIST or listed.count(b"\0") > MOST_FILES:
        problem = f"it holds more than {MOST_FILES:,} files"
        raise GitFailed(problem)
    return Repository(tuple(_entries(listed, told, store, source)), _moment(when))


def without_secrets(address: str) -> str:
    """Leave names and passwords out of an address."""
    return SECRET.sub("", address)


def _refuse_odd(source: str, ref: str, *, local: bool) -> None:
    if which("git") is None:
        problem = "git is not installed here"
        raise GitFailed(problem)
    if not local and not ADDRESS.fullmatch(source):
        problem = (
            "its address is not one of https://, http://, ssh:// or user@host:path. A folder of "
            "this computer belongs into the column `path`"
        )
        raise GitFailed(problem)
    if ref and (not REF.fullmatch(ref) or ".." in ref):
        problem = f"{clean(ref, LONGEST_TOLD)} is no branch, tag or commit"
        raise GitFailed(problem)


def _hint(error: GitFailed, ref: str) -> NoReturn:
    if SHORT_COMMIT.fullmatch(ref):
        problem = f"{error}. Write a commit with all its 40 digits"
        raise GitFailed(problem) from error
    raise error


@dataclass(frozen=True)
class _Git:
    """Runs git with what it prints in files, whose size is watched with the rest."""

    folder: Path
    local: bool

    def run(self, *arguments: str, limit_s: float = QUICK_S) -> bytes:
        """Give what git prints; raises GitFailed with what it says."""
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        out, err = self.folder / "out", self.folder / "err"
        with out.open("wb") as printed, err.open("wb") as said:
            try:
                code = self._watched(["git", *settings, *arguments], printed, said, limit_s)
            except OSError as error:
                problem = f"git cannot be started ({error.strerror})"
                raise GitFailed(problem) from error
        if code:
            raise GitFailed(_reason(err))
        with out.open("rb") as file:
            return file.read(LARGEST + 1)

    def _watched(self, command: list[str], out: IO[bytes], err: IO[bytes], limit_s: float) -> int:
        deadline = time.monotonic() + limit_s
        with subprocess.Popen(  # noqa: S603 (no shell, and arguments that were looked at)
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=self.folder,
            env=_environment(local=self.local),
            start_new_session=True,
        ) as process:
            try:
                return self._wait(process, deadline, limit_s)
            finally:
                _end(process)

    def _wait(self, process: subprocess.Popen[bytes], deadline: float, limit_s: float) -> int:
        while True:
            try:
                return process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                if time.monotonic() > deadline:
                    problem = f"git took more than {limit_s:.0f} seconds"
                    raise GitFailed(problem) from None
                if _size(self.folder) > MOST_BYTES:
                    problem = f"it has more than {MOST_BYTES >> 20} MB"
                    raise GitFailed(problem) from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and what it started, such as ssh, unless it has ended."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _environment(*, local: bool) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(KEPT)
    }
    ssh = own.get("GIT_SSH_COMMAND", "ssh")
    return own | {
        "GIT_ALLOW_PROTOCOL": "file" if local else "https:http:ssh",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",  # the program that says nothing
        "SSH_ASKPASS_REQUIRE": "never",
        "GCM_INTERACTIVE": "never",
        "GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes -o ConnectTimeout=20",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }


def _size(folder: Path) -> int:
    """Add up the files below a folder; some vanish meanwhile."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).lstat().st_size
            except OSError:
                continue
    return total


def _reason(err: Path) -> str:
    """Give what git says in the end, in one line and without anybody's password."""
    with err.open("rb") as file:
        file.seek(max(0, err.stat().st_size - LONGEST_ERRORS))
        lines = [line.strip() for line in file.read().decode("utf-8", "replace").splitlines()]
    fatal = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    told = fatal[0] if fatal else next(filter(None, reversed(lines)), "nothing")
    if told == "fatal: Could not read from remote repository." and lines[0] != told:
        told = lines[0]  # ssh said why
    words = told.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")
    return f"git says: {clean(without_secrets(words), LONGEST_TOLD)}"


def _moment(printed: bytes) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(printed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _entries(listed: bytes, told: _Git, store: Path, source: str) -> Iterator[Entry]:
    for line in listed.split(b"\0"):
        found = LISTED.fullmatch(line)
        if found is None or found[1] == SUBMODULE:
            continue
        parts = _parts(found[5])
        if not parts or any(map(is_passed_over, parts)):
            continue
        shown = "/".join(parts)
        where = f"{without_secrets(source)}: {shown}"
        take = partial(_content, told, store, found[1], found[3].decode(), int(found[4]))
        yield Entry(parts, shown, where, take)


def _parts(name: bytes) -> Parts:
    try:
        return tuple(safe_name(name.decode("utf-8", "backslashreplace")).split("/"))
    except NotAccepted:
        return ()


def _content(told: _Git, store: Path, mode: bytes, digest: str, size: int) -> bytes:
    if mode == LINK:
        problem = "it is a link. Hand in the file itself"
        raise NotAccepted(problem)
    if size > LARGEST:
        problem = f"it has more than {LARGEST >> 20} MB"
        raise NotAccepted(problem)
    try:
        data = told.run(f"--git-dir={store}", "cat-file", "blob", digest)
    except GitFailed as error:
        raise Unreadable(str(error)) from error
    if data.startswith(LFS):
        problem = "it is kept in Git LFS, which is not fetched. Commit the file itself"
        raise Unreadable(problem)
    return data
