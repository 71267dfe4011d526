"""A real browser agrees: the page fits a phone, loads nothing and complains about nothing."""

from pathlib import Path

import pytest

from nngrader.similarity import compare, render
from tests.reports.test_browser import CHROMIUM, PHONE, Seen, look
from tests.similarity.corpus import edited, independent, works

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
]


def test_the_page_fits_a_phone(tmp_path: Path) -> None:
    mine = independent() | {"long": f"{independent()['olga']}\n{'x' * 500} = {'y' * 500}\n"}
    twins = {"a" * 200: edited(mine["long"]), "twin": edited(mine["uma"])}

    seen = look(render(compare(works(mine | twins), ()), "Teach a network XOR"), tmp_path)

    assert seen == Seen(width=PHONE, loaded=0, complaints=())
