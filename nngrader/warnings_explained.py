"""Keras's warnings in a beginner's words. Matched by a short stable fragment, never whole."""

import re

from nngrader.language import Text, say

#: Fragments as raised by Keras 3.15; the first that occurs in the message decides.
MEANINGS = (
    (
        "Do not pass an `input_shape`",
        say("Harmless: Keras now prefers an `Input` line before the first layer. Costs no points."),
    ),
    (
        "You are using a softmax over axis",
        say(
            "Softmax shares 100 % out among the units of a layer. With one unit, that unit always "
            "gets everything, so the answer is always 1."
        ),
    ),
    (
        "to be a one-hot-encoded",
        say("Categorical cross-entropy compares columns, and here there is only one column."),
    ),
    (
        "expected to have shape",
        say("Categorical cross-entropy compares columns, and here there is only one column."),
    ),
    (
        "but the `output` argument was produced by",
        say(
            "The loss was told to expect raw scores, but the last layer already makes probabilities. "
            "Keras undoes the doubling here; say it in one place only."
        ),
    ),
    (
        "Argument `decay` is no longer supported",
        say("The slow-down you asked for does not happen: this argument is ignored."),
    ),
    (
        "Early stopping conditioned on metric",
        say(
            "Early stopping watches a number that your training does not report, so it never stops."
        ),
    ),
    (
        "Learning rate reduction is conditioned on metric",
        say("The learning rate follows a number that your training does not report, so it stays."),
    ),
    (
        "Can save best model only with",
        say(
            "The best network is chosen by a number that your training does not report, so none is "
            "stored."
        ),
    ),
    (
        "Argument `input_length` is deprecated",
        say("Harmless: today's Keras finds the length itself. Costs no points."),
    ),
    (
        "does not have any trainable weights",
        say("Every layer is frozen, so training cannot change the network."),
    ),
    (
        "is not on this machine",
        say("What the code learns here, it learns from other rows than at home."),
    ),
    (
        "ran out of data",
        say("There were fewer rows than the steps you asked for."),
    ),
)
RENAMED = re.compile(r"Argument `(\w+)` is deprecated\. Use `(\w+)` instead")
UNKNOWN = say("A library thought this worth saying; your points do not depend on it.")
OURS = {  #: by category: what the grader itself noticed
    "NoEffect": say(
        "Python runs this without a word, and nothing comes of it. What was it meant to do?"
    ),
    "OwnLoop": say("The network is described here; how much it learns is not."),
}


def explain(message: str, category: str = "") -> Text:
    """Say what a warning means for the student."""
    if category in OURS:
        return OURS[category]
    renamed = RENAMED.search(message)
    if renamed:
        return say(
            "Harmless: `{old}` is called `{new}` today. Costs no points.",
            old=renamed[1],
            new=renamed[2],
        )
    return next((meaning for fragment, meaning in MEANINGS if fragment in message), UNKNOWN)
