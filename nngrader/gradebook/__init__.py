"""The gradebook: every attempt, every score it ever had, and what people gave by hand.

SQLite in a file, or PostgreSQL by URL. Results are made from it alone: the rules by which an
assignment was graded are kept with every grading, so nothing of a teacher's is imported here.
"""

from nngrader.gradebook._address import without_password
from nngrader.gradebook._book import Gradebook, open_gradebook
from nngrader.gradebook._entry import Entry, Kind
from nngrader.gradebook._faults import GradebookFault
from nngrader.gradebook._people import key_of
from nngrader.gradebook._reading import HeldByAnother, PastScore, StoredAttempt

__all__ = [
    "Entry",
    "Gradebook",
    "GradebookFault",
    "HeldByAnother",
    "Kind",
    "PastScore",
    "StoredAttempt",
    "key_of",
    "open_gradebook",
    "without_password",
]
