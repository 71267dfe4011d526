"""The page of a whole class: `render` for its teacher, `render_anonymous` for the screen in class."""

from nngrader.class_page.html import render, render_anonymous

__all__ = ["render", "render_anonymous"]
