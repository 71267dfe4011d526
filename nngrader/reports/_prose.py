"""Sentences with names between backticks, as markup."""

from markupsafe import Markup, escape


def prose(text: str) -> Markup:
    """Set names between backticks as code; everything is escaped first."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a lone backtick is only a backtick
        return escape(text)
    code = Markup("<code>{}</code>")
    return Markup().join(code.format(part) if odd % 2 else part for odd, part in enumerate(parts))
