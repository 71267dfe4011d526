"""What a notebook's Python offers, where there is no notebook."""

# ruff: noqa: N999 - that is its name

from . import display

__all__ = ["display", "get_ipython", "version_info"]

version_info = (9, 0, 0)  #: matplotlib asks for it


def get_ipython() -> None:
    """Say that no notebook is running, as IPython does itself."""
