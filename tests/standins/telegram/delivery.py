"""The queue of updates and its reading with getUpdates."""

import asyncio
from typing import Any

from tests.standins.telegram.errors import conflict, reject
from tests.standins.telegram.records import Json
from tests.standins.telegram.state import State

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
MAX_TIMEOUT = 50
_OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class UpdateQueue:
    """The updates that the bot has not confirmed yet."""

    def __init__(self, state: State, loop: asyncio.AbstractEventLoop) -> None:
        """Start with an empty queue that lives in the given loop."""
        self.state = state
        self.loop = loop
        self.pending: list[Json] = []
        self.dropped: list[Json] = []
        self.added = asyncio.Event()
        self.webhook_url = ""
        self.allowed_given: list[str] | None = None
        self._last_id = 700_000_000
        self._poll: asyncio.Future[str] | None = None

    def add(self, kind: str, payload: Json) -> int:
        """Queue an update if the bot wants this kind, and return its identifier."""
        with self.state.changed:
            self._last_id += 1
            update = {"update_id": self._last_id, kind: payload}
            if kind in self._allowed():
                self.pending.append(update)
            else:
                self.dropped.append(update)
            self.loop.call_soon_threadsafe(self._wake)
            return self._last_id

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds of updates the bot wants from now on."""
        unknown = [kind for kind in kinds or [] if kind not in KINDS]
        if unknown:
            reject(f"allowed_updates has the unknown kind {unknown[0]!r}")
        if kinds is not None:
            self.allowed_given = kinds or None

    def confirm(self, update: Json) -> None:
        """Take out an update that a webhook has accepted."""
        with self.state.changed:
            if update in self.pending:
                self.pending.remove(update)
            self.state.changed.notify_all()

    def drop_pending(self) -> None:
        """Forget what waits."""
        with self.state.lock:
            self.pending.clear()

    def end_poll(self, reason: str) -> None:
        """Answer the getUpdates that waits, if one does."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    async def get_updates(self, params: Json) -> list[Json]:
        """Return updates, waiting for the first one up to the timeout."""
        limit = params.get("limit", 100)
        if not 1 <= limit <= 100:
            reject("limit must be between 1 and 100")
        if params.get("timeout", 0) < 0:
            reject("timeout must not be negative")
        if self.webhook_url:
            conflict(_WEBHOOK_ACTIVE)
        self.allow(params.get("allowed_updates"))
        self.end_poll(_OTHER_POLL)
        deadline = self.loop.time() + min(params.get("timeout", 0), MAX_TIMEOUT)
        while True:
            ready = self._take(params.get("offset", 0), limit)
            left = deadline - self.loop.time()
            if ready or left <= 0:
                return ready
            poll: asyncio.Future[str] = self.loop.create_future()
            self._poll = poll
            try:
                await asyncio.wait({poll}, timeout=left)
            finally:
                if self._poll is poll:
                    self._poll = None
            if poll.done() and poll.result():
                conflict(poll.result())
            poll.cancel()

    def _take(self, offset: int, limit: int) -> list[Json]:
        with self.state.changed:
            if offset > 0:
                self.pending[:] = [item for item in self.pending if item["update_id"] >= offset]
            elif offset < 0:
                del self.pending[:offset]
            self.state.changed.notify_all()
            return self.pending[:limit]

    def _allowed(self) -> set[str]:
        return set(self.allowed_given or set(KINDS) - _ON_REQUEST)

    def _wake(self) -> None:
        self.added.set()
        self.end_poll("")

    def snapshot(self) -> list[dict[str, Any]]:
        """Return the updates that wait now."""
        with self.state.lock:
            return list(self.pending)
