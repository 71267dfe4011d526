"""What a training depends on besides what it is asked: versions, settings and the processor.

One thread, no oneDNN and no custom contraction kernel gave the same bits on every processor that
was emulated, for 8 % of MNIST's time. Any one of them alone did not.
"""

import platform
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

ENGINE = 2  #: raise it when the same request may give other bits, so that nothing old is remembered
THREADS = 1

#: Read by TensorFlow when it is imported, so they are set by whoever starts the process.
NUMERICS = {
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
PACKAGES = {
    "keras": ("keras",),
    "nngrader": ("nngrader",),
    "numpy": ("numpy",),
    "tensorflow": ("tensorflow", "tensorflow-cpu", "tensorflow-intel", "tensorflow-macos"),
}
SIMD = ("AVX", "AVX2", "FMA3", "AVX512F", "NEON", "SVE")  #: what rounding could depend on


@cache
def conditions() -> dict[str, str]:
    """Name everything that a result depends on, without importing any of it."""
    return {
        "python": platform.python_version(),
        **{name: _version(names) for name, names in PACKAGES.items()},
        "engine": str(ENGINE),
        "threads": str(THREADS),
        "onednn": "off",
        "custom contraction kernel": "off",
        "deterministic operations": "on",
        "processor": " ".join([platform.machine(), *_simd()]),
    }


def _version(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return "not installed"


def _simd() -> list[str]:
    for home in ("numpy._core", "numpy.core"):  # the second is NumPy 1's
        with suppress(ImportError):
            features = import_module(f"{home}._multiarray_umath").__cpu_features__
            return [name.lower() for name in SIMD if features.get(name)]
    return []
