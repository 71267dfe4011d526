"""A submission as it is graded where old Keras is allowed."""

from nngrader.evidence import Healed, Place
from nngrader.jobs import Submission
from nngrader.modernizing.healing import healed

CODE = "from keras.optimizers import SGD\n\nopt = SGD(lr=0.1)\n"
MODERN = CODE.replace("lr=", "learning_rate=")


def submission(code: str, *places: Place) -> Submission:
    return Submission(student="s07", name="xor.py", path="xor.py", code=code, places=places)


def test_modern_code_is_the_very_same_submission() -> None:
    handed_in = submission(MODERN)

    mended, told = healed(handed_in)

    assert mended is handed_in
    assert told == ()


def test_old_code_is_mended_and_told_by_its_line() -> None:
    mended, told = healed(submission(CODE))

    assert mended == submission(MODERN)
    assert told == (
        Healed(
            "K25",
            Place(3),
            "SGD(lr=0.1)",
            "SGD(learning_rate=0.1)",
            "`lr` was renamed in Keras 2.3",
        ),
    )


def test_in_a_notebook_the_cell_is_told() -> None:
    places = (Place(1, 2), Place(2, 2), Place(1, 5), Place(2, 5))

    mended, told = healed(submission(CODE, *places))

    assert mended.places == places
    assert [one.place for one in told] == [Place(1, 5)]
