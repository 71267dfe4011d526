"""`nngrader batch` as a teacher runs it: real children, real kills, a real Ctrl-C."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.executors.hand_ins import RIGHT

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]

HAND_INS = {
    "right": RIGHT,
    "renamed": RIGHT.replace("numbers", "as_numbers"),
    "softmax": RIGHT.replace('Dense(1, activation="sigmoid")', 'Dense(1, activation="softmax")'),
    "hangs": f"{RIGHT}\n\nwhile True:\n    pass\n",
    "sleeps": f"import time\n\ntime.sleep(10_000)\n{RIGHT}",
    "hungry": f"{RIGHT}\n\nx = bytearray(6 << 30)\n",
    "gone": f"import os\n{RIGHT}\n\nos._exit(0)\n",
    "broken": RIGHT.replace("def train(", "def train"),
}
STATUS = {
    "right": "graded",
    "renamed": "graded",
    "softmax": "graded",
    "hangs": "timed_out",
    "sleeps": "timed_out",
    "hungry": "out_of_memory",
    "gone": "crashed",
    "broken": "syntax_error",
    "empty": "unreadable",
}


def handed_in(folder: Path, *names: str) -> Path:
    for name in names or HAND_INS:
        (folder / "in" / name).mkdir(parents=True)
        (folder / "in" / name / "xor.py").write_text(HAND_INS[name])
    return folder / "in"


def command(folder: Path, *more: str) -> list[str]:
    words = ["batch", str(folder / "in"), "--assignment", "xor", "--out", str(folder / "out")]
    return [str(Path(sys.executable).with_name("nngrader")), *words, "--limit", "code=4", *more]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "NNGRADER_MEMORY": str(folder / "memory")}


def batch(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *more),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env=environment(folder),
    )


def begun(folder: Path, *more: str) -> "subprocess.Popen[str]":
    """Start a batch, and wait until its first hand-in is done."""
    started = subprocess.Popen(
        command(folder, "--json", *more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(folder),
        start_new_session=True,
    )
    assert started.stdout is not None
    for line in started.stdout:
        if json.loads(line)["event"] == "done":
            return started
    raise AssertionError(started.communicate()[1])


def rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "out" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def of_group(leader: int) -> list[int]:
    """Processes that a command started, also those whose parent is gone."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader or leader in [p.pid for p in process.parents()]:
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return found


def eventually(true: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def test_every_hand_in_of_a_mixed_class_ends_with_the_right_row(tmp_path: Path) -> None:
    handed_in(tmp_path)
    (tmp_path / "in" / "empty").mkdir()
    (tmp_path / "in" / "empty" / "report.pdf").write_bytes(b"%PDF")

    done = batch(tmp_path)

    found = rows(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {student: row["status"] for student, row in found.items()} == STATUS
    assert [found[student]["score"] for student in ("right", "renamed")] == ["15.0", "15.0"]
    reports = {path.name for path in (tmp_path / "out" / "reports").iterdir()}
    assert reports == {f"{student}.{kind}" for student in STATUS for kind in ("html", "json")}


def test_a_batch_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    handed_in(tmp_path, "right", "softmax", "sleeps")
    killed = begun(tmp_path)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()

    resumed = batch(tmp_path, "--resume", "--json")

    ended = json.loads(resumed.stdout.splitlines()[-1])
    assert (ended["done"], ended["found"]) == (3, 3)
    assert ended["known"] >= 1
    assert {s: r["status"] for s, r in rows(tmp_path).items()} == {
        name: STATUS[name] for name in ("right", "softmax", "sleeps")
    }
    assert {row["attempts"] for row in rows(tmp_path).values()} == {"1"}


def test_ctrl_c_ends_soon_leaves_nothing_running_and_keeps_what_is_done(tmp_path: Path) -> None:
    handed_in(tmp_path, "right", "softmax", "sleeps", "hangs")
    running = begun(tmp_path, "--limit", "code=60")
    asked = time.monotonic()
    os.kill(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)

    assert running.returncode == 130, err
    assert time.monotonic() - asked < 20
    ended = json.loads(out.splitlines()[-1])
    assert ended["interrupted"]
    assert 1 <= ended["done"] < 4
    assert "--resume" in ended["summary"][0]
    assert eventually(lambda: not of_group(running.pid))
    graded = [row for row in rows(tmp_path).values() if row["status"] != "missing"]
    assert len(graded) == ended["done"]


def test_one_network_is_trained_once_in_a_class(tmp_path: Path) -> None:
    for number in range(6):
        folder = tmp_path / "in" / f"s{number}"
        folder.mkdir(parents=True)
        (folder / "xor.py").write_text(f"# {number}\n{RIGHT}")

    assert batch(tmp_path).returncode == 0

    trained = [
        run["seed"]
        for path in (tmp_path / "out" / "reports").glob("*.json")
        for run in json.loads(path.read_text())["training"]
        if not run["remembered"]
    ]
    assert sorted(trained) == sorted(set(trained))
