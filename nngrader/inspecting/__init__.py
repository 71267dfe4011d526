"""What a script or a notebook makes of Keras, without an assignment: captured, and not judged.

`inspect` runs files, `document` writes what was found for machines (described by `schema.json`
beside this file) and `render` for people.
"""

from nngrader.inspecting.entry import document
from nngrader.inspecting.running import Inspected, Wanted, inspect, listed
from nngrader.inspecting.text import render

__all__ = ["Inspected", "Wanted", "document", "inspect", "listed", "render"]
