"""The network has far more weights than rows to learn from, and learned them by heart.

## What it looks for
More than 100 weights per row, no dropout and no penalty on weights, and a training whose accuracy
on its own rows lies at least 0.1 above that on the rows set aside for validation.

## Why it hurts
A network with so many weights can remember every row on its own, and nothing makes it look for
what rows of a class have in common. Large networks often do well all the same; here the gap says
that this one does not.

## What to try
Divide the number of weights by the number of rows.

## Source
Catalogue A16; WeightWatcher; Karpathy, A Recipe for Training Neural Networks. 100 is the
catalogue's limit, the gap of 0.1 was chosen here. Measured on Keras 3.15 with TensorFlow 2.21:
64 digits of MNIST to learn from and 16 aside, 512 hidden units: 6,360 weights per row, accuracy 1.0 and
0.875. So few rows are the nearer cause: with 8 hidden units it is 0.969 and 0.813. Hence a remark.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, ModelSpec, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import model_place, trained_rows

CATALOGUE = "A16"
SEVERITY: Severity = "info"
ORDER = 1010
LOOK = say("Look at the number of parameters in the summary and at the number of rows.")
CONCEPT = "overfitting"
PER_ROW = 100  #: weights
GAP = 0.1  #: of accuracy, between the rows trained on and those set aside
PENALTIES = ("kernel_regularizer", "activity_regularizer")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the weights per row, and look whether they learned by heart."""
    model = evidence.model
    rows = trained_rows(evidence.fits[-1]) if evidence.fits else 0
    if model is None or not rows or _is_held_back(model) or model.parameters <= PER_ROW * rows:
        return
    gap = next((pair for pair in map(_accuracies, evidence.runs) if pair), None)
    if gap is None or gap[0] - gap[1] < GAP:
        return
    yield Symptom(
        say(
            "Your network has {weights:.0f} weights for each of its {rows} training rows; it "
            "answers {known:.0%} of these rightly, and {new:.0%} of those set aside.",
            weights=model.parameters / rows,
            rows=rows,
            known=gap[0],
            new=gap[1],
        ),
        say("How many weights would be enough to tell the classes apart?"),
        model_place(evidence),
    )


def _is_held_back(model: ModelSpec) -> bool:
    return any("Dropout" in layer.type or _is_penalised(layer) for layer in model.layers)


def _is_penalised(layer: LayerSpec) -> bool:
    return any(layer.settings.get(name) for name in PENALTIES)


def _accuracies(run: TrainingRun) -> tuple[float, float] | None:
    """Read the last accuracy on rows trained on and on rows set aside."""
    for name, values in run.history.items():
        aside = run.history.get(f"val_{name}", ())
        if "acc" in name and values and aside and values[-1] is not None and aside[-1] is not None:
            return values[-1], aside[-1]
    return None
