"""Changing cells of somebody else's CSV: every other byte stays."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nngrader.exporters import NotExported
from nngrader.exporters._sheet import changed, read

CELL = st.text(st.sampled_from('ab ",;\n\r\té=€'), max_size=6)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=5)


def written(rows: list[list[str]], *, quoting: int, end: str, delimiter: str) -> str:
    text = io.StringIO()
    rows = [[f"h{n}" for n in range(5)], *rows]
    csv.writer(text, quoting=quoting, lineterminator=end, delimiter=delimiter).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


@settings(max_examples=80, deadline=None)
@given(
    ROWS,
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_reads_what_the_module_csv_reads_and_writes_the_same_bytes(
    rows: list[list[str]], quoting: int, end: str, delimiter: str, encoding: str
) -> None:
    text = written(rows, quoting=quoting, end=end, delimiter=delimiter)
    data = text.encode(encoding)

    sheet = read(data)

    told = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [[cell.value for cell in row] or [] for row in sheet.rows] == [
        row or [""] for row in told
    ]
    assert changed(sheet, {}) == data


def test_only_the_cell_changes() -> None:
    data = b'\xef\xbb\xbfa,b,"c"\r\n"x ""y""", 1 ,"2"\r\n\r\nlast,,'

    sheet = read(data)

    assert changed(sheet, {(1, 1): "9.50"}) == data.replace(b" 1 ", b"9.50")
    assert changed(sheet, {(1, 2): "9.50"}) == data.replace(b'"2"', b'"9.50"')
    assert changed(sheet, {(3, 2): 'a,"b"'}) == data + b'"a,""b"""'


def test_a_text_that_the_encoding_does_not_know_becomes_an_entity() -> None:
    data = "näme;x\né;1\n".encode("cp1252")

    assert changed(read(data), {(1, 1): "☃"}) == data.replace(b"1", b"&#9731;")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "The file is no table: its first line holds one cell. Give the file as CSV."),
        (
            b"one\ntwo,three\n",
            "The file is no table: its first line holds one cell. Give the file as CSV.",
        ),
        (b'a,b\nc,"d\n', "Line 2 of the file holds a lone quote."),
        (b'a,b\nc,"d"e\n', "Line 2 of the file holds a lone quote."),
        (b"\xff\xfea\x00,\x00b", "The file begins as UTF-16-LE and is not. Export it again."),
    ],
    ids="empty no-table open-quote text-after-quote half-a-letter".split(),
)
def test_what_is_no_table_is_told(data: bytes, problem: str) -> None:
    with pytest.raises(NotExported) as caught:
        read(data)

    assert str(caught.value) == problem


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_come_out_again_or_are_refused(data: bytes) -> None:
    with suppress(NotExported):
        assert changed(read(data), {}) == data


def test_a_million_quotes_take_no_time() -> None:
    with pytest.raises(NotExported):
        read(b'a,b\n"' + b'""' * 500_000 + b'"x')
