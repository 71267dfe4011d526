"""Names as they are compared."""

import pytest

from nngrader.intake._people import squeezed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Sánchez-Núñez", "jose sanchez nunez"),
        ("Øystein Æsop", "oystein aesop"),
        ("Jo\u0301se", "Jóse"),
        ("STRASSE", "Straße"),
        ("O'Brien, Zoë", "obrien zoe"),
        ("Łukasz", "lukasz"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert squeezed(one) == squeezed(other) != ""


@pytest.mark.parametrize(("one", "other"), [("राम", "रोम"), ("Ada", "Ada2"), ("木", "林")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert squeezed(one) != squeezed(other)
