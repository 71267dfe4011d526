"""The folder of a batch remembers what the batch was told."""

import json
from pathlib import Path

import pytest

from nngrader.files import NotWritten
from nngrader.out_folder import NoBatch, OutFolder, Settings

TOLD = Settings(assignment="xor", opened="xor", limits=("wall=90",), submissions="in", took_s=12.5)


def test_settings_come_back(tmp_path: Path) -> None:
    out = OutFolder(tmp_path / "graded")
    assert not out.is_begun()

    out.begin(TOLD)

    assert out.is_begun()
    assert out.settings() == TOLD


def test_a_folder_that_no_batch_wrote_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoBatch) as caught:
        OutFolder(tmp_path).settings()

    assert str(caught.value) == (
        f"{tmp_path} holds no batch.json: give the folder that `nngrader batch` wrote."
    )


def test_a_folder_of_a_newer_grader_is_left_alone(tmp_path: Path) -> None:
    out = OutFolder(tmp_path)
    out.begin(TOLD)
    path = tmp_path / "batch.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2}))

    with pytest.raises(NoBatch) as caught:
        out.settings()

    assert str(caught.value) == f"{tmp_path} was written by another nngrader: format 2, not 1."


def test_damaged_settings_are_told(tmp_path: Path) -> None:
    (tmp_path / "batch.json").write_text("{")

    with pytest.raises(NoBatch) as caught:
        OutFolder(tmp_path).settings()

    assert str(caught.value).startswith(f"{tmp_path}: batch.json cannot be read: ")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(NotWritten):
        OutFolder(tmp_path / "file" / "graded").begin(TOLD)


def test_everything_lies_where_the_design_says(tmp_path: Path) -> None:
    out = OutFolder(tmp_path)

    assert [
        place.name
        for place in (
            *(out.gradebook, out.table, out.class_page, out.anonymous_page),
            *(out.similar_page, out.reports, out.evidence),
        )
    ] == [
        *("gradebook.db", "gradebook.csv", "index.html", "anonymous.html"),
        *("similar.html", "reports", "evidence"),
    ]
