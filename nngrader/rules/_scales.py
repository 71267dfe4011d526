"""Whether rows lie in quite another range than those that a network was trained on.

Deliberately blind to small differences: a row may well lie outside the training rows. Measured: of
Iris, standardized, no value is beyond 3.2, and of MNIST as shares none beyond 1; as measured they
reach 7.9 and 255. Tables of one or two columns are left alone, for a line may be asked for far
away.
"""

from dataclasses import dataclass
from math import prod

from nngrader.evidence import ArraySpec, Asking, Evidence, FitCall, Place
from nngrader.given import is_numeric
from nngrader.rules._reading import rows

LEAST_COLUMNS = 3
SHARE = 1.01  #: the largest of scaled grey values, about
FAR = 5.0  #: that a prepared row does not reach where none was beyond a share
RAW = 50.0  #: the largest value of rows that were not scaled, at least
NEAR_ZERO, NEAR_ONE = 0.3, (0.7, 1.3)  #: mean and spread of standardized columns, some split off
MANY = 10  #: rows whose mean says something
FAR_MEAN = 3.0  #: spreads from the mean of the training rows


@dataclass(frozen=True)
class Scales:
    """Two ranges that do not go together."""

    least: float  #: of the training rows
    most: float
    lower: float  #: of the others
    upper: float
    place: Place | None


def scales_of(evidence: Evidence, asking: Asking) -> Scales | None:
    """Compare the rows that are asked about with those of the network's last training."""
    trained = [fit for fit in evidence.fits if fit.network == asking.network and fit.completed]
    return _compared(trained[-1].x, asking.x, asking.place) if trained else None


def scales_of_validation(fit: FitCall) -> Scales | None:
    """Compare the validation rows of a training with its own."""
    return _compared(fit.x, fit.validation_x, fit.place) if fit.validation_x else None


def _compared(trained: ArraySpec, other: ArraySpec, place: Place | None) -> Scales | None:
    columns = prod(trained.shape[1:]) if len(trained.shape) > 1 else 1
    if columns < LEAST_COLUMNS or not (is_numeric(trained) and is_numeric(other)):
        return None
    least, most, lower, upper = trained.minimum, trained.maximum, other.minimum, other.maximum
    if least is None or most is None or lower is None or upper is None:
        return None
    found = Scales(least, most, lower, upper, place)
    return found if _is_raw(found, trained, other) or _is_scaled(found, other) else None


def _is_raw(scales: Scales, trained: ArraySpec, other: ArraySpec) -> bool:
    """Whether training had scaled rows, and these are as they were measured."""
    shares = scales.least >= -SHARE and scales.most <= SHARE
    if not (shares or is_standardized(trained)):
        return False
    far = scales.lower >= 0 and scales.upper >= FAR
    return far or (is_standardized(trained) and _is_elsewhere(other))


def is_standardized(array: ArraySpec) -> bool:
    """Say whether the columns have mean 0 and spread 1, about."""
    near_zero = all(abs(mean) < NEAR_ZERO for mean in array.means)
    least, most = NEAR_ONE
    near_one = all(least < spread < most for spread in array.spreads)
    return bool(array.means) and near_zero and near_one


def _is_elsewhere(other: ArraySpec) -> bool:
    return rows(other) >= MANY and any(abs(mean) >= FAR_MEAN for mean in other.means)


def _is_scaled(scales: Scales, other: ArraySpec) -> bool:
    """Whether training had rows as they were measured, and these are shares."""
    raw = scales.least >= 0 and scales.most >= RAW
    shares = scales.lower >= 0 and 0 < scales.upper <= SHARE
    return raw and shares and rows(other) >= MANY
