"""Everything the stand-in knows: chats, messages, files, queries and the bot's own settings."""

import itertools
import threading
import time
from collections import defaultdict
from dataclasses import replace

from tests.standins.telegram.errors import forbid, refuse
from tests.standins.telegram.records import Chat, Json, Query, RecordedMessage, StoredFile, User

PRESENT = {"member", "administrator", "creator", "restricted"}


def _names(chat: Chat, chat_id: int | str) -> bool:
    # Only groups and channels can be named by their username, people can't.
    public = chat.username is not None and chat.type != "private"
    return chat_id == chat.id or (public and chat_id == f"@{chat.username}")


class State:
    """The state behind the answers; whoever reads or changes it holds the lock."""

    def __init__(self, bot: User, query_lifetime: float) -> None:
        """Start with a bot nobody has written to."""
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.bot = bot
        self.query_lifetime = query_lifetime
        self.violations: list[str] = []
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.members: dict[int, dict[int, str]] = defaultdict(dict)
        self.topics: dict[int, dict[int, str]] = defaultdict(dict)
        self.messages: dict[tuple[int, int], RecordedMessage] = {}
        self.inline_messages: dict[str, RecordedMessage] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.logged_out = False
        self._last_message: dict[int, int] = {}
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """Return a number that was not used before."""
        return next(self._numbers)

    def note(self, method: str, text: str) -> None:
        """Record a rule that the bot broke."""
        with self.changed:
            self.violations.append(f"{method}: {text}")
            self.changed.notify_all()

    def see(self, user: User, chat: Chat) -> None:
        """Make a chat and somebody in it known."""
        self.users[user.id] = user
        self.chats.setdefault(chat.id, chat)
        members = self.members[chat.id]
        members.setdefault(self.bot.id, "member")
        if members.get(user.id) not in PRESENT:
            members[user.id] = "member"

    def chat(self, chat_id: int | str) -> Chat:
        """Return a chat the bot has met."""
        found = [chat for chat in self.chats.values() if _names(chat, chat_id)]
        if not found:
            refuse("chat_id is empty" if chat_id == "" else "chat not found")
        return found[0]

    def open_chat(self, chat_id: int | str) -> Chat:
        """Return a chat the bot may write to."""
        chat = self.chat(chat_id)
        status = self.members[chat.id].get(self.bot.id, "left")
        if status not in PRESENT and chat.type == "private":
            forbid("bot was blocked by the user")
        if status == "kicked":
            forbid(f"bot was kicked from the {chat.type} chat")
        if status not in PRESENT:
            forbid(f"bot is not a member of the {chat.type} chat")
        return chat

    def thread(self, chat: Chat, thread_id: int | None) -> int | None:
        """Return the forum topic, or refuse one that is not there."""
        if thread_id is not None and thread_id not in self.topics[chat.id]:
            refuse("message thread not found")
        return thread_id

    def next_message_id(self, chat_id: int) -> int:
        """Return the identifier of the next message in a chat."""
        self._last_message[chat_id] = self._last_message.get(chat_id, 0) + 1
        return self._last_message[chat_id]

    def put(self, message: RecordedMessage) -> RecordedMessage:
        """Store a new or changed message."""
        if message.inline_message_id is not None:
            self.inline_messages[message.inline_message_id] = message
        else:
            self.messages[message.chat_id, message.message_id] = message
        self.changed.notify_all()
        return message

    def store_file(self, name: str, data: bytes, mime_type: str) -> StoredFile:
        """Keep the bytes of a file under a new identifier."""
        file_id = f"BQACAgIAAxkBAAI{self.number():012d}"
        stored = StoredFile(file_id, name, data, mime_type)
        self.files[file_id] = stored
        return stored

    def ask(self, kind: str, user: User, text: str) -> Query:
        """Open a callback query or an inline query."""
        query = Query(f"{user.id}{self.number():06d}", 0, kind, user, time.monotonic(), text)
        self.queries[query.id] = query
        return query

    def waiting_query(self, kind: str, query_id: str) -> Query:
        """Return a query that can still be answered."""
        query = self.queries.get(query_id)
        if (
            query is None
            or query.kind != kind
            or query.answer is not None
            or time.monotonic() - query.asked_at > self.query_lifetime
        ):
            refuse("query is too old and response timeout expired or query ID is invalid")
        return query

    def answer(self, query: Query, params: Json) -> None:
        """Close a query with its answer."""
        self.queries[query.id] = replace(query, answer=params)
        self.changed.notify_all()
