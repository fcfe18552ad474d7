"""What the stand-in remembers: people, chats, messages, files and calls."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class User:
    """Somebody who writes to the bot, or the bot itself."""

    id: int
    first_name: str
    language_code: str | None = None
    last_name: str | None = None
    username: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        """Return the User object of the Bot API."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        present = {name: value for name, value in optional.items() if value is not None}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **present,
        }

    def private_chat(self) -> "Chat":
        """Return the chat of this user with the bot."""
        return Chat(
            id=self.id,
            type="private",
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
        )


@dataclass(frozen=True)
class Chat:
    """A private chat, a group or a supergroup."""

    id: int
    type: str
    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    is_forum: bool = False

    def as_json(self) -> Json:
        """Return the Chat object of the Bot API."""
        optional = {
            "title": self.title,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "is_forum": self.is_forum or None,
        }
        present = {name: value for name, value in optional.items() if value is not None}
        return {"id": self.id, "type": self.type, **present}


@dataclass(frozen=True)
class Topic:
    """A topic of a forum supergroup."""

    chat: Chat
    thread_id: int
    name: str


@dataclass(frozen=True)
class RecordedMessage:
    """One message as it stands in a chat now."""

    chat_id: int
    message_id: int
    sender: User
    date: int
    text: str = ""
    entities: tuple[Json, ...] = ()
    raw: str = ""
    parse_mode: str | None = None
    reply_markup: Json | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    document: Json | None = None
    inline_message_id: str | None = None
    link_preview_options: Json | None = None
    disable_notification: bool = False
    protect_content: bool = False
    edits: int = 0

    @property
    def inline_markup(self) -> Json | None:
        """The inline keyboard, if the message has one."""
        markup = self.reply_markup
        return markup if markup and markup.get("inline_keyboard") else None

    @property
    def buttons(self) -> list[Json]:
        """The buttons of the inline keyboard, row after row."""
        markup = self.inline_markup
        return [button for row in markup["inline_keyboard"] for button in row] if markup else []


@dataclass(frozen=True)
class UploadedFile:
    """A file part of a multipart request."""

    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True)
class StoredFile:
    """A file that getFile can point to."""

    file_id: str
    name: str
    data: bytes
    mime_type: str

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data)

    def as_document(self) -> Json:
        """Return the Document object of the Bot API."""
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id[-12:]}",
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_size": self.size,
        }


@dataclass(frozen=True)
class Query:
    """A callback query or an inline query that waits for its answer."""

    id: str
    update_id: int
    kind: str
    user: User
    asked_at: float
    text: str
    answer: Json | None = None


@dataclass(frozen=True)
class Call:
    """One request of the bot and how it was answered; status 0 stands for no answer."""

    method: str
    params: Json
    at: float
    status: int
    ok: bool
    answered_at: float = 0.0
    description: str = ""
    result: Any = None
    fault: str | None = None
    files: dict[str, UploadedFile] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return one line for failure messages."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        note = f" {self.description}" if self.description else ""
        return f"{self.method}({shown[:300]}) -> {self.status}{note}"
