"""A folder for a web server: one student's files tell nothing of another."""

import json
from dataclasses import replace

import pytest

from nngrader.exporters import Exported, NotExported
from nngrader.results import Results
from tests import class_builders as classes
from tests.exporters.formats import exported, table


def export(made: Results, remembered: str | None = None, **changes: object) -> Exported:
    names = iter(f"{n:048x}" for n in range(1, 100))

    def beside(name: str) -> bytes | None:
        return remembered.encode() if name == "site.json" and remembered else None

    return exported("site", made, folder_name=lambda: next(names), beside=beside, **changes)


def test_each_student_has_a_folder_that_nobody_can_guess() -> None:
    made = exported("site", classes.results(3))

    pages = {name: text for name, text in made.files.items() if "/" in name}
    assert sorted(pages.values()) == [b"<p>s001</p>", b"<p>s002</p>", b"<p>s003</p>"]
    assert all(len(name) == len("/index.html") + 48 for name in pages)
    assert not set(pages) & set(exported("site", classes.results(3)).files)


def test_nothing_at_the_top_leads_on() -> None:
    made = export(classes.results(3))

    assert made.files["index.html"] == (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Nothing here</title></html>\n'
    )
    assert made.files["robots.txt"] == "User-agent: *\nDisallow: /\n"
    assert {name for name in made.files if "/" not in name} == {"index.html", "robots.txt"}


def test_links_are_for_the_teacher_and_may_begin_with_the_server() -> None:
    row = table(export(classes.results(1), base_url="https://nn.example/r/").beside["links.csv"])[0]

    assert row == {
        "student": "s001",
        "name": "Émile Zola",
        "email": "s001@uni.example",
        "link": f"https://nn.example/r/{1:048x}/",
    }
    assert table(export(classes.results(1)).beside["links.csv"])[0]["link"] == f"{1:048x}/"


def test_links_stay_as_they_are_and_new_students_get_new_ones() -> None:
    first = export(classes.results(2))

    again = exported(
        "site",
        classes.results(3),
        folder_name=lambda: "f" * 48,
        beside=lambda _: first.beside["site.json"].encode(),
    )

    assert {*first.files} < {*again.files}
    assert f"{'f' * 48}/index.html" in again.files
    assert again.gone == ()


def test_who_left_or_handed_in_nothing_has_no_folder() -> None:
    left = classes.result(2, student=classes.student(2, enrolled=False))
    made = classes.results(results=(classes.result(1), left, classes.missing(3)))

    remembered = export(classes.results(3)).beside["site.json"]

    told = export(made, remembered)

    mine = json.loads(remembered)["folders"]["s001"]
    assert [name for name in told.files if "/" in name] == [f"{mine}/index.html"]
    assert len(told.gone) == 2
    assert len(table(told.beside["links.csv"])) == 1
    assert (
        len(json.loads(told.beside["site.json"])["folders"]) == 3
    )  # who comes back has the same link
    assert told.notes == (
        "1 student has a page; links are in links.csv.",
        "2 students have no page and no folder: Grace Hopper (s002), Øyvind Ødegaard (s003).",
    )


def test_the_attempt_that_counts_is_shown() -> None:
    attempts = (classes.attempt(page="s001"), classes.attempt(number=2, page="s001-2"))
    made = classes.result(1, *attempts, counted=1)

    pages = {n: t for n, t in export(classes.results(results=(made,))).files.items() if "/" in n}

    assert list(pages.values()) == [b"<p>s001</p>"]


def test_a_student_whose_page_is_gone_has_no_folder() -> None:
    made = export(classes.results(1), page=lambda _: None)

    assert made.notes[1] == "1 student has no page and no folder: Émile Zola (s001)."


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{",
        "[" * 100_000,
        '{"format": 2, "folders": {}}',
        '{"format": 1, "folders": {"s001": "../../etc"}}',
        '{"format": 1, "folders": {"s001": 1}}',
        json.dumps({"format": 1, "folders": {"s001": "0" * 48, "s002": "0" * 48}}),
    ],
    ids="list half deep newer path number twice".split(),
)
def test_names_that_are_not_ours_are_refused(content: str) -> None:
    with pytest.raises(NotExported) as caught:
        export(classes.results(1), content)

    assert str(caught.value) == (
        "site.json in OUT is not as it was written, so earlier links are not known. Put the file "
        "back, or remove it: then all students get new links."
    )


def test_a_name_that_is_a_formula_is_no_cell_of_the_links() -> None:
    evil = classes.result(1, student=replace(classes.student(1), name="=1+1"))

    assert '"\'=1+1"' in json.dumps(
        table(export(classes.results(results=(evil,))).beside["links.csv"])[0]["name"]
    )
