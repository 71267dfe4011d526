"""A digit of 28 by 28 grey values, as an address that needs no file."""

from base64 import b64encode
from io import BytesIO

import numpy as np
from markupsafe import Markup
from matplotlib.image import imsave

SIDE = 28


def data_uri(pixels: tuple[int, ...]) -> Markup:
    """Write the picture as a PNG in a data URI."""
    picture = np.array(pixels, dtype=np.uint8).reshape(SIDE, SIDE)
    written = BytesIO()
    imsave(written, picture, cmap="gray", vmin=0, vmax=255, format="png")
    return Markup("data:image/png;base64,{}").format(b64encode(written.getvalue()).decode())
