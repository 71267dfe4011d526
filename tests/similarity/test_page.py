"""The page: nothing runs, nobody is accused, and the first words are the right ones."""

import re
from html import unescape

from nngrader.similarity import Work, compare, render
from tests.reports.reading import Reading
from tests.similarity.corpus import edited, independent, works

INDEPENDENT = independent()
ACCUSING = re.compile(r"cop(y|ie)|plagiar|cheat|fraud|steal|stole|cribb", re.IGNORECASE)
HOSTILE = "</code></pre><script>alert(1)</script>\x1b[31m\u202e{{ 7 * 7 }}"


def page(**more: str) -> str:
    return render(compare(works(INDEPENDENT | more), ()), "Teach a network XOR")


def said(html: str) -> str:
    """All that a reader reads, in one line."""
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    return reading


def test_begins_by_saying_that_being_alike_proves_nothing() -> None:
    body = page().split("<body>")[1]

    assert said(body).startswith(
        "Being alike proves nothing. Short programs resemble each other, and students share "
        "lessons, manuals, tutors and tools. These are hand-ins to read side by side, and no "
        "verdict on anybody."
    )


def test_accuses_nobody() -> None:
    html = page(a=edited(INDEPENDENT["olga"]), b=INDEPENDENT["sven"], c=INDEPENDENT["uma"], d="")

    assert not ACCUSING.search(said(html))
    assert ACCUSING.search("This is a Copy.")


def test_a_pair_is_told_with_its_numbers() -> None:
    similar = compare(works(INDEPENDENT | {"twin": edited(INDEPENDENT["olga"])}), ())
    (pair,) = similar.pairs

    assert (
        f"Olga and Twin They share {int(100 * pair.share)} % of what is unusual in them. Their "
        f"closeness is {pair.closeness:.0f}, and the list begins at 25. "
        "Read Olga and Twin side by side Part 1: nowhere else in the class Olga"
    ) in said(render(similar, "XOR"))


def test_two_columns_hold_the_same_lines_with_marks() -> None:
    html = page(twin=edited(INDEPENDENT["olga"]))

    line = '<span class="at">8</span><span>    <mark>def numbers(rows):</mark></span>'
    assert html.count(line) == 2


def test_a_plain_program_and_an_unusual_one_are_told_apart() -> None:
    text = said(page(twin=INDEPENDENT["sven"], other=INDEPENDENT["uma"] + "# mine\n"))

    assert (
        "Sven and Twin 2 hand-ins are the same text. A program this plain may well be written "
        "twice by people who know nothing of each other."
    ) in text
    assert (
        "Uma and Other 2 hand-ins are one program up to names, spaces and remarks. It holds more "
        "that is unusual than two people often write independently."
    ) in text


def test_says_when_there_is_nothing_to_read_and_how_it_was_decided() -> None:
    text = said(page())

    assert "No two different programs are closer than independent answers may be." in text
    assert "The same program" not in text
    assert "22 hand-ins with 22 different programs were compared, which makes 231 pairs." in text
    assert "a pair is listed beyond 25." in text


def test_is_complete_in_itself_and_runs_nothing() -> None:
    html = page(twin=edited(INDEPENDENT["olga"]), other=INDEPENDENT["uma"])
    reading = read(html)

    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert (reading.faults, reading.addresses) == ([], [])
    assert "script" not in reading.tags
    assert len(reading.ids) == len(set(reading.ids))
    assert set(reading.pointers) <= set(reading.ids)


def test_what_students_wrote_is_shown_and_does_nothing() -> None:
    mine = f"{INDEPENDENT['olga']}\nhidden = '''{HOSTILE}'''  # {HOSTILE}\n"
    students = [
        *works(INDEPENDENT),
        Work("m", HOSTILE, HOSTILE, mine),
        Work("n", HOSTILE + "2", "", edited(mine)),
    ]
    similar = compare(students, ())
    assert similar.pairs

    html = render(similar, HOSTILE)

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not {"\x1b", "\u202e"} & set(html)
    assert "49" not in said(html).split("Similar hand-ins")[1][:60]


def test_a_group_of_a_whole_class_names_thirty() -> None:
    students = [Work(str(n), f"Student {n}", "", INDEPENDENT["uma"]) for n in range(40)]

    text = said(render(compare(students, ()), "XOR"))

    assert "Student 28, Student 29 and 10 more 40 hand-ins are the same text." in text
