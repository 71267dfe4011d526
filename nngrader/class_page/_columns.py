"""How wide the columns of the table are where its rows are grids.

Rows that are grids can be left out while they are out of sight; but they share no columns, so that
all of them are told the same widths.
"""

from markupsafe import Markup

from nngrader.class_page._table import Table

WIDEST = 75  #: rem, the room for a table in class.css; a wider one scrolls in its own box
NAME, ID, STATUS = (9.5, 1), (4, 0.5), (6.25, 0)  #: least rem, and share of what is left
SCORE, CRITERION, ACCURACY, ATTEMPTS = (3.75, 0), (1.75, 0), (5, 0), (4.75, 0)
CAUSE, FLAGS = (14, 2.5), (5.5, 0.75)


def fits(table: Table) -> bool:
    """Say whether the table needs no box of its own to scroll in on a desk."""
    return _least(table) <= WIDEST


def style_of(table: Table) -> Markup:
    """Write the widths as CSS."""
    told = " ".join(
        f"minmax({least}rem,{grows}fr)" if grows else f"{least}rem"
        for least, grows in _widths(table)
    )
    return Markup(".quick {{ --columns: {}; --least: {:g}rem; }}\n").format(told, _least(table))


def _least(table: Table) -> float:
    return sum(least for least, _ in _widths(table))


def _widths(table: Table) -> tuple[tuple[float, float], ...]:
    scores = (SCORE,) * (3 if table.adjusted else 1)
    criteria = (CRITERION,) * len(table.columns)
    return (NAME, ID, STATUS, *scores, *criteria, ACCURACY, ATTEMPTS, CAUSE, FLAGS)
