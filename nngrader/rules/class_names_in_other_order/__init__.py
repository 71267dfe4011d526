"""The names of the classes stand in another order than the class numbers.

## What it looks for
Names from which the answer of the network takes one, in another order than the numbers of the
classes: a list with exactly the names of a well-known data set that the program loads; a list that
does not agree with the dictionary by which the labels were numbered; the order in which names occur
in a column that was numbered in the order of the alphabet, where the two are known to differ; and a
set of names, which has no order.

## Why it hurts
The network is right, and the wrong name is printed: class 0 is called by the name of class 1.

## What to try
Print the first row of each class with its number and the name that you give it.

## Source
Catalogue E09 (SO 46136553). The order is that of `target_names` in scikit-learn 1.8 and of the page
of Fashion-MNIST in the documentation of Keras 3. `LabelEncoder` of scikit-learn 1.8 sorts, `unique`
of pandas 3 does not; `set` of Python has texts in another order in every process.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._answers import answers_in
from nngrader.rules._orders import Kind, Order, column_key, met_in, numbered, numbering, order_of
from nngrader.rules._source import Source, called, place_of, source

CATALOGUE = "E09"
SEVERITY: Severity = "major"
ORDER = 906
LOOK = say("Print one row of each class with its number and the name you give it.")
CONCEPT = "class-numbers"
#: What loads a data set, and the names of its classes in the order of their numbers.
KNOWN = {
    "load_iris": "setosa versicolor virginica",
    "load_breast_cancer": "malignant benign",
    "fashion_mnist": "tshirttop trouser pullover dress coat sandal shirt sneaker bag ankleboot",
    "cifar10": "airplane automobile bird cat deer dog frog horse ship truck",
}


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare every list of names that an answer is looked up in with the numbers of the labels."""
    text = source(evidence)
    if text is None:
        return
    for written, names in {ast.unparse(names): names for names in _looked_up(text)}.items():
        order = order_of(names, text)
        message = _message(order, written[:60], text, evidence) if order is not None else None
        if message is not None and order is not None:
            yield Symptom(
                message,
                say("Which name belongs to each number in the data, and where was that decided?"),
                place_of(evidence, order.line),
            )


def _message(order: Order, written: str, text: Source, evidence: Evidence) -> Text | None:
    usual = _usual_order(text, order.told) or numbered(order, text)
    if order.told and usual:
        number = next(i for i, word in enumerate(order.told) if _plain(word) != _plain(usual[i]))
        return say(
            "Your list has the name {name} at place {number}, but in the data class {number} is "
            "another one.",
            name=order.told[number],
            number=number,
        )
    return None if order.told else _of_column(order, written, text, evidence)


def _usual_order(text: Source, told: tuple[str, ...]) -> list[str]:
    """Find the order of the data set; empty where the list is no list of its names, or in order."""
    plain = [_plain(word) for word in told]
    loaded = [order.split() for name, order in KNOWN.items() if text.mentions(name)]
    return next((o for o in loaded if sorted(o) == sorted(plain) and o != plain), [])


def _plain(word: str) -> str:
    """Leave letters and digits only, without the word for the genus."""
    kept = "".join(letter for letter in word.lower() if letter.isalnum())
    return kept.removeprefix("iris")


def _of_column(order: Order, written: str, text: Source, evidence: Evidence) -> Text | None:
    """Compare the order of names taken from a column with that of its numbers."""
    kinds = numbering(order, text)
    if len(kinds) != 1 or kinds == {order.kind} or order.column is None:
        return None
    if order.kind == "set":
        return say(
            "`{names}` comes from a set, which has another order in every run, and the numbers of "
            "the classes don't.",
            names=written,
        )
    met = met_in(order.column, text)
    if not (_is_unsorted(met) or (not met and _begins_late(order.column, kinds, text, evidence))):
        return None
    if order.kind == "met":
        return say(
            "`{names}` has the order in which the names occur in the data, and the classes were "
            "numbered in the order of the alphabet.",
            names=written,
        )
    return say(
        "`{names}` has the order of the alphabet, and the classes were numbered in the order in "
        "which they occur in the data.",
        names=written,
    )


def _is_unsorted(met: tuple[str, ...]) -> bool:
    return list(met) != sorted(met)


def _begins_late(column: ast.expr, kinds: set[Kind], text: Source, evidence: Evidence) -> bool:
    """Whether the very first label is not class 0, although it is numbered by the alphabet.

    Known only where `fit` gets the numbers of the whole column as they stand.
    """
    if kinds != {"sorted"} or not evidence.fits or not evidence.fits[-1].y.sample:
        return False
    given = [labels for _, labels in text.taught() if labels is not None]
    plain = [labels for labels in given if isinstance(labels, ast.Name)]
    made = [text.part(one) for labels in plain for one in text.meanings(labels)]
    whole = [one for one in made if isinstance(one, ast.Call) and called(one) == "fit_transform"]
    key = column_key(column, text)
    same = [one for one in whole if one.args and column_key(one.args[0], text) == key]
    return bool(same) and len(same) == len(given) and evidence.fits[-1].y.sample[0] != 0.0


def _looked_up(text: Source) -> Iterator[ast.expr]:
    """List what the class of an answer is looked up in."""
    answers = answers_in(text)
    for node in text.nodes(ast.Subscript):
        if isinstance(node.value, ast.Subscript) or isinstance(node.ctx, ast.Store):
            continue
        answer = answers.of(node.slice)
        if (answer is not None and not answer.scores) or _is_argmax(node.slice, text):
            yield node.value


def _is_argmax(node: ast.expr, text: Source) -> bool:
    if isinstance(node, ast.Name):
        binding = text.bound(node)
        return binding is not None and not binding.path and _is_argmax(binding.value, text)
    if isinstance(node, ast.Subscript):
        return _is_argmax(node.value, text)
    return isinstance(node, ast.Call) and called(node) == "argmax"
