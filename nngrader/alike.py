"""Whether training rows and test rows went through the same preparation."""

from nngrader.evidence import ArraySpec, Preprocessed
from nngrader.language import Text, say

UNLIKE = 2.0  #: wider over narrower spread of a column; Iris's 30 hidden flowers stay below 1.15
FAR = 5.0  #: the same over all values; pixels left at 0..255 beside pixels of 0..1 have 255


def prepared_unlike(data: Preprocessed) -> bool:
    """Whether the test rows spread far wider than the training rows, or far less."""
    train, test = data.x_train, data.x_test
    spreads = zip(train.spreads, test.spreads, strict=False)
    wider = any(max(pair) > UNLIKE * min(pair) for pair in spreads)
    whole = (train.spread, test.spread)
    return wider or (min(whole) > 0 and max(whole) > FAR * min(whole))


def told_unlike(data: Preprocessed) -> Text:
    """Say in a sentence how the values of both lie."""
    train, test = data.x_train, data.x_test
    if train.spreads and test.spreads:
        return say(
            "The columns of the training rows spread by {train}, those of the test rows by {test}.",
            train=_spreads(train),
            test=_spreads(test),
        )
    return say(
        "The training rows lie between {train}, the test rows between {test}.",
        train=_ends(train),
        test=_ends(test),
    )


def _spreads(array: ArraySpec) -> str:
    return ", ".join(f"{spread:.2g}" for spread in array.spreads)


def _ends(array: ArraySpec) -> Text:
    least, most = array.minimum or 0, array.maximum or 0
    return say("{least:.4g} and {most:.4g}", least=least, most=most)
