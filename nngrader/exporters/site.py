"""A folder for a web server: each student's report page under a name that nobody can guess.

A page holds one student's report and nothing else; nothing in the folder leads from one to another.
Names of folders are kept in OUT/site.json, so that links stay as they are; the links themselves are
written to OUT/links.csv for a mail merge. Both are for the teacher's eyes and not in the folder.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from nngrader.exporters import Exported, Given, NotExported
from nngrader.exporters._words import listed, named
from nngrader.exporters.csv import table
from nngrader.results import Result, Results
from nngrader.wording import counted

REMEMBERED = "site.json"
LINKS = "links.csv"
FORMAT = 1
NAME = re.compile(r"[0-9a-f]{48}")
PAGE = "index.html"
#: So that a server without an index of its own lists nothing.
BLANK = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Nothing here</title></html>\n'
ROBOTS = "User-agent: *\nDisallow: /\n"


def export(results: Results, given: Given) -> Exported:
    """Write a folder per student who has a page; raises NotExported for a changed site.json."""
    remembered = _remembered(given)
    names = {**remembered}
    pages: dict[str, bytes] = {}
    rows: list[tuple[str, ...]] = [("student", "name", "email", "link")]
    without = []
    for result in results.results:
        page = _page(result, given)
        if page is None:
            without.append(result)
            continue
        student = result.student
        name = names[student.id] = remembered.get(student.id) or given.folder_name()
        pages[f"{name}/{PAGE}"] = page
        rows.append((student.id, student.name, student.email, _link(given.base_url, name)))
    return Exported(
        files={PAGE: BLANK, "robots.txt": ROBOTS, **pages},
        notes=tuple(_told(len(pages), without)),
        beside={REMEMBERED: _kept(names), LINKS: "\ufeff" + table(rows)},
        gone=tuple(name for name in remembered.values() if f"{name}/{PAGE}" not in pages),
    )


def _page(result: Result, given: Given) -> bytes | None:
    if result.attempt is None or not result.student.enrolled:
        return None
    return given.page(result.attempt.page)


def _link(base_url: str, name: str) -> str:
    return f"{base_url.rstrip('/')}/{name}/" if base_url else f"{name}/"


def _remembered(given: Given) -> dict[str, str]:
    """Read the names of an earlier export; a name that is none of ours could lead elsewhere."""
    content = given.beside(REMEMBERED)
    if content is None:
        return {}
    try:
        return _checked(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        problem = (
            f"{REMEMBERED} in OUT is not as it was written, so earlier links are not known. Put "
            "the file back, or remove it: then all students get new links."
        )
        raise NotExported(problem) from error


def _checked(document: Any) -> dict[str, str]:
    names: dict[Any, Any] = dict(document["folders"])
    ours = [name for name in names.values() if isinstance(name, str) and NAME.fullmatch(name)]
    if document["format"] != FORMAT or len({*ours}) < len(names):
        raise ValueError(document["format"])
    return names


def _kept(names: dict[str, str]) -> str:
    return json.dumps({"format": FORMAT, "folders": names}, indent=2) + "\n"


def _told(pages: int, without: list[Result]) -> Iterator[str]:
    yield f"{counted(pages, 'student has a page', 'students have a page')}; links are in {LINKS}."
    if without:
        of = counted(len(without), "student has", "students have")
        yield f"{of} no page and no folder: {listed([named(r.student) for r in without])}."
