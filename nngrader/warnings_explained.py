"""Keras's warnings in a beginner's words. Matched by a short stable fragment, never whole."""

#: Fragments as raised by Keras 3.15; the first that occurs in the message decides.
MEANINGS = (
    (
        "Do not pass an `input_shape`",
        "Harmless: Keras now prefers an `Input` line before the first layer. Costs no points.",
    ),
    (
        "You are using a softmax over axis",
        "Softmax shares 100 % out among the units of a layer. With one unit, that unit always "
        "gets everything, so the answer is always 1.",
    ),
    (
        "to be a one-hot-encoded",
        "Categorical cross-entropy compares columns, and here there is only one column.",
    ),
    (
        "expected to have shape",
        "Categorical cross-entropy compares columns, and here there is only one column.",
    ),
    (
        "but the `output` argument was produced by",
        "The loss was told to expect raw scores, but the last layer already makes probabilities. "
        "Keras undoes the doubling here; say it in one place only.",
    ),
    (
        "Argument `decay` is no longer supported",
        "The slow-down you asked for does not happen: this argument is ignored.",
    ),
    (
        "Early stopping conditioned on metric",
        "Early stopping watches a number that your training does not report, so it never stops.",
    ),
    (
        "does not have any trainable weights",
        "Every layer is frozen, so training cannot change the network.",
    ),
    (
        "ran out of data",
        "There were fewer rows than the steps you asked for.",
    ),
)
UNKNOWN = "Keras thought this worth saying; your points do not depend on it."


def explain(message: str) -> str:
    """Say what a warning means for the student."""
    return next((meaning for fragment, meaning in MEANINGS if fragment in message), UNKNOWN)
