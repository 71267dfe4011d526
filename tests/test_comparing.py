"""Two reports side by side, of which one may be anybody's."""

import json
import os
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nngrader import comparing
from nngrader.cli import main
from nngrader.comparing import AGREE, DIFFER, NotAReport, compare, read
from nngrader.reports.json import render
from tests import builders

OURS: dict[str, Any] = json.loads(render(builders.report()))


def saved(folder: Path, name: str, document: object) -> Path:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def told(folder: Path, **changes: Any) -> list[str]:
    """What `compare` says of a report with these keys, of those in `reproduce` as well."""
    document = deepcopy(OURS)
    for key, value in changes.items():
        (document if key in document else document["reproduce"])[key] = value
    found = compare(saved(folder, "ours.json", OURS), saved(folder, "theirs.json", document))
    assert found.agree == (found.lines[-1] == AGREE)
    return list(found.lines)


def complaint(folder: Path, content: object) -> str:
    path = saved(folder, "theirs.json", content)
    with pytest.raises(NotAReport) as caught:
        read(path)
    start = f"{path} is no report of nngrader (<student>.json): "
    assert str(caught.value).startswith(start)
    return str(caught.value).removeprefix(start)


def lost(title: str, points: float) -> list[Any]:
    """Our criteria, of which one has other points."""
    return [
        {**criterion, "points": points} if criterion["title"] == title else criterion
        for criterion in OURS["criteria"]
    ]


def test_the_same_report_agrees(tmp_path: Path) -> None:
    assert told(tmp_path) == [
        "The reports agree: the same hand-in, assignment and rows, and the same points."
    ]


def test_who_it_is_and_how_it_was_called_do_not_matter(tmp_path: Path) -> None:
    assert told(tmp_path, student="x", title="X", command="y", notes=["z"]) == [AGREE]


OTHER = "sha256:" + "0f" * 32


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("submission", "Hand-in: ours sha256:5b5b5b5b5b5b, theirs sha256:0f0f0f0f0f0f."),
        ("assignment", "Assignment: ours sha256:a5a5a5a5a5a5, theirs sha256:0f0f0f0f0f0f."),
        ("data", "Rows: ours sha256:4f0c, theirs sha256:0f0f0f0f0f0f."),
    ],
)
def test_another_digest_is_told(tmp_path: Path, key: str, line: str) -> None:
    document = deepcopy(OURS)
    document["reproduce"][key] = OTHER
    theirs = saved(tmp_path, "theirs.json", document)

    found = compare(saved(tmp_path, "ours.json", OURS), theirs)

    assert (found.lines, found.agree) == ((line, DIFFER), False)


def test_digests_that_begin_alike_are_told_whole(tmp_path: Path) -> None:
    ours = OURS["reproduce"]["submission"]
    theirs = f"{ours[:-1]}0"

    assert told(tmp_path, submission=theirs) == [
        f"Hand-in: ours {ours}, theirs {theirs}.",
        DIFFER,
    ]


def test_a_report_of_an_older_release_names_no_hand_in(tmp_path: Path) -> None:
    older = deepcopy(OURS)
    del older["reproduce"]["submission"], older["advisory"]

    found = compare(saved(tmp_path, "a.json", OURS), saved(tmp_path, "b.json", older))

    assert found.lines == ("Hand-in: ours sha256:5b5b5b5b5b5b, theirs nothing.", DIFFER)


def test_two_reports_that_name_no_hand_in_do_not_agree(tmp_path: Path) -> None:
    older = deepcopy(OURS)
    older["reproduce"]["submission"] = ""
    path = saved(tmp_path, "a.json", older)

    assert compare(path, path).lines == ("Hand-in: neither report says which.", DIFFER)


def test_a_hand_in_that_cannot_be_run_needs_no_rows(tmp_path: Path) -> None:
    stopped = deepcopy(OURS)
    stopped["reproduce"]["data"] = ""
    path = saved(tmp_path, "a.json", stopped)

    assert compare(path, path).agree


def test_other_points_are_told_with_their_criterion(tmp_path: Path) -> None:
    title = "The network has a hidden layer"

    assert told(tmp_path, score=12.0, criteria=lost(title, 0.0)) == [
        "Score: ours 15 of 15 points, theirs 12 of 15 points.",
        "Criterion “The network has a hidden layer”: ours 3 of 3 points, theirs 0 of 3 points.",
        DIFFER,
    ]


@pytest.mark.parametrize(("points", "agree"), [(3.004, True), (3.006, False)])
def test_points_are_compared_to_the_hundredth(tmp_path: Path, points: float, agree: bool) -> None:
    lines = told(tmp_path, criteria=lost("The network has a hidden layer", points))

    assert (lines == [AGREE]) is agree


def test_a_score_that_its_criteria_do_not_give_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, score=99) == [
        "Score: ours 15 of 15 points, theirs 99 of 15 points.",
        DIFFER,
    ]


def test_criteria_that_only_one_has_are_told(tmp_path: Path) -> None:
    first, *rest = OURS["criteria"]

    assert told(tmp_path, criteria=[*rest, {**first, "title": "Free"}]) == [
        "Criterion “The segments become numbers”: ours 2 of 2 points, theirs nothing.",
        "Criterion “Free”: ours nothing, theirs 2 of 2 points.",
        DIFFER,
    ]


def test_a_criterion_named_twice_is_told_twice_apart(tmp_path: Path) -> None:
    again = {"title": OURS["criteria"][0]["title"], "points": 1, "max_points": 1}

    assert told(tmp_path, criteria=[*OURS["criteria"], again]) == [
        "Criterion “The segments become numbers”: ours nothing, theirs 1 of 1 points.",
        DIFFER,
    ]


def test_another_end_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, status="timed_out") == [
        "Status: ours graded, theirs timed_out.",
        DIFFER,
    ]


def test_versions_isolation_and_ci_are_told_but_decide_nothing(tmp_path: Path) -> None:
    versions = {"keras": "3.14.0", "numpy": "2.4.6", "python": "3.11.7", "jax": "0.5"}

    assert told(tmp_path, versions=versions, isolation=2, advisory=True) == [
        "Version of jax: ours nothing, theirs 0.5.",
        "Version of keras: ours 3.15.1, theirs 3.14.0.",
        "Version of tensorflow: ours 2.21.0, theirs nothing.",
        "Isolation: ours isolated (level 3), theirs confined (level 2).",
        "Theirs was made by continuous integration and is advisory.",
        AGREE,
    ]


def test_an_isolation_that_does_not_exist_is_told_as_a_number(tmp_path: Path) -> None:
    assert told(tmp_path, isolation=9)[0] == ("Isolation: ours isolated (level 3), theirs level 9.")


class TestAFileThatIsNoReport:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("", "Input data was truncated."),
            ("<html>", "JSON is malformed: invalid character (byte 0)."),
            ("[]", "Expected `object`, got `array`."),
            ("{}", "Object missing required field `format`."),
            ({**OURS, "format": 2}, "Invalid enum value 2 - at `$.format`."),
            ({**OURS, "score": "15"}, "Expected `float`, got `str` - at `$.score`."),
            ({**OURS, "criteria": [{}]}, "Object missing required field `title` - at `$.criteria[0]`."),
            ({**OURS, "reproduce": 1}, "Expected `object`, got `int` - at `$.reproduce`."),
            (json.dumps({**OURS, "score": float("nan")}), "JSON is malformed: invalid character"),
        ],
        ids="empty HTML list nothing-in-it format text criterion number NaN".split(),
    )  # fmt: skip
    def test_says_what_was_wanted(self, tmp_path: Path, content: object, reason: str) -> None:
        said = complaint(tmp_path, content)

        assert said.startswith(reason) if reason[-1] != "." else said == reason

    @pytest.mark.parametrize("depth", [100_000, 3_000_000])
    @pytest.mark.parametrize("around", ["{}", '{{"extra": {}}}', '{{"criteria": {}}}'])
    def test_may_be_as_deep_as_it_likes(self, tmp_path: Path, depth: int, around: str) -> None:
        assert complaint(tmp_path, around.format("[" * depth + "]" * depth))

    def test_may_hold_endless_numbers(self, tmp_path: Path) -> None:
        said = complaint(tmp_path, json.dumps(OURS).replace("15.0", "9" * 100_000))

        assert said == "Number out of range - at `$.score`."

    def test_may_be_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "theirs.json"
        path.write_bytes(bytes(range(256)) * 100)

        with pytest.raises(NotAReport):
            read(path)

    def test_is_read_only_as_far_as_any_report_goes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        size = len(json.dumps(OURS))
        monkeypatch.setattr(comparing, "LARGEST", size)
        assert read(saved(tmp_path, "theirs.json", OURS)).score == 15.0

        assert complaint(tmp_path, json.dumps(OURS) + " ") == "it has more than 0 MB."

    def test_may_be_a_link_to_our_own(self, tmp_path: Path) -> None:
        ours = saved(tmp_path, "ours.json", OURS)
        link = tmp_path / "theirs.json"
        link.symlink_to(ours)

        with pytest.raises(NotAReport, match="it is a link"):
            compare(ours, link)

    def test_may_be_a_pipe_or_a_folder_or_absent(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")

        for path in (tmp_path / "pipe", tmp_path, tmp_path / "none"):
            with pytest.raises(NotAReport, match="there is no such file"):
                read(path)


HOSTILE = "\x1b[2J\x1b]0;pwned\x07\u202e\nThe reports agree\r\x9b31m" + "A" * 10_000


def test_hostile_texts_are_tame_lines(tmp_path: Path) -> None:
    document = {
        **OURS,
        "status": HOSTILE,
        "criteria": [{"title": HOSTILE, "points": 1e308, "max_points": -1}],
        "reproduce": {
            "versions": {HOSTILE: HOSTILE},
            "data": HOSTILE,
            "submission": HOSTILE,
            "assignment": HOSTILE,
        },
    }
    theirs = saved(tmp_path, "theirs.json", document)

    lines = compare(saved(tmp_path, "ours.json", OURS), theirs).lines

    assert all(line.isprintable() and len(line) <= 1000 for line in lines)
    assert [line for line in lines if line.startswith("The reports")] == [DIFFER]
    assert lines[3].startswith("Status: ours graded, theirs  The reports agree AAA")


def test_a_hundred_differences_are_shown_and_more_are_counted(tmp_path: Path) -> None:
    """Our six criteria are differences as well."""
    many = [{"title": str(n), "points": 1, "max_points": 1} for n in range(95)]

    lines = told(tmp_path, criteria=many)
    fewer = told(tmp_path, criteria=many[:94])

    assert (len(lines), lines[-2:]) == (102, ["1 more difference.", DIFFER])
    assert (len(fewer), fewer[-2]) == (
        101,
        "Criterion “93”: ours nothing, theirs 1 of 1 points.",
    )


def test_a_report_full_of_criteria_takes_seconds_at_most(tmp_path: Path) -> None:
    many = [{"title": str(n), "points": 1, "max_points": 1} for n in range(150_000)]
    started = time.monotonic()

    lines = told(tmp_path, criteria=many)

    assert lines[-2] == "149906 more differences."
    assert time.monotonic() - started < 10


def test_the_command_ends_with_0_for_reports_that_agree(tmp_path: Path) -> None:
    ours = saved(tmp_path, "ours.json", OURS)

    done = CliRunner().invoke(main, ["compare", str(ours), str(ours)])

    assert (done.exit_code, done.output) == (0, f"{AGREE}\n")


def test_the_command_ends_with_1_for_reports_that_do_not(tmp_path: Path) -> None:
    ours = saved(tmp_path, "ours.json", OURS)
    theirs = saved(tmp_path, "theirs.json", {**OURS, "score": 1})

    done = CliRunner().invoke(main, ["compare", str(ours), str(theirs)])

    assert (done.exit_code, done.output) == (
        1,
        f"Score: ours 15 of 15 points, theirs 1 of 15 points.\n{DIFFER}\n",
    )


def test_the_command_says_what_is_no_report(tmp_path: Path) -> None:
    ours = saved(tmp_path, "ours.json", OURS)
    theirs = saved(tmp_path, "theirs.json", "\x1b[2J")

    done = CliRunner().invoke(main, ["compare", str(ours), str(theirs)])

    assert (done.exit_code, done.output) == (
        2,
        f"Error: {theirs} is no report of nngrader (<student>.json): JSON is malformed: "
        "invalid character (byte 0).\n",
    )
