"""Errors for the teacher."""

from nngrader import errors
from nngrader.errors import NngraderError, UnknownName


def test_an_unknown_name_without_a_near_one_lists_all() -> None:
    error = UnknownName("nngrader.exporters", "zzz", iter(["moodle", "csv"]))

    assert str(error) == "nngrader.exporters has no 'zzz'. It has: csv, moodle."


def test_every_error_can_be_shown_without_a_traceback() -> None:
    ours = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    kinds = [kind for kind in ours if kind.__module__ == errors.__name__]

    assert len(kinds) == 6
    assert all(issubclass(kind, NngraderError) for kind in kinds)
