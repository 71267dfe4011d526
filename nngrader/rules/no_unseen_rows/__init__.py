"""Nothing tells how the network does on rows it has not seen.

## What it looks for
A script whose trainings have 50 rows or more, set none aside, and which asks the network only about
rows it was trained on, or about none. Silent for tables of truth, for programs that speak of a test
or of a split anywhere, and where the score itself is of the rows trained on:
`score-from-training-rows` says so.

## Why it hurts
A network can learn its exercises by heart. What it is worth shows on rows that it has never met.

## What to try
Where could you get rows that the network has not seen?

## Source
Catalogue T21; DeepCrime has the removal of the validation rows as an operator. 50 rows: of fewer,
none can be spared. A remark only.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Asking, Evidence, FitCall
from nngrader.findings import Severity, Symptom
from nngrader.given import HIDDEN
from nngrader.language import counted, say
from nngrader.rules._reading import fit_place, rebuilds, rows
from nngrader.rules._source import Source, source

CATALOGUE = "T21"
SEVERITY: Severity = "info"
ORDER = 970
LOOK = say("Follow your rows from where they come from to `fit`, and count them.")
CONCEPT = "validation"
LEAST_ROWS = 50  #: of fewer, none can be spared
MET = 0.99  #: share of the rows asked about; a sample may miss none
TABLE_COLUMNS = 10  #: a table of few columns and few values is a table of truth
OTHERS = ("test", "valid", "unseen", "holdout", "split", "fold", "new")  #: in names: rows kept back
NETWORKS = frozenset({"Model", "Sequential"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for any sign of rows that were not trained on."""
    fit, text = evidence.fits[-1] if evidence.fits else None, source(evidence)
    if fit is None or text is None or evidence.exam != "training" or not evidence.runs:
        return
    if not all(map(_sets_none_aside, evidence.fits)) or _is_small(fit) or rebuilds(fit):
        return
    if not all(_is_trained_on(one) for one in evidence.asked) or _speaks_of_others(text):
        return
    yield Symptom(
        say(
            "All {rows} are trained on, and no other row is ever shown to the network.",
            rows=counted("{number} row", "{number} rows", rows(fit.x)),
        ),
        say("How would you find out what it does with a row that it has never met?"),
        fit_place(evidence),
    )


def _sets_none_aside(fit: FitCall) -> bool:
    given = fit.validated or fit.validation_rows or fit.validation_split
    return fit.by == "fit" and not given and fit.x.dtype != HIDDEN


def _is_small(fit: FitCall) -> bool:
    columns = fit.x.shape[1] if len(fit.x.shape) == 2 else TABLE_COLUMNS + 1
    return rows(fit.x) < LEAST_ROWS or (bool(fit.x.values) and columns <= TABLE_COLUMNS)


def _is_trained_on(one: Asking) -> bool:
    """Whether it is a prediction for rows trained on; a score of them is another rule's matter."""
    return one.by == "predict" and one.met is not None and one.met >= MET


def _speaks_of_others(text: Source) -> bool:
    names = {node.id for node in text.nodes(ast.Name)}
    names |= {node.attr for node in text.nodes(ast.Attribute)}
    names |= {node.name for node in text.nodes(ast.FunctionDef)}
    return any(word in name.lower() for name in names for word in OTHERS) or _calls_network(text)


def _calls_network(text: Source) -> bool:
    """Whether the network is called by its name, as a function; which rows it gets is not known."""
    for call in text.nodes(ast.Call):
        binding = text.bound(call.func) if isinstance(call.func, ast.Name) else None
        if binding is not None and isinstance(binding.value, ast.Call):
            return True
    return False
