"""The former home of what is in `IPython.display`."""

from IPython.display import (  # type: ignore[import-not-found, unused-ignore]
    HTML,
    SVG,
    Image,
    Javascript,
    clear_output,
    display,
)

__all__ = ["HTML", "SVG", "Image", "Javascript", "clear_output", "display"]
