"""What the commands make of their options, before anything is begun."""

import pytest
from click.testing import CliRunner

from nngrader.cli import main


@pytest.mark.parametrize(
    "command", [["grade", "."], ["verify", "xor"], ["inspect", "."]], ids=lambda c: c[0]
)
def test_a_limit_that_is_none_says_what_is(command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--limit", "wall=20", "--limit", "time=20"])

    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == (
        "Error: --limit is 'time=20'; NAME=VALUE was wanted, such as wall=90. "
        "There are wall (seconds), code (seconds), cpu (seconds), memory (MiB), threads, "
        "disk (MiB), files, output (MiB) and messages."
    )


@pytest.mark.parametrize("command", ["grade", "batch", "explain"])
def test_a_language_that_nobody_speaks_is_refused(command: str) -> None:
    done = CliRunner().invoke(main, [command, "--lang", "fr", "xor.py"])

    assert done.exit_code == 2
    assert "Invalid value for '--lang': 'fr' is not one of 'en', 'es', 'pt'." in done.output


def test_explain_without_a_rule_lists_them() -> None:
    done = CliRunner().invoke(main, ["explain"])

    assert done.exit_code == 0
    assert done.output.endswith("\n\n`nngrader explain RULE` shows a page.\n")


def test_explain_shows_one_page_and_ends_it_once() -> None:
    done = CliRunner().invoke(main, ["explain", "double-softmax", "--lang", "es"])

    assert done.exit_code == 0
    assert done.output.startswith("double-softmax (L06, major)\n")
    assert not done.output.endswith("\n\n")
