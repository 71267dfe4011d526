"""Finding the best isolation of this machine: canaries are sent, best way first, until all holds."""

import json
import os
import secrets
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import nngrader
from nngrader.executors._process import clean_environment, command
from nngrader.isolation import LEVELS, Isolation, Trial, Way
from nngrader.kernel import machine

PATIENCE_S = 20.0  #: a canary takes a fifth of a second
LONGEST = 200  #: characters of what stopped a canary


@cache
def measure() -> Isolation:
    """Try the ways of confinement, best first; the last one always holds."""
    failed: dict[Way, str] = {}
    for way in _ways():
        trials, complaint = send_canary(way)
        slack = next((trial for trial in trials if not trial.held), None)
        if slack is not None and not complaint:
            complaint = f"to {slack.deed} was {slack.found}"
        if not complaint or LEVELS[way] == 1:
            return Isolation(way, trials, failed)
        failed[way] = complaint
    return Isolation("process", (), failed)


def _ways() -> Iterator[Way]:
    """List what may hold here; elsewhere than on Linux that is known without a trial."""
    if machine():
        yield from (way for way in LEVELS if way != "namespaces by root" or os.geteuid() == 0)


def send_canary(way: Way) -> tuple[tuple[Trial, ...], str]:
    """Let a canary try everything in one way of confinement; return what it told and what ended it.

    The second is empty when it came to its end.
    """
    with _aims() as aims:
        try:
            told = _run(way, aims)
        except subprocess.TimeoutExpired:
            return (), f"the trial did not end within {PATIENCE_S:g} s"
    lines = [line for line in (told.stdout + told.stderr).splitlines() if line.strip()]
    trials = tuple(msgspec.json.decode(line, type=Trial) for line in lines if _tells(line))
    if told.returncode == 0 and trials:
        return trials, ""
    others = [line for line in lines if not _tells(line)]  # what stopped it, as Python writes that
    last = (others or ["the trial ended without a word"])[-1]
    return trials, last.rpartition("KernelRefused: ")[2][:LONGEST]


def _tells(line: str) -> bool:
    return line.startswith("{")


def _run(way: Way, aims: dict[str, Any]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own words
        command(f"nngrader.worker.canary.main({way!r})"),
        input=json.dumps(aims),
        env=clean_environment(aims["folder"]),
        cwd=aims["folder"],
        capture_output=True,
        text=True,
        errors="backslashreplace",
        timeout=PATIENCE_S,
        check=False,
    )


@contextmanager
def _aims() -> Iterator[dict[str, Any]]:
    """Lay out what only we should reach."""
    word = secrets.token_hex(8)
    with ExitStack() as stack:
        outside = stack.enter_context(tempfile.TemporaryDirectory(prefix="nngrader-"))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="nngrader-"))
        secret = Path(outside, "secret.txt")
        secret.write_text(word)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        path_socket, abstract = str(Path(outside, "socket")), f"nngrader-{word}"
        for address in (path_socket, f"\0{abstract}"):
            line = stack.enter_context(socket.socket(socket.AF_UNIX))
            line.bind(address)
            line.listen()
        yield {
            "folder": folder,
            "secret": str(secret),
            "word": word,
            "package": str(Path(nngrader.__file__).parent),
            "port": tcp.getsockname()[1],
            "path_socket": path_socket,
            "abstract_socket": abstract,
            "supervisor": os.getpid(),
        }
        with suppress(OSError):  # what a canary that is not held leaves
            Path(nngrader.__file__).with_name("nngrader_canary.py").unlink()
