"""The page of a class is complete, safe and sensible, whatever class it is."""

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from nngrader.class_page import render, render_anonymous
from nngrader.evidence import Place
from nngrader.results import Column, Results
from tests import builders
from tests import class_builders as built
from tests.reports.reading import read

SCRIPT = "</script><script>document.title = 'taken'</script>"
ATTRIBUTE = "\" onmouseover=\"document.title = 'taken'"
BIDI = "Ada\u202eecalevoL\u2066"
CLASSES: dict[str, Results] = {
    "healthy": built.results(3),
    "nobody": built.results(0),
    "all missing": built.results(results=(built.missing(1), built.missing(2))),
    "one student": built.results(1),
    "no criteria": built.results(
        results=(built.result(1, built.attempt(criteria=())),), criteria=(), max_score=0.0
    ),
    "realistic": built.realistic(60),
    "bare": built.results(3, due=None, graded_at=None, grader=""),
}


def attributes(page: str) -> set[str]:
    """The names of all attributes, as a browser reads them."""
    found: set[str] = set()

    class Attributes(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(name for name, _ in attrs)

    Attributes().feed(page)
    return found


def test_attributes_notices_what_acts() -> None:
    """The failing twin of what is promised with it."""
    assert attributes('<p title="x" onmouseover="y"><br style="z">') == {
        "title",
        "onmouseover",
        "style",
    }


@cache
def _page(name: str) -> str:
    return render(CLASSES[name], similar="similar.html", took_s=61.0)


def _text(results: Results) -> str:
    return read(render(results)).text


@pytest.mark.parametrize("name", CLASSES)
def test_every_page_stands_alone_and_is_well_formed(name: str) -> None:
    """Nothing to load, ids once each, everything pointed to is there, links stay beside the page."""
    page = _page(name)
    reading = read(page)
    sections = {pointer for pointer in reading.pointers if "=" not in pointer}

    assert reading.faults == []
    assert reading.tags.count("script") == 1
    assert "link" not in reading.tags
    assert all(re.fullmatch(r"reports/[^/]+\.html|similar\.html", a) for a in reading.addresses)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", page)
    assert sorted(set(reading.ids)) == sorted(reading.ids)
    assert sections <= set(reading.ids)
    assert '<html lang="en">' in page


@pytest.mark.parametrize("name", CLASSES)
def test_the_page_without_names_is_well_formed(name: str) -> None:
    reading = read(render_anonymous(CLASSES[name]))

    assert reading.faults == []
    assert sorted(set(reading.ids)) == sorted(reading.ids)
    assert set(reading.pointers) <= set(reading.ids)


def test_only_our_own_script_and_style_are_named_in_the_policy() -> None:
    page = _page("realistic")
    policy = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    found = {
        tag: page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0] for tag in ("style", "script")
    }
    digests = {
        tag: b64encode(sha256(text.encode()).digest()).decode() for tag, text in found.items()
    }

    assert policy.replace("&#39;", "'") == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'"
    )
    assert not any(name.startswith("on") or name == "style" for name in attributes(page))


def test_the_same_class_gives_the_same_page() -> None:
    """No clock, no random ids: two runs can be compared."""
    assert render(built.realistic(30)) == render(built.realistic(30))


def test_a_class_is_summed_up_in_sentences() -> None:
    stopped = built.attempt(status="crashed", criteria=built.criteria(5))
    results = (built.result(1, stopped), built.result(2), built.result(3), built.missing(4))

    assert (
        "3 of 4 students handed in. 1 hand-in did not run to the end. "
        "2 students have all 15 points."
    ) in _text(built.results(results=results))


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        (0, "3 students handed in. 3 students have all 15 points."),
        (
            2,
            "3 students handed in. 1 student has all 15 points; "
            "half of those who handed in have 10 or more.",
        ),
        (
            3,
            "3 students handed in. Nobody has all 15 points; "
            "half of those who handed in have 10 or more.",
        ),
    ],
)
def test_the_middle_is_told_where_it_is_not_all(lost: int, sentence: str) -> None:
    low = built.attempt(criteria=built.criteria(5))
    made = tuple(built.result(n, low) if n <= lost else built.result(n) for n in (1, 2, 3))

    assert sentence in _text(built.results(results=made))


def test_how_it_was_graded_is_said() -> None:
    confined = built.attempt(isolation=2, seconds=10.0, remembered=True)
    results = built.results(
        results=(built.result(1, confined), built.result(2), built.result(3)),
        policy="Late is late.",
    )

    assert (
        read(render(results, took_s=61.0))
        .text.partition("How it was graded Due ")[2]
        .startswith(
            "2027-01-31 23:59 UTC Lateness and attempts Late is late. "
            "Hand-ins ran 2 isolated (level 3), 1 confined (level 2) "
            "Grading the class took 1 min 1 s "
            "Examining the hand-ins 23 s in all, 6.5 s for the one in the middle "
            "Trainings recalled those of 1 hand-in "
            "Grader nngrader 0.1.0"
        )
    )


def test_one_level_of_isolation_needs_no_count() -> None:
    assert "Hand-ins ran isolated (level 3) Examining" in _text(built.results(3))


def test_every_student_is_in_the_table_with_a_link() -> None:
    page = _page("realistic")
    results = CLASSES["realistic"].results

    assert page.count('<tr data-status="') == len(results)
    for result in results:
        if result.attempt:
            assert f'<th scope="row"><a href="reports/{result.attempt.page}.html">' in page


def test_the_steps_to_a_score_have_columns_only_where_there_are_any() -> None:
    healthy = built.result(1)
    standing = built.standing(healthy.attempts[0], penalty=1.5, final=13.5)
    late = built.results(results=(replace(healthy, standing=standing),))

    assert '<td class="number">15</td><td class="number">−1.5</td>' in render(late)
    assert 'data-key="late"' not in render(built.results(1))


def test_many_notes_are_folded() -> None:
    """Eight are read at once; the ninth folds them."""

    def noted(count: int) -> str:
        return render(built.results(1, notes=tuple(f"note {n}" for n in range(count))))

    assert "<summary>8 remarks</summary>" not in noted(8)
    assert "<summary>9 remarks</summary>" in noted(9)


def test_the_page_of_similar_hand_ins_is_linked_where_there_is_one() -> None:
    told = "Hand-ins that look alike are on a page of their own."

    assert told in read(_page("healthy")).text
    assert told not in _text(built.results(3))


def test_a_wide_rubric_scrolls_in_its_own_box() -> None:
    """Nine sentences of a class without lateness still stand beside one another."""

    def classes_of(criteria: int) -> str:
        columns = tuple(Column(f"Sentence {n}", 1.0) for n in range(criteria))
        page = render(built.results(1, criteria=columns))
        return page.partition('role="region" aria-label="All students"')[0].rpartition("<")[2]

    assert 'class="scroll fits"' in classes_of(12)
    assert 'class="scroll"' in classes_of(13)


HOSTILE_NAMES = (
    SCRIPT,
    ATTRIBUTE,
    BIDI,
    "<!--",
    "{{ 7 * 7 }}",
    "A" * 1_000_000,
    "\x1b[2J\x00\ud800",
    "",
)


def hostile() -> Results:
    """Names, messages, ids, notes and titles that want to be code; one with 500 findings."""
    findings = tuple(
        replace(builders.finding(), rule=f"rule-{n} {SCRIPT}", message=SCRIPT, place=Place(n + 1))
        for n in range(500)
    )
    attempts = [
        built.attempt(
            page=f"../{name[:50]}",
            source=name,
            status="crashed",
            mishap=name,
            findings=findings if n == 0 else (),
            flags=(name,),
            first_step=name,
        )
        for n, name in enumerate(HOSTILE_NAMES)
    ]
    made = tuple(
        built.result(
            n,
            attempts[n],
            student=built.student(
                n, name=name, id=f"{n}{name}", email=name, other_ids={"sis": name}
            ),
            notes=(name,),
        )
        for n, name in enumerate(HOSTILE_NAMES)
    )
    return built.results(
        results=made,
        title=SCRIPT,
        notes=HOSTILE_NAMES,
        policy=SCRIPT,
        grader=SCRIPT,
        criteria=(Column(SCRIPT, 2.0), Column(ATTRIBUTE, 1.0)),
    )


@pytest.mark.parametrize("write", [render, render_anonymous], ids=["teacher", "class"])
def test_a_hostile_class_is_text(write: object) -> None:
    page = write(hostile())  # type: ignore[operator]
    reading = read(page)

    assert reading.faults == []
    assert reading.tags.count("script") == (1 if write is render else 0)
    assert "<script>document" not in page
    assert not any(name.startswith("on") or name == "style" for name in attributes(page))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b\ud800-\udfff]", page)
    assert "49" not in reading.text.partition("{{ 7 * 7 }}")[2][:10]
    assert all(address.startswith("reports/") for address in reading.addresses)
    assert not any("/" in address[len("reports/") :] for address in reading.addresses)


def test_a_million_letters_do_not_swell_the_page() -> None:
    assert len(render(hostile())) < 800_000


def test_a_thousand_students_fit_a_file_that_can_be_mailed() -> None:
    """Measured: 0.8 MB."""
    assert len(render(built.realistic(1000)).encode()) < 1_500_000
