"""What is known already is told again; what is not known is said so."""

import numpy as np
import pytest

from nngrader.arrays import digest
from nngrader.errors import WorkerFault
from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.executors import Executor
from nngrader.executors._recorded import Recorded
from nngrader.jobs import Refused
from nngrader.provenance import digest_of_code
from tests.builders import evidence
from tests.executors.hand_ins import right, xor

KNOWN = right()
X = np.array([1.0])


@pytest.mark.parametrize(
    "outcome", [evidence(), Mishap("crashed", "it stopped", evidence())], ids=["whole", "mishap"]
)
@pytest.mark.parametrize("as_function", [True, False])
def test_it_tells_what_was_recorded_of_this_code(
    outcome: Evidence | Mishap, as_function: bool
) -> None:
    recorded = {digest_of_code(KNOWN): outcome}
    executor: Executor
    with Recorded(recorded.__getitem__ if as_function else recorded) as executor:
        executor.warm_up()

        assert executor.examine(KNOWN, xor()) == outcome
        assert not executor.needs_worker(KNOWN, xor())


def test_of_other_code_nothing_is_recorded() -> None:
    with pytest.raises(WorkerFault, match=r"^Nothing is recorded of hand_in.py \(sha256:[0-9a-f]"):
        Recorded({digest_of_code(KNOWN): evidence()}).examine(right("Dense(16", "Dense(8"), xor())
    with pytest.raises(WorkerFault, match=r"^Nothing is recorded of b.py \(refused\)\.$"):
        Recorded({}).examine(Refused("s", "b.py", "b.py", "a link"), xor())


def test_an_answer_is_told_to_the_question_that_it_answered() -> None:
    answered = Answered("preprocess", digest(X))
    executor = Recorded({digest_of_code(KNOWN): evidence(calls=(answered,))})

    assert executor.call(KNOWN, xor(), "preprocess", (X,)) == answered
    with pytest.raises(WorkerFault) as caught:
        executor.call(KNOWN, xor(), "preprocess", (X + 1,))
    assert str(caught.value) == "hand_in.py has no recorded answer of `preprocess` to this."
