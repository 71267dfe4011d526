"""The contract of the room: pages, examples, silence on healthy and on missing evidence."""

import ast
from dataclasses import replace
from difflib import unified_diff

import pytest

from nngrader.evidence import ArraySpec, Evidence, FitCall, ModelSpec, StageError, TrainingRun
from nngrader.findings import SEVERITIES
from nngrader.rules import find, rule_named
from nngrader.rules._page import example, rule_names
from tests.rules import healthy

CHAPTERS = ("## What it looks for", "## Why it hurts", "## What to try", "## Source")
ASSIGNMENTS = ("xor", "iris", "mnist")
MOST_CHANGED = 6  #: lines that bad.py and good.py may differ in, removed and added together
RULES = rule_names()

EMPTY = ArraySpec(shape=(), dtype="", digest="")
NO_MODEL = ModelSpec(layers=(), input_shape=(), output_shape=(), parameters=0, head="other")
UNDEFINED = ModelSpec(
    layers=(), input_shape=(None,), output_shape=(None, None), parameters=0, head="constant"
)
NO_RUN = TrainingRun(seed=0, epochs=0, history={}, accuracy=0.0, answers=())
LOST_RUN = TrainingRun(seed=0, epochs=1, history={"loss": (None,)}, accuracy=0.0, answers=(-1,))


def bare(**changes: object) -> Evidence:
    """Evidence of a submission that gave nothing."""
    return replace(Evidence(assignment="", student="", classes=()), **changes)  # type: ignore[arg-type]


def arrays() -> tuple[ArraySpec, ...]:
    """Arrays of every poor kind."""
    return (
        EMPTY,
        healthy.numbers((0,), 0, 0, minimum=None, maximum=None),
        healthy.numbers((0, 0), 0, 0, minimum=None, maximum=None),
        healthy.numbers((2, 3, 4), 0, 1),
        healthy.words((4,)),
        healthy.class_numbers(4, 0.0, 1.0, values=(), minimum=None),
    )


def partial() -> list[Evidence]:
    """Evidence in every state of incompleteness."""
    fits = [FitCall(epochs=0, batch_size=0, x=x, y=y) for x in arrays() for y in arrays()]
    models = [None, NO_MODEL, UNDEFINED, healthy.iris_model(), healthy.xor_model()]
    made = [bare(), bare(unfinished=("train",)), bare(error=StageError("load", "E", ""))]
    made += [bare(model=model, fits=(fit,)) for model in models for fit in fits]
    made += [healthy.fitted(healthy.iris(), x=fit.x, y=fit.y) for fit in fits]
    made += [replace(healthy.iris(), model=model) for model in models]
    made += [replace(healthy.xor(), runs=(one,)) for one in (NO_RUN, LOST_RUN)]
    made += [bare(runs=(one,), model=model) for one in (NO_RUN, LOST_RUN) for model in models]
    made += [replace(healthy.xor(), fits=(), runs=(), preprocessed=None, blanks={}, classes=())]
    return made


@pytest.mark.parametrize("name", RULES)
def test_the_page_has_its_chapters_in_order(name: str) -> None:
    """A page names the mistake in a sentence and then has four chapters, none of them empty."""
    doc = rule_named(name).__doc__ or ""

    title, *parts = doc.split("\n## ")

    assert [f"## {part.splitlines()[0]}" for part in parts] == list(CHAPTERS)
    assert title.strip().endswith(".")
    assert "\n" not in title.strip()
    assert all("".join(part.splitlines()[1:]).strip() for part in parts)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_is(name: str) -> None:
    """A rule has an id of the catalogue, a severity and a place in the diagnosis."""
    rule = rule_named(name)

    assert rule.CATALOGUE[0].isupper()
    assert rule.CATALOGUE[1:].isdigit()
    assert rule.SEVERITY in SEVERITIES
    assert 0 <= rule.ORDER < 60


@pytest.mark.parametrize("name", RULES)
def test_the_examples_differ_in_the_one_mistake_only(name: str) -> None:
    """Both hand-ins compile, name their assignment and differ in a few lines."""
    bad, good = example(name, "bad"), example(name, "good")
    ast.parse(bad)
    ast.parse(good)

    diff = list(unified_diff(bad.splitlines(), good.splitlines(), n=0, lineterm=""))[2:]
    changed = [line for line in diff if line[0] in "+-"]

    assert 0 < len(changed) <= MOST_CHANGED
    assert bad.splitlines()[0] == good.splitlines()[0]
    assert bad.splitlines()[0].removeprefix("# assignment: ") in ASSIGNMENTS


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("which", ["bad", "good"])
def test_the_examples_hold_the_three_functions(name: str, which: str) -> None:
    """A hand-in has preprocess, build_model and train."""
    found = [n.name for n in ast.parse(example(name, which)).body if isinstance(n, ast.FunctionDef)]

    assert {"preprocess", "build_model", "train"} <= set(found)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_silent_on_healthy_evidence(name: str, assignment: str) -> None:
    """Nothing is said about a hand-in that has nothing wrong."""
    evidence: Evidence = getattr(healthy, assignment)()

    assert find(evidence, only=name) == ()


@pytest.mark.parametrize("name", RULES)
def test_never_raises_on_what_is_missing(name: str) -> None:
    """Evidence is partial where code stopped early; every word that is said is still a sentence."""
    findings = [finding for evidence in partial() for finding in find(evidence, only=name)]

    assert all(finding.message.endswith(".") for finding in findings)


def test_causes_come_before_consequences() -> None:
    """What was never compiled, missing columns, no steps, no bend, one answer: in this order."""
    chain = (
        "unfinished-blank",
        "text-inputs",
        "not-compiled",
        "learning-rate-not-positive",
        "no-hidden-layer",
    )

    orders = [rule_named(name).ORDER for name in chain]

    assert orders == sorted(orders)
    assert rule_named("too-few-updates").ORDER < rule_named("single-answer").ORDER
