"""What several rules read from the evidence. Nothing here judges, and nothing here raises."""

from dataclasses import dataclass
from math import floor

from nngrader.evidence import ArraySpec, Evidence, FitCall, LayerSpec, ModelSpec, Place, TrainingRun
from nngrader.given import is_numeric
from nngrader.language import Text, say
from nngrader.network import PASSING, output_units

GOOD = 0.9  #: accuracy from which nobody hears that learning went wrong; what Iris asks for
FEW_ROWS = 4  #: so few hidden rows, as in XOR, must all be right
EXPLAINED = 0.5  #: share of the labels' variance from which numbers count as learned; chosen here
REGRESSION = frozenset(
    {
        "huber",
        "log_cosh",
        "mean_absolute_error",
        "mean_absolute_percentage_error",
        "mean_squared_error",
        "mean_squared_logarithmic_error",
    }
)
STRAIGHT = frozenset({"Conv1D", "Conv2D", "Conv3D", "Dense"})  #: straight lines if not activated
NEVER_BENDING = PASSING | {
    "AveragePooling2D",
    "BatchNormalization",
    "GlobalAveragePooling2D",
    "Normalization",
}


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The numeric labels that reached the last `fit`."""

    rows: int
    flat: bool  #: one axis only
    columns: int  #: numbers per row
    kinds: int  #: distinct classes; 0 when there are too many to list
    least: float
    most: float
    fraction: float | None  #: a label that is no whole number; None when none is known
    changes: float  #: share of neighbouring rows that differ


def labels(evidence: Evidence) -> Labels | None:
    """Read the labels of the last `fit`; None without one, for text and for odd shapes."""
    y = evidence.fits[-1].y if evidence.fits else None
    if y is None or not is_numeric(y) or len(y.shape) not in (1, 2):
        return None
    if y.minimum is None or y.maximum is None:
        return None
    columns = y.shape[1] if len(y.shape) == 2 else 1
    return Labels(
        rows=y.shape[0],
        flat=len(y.shape) == 1,
        columns=columns,
        kinds=columns if columns > 1 else len(y.values),
        least=y.minimum,
        most=y.maximum,
        fraction=_fraction(y),
        changes=y.label_changes,
    )


def _fraction(y: ArraySpec) -> float | None:
    numbers = [v for v in (*y.values, y.maximum) if isinstance(v, int | float)]
    return next((v for v in numbers if not float(v).is_integer()), None)


def outputs(model: ModelSpec) -> int:
    """How many numbers the network answers per row; 0 for pictures, sequences and unknowns."""
    return output_units(model) if len(model.output_shape) == 2 else 0


def loss_of(model: ModelSpec) -> str:
    """Name the loss; empty without one."""
    return "" if model.loss is None else model.loss.name


def takes_raw_scores(model: ModelSpec) -> bool:
    """Say whether the loss was told that it gets raw scores."""
    return model.loss is not None and model.loss.from_logits


def fit_place(evidence: Evidence) -> Place | None:
    """Point at the last call of `fit`."""
    return evidence.fits[-1].place if evidence.fits else None


def model_place(evidence: Evidence) -> Place | None:
    """Point at the function that builds the network; in a script at what was done with it."""
    chosen = next((one.place for one in evidence.candidates if one.chosen), None)
    return evidence.blanks.get("build_model") or chosen or fit_place(evidence)


def prepare_place(evidence: Evidence) -> Place | None:
    """Point at the function that prepares the rows; in a script at where they are used."""
    return evidence.blanks.get("preprocess") or fit_place(evidence)


def given_place(evidence: Evidence) -> Place | None:
    """Point at where rows are given to the network, else at where they are prepared."""
    return fit_place(evidence) or evidence.blanks.get("preprocess")


def went_well(evidence: Evidence) -> bool:
    """Say whether every run succeeded: then no rule speaks about how the training went."""
    return bool(evidence.runs) and all(succeeded(run) for run in evidence.runs)


def succeeded(run: TrainingRun) -> bool:
    """Say whether one run answers well enough; a handful of rows must all be right."""
    if run.own is not None and run.own.explained is not None:
        return run.own.explained >= EXPLAINED
    return run.accuracy >= (1.0 if len(run.answers) <= FEW_ROWS else GOOD)


def has_trained(evidence: Evidence) -> bool:
    """Say whether the grader trained the network to an end: then nothing in it stops Keras."""
    return any(run.epochs and not run.error for run in evidence.runs)


def taken_by_keras(evidence: Evidence) -> bool:
    """Say whether a script's last `fit` came to its end: then its arrays do not stop Keras."""
    return evidence.script and bool(evidence.fits) and evidence.fits[-1].completed


def rebuilds(fit: FitCall) -> bool:
    """Say whether rows are their own labels, as an autoencoder is taught."""
    wide = len(fit.y.shape) > 1 and fit.y.shape[1] > 1 and not fit.y.one_hot
    return wide and fit.x.shape == fit.y.shape


def batches(fit: FitCall) -> int:
    """Count the updates of one epoch; Keras sets the validation rows aside first."""
    return -(-trained_rows(fit) // max(1, fit.batch_size))


def trained_rows(fit: FitCall) -> int:
    """Count the rows left after `validation_split`, which `validation_data` overrides.

    Rounded as Keras 3.15 does in `train_validation_split`.
    """
    given = fit.validated or fit.validation_rows > 0
    share = 0.0 if given else fit.validation_split
    return floor(rows(fit.x) * (1.0 - share))


def is_straight(layer: LayerSpec) -> bool:
    """Say whether a weighted layer draws straight lines only."""
    return layer.type in STRAIGHT and layer.activation == "linear"


def rows(array: ArraySpec) -> int:
    """Count the rows of an array; 0 for a single number."""
    return array.shape[0] if array.shape else 0


def not_numbers(array: ArraySpec) -> Text:
    """Say what an array holds instead of numbers, with an example where there is one."""
    first = array.sample[0] if array.sample else None
    if isinstance(first, str):
        return say('text, such as "{word}", not numbers', word=first)
    return say("of the type `{type}`, not numbers", type=array.dtype)
