"""What stopped a hand-in is said in the language that was asked for, wherever it is shown."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from nngrader import language
from nngrader.diagnosing import Diagnosis, document, render
from nngrader.evidence import Mishap, Place, StageError
from nngrader.jobs import Contract, Refused
from nngrader.language import voice
from nngrader.mishaps import timed_out
from nngrader.reports import html, text
from nngrader.reports import json as reports_json
from nngrader.rules import find
from nngrader.submission.outline import outline
from tests import builders
from tests.catalogues import compiled
from tests.rules import healthy

TOLD = {
    "The code did not finish within {limit}; it was at {place} then.": (
        "El código no terminó en {limit}; entonces estaba en la {place}."
    ),
    "Is there a loop that never ends?": "¿Hay un bucle que nunca termina?",
    "line {line}": "línea {line}",
    "`{name}` cannot be read: {reason}.": "No se puede leer `{name}`: {reason}.",
    "`{name}` was removed; {instead}.": "`{name}` ya no existe; {instead}.",
    "today's spelling is `{name}`": "hoy se escribe `{name}`",
}
LATE = "El código no terminó en 2 segundos; entonces estaba en la línea 4."
LOOP = "¿Hay un bucle que nunca termina?"
OLD = StageError(
    "load",
    "AttributeError",
    "'Sequential' object has no attribute 'predict_proba'",
    Place(4),
    "model.predict_proba(x)",
)


@pytest.fixture(autouse=True)
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    catalog = Catalog("es")
    catalog.add(
        ("{limit:g} second", "{limit:g} seconds"), ("{limit:g} segundo", "{limit:g} segundos")
    )
    for english, spoken in TOLD.items():
        catalog.add(english, spoken)
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "nngrader.mo").write_bytes(compiled(catalog))
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    language._catalogue.cache_clear()
    html._template.cache_clear()
    yield
    language._catalogue.cache_clear()
    html._template.cache_clear()


def stopped() -> Mishap:
    return timed_out(2, builders.mishap().captured, Place(4))


def test_a_report_says_it_in_the_language_of_the_assignment() -> None:
    report = builders.graded_in(stopped(), "es")

    assert report.trouble is not None
    assert report.trouble.message == report.first_step == f"{LATE} {LOOP}"
    assert json.loads(reports_json.render(report))["mishap"]["message"] == f"{LATE} {LOOP}"
    assert f"{LATE} {LOOP}" in text.render(report, width=1000, report_path="s07.html")
    assert LATE in html.render(report)


def test_an_english_report_says_what_it_always_said() -> None:
    report = builders.graded_in(stopped(), "en")

    assert report.first_step == (
        "The code did not finish within 2 seconds; it was at line 4 then. "
        "Is there a loop that never ends?"
    )


def test_of_a_record_that_kept_no_words_the_english_sentence_is_shown() -> None:
    older = replace(stopped(), words=None)

    assert builders.graded_in(older, "es").first_step == older.message


def test_a_diagnosis_says_it_to_machines_and_to_people() -> None:
    mishap = stopped()
    found = Diagnosis("xor.py", mishap.captured, (), mishap)

    (entry,) = json.loads(document([found], "es"))

    assert entry["mishap"]["message"] == f"{LATE} {LOOP}"
    assert f"{LATE} {LOOP}" in render(found, width=200, language="es")
    assert mishap.message in render(found, width=200)


def test_a_file_that_cannot_be_read_says_so() -> None:
    refused = Refused("s07", "xor.py", "xor.py", "it is a link")

    found = outline(refused, Contract(), healthy.xor())

    assert isinstance(found, Mishap)
    assert voice("es")(found.spoken) == "No se puede leer `xor.py`: it is a link."


@pytest.mark.parametrize(
    ("spoken", "hint"),
    [
        ("en", "`predict_proba` was removed; today's spelling is `predict`."),
        ("es", "`predict_proba` ya no existe; hoy se escribe `predict`."),
    ],
)
def test_a_rule_passes_on_what_a_breakage_of_old_keras_means(spoken: str, hint: str) -> None:
    evidence = healthy.xor(error=OLD, runs=())

    (finding,) = find(evidence, only="stopped-by-old-keras", language=spoken)

    assert finding.hint == hint
