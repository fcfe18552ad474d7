"""Settings beyond what the command line's tests show."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, load_settings
from tests.conftest import PROJECT


@pytest.mark.usefixtures("bare_environment")
def test_the_shipped_file_says_what_holds_without_it() -> None:
    """config.toml holds the defaults, so that deleting it changes only where things are kept."""
    shipped, default = load_settings(PROJECT / "config.toml"), load_settings(None)
    for section in ("storage", "retrieval", "telegram", "journal", "notice"):
        assert getattr(shipped, section) == getattr(default, section)


def test_relative_folders_start_at_the_file(bare_environment: Path) -> None:
    """A relative storage folder lies beside the configuration file, wherever that is read from."""
    there = bare_environment / "elsewhere"
    there.mkdir()
    (there / "c.toml").write_text('[storage]\nfolder = "kept"\n', encoding="utf-8")
    assert load_settings(Path("elsewhere/c.toml")).folder == there / "kept"


def test_without_a_file_the_users_folder_serves(bare_environment: Path) -> None:
    """Without config.toml things are kept in the user's data folder."""
    assert load_settings(None).folder.is_relative_to(bare_environment)


@pytest.mark.usefixtures("bare_environment")
def test_settings_are_frozen_and_hide_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings cannot be changed, and neither repr nor str shows a secret."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hunter2@host/db")
    settings: Settings = load_settings(None)
    assert "hunter2" not in f"{settings!r} {settings}"
    with pytest.raises(ValidationError):
        settings.folder = Path("/")
