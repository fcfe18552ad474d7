"""What tests of stores share: a database of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.store.database import open_database, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import sqlalchemy as sa


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """Return an engine over an empty database."""
    opened = open_database(sqlite_url(tmp_path))
    yield opened
    opened.dispose()
