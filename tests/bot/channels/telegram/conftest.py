"""A stand-in of the Bot API, and somebody who writes to the bot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.bootstrap import build_assistant, open_store
from bot.settings import Settings
from knowledge.readers.source import read_source
from knowledge.store.database import sqlite_url
from tests.standins.telegram import TelegramStandin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.assistant import Assistant
    from tests.standins.telegram import User


@pytest.fixture
def standin() -> Iterator[TelegramStandin]:
    """Serve a strict stand-in of the Bot API; no call may break a rule of it."""
    with TelegramStandin() as served:
        yield served
        assert served.violations == []


@pytest.fixture
def lin(standin: TelegramStandin) -> User:
    """Return a person who writes to the bot."""
    return standin.user(42, "林", "zh-hans")


@pytest.fixture(autouse=True)
def _log_records() -> Iterator[None]:
    """Put the log record factory back, which the application replaces for the process."""
    factory = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(factory)


@pytest.fixture(scope="module")
def long_assistant(words_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Return an assistant over a plan with twenty items in an area, the second one very long."""
    folder = tmp_path_factory.mktemp("long")
    long = 2
    items = [
        f"{at}.事项{at}。{'做好各项工作。' * (900 if at == long else 3)}" for at in range(1, 21)
    ]
    plan = folder / "long.txt"
    plan.write_text("\n".join(["临江区2023年教育工作要点", "一、管理", *items, ""]), "utf-8")
    settings = Settings(folder=words_cache, database_url=SecretStr(sqlite_url(folder)))
    open_store(settings).add("long", read_source(plan))
    return build_assistant(settings, ["long"])
