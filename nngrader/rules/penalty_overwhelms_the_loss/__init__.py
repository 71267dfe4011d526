"""The penalty on weights is larger than the reward for being right.

## What it looks for
An l1 or l2 penalty of at least 0.01 on a layer, in a training that went badly. The suspicion is
tried: the same training without the penalty. Where nothing was trained, a penalty of 0.1 or more
is a remark.

## Why it hurts
The penalty is added to the loss for every weight. When it outweighs the loss of wrong answers, the
cheapest network is one whose weights are near 0, and that one answers the same to everything.

## What to try
Train once without the penalty and compare; print the largest weight of each layer.

## Source
Catalogue A19; TheDeepChecker; Stack Overflow 61498304. Measured on Keras 3.15 with TensorFlow
2.21, a penalty on both layers. Accuracy on Iris with l2 of 0.01, 0.1, 0.5: 0.973, 0.933, 0.347; with l1
0.973, 0.900, 0.333. On 1,000 digits of MNIST with 128 hidden units, l2: 0.937, 0.821, 0.566, l1: 0.749,
0.116, 0.116. XOR with l2 on its hidden layer bears 0.01 and stays at a loss of 0.6931 with 0.1.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._architecture import drawn, layer_place, weight, went_badly

CATALOGUE = "A19"
SEVERITY: Severity = "major"
ORDER = 720
LOOK = say("Print the largest weight of each layer after training.")
CONCEPT = "regularization"
TRIAL = "without-penalty"
FROM = 0.01  #: Keras's own "l2" and "l1"; small networks often bear it
HEAVY = 0.1  #: mentioned even where nothing was trained
NAMES = ("kernel_regularizer", "activity_regularizer")
FADED = 0.05  #: largest weight of a layer that the penalty has pressed flat


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for strong penalties, and for what became of the weights."""
    model = evidence.model
    if model is None:
        return
    least = FROM if went_badly(evidence) else HEAVY
    priced = {at: price(layer) for at, layer in enumerate(model.layers)}
    heavy = [at for at, charged in priced.items() if charged >= least]
    if not heavy:
        return
    worst = max(heavy, key=lambda at: priced[at])
    yield Symptom(
        say(
            "{layers} a penalty of up to {price:g} on {units} weights{faded}.",
            layers=counted("1 layer pays", "{number} layers pay", len(heavy)),
            price=priced[worst],
            units=sum(model.layers[at].parameters for at in heavy),
            faded=_faded(evidence, heavy),
        ),
        say("What does the network save by making all these weights small, and what does it lose?"),
        layer_place(evidence, worst),
        severity=weight(evidence),
    )


def price(layer: LayerSpec) -> float:
    """Read the larger factor of l1 and l2; 0 without a penalty."""
    told = [drawn(layer.settings.get(name)) for name in NAMES]
    return max((value for _, values in told for value in values.values()), default=0.0)


def _faded(evidence: Evidence, heavy: list[int]) -> Text | str:
    largest = [
        probe.largest for run in evidence.runs for probe in run.layers if probe.layer in heavy
    ]
    known = [value for value in largest if value is not None]
    if not known or min(known) >= FADED:
        return ""
    return say(
        ", and after training the largest one left in a layer is {left:.2g}", left=min(known)
    )
