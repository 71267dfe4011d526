"""Student code that writes into the channel, or hands over arrays that no network can use."""

from dataclasses import replace

import pytest

from nngrader.evidence import Mishap
from nngrader.executors.local import Local
from tests.executors.hand_ins import BUILD, right, training, xor

#: The supervisor decides it, whatever confines the child.
pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.levels(3)]

EVERYWHERE = (
    "import os, json\n"
    "    for fd in range(3, 256):\n"
    "        try: os.write(fd, {data})\n"
    "        except OSError: pass\n"
)
FORGED = {
    "a score": """(lambda h: len(h).to_bytes(4, "big") + h)(b'{"score": 100}')""",
    "a frame with a score": (
        """(lambda h: len(h).to_bytes(4, "big") + h)"""
        """(b'{"kind": "score", "body": {"score": 100}, "arrays": []}')"""
    ),
    "an unknown kind that is done": (
        """(lambda h: len(h).to_bytes(4, "big") + h)"""
        """(b'{"kind": "graded", "body": {}, "arrays": []}')"""
    ),
    "noise": 'b"\\xff" * 64',
    "depth": """(lambda h: len(h).to_bytes(4, "big") + h)(b"[" * 200000)""",
    "keys twice": (
        """(lambda h: len(h).to_bytes(4, "big") + h)"""
        """(b'{"kind": "fit", "kind": "fit", "body": {}, "arrays": []}')"""
    ),
    "no number": (
        """(lambda h: len(h).to_bytes(4, "big") + h)"""
        """(b'{"kind": "warning", "body": {"line": NaN}, "arrays": []}')"""
    ),
    "half a character": (
        """(lambda h: len(h).to_bytes(4, "big") + h)"""
        r"""(b'{"kind": "warning", "body": {"message": "\\ud800"}, "arrays": []}')"""
    ),
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_a10_a_forged_message_is_tampering(local: Local, data: str) -> None:
    outcome = local.examine(training(EVERYWHERE.format(data=data)), xor())

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"
    assert outcome.message.startswith("The code wrote into the channel that carries its results (")
    assert outcome.captured.model is None
    assert not outcome.captured.runs


RETURN = '    return numbers(x_train), (y_train == "loyal").astype("float32"), numbers(x_test)\n'
ROWS = 'numbers(x_train), (y_train == "loyal").astype("float32"), numbers(x_test)'
ARRAYS = {  # what `preprocess` gives back, and the first words of what the student reads
    "NaN": "numbers(x_train) * np.nan, (y_train == 'loyal').astype('f4'), numbers(x_test)",
    "infinity": "numbers(x_train) + np.inf, (y_train == 'loyal').astype('f4'), numbers(x_test)",
    "objects": "np.array([object()] * 4), (y_train == 'loyal').astype('f4'), numbers(x_test)",
    "words": "x_train, y_train, x_test",
    "another shape": "numbers(x_train)[:, :, None, None], (y_train == 'loyal') * 1, numbers(x_test)",
    "no rows": "numbers(x_train)[:0], np.zeros(0), numbers(x_test)",
    "complex numbers": "numbers(x_train) * 1j, (y_train == 'loyal').astype('f4'), numbers(x_test)",
    "a thousand million rows": (
        "np.broadcast_to(np.float32(0), (10**9, 2)), np.broadcast_to(np.float32(0), (10**9,)), "
        "numbers(x_test)"
    ),
    "a thousand million test rows": (
        "numbers(x_train), (y_train == 'loyal') * 1, np.broadcast_to(np.float32(0), (10**9, 2))"
    ),
}


@pytest.mark.levels(3)  # the supervisor decides it, whatever confines the child
@pytest.mark.parametrize("arrays", ARRAYS.values(), ids=ARRAYS)
def test_a18_arrays_that_cannot_be_learned_from_are_told_and_stop_nothing(
    local: Local, arrays: str
) -> None:
    hand_in = right(RETURN, f"    return {arrays}\n")
    code = hand_in.code.replace("epochs=100", "epochs=2")

    outcome = local.examine(replace(hand_in, code=code), xor())

    if isinstance(outcome, Mishap):
        assert outcome.name != "grader_fault"
        assert outcome.message
    else:  # a network trained on NaN answers no question
        assert all(run.accuracy < 1 for run in outcome.runs)


ANSWERS = {
    "NaN": "np.full((len(x), 1), np.nan)",
    "infinity": "np.full((len(x), 1), np.inf)",
    "another shape": "np.zeros((3, 3, 3))",
    "objects": "np.array([object()] * len(x))",
    "words": "np.array(['loyal'] * len(x))",
    "a thousand million rows": "np.broadcast_to(np.float32(0), (10**9, 1))",
}


@pytest.mark.levels(3)  # the supervisor decides it, whatever confines the child
@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
def test_a18_answers_of_a_network_of_ones_own_are_judged_or_told(
    local: Local, answers: str
) -> None:
    own = (
        "    class Own(keras.Sequential):\n"
        "        def call(self, x, **_): return super().call(x, **_)\n"
        f"        def predict(self, x, **_): return {answers}\n"
    )
    hand_in = right(BUILD, BUILD + own)
    code = hand_in.code.replace("model = keras.Sequential()", "model = Own()")
    code = code.replace("epochs=100", "epochs=2")

    outcome = local.examine(type(hand_in)(student="s", name="h.py", path="h.py", code=code), xor())

    if isinstance(outcome, Mishap):
        assert outcome.name != "grader_fault"
    else:
        assert outcome.self_reported
