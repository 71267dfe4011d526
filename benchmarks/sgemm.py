"""How many float32 operations per second this core does when it only multiplies matrices."""

import time

import numpy as np

from benchmarks.children import reply

SIDE = 2048


def rate(products: int) -> float:
    """Return operations per second of the fastest of so many products."""
    draw = np.random.default_rng(0)
    a, b = (draw.random((SIDE, SIDE), dtype=np.float32) for _ in range(2))
    out = a @ b  # the first product also touches the memory
    return 2 * SIDE**3 / min(_seconds(a, b, out) for _ in range(products))


def _seconds(a: np.ndarray, b: np.ndarray, out: np.ndarray) -> float:
    started = time.process_time()
    np.matmul(a, b, out=out)
    return time.process_time() - started


def main() -> None:
    """Answer `ask`."""
    reply(rate, int)
