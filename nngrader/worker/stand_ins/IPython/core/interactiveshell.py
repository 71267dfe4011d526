"""The shell behind a notebook, for its settings."""


class InteractiveShell:
    """Holds settings that nobody reads."""

    ast_node_interactivity = "last_expr"
