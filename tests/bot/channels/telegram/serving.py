"""The real application in a thread, over HTTP against the stand-in."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from bot.backend import Backend
from bot.channels.telegram.application import build_application, run
from bot.dialogues import Dialogues
from bot.identity import Identity
from bot.journal import Recorder
from bot.settings import Settings, TelegramSettings
from knowledge.store.conversations import ConversationStore
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore
from knowledge.store.inbox import Inbox
from knowledge.store.journal import JournalStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from bot.assistant import Assistant
    from tests.standins.telegram import RecordedMessage, TelegramStandin, User

_IDENTITY = Identity(b"secret")
SECRET = _IDENTITY.token("telegram-webhook")


def backend_of(assistant: Assistant, engine: sa.Engine) -> Backend:
    """Return what the channel works by, over an assistant and a database."""
    journal = JournalStore(engine)
    recorder = Recorder(journal, _IDENTITY)
    dialogues = Dialogues(assistant, ConversationStore(engine), recorder, _IDENTITY)
    return Backend(dialogues, Inbox(engine), DocumentStore(engine), journal, _IDENTITY)


@contextmanager
def running(
    assistant: Assistant, standin: TelegramStandin, **telegram: Any
) -> Iterator[TelegramStandin]:
    """Run the application in a thread of its own while the block runs."""
    with TemporaryDirectory() as folder:
        engine = open_database(sqlite_url(Path(folder)))
        with serving(assistant, standin, engine, **telegram):
            yield standin
        engine.dispose()


@contextmanager
def serving(
    assistant: Assistant, standin: TelegramStandin, engine: sa.Engine, **telegram: Any
) -> Iterator[None]:
    """Run the application over a database while the block runs."""
    settings = Settings(
        telegram=TelegramSettings(**{"base_url": standin.base_url, **telegram}),
        folder=Path(),
        database_url=SecretStr(""),
    )
    stop = threading.Event()

    async def serve() -> None:
        backend = backend_of(assistant, engine)
        application = build_application(backend, settings, standin.token)
        ended = asyncio.Event()
        async with application:
            running = asyncio.create_task(run(application, backend, settings.telegram, ended))
            with ThreadPoolExecutor(1) as waiting:
                await asyncio.get_running_loop().run_in_executor(waiting, stop.wait)
            ended.set()
            await running

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)


def reply(standin: TelegramStandin, person: User) -> RecordedMessage:
    """Wait for the one message that the bot sends to a person."""
    standin.wait_until(lambda: standin.sent(person), 20)
    (message,) = standin.sent(person)
    return message
