"""The network that answers was never trained.

## What it looks for
One of three: every `fit` asks for 0 epochs; or no layer's weights moved at all in any run, although
the learning rate is above 0, the loss too, and nothing is locked; or all questions go to a network
without any training, while another one was trained and is never asked. Silent where units of relu
are dead, and where weights are loaded, copied or shared: an encoder that was trained as a part of
a larger network has learned.

## Why it hurts
Fresh weights are random numbers, and what they answer is a guess.

## What to try
Print the first weights before and after `fit`. Which network do you ask, and which one did you
train?

## Source
Catalogue T23. Measured on Keras 3.15 with TensorFlow 2.21: `fit` with `epochs=0` says nothing and
its history is empty. A network beside the trained one answers XOR by chance.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerProbe
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._architecture import WEIGHTED
from nngrader.rules._curves import failed, losses, rate_of
from nngrader.rules._reading import fit_place
from nngrader.rules._source import Source, called, source

CATALOGUE = "T23"
SEVERITY: Severity = "fatal"
ORDER = 450
LOOK = say("Print the first weights of the network that you ask, before and after `fit`.")
CONCEPT = "fit"
FOREIGN = (  # words of a program whose weights come from elsewhere than `fit`
    "GradientTape",
    "Model",
    "add_weight",
    "apply_gradients",
    "assign",
    "clone_model",
    "from_config",
    "get_layer",
    "get_weights",
    "load_model",
    "load_own_variables",
    "load_weights",
    "model_from_json",
    "set_weights",
    "stateless_apply",
    "train_on_batch",
)
DEAD = 0.9  #: share of units; as in `dead-relu`
NESTED = frozenset({"Functional", "Sequential"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a training of no epochs, one that moved nothing, and one of another network."""
    text = source(evidence)
    if not evidence.fits or evidence.error is not None:
        return
    own = text is not None and not _brings_weights(text)
    if own and all(fit.epochs == 0 and fit.by == "fit" for fit in evidence.fits):
        yield Symptom(
            say("`fit` is asked for 0 epochs, so the network answers with its random weights."),
            say("How often shall the network go through your rows, and how often does it?"),
            fit_place(evidence),
        )
    elif _stands_still(evidence):
        yield Symptom(
            say(
                "In {epochs} epochs not one weight matrix changed, and the loss stays at "
                "{loss:.5g}.",
                epochs=evidence.runs[0].epochs,
                loss=losses(evidence.runs[0])[-1],
            ),
            say("Which answers does the network give, and could a small change improve any?"),
            fit_place(evidence),
            severity="major",
        )
    elif own and text is not None and not _shares_parts(text):
        yield from _another(evidence)


def _stands_still(evidence: Evidence) -> bool:
    """Whether no kernel moved in any run, though every one of them was free to."""
    rate, model = rate_of(evidence.model), evidence.model
    if model is None or rate is None or rate <= 0 or not failed(evidence):
        return False
    if not all(layer.trainable for layer in model.layers):
        return False
    return all(
        run.layers and losses(run)[-1:] > [0] and not any(map(_moves_or_is_dead, run.layers))
        for run in evidence.runs
    )


def _moves_or_is_dead(probe: LayerProbe) -> bool:
    """Whether it was trained, or its relu units are the cause, of which `dead-relu` speaks."""
    return probe.moved > 0 or probe.dead >= DEAD


def _another(evidence: Evidence) -> Iterator[Symptom]:
    """Look for questions that all go to untrained networks, after another one was trained."""
    trained = {fit.network for fit in evidence.fits}
    asked = [one for one in evidence.asked if one.after]
    if asked and all(
        one.network not in trained and _is_plain(one.network, evidence) for one in asked
    ):
        yield Symptom(
            counted(
                "One network was trained for {number} epoch, but another one is asked here, which "
                "never was.",
                "One network was trained for {number} epochs, but another one is asked here, which "
                "never was.",
                sum(fit.epochs * fit.repeated for fit in evidence.fits),
            ),
            say("Which of your networks did `fit` train, and which one do you ask?"),
            asked[-1].place,
        )


def _brings_weights(text: Source) -> bool:
    """Whether weights may come from elsewhere, or layers may stand in two networks at once."""
    kept = (one.value for one in text.bindings if isinstance(one.value, ast.Call))
    return (
        any(map(text.mentions, FOREIGN))
        or any(called(call) in WEIGHTED for call in kept)
        or any(_takes_layers(node) for node in text.nodes(ast.Attribute))
    )


def _shares_parts(text: Source) -> bool:
    """Whether a network may be built of anything but layers that are made on the spot."""
    given = [call.args[0] for call in text.calls("Sequential", "add") if call.args]
    parts = [part for one in given for part in (one.elts if isinstance(one, ast.List) else [one])]
    return not all(isinstance(part, ast.Call) and called(part)[:1].isupper() for part in parts)


def _takes_layers(node: ast.Attribute) -> bool:
    """Whether it is the layers of a network, and not those of Keras."""
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return node.attr == "layers" and name != "keras"


def _is_plain(number: int, evidence: Evidence) -> bool:
    """Whether it is made and never trained, of layers of its own."""
    found = [one for one in evidence.candidates if one.number == number]
    known = [one.model for one in found if one.reached in ("made", "compiled")]
    layers = [layer.type for model in known if model is not None for layer in model.layers]
    return bool(layers) and not NESTED & set(layers)
