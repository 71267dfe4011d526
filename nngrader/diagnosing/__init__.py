"""What is wrong with a script or a notebook that trains a network, without an assignment.

`diagnose` runs files and trains their networks anew, `document` writes what was found for machines
(described by `schema.json` beside this file) and `render` for people.
"""

from nngrader.diagnosing.entry import document
from nngrader.diagnosing.running import Diagnosis, Wanted, diagnose
from nngrader.diagnosing.text import render

__all__ = ["Diagnosis", "Wanted", "diagnose", "document", "render"]
