"""What was found, for people: the first cause with its question, the rest in a line each."""

from collections.abc import Iterator
from textwrap import wrap

from nngrader.diagnosing.running import Diagnosis
from nngrader.findings import Finding
from nngrader.language import ENGLISH, Text, joined, placed, say, voice
from nngrader.untrusted import clean

NARROWEST = 60  #: columns
INDENT = "  "
NOTHING = say("nothing found that is wrong.")
NOT_TRAINED = say("It was not trained, so only what can be read off it was judged.")
SUSPICION = say("A suspicion: nothing was tried that confirms it.")


def render(found: Diagnosis, *, width: int, language: str = ENGLISH) -> str:
    """Write one file's findings in lines of at most `width` columns; raises UnknownName."""
    speak, wide = voice(language), max(width, NARROWEST)
    lines = _wrapped(" ".join(filter(None, map(speak, _title(found)))), wide)
    for text in _texts(found):
        lines += _wrapped(f"{INDENT}{speak(text)}", wide)
    return "\n".join(lines) + "\n"


def _title(found: Diagnosis) -> Iterator[Text | str]:
    """Yield the first line in parts: what file it is, and what is most important in it."""
    yield f"{found.file}:"
    if found.findings:
        yield _head(found.findings[0])
    elif found.mishap is None:
        yield NOTHING


def _texts(found: Diagnosis) -> Iterator[Text | str]:
    """Yield what is said below, a line each before it is wrapped."""
    mishap = found.mishap
    if mishap is not None:
        yield say("Stopped: {message}", message=mishap.spoken)
    for first in found.findings[:1]:
        yield from _cause(first)
    for one in found.findings[1:]:
        yield say("Also: {message} ({rule})", message=one.message, rule=_head(one))
    if found.evidence.fits and not found.evidence.runs and mishap is None:
        yield NOT_TRAINED


def _head(finding: Finding) -> Text | str:
    rule = f"{finding.rule} ({finding.catalogue}, {finding.severity})"
    return joined([placed(finding.place), rule], ", ") if finding.place else rule


def _cause(finding: Finding) -> Iterator[Text | str]:
    yield finding.message
    yield say("Question: {hint}", hint=finding.hint)
    yield say("Look: {look}", look=finding.look)
    yield say("How we know: {known}", known=finding.confirmed_by or SUSPICION)
    yield say("More: {command}", command=f"nngrader explain {finding.rule}")


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap a text; line breaks in what a student's process said cannot forge lines of ours."""
    start = INDENT * 3 if text.startswith(INDENT) else ""
    plain = " ".join(clean(text).split())
    indent = INDENT if text.startswith(INDENT) else ""
    return wrap(plain, width, initial_indent=indent, subsequent_indent=start) or [""]
