"""How points are said in the sentences of a standing."""


def points(value: float) -> str:
    """Write points with their noun."""
    return f"{number(value)} {'point' if number(value) == '1' else 'points'}"


def number(value: float) -> str:
    """Write points to the hundredth, without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
