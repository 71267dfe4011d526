"""A student's report speaks the language of the assignment, down to the last heading."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from nngrader import language
from nngrader.diagnosing import Diagnosis, render
from nngrader.errors import UnknownName
from nngrader.evidence import Evidence, KerasWarning, Mishap, StageError
from nngrader.grades import GradeReport, Verdict
from nngrader.reports import html, text
from nngrader.results import Standing
from nngrader.rubric import worth
from nngrader.rubric.checks import free_of
from nngrader.tests_beside import nobody_asks, run_beside
from tests import builders
from tests.catalogues import compiled, gathered, messages
from tests.reports.reading import read
from tests.rules import healthy

OTHER = "xx"  #: a language of our own, in which every sentence stands between « and »
FOUND = builders.finding(confirmed_by="")
SEEN = builders.evidence()
COVERED = builders.criterion("Secret", points=0.0, visibility="hidden")
OUTCOMES: dict[str, Evidence | Mishap] = {
    "xor": builders.evidence(
        trials=(builders.trial(),),
        warnings=(KerasWarning("UserWarning", "Odd"),),
        output="printed",
        stand_in=True,
    ),
    "iris": builders.iris_evidence(runs=(builders.run(surface=None, cut="time", error="no"),)),
    "mnist": builders.mnist_evidence(error=StageError("train", "NameError", "plt")),
    "nothing drawn": builders.evidence(runs=(builders.run(history={"loss": (None,)}),)),
    "untouched": builders.untouched(),
    "crash": builders.crash(),
    "never compiled": builders.evidence(runs=(), model=builders.model(loss=None, optimizer=None)),
}


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything that the code says, translated."""
    catalog = Catalog("en")
    for message in messages(gathered()):
        spoken = message.id if isinstance(message.id, tuple) else (message.id,)
        marked = tuple(f"«{words}»" for words in spoken)
        catalog.add(message.id, marked if len(marked) > 1 else marked[0])
    folder = tmp_path / OTHER / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "nngrader.mo").write_bytes(compiled(catalog))
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    language._catalogue.cache_clear()
    html._template.cache_clear()
    yield
    language._catalogue.cache_clear()
    html._template.cache_clear()


def report(outcome: Evidence | Mishap, spoken: str = OTHER) -> GradeReport:
    made = builders.graded_in(outcome, spoken)
    return replace(made, findings=(FOUND, FOUND), criteria=(*made.criteria, COVERED))


def unspoken(shown: str) -> set[str]:
    """Whole sentences of ours that stand outside of « and »."""
    left = shown
    while left != (left := re.sub(r"«[^«»]*»", "", left)):
        pass
    said = {m.id if isinstance(m.id, str) else m.id[0] for m in messages(gathered())}
    whole = {words for words in said if " " in words.strip() and "{" not in words}
    return {words for words in whole if words in left}


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("name", OUTCOMES)
def test_every_fixed_sentence_of_a_page_is_translated(name: str) -> None:
    late = Standing(
        raw=15.0,
        max_score=15.0,
        adjusted=14.0,
        penalty=1.0,
        final=13.0,
        late_s=60,
        because="Handed in late.",
    )
    page = html.render(report(OUTCOMES[name]), late)

    assert f'<html lang="{OTHER}">' in page
    assert read(page).faults == []
    assert unspoken(" ".join(re.findall(r">([^<]+)<", page))) == set()
    assert "«What we noticed»" in page


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("name", OUTCOMES)
def test_every_fixed_sentence_in_the_terminal_is_translated(name: str) -> None:
    shown = text.render(report(OUTCOMES[name]), width=1000, report_path="graded/s07.html")

    assert unspoken(shown) == set()
    assert "«Report: graded/s07.html»" in shown


@pytest.mark.usefixtures("other")
def test_an_english_page_is_not_noticed_as_another() -> None:
    """The failing twin."""
    page = html.render(report(OUTCOMES["xor"], "en"))

    assert len(unspoken(" ".join(re.findall(r">([^<]+)<", page)))) > 20


def test_an_assignment_in_a_language_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"nngrader\.locale has no 'fr'"):
        builders.assignment(language="fr")


def test_the_language_that_was_asked_for_wins_over_the_assignments() -> None:
    spanish = builders.assignment(language="es")

    assert spanish.speaking("pt").language == "pt"
    assert spanish.speaking("").language == "es"


@pytest.mark.parametrize("lesson", ["README.md", "javascript:alert(1)"])
def test_a_lesson_that_no_browser_opens_is_refused(lesson: str) -> None:
    with pytest.raises(ValueError, match="an address such as https://… is wanted"):
        builders.assignment(lesson=lesson)


def test_an_assignment_hands_its_language_and_its_lesson_on() -> None:
    lesson = "https://example.org/xor"
    made = builders.graded_in(builders.evidence(), "es", lesson=lesson)

    assert (made.language, made.lesson) == ("es", lesson)


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("name", OUTCOMES)
def test_everything_that_is_judged_is_said_in_the_language(name: str) -> None:
    made = builders.graded_in(OUTCOMES[name], OTHER)

    said = [words for c in made.criteria for words in (c.because, c.hint) if words]
    said += [words for row in made.layers for words in (row.asked, row.difference) if words]
    said += [warning.meaning for warning in made.warnings]
    assert [words for words in said if "«" not in words] == []
    assert len(said) >= len(made.criteria)


@pytest.mark.usefixtures("other")
def test_what_a_check_of_the_teachers_own_says_stays_as_it_is() -> None:
    rubric = (worth(1, "Own", lambda _: Verdict(0.0, "It is 0.", "Why 0?")),)
    made = builders.graded_in(builders.evidence(), OTHER, rubric=rubric)

    assert [(c.because, c.hint) for c in made.criteria] == [("It is 0.", "Why 0?")]


@pytest.mark.usefixtures("other")
def test_a_rule_in_a_rubric_speaks_the_language() -> None:
    rubric = (worth(1, "No softmax on one unit", free_of("softmax-on-one-unit")),)
    wrong = builders.evidence(model=builders.model(head="constant"))

    found = [builders.graded_in(outcome, OTHER, rubric=rubric) for outcome in (SEEN, wrong)]

    assert [made.criteria[0].because[0] for made in found] == ["«", "«"]


@pytest.mark.usefixtures("other")
def test_a_diagnosis_is_told_in_the_language() -> None:
    stopped = Diagnosis("xor.py", healthy.xor(runs=()), (FOUND, FOUND), builders.mishap())
    shown = [
        render(one, width=200, language=OTHER)
        for one in (stopped, Diagnosis("xor.py", healthy.xor(runs=()), (FOUND,)))
    ]

    labels = ("Stopped", "Question", "Look", "How we know", "More", "Also", "It was not trained")
    for label in labels:
        assert any(f"  «{label}" in text for text in shown), label
    assert render(Diagnosis("xor.py", healthy.xor(), ()), width=80, language=OTHER) == (
        "xor.py: «nothing found that is wrong.»\n"
    )


@pytest.mark.usefixtures("other")
def test_points_of_a_test_beside_an_assignment_are_told_in_the_language(tmp_path: Path) -> None:
    (tmp_path / "test_beside.py").write_text(
        "import pytest\n\n@pytest.mark.points(1)\ndef test_network(model): pass\n"
    )
    beside = builders.assignment(folder=tmp_path, language=OTHER)

    found = [run_beside(beside, one, nobody_asks) for one in (SEEN, builders.mishap())]

    assert [one.criteria[0].because for one in found] == [
        "«The test passed.»",
        "«The test failed: «There is no network to look at.»»",
    ]
