"""The contract of the room: pages, examples, silence on healthy and on missing evidence."""

import ast
import inspect
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

import pytest

from nngrader.evidence import ArraySpec, Evidence, FitCall, ModelSpec, StageError, TrainingRun
from nngrader.findings import SEVERITIES, Symptom
from nngrader.language import Text
from nngrader.rooms import names
from nngrader.rules import Rule, find, rule_named, trial_of
from nngrader.rules._page import example, rule_names
from tests.rules import healthy

CHAPTERS = ("## What it looks for", "## Why it hurts", "## What to try", "## Source")
ASSIGNMENTS = ("xor", "iris", "mnist")
HEAD = "# assignment: "
MOST_CHANGED = 6  #: lines that bad.py and good.py may differ in, removed and added together
RULES = rule_names()
CONCEPTS = frozenset(
    """
    shape batch epoch update learning-rate optimizer loss cross-entropy squared-error activation
    sigmoid softmax relu tanh raw-scores one-hot-labels class-numbers output-layer hidden-layer bias
    units initial-weights seed scaling missing-values numbers-from-text training-and-test-rows
    validation leak shuffling overfitting underfitting accuracy metric threshold argmax broadcasting
    dead-unit saturation gradient vanishing-gradient dropout regularization batch-normalization
    convolution pooling flatten frozen-layers early-stopping class-imbalance data-quality guessing
    prediction old-keras notebook-order compile fit evaluate honest-score regression parameters
    augmentation
    """.split()
)
TRIALS = frozenset(names("nngrader.trials"))
STEPS = range(100, 1100)  #: hundred times the step of diagnosis, and a number within it

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
    assert rule.ORDER in STEPS


@pytest.mark.parametrize("name", RULES)
def test_a_rule_leads_on_in_stages(name: str) -> None:
    """After the question come one sentence that says where to look, and a page to read."""
    rule = rule_named(name)

    assert isinstance(rule.LOOK, Text)
    assert str(rule.LOOK).endswith(".")
    assert "?" not in str(rule.LOOK)
    assert rule.CONCEPT in CONCEPTS
    assert trial_of(rule) in {"", *TRIALS}


@pytest.mark.parametrize("name", RULES)
def test_the_examples_differ_in_the_one_mistake_only(name: str) -> None:
    """Both hand-ins compile, name their assignment and differ in a few lines."""
    bad, good = example(name, "bad"), example(name, "good")
    ast.parse(bad)
    ast.parse(good)

    diff = list(unified_diff(bad.splitlines(), good.splitlines(), n=0, lineterm=""))[2:]
    changed = [line for line in diff if line[0] in "+-"]

    assert 0 < len(changed) <= MOST_CHANGED


@pytest.mark.parametrize("name", RULES)
def test_a_hand_in_names_its_assignment(name: str) -> None:
    """Both examples name the same one in their first line, or both are plain scripts."""
    first, other = (example(name, which).splitlines()[0] for which in ("bad", "good"))

    assert first == other
    assert not first.startswith(HEAD) or first.removeprefix(HEAD) in ASSIGNMENTS


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("which", ["bad", "good"])
def test_the_examples_hold_the_three_functions(name: str, which: str) -> None:
    """A hand-in has preprocess, build_model and train; a plain script need not."""
    text = example(name, which)
    wanted = {"preprocess", "build_model", "train"} if text.startswith(HEAD) else set()

    found = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}

    assert wanted <= found


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


def symptoms(name: str) -> list[Symptom]:
    """All that a rule says of evidence in every state."""
    rule = rule_named(name)
    return [symptom for evidence in partial() for symptom in rule.diagnose(evidence)]


def module_of(rule: Rule) -> ast.Module:
    """Read a rule's own text."""
    path = inspect.getsourcefile(rule)  # type: ignore[arg-type]
    assert path is not None
    return ast.parse(Path(path).read_text("utf-8"))


def called(node: ast.AST) -> str:
    """Name the function that a call calls; empty for all else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return ""


def told_in(module: ast.Module) -> list[ast.expr]:
    """Find every template that a rule hands to `say` or `counted`."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    one = [node.args[0] for node in calls if called(node) == "say"]
    return one + [part for node in calls if called(node) == "counted" for part in node.args[:2]]


def arguments(module: ast.Module, position: int, word: str) -> Iterator[ast.expr]:
    """Find what is given to every `Symptom` at this place."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and called(node) == "Symptom":
            named = [given.value for given in node.keywords if given.arg == word]
            yield from node.args[position : position + 1] or named


def templates(module: ast.Module, node: ast.AST) -> Iterator[str]:
    """Follow names and functions of the rule to the sentences that may stand at this place."""
    seen: set[str] = set()
    todo = [node]
    while todo:
        found = [part for one in [todo.pop()] for part in ast.walk(one)]
        for part in found:
            if called(part) in ("say", "counted"):
                assert isinstance(part, ast.Call)
                wanted = part.args[:1] if called(part) == "say" else part.args[:2]
                yield from (str(ast.literal_eval(text)) for text in wanted)
            if isinstance(part, ast.Name) and part.id not in seen:
                seen.add(part.id)
                todo += definitions(module, part.id)


def definitions(module: ast.Module, name: str) -> list[ast.AST]:
    """Find where a rule defines a function, or gives a name a value."""
    found: list[ast.AST] = []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            found += node.body
        elif isinstance(node, ast.Assign) and any(_is(name, one) for one in node.targets):
            found.append(node.value)
    return found


def _is(name: str, target: ast.AST) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


@pytest.mark.parametrize("name", RULES)
def test_every_word_can_be_translated(name: str) -> None:
    """Whatever is said is a Text, and its templates are constants that Babel finds."""
    module = module_of(rule_named(name))

    said = [text for one in symptoms(name) for text in (one.message, one.hint)]

    assert all(isinstance(text, Text) for text in said)
    assert all(isinstance(ast.literal_eval(text), str) for text in told_in(module))
    given = [*arguments(module, 0, "message"), *arguments(module, 1, "hint")]
    assert not any(isinstance(node, ast.JoinedStr) for one in given for node in ast.walk(one))


@pytest.mark.parametrize("name", RULES)
def test_places_are_not_written_into_sentences(name: str) -> None:
    """Line and cell stand in the finding's place, and only there."""
    found = [str(ast.literal_eval(text)) for text in told_in(module_of(rule_named(name)))]

    assert not [text for text in found if re.search(r"\b(line|cell) (\d|{)|{(line|place)\b", text)]


@pytest.mark.parametrize("name", RULES)
def test_a_message_says_what_was_seen(name: str) -> None:
    """It holds a measured value, a number, or a name in backticks or quotes."""
    module = module_of(rule_named(name))

    for message in arguments(module, 0, "message"):
        assert all(
            re.search(r"[{`\"\d]", text) for text in templates(module, message) if ends(text)
        )


def ends(text: str) -> bool:
    """Tell a whole sentence from a part of one."""
    return text.endswith((".", "!", "?"))


@pytest.mark.parametrize("name", RULES)
def test_a_hint_asks_and_never_tells_the_solution(name: str) -> None:
    """What stands in the mended lines alone stands in no hint, be it spelled as code or as a word.

    Only variables that the example names itself may be met by accident, as plain English; in
    backticks or quotes they may not.
    """
    rule = rule_named(name)
    module = module_of(rule)

    hints = [text for hint in arguments(module, 1, "hint") for text in templates(module, hint)]

    said = [*hints, str(rule.LOOK)]
    assert words(said) & (solution(name) - variables(name)) == set()
    assert words(quoted(said)) & solution(name) == set()


def words(texts: list[str]) -> set[str]:
    """Split sentences, without the places for values, into words and numbers."""
    return {
        word
        for text in texts
        for word in re.findall(r"[A-Za-z_]\w*|\d+(?:\.\d+)?", re.sub(r"{.*?}", " ", text))
    }


def quoted(texts: list[str]) -> list[str]:
    """Find what is spelled as code or as a name."""
    return [part for text in texts for part in re.findall(r"`[^`]+`|\"[^\"]+\"", text)]


def variables(name: str) -> set[str]:
    """List the names that the good example gives to values of its own."""
    nodes = ast.walk(ast.parse(example(name, "good")))
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def solution(name: str) -> set[str]:
    """List what the good example's changed lines hold and the bad example does not."""
    bad, good = example(name, "bad"), example(name, "good")
    before = bad.splitlines()
    changed = {n for n, line in enumerate(good.splitlines(), start=1) if line not in before}
    return set(tokens(good, changed)) - set(tokens(bad))


def tokens(text: str, lines: set[int] | None = None) -> Iterator[str]:
    """Read names, numbers and words of strings in these lines, or in all."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if lines is not None and token.start[0] not in lines:
            continue
        if token.type == tokenize.STRING:
            yield from words([token.string])
        named = token.type == tokenize.NAME and not keyword.iskeyword(token.string)
        if named or token.type == tokenize.NUMBER:
            yield token.string


def test_a_token_of_the_solution_is_seen_in_a_sentence() -> None:
    """The comparison bites: the mended line of one rule holds what its hint must not say."""
    assert "sigmoid" in solution("softmax-on-one-unit")
    assert "softmax" not in solution("softmax-on-one-unit")
    assert words(["Try `activation='sigmoid'` with {units} units, 0.5."]) == {
        "Try",
        "activation",
        "sigmoid",
        "with",
        "units",
        "0.5",
    }
