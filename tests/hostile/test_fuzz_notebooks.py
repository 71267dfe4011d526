"""Whatever bytes are handed in, `read` gives a Submission or says why not, and soon."""

import json
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nngrader.evidence import Evidence
from nngrader.jobs import Contract, Refused, Submission
from nngrader.submission import read
from nngrader.submission.outline import outline
from tests.hostile.fuzzing import changed, torn
from tests.submission.boxes import tarred, zipped

BOUND_S = 3.0  #: each takes milliseconds; the rest is for a busy machine
SEEDS = st.integers(0, 2**32)
MANY = settings(deadline=None, max_examples=100, suppress_health_check=[*HealthCheck])
ASSIGNMENT = Path(__file__).parents[2] / "assignments" / "xor"
HAND_IN = (ASSIGNMENT / "xor.py").read_bytes()
BOOK = json.loads((ASSIGNMENT / "xor.ipynb").read_bytes())
KNOWN = Evidence(assignment="xor", student="s", classes=())


def judged(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    started = time.monotonic()

    found = read(path, "s")
    outline(found, Contract(), KNOWN)

    assert time.monotonic() - started < BOUND_S
    assert isinstance(found, Submission | Refused)
    told = found.reason if isinstance(found, Refused) else found.code
    assert told.encode() is not None  # it can be stored and shown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@MANY
@given(SEEDS)
def test_f_notebooks_with_changed_json_are_judged(folder: Path, seed: int) -> None:
    made = json.dumps(changed(Random(seed), BOOK)).encode()

    judged(folder, "xor.ipynb", made)


@MANY
@given(SEEDS)
def test_f_torn_notebooks_are_judged(folder: Path, seed: int) -> None:
    judged(folder, "xor.ipynb", torn(Random(seed), json.dumps(BOOK).encode()))


@MANY
@given(SEEDS)
def test_f_torn_scripts_are_judged(folder: Path, seed: int) -> None:
    judged(folder, "xor.py", torn(Random(seed), HAND_IN))


@MANY
@given(st.binary(max_size=2000), st.sampled_from(["xor.py", "xor.ipynb", "xor.zip", "xor.tar"]))
def test_f_any_bytes_are_judged(folder: Path, data: bytes, name: str) -> None:
    judged(folder, name, data)


@MANY
@given(st.text(alphabet="get_ipython().x\n\t %!?'\"\\#=;é(", max_size=200))
def test_f_magics_of_any_kind_are_judged(folder: Path, text: str) -> None:
    judged(folder, "xor.py", text.encode())


FILES = {"hw/xor.py": HAND_IN, "hw/data.csv": b"1,2\n" * 500, "__MACOSX/hw/._xor.py": b"\0" * 100}
BOXES = {
    "zip": zipped(FILES),
    "tar": tarred(FILES),
    "tar.gz": tarred(FILES, "gz"),
    "tar.bz2": tarred(FILES, "bz2"),
    "tar.xz": tarred(FILES, "xz"),
}


@MANY
@given(SEEDS, st.sampled_from(sorted(BOXES)))
def test_f_torn_archives_are_judged(folder: Path, seed: int, kind: str) -> None:
    judged(folder, f"xor.{kind}", torn(Random(seed), BOXES[kind]))


@MANY
@given(SEEDS)
def test_f_zips_with_changed_headers_are_judged(folder: Path, seed: int) -> None:
    """Sizes, kinds, places and names become others in an archive that is whole otherwise."""
    random, data = Random(seed), bytearray(BOXES["zip"])
    starts = [place for place in range(len(data)) if data[place : place + 2] == b"PK"]
    for _ in range(random.randint(1, 6)):
        place = min(random.choice(starts) + random.randint(4, 50), len(data) - 1)
        data[place] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))

    judged(folder, "xor.zip", bytes(data))


@MANY
@given(SEEDS)
def test_f_tars_with_changed_headers_are_judged(folder: Path, seed: int) -> None:
    """As above; the checksum is made right again, or nothing behind it would be looked at."""
    random, data = Random(seed), bytearray(BOXES["tar"])
    for _ in range(random.randint(1, 6)):
        place = random.choice((random.randrange(100), random.randrange(124, 136), 156, 157, 345))
        data[place] = random.choice(b"\0\x01\x7f\x80\xff01234567LKSgxX/. ")
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])

    judged(folder, "xor.tar", bytes(data))
