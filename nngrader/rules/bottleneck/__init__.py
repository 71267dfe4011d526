"""All information has to squeeze through one unit, or a few.

## What it looks for
A hidden layer of a single unit, or of at most a quarter as many units as there are classes less
one, between wider neighbours, in a training whose answers are not good (an accuracy, or a share of the
variance explained, below 0.9). Networks that rebuild their inputs
are left alone, and so are inputs that hold a single 1, as words do.

## Why it hurts
Whatever the layers before it found out, the layers behind it see one number. One number can put
the rows in a line, but ten classes rarely stand in a line; and when a single relu unit dies,
nothing gets through at all.

## What to try
How many different situations can one number describe here?

## Source
Catalogue A05; Stack Overflow 56452176, 69787272. Measured on Keras 3.15 with TensorFlow 2.21:
1,000 digits of MNIST, 64 hidden units and then a narrow layer, Adam at 0.005, 8 epochs: accuracy 0.116
with one relu unit, 0.223 with one tanh unit, 0.69 and 0.43 with two, 0.93 and 0.76 with four. Iris
with 16 units and then one: 5 of 8 starts get above 0.93, the others stay at 0.67 to 0.69. XOR with
8 tanh units and then one stays at three rows of four.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, FitCall, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._architecture import (
    hidden,
    layer_place,
    spelled,
    width_before,
)
from nngrader.rules._reading import GOOD, outputs, rebuilds

CATALOGUE = "A05"
SEVERITY: Severity = "major"
ORDER = 615
LOOK = say("Read the numbers of units from the input to the output, one after the other.")
CONCEPT = "units"
TRIAL = "wider"
SHARE = 4  #: times fewer units than classes less one
NEAR = 0.5  #: of their spread, that noisy copies are off on average; unrelated ones are off 1.1
FEWEST_CLASSES = 3  #: from which one number must put more than two things in a line


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the narrowest hidden layer."""
    model = evidence.model
    if model is None or not model.chain or not evidence.fits:
        return
    fit = evidence.fits[-1]
    if _is_code(fit) or fit.x.one_hot:
        return
    narrow = [(at, layer) for at, layer in hidden(model) if _is_narrow(model, at, layer)]
    if not narrow or not (_fell_short(evidence) or _is_certain(model, evidence)):
        return
    at, layer = min(narrow, key=lambda pair: pair[1].units or 0)
    yield Symptom(
        say(
            "All that your network knows of a row has to pass through `{layer}`: {before} go in, "
            "{units} out, and {answers} must be made of it.",
            layer=spelled(layer),
            before=_numbers(width_before(model, at)),
            units=_come(layer.units or 0),
            answers=_answers(outputs(model)),
        ),
        say("How many different situations can so few numbers tell apart?"),
        layer_place(evidence, at),
        severity=_weight(evidence),
    )


def _is_code(fit: FitCall) -> bool:
    """Say whether the narrow layer is meant: rows, or noisy copies of them, are rebuilt."""
    samples = zip(fit.x.sample, fit.y.sample, strict=False)
    pairs = [(x, y) for x, y in samples if not isinstance(x, str) and not isinstance(y, str)]
    if not rebuilds(fit) or not pairs or not fit.y.spread:
        return rebuilds(fit)
    off = sum(abs(given - wanted) for given, wanted in pairs) / len(pairs)
    return off <= NEAR * fit.y.spread


def _fell_short(evidence: Evidence) -> bool:
    """Say whether a run missed more than a tenth, also of what numbers vary."""
    return any(run.accuracy < GOOD for run in evidence.runs)


def _weight(evidence: Evidence) -> Severity:
    is_suspect = _fell_short(evidence)
    return "major" if is_suspect else "minor"


def _is_narrow(model: ModelSpec, at: int, layer: LayerSpec) -> bool:
    if layer.type != "Dense" or not layer.units or layer.units >= width_before(model, at):
        return False
    return layer.units == 1 or layer.units * SHARE <= outputs(model) - 1


def _is_certain(model: ModelSpec, evidence: Evidence) -> bool:
    """Mention it without a training where one number stands for three answers or more."""
    widths = [layer.units for _, layer in hidden(model)]
    return not evidence.runs and 1 in widths and outputs(model) >= FEWEST_CLASSES


def _numbers(number: int) -> Text:
    return counted("{number} number", "{number} numbers", number)


def _come(number: int) -> Text:
    return counted("{number} comes", "{number} come", number)


def _answers(number: int) -> Text:
    return counted("{number} answer", "{number} answers", number)
