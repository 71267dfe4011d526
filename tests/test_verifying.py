"""The grader's own exam."""

from pathlib import Path

import pytest

from nngrader.verifying import (
    BadExpectations,
    Expected,
    Verified,
    compare,
    expectations,
    hand_ins_of,
)
from tests import builders

XOR = builders.assignment(hand_in="xor")


def complaint(folder: Path, text: str) -> str:
    (folder / "expected.toml").write_text(text)
    with pytest.raises(BadExpectations) as caught:
        expectations(folder)
    return str(caught.value)


def test_expectations_are_read(tmp_path: Path) -> None:
    (tmp_path / "expected.toml").write_text(
        '[xor]\nscore = 15\n[broken]\nscore = 2.5\nstatus = "crashed"\n'
        'loses = ["It learns"]\nfinds = ["dead-relu"]\n'
    )

    assert expectations(tmp_path) == {
        "xor": Expected(score=15),
        "broken": Expected(
            score=2.5,
            status="crashed",
            loses=frozenset({"It learns"}),
            finds=frozenset({"dead-relu"}),
        ),
    }


def test_expectations_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BadExpectations) as caught:
        expectations(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'expected.toml'} does not exist. "
        "Name the folder that holds it with --solutions."
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "[xor]\nscore = 15\nlosses = []\n",
            "has no 'losses'. It has: score, status, loses, finds.",
        ),
        ("[xor]\n", "cannot be used: Object missing required field `score`"),
        (
            '[xor]\nscore = "15"\n',
            "cannot be used: Expected `float`, got `str` - at `$.score`",
        ),
        (
            '[xor]\nscore = 15\nloses = "It learns"\n',
            "cannot be used: Expected `array`, got `str` - at `$.loses`",
        ),
        ("xor = 15\n", "cannot be used: 'int' object is not iterable"),
    ],
)
def test_a_table_that_says_something_else_is_named(tmp_path: Path, text: str, why: str) -> None:
    assert complaint(tmp_path, text) == f"{tmp_path / 'expected.toml'}: [xor] {why}"


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    problem = complaint(tmp_path, "[xor\n")

    assert problem.startswith(f"{tmp_path / 'expected.toml'}: Expected ']'")
    assert "line 1" in problem


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "expected.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(BadExpectations, match="can't decode byte"):
        expectations(tmp_path)


def laid_out(folder: Path, *names: str) -> Path:
    (folder / "mutants").mkdir()
    for name in names:
        (folder / name).write_text("")
    return folder


def test_masters_come_before_mutants_in_order(tmp_path: Path) -> None:
    laid_out(tmp_path, "xor.ipynb", "xor.py", "mutants/b.py", "mutants/a.py", "notes.py")
    expected = {name: Expected(score=1) for name in ("xor", "a", "b")}

    files = hand_ins_of(tmp_path, XOR, expected)

    assert [str(path.relative_to(tmp_path)) for path, _ in files] == [
        "xor.py",
        "xor.ipynb",
        "mutants/a.py",
        "mutants/b.py",
    ]
    assert [name for _, name in files] == ["xor", "xor", "a", "b"]


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (("xor",), "a stands in only one of the files and expected.toml."),
        (("xor", "a", "b"), "b stands in only one of the files and expected.toml."),
        (("b",), "a, b, xor stand in only one of the files and expected.toml."),
    ],
)
def test_files_and_expectations_belong_together(
    tmp_path: Path, expected: tuple[str, ...], told: str
) -> None:
    laid_out(tmp_path, "xor.py", "mutants/a.py")

    with pytest.raises(BadExpectations) as caught:
        hand_ins_of(tmp_path, XOR, {name: Expected(score=1) for name in expected})

    assert str(caught.value) == f"{tmp_path}: {told}"


def test_a_folder_without_a_solution_verifies_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadExpectations) as caught:
        hand_ins_of(tmp_path, XOR, {})

    assert str(caught.value) == f"{tmp_path} holds no solution: xor.py or xor.ipynb was wanted."


def test_a_report_as_expected_is_one_line() -> None:
    found = compare("xor.py", builders.report(), Expected(score=15, finds=frozenset()))

    assert found == Verified("xor.py", "15/15", ())
    assert str(found) == "ok      15/15  xor.py"


def test_every_difference_is_told() -> None:
    report = builders.report(
        criteria=(builders.criterion("Lost", points=0.0), builders.criterion("Kept")),
        findings=(builders.finding(rule="seen"), builders.finding(rule="small", severity="minor")),
        status="crashed",
    )
    expected = Expected(score=4, loses=frozenset({"Kept"}), finds=frozenset({"wanted", "small"}))

    found = compare("mutants/a.py", report, expected)

    assert not found.as_expected
    assert str(found).splitlines() == [
        "NO        2/4  mutants/a.py",
        "              score is 2.0, expected 4",
        "              status is crashed, expected graded",
        "              loses unexpectedly: Lost",
        "              does not lose: Kept",
        "              finds unexpectedly: seen",
        "              does not find: small",
        "              does not find: wanted",
    ]


def test_findings_are_compared_only_where_some_are_expected() -> None:
    report = builders.report(findings=(builders.finding(),))

    assert compare("xor.py", report, Expected(score=15)).as_expected
