"""Commands run in the process of the tests, each with an assistant of its own."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# Objects; an assistant has a quarter of a million, which is 180 MB.
_MOST = 2_000_000


@pytest.fixture(autouse=True)
def _let_go_of_assistants() -> Iterator[None]:
    """Have what commands froze for good collected; outside of tests their process ends."""
    yield
    if gc.get_freeze_count() > _MOST:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
