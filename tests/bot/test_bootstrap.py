"""What is told while the program is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.bootstrap import announce
from bot.settings import Settings
from bot.texts import text
from knowledge.store.database import sqlite_url

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("learnt", [False, True])
def test_who_starts_for_the_first_time_is_told_to_wait(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, learnt: bool
) -> None:
    """It is said once: where something was learnt, the program starts at once and in silence."""
    if learnt:
        (tmp_path / "cache" / "learnt").mkdir(parents=True)
    announce(Settings(folder=tmp_path, database_url=SecretStr(sqlite_url(tmp_path))))
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "" if learnt else text("stages.first") + "\n")
