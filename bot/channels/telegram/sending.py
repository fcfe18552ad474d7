"""Sending: a card as messages, with its buttons under the last one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, Message
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.cards import to_card
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.rendering import to_messages, to_plain

if TYPE_CHECKING:
    from bot.dialogues import Said

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
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
    parts = to_messages(to_card(said.answer))
    quoted = message.chat.type != ChatType.PRIVATE
    for at, html in enumerate(parts):
        buttons = keyboard(said) if at == len(parts) - 1 else None
        try:
            await message.reply_text(
                html,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
                do_quote=quoted,
            )
        except BadRequest as error:
            if _CANNOT_PARSE not in str(error).lower():
                raise
            _log.exception("Telegram refused the markup of a card; it goes out as plain text")
            await message.reply_text(
                to_plain(html),
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
                do_quote=quoted,
            )


async def show(message: Message, said: Said) -> None:
    """Put a card in the place of a message of the bot; what does not fit follows it."""
    first, *more = to_messages(to_card(said.answer))
    await message.edit_text(
        first,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=None if more else keyboard(said),
    )
    for at, html in enumerate(more, start=1):
        await message.reply_text(
            html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(said) if at == len(more) else None,
        )


def is_harmless(error: BadRequest) -> bool:
    """Tell whether an error only says that a tap came twice or late."""
    return any(words in str(error).lower() for words in _HARMLESS)
