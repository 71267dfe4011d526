"""What the numbers were measured on."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("tensorflow", "keras", "numpy", "nngrader")


def report(core: int, command: str) -> str:
    """Describe processor, versions, and how to measure again."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        f"{_processor()}, {os.cpu_count()} cores, pinned to core {core} but for classes; "
        f"{platform.system()} {platform.release()}; "
        f"load average at the end {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}, {versions}, commit {_commit()}",
        f"`{command}`",
    ]
    return "\n".join(["## Measured with\n", *(f"- {line}" for line in lines), ""])


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _commit() -> str:
    """Name the commit; "-dirty" when files differ from it."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or "unknown"
