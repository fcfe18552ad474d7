"""What is told while the program is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.bootstrap import announce, build_search
from bot.settings import Settings
from bot.texts import text
from knowledge.store.database import sqlite_url

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("again", "thesaurus", "terminal", "told"),
    [
        (False, True, True, True),
        (True, True, True, False),
        (False, False, True, False),
        (False, True, False, False),
    ],
)
def test_who_starts_for_the_first_time_is_told_to_wait(  # noqa: PLR0913 - a table of cases
    warm_cache: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    again: bool,
    thesaurus: bool,
    terminal: bool,
    told: bool,
) -> None:
    """It is said at a terminal, where something is learnt; otherwise it starts in silence."""
    folder = warm_cache.parent if again else tmp_path
    announce.cache_clear()
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    settings = Settings(folder=folder, database_url=SecretStr(sqlite_url(tmp_path)))
    build_search(settings, thesaurus=thesaurus)
    assert capsys.readouterr().err == (text("stages.learning") + "\n" if told else "")
