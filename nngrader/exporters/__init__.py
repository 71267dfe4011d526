"""Exporters: one file per format, each with `export(results, given) -> Exported`.

An exporter only writes down what is in Results, in the words of another system; it judges nothing,
and reads and writes no file itself. The score that counts is `Result.standing.final`. A format that
fills a file of the teacher's own says in `FILLS` which file that is.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nngrader.errors import NngraderError


class NotExported(NngraderError):
    """What was asked cannot be written; nothing was."""


def _nothing(_: str) -> None:
    return None


def _folder_name() -> str:
    return secrets.token_hex(24)  # 192 bits, in letters that every file system and link takes


@dataclass(frozen=True, kw_only=True)
class Given:
    """What an exporter may know beside the results."""

    now: datetime  #: aware
    environ: Mapping[str, str] = field(default_factory=dict)
    into: bytes | None = None  #: the teacher's own file, for a format that fills one
    column: str = ""  #: header of the column to fill, where its name does not tell
    base_url: str = ""  #: where the folder will be served
    page: Callable[[str], bytes | None] = _nothing  #: reads a report page by `Attempt.page`
    beside: Callable[[str], bytes | None] = _nothing  #: reads a file kept in OUT
    folder_name: Callable[[], str] = _folder_name  #: a name that nobody can guess


@dataclass(frozen=True, kw_only=True)
class Exported:
    """Files to write, and what is to be said about them."""

    files: dict[str, str | bytes]  #: by path, with "/", below the place where they go
    notes: tuple[str, ...] = ()  #: sentences: what was left out, and why
    outputs: dict[str, str] = field(
        default_factory=dict
    )  #: of a step of GitHub Actions, one line each
    beside: dict[str, str] = field(
        default_factory=dict
    )  #: files for the teacher's eyes, kept in OUT
    gone: tuple[str, ...] = ()  #: folders of an earlier export that are to be emptied of its page
