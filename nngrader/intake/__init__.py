"""Intake: what teachers really have becomes a list of hand-ins, each with whose it claims to be.

Every public file is a layout, found by looking and not by options; its docstring says the names
that it knows. Their platforms wrap a student's file in names of their own; here they come off.

No hand-in is lost: a student whose folder holds none has a claim that is refused when it is read,
and what belongs to nobody is told in the notes.
"""

from nngrader.intake._claims import Claim, Intake
from nngrader.intake._table import BadTable
from nngrader.intake._taking import take_in

__all__ = ["BadTable", "Claim", "Intake", "take_in"]
