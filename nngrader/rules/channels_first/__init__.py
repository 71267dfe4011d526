"""The channels stand first, where Keras reads the height of the picture.

## What it looks for
Pictures such as 1 x 28 x 28 or 3 x 32 x 32 whose first layer is a convolution that takes the last
axis for the channels.

## Why it hurts
Keras reads height, width, channels. A picture of 1 x 28 x 28 is one pixel high for it and has 28
colours: a filter of 3 x 3 finds no place. One of 3 x 32 x 32 is let through: three rows of pixels
with 32 colours, and nothing tells you.

## What to try
Print the shape of one picture. Which of the three numbers says how many colours a pixel has?

## Source
Catalogue K23. Measured on Keras 3.15 with TensorFlow 2.21: `Input((1, 28, 28))` and `Conv2D(8, 3)`
stop with "Computed output size would be zero or negative"; `Input((3, 32, 32))` makes
1 x 30 x 8 of the picture without a word.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._pictures import channels_first
from nngrader.rules._reading import model_place, went_well

CATALOGUE = "K23"
SEVERITY: Severity = "fatal"
ORDER = 145
LOOK = say("Print the shape of one picture and the shape that the network expects.")
CONCEPT = "convolution"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the order of the axes with the one that the first layer reads."""
    shape = channels_first(evidence)
    if not shape:
        return
    channels, height, width = shape
    place = evidence.error.place if evidence.error is not None else None
    yield Symptom(
        say(
            "Keras reads your pictures of {channels} x {height} x {width} as {channels} high, "
            "{height} wide and with {width} colours per pixel.",
            channels=channels,
            height=height,
            width=width,
        ),
        say("Which of the three numbers says how many colours a pixel has, and where must it be?"),
        place or model_place(evidence),
        severity=_severity(evidence),
    )


def _severity(evidence: Evidence) -> Severity | None:
    if evidence.error is not None:
        return None
    return "minor" if went_well(evidence) else "major"
