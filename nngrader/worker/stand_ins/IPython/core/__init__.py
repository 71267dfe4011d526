"""Parts of IPython that notebooks name."""

# ruff: noqa: N999 - that is its name
