"""The kernel's numbers are those of its headers, and a call that fails says so."""

import re
from pathlib import Path

import pytest

from nngrader import kernel
from nngrader.kernel import AARCH64, CALLS, MACHINES, X86_64, KernelRefused

#: Where Debian keeps them; the second is what aarch64 and all newer processors use.
HEADERS = {
    X86_64: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    AARCH64: Path("/usr/include/asm-generic/unistd.h"),
}
DEFINED = re.compile(r"#define __NR(?:3264)?_(\w+)\s+(\d+)")
YOUNG = {"fchmodat2", "setxattrat", "removexattrat", "file_setattr"}  #: not in every header yet


@pytest.mark.parametrize("machine", MACHINES)
def test_the_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    if not HEADERS[machine].is_file():
        pytest.skip(f"{HEADERS[machine]} is not installed")
    defined = dict(DEFINED.findall(HEADERS[machine].read_text()))
    ours = {name: numbers[MACHINES.index(machine)] for name, numbers in CALLS.items()}

    assert {name for name in ours if int(defined.get(name, -1)) != ours[name]} <= YOUNG


@pytest.mark.parametrize("machine", MACHINES)
def test_no_number_stands_for_two_calls(machine: str) -> None:
    numbers = [pair[MACHINES.index(machine)] for pair in CALLS.values()]
    real = [number for number in numbers if number >= 0]

    assert len(real) == len(set(real))
    assert max(real) <= kernel.NEWEST


@pytest.mark.skipif(not kernel.machine(), reason="this is no Linux that we know")
def test_a_refused_call_names_itself_and_the_reason() -> None:
    with pytest.raises(KernelRefused) as refused:
        kernel.call("setns", -1, 0)

    assert str(refused.value) == "the kernel refused `setns`: Bad file descriptor"
    assert not isinstance(refused.value, OSError)


def test_elsewhere_there_is_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "machine", lambda: "")

    assert kernel.number("clone") == -1
    with pytest.raises(KernelRefused, match="Function not implemented"):
        kernel.call("unshare", 0)
