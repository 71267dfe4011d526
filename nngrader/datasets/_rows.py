"""Making and naming Rows."""

from hashlib import sha256

import numpy as np

from nngrader.jobs import Array


def digest(*arrays: Array) -> str:
    """Name arrays by content: "sha256:" and 64 hex digits."""
    named = sha256()
    for array in arrays:
        named.update(f"{array.dtype.str}{array.shape}".encode())
        named.update(np.ascontiguousarray(array).tobytes())
    return f"sha256:{named.hexdigest()}"


def hold_out(labels: Array, per_class: int, seed: int) -> tuple[Array, Array]:
    """Choose rows to hide, the same number from each class; return (kept in order, hidden mixed)."""
    draw = np.random.default_rng(seed)
    hidden = np.concatenate(
        [draw.permutation(np.flatnonzero(labels == c))[:per_class] for c in np.unique(labels)]
    )
    kept = np.setdiff1d(np.arange(len(labels)), hidden)
    return kept, draw.permutation(hidden)
