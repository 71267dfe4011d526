"""Colab's output area, which is a plain text here."""

from typing import Any


def clear(*_: Any, **__: Any) -> None:
    """Leave the output as it is."""


def eval_js(*_: Any, **__: Any) -> None:
    """Run no JavaScript."""


def enable_custom_widget_manager(*_: Any, **__: Any) -> None:
    """Show no widgets."""


def disable_custom_widget_manager(*_: Any, **__: Any) -> None:
    """Show no widgets."""
