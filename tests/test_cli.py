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
