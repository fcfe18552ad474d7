"""The stand-in as a test sees it."""

import asyncio
import secrets
import string
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.standins.telegram.delivery import UpdateQueue
from tests.standins.telegram.errors import fail
from tests.standins.telegram.events import Injection
from tests.standins.telegram.faults import Fault, FaultQueue
from tests.standins.telegram.records import Call, Chat, Json, RecordedMessage, Topic, User
from tests.standins.telegram.server import ApiServer
from tests.standins.telegram.state import State
from tests.standins.telegram.webhooks import Webhook

_ALPHABET = string.ascii_letters + string.digits + "_-"


class TelegramStandin:
    """A Bot API server for one bot, in a thread of its own on a free port."""

    def __init__(
        self,
        *,
        username: str = "wence_test_bot",
        first_name: str = "问策",
        local_mode: bool = False,
        query_lifetime: float = 15.0,
    ) -> None:
        """Prepare the bot; local mode takes webhooks with plain HTTP and any port."""
        self.token = f"123456:{''.join(secrets.choice(_ALPHABET) for _ in range(35))}"
        self.bot = User(id=123456, first_name=first_name, username=username, is_bot=True)
        self.state = State(self.bot, query_lifetime)
        self.inject = Injection(self.state, lambda: self._server.queue)
        self.port = 0
        self._faults = FaultQueue()
        self._local_mode = local_mode
        self._thread = threading.Thread(target=self._run, name="telegram-standin", daemon=True)
        self._ready = threading.Event()
        # These come to life in the thread, so that an unused stand-in leaves nothing behind.
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._server: ApiServer

    def __enter__(self) -> Self:
        """Start the server."""
        self._thread.start()
        if not self._ready.wait(10):
            fail("the stand-in did not start within 10 s")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    async def __aenter__(self) -> Self:
        """Start the server from a coroutine."""
        return await asyncio.to_thread(self.__enter__)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server from a coroutine."""
        await asyncio.to_thread(self.__exit__, kind, error, trace)

    @property
    def base_url(self) -> str:
        """The address that the token and the method are appended to."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The address that the token and the path of a file are appended to."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def calls(self) -> list[Call]:
        """The calls so far."""
        return self._server.calls.all()

    @property
    def violations(self) -> list[str]:
        """The rules that the bot has broken so far."""
        with self.state.lock:
            return list(self.state.violations)

    @property
    def pending_updates(self) -> list[Json]:
        """The updates that the bot has not confirmed yet."""
        return self._server.queue.snapshot()

    @property
    def dropped_updates(self) -> list[Json]:
        """The updates that the bot does not want according to allowed_updates."""
        with self.state.lock:
            return list(self._server.queue.dropped)

    @property
    def inline_messages(self) -> list[RecordedMessage]:
        """The messages that people have sent with the bot's inline results."""
        with self.state.lock:
            return list(self.state.inline_messages.values())

    def sent(self, chat: Chat | User | int) -> list[RecordedMessage]:
        """Return the messages of the bot that stand in a chat now."""
        chat_id = chat if isinstance(chat, int) else chat.id
        return [item for item in self.history(chat_id) if item.sender.id == self.bot.id]

    def history(self, chat_id: int) -> list[RecordedMessage]:
        """Return all messages that stand in a chat now."""
        with self.state.lock:
            found = [item for (chat, _), item in self.state.messages.items() if chat == chat_id]
            return sorted(found, key=lambda item: item.message_id)

    def user(
        self,
        user_id: int,
        first_name: str = "Li",
        language_code: str | None = "en",
        username: str | None = None,
    ) -> User:
        """Return somebody who has not written to the bot yet."""
        return User(user_id, first_name, language_code, username=username)

    def group(
        self, chat_id: int, title: str = "Group", *, kind: str = "supergroup", forum: bool = False
    ) -> Chat:
        """Return a group that the bot is in."""
        with self.state.lock:
            chat = Chat(chat_id, kind, title, is_forum=forum)
            self.state.see(self.bot, chat)
            return chat

    def topic(self, chat: Chat, name: str) -> Topic:
        """Open a topic in a forum."""
        if not chat.is_forum:
            fail(f"{chat.title!r} is not a forum")
        with self.state.lock:
            thread_id = self.state.next_message_id(chat.id)
            self.state.topics[chat.id][thread_id] = name
            return Topic(chat, thread_id, name)

    def set_member(self, chat: Chat, user: User, status: str) -> None:
        """Give somebody (or the bot) a status in a group: administrator or creator, say."""
        with self.state.lock:
            self.state.users[user.id] = user
            self.state.members[chat.id][user.id] = status

    def answer_to(self, update_id: int) -> Json | None:
        """Return the parameters with which the bot has answered a callback or inline query."""
        with self.state.lock:
            found = [item for item in self.state.queries.values() if item.update_id == update_id]
            return found[0].answer if found else None

    def expire_queries(self) -> None:
        """Make every open query too old to be answered."""
        with self.state.lock:
            for query in list(self.state.queries.values()):
                self.state.queries[query.id] = replace(query, asked_at=float("-inf"))

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong; `*` means every method but getUpdates."""
        self._faults.order(method, fault, times)

    def clear_faults(self) -> None:
        """Forget the faults that have not happened yet."""
        self._faults.clear()

    def wait_for(
        self, method: str, count: int = 1, timeout: float = 10.0, *, after: int = 0
    ) -> list[Call]:
        """Return the calls of a method once there are enough, not counting the first `after`."""
        return self._server.calls.wait_for(method, count, timeout, after)

    def wait_until(
        self, predicate: Callable[[], object], timeout: float = 10.0, what: str = "the condition"
    ) -> None:
        """Return once the predicate holds."""
        self._server.calls.wait_until(predicate, timeout, f"{what} did not come true")

    def forward_webhook(self, public_url: str, local_url: str) -> None:
        """Deliver what is meant for the public address to the local one, like a proxy."""
        self._server.webhook.forwards[public_url] = local_url

    def post_to_webhook(self, update: Json, secret: str | None) -> int:
        """Post an update with this secret (None: without) and return the HTTP status."""
        if not self._server.webhook.url:
            fail("no webhook is set")
        posting = self._server.webhook.post(update, secret)
        return asyncio.run_coroutine_threadsafe(posting, self._loop).result(70)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        queue = UpdateQueue(self.state, self._loop)
        webhook = Webhook(queue, local_mode=self._local_mode)
        self._server = ApiServer(self.token, self.state, queue, webhook, self._faults)
        runner = web.AppRunner(
            self._server.application(),
            handler_cancellation=True,
            access_log=None,
            shutdown_timeout=0.2,
        )
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        delivering = asyncio.create_task(webhook.deliver())
        self._ready.set()
        await self._stopping.wait()
        self._server.closing.set()
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        await webhook.stop()
        await runner.cleanup()
