"""Exports of Gradescope."""

import time
from datetime import datetime, timezone
from pathlib import Path

import pytest

from nngrader.errors import NoSubmission
from nngrader.intake import _gradescope_metadata
from nngrader.intake._gradescope_metadata import About, BadMetadata, Submitter, metadata
from tests.intake.classes import Lay, as_zip, files, laid, notes, taken, told

YML = b"""---
submission_9:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@x.edu
  - :name: Bob Ray
    :sid:
    :email: bob@x.edu
  :created_at: 2027-01-31 23:59:59.123456789 Z
  :score: 3.0
  :results: &1
    tests: [{name: "a: b", output: !ruby/object:Thing {x: 1}}]
  :history:
  - :results: *1
submission_10:
  :submitters:
  - :name: Cyd Oak
    :sid: "3"
  :created_at: 2027-01-31 20:00:00.000000000 -08:00
"""
AT = datetime(2027, 1, 31, 23, 59, 59, 123456, timezone.utc)


@laid
@pytest.mark.parametrize("around", ["", "assignment_77_export/"])
def test_each_submitter_has_a_claim(lay: Lay, around: str, tmp_path: Path) -> None:
    handed_in = files(f"{around}submission_9/xor.py", f"{around}submission_10/hw/xor.py")

    found = taken(lay, tmp_path, {**handed_in, f"{around}submission_metadata.yml": YML})

    assert found.layout == "a Gradescope export"
    assert told(found) == [
        f"007 | {around}submission_9/xor.py | x = 1",
        f"bob@x.edu | {around}submission_9/xor.py | x = 1",
        f"3 | {around}submission_10/hw/xor.py | x = 1",
    ]
    ada, bob, cyd = (claim.student for claim in found.claims)
    assert (ada.name, ada.email, ada.other_ids) == ("Ada Lovelace", "ada@x.edu", {"sis": "007"})
    assert (bob.name, bob.email, bob.other_ids) == ("Bob Ray", "bob@x.edu", {})
    assert cyd.email == ""
    assert [claim.submitted_at for claim in found.claims] == [
        AT,
        AT,
        datetime(2027, 2, 1, 4, tzinfo=timezone.utc),
    ]
    assert notes(found) == []


@laid
def test_what_metadata_and_folders_do_not_share_is_told(lay: Lay, tmp_path: Path) -> None:
    handed_in = files("submission_9/xor.py", "submission_11/xor.py", "readme.txt")

    found = taken(lay, tmp_path, {**handed_in, "submission_metadata.yml": YML})

    assert told(found)[2:] == [
        "3 | submission_10 | the export holds no folder submission_10",
        "submission_11 | submission_11/xor.py | x = 1",
    ]
    assert notes(found) == [
        "submission_metadata.yml does not say whose these are: submission_11.",
        "1 file belongs to nobody: readme.txt.",
    ]


def test_a_student_who_submitted_twice_has_two_claims(tmp_path: Path) -> None:
    again = YML.replace(b"Cyd Oak", b"Ada Lovelace").replace(b'"3"', b"'007'")
    handed_in = files("submission_9/xor.py", "submission_10/xor.py")

    found = taken(as_zip, tmp_path, {**handed_in, "submission_metadata.yml": again})

    assert [claim.student.id for claim in found.claims] == ["007", "bob@x.edu", "007"]
    assert notes(found) == [
        "2 hand-ins claim Ada Lovelace: submission_9/xor.py and submission_10/xor.py; both are "
        "graded."
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it lists no submissions"),
        (b"- a\n", "it lists no submissions"),
        (
            b"a: &x 1\nb:\n  :created_at: *x\n",
            "a submitter or a time in it stands elsewhere (`*` in YAML)",
        ),
        (b"a:\n  :submitters: " + b"[" * 22 + b"]" * 22, "it is nested more than 20 levels deep"),
    ],
)
def test_metadata_that_cannot_be_used_is_an_error(data: bytes, why: str, tmp_path: Path) -> None:
    handed_in = {**files("submission_9/xor.py"), "submission_metadata.yml": data}

    with pytest.raises(NoSubmission) as caught:
        taken(as_zip, tmp_path, handed_in)

    assert str(caught.value) == (
        f"class.zip: submission_metadata.yml cannot be read: {why}. Export the submissions again."
    )


@pytest.mark.parametrize("data", [b"a: [", b"\xff\xfe\x00", b"a: b: c", b"a: \x01"])
def test_what_is_no_yaml_is_an_error(data: bytes) -> None:
    with pytest.raises(BadMetadata, match=r"^it is not YAML \("):
        metadata(data)


def test_metadata_of_the_largest_size_is_read_and_one_more_byte_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_gradescope_metadata, "LARGEST", len(YML))

    assert len(metadata(YML)) == 2
    with pytest.raises(BadMetadata, match=r"^it has more than 0 MB$"):
        metadata(YML + b"\n")


def test_twenty_levels_are_read() -> None:
    assert metadata(b"a:\n  :submitters: " + b"[" * 20 + b"]" * 20) == {"a": About()}


def test_what_is_not_read_may_be_as_deep_and_odd_as_it_likes() -> None:
    deep = b"a:\n  :results: " + b"[" * 900 + b"]" * 900 + b"\n  :submitters:\n  - :name: A\n"

    assert metadata(deep) == {"a": About((Submitter("A"),))}


def test_a_billion_laughs_take_no_time() -> None:
    laughs = [b"l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    laughs += [
        b"l%d: &l%d [%s]" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 9)) for n in range(1, 30)
    ]
    begin = time.perf_counter()

    assert metadata(b"\n".join(laughs) + b"\n? [odd, key]\n: 1\nx: {}\n") == {"x": About()}
    assert time.perf_counter() - begin < 1


def test_values_of_other_kinds_are_passed_over() -> None:
    odd = b"a:\n  :created_at: [1]\n  :submitters:\n  - text\n  - {name: {}, email: b}\nb: 1\n"

    assert metadata(odd) == {"a": About((Submitter(email="b"),))}
