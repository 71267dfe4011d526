"""Gradescope's submission_metadata.yml, of which only submitters and times are read.

No YAML value is built. The file is walked event by event, in which texts stay texts, such as the
id 007, and the output of all tests is passed by. What stands for something else (`*a`, by which a
short file becomes an endless one) is refused where it is read, and stands for nothing elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import yaml

from nngrader.intake._times import moment
from nngrader.untrusted import clean

#: Bytes; every test's output of every attempt stands in it.
LARGEST = 64 << 20
MOST_SUBMITTERS = 100  #: of one submission
DEEPEST = 20  #: levels below a submission that are read; Gradescope needs two
LONGEST = 300  #: characters of a name or an address
#: libyaml, where PyYAML was built with it, is ten times as fast.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Events: TypeAlias = Iterator[Any]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"


class BadMetadata(Exception):
    """Why the metadata cannot be read, as the end of a sentence about the file."""


@dataclass(frozen=True)
class Submitter:
    """Somebody who handed in."""

    name: str = ""
    sid: str = ""
    email: str = ""


@dataclass(frozen=True)
class About:
    """A submission."""

    submitters: tuple[Submitter, ...] = ()
    created_at: datetime | None = None


def metadata(data: bytes) -> dict[str, About]:
    """Read who submitted what, by folder or file; raises BadMetadata."""
    if len(data) > LARGEST:
        problem = f"it has more than {LARGEST >> 20} MB"
        raise BadMetadata(problem)
    try:
        return _submissions(yaml.parse(data, LOADER))
    except (yaml.YAMLError, ValueError) as error:
        problem = f"it is not YAML ({clean(str(error), LONGEST)})"
        raise BadMetadata(problem) from error


def _submissions(events: Events) -> dict[str, About]:
    found: dict[str, About] = {}
    begin = (next(events, None), next(events, None), next(events, None))
    if not isinstance(begin[2], yaml.MappingStartEvent):
        problem = "it lists no submissions"
        raise BadMetadata(problem)
    for key in _keys(events):
        event = next(events)
        if isinstance(event, yaml.MappingStartEvent):
            found[key] = _about(events)
        else:
            _pass_by(event, events)
    return found


def _about(events: Events) -> About:
    submitters: Value = []
    created_at: Value = ""
    for key in _keys(events):
        event = next(events)
        if key == "submitters":
            submitters = _value(event, events)
        elif key == "created_at":
            created_at = _value(event, events)
        else:
            _pass_by(event, events)
    people = submitters if isinstance(submitters, list) else []
    return About(
        tuple(_submitter(one) for one in people[:MOST_SUBMITTERS] if isinstance(one, dict)),
        moment(created_at) if isinstance(created_at, str) else None,
    )


def _submitter(told: dict[str, Value]) -> Submitter:
    name, sid, email = (_text(told.get(key, "")) for key in ("name", "sid", "email"))
    return Submitter(name, sid, email)


def _text(value: Value) -> str:
    known = isinstance(value, str) and value not in ("~", "null")  # as Ruby writes nothing
    return clean(str(value), LONGEST).strip() if known else ""


def _keys(events: Events) -> Iterator[str]:
    """Give the keys of a mapping, without Ruby's colon; the caller takes each value."""
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        if isinstance(event, yaml.ScalarEvent):
            yield event.value.removeprefix(":")
        else:
            _pass_by(event, events)
            _pass_by(next(events), events)


def _value(event: Any, events: Events, depth: int = 0) -> Value:
    if isinstance(event, yaml.AliasEvent):
        problem = "a submitter or a time in it stands elsewhere (`*` in YAML)"
        raise BadMetadata(problem)
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if depth == DEEPEST:
        problem = f"it is nested more than {DEEPEST} levels deep"
        raise BadMetadata(problem)
    if isinstance(event, yaml.MappingStartEvent):
        return {key: _value(next(events), events, depth + 1) for key in _keys(events)}
    found: list[Value] = []
    while not isinstance(inner := next(events), yaml.SequenceEndEvent):
        found.append(_value(inner, events, depth + 1))
    return found


def _pass_by(event: Any, events: Events) -> None:
    """Skip a value, however deep."""
    depth = int(isinstance(event, yaml.CollectionStartEvent))
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
