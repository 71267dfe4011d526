"""One set of files per student: a folder each, or just the files where there is one student."""

from collections.abc import Callable, Iterator

from nngrader.exporters import Exported
from nngrader.exporters._words import listed, named
from nngrader.results import Attempt, Result, Results


def each(
    results: Results, write: Callable[[Result, Attempt], dict[str, str]], *notes: str
) -> Exported:
    """Write the files of every student who handed something in."""
    files: dict[str, str | bytes] = {}
    alone = len(results.results) == 1
    for result, attempt in handed_in(results):
        folder = "" if alone else f"{attempt.page}/"
        files |= {f"{folder}{name}": text for name, text in write(result, attempt).items()}
    return Exported(files=files, notes=(*notes, *without(results)))


def handed_in(results: Results) -> Iterator[tuple[Result, Attempt]]:
    """The students of whom something counts, with it."""
    for result in results.results:
        if result.attempt is not None:
            yield result, result.attempt


def without(results: Results) -> Iterator[str]:
    """Say who is left out."""
    missing = [named(r.student) for r in results.results if r.attempt is None]
    if missing:
        yield f"Nothing was handed in by {listed(missing)}; there is no file of theirs."
