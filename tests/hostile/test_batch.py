"""A49 and all others together: a batch with attackers in it ends, and no honest report differs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from benchmarks import hostile_batch, traces
from benchmarks.hostile_batch import SHARED_MIB, SMALL, Batch, Trial
from tests.hostile import batch
from tests.hostile.batch import Aims, HandIn, Listeners, interleaved
from tests.hostile.conftest import way_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="attacks on Linux")
sandbox = pytest.mark.sandbox


@pytest.fixture(scope="module")
def trial() -> Trial:
    """The small class, graded three times, at the best level of this machine."""
    if way_of(3) is None and way_of(2) is None:
        pytest.skip("this machine does not reach level 2")
    found = hostile_batch.tried(SMALL)
    assert found.edited == [], "the grader was edited meanwhile: run this again"
    return found


@sandbox
def test_a_hostile_batch_finishes_with_a_report_for_everybody(trial: Trial) -> None:
    assert trial.among.code == 1, trial.among.terminal
    assert len(trial.hand_ins) == 14
    assert trial.astray == []


@sandbox
def test_a49_honest_reports_are_the_same_in_every_byte(trial: Trial) -> None:
    assert len(trial.honest) == 8
    assert trial.differing == []


@sandbox
def test_attacks_and_excesses_come_to_what_they_may(trial: Trial) -> None:
    assert [(name, trial.among.document(name)["mishap"]) for name in trial.wrong] == []


@sandbox
def test_nothing_of_a_hostile_batch_is_left_and_nobody_heard_of_it(trial: Trial) -> None:
    assert trial.among.processes == []
    assert trial.changed == []
    assert trial.forged == []
    assert trial.heard == []
    assert trial.victim_lives
    assert trial.among.lost.shared < SHARED_MIB


@sandbox
def test_nothing_that_students_wrote_acts_on_a_terminal_or_a_page(trial: Trial) -> None:
    assert trial.among.acting == []


# -- The class itself, which runs nothing ----------------------------------------------------------


@pytest.fixture
def aims(tmp_path: Path) -> Iterator[Aims]:
    """What the attacks would aim at, with one hand-in and one report to be read."""
    for name in ("hand_ins/s002/xor.py", "out/s001.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("import keras")
    listeners = Listeners(tmp_path / "sock")
    with (
        closing(listeners.tcp),
        closing(listeners.udp),
        closing(listeners.path),
        hostile_batch.victim() as victim,
    ):
        yield Aims(
            hand_ins=tmp_path / "hand_ins",
            out=tmp_path / "out",
            memory=tmp_path / "memory",
            home=tmp_path,
            packages=tmp_path,
            tcp=listeners.tcp.getsockname()[1],
            udp=listeners.udp.getsockname()[1],
            path=tmp_path / "sock",
            victim=victim.pid,
        )


def test_a_class_of_100_has_30_kinds_of_attack_and_10_beyond_a_limit(aims: Aims) -> None:
    attacks, excesses, honest = batch.attacks(aims), batch.excesses(), batch.honest(60)

    assert (len(attacks), len(excesses), len(honest)) == (30, 10, 60)
    assert len({one.kind for one in (*attacks, *excesses)}) == 40
    assert len({str(one.files) for one in honest}) == 60


def test_each_group_is_spread_over_the_class_and_the_first_begins() -> None:
    a, b = ([HandIn(kind, {})] * count for kind, count in (("a", 2), ("b", 4)))

    assert [one.kind for one in interleaved(a, b)] == ["a", "b", "b", "a", "b", "b"]


def test_the_hand_in_that_others_aim_at_is_an_honest_script(aims: Aims) -> None:
    second = interleaved(batch.attacks(aims), batch.honest(60), batch.excesses())[1]

    assert (second.kind, list(second.files)) == ("right", ["xor.py"])


@pytest.mark.parametrize("deeds", [batch.reading, batch.talking], ids=["reading", "talking"])
def test_what_is_refused_to_a_hand_in_is_possible_in_a_process_that_nobody_confined(
    aims: Aims, tmp_path: Path, deeds: "batch.Deeds"
) -> None:
    every = [deed for deed in deeds(aims) if "tensorflow" not in deed]

    assert [_plainly(deed, tmp_path / str(n)) for n, deed in enumerate(every)] == [
        "POSSIBLE"
    ] * len(every)


def test_a_secret_of_a_neighbour_is_found_by_a_process_that_nobody_confined(
    aims: Aims, tmp_path: Path
) -> None:
    (deed,) = (one for one in batch.secrets(aims) if str(aims.victim) in one)

    assert _plainly(deed, tmp_path / "0") == "POSSIBLE"


def _plainly(deed: str, folder: Path) -> str:
    folder.mkdir()
    words = [sys.executable, "-c", batch.TRYING.format(deeds=[deed])]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return "POSSIBLE" if f"POSSIBLE: {deed}" in done.stderr else json.dumps(done.stderr)


# -- The measuring, which must see what the batch is said not to do --------------------------------


def test_a_process_that_lost_its_parent_is_found() -> None:
    with traces.adopting() as orphans:
        subprocess.run(["sh", "-c", "sleep 60 &"], check=True)
        (left,) = orphans()
        assert left.endswith(" sleep")
        psutil.Process(int(left.split()[0])).kill()

        assert orphans() == []


def test_files_that_came_went_or_differ_are_named(tmp_path: Path) -> None:
    kept, gone, new = (tmp_path / name for name in ("kept", "gone", "new"))
    kept.write_text("a")
    gone.write_text("a")
    before = traces.snapshot(tmp_path.iterdir())
    assert traces.changes(before, traces.snapshot(tmp_path.iterdir())) == []

    gone.unlink()
    new.write_text("a")
    kept.write_text("ab")

    after = traces.snapshot(tmp_path.iterdir())
    assert traces.changes(before, after) == [str(gone), str(kept), str(new)]


def test_a_report_that_differs_or_is_missing_is_named() -> None:
    honest = HandIn("right", {})
    room = traces.Room(0, 0, 0)
    whole = {"s1.json": b'{"seconds": 1.5}', "s1.html": b"x"}
    later = {**whole, "s1.json": b'{"seconds": 2.5}'}
    quiet, other, none = (Batch(1, 0, "", given, [], room) for given in (whole, later, {}))

    def trial(among: Batch) -> Trial:
        return Trial({"s1": honest}, quiet, among, quiet, among, [], [], [], True, [])

    assert (trial(quiet).differing, trial(quiet).differing_anew) == ([], [])
    assert (trial(other).differing, trial(other).differing_anew) == (["s1.json"], [])
    assert (trial(none).differing, trial(none).differing_anew) == (
        ["s1.json", "s1.html"],
        ["s1.json"],
    )


@pytest.mark.parametrize(
    ("status", "score", "right"),
    [("graded", 10.0, True), ("graded", 10.5, False), ("crashed", 0.0, False)],
)
def test_an_attack_may_earn_so_much_and_no_more(status: str, score: float, right: bool) -> None:
    report = json.dumps({"status": status, "score": score}).encode()
    run = Batch(1, 0, "", {"s1.json": report}, [], traces.Room(0, 0, 0))
    attack = HandIn("A00", {}, most=10.0)

    trial = Trial({"s1": attack}, run, run, run, None, [], [], [], True, [])

    assert trial.wrong == ([] if right else ["s1"])


def test_what_acts_on_a_page_or_a_terminal_is_seen() -> None:
    reports = {
        "a.html": b"<img src=x>",
        "b.html": b"&lt;img src=x&gt;",
        "c.json": b'"<img src=x>"',
        "d.json": "\u202e".encode(),
    }
    run = Batch(1, 0, "\x1b]0;owned\x07", reports, [], traces.Room(0, 0, 0))

    assert run.acting == ["a.html", "d.json", "terminal"]
