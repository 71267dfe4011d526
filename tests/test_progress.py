"""What is shown while a class is graded."""

import io
import json
from collections import Counter

import pytest
from rich.console import Console

from nngrader.progress import Row, _Bar, shown, told_rate, told_tally
from nngrader.wording import duration

DONE = Row("s07", "Ada Lovelace", "in/s07/xor.py", "graded", 12.0, 15.0, 1.25, known=False)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(mode: str) -> str:
    out = io.StringIO()
    with shown(mode, out) as show:  # type: ignore[arg-type]
        show.begin("A folder: 2 hand-ins of 2 students.", 2)
        show.note("in/readme.txt was left out.")
        show.row(DONE)
        show.row(Row("b", "b\x1b[2J", "in/b.py", "timed_out", 2.0, 15.0, 90.0, known=True))
    return out.getvalue()


def test_a_log_gets_a_line_for_each() -> None:
    assert told("people") == (
        "A folder: 2 hand-ins of 2 students.\n"
        "Note: in/readme.txt was left out.\n"
        "1/2 Ada Lovelace: 12/15 points, graded\n"
        "2/2 b: 2/15 points, timed_out, known\n"
    )


def test_quiet_is_quiet() -> None:
    assert told("quiet") == ""


def test_a_machine_gets_an_object_for_each() -> None:
    begun, note, first, second = map(json.loads, told("json").splitlines())

    assert begun == {"event": "begun", "what": "A folder: 2 hand-ins of 2 students.", "total": 2}
    assert note == {"event": "note", "text": "in/readme.txt was left out."}
    assert first == {
        "event": "done",
        "student": "s07",
        "shown": "Ada Lovelace",
        "source": "in/s07/xor.py",
        "status": "graded",
        "score": 12.0,
        "max_score": 15.0,
        "seconds": 1.25,
        "known": False,
        "done": 1,
        "total": 2,
    }
    assert (second["shown"], second["known"], second["done"]) == ("b", True, 2)


def test_a_terminal_gets_a_bar_with_a_tally() -> None:
    out = Terminal()
    with _Bar(Console(file=out, force_terminal=True, width=100, color_system=None)) as bar:
        bar.begin("A folder: 1 hand-in of 1 student.", 1)
        bar.row(DONE)

    assert "A folder: 1 hand-in of 1 student." in out.getvalue()
    assert "1/1" in out.getvalue()
    assert "1 graded" in out.getvalue()


def test_a_terminal_gets_the_bar_by_itself() -> None:
    assert isinstance(shown("people", Terminal()), _Bar)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (10, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (200, "3 min 20 s"),
        (3599.6, "1 h"),
        (7500, "2 h 5 min"),
    ],
)
def test_durations_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("worked", "elapsed", "left", "words"),
    [
        (0, 5.0, 10, ""),
        (10, 10.0, 30, "1.0/s, 30 s left"),
        (9, 10.0, 9, "54.0/min, 10 s left"),
        (10, 5.0, 0, "2.0/s"),
    ],
)
def test_the_rate_and_the_time_that_is_left(
    worked: int, elapsed: float, left: int, words: str
) -> None:
    assert told_rate(worked, elapsed, left) == words


def test_a_tally_begins_with_what_went_well() -> None:
    tally = Counter({"timed out": 1, "graded": 4, "crashed": 2, "full points": 3, "rejected": 1})

    told = told_tally(tally)

    assert told == "3 full points, 4 graded, 2 crashed, 1 rejected, 1 timed out"
