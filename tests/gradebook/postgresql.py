"""A PostgreSQL server that is thrown away after the tests.

It listens on a socket in its own folder, so it needs no free port, and asks for a password, so that
a wrong one can be tried. PostgreSQL does not run as root; as root it is started as the user postgres.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACE = "NNGRADER_TEST_POSTGRESQL"  #: environment variable: URL of a server that runs already
USER = "postgres"
PASSWORD = "s3cret-of-the-tests"  #: not a secret
INSTALLED = Path("/usr/lib/postgresql")  #: by Debian, one folder for each version
#: Nothing here has to outlast a loss of power.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server; fails where there is none and none can be started."""
    if os.environ.get(PLACE):
        yield os.environ[PLACE]
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="nngrader-pg-", dir="/tmp"))  # short, for the socket
    try:
        _start(programs, folder)
        yield f"postgresql+psycopg://{USER}:{PASSWORD}@/postgres?host={folder}"
    finally:
        _run(programs / "pg_ctl", "stop", "-D", f"{folder}/data", "-m", "immediate", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find the folder of initdb and pg_ctl."""
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    if asked := shutil.which("pg_config"):
        said = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(said.stdout.strip()))
    found += sorted(INSTALLED.glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file():
            return folder
    problem = (
        f"These tests need PostgreSQL: neither PATH nor pg_config nor {INSTALLED} has "
        f"initdb and pg_ctl. Install the package postgresql, or set {PLACE} to the URL of a server."
    )
    raise AssertionError(problem)


def _start(programs: Path, folder: Path) -> None:
    password = folder / "password"
    password.write_text(PASSWORD)
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
        shutil.chown(password, USER)
    data = f"{folder}/data"
    asks = ("--auth=scram-sha-256", f"--pwfile={password}")
    _run(programs / "initdb", "-D", data, "-U", USER, "-E", "UTF8", "--no-sync", *asks)
    settings = f"{SETTINGS} -c unix_socket_directories={folder}"
    log = f"{folder}/log"
    _run(programs / "pg_ctl", "start", "-D", data, "-w", "-t", "60", "-l", log, "-o", settings)


def _run(program: Path, *arguments: str, check: bool = True) -> None:
    """Run a program of PostgreSQL; its output is shown when it fails."""
    done = subprocess.run(
        [*_as_its_user(), str(program), *arguments],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program.name == "initdb" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert not check or done.returncode == 0, f"{program} failed: {done.stdout}"


def _as_its_user() -> list[str]:
    if sys.platform == "win32" or os.geteuid() != 0:
        return []
    if shutil.which("runuser"):
        return ["runuser", "-u", USER, "--"]
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"]
