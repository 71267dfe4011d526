"""The same hundred answers are compared in every test; reading them is pure, so once is enough."""

from collections.abc import Iterator
from functools import lru_cache

import pytest

from nngrader.similarity import comparing


@pytest.fixture(autouse=True, scope="package")
def _read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "read", lru_cache(maxsize=1000)(comparing.read))
        yield
