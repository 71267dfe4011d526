"""What a student wrote may be shown, but not act."""

import csv
import io
import json
import time
import unicodedata
from dataclasses import replace
from xml.etree import ElementTree as ET

import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from nngrader.evidence import LossSpec, StageError
from nngrader.grades import Explained, GradeReport
from nngrader.reports import html
from nngrader.reports import json as as_json
from nngrader.reports import text as text_report
from nngrader.untrusted import (
    CUT,
    LONGEST_LINE,
    MOST_TOGETHER,
    clean,
    clean_lines,
    cleaned,
    for_csv,
    for_markdown,
    for_terminal,
    for_xml,
    from_csv,
    spelled_out,
)
from tests import builders


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bcreset", "reset"),
        ("a\x00b\x08c\x7f", "abc"),
        ("user\u202egpj.exe", "usergpj.exe"),
        ("\u2066isolated\u2069\u200f", "isolated"),
        ("first\r\nsecond\tthird\u2028fourth", "first  second third fourth"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("\x1bPq#0;2;0;0;0\x1b\\sixel", "sixel"),
        ("\x90q\x9cshort", "short"),
        ("\x1b]0;without an end takes nothing", "0;without an end takes nothing"),
        ("tag\U000e0041\ufffe\ufeff", "tag"),
    ],
)
def test_what_acts_on_a_terminal_or_reorders_text_is_dropped(hostile: str, harmless: str) -> None:
    """Escapes, control characters, bidi overrides and lone surrogates do not get through."""
    assert clean(hostile) == harmless


@pytest.mark.parametrize("name", ["Zoë Müller-Žižek", "میرزا‌خانی", "クラス 1", "x < y & z"])
def test_names_of_all_scripts_stay_as_they_are(name: str) -> None:
    """Only what acts is dropped; a name is not."""
    assert clean(name) == name


def test_a_text_of_just_the_limit_is_whole() -> None:
    """The twin of the next test."""
    assert clean("x" * 20, 20) == "x" * 20


def test_a_text_beyond_the_limit_is_cut_and_says_so() -> None:
    """One more character than allowed costs two: the mark of the cut takes a place."""
    assert clean("x" * 21, 20) == "x" * 19 + "…"


def test_ten_megabytes_are_cut_like_everything_else() -> None:
    """Size is no way to make the grader slow or the page heavy."""
    assert len(clean("\x1b[31m" * 2_000_000, 1000)) <= 1000


def test_every_text_in_a_tree_is_cleaned() -> None:
    """Dataclasses, tuples, lists and dicts are walked; numbers stay."""
    tree = {"a\x00": [builders.criterion(title="b\x00", points=1.5), ("c\x00", 2)]}

    assert cleaned(tree) == {"a": [builders.criterion(title="b", points=1.5), ("c", 2)]}


def test_markup_of_our_own_stays_whole() -> None:
    """A picture is longer than any text may be."""
    picture = Markup("<svg>\n{}").format("x" * 5000)

    assert cleaned((picture,))[0] is picture


def test_of_two_keys_that_become_one_the_first_stays() -> None:
    """What our own code wrote first is not replaced by what looks like it."""
    assert cleaned({"python": "3.11", "py\x00thon": "evil"}) == {"python": "3.11"}


def test_tuples_of_numbers_are_not_copied() -> None:
    """Their twin, a tuple with one text in it, is."""
    numbers, mixed = (1, 2.5, None, True), (1, "a\x00")

    assert cleaned((numbers, mixed))[0] is numbers
    assert cleaned((numbers, mixed))[1] == (1, "a")


def test_the_evidence_of_mnist_is_cleaned_in_20_ms() -> None:
    """Ten thousand answers of three seeds are looked at, and stay the same objects."""
    rows = tuple(number % 10 for number in range(10_000))
    runs = tuple(builders.run(seed, answers=rows) for seed in range(3))
    lines = ("    model.add(keras.layers.Dense(512))",) * 300
    evidence = builders.mnist_evidence(
        truth=rows, runs=runs, source=lines, output="Epoch 1/5\n" * 50
    )
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        same = cleaned(evidence, clean_lines)
        times.append(time.perf_counter() - begun)

    assert same == evidence
    assert same.truth is evidence.truth
    assert min(times) < 0.02


def test_lines_keep_their_breaks_and_tabs() -> None:
    """Everything else that acts is dropped as in a single line."""
    hostile = "def f():\r\n\treturn 1\x1b[2J\rover\u202e\x0b!"

    assert clean_lines(hostile) == "def f():\n\treturn 1\nover !"


def test_lines_of_just_the_limit_are_whole() -> None:
    """The twin of the next test."""
    whole = "\n".join(["x" * LONGEST_LINE] * 3)

    assert clean_lines(whole) == whole


def test_a_line_beyond_the_limit_and_a_text_beyond_the_limit_are_cut() -> None:
    """A million lines are cut like a long one."""
    assert clean_lines("x" * (LONGEST_LINE + 1) + "\nnext") == (
        "x" * (LONGEST_LINE - 1) + f"{CUT}\nnext"
    )
    assert clean_lines("x\n" * 1_000_000) == ("x\n" * MOST_TOGETHER)[: MOST_TOGETHER - 1] + CUT


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("xor\x1b[31m.py", r"xor\x1b[31m.py"),
        ("a\nok 10/10", r"a\nok 10/10"),
        ("u\u202egpj.py", r"u\u202egpj.py"),
        ("lone\udcff.py", r"lone\udcff.py"),
        ("bob.py::Dense.py", r"bob.py:\x3aDense.py"),
        ("Zoë Müller/میرزا‌خانی.py", "Zoë Müller/میرزا‌خانی.py"),
    ],
)
def test_a_name_that_would_act_is_spelled_out(name: str, shown: str) -> None:
    """It is neither hidden nor taken for the name of another student."""
    assert spelled_out(name) == shown


def test_a_terminal_gets_only_what_it_can_write() -> None:
    """Python on Windows would stop at a tick in a file that is written in cp1252."""
    assert for_terminal("ok ✓\nZoë \x1b[31m", "cp1252") == "ok \\u2713\nZoë "
    assert for_terminal("ok ✓", "utf-8") == "ok ✓"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (
            '=HYPERLINK("https://evil.example","marks")',
            '\'=HYPERLINK("https://evil.example","marks")',
        ),
        ("+1", "'+1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("\n=1", "' =1"),
        ("  =1", "'  =1"),
        ("\u200c=1", "'\u200c=1"),
        ("\x00=1", "'=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("﹦1", "'﹦1"),
        ("'=1", "''=1"),
        ('"=1', "'\"=1"),
        ("marks;=1+1", "marks;'=1+1"),
        ("Zoë = 5", "Zoë = 5"),
        ("O'Brien-Smith", "O'Brien-Smith"),
        (-1.5, "-1.5"),
        (10, "10"),
        (float("-inf"), "'-inf"),
        (None, ""),
    ],
)
def test_a_cell_is_no_formula(cell: str | float | None, written: str) -> None:
    """Numbers of ours stay numbers; a text that looks like one is a text."""
    assert for_csv(cell) == written


@given(st.text())
def test_a_cell_is_read_back_as_the_text_that_it_was(text: str) -> None:
    """Through the file, quotes and all."""
    file = io.StringIO()
    csv.writer(file).writerow([for_csv(text), for_csv(1.5)])

    [[cell, number]] = csv.reader(io.StringIO(file.getvalue()))

    assert from_csv(cell) == clean(text)
    assert float(number) == 1.5


@given(st.text(alphabet=" ;'\"=+-@\t\r\n\x00\u200c＝＠1a", max_size=8))
def test_no_cell_begins_like_a_formula_wherever_it_is_parted(text: str) -> None:
    """A spreadsheet may part cells at semicolons, and pass over spaces and quotes."""
    for part in for_csv(text).split(";"):
        begin = unicodedata.normalize("NFKC", part)[:1]
        assert begin not in {*"=+-@\t\r\n"}
        assert from_csv(for_csv(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# Dense_1", r"\# Dense\_1"),
        ("<img src=x>", r"&lt;img src\=x&gt;"),
        ("![x](https://evil.example)", r"\!\[x\]\(https\:\/\/evil\.example\)"),
        ("a|b", r"a\|b"),
        ("@teacher #1 :smile:", r"\@&#8203;teacher \#&#8203;1 \:&#8203;smile\:"),
        ("$x$", "&#36;x&#36;"),
        ("    code", "code"),
        ("x  \ny", "x   y"),
    ],
)
def test_markdown_means_nothing(text: str, written: str) -> None:
    """Not as a heading, HTML, link, cell, mention, formula, code or line break."""
    assert for_markdown(text) == written


@given(
    st.text(alphabet=st.one_of(st.sampled_from("#*_`~[]()!<>|\\&-+=.:1ax @$\n"), st.characters()))
)
def test_markdown_is_set_as_it_was_written(text: str) -> None:
    """A parser finds one paragraph of text and nothing in it."""
    read = mistune.create_markdown(renderer="ast", plugins=["table", "strikethrough", "url"])

    tokens = read(f"x{for_markdown(text)}x")

    assert [token["type"] for token in tokens] == ["paragraph"]
    assert {child["type"] for child in tokens[0]["children"]} == {"text"}


@given(st.text())
def test_xml_is_read_back_as_the_text_that_it_was(text: str) -> None:
    """In an element and in an attribute; XML forbids most control characters even as references."""
    written = for_xml(text)

    element = ET.fromstring(f'<case name="{written}">{written}</case>')

    assert element.get("name") == clean(text)
    assert (element.text or "") == clean(text)


def acts(text: str, but: str = "") -> set[str]:
    """The characters of a text that control a terminal, reorder it or cannot be encoded."""
    kinds = {c: unicodedata.category(c) for c in text if c not in but}
    reorder = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    return {c for c, kind in kinds.items() if kind in ("Cc", "Cs") or c in reorder}


def test_what_acts_is_noticed() -> None:
    """The failing twin of the next test."""
    assert acts("\x1b\x9b\n\u202e\ud800a") == {"\x1b", "\x9b", "\n", "\u202e", "\ud800"}


ANYTHING = st.text(st.characters(exclude_categories=())) | st.text(
    "\x00\x07\x08\t\n\r\x1b\x9b\x9d\x9c[];m\u202e\u2066\u200f\ud83d\udc00\ufeffa"
)


@given(ANYTHING)
def test_in_no_medium_does_any_text_act(text: str) -> None:
    """Whatever Unicode holds."""
    lines = (for_terminal(text, "utf-8"), clean_lines(text))
    single = (clean(text), for_csv(text), for_markdown(text), for_xml(text), spelled_out(text))

    assert not any(acts(line, "\n\t") for line in lines)
    assert not any(map(acts, single))


@given(ANYTHING)
def test_in_no_report_does_any_text_act(text: str) -> None:
    """Page, JSON and terminal, with the same text in every field that a student can fill."""
    report = everywhere(text)

    assert not acts(html.render(report), "\n")
    assert not acts(text_report.render(report, width=80, report_path=text), "\n")
    assert not acts(as_json.render(report), "\n")
    assert json.loads(as_json.render(report).encode())["title"] == report.title


def everywhere(text: str) -> GradeReport:
    """A report with a text wherever a student's can be, pictures left out."""
    layer = builders.layer(type=text, activation=text)
    model = builders.model(layers=(layer,), metrics=(text,), loss=LossSpec(text))
    runs = (builders.run(history={text: (1.0,)}, error=text, why_fit=text, surface=None),)
    evidence = builders.evidence(
        student=text,
        output=text,
        model=model,
        runs=runs,
        error=StageError("train", text, text),
        versions={text: text},
        self_reported=text,
    )
    lost = builders.criterion(because=text, hint=text, why=text, points=1.0)
    found = builders.finding(message=text, hint=text)
    told = Explained(text, text, None)
    return replace(
        builders.report(evidence, criteria=(lost,), findings=(found,), first_step=text),
        warnings=(told,),
        notes=(text,),
        student=text,
    )
