"""The pages of rules and of the ideas behind them: for `nngrader explain`, and as documents.

python -m nngrader.rules._page     writes docs/rules.md and docs/concepts.md
"""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from inspect import cleandoc
from pathlib import Path

import msgspec

from nngrader import concepts
from nngrader.evidence import Evidence
from nngrader.findings import SEVERITIES
from nngrader.language import ENGLISH, voice
from nngrader.rooms import names
from nngrader.rules import find, rule_named, trial_of
from nngrader.trials import change_named

ROOM = "nngrader.rules"
DOCS = Path(__file__).parents[2] / "docs"
#: By the first letter of the number in the catalogue of faults, in the order of teaching.
GROUPS = {
    "D": "Data",
    "L": "Labels, output, loss and metric",
    "A": "Architecture",
    "T": "Training",
    "E": "Evaluation and honesty",
    "K": "Keras itself",
    "F": "Unfinished work",
}
GENERATED = "<!-- Generated: python -m nngrader.rules._page -->"


def rule_names() -> tuple[str, ...]:
    """List the rules."""
    return names(ROOM)


def page(name: str, language: str = ENGLISH) -> str:
    """Write the rule's title, its page, its hints, and the change that mends its example.

    Raises UnknownName with the nearest name.
    """
    rule = rule_named(name)
    title = f"{name} ({rule.CATALOGUE}, {rule.SEVERITY})"
    head = (title, "=" * len(title), "", cleandoc(rule.__doc__ or ""), "")
    return _lines((*head, *_stages(name, language), "", "## What changes", "", *_change(name)))


def listed() -> str:
    """List the rules by group, with what each says and how much it matters."""
    width = max(len(name) for name in rule_names())
    lines = []
    for group, members in _grouped():
        lines += [group, *(f"  {name:{width}}  {_title(name)}" for name in members), ""]
    return _lines((*lines, "`nngrader explain RULE` shows a page."))


def rules_document() -> str:
    """Write docs/rules.md: what can be noticed, by group, and all pages."""
    intro = (
        f"{len(rule_names())} mistakes that `nngrader` names. Each was reproduced on the Keras that "
        "its page names; none costs points by itself. `nngrader explain RULE` shows a page."
    )
    lines = [GENERATED, "# Rules", "", intro, ""]
    for group, members in _grouped():
        lines += [f"- {group}: {', '.join(f'[{name}](#{name})' for name in members)}"]
    for group, members in _grouped():
        lines += ["", f"## {group}"]
        for name in members:
            lines += ["", *_chapter(name)]
    return _lines(lines)


def concepts_document() -> str:
    """Write docs/concepts.md: every idea that a hint can lead to."""
    intro = "The ideas behind the mistakes: the last stage of a hint."
    lines = [GENERATED, "# Concepts", "", intro]
    for name in concepts.names():
        found = concepts.concept(name)
        lines += ["", f'<a id="{name}"></a>', "", f"## {found.title}", "", found.text]
        lines += ["", _lessons(found)] if found.lessons else []
    return _lines(lines)


def example(name: str, which: str) -> str:
    """Read "bad" or "good": a hand-in with the mistake, and the same without it."""
    return _file(name, f"{which}.py").read_text(encoding="utf-8")


def _file(name: str, file: str) -> Path:
    return Path(__file__).parent / name.replace("-", "_") / file


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _grouped() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each group with its rules, by number in the catalogue."""
    numbers = {name: rule_named(name).CATALOGUE for name in rule_names()}
    for letter, title in GROUPS.items():
        members = (name for name, number in numbers.items() if number.startswith(letter))
        yield title, tuple(sorted(members, key=lambda name: (numbers[name], name)))


def _title(name: str) -> str:
    rule = rule_named(name)
    title = (rule.__doc__ or "").partition("\n")[0]
    return f"{rule.SEVERITY:{max(map(len, SEVERITIES))}}  {title}"


def _stages(name: str, language: str) -> Iterator[str]:
    rule, speak = rule_named(name), voice(language)
    idea = concepts.concept(rule.CONCEPT, language)
    yield from ("## Hints", "", f"1. A question: {_asked(name, language)}")
    yield f"2. Where to look: {speak(rule.LOOK)}"
    yield f"3. The idea behind it: {idea.title}. {idea.text}"
    if trial := trial_of(rule):
        yield from ("", f"A guess until tried: with {speak(change_named(trial).WORDS)}.")


def _asked(name: str, language: str) -> str:
    """Give what is said of the bad hand-in, where it was recorded what became of it."""
    recorded = _file(name, "bad.json")
    if not recorded.is_file():
        return "with the student's own numbers."
    evidence = msgspec.json.decode(recorded.read_bytes(), type=Evidence)
    found = find(evidence, only=name, language=language)
    return " ".join(f"{one.message} {one.hint}" for one in found[:1])


def _change(name: str) -> Iterator[str]:
    bad, good = example(name, "bad").splitlines(), example(name, "good").splitlines()
    yield from unified_diff(bad, good, "bad.py", "good.py", lineterm="")


def _chapter(name: str) -> Iterator[str]:
    """Write a rule's page two headings lower, with links."""
    rule = rule_named(name)
    title, _, chapters = cleandoc(rule.__doc__ or "").partition("\n")
    idea = concepts.concept(rule.CONCEPT).title
    yield from (f"### {name}", "", f"{title} ({rule.CATALOGUE}, {rule.SEVERITY})")
    yield chapters.replace("\n## ", "\n#### ")
    yield from ("", f"Where to look: {rule.LOOK}", "")
    yield f"The idea behind it: [{idea}](concepts.md#{rule.CONCEPT})"
    yield from ("", "```diff", *_change(name), "```")


def _lessons(found: concepts.Concept) -> str:
    links = (
        f"[{lesson.assignment}, {lesson.heading}]"
        f"(../assignments/{lesson.assignment}/README.md#{lesson.anchor})"
        for lesson in found.lessons
    )
    return f"In the lessons: {'; '.join(links)}."


def _write() -> None:
    """Write both documents beside the others of the repository."""
    for name, text in (("rules.md", rules_document()), ("concepts.md", concepts_document())):
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
