"""Scripts: which of the networks that one made is meant, and how its hidden rows are asked."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from nngrader import public_data
from nngrader.arrays import describe
from nngrader.errors import NoData
from nngrader.evidence import (
    Candidate,
    Evidence,
    FitCall,
    KerasWarning,
    Place,
    Preprocessed,
    Reached,
)
from nngrader.executors._collect import UNKNOWN, Fit, Seen
from nngrader.executors._replay import changed_between
from nngrader.following import Followed, Lost, Suit, follow, suits
from nngrader.jobs import Array, Plain, Rows, Submission
from nngrader.submission.script import parsed
from nngrader.submission.unkept import Unkept, unkept
from nngrader.wire import Frame

Asked: TypeAlias = tuple[int, Array | None]  #: number of a network, and rows that it is to answer
EVERYTHING = "everything"  #: served to a file that belongs to no assignment
SAMPLE = 2000  #: rows that are looked at where nothing is trained anew
FOLLOWED = "followed"  #: where the hidden rows are kept, prepared as the script prepares rows
REBUILT = "layers were frozen or exchanged between two trainings"


def script_request(
    submission: Submission,
    rows: Rows,
    asked: Asked,
    *,
    shorten: bool,
    seed: int,
    sample: int = 0,
) -> Frame:
    """Ask a child to run a script; with rows in `asked`, also what its network answers.

    Of larger arrays only `sample` rows are told; all where it is 0.
    """
    chosen, x = asked
    body = {
        "code": submission.code,
        "name": submission.name,
        "starts": list(submission.starts),
        "functions": [],
        "shorten": shorten,
        "seed": seed,
        "serves": rows.serves,
        "sample": sample,
        "chosen": chosen,
    }
    arrays = _served(submission, rows)
    return Frame("script", body, arrays if x is None else {**arrays, "asked": x})


def _served(submission: Submission, rows: Rows) -> dict[str, Array]:
    """Take along what a script may load: rows of its task, or public ones where there is none."""
    if rows.serves != EVERYTHING:
        return {"x_train": rows.x_train, "y_train": rows.y_train} if rows.serves else {}
    try:
        return public_data.at_hand(public_data.wanted(submission.code))
    except NoData:  # then the script hears that there is no network
        return {}


def unkept_results(submission: Submission) -> tuple[KerasWarning, ...]:
    """Warn of scaled or encoded rows that the script never looks at again."""
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        found = unkept(parsed(submission.code))
        return tuple(
            KerasWarning("NoEffect", _told_unkept(one), submission.place(one.line)) for one in found
        )
    return ()


def _told_unkept(one: Unkept) -> str:
    if one.name:
        return f"`{one.name}`, made by `{one.function}` here, is never read again."
    return f"What `{one.function}` gives back here is not kept; what it was given stays as it was."


@dataclass(frozen=True, eq=False)
class _Network:
    """One network of a script, with all that is known of it."""

    number: int
    fits: tuple[Fit, ...]  #: completed
    begun: Fit | None
    reached: Reached
    place: Place | None
    suit: Suit | None  #: None where there is no task
    layers: bool  #: an empty one was often stopped while it was made

    @property
    def rank(self) -> tuple[bool, float, bool, bool]:
        """What decides: a completed training, how well it suits, a training at all, then layers."""
        suits = self.suit.score if self.suit else 0.0
        return bool(self.fits), suits, self.begun is not None, self.layers


def read_script(seen: Seen, known: Evidence, plain: Plain | None) -> Evidence:
    """Choose among the networks, and follow how the chosen one's rows were prepared.

    `plain` are the rows of the task; None where there is none.
    """
    networks = _networks(seen, plain)
    if not networks:
        return known
    chosen = max(networks, key=lambda network: (network.rank, _last(network, seen)))
    seen.picked = chosen.number
    told = replace(
        known,
        candidates=tuple(_candidate(n, seen, chosen=n is chosen) for n in networks),
        choice=_choice(networks, chosen, seen),
    )
    return _followed(seen, told, chosen, plain) if plain is not None else told


def _networks(seen: Seen, plain: Plain | None) -> list[_Network]:
    numbers = sorted({*seen.made, *seen.models, *(fit.model for fit in seen.fits)})
    return [_network(number, seen, plain) for number in numbers if not _inner(number, seen)]


def _inner(number: int, seen: Seen) -> bool:
    """Whether nothing at all is known of it: a shell that Keras made in passing."""
    return number not in seen.models and number not in seen.made


def _network(number: int, seen: Seen, plain: Plain | None) -> _Network:
    fits = tuple(fit for fit in seen.fits if fit.model == number)
    begun = seen.begun if seen.begun and seen.begun.model == number else None
    made = seen.made.get(number)
    last = begun or (fits[-1] if fits else None)
    place = last.call.place if last else (seen.submission.place(made.line) if made else None)
    reached: Reached = made.reached if made else "built"
    if fits:
        reached = fits[-1].call.by
    elif begun:
        reached = "begun"
    drawn = seen.models.get(number)
    layers = bool(drawn and drawn.spec.layers)
    return _Network(number, fits, begun, reached, place, _suit(number, last, seen, plain), layers)


def _suit(number: int, fit: Fit | None, seen: Seen, plain: Plain | None) -> Suit | None:
    if plain is None:
        return None
    drawn = seen.models.get(number)
    shape = drawn.spec.input_shape if drawn else ()
    units = drawn.spec.output_shape[-1] if drawn and drawn.spec.output_shape else None
    x, y = _rows(fit, seen) if fit else (None, None)
    return suits(plain, shape, units, x, y)


def _rows(fit: Fit, seen: Seen) -> tuple[Array | None, Array | None]:
    """Find the rows and labels of a training; None for what holds no numbers."""
    x, y = (seen.store.get(fit.arrays.get(role, "")) for role in ("x", "y"))
    return x, y


def _last(network: _Network, seen: Seen) -> int:
    """Say how late in the script it was trained, or made."""
    orders = [order for order, fit in enumerate(seen.fits) if fit.model == network.number]
    return orders[-1] if orders else network.number


def _candidate(network: _Network, seen: Seen, *, chosen: bool) -> Candidate:
    drawn = seen.models.get(network.number)
    calls = [*(f.call for f in network.fits), *([network.begun.call] if network.begun else [])]
    return Candidate(
        number=network.number,
        reached=network.reached,
        place=network.place,
        model=drawn.spec if drawn else None,
        epochs=sum(call.epochs * call.repeated for call in calls),
        unsuited=network.suit.unsuited if network.suit else "",
        chosen=chosen,
    )


def _choice(networks: list[_Network], chosen: _Network, seen: Seen) -> str:
    """Say in a sentence why one of several networks counts; empty where there is one only."""
    trained = [network for network in networks if network.fits]
    unsuited = chosen.suit.unsuited if chosen.suit else ""
    if len(networks) == 1:
        return f"The network does not suit the task: {unsuited}." if unsuited else ""
    where = f" ({chosen.place})" if chosen.place else ""
    if len(trained) <= 1:
        why = "the only one that was trained" if trained else _untrained(networks, chosen)
        but = f", though {unsuited}" if unsuited else ""
        return f"The script makes {len(networks)} networks; counted is {why}{where}{but}."
    places = _places(trained)
    suiting = [n for n in trained if n.suit is None or not n.suit.unsuited]
    if chosen not in suiting:
        return (
            f"The script trains {len(trained)} networks ({places}), and none suits the task; counted "
            f"is that of {chosen.place}, though {unsuited}. Which one do you mean?"
        )
    last = _last(chosen, seen) == max(_last(network, seen) for network in trained)
    why = "the last one" if last else "the last one that suits the task"
    return (
        f"The script trains {len(trained)} networks ({places}); "
        f"counted is {why}{_among(trained, chosen)}."
    )


def _untrained(networks: list[_Network], chosen: _Network) -> str:
    if chosen is networks[-1]:
        return "the last one; none was trained"
    return f"the {'last one with layers' if chosen.suit is None else 'best'}; none was trained"


def _among(trained: list[_Network], chosen: _Network) -> str:
    """Say where the chosen one was trained, and which it is where one line trained several."""
    beside = [network for network in trained if network.place == chosen.place]
    which = f", number {beside.index(chosen) + 1} of {len(beside)}" if len(beside) > 1 else ""
    return f" ({chosen.place}{which})" if chosen.place else ""


def _places(networks: list[_Network]) -> str:
    """List the lines of trainings; one in a loop may train several networks."""
    counted = Counter(str(network.place) for network in networks)
    times = [place if n == 1 else f"{place} {n} times" for place, n in counted.items()]
    return ", ".join(times)


def _followed(seen: Seen, known: Evidence, chosen: _Network, plain: Plain) -> Evidence:
    """Prepare the hidden rows as the script prepared those that it trained on.

    Those of a `fit` that did not come to its end say how rows are prepared, and nothing is asked.
    """
    fit = chosen.fits[-1] if chosen.fits else chosen.begun
    if fit is None:
        return known
    x, y = _rows(fit, seen)
    found = Lost("") if x is None or y is None else follow(plain, x, y)
    if fit.call.x.dtype != UNKNOWN.dtype:
        seen.preprocessed = _prepared(fit.call, found)
    if not chosen.fits:
        return known
    _note_rebuilt(seen, chosen)
    if isinstance(found, Lost):
        return replace(known, unasked=_unasked(fit.call, found))
    seen.store[FOLLOWED] = np.ascontiguousarray(found.x_test)
    seen.prepared["x_test"] = FOLLOWED
    seen.code = found.codes
    return known


def _note_rebuilt(seen: Seen, chosen: _Network) -> None:
    """Note with the last training where the network cannot be rebuilt as it was before."""
    drawn, last = seen.models.get(chosen.number), chosen.fits[-1]
    if changed_between(list(chosen.fits), drawn.blueprint if drawn else None):
        told = replace(last, reason=last.reason or REBUILT)
        seen.fits = [told if one is last else one for one in seen.fits]


def _prepared(call: FitCall, found: Followed | Lost) -> Preprocessed:
    """Say of a script's rows what is said of those that `preprocess` gives back."""
    return Preprocessed(
        x_train=call.x,
        y_train=call.y,
        x_test=UNKNOWN if isinstance(found, Lost) else describe(found.x_test),
        repeatable=False,
        train_follows_test=False,
        test_follows_itself=False,
    )


def _unasked(call: FitCall, lost: Lost) -> str:
    if call.x.dtype == UNKNOWN.dtype:
        return "the rows come out of a generator, where they cannot be followed"
    if not lost.why:
        return "the rows or labels that reached `fit` are no numbers"
    return f"the rows that reached `fit` cannot be followed, for {lost.why}"
