"""No test reads or writes what this machine remembers of trainings."""

import os

os.environ["NNGRADER_MEMORY"] = "off"
