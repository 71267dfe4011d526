"""The list as one page: no script, nothing to load, and nobody is accused of anything."""

from dataclasses import dataclass
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

from nngrader.similarity.works import Choice, Decided, Group, Line, Pair, Similar, Work
from nngrader.untrusted import clean, cleaned

UNFOLDED = 3  #: of the list; the others open at a touch
NAMED = 30  #: students of a group who are named
SHORT = 80  #: characters of a name
PLAIN = "A program this plain may well be written twice by people who know nothing of each other."
UNUSUAL = "It holds more that is unusual than two people often write independently."


@dataclass(frozen=True)
class _Excerpt:
    """A part in two columns."""

    place: str
    columns: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True)
class _Choice:
    """A row of the table."""

    what: str
    text: str
    lines: tuple[int, int]
    place: str


@dataclass(frozen=True)
class _Entry:
    """Hand-ins that are alike, and two of them side by side."""

    title: str
    sentences: tuple[str, ...]
    names: tuple[str, str]
    sources: tuple[str, str]
    excerpts: tuple[_Excerpt, ...]
    choices: tuple[_Choice, ...]
    unfolded: bool


@dataclass(frozen=True)
class _Page:
    """All that the template is told."""

    title: str
    pairs: tuple[_Entry, ...]
    groups: tuple[_Entry, ...]
    notes: tuple[str, ...]
    decided: tuple[str, ...]


def render(similar: Similar, title: str) -> str:
    """Write the page for a class, complete in itself."""
    limit = similar.decided.limit
    pairs = (_pair(pair, limit, unfolded=at < UNFOLDED) for at, pair in enumerate(similar.pairs))
    page = _Page(
        title=title,
        pairs=tuple(pairs),
        groups=tuple(map(_group, similar.groups)),
        notes=similar.notes,
        decided=_decided(similar.decided),
    )
    return _template().render(page=cleaned(page))


@cache
def _template() -> Template:
    rooms = (PackageLoader(room) for room in ("nngrader.similarity", "nngrader.reports"))
    environment = Environment(
        loader=ChoiceLoader([*rooms]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("similar.html.j2")


def _pair(pair: Pair, limit: float, *, unfolded: bool) -> _Entry:
    sentence = (
        f"They share {_percent(pair.share)} of what is unusual in them. Their closeness is "
        f"{pair.closeness:.0f}, and the list begins at {limit:.0f}."
    )
    return _entry(
        pair, f"{_name(pair.one)} and {_name(pair.other)}", (sentence,), unfolded=unfolded
    )


def _group(group: Group) -> _Entry:
    names = [_name(work) for work in group.members]
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    *some, last = [*names[:NAMED], *more]
    alike = "the same text" if group.same_text else "one program up to names, spaces and remarks"
    sentences = (
        f"{len(names)} hand-ins are {alike}.",
        UNUSUAL if group.unusual else PLAIN,
    )
    return _entry(group.closest, f"{', '.join(some)} and {last}", sentences, unfolded=False)


def _entry(pair: Pair, title: str, sentences: tuple[str, ...], *, unfolded: bool) -> _Entry:
    names = _name(pair.one), _name(pair.other)
    return _Entry(
        title=title,
        sentences=sentences,
        names=names,
        sources=(clean(pair.one.source, SHORT), clean(pair.other.source, SHORT)),
        excerpts=tuple(
            _Excerpt(_place(part.elsewhere), ((names[0], part.one), (names[1], part.other)))
            for part in pair.parts
        ),
        choices=tuple(map(_choice, pair.choices)),
        unfolded=unfolded,
    )


def _choice(choice: Choice) -> _Choice:
    return _Choice(choice.what, choice.text, choice.lines, _place(choice.elsewhere))


def _name(work: Work) -> str:
    return clean(work.shown, SHORT)


def _place(elsewhere: int) -> str:
    others = "1 other program" if elsewhere == 1 else f"{elsewhere} other programs"
    return f"also in {others}" if elsewhere else "nowhere else in the class"


def _percent(share: float) -> str:
    return f"{int(100 * share)} %"


def _decided(decided: Decided) -> tuple[str, ...]:
    usual = "in this class"
    if decided.background:
        usual += f" and among {decided.background} answers that nobody handed in"
    return (
        f"{decided.works:,} hand-ins with {decided.programs:,} different programs were compared, "
        f"which makes {decided.pairs:,} pairs.",
        "What was given out counts for nothing. Whatever else two programs share weighs the more, "
        f"the rarer it is {usual}: the order of words without regard to names and numbers; names, "
        "numbers and texts; remarks.",
        "The closeness of two programs is the weight of what they share, times the share of both "
        f"that it makes. Half of all pairs stay below {decided.typical:.1f}; a pair is listed "
        f"beyond {decided.limit:.0f}. In a class in which nobody knows anybody, less than half a "
        "pair is expected there.",
    )
