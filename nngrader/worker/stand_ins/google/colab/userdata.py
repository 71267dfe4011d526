"""Colab's secrets, of which none are here."""


def get(key: str) -> str:  # noqa: ARG001 - Colab's own
    """Give an empty secret."""
    return ""
