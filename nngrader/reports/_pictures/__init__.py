"""Pictures: drawn with matplotlib, returned as markup that stands inside a page."""
