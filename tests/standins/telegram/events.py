"""What people do in Telegram: the updates that a test lets happen."""

import mimetypes
import re
import time
from collections.abc import Callable
from dataclasses import replace

from tests.standins.telegram.answers_chats import member_json
from tests.standins.telegram.delivery import UpdateQueue
from tests.standins.telegram.errors import fail
from tests.standins.telegram.formatting import read_text
from tests.standins.telegram.html_entities import utf16_length
from tests.standins.telegram.links import PAYLOAD
from tests.standins.telegram.records import Chat, Json, RecordedMessage, Topic, User
from tests.standins.telegram.rendering import message_json
from tests.standins.telegram.state import State

_DETECTED = re.compile(
    r"(?P<url>https?://\S+)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})"
)


def detect_entities(text: str) -> list[Json]:
    """Return the commands, mentions and links that Telegram finds in a text by itself."""
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _DETECTED.finditer(text)
    ]


class Injection:
    """Lets updates happen; every method returns the update_id."""

    def __init__(self, state: State, queue: Callable[[], UpdateQueue]) -> None:
        """Keep the state and the way to the queue of the running server."""
        self._state = state
        self._queue = queue

    def message(
        self,
        user: User,
        text: str,
        place: Chat | Topic | None = None,
        *,
        reply_to: RecordedMessage | None = None,
        entities: list[Json] | None = None,
    ) -> int:
        """Let somebody write to the bot, or into a group the bot is in."""
        with self._state.changed:
            found = detect_entities(text) if entities is None else entities
            message = self._write(user, place, reply_to)
            return self._show("message", replace(message, text=text, entities=tuple(found)))

    def command(
        self,
        user: User,
        name: str,
        arguments: str = "",
        place: Chat | Topic | None = None,
        *,
        addressed: bool = False,
    ) -> int:
        """Let somebody send a command, with the name of the bot behind it if addressed."""
        address = f"@{self._state.bot.username}" if addressed else ""
        text = f"/{name}{address} {arguments}".rstrip()
        return self.message(user, text, place)

    def start(self, user: User, payload: str = "") -> int:
        """Let somebody press Start, perhaps after a deep link."""
        if payload and not PAYLOAD.fullmatch(payload):
            fail(f"no client can send the deep-link payload {payload!r}")
        return self.command(user, "start", payload)

    def edited_message(
        self, user: User, message_id: int, text: str, chat: Chat | None = None
    ) -> int:
        """Let somebody change a message of theirs."""
        with self._state.changed:
            old = self._state.messages[(chat or user.private_chat()).id, message_id]
            if old.sender != user:
                fail("only the sender can edit a message")
            found = tuple(detect_entities(text))
            changed = replace(old, text=text, entities=found, edits=old.edits + 1)
            return self._show("edited_message", changed)

    def document(
        self,
        user: User,
        data: bytes,
        file_name: str,
        place: Chat | Topic | None = None,
        *,
        caption: str = "",
    ) -> int:
        """Let somebody upload a file."""
        with self._state.changed:
            mime_type = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
            stored = self._state.store_file(file_name, data, mime_type)
            message = replace(
                self._write(user, place, None),
                text=caption,
                entities=tuple(detect_entities(caption)),
                document=stored.as_document(),
            )
            return self._show("message", message)

    def press(
        self,
        user: User,
        message: RecordedMessage,
        *,
        text: str | None = None,
        data: str | None = None,
    ) -> int:
        """Let somebody press the button with this text or data, as the message stands now."""
        with self._state.changed:
            shown = self._current(message)
            fitting = [
                button
                for button in shown.buttons
                if "callback_data" in button
                and text in {None, button["text"]}
                and data in {None, button["callback_data"]}
            ]
            if not fitting:
                fail(
                    f"message {message.message_id} has no callback button with text={text!r} "
                    f"data={data!r}; its buttons are {shown.buttons}"
                )
            return self._pressed(user, shown, fitting[0]["callback_data"])

    def inline_query(
        self, user: User, query: str, *, offset: str = "", chat_type: str = "sender"
    ) -> int:
        """Let somebody type behind the name of the bot in any chat."""
        with self._state.changed:
            self._state.users[user.id] = user
            asked = self._state.ask("inline", user, query)
            shown = {"id": asked.id, "from": user.as_json(), "query": query, "offset": offset}
            update_id = self._queue().add("inline_query", {**shown, "chat_type": chat_type})
            self._state.queries[asked.id] = replace(asked, update_id=update_id)
            return update_id

    def chosen_inline_result(self, user: User, inline_update_id: int, result_id: str) -> int:
        """Let somebody send one of the results the bot has offered."""
        with self._state.changed:
            asked = next(
                query
                for query in self._state.queries.values()
                if query.kind == "inline" and query.update_id == inline_update_id
            )
            offered = {item["id"]: item for item in (asked.answer or {}).get("results", [])}
            if result_id not in offered:
                fail(f"no result {result_id!r} was offered, but {list(offered)}")
            payload: Json = {"result_id": result_id, "from": user.as_json(), "query": asked.text}
            if offered[result_id].get("reply_markup"):
                message = self._inline_message(user, offered[result_id])
                payload["inline_message_id"] = message.inline_message_id
            return self._queue().add("chosen_inline_result", payload)

    def blocked(self, user: User) -> int:
        """Let somebody block the bot."""
        return self._bot_status(user, user.private_chat(), "kicked")

    def unblocked(self, user: User) -> int:
        """Let somebody take the bot back."""
        return self._bot_status(user, user.private_chat(), "member")

    def bot_added(self, user: User, group: Chat) -> int:
        """Let somebody put the bot into a group."""
        return self._bot_status(user, group, "member")

    def bot_removed(self, user: User, group: Chat) -> int:
        """Let somebody take the bot out of a group."""
        return self._bot_status(user, group, "kicked")

    def _write(
        self, user: User, place: Chat | Topic | None, reply_to: RecordedMessage | None
    ) -> RecordedMessage:
        chat = place.chat if isinstance(place, Topic) else place or user.private_chat()
        thread_id = place.thread_id if isinstance(place, Topic) else None
        if chat.type == "private":
            self._state.members[chat.id][self._state.bot.id] = "member"
        self._state.see(user, chat)
        return RecordedMessage(
            chat_id=chat.id,
            message_id=self._state.next_message_id(chat.id),
            sender=user,
            date=int(time.time()),
            reply_to=reply_to.message_id if reply_to else None,
            thread_id=reply_to.thread_id if reply_to else thread_id,
        )

    def _show(self, kind: str, message: RecordedMessage) -> int:
        return self._queue().add(kind, message_json(self._state, self._state.put(message)))

    def _current(self, message: RecordedMessage) -> RecordedMessage:
        if message.inline_message_id is not None:
            return self._state.inline_messages[message.inline_message_id]
        current = self._state.messages.get((message.chat_id, message.message_id))
        if current is None:
            fail(f"message {message.message_id} has been deleted")
        return current

    def _pressed(self, user: User, message: RecordedMessage, data: str) -> int:
        self._state.users[user.id] = user
        query = self._state.ask("callback", user, data)
        shown: Json = {
            "id": query.id,
            "from": user.as_json(),
            "chat_instance": str(abs(hash(message.chat_id))),
            "data": data,
        }
        if message.inline_message_id is not None:
            shown["inline_message_id"] = message.inline_message_id
        else:
            shown["message"] = message_json(self._state, message)
        update_id = self._queue().add("callback_query", shown)
        self._state.queries[query.id] = replace(query, update_id=update_id)
        return update_id

    def _inline_message(self, user: User, result: Json) -> RecordedMessage:
        content = result["input_message_content"]
        parse_mode = content.get("parse_mode")
        raw = content.get("message_text", "")
        parsed = read_text(raw, parse_mode, content.get("entities"))
        return self._state.put(
            RecordedMessage(
                chat_id=0,
                message_id=0,
                sender=user,
                date=int(time.time()),
                text=parsed.text,
                entities=tuple(parsed.entities),
                raw=raw,
                parse_mode=parse_mode,
                reply_markup=result["reply_markup"],
                inline_message_id=f"AgAAA{self._state.number():015d}",
            )
        )

    def _bot_status(self, user: User, chat: Chat, status: str) -> int:
        with self._state.changed:
            bot = self._state.bot.id
            before = self._state.members[chat.id].get(bot, "left")
            self._state.see(user, chat)
            self._state.members[chat.id][bot] = status
            return self._queue().add(
                "my_chat_member",
                {
                    "chat": chat.as_json(),
                    "from": user.as_json(),
                    "date": int(time.time()),
                    "old_chat_member": member_json(self._state, bot, before),
                    "new_chat_member": member_json(self._state, bot, status),
                },
            )
