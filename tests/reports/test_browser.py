"""A real browser agrees: the page fits a phone, loads nothing and complains about nothing."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import pytest

from nngrader.reports.html import render
from tests import builders

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
PHONE = 390  #: CSS pixels; headless windows cannot be that narrow, so the page sits in a frame
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
]
FRAME = """<!doctype html><meta charset="utf-8"><output></output>
<iframe srcdoc="{page}" style="border:0;width:{width}px;height:900px"></iframe>
<script>
document.querySelector("iframe").onload = event => {{
  const inside = event.target.contentDocument
  for (const box of inside.querySelectorAll("details")) box.open = true
  const loaded = event.target.contentWindow.performance.getEntriesByType("resource")
  const far = loaded.filter(entry => !entry.name.startsWith("data:"))
  document.querySelector("output").textContent =
    `width ${{inside.documentElement.scrollWidth}} loaded ${{far.length}}`
}}
</script>"""


@dataclass(frozen=True)
class Seen:
    """What the browser measured."""

    width: int  #: of everything in the page, in CSS pixels
    loaded: int  #: files fetched from elsewhere
    complaints: tuple[str, ...]


def look(page: str, folder: Path) -> Seen:
    """Open a page in a frame as wide as a phone, with everything unfolded."""
    framed = folder / "frame.html"
    framed.write_text(FRAME.format(page=escape(page), width=PHONE), encoding="utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    silent = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    told = [
        "--hide-scrollbars",
        "--enable-logging=stderr",
        "--virtual-time-budget=3000",
        "--dump-dom",
    ]
    where = [f"--user-data-dir={folder / 'profile'}", framed.as_uri()]
    done = subprocess.run(
        [CHROMIUM, *quiet, *silent, *told, *where],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    measured = re.search(r"<output>width (\d+) loaded (\d+)</output>", done.stdout)
    assert measured, done.stderr
    complaints = tuple(line for line in done.stderr.splitlines() if ":CONSOLE" in line)
    return Seen(int(measured[1]), int(measured[2]), complaints)


def titled(page: str, folder: Path) -> str:
    """Open a page itself, let it run what it can, and read its title."""
    alone = folder / "page.html"
    alone.write_text(page, encoding="utf-8")
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000"]
    where = [f"--user-data-dir={folder / 'profile'}", "--dump-dom", alone.as_uri()]
    done = subprocess.run(
        [CHROMIUM, *words, *where], capture_output=True, text=True, timeout=90, check=True
    )
    found = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert found, done.stderr
    return unescape(found[1])


@pytest.mark.parametrize(
    "outcome",
    [builders.evidence(), builders.mnist_evidence(), builders.crash()],
    ids=["xor", "mnist", "crash"],
)
def test_the_page_fits_a_phone_and_loads_nothing(outcome: object, tmp_path: Path) -> None:
    """Wide tables scroll in their own box, never the page."""
    report = builders.report(outcome, findings=(builders.finding(),))  # type: ignore[arg-type]

    assert look(render(report), tmp_path) == Seen(PHONE, 0, ())


def test_a_page_that_breaks_these_promises_is_noticed(tmp_path: Path) -> None:
    """The failing twin: too wide, a file from elsewhere, and a complaint."""
    wide = render(builders.report()).replace(
        "</main>", '<div style="width:900px">x</div><img src="http://127.0.0.1:9/x.png"></main>'
    )

    seen = look(wide, tmp_path)

    assert seen.width > PHONE
    assert len(seen.complaints) > 0
