"""Making and naming rows."""

import numpy as np
import pytest

from nngrader.datasets._rows import digest, hold_out

LABELS = np.repeat([0, 1, 2], 8)


@pytest.mark.parametrize("per_class", [0, 1, 8])
def test_the_same_number_of_each_class_is_hidden(per_class: int) -> None:
    _, hidden = hold_out(LABELS, per_class, seed=1)

    assert np.bincount(LABELS[hidden], minlength=3).tolist() == [per_class] * 3


def test_every_row_is_kept_or_hidden_and_kept_rows_stay_in_order() -> None:
    kept, hidden = hold_out(LABELS, 3, seed=1)

    assert sorted([*kept, *hidden]) == list(range(24))
    assert kept.tolist() == sorted(kept)


def test_a_seed_hides_the_same_rows_again() -> None:
    assert hold_out(LABELS, 3, seed=1)[1].tolist() == hold_out(LABELS, 3, seed=1)[1].tolist()


def test_another_seed_hides_other_rows() -> None:
    assert hold_out(LABELS, 3, seed=1)[1].tolist() != hold_out(LABELS, 3, seed=2)[1].tolist()


def test_a_digest_names_content_form_and_type() -> None:
    x = np.arange(6.0)
    others = [digest(x.reshape(2, 3)), digest(x.astype("f4")), digest(x + 1), digest(x, x)]

    assert digest(x) == digest(x[::1].copy())
    assert digest(x).startswith("sha256:")
    assert digest(x) not in others
