"""Handing results on: opens what a batch or `pytest --grade` wrote, and writes another's format.

The formats are the files of `nngrader/exporters`. Everything is written whole or not at all; a file
of the teacher's own is kept as it was beside the filled one.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath

from nngrader import rooms
from nngrader.exporters import Exported, Given, NotExported
from nngrader.exporters._reports import read as read_reports
from nngrader.files import NotWritten, make_folder, write_whole
from nngrader.gradebook import open_gradebook
from nngrader.out_folder import OutFolder, address
from nngrader.results import Results
from nngrader.untrusted import spelled_out
from nngrader.wording import counted

ROOM = "nngrader.exporters"
LARGEST = 64 << 20  #: bytes of a teacher's file or of a page; a gradebook of 5000 has three million
PRIVATE = 0o600
MOST_NAMED = 3  #: files named in a sentence; more are counted


@dataclass(frozen=True, kw_only=True)
class Options:
    """What may be said beside the format and the folder."""

    into: Path | None = None  #: the file to fill; for other formats where to write, as `dest`
    dest: Path | None = None  #: where to write; OUT/exports/<format> without it
    column: str = ""  #: of the teacher's file, where the assignment's name does not tell
    assignment: str = ""  #: of several; the batch's own without it
    gradebook: str = ""  #: URL with its password, where batch.json names a server
    base_url: str = ""  #: where a site will be served
    environ: Mapping[str, str] | None = None  #: the process's own without it
    now: datetime | None = None  #: aware


@dataclass(frozen=True)
class Written:
    """What an export did."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]  #: sentences: what was written, and what was not


@dataclass(frozen=True)
class _Source:
    results: Results
    pages: Path  #: the folder of report pages
    notes: tuple[str, ...] = ()


def formats() -> tuple[str, ...]:
    """List the formats."""
    return rooms.names(ROOM)


def export(kind: str, out: Path, options: Options | None = None) -> Written:
    """Write the results in OUT in a format; raises UnknownName, NotExported or NotWritten."""
    options = options or Options()
    exporter = rooms.enter(ROOM, kind)
    source = _opened(out, options)
    fills = hasattr(exporter, "FILLS")
    original = _content(options.into) if fills and options.into else None
    given = _given(out, source, options, original)
    made: Exported = exporter.export(source.results, given)
    if original is not None and options.into is not None:
        done = _fill(options.into.resolve(), original, made, options.dest)
    else:
        done = _write(kind, out, made, options)
    done = Written(done.paths, (*done.notes, *made.notes, *source.notes))
    _set_outputs(made, given.environ)
    return done


def _opened(out: Path, options: Options) -> _Source:
    """Open a batch's gradebook, or read the reports in a folder."""
    if not out.is_dir():
        problem = f"{spelled_out(str(out))} is no folder. Give what `nngrader batch` wrote."
        raise NotExported(problem)
    folder = OutFolder(out)
    if not folder.is_begun() and not folder.gradebook.exists():
        results = read_reports(out, options.assignment)
        return _Source(results, out, results.notes)
    settings = folder.settings()
    with open_gradebook(address(options.gradebook, settings, folder), create=False) as book:
        return _Source(book.results(options.assignment or settings.assignment), folder.reports)


def _given(out: Path, source: _Source, options: Options, into: bytes | None) -> Given:
    return Given(
        now=options.now or datetime.now(timezone.utc),
        environ=os.environ if options.environ is None else options.environ,
        into=into,
        column=options.column,
        base_url=options.base_url,
        page=lambda page: _within(source.pages, f"{page}.html"),
        beside=lambda name: _within(out, name),
    )


def _within(folder: Path, name: str) -> bytes | None:
    """Read a file of a folder; None where there is none, or where it would lead elsewhere."""
    path = folder / name
    if PurePosixPath(name).name != name or path.is_symlink() or not path.is_file():
        return None
    return _content(path)


def _content(path: Path) -> bytes:
    name = spelled_out(str(path))
    if path.exists() and not path.is_file():
        problem = f"{name} is no file."
        raise NotExported(problem)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        problem = f"{name} cannot be read: {error.strerror}."
        raise NotExported(problem) from error
    if len(data) > LARGEST:
        problem = f"{name} has more than {LARGEST >> 20} MB."
        raise NotExported(problem)
    return data


# --- files of the teacher's own ------------------------------------------------------------------


def _fill(path: Path, original: bytes, made: Exported, dest: Path | None) -> Written:
    """Write the filled file, over the teacher's own only when that is kept beside it."""
    (content,) = (_bytes(content) for content in made.files.values())
    mode = path.stat().st_mode & 0o777
    if dest is not None and dest.resolve() != path:
        _write_as(dest, content, mode)
        said = f"Wrote {_shown(dest)}; {_shown(path)} is as it was."
        return Written((dest,), (said,))
    if content == original:
        return Written((), (f"{_shown(path)} is as it was: nothing in it had to change.",))
    kept = _keep(path, original, mode)
    _write_as(path, content, mode)
    return Written((path, kept), (f"Filled {_shown(path)}; as it was it is {_shown(kept)}.",))


def _keep(path: Path, original: bytes, mode: int) -> Path:
    """Keep the teacher's file under a name that is free, or that holds the same already."""
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.stem}.before{again}{path.suffix}")
        if not kept.is_symlink() and not kept.exists():
            _write_as(kept, original, mode)
            return kept
        if kept.is_file() and not kept.is_symlink() and kept.read_bytes() == original:
            return kept
        number += 1


def _write_as(path: Path, data: bytes, mode: int) -> None:
    """Write a file whole that nobody else can read meanwhile: it is full of names and grades."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, PRIVATE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        raise NotWritten(path, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


# --- files of ours -------------------------------------------------------------------------------


def _write(kind: str, out: Path, made: Exported, options: Options) -> Written:
    place = options.dest or options.into or out / "exports" / kind
    files = {_place(place, name, made): _bytes(text) for name, text in made.files.items()}
    if made.beside:
        _refuse_to_serve(place, out, files)
    for name, text in made.beside.items():
        _write_as(out / name, _bytes(text), PRIVATE)
    for path, content in files.items():
        make_folder(path.parent)
        write_whole(path, content)
    gone = sum(_empty(place / name) for name in made.gone)
    paths = (*files, *(out / name for name in made.beside))
    return Written(paths, tuple(_said(place, paths, gone)))


def _place(place: Path, name: str, made: Exported) -> Path:
    """Where a file goes: below a folder, or where the only student's file was asked for."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("/", "..") or os.sep in part for part in parts):
        problem = f"{spelled_out(name)} would lead out of the folder."
        raise NotExported(problem)
    first = next(iter(made.files))
    if place.is_dir() or place.suffix.lower() != PurePosixPath(first).suffix:
        return place.joinpath(*parts)
    if any("/" in other for other in made.files):
        problem = (
            f"{_shown(place)} can hold one student's file, and there are "
            f"{len(made.files)} files. Name a folder."
        )
        raise NotExported(problem)
    return place if name == first else place.with_name(name)


def _refuse_to_serve(place: Path, out: Path, files: Mapping[Path, bytes]) -> None:
    """A folder that is served holds no gradebook, and nobody's own pages are overwritten."""
    served, ours = place.resolve(), out.resolve()
    if served in (ours, *ours.parents):
        problem = f"{_shown(place)} holds {_shown(out)}, and with it all grades. Name another."
        raise NotExported(problem)
    others = [p for p, text in files.items() if p.parent == place and _differs(p, text)]
    if others:
        names = ", ".join(path.name for path in others)
        problem = f"{_shown(place)} has a {names} of its own. Name an empty folder."
        raise NotExported(problem)


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and (not path.is_file() or path.read_bytes() != content)


def _empty(folder: Path) -> bool:
    """Remove a page that is no longer somebody's, and its folder unless more is in it."""
    page = folder / "index.html"
    if folder.is_symlink() or not page.is_file():
        return False
    try:
        page.unlink()
    except OSError as error:
        problem = f"{_shown(page)} should be gone and cannot be removed: {error.strerror}."
        raise NotExported(problem) from error
    with suppress(OSError):
        folder.rmdir()
    return True


def _said(place: Path, paths: tuple[Path, ...], gone: int) -> Iterator[str]:
    if not paths:
        yield "Nothing was written: there is nothing to export."
    elif len(paths) <= MOST_NAMED:
        yield f"Wrote {', '.join(map(_shown, paths))}."
    else:
        below = sum(place in path.parents for path in paths)
        others = [path for path in paths if place not in path.parents]
        besides = f", and {', '.join(map(_shown, others))}" if others else ""
        yield f"Wrote {below} files below {_shown(place)}{besides}."
    if gone:
        pages = counted(gone, "page", "pages")
        yield f"{pages} of students who have none any more {'was' if gone == 1 else 'were'} removed."


def _set_outputs(made: Exported, environ: Mapping[str, str]) -> None:
    """Set the outputs of a step of GitHub Actions, which reads them from a file."""
    path = environ.get("GITHUB_OUTPUT")
    if not path or not made.outputs:
        return
    lines = "".join(f"{name}={value}\n" for name, value in made.outputs.items())
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(lines)
    except OSError as error:
        raise NotWritten(Path(path), error.strerror or str(error)) from error


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


def _shown(path: Path) -> str:
    return spelled_out(str(path))
