"""What several rules read from the curves of trainings. Nothing here judges, and nothing raises."""

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from nngrader.evidence import Evidence, FitCall, ModelSpec, TrainingRun
from nngrader.language import Text, say
from nngrader.rules._chance import labels_are_chance
from nngrader.rules._reading import batches, rows, succeeded, trained_rows
from nngrader.rules._task import repeats_inputs

FEWEST_UPDATES = 100  #: fewer are a matter of `too-few-updates`; catalogue T06
STILL = 0.001  #: share of the loss over the last fifth that counts as falling; as there
RISE = 0.1  #: of the loss, from one epoch to the next: a jump; chosen here
OFTEN = 0.2  #: share of the epochs; AUTOTRAINER
JUMP = 2  #: times the loss before training, in the mean of the first epoch; catalogue T03
LARGE = 10  #: times the usual rate: steps of more are not called small
FAR = 0.4  #: of the first loss: what fell below that came a long way, and does not creep
RESTING = 0.1  #: share of the loss by which it moved in the whole training, at most
TINY = 10  #: times smaller than usual
CERTAIN = 3  #: standard errors
FEWEST_EPOCHS = 5  #: that show a turn of a curve; catalogue T17
EARLY = 0.6  #: of the run; catalogue T17
LAST_SHARE = 0.2  #: of the epochs: the end of a curve
USUAL_RATES = {  #: learning rates that Keras 3.15 takes by default
    "adadelta": 0.001,
    "adagrad": 0.001,
    "adam": 0.001,
    "adamax": 0.001,
    "adamw": 0.001,
    "ftrl": 0.001,
    "lion": 0.001,
    "nadam": 0.001,
    "rmsprop": 0.001,
    "sgd": 0.01,
}


def failed(evidence: Evidence) -> bool:
    """Say whether there are runs, none of them succeeded, and there was something to be learned.

    How well rows can be rebuilt from few numbers, nobody knows: of autoencoders it never says so.
    """
    if not evidence.runs or any(succeeded(run) for run in evidence.runs):
        return False
    return not any(map(repeats_inputs, evidence.fits)) and not labels_are_chance(evidence)


def losses(run: TrainingRun, name: str = "loss") -> list[float]:
    """List the finite values of a curve."""
    return [value for value in run.history.get(name, ()) if value is not None]


def is_finite(run: TrainingRun) -> bool:
    """Say whether there is a loss, and every epoch's is finite."""
    curve = run.history.get("loss", ())
    return bool(curve) and None not in curve


def still_falling(run: TrainingRun, share: float) -> bool:
    """Say whether the loss ends at its lowest, lower by that share than a fifth of the epochs ago.

    A loss below 0 falls without an end and without a goal: of that other rules speak.
    """
    curve = losses(run)
    back = max(1, round(LAST_SHARE * len(curve)))
    if len(curve) <= back or curve[-1] > min(curve) or curve[-1] < 0:
        return False
    before = curve[-1 - back]
    return before > curve[-1] and before - curve[-1] >= share * before


def swings(run: TrainingRun, size: float) -> float:
    """Measure the share of epochs, 0..1, after which the loss is higher by that share of it."""
    curve = losses(run)
    steps = list(pairwise(curve))
    risen = sum(after - before > size * abs(before) for before, after in steps)
    return risen / len(steps) if steps else 0.0


def updates(evidence: Evidence) -> int:
    """Count the corrections of all trainings; 0 where the rows of one of them are not known."""
    if not all(map(batches, evidence.fits)):
        return 0
    return sum(fit.epochs * fit.repeated * batches(fit) for fit in evidence.fits)


def rate_of(model: ModelSpec | None) -> float | None:
    """Read the learning rate; None where it follows a schedule or is not known."""
    rate = model.optimizer.settings.get("learning_rate") if model and model.optimizer else None
    return float(rate) if isinstance(rate, int | float) and not isinstance(rate, bool) else None


def usual_rate(model: ModelSpec | None) -> float | None:
    """Say which learning rate Keras takes for this optimizer when it is told none."""
    return USUAL_RATES.get(model.optimizer.name) if model and model.optimizer else None


def overshoots(evidence: Evidence) -> bool:
    """Say whether steps above the usual throw the loss of every run about, and none succeeds."""
    rate, usual = rate_of(evidence.model), usual_rate(evidence.model)
    if rate is None or usual is None or rate <= usual or not failed(evidence):
        return False
    return all(_is_thrown_about(run) for run in evidence.runs)


def _is_thrown_about(run: TrainingRun) -> bool:
    curve = losses(run)
    if not is_finite(run):
        return bool(run.history.get("loss"))
    if run.first_loss is not None and curve[0] > JUMP * max(run.first_loss, 0.0):
        return True
    return len(curve) > 1 and (curve[-1] > curve[0] or swings(run, RISE) >= OFTEN)


def creeps(evidence: Evidence) -> bool:
    """Say whether the loss of every run falls smoothly to the end at no more than usual steps."""
    if not _is_slow(evidence, times=1):
        return False
    return all(_creeps(run) for run in evidence.runs)


def _creeps(run: TrainingRun) -> bool:
    curve = losses(run)
    far = bool(curve) and curve[-1] < FAR * curve[0]
    return still_falling(run, STILL) and not swings(run, RISE) and not far


def rests(evidence: Evidence) -> bool:
    """Say whether the loss of every run hardly moved at all, at steps that are not large."""
    return _is_slow(evidence, times=LARGE) and all(_hardly_moved(run) for run in evidence.runs)


def _is_slow(evidence: Evidence, times: float) -> bool:
    rate, usual = rate_of(evidence.model), usual_rate(evidence.model)
    if rate is None or usual is None or not 0 < rate <= times * usual or not failed(evidence):
        return False
    return updates(evidence) >= FEWEST_UPDATES or rate <= usual / TINY


def _hardly_moved(run: TrainingRun) -> bool:
    curve = losses(run)
    if len(curve) < FEWEST_EPOCHS or not is_finite(run) or curve[-1] <= 0:
        return False
    return curve[0] >= curve[-1] > (1 - RESTING) * curve[0] and not swings(run, RISE)


def guessing(run: TrainingRun, truth: tuple[int, ...]) -> float | None:
    """Say what always naming the most frequent class would reach; None where nothing is known."""
    if run.own is not None and any(run.own.truth_counts):
        return max(run.own.truth_counts) / sum(run.own.truth_counts)
    return max(truth.count(one) for one in set(truth)) / len(truth) if truth else None


def error_of(share: float, rows: int) -> float:
    """Say how far a share of so many rows lies from the truth by chance: its standard error."""
    return sqrt(max(share * (1 - share), 0.0) / rows) if rows else 1.0


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Rows set aside beside the rows trained on, epoch by epoch."""

    rows: int  #: set aside
    trained: int
    losses: tuple[float, ...]
    trained_losses: tuple[float, ...]
    accuracies: tuple[float, ...] = ()  #: empty where no accuracy was asked for
    trained_accuracies: tuple[float, ...] = ()

    @property
    def best(self) -> int:
        """Find the epoch, from 0, with the lowest loss on rows set aside."""
        return self.losses.index(min(self.losses))

    @property
    def doubt(self) -> float:
        """Measure the standard error of the gap between the last accuracies."""
        aside = error_of(self.accuracies[-1], self.rows)
        return sqrt(aside**2 + error_of(self.trained_accuracies[-1], self.trained) ** 2)


def aside_of(run: TrainingRun, fit: FitCall) -> Aside | None:
    """Read the curves of rows set aside; None without them, or where a value is not finite."""
    count = fit.validation_rows if fit.validation_rows else rows(fit.x) - trained_rows(fit)
    pair = _pair(run, "loss")
    name = next((one for one in run.history if "acc" in one and f"val_{one}" in run.history), "")
    if pair is None or count <= 0:
        return None
    accuracies = _pair(run, name) or ((), ())
    return Aside(
        rows=count,
        trained=trained_rows(fit),
        losses=pair[1],
        trained_losses=pair[0],
        accuracies=accuracies[1],
        trained_accuracies=accuracies[0],
    )


def _pair(run: TrainingRun, name: str) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """Read a curve and that of the rows set aside, where both are whole."""
    told = [run.history.get(one, ()) for one in (name, f"val_{name}")]
    own, aside = (tuple(value for value in curve if value is not None) for curve in told)
    whole = len(own) == len(told[0]) == len(aside) == len(told[1])
    return (own, aside) if own and whole else None


def asides(evidence: Evidence) -> list[Aside]:
    """List the curves of all runs; none where those of one run are missing."""
    fit = evidence.fits[-1] if evidence.fits else None
    found = [aside_of(run, fit) for run in evidence.runs] if fit is not None else []
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else []


def by_heart(one: Aside) -> bool:
    """Say whether rows trained on were learned by heart, by all signs at once."""
    if not one.accuracies or len(one.losses) < FEWEST_EPOCHS:
        return False
    early = one.best + 1 < EARLY * len(one.losses)
    risen = one.losses[-1] > (1 + RISE) * min(one.losses)
    learned = one.trained_losses[-1] < one.trained_losses[one.best]
    gap = one.trained_accuracies[-1] - one.accuracies[-1]
    return early and risen and learned and gap > CERTAIN * one.doubt


def layer_told(model: ModelSpec | None, index: int) -> Text:
    """Name a layer by its place, kind and size."""
    if model is None or not 0 <= index < len(model.layers):
        return say("layer {number}", number=index + 1)
    layer = model.layers[index]
    return say(
        "layer {number} ({type}, {units} units)",
        number=index + 1,
        type=layer.type,
        units=layer.units or 0,
    )
