"""What the page shows, as frozen data: the template only places it."""

from nngrader.reports._page.page import Page, page_of

__all__ = ["Page", "page_of"]
