"""Remembering training runs: whole or not at all, within bounds, and out of a submission's reach."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from nngrader import landlock, training_memory
from nngrader.checkup import checkup
from nngrader.cli import main
from nngrader.evidence import Evidence
from nngrader.executors.local import Local
from nngrader.training_memory import (
    MAGIC,
    MOST_BYTES,
    Contents,
    Folder,
    Memory,
    Nothing,
    Session,
    contents,
    digest_of,
    forget,
    open_memory,
    told,
)
from nngrader.wire import Frame
from tests.executors.hand_ins import building, xor

ONE, TWO, THREE = (digest_of(number) for number in (1, 2, 3))
HOUR_S = 3600.0


def run(value: int = 1, numbers: int = 100) -> tuple[Frame, ...]:
    """Two frames, as a training answers."""
    weights = {"kernel": np.full((numbers, 1), value, "<f4"), "none": np.zeros((0, 3), "<f8")}
    return Frame("seed", {"loss": [0.5, value], "word": "ä"}, weights), Frame("done")


def same(first: tuple[Frame, ...] | None, second: tuple[Frame, ...]) -> bool:
    return first is not None and [plain(frame) for frame in first] == [
        plain(frame) for frame in second
    ]


def plain(frame: Frame) -> object:
    arrays = {n: (a.dtype.str, a.shape, a.tobytes()) for n, a in frame.arrays.items()}
    return frame.kind, frame.body, arrays


def weight(key: str = ONE, numbers: int = 100) -> int:
    """Bytes that one run takes."""
    memory = Session()
    memory.keep(key, run(numbers=numbers))
    return memory.contents().size


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "deep" / "memory")


def file_of(folder: Folder, key: str = ONE) -> Path:
    return folder.path / key[:2] / f"{key}.run"


def parts_of(folder: Folder) -> list[Path]:
    return list(folder.path.rglob("*.part"))


# -- the promise that all memories give ------------------------------------------------------------


@pytest.fixture(params=["folder", "session"])
def memory(request: pytest.FixtureRequest, folder: Folder) -> Memory:
    return folder if request.param == "folder" else Session()


def test_what_was_kept_is_recalled(memory: Memory) -> None:
    memory.keep(ONE, run(1))
    memory.keep(TWO, run(2))

    assert same(memory.recall(ONE), run(1))
    assert same(memory.recall(TWO), run(2))
    assert memory.recall(THREE) is None


def test_a_run_without_frames_is_known(memory: Memory) -> None:
    memory.keep(ONE, ())

    assert memory.recall(ONE) == ()


def test_the_last_run_kept_under_a_digest_is_the_one_recalled(memory: Memory) -> None:
    memory.keep(ONE, run(1))
    memory.keep(ONE, run(2))

    assert same(memory.recall(ONE), run(2))


def test_what_a_caller_changes_is_not_remembered(memory: Memory) -> None:
    given = run(1)
    memory.keep(ONE, given)
    given[0].arrays["kernel"][:] = 9
    first = memory.recall(ONE)
    assert first is not None
    first[0].arrays["kernel"][:] = 9
    first[0].body["loss"].append(9)

    assert same(memory.recall(ONE), run(1))


@pytest.mark.parametrize("key", ["", "../../etc/passwd", ONE.upper(), ONE + "\n", "a" * 31])
def test_what_is_no_digest_is_refused(memory: Memory, key: str) -> None:
    with pytest.raises(ValueError, match="is no digest"):
        memory.keep(key, run())


def test_the_shortest_digest_is_taken(memory: Memory) -> None:
    memory.keep("a" * 32, run())

    assert same(memory.recall("a" * 32), run())


def test_nothing_forgets_everything() -> None:
    nothing: Memory = Nothing()
    nothing.keep(ONE, run())

    assert nothing.recall(ONE) is None
    assert contents(nothing) == Contents("", 0, 0, 0)


# -- digests ---------------------------------------------------------------------------------------


def test_a_digest_is_blake2b_of_the_shortest_json_with_sorted_keys() -> None:
    text = '{"a":["\\u00e4",null,1.5],"b":true}'
    named = blake2b(text.encode(), digest_size=32).hexdigest()

    assert digest_of({"b": True, "a": ["ä", None, 1.5]}) == named
    assert digest_of({"b": True, "a": ["ä", None, 1.25]}) != named


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_has_no_digest(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        digest_of({"rate": [number]})


# -- damage ----------------------------------------------------------------------------------------


def test_an_entry_with_any_bit_flipped_is_removed(folder: Folder) -> None:
    folder.keep(ONE, run(numbers=1))
    path = file_of(folder)
    sound = path.read_bytes()

    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 4]) + sound[place + 1 :])
        assert folder.recall(ONE) is None
        assert not path.exists()
    path.write_bytes(sound)
    assert same(folder.recall(ONE), run(numbers=1))


def test_an_entry_of_any_shorter_length_is_removed(folder: Folder) -> None:
    folder.keep(ONE, run(numbers=1))
    path = file_of(folder)
    sound = path.read_bytes()

    for length in range(len(sound)):
        path.write_bytes(sound[:length])
        assert folder.recall(ONE) is None
        assert not path.exists()


def sealed(payload: bytes) -> bytes:
    return MAGIC + blake2b(payload, digest_size=32).digest() + payload


@pytest.mark.parametrize("payload", [b"", b"\x00", b"\x00\x00\x00\x02{}", b"\xff" * 99])
def test_a_right_checksum_over_what_are_not_our_frames_is_removed(
    folder: Folder, payload: bytes
) -> None:
    folder.keep(ONE, run())
    file_of(folder).write_bytes(sealed(payload))

    assert folder.recall(ONE) is None
    assert not file_of(folder).exists()


def test_another_format_is_removed(folder: Folder) -> None:
    folder.keep(ONE, run())
    path = file_of(folder)
    path.write_bytes(path.read_bytes().replace(b"run 1\n", b"run 2\n"))

    assert folder.recall(ONE) is None
    assert not path.exists()


def test_an_entry_under_the_name_of_another_is_removed(folder: Folder) -> None:
    folder.keep(ONE, run(1))
    folder.keep(TWO, run(2))
    file_of(folder, ONE).replace(file_of(folder, TWO))

    assert folder.recall(TWO) is None
    assert not file_of(folder, TWO).exists()


# -- what is not believed --------------------------------------------------------------------------

posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="links and owners are POSIX's")


@posix
def test_only_the_user_can_read_what_is_kept(folder: Folder) -> None:
    before = os.umask(0)
    try:
        folder.keep(ONE, run())
    finally:
        os.umask(before)

    path = file_of(folder)
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (folder.path, path.parent, path)]
    assert modes == [0o700, 0o700, 0o600]


@posix
def test_an_entry_that_is_a_link_is_not_believed_and_the_next_run_replaces_it(
    folder: Folder, tmp_path: Path
) -> None:
    folder.keep(ONE, run(1))
    elsewhere = file_of(folder).rename(tmp_path / "elsewhere")
    file_of(folder).symlink_to(elsewhere)

    assert folder.recall(ONE) is None
    folder.keep(ONE, run(2))

    assert same(folder.recall(ONE), run(2))
    assert not file_of(folder).is_symlink()
    elsewhere.replace(file_of(folder))
    assert same(folder.recall(ONE), run(1))


@posix
def test_a_folder_that_is_a_link_is_neither_believed_nor_filled(
    folder: Folder, tmp_path: Path
) -> None:
    folder.keep(ONE, run())
    link = tmp_path / "link"
    link.symlink_to(folder.path)
    linked = Folder(link)
    linked.keep(TWO, run())

    assert linked.recall(ONE) is None
    assert linked.contents().entries == 0
    assert not file_of(folder, TWO).exists()
    assert told(linked) == f"nothing: {link} is a link, no folder, or belongs to somebody else"


@posix
def test_a_shelf_that_is_a_link_is_neither_believed_nor_filled(
    folder: Folder, tmp_path: Path
) -> None:
    folder.keep(ONE, run(1))
    shelf = file_of(folder).parent
    moved = shelf.rename(tmp_path / "moved")
    shelf.symlink_to(moved)
    folder.keep(ONE, run(2))

    assert folder.recall(ONE) is None
    assert folder.contents().entries == 0
    shelf.unlink()
    moved.rename(shelf)
    assert same(folder.recall(ONE), run(1))


@posix
def test_a_pipe_in_place_of_an_entry_is_not_waited_for(folder: Folder) -> None:
    folder.keep(ONE, run())
    file_of(folder).unlink()
    os.mkfifo(file_of(folder))

    assert folder.recall(ONE) is None
    assert not file_of(folder).exists()


def test_a_folder_in_place_of_an_entry_is_no_reason_to_stop(folder: Folder) -> None:
    folder.keep(ONE, run())
    file_of(folder).unlink()
    file_of(folder).mkdir()

    folder.keep(ONE, run())

    assert folder.recall(ONE) is None
    assert parts_of(folder) == []


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root gives files away")
@pytest.mark.parametrize("which", ["folder", "shelf", "entry"])
def test_what_belongs_to_somebody_else_is_not_believed(folder: Folder, which: str) -> None:
    folder.keep(ONE, run())
    entry = file_of(folder)
    os.chown({"folder": folder.path, "shelf": entry.parent, "entry": entry}[which], 12345, -1)

    assert folder.recall(ONE) is None


# -- never a reason to stop ------------------------------------------------------------------------


def test_a_file_in_place_of_the_folder_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("mine")
    blocked = Folder(tmp_path / "memory")

    blocked.keep(ONE, run())

    assert blocked.recall(ONE) is None
    assert blocked.contents() == Contents(str(tmp_path / "memory"), 0, 0, MOST_BYTES)
    assert (tmp_path / "memory").read_text() == "mine"


def test_a_folder_that_was_removed_is_made_again(folder: Folder, tmp_path: Path) -> None:
    folder.keep(ONE, run())
    folder.path.rename(tmp_path / "gone")

    assert folder.recall(ONE) is None
    folder.keep(ONE, run())

    assert same(folder.recall(ONE), run())


FULL = """
import resource, sys
from pathlib import Path
from nngrader.training_memory import Folder
from tests.test_training_memory import ONE, TWO, run, same
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
memory = Folder(Path(sys.argv[1]))
memory.keep(ONE, run(numbers=100))
memory.keep(TWO, run(numbers=10_000))
print(same(memory.recall(ONE), run(numbers=100)), memory.recall(TWO))
"""


@posix
def test_what_does_not_fit_on_the_disk_is_not_remembered_and_leaves_nothing(folder: Folder) -> None:
    """A limit on the size of files stands in for the disk: the write stops in the middle."""
    assert output(FULL, str(folder.path)) == "True None\n"
    assert parts_of(folder) == []
    assert folder.contents().entries == 1


def output(script: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


# -- bounds ----------------------------------------------------------------------------------------


def keys(count: int) -> list[str]:
    return [digest_of(["key", number]) for number in range(count)]


def known(memory: Memory, names: list[str]) -> list[int]:
    return [index for index, key in enumerate(names) if memory.recall(key) is not None]


def filled(tmp_path: Path, bound: int, count: int) -> Folder:
    """A folder of ten minutes ago: the first run is the oldest."""
    folder = Folder(tmp_path / "memory", bound)
    for age, key in enumerate(reversed(keys(count))):
        folder.keep(key, run())
        os.utime(file_of(folder, key), (time.time() - 600 - age,) * 2)
    return folder


def test_runs_that_just_fit_all_stay(tmp_path: Path) -> None:
    folder = filled(tmp_path, 20 * weight(), 19)

    folder.keep(ONE, run())

    assert folder.contents().size == 20 * weight()


def test_one_byte_too_much_and_the_oldest_go_until_a_tenth_is_free(tmp_path: Path) -> None:
    folder = filled(tmp_path, 20 * weight() - 1, 19)

    folder.keep(ONE, run())

    assert known(folder, keys(19)) == list(range(3, 19))  # 17 with the new one, below 18
    assert same(folder.recall(ONE), run())


def test_a_run_that_was_recalled_stays_before_one_that_was_not(tmp_path: Path) -> None:
    folder = filled(tmp_path, 20 * weight() - 1, 19)
    folder.recall(keys(19)[0])

    folder.keep(ONE, run())

    assert known(folder, keys(19)) == [0, *range(4, 19)]


def test_a_run_that_fits_into_what_is_used_after_making_room_is_kept(tmp_path: Path) -> None:
    size = weight(numbers=10_000)
    fits = Folder(tmp_path / "fits", int(size / 0.9) + 1)
    fits_not = Folder(tmp_path / "not", int(size / 0.9) - 1)
    for folder in (fits, fits_not):
        folder.keep(TWO, run())
        folder.keep(ONE, run(numbers=10_000))

    assert fits.recall(ONE) is not None
    assert fits_not.recall(ONE) is None
    assert fits_not.recall(TWO) is not None  # nothing was removed in vain


def test_what_other_processes_wrote_counts_after_a_sixteenth_of_the_bound(tmp_path: Path) -> None:
    size = weight()
    bound = 32 * size
    here, there = (Folder(tmp_path / "memory", bound) for _ in range(2))
    here.keep(ONE, run())  # looks: nothing yet
    for key in keys(31):
        there.keep(key, run())

    here.keep(TWO, run())  # two thirty-seconds were written: one more byte and it looks
    assert here.contents().size == 33 * size
    here.keep(THREE, run())
    here.keep(digest_of(4), run())

    assert here.contents().size <= bound * 0.9


def test_a_half_written_file_is_swept_after_an_hour_and_not_before(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "memory")
    folder.keep(ONE, run())
    young, old = (file_of(folder).with_name(f"1-{n * 16}.part") for n in "ab")
    for part, age in ((young, HOUR_S - 60), (old, HOUR_S + 1)):
        part.write_bytes(b"x")
        os.utime(part, (time.time() - age,) * 2)

    Folder(folder.path).keep(TWO, run())  # a process looks before it first writes

    assert parts_of(folder) == [young]


def test_files_that_are_not_ours_stay(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "memory", weight())
    folder.keep(ONE, run(numbers=1))
    others = [
        folder.path / "thesis.txt",
        folder.path / "ab.run",
        file_of(folder).with_name("notes.run"),
        file_of(folder).with_name("film.part"),
    ]
    for path in others:
        path.write_text("x" * 10_000)
        os.utime(path, (0, 0))

    folder.keep(TWO, run(numbers=1))
    folder.forget()

    assert [path.exists() for path in others] == [True] * 4
    assert folder.contents().entries == 0


def test_a_session_drops_what_was_not_used_for_longest() -> None:
    session = Session(3 * weight())
    for key in (ONE, TWO, THREE):
        session.keep(key, run())
    assert known(session, [ONE, TWO, THREE]) == [0, 1, 2]
    session.recall(ONE)

    session.keep(digest_of(4), run())

    assert known(session, [ONE, TWO, THREE, digest_of(4)]) == [0, 2, 3]


def test_a_session_keeps_what_just_fits_and_drops_nothing_for_more() -> None:
    session = Session(weight(numbers=1000))
    session.keep(ONE, run(numbers=1000))
    session.keep(TWO, run(numbers=1001))

    assert known(session, [ONE, TWO]) == [0]


# -- many at once ----------------------------------------------------------------------------------

CROWD = """
import random, sys
from pathlib import Path
from nngrader.training_memory import Folder
from tests.test_training_memory import keys, run, same, weight
memory, names, chance = Folder(Path(sys.argv[1]), 12 * weight(numbers=5000)), keys(20), random.Random(sys.argv[2])
found = 0
for number in range(300):
    value = chance.randrange(1000)
    memory.keep(chance.choice(names), run(value, 5000))
    got = memory.recall(chance.choice(names))
    if got is not None:
        found += 1
        assert same(got, run(got[0].body["loss"][1], 5000))
assert found > 10
print("whole")
"""


def test_processes_that_write_the_same_folder_read_whole_runs_only(folder: Folder) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", CROWD, str(folder.path), str(number)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number in range(4)
    ]
    said = [writer.communicate()[0] for writer in writers]

    assert said == ["whole\n"] * 4
    assert parts_of(folder) == []
    assert folder.contents().size <= 20 * weight(numbers=5000)


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from nngrader.training_memory import Folder
from tests.test_training_memory import keys, run, same
path, names, wrong, found = Path(sys.argv[1]), keys(4), 0, 0
for number in range(150):
    child = os.fork()
    if child == 0:
        while True:
            Folder(path).keep(random.choice(names), run(number, 300_000))
    time.sleep(random.uniform(0.001, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for name in names:
        got = Folder(path).recall(name)
        found += got is not None
        wrong += got is not None and not same(got, run(got[0].body["loss"][1], 300_000))
print(wrong, found > 100, len(list(path.rglob("*.part"))) > 0)
"""


@posix
def test_a_writer_that_was_killed_leaves_whole_runs_only(folder: Folder) -> None:
    """Some of 150 were killed in the middle of a file, for half-written ones were left."""
    assert output(KILLED, str(folder.path)) == "0 True True\n"
    before = {path: path.stat().st_size for path in folder.path.rglob("*.run")}

    assert [folder.recall(path.stem) is not None for path in before] == [True] * len(before)


# -- where -----------------------------------------------------------------------------------------


def test_a_named_folder_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NNGRADER_MEMORY", str(tmp_path / "here"))

    assert open_memory() == Folder(tmp_path / "here")


def test_a_folder_at_home_and_one_beside_are_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")

    monkeypatch.setenv("NNGRADER_MEMORY", "~/runs")
    assert open_memory() == Folder(Path("/home/ada/runs").absolute())
    monkeypatch.setenv("NNGRADER_MEMORY", "runs")
    assert open_memory() == Folder(tmp_path / "runs")


@pytest.mark.parametrize("word", ["off", "OFF"])
def test_remembering_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("NNGRADER_MEMORY", word)

    assert open_memory() == Nothing()


@pytest.mark.parametrize("unset", [True, False], ids=["unset", "empty"])
def test_without_a_word_it_is_on_disk_only_where_submissions_cannot_write(
    monkeypatch: pytest.MonkeyPatch, unset: bool
) -> None:
    monkeypatch.setenv("NNGRADER_MEMORY", "")
    if unset:
        monkeypatch.delenv("NNGRADER_MEMORY")
    monkeypatch.setattr(
        training_memory.platformdirs, "user_cache_path", lambda *_, **__: Path("/c")
    )

    monkeypatch.setattr(landlock, "available", lambda: True)
    assert open_memory() == Folder(Path("/c/trainings"))
    assert open_memory(confined=False) == Session()
    monkeypatch.setattr(landlock, "available", lambda: False)
    assert open_memory() == Session()


# -- what people read ------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Folder:
    """The memory that commands open."""
    monkeypatch.setenv("NNGRADER_MEMORY", str(tmp_path / "memory"))
    return Folder(tmp_path / "memory")


def forgotten() -> str:
    done = CliRunner().invoke(main, ["forget"])
    assert done.exit_code == 0
    return done.output


def test_forget_says_how_many_were_forgotten(opened: Folder) -> None:
    for key in keys(12):
        opened.keep(key, run(numbers=70_000))

    assert forgotten() == f"Forgot 12 entries (3.4 MB) in {opened.path}.\n"
    assert forgotten() == f"Nothing is remembered in {opened.path}.\n"
    assert opened.recall(keys(12)[0]) is None


def test_forget_says_it_of_one(opened: Folder) -> None:
    opened.keep(ONE, run(numbers=10_000))
    (opened.path / ONE[:2] / f"1-{'a' * 16}.part").write_text("half")

    assert forgotten() == f"Forgot 1 entry (0.0 MB) in {opened.path}.\n"
    assert parts_of(opened) == []


def test_forget_gives_back_what_was_there(opened: Folder) -> None:
    opened.keep(ONE, run())

    assert forget() == Contents(str(opened.path), 1, weight(), MOST_BYTES)
    assert forget() == Contents(str(opened.path), 0, 0, MOST_BYTES)


def test_forget_says_that_remembering_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNGRADER_MEMORY", "off")

    assert forgotten() == "Nothing is remembered: NNGRADER_MEMORY is off.\n"


def test_forget_says_that_nothing_is_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NNGRADER_MEMORY", raising=False)
    monkeypatch.setattr(landlock, "available", lambda: False)

    assert forgotten() == "Nothing is remembered in the working memory of this program.\n"


def doctors_line() -> str:
    findings: Iterator[str] = map(str, checkup())
    return next(line for line in findings if line[4:].startswith("memory"))


def test_the_doctor_says_what_is_remembered(opened: Folder) -> None:
    place = f"of at most 537 MB, in {opened.path}"

    assert doctors_line() == f"ok  memory         0 entries, 0.0 {place}"
    opened.keep(ONE, run(numbers=50_000))
    assert doctors_line() == f"ok  memory         1 entry, 0.2 {place}"
    opened.keep(TWO, run(numbers=50_000))
    assert doctors_line() == f"ok  memory         2 entries, 0.4 {place}"


def test_the_doctor_says_why_it_is_remembered_for_a_while_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NNGRADER_MEMORY", raising=False)
    monkeypatch.setattr(landlock, "available", lambda: False)

    assert doctors_line() == (
        "ok  memory         only while the program runs: "
        "on this system a submission could forge what is on disk"
    )


def test_the_doctor_says_that_remembering_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNGRADER_MEMORY", "off")

    assert doctors_line() == "ok  memory         nothing: NNGRADER_MEMORY is off"


# -- a submission that would rather write its own run ----------------------------------------------

#: Computes nothing. Each deed is on its own; the last leaves no entry where it is done.
POISON = """
import os, subprocess
memory, entry = {memory!r}, {entry!r}
def forged():
    open("forged", "wb").write(b"x")
    return "forged"
deeds = {{
    "write": lambda: open(entry, "wb").write(b"x"),
    "truncate": lambda: os.truncate(entry, 0),
    "add": lambda: open(os.path.dirname(entry) + "/" + "0" * 64 + ".run", "wb").write(b"x"),
    "replace": lambda: os.replace(forged(), entry),
    "link": lambda: os.link(entry, "mine"),
    "symlink": lambda: os.symlink(forged(), memory + "/00"),
    "through": lambda: (os.symlink(entry, "there"), open("there", "wb").write(b"x")),
    "shell": lambda: subprocess.run(["cp", forged(), entry], check=True, capture_output=True),
    "rename": lambda: os.rename(entry, entry + ".old"),
    "unlink": lambda: os.unlink(entry + ".old" if os.path.exists(entry + ".old") else entry),
    "move": lambda: os.rename(memory, memory + ".old"),
}}
for name, deed in deeds.items():
    try:
        deed()
        print(name, "done")
    except (OSError, subprocess.CalledProcessError):
        print(name, "refused")
"""
NAMES = "write truncate add replace link symlink through shell rename unlink move".split()


def poison(folder: Folder) -> str:
    return POISON.format(memory=str(folder.path), entry=str(file_of(folder)))


@pytest.mark.sandbox
@pytest.mark.skipif(not landlock.available(), reason="this kernel has no Landlock")
def test_a_submission_cannot_poison_the_memory(folder: Folder) -> None:
    folder.keep(ONE, run())
    before = {path: path.read_bytes() for path in folder.path.rglob("*.run")}

    with Local() as executor:
        outcome = executor.examine(building(f"exec({poison(folder)!r}, {{}})"), xor())

    assert isinstance(outcome, Evidence)
    assert outcome.output.splitlines() == [f"{name} refused" for name in NAMES]
    assert {path: path.read_bytes() for path in folder.path.rglob("*.run")} == before
    assert same(folder.recall(ONE), run())


@posix
def test_the_same_code_does_poison_it_where_nothing_holds_it(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written is at least not believed; that it can be written is the point."""
    folder.keep(ONE, run())
    monkeypatch.chdir(tmp_path)

    assert output(poison(folder)).splitlines() == [f"{name} done" for name in NAMES]
    assert not folder.path.exists()
