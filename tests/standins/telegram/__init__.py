"""A strict local stand-in of the Telegram Bot API 10.0."""

from .faults import (
    BAD_GATEWAY,
    CANNOT_PARSE,
    DROP_AFTER,
    DROP_BEFORE,
    FORBIDDEN,
    SERVER_ERROR,
    Fault,
    flood,
    hang,
)
from .records import Call, Chat, RecordedMessage, User
from .standin import TelegramStandin

__all__ = [
    "BAD_GATEWAY",
    "CANNOT_PARSE",
    "DROP_AFTER",
    "DROP_BEFORE",
    "FORBIDDEN",
    "SERVER_ERROR",
    "Call",
    "Chat",
    "Fault",
    "RecordedMessage",
    "TelegramStandin",
    "User",
    "flood",
    "hang",
]
