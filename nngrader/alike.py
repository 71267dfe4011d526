"""Whether training rows and test rows went through the same preparation."""

from nngrader.evidence import Preprocessed

UNLIKE = 2.0  #: wider over narrower spread of a column; Iris's 30 hidden flowers stay below 1.15


def prepared_unlike(data: Preprocessed) -> bool:
    """Whether a column spreads far wider in the test rows than in the training rows, or less."""
    pairs = zip(data.x_train.spreads, data.x_test.spreads, strict=False)
    return any(max(pair) > UNLIKE * min(pair) for pair in pairs)


def told_unlike(data: Preprocessed) -> str:
    """Say in a sentence how the columns of both spread."""
    train, test = (_spreads(array.spreads) for array in (data.x_train, data.x_test))
    return f"The columns of the training rows spread by {train}, those of the test rows by {test}."


def _spreads(spreads: tuple[float, ...]) -> str:
    return ", ".join(f"{spread:.2g}" for spread in spreads)
