"""The web application over the shipped plan, without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from bot.backend import Backend
from bot.bootstrap import open_store
from bot.channels.web.application import build_app
from bot.dialogues import Dialogues
from bot.identity import Identity
from bot.journal import Recorder
from knowledge.store.conversations import ConversationStore
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.inbox import Inbox
from knowledge.store.journal import JournalStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.assistant import Assistant
    from bot.settings import Settings


@pytest.fixture(scope="package")
def backend(
    assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Backend]:
    """Return what the channel works by; what is said is kept in a database of its own."""
    engine = open_database(sqlite_url(tmp_path_factory.mktemp("web")))
    store = open_store(settings)
    identity, journal = Identity(b"secret"), JournalStore(engine)
    dialogues = Dialogues(
        assistant, ConversationStore(engine), Recorder(journal, identity), identity
    )
    yield Backend(dialogues, Inbox(engine), store, journal, identity)
    store.engine.dispose()
    engine.dispose()


@pytest.fixture
def client(backend: Backend, settings: Settings) -> TestClient:
    """Return a client of the application."""
    return TestClient(build_app(backend, settings), base_url="http://wence.test")
