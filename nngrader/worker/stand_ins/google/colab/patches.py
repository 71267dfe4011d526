"""Pictures of OpenCV in the output, which is a plain text here."""

from typing import Any


def cv2_imshow(a: Any) -> None:
    """Show nothing."""
