"""What was recorded of every rule's examples: it fires on the one and not on the other."""

import pytest

from nngrader.findings import Finding
from nngrader.rules import CONSEQUENCES, find, rule_named, rule_names
from nngrader.rules._page import example
from tests.rules.recording import HEAD, WHICH, folder_of, recorded

SERIOUS = ("fatal", "major")


def serious(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.severity in SERIOUS]


@pytest.mark.parametrize("rule", rule_names())
def test_fires_on_its_bad_example(rule: str) -> None:
    assert rule in {finding.rule for finding in find(recorded(rule, "bad"))}


@pytest.mark.parametrize("rule", rule_names())
def test_a_serious_mistake_is_the_first_that_is_told(rule: str) -> None:
    found = find(recorded(rule, "bad"))

    follows = rule_named(rule).ORDER >= CONSEQUENCES
    assert follows or rule not in serious(found) or serious(found)[0] == rule


@pytest.mark.parametrize("rule", rule_names())
def test_nothing_serious_on_its_good_example(rule: str) -> None:
    found = find(recorded(rule, "good"))

    assert rule not in {finding.rule for finding in found}
    assert serious(found) == []


@pytest.mark.parametrize("rule", rule_names())
@pytest.mark.parametrize("which", WHICH)
def test_the_recording_is_of_the_example_as_it_is(rule: str, which: str) -> None:
    text = example(rule, which)
    source = recorded(rule, which).source

    assert rule == "old-keras-healed" or source in ((), tuple(text.splitlines()))
    assert text.startswith(HEAD) or source


def test_every_room_holds_its_recordings_and_nothing_else() -> None:
    wanted = {"__init__.py", "bad.py", "good.py", "bad.json", "good.json"}

    held = {rule: {path.name for path in folder_of(rule).iterdir()} for rule in rule_names()}

    assert {rule: names - {"__pycache__"} for rule, names in held.items()} == dict.fromkeys(
        rule_names(), wanted
    )
