"""F11: where the kernel lacks what a level needs, or refuses it, the level falls and says why.

A container's own filter of calls is imitated: it is set in a process that then measures.
"""

import json
import subprocess
import sys

import pytest

from nngrader.isolation import WORDS, Isolation, IsolationMissing
from nngrader.kernel import machine

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(not machine(), reason="needs Linux on a known processor"),
]

MEASURED_UNDER_A_FILTER = """
import ctypes, errno, json, struct, sys
from nngrader import kernel, seccomp
from nngrader.executors._self_test import measure

def refuse(names, error):
    steps = [*seccomp._wrong_table(seccomp.AUDIT_ARCH[kernel.machine()])]
    for name in names:
        steps += seccomp._answered(kernel.number(name), error)
    steps.append((seccomp.ANSWER, 0, 0, seccomp.ALLOW))
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    text = ctypes.create_string_buffer(packed, len(packed))
    words = struct.pack("=HxxxxxxQ", len(steps), ctypes.addressof(text))
    kernel.set_process(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.call("seccomp", kernel.SECCOMP_SET_MODE_FILTER, 0, words)

names, error = json.loads(sys.argv[1])
if names:
    refuse(names, error)
found = measure()
try:
    found.require(3)
    missing = ""
except Exception as problem:
    missing = f"{type(problem).__name__}: {problem}"
held = [trial.held for trial in found.trials]
print(json.dumps([found.level, found.failed, str(found), missing, held]))
"""
EPERM, ENOSYS = 1, 38
LANDLOCK = ["landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"]


def measured(*refused: str, error: int = EPERM) -> Isolation:
    """What is measured in a process that may not make these calls, and what it says of level 3."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED_UNDER_A_FILTER, json.dumps([refused, error])],
        capture_output=True,
        text=True,
        check=True,
    )
    level, failed, told, missing, held = json.loads(done.stdout)
    way = {1: "process", 2: "filters"}.get(level, "namespaces by user")
    found = Isolation(way, failed=failed)  # type: ignore[arg-type]
    if level < 3:
        assert told == str(found)
        assert missing == f"IsolationMissing: {refusal(found, 3)}"
        assert level == 1 or (held and all(held))
    return found


def refusal(found: Isolation, level: int) -> str:
    with pytest.raises(IsolationMissing) as problem:
        found.require(level)
    return str(problem.value)


@pytest.fixture(scope="module", autouse=True)
def _reaches_level_3() -> None:
    if measured().level < 3:
        pytest.skip("this machine does not reach level 3")


def reasons(found: Isolation) -> set[str]:
    return set(found.failed.values())


@pytest.mark.parametrize("error", [EPERM, ENOSYS], ids=["refused", "unknown"])
def test_f11_without_namespaces_it_is_level_2(error: int) -> None:
    """As in Docker by default."""
    found = measured("unshare", "mount", error=error)

    assert found.level == 2
    said = {EPERM: "Operation not permitted", ENOSYS: "Function not implemented"}[error]
    assert reasons(found) == {f"the kernel refused `unshare`: {said}"}


@pytest.mark.parametrize(
    ("refused", "what"),
    [
        ("mount", "to mount /"),
        ("pivot_root", "to leave the old root"),
        ("umount2", "to let go of the old root"),
        ("setns", "`setns`"),
    ],
)
def test_f11_half_of_level_3_is_level_2(refused: str, what: str) -> None:
    found = measured(refused)

    assert found.level == 2
    assert reasons(found) == {f"the kernel refused {what}: Operation not permitted"}


def test_f11_a_root_that_cannot_be_made_read_only_is_no_level_3() -> None:
    found = measured("mount_setattr")

    assert found.level == 2
    for reason in reasons(found):  # one for each way, of a folder of its own
        assert reason.startswith("the kernel refused to make /")
        assert reason.endswith(" read-only: Operation not permitted")


def test_f11_without_landlock_as_well_it_is_level_1() -> None:
    found = measured("unshare", "mount", *LANDLOCK)

    assert found.level == 1
    assert found.failed["filters"].startswith("the kernel refused ")
    assert found.failed["namespaces by user"] == (
        "the kernel refused `unshare`: Operation not permitted"
    )


def test_f11_without_landlock_alone_no_level_is_claimed_that_needs_it() -> None:
    assert measured(*LANDLOCK, error=ENOSYS).level == 1


def test_f11_a_filter_that_cannot_be_set_is_level_1() -> None:
    """`seccomp` itself refused, as under a strict filter of someone else's."""
    found = measured("seccomp")

    assert found.level == 1
    assert reasons(found) == {"the kernel refused a filter of calls: Operation not permitted"}


FOUND = Isolation(
    "filters",
    failed={
        "namespaces by root": "the kernel refused `unshare`: Operation not permitted",
        "namespaces by user": "to see other processes was possible",
    },
)


def test_f11_a_level_that_is_missing_is_refused_with_what_to_do() -> None:
    assert refusal(FOUND, 3) == (
        "Isolation level 3 was required; this machine reaches 2 "
        f"({WORDS[2]}). Nothing was run.\n"
        "  namespaces by root: the kernel refused `unshare`: Operation not permitted\n"
        "  namespaces by user: to see other processes was possible\n"
        "docs/security.md says what each level needs, on GitHub's runners, in Docker, on Kubernetes "
        "and on a Mac."
    )


def test_f11_a_level_that_is_reached_is_not() -> None:
    FOUND.require(2)
