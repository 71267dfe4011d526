"""What stands in a folder can be chosen."""

import pytest

from nngrader.errors import UnknownName
from nngrader.rooms import enter, names


def test_a_room_lists_its_public_files() -> None:
    assert names("nngrader.datasets") == ("iris", "mnist", "xor")


def test_a_choice_is_written_with_hyphens() -> None:
    assert enter("nngrader.rules", "nan-loss").__name__ == "nngrader.rules.nan_loss"


@pytest.mark.parametrize("name", ["_rows", "../xor", "xor.load", "", "XOR"])
def test_what_is_no_public_file_is_not_entered(name: str) -> None:
    with pytest.raises(UnknownName):
        enter("nngrader.datasets", name)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        enter("nngrader.datasets", "minst")

    assert str(caught.value) == (
        "nngrader.datasets has no 'minst'. Did you mean 'mnist'? It has: iris, mnist, xor."
    )
