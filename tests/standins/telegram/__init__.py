"""A strict local stand-in of the Telegram Bot API 10.0."""

from tests.standins.telegram.errors import ApiError
from tests.standins.telegram.faults import (
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
from tests.standins.telegram.records import Call, Chat, RecordedMessage, Topic, User
from tests.standins.telegram.standin import TelegramStandin

__all__ = [
    "BAD_GATEWAY",
    "CANNOT_PARSE",
    "DROP_AFTER",
    "DROP_BEFORE",
    "FORBIDDEN",
    "SERVER_ERROR",
    "ApiError",
    "Call",
    "Chat",
    "Fault",
    "RecordedMessage",
    "TelegramStandin",
    "Topic",
    "User",
    "flood",
    "hang",
]
