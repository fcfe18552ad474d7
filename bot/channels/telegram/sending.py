"""Sending: a card as messages, with its buttons under the last one."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, Message
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.cards import to_card
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.rendering import to_messages, to_plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import InlineKeyboardMarkup

    from bot.dialogues import Said

    _Way = Callable[..., Awaitable[object]]

_log = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_CANNOT_PARSE = "can't parse entities"
# What late and double taps lead to, and nobody needs to know.
_HARMLESS = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to edit not found",
)


async def send(message: Message, said: Said) -> None:
    """Answer a message; in a group as a reply to it."""
    reply = partial(message.reply_text, do_quote=message.chat.type != ChatType.PRIVATE)
    parts = to_messages(to_card(said.answer))
    for html in parts[:-1]:
        await _write(reply, html, None)
    await _write(reply, parts[-1], keyboard(said))


async def show(message: Message, said: Said) -> None:
    """Put a card in the place of a message of the bot; what does not fit follows it."""
    write: _Way = message.edit_text
    parts = to_messages(to_card(said.answer))
    for html in parts[:-1]:
        await _write(write, html, None)
        write = message.reply_text
    await _write(write, parts[-1], keyboard(said))


async def _write(way: _Way, html: str, buttons: InlineKeyboardMarkup | None) -> None:
    """Write a message in one of the library's ways, as plain text where its markup is refused."""
    try:
        await way(
            html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW, reply_markup=buttons
        )
    except BadRequest as error:
        if _CANNOT_PARSE not in str(error).lower():
            raise
        _log.exception("Telegram refused the markup of a card; it goes out as plain text")
        await way(to_plain(html), link_preview_options=NO_PREVIEW, reply_markup=buttons)


def is_harmless(error: BadRequest) -> bool:
    """Tell whether an error only says that a tap came twice or late."""
    return any(words in str(error).lower() for words in _HARMLESS)
