"""What student code says is put into words, whatever it does to prevent that."""

import os
from pathlib import Path

import pytest

from nngrader.worker.text import LONGEST, safe, told_error


class Nameless(type):
    @property
    def __name__(cls) -> str:  # type: ignore[override]
        raise RuntimeError


class Slippery(str):
    def __len__(self) -> int:
        raise RuntimeError

    def encode(self, *_: object) -> bytes:  # type: ignore[override]
        raise RuntimeError


class Mute(Exception, metaclass=Nameless):
    def __str__(self) -> str:
        raise KeyboardInterrupt


class Slipping(Exception):
    def __str__(self) -> str:
        return Slippery("caught")


def test_an_error_is_told_by_its_name_and_message() -> None:
    assert told_error(ValueError("shapes differ")) == ("ValueError", "shapes differ")


def test_an_error_that_refuses_is_told_as_well() -> None:
    assert told_error(Mute()) == ("Mute", "its message cannot be read (KeyboardInterrupt)")


def test_a_message_that_is_no_plain_text_becomes_one() -> None:
    kind, message = told_error(Slipping())

    assert (kind, message) == ("Slipping", "caught")
    assert type(message) is str


def test_the_end_of_a_long_message_is_kept() -> None:
    assert safe("a" * LONGEST) == "a" * LONGEST
    assert safe("a" * LONGEST + "end").endswith("aend")
    assert len(safe("a" * LONGEST + "end")) == LONGEST + len(" ... ")


def test_lone_surrogates_are_spelled_out_and_cut() -> None:
    assert safe("half \ud83d") == "half \\ud83d"
    assert len(safe("\ud83d" * LONGEST)) == LONGEST + len(" ... ")


def test_a_folder_that_is_gone_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: a folder that is there is left out of the text."""
    monkeypatch.chdir(tmp_path)
    assert safe(f"File {tmp_path}{os.sep}a.py") == "File a.py"
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert safe("File a/b.py") == "File a/b.py"
