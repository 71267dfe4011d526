"""What the rules about a network's build read. Nothing here raises."""

import ast
import re
from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, ModelSpec, Place, Setting
from nngrader.findings import Severity
from nngrader.rules._reading import model_place, went_well
from nngrader.rules._source import source

#: Layers that only bend what they get; one that follows a straight layer was merged into it.
BENDING = frozenset({"Activation", "CELU", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"})
SQUASHING = frozenset({"sigmoid", "tanh", "hard_sigmoid"})
#: Layers with a kernel, that a student counts.
WEIGHTED = frozenset(
    {
        "Conv1D",
        "Conv2D",
        "Conv3D",
        "Dense",
        "DepthwiseConv2D",
        "EinsumDense",
        "Embedding",
        "GRU",
        "LSTM",
        "SeparableConv2D",
        "SimpleRNN",
    }
)


def weighted(model: ModelSpec) -> list[int]:
    """List the positions of the layers with a kernel."""
    return [at for at, layer in enumerate(model.layers) if layer.type in WEIGHTED]


def width_before(model: ModelSpec, at: int) -> int:
    """Count the numbers that reach a layer per row, its last axis; 0 where unknown."""
    shape = model.layers[at - 1].output_shape if at else model.input_shape
    return shape[-1] or 0 if shape else 0


def weight(evidence: Evidence) -> Severity:
    """Say how much a suspicion weighs: little where nothing failed."""
    return "major" if went_badly(evidence) else "minor"


def went_badly(evidence: Evidence) -> bool:
    """Say whether it was trained, and not every run answers well enough."""
    return bool(evidence.runs) and not went_well(evidence)


def spelled(layer: LayerSpec) -> str:
    """Write a layer as code, its most telling argument alone."""
    if layer.units is not None:
        return f"{layer.type}({layer.units})"
    rate = layer.settings.get("rate")
    if isinstance(rate, int | float):
        return f"{layer.type}({rate:g})"
    name = f'"{layer.activation}"' if layer.type == "Activation" else ""
    return f"{layer.type}({name})"


def drawn(setting: Setting) -> tuple[str, dict[str, float]]:
    """Read an object told as "RandomNormal with mean 0.0, stddev 3.0"; a name and its numbers."""
    name, _, rest = str(setting or "").partition(" with ")
    pairs = re.findall(r"(\w+) (-?[\d.]+(?:e[+-]?\d+)?)(?:,|$)", rest)
    return name, {key: float(value) for key, value in pairs}


def layer_place(evidence: Evidence, at: int) -> Place | None:
    """Point at the line that makes a layer of the network; else at where the network is built."""
    model = evidence.model
    if model is None or not 0 <= at < len(model.layers):
        return model_place(evidence)
    kind = model.layers[at].type
    alike = [number for number, layer in enumerate(model.layers) if layer.type == kind]
    lines = _lines(evidence, kind)
    if len(lines) == len(alike):
        return Place(lines[alike.index(at)])
    return Place(lines[0]) if len(set(lines)) == 1 else model_place(evidence)


def _lines(evidence: Evidence, kind: str) -> list[int]:
    """List the lines that call a class; none in a notebook, whose lines are counted per cell."""
    return [] if in_cells(evidence) else [call.lineno for call in calls(evidence, kind)]


def in_cells(evidence: Evidence) -> bool:
    """Say whether a notebook is looked at."""
    places = [fit.place for fit in evidence.fits]
    places += [one.place for one in evidence.candidates]
    places += [*evidence.blanks.values(), evidence.error.place if evidence.error else None]
    return any(place is not None and place.cell is not None for place in places)


def calls(evidence: Evidence, name: str) -> list[ast.Call]:
    """List the calls of a class in the student's text, top to bottom; none in unreadable text."""
    text = source(evidence)
    return [] if text is None else text.calls(name)


def hidden(model: ModelSpec) -> Iterator[tuple[int, LayerSpec]]:
    """Go through the layers with a kernel but the last, with their positions."""
    yield from ((at, model.layers[at]) for at in weighted(model)[:-1])
