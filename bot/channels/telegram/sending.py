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
    from collections.abc import Awaitable, Callable, Sequence

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


async def send(message: Message, said: Said) -> list[int]:
    """Answer a message, in a group as a reply to it; return the numbers of what was sent."""
    reply = partial(message.reply_text, do_quote=message.chat.type != ChatType.PRIVATE)
    parts = to_messages(to_card(said.answer))
    sent = [await _write(reply, html, None) for html in parts[:-1]]
    sent.append(await _write(reply, parts[-1], keyboard(said)))
    return [one.message_id for one in sent]


async def show(message: Message, said: Said, page: int = 0) -> None:
    """Put a card in the place of a message of the bot; what does not fit follows it."""
    write: _Way = message.edit_text
    parts = to_messages(to_card(said.answer))
    for html in parts[:-1]:
        await _write(write, html, None)
        write = message.reply_text
    await _write(write, parts[-1], keyboard(said, page))


async def correct(message: Message, sent: Sequence[int], said: Said) -> list[int]:
    """Put an answer in the place of the messages that answered before, as ``send`` does."""
    parts = to_messages(to_card(said.answer))
    buttons = [None] * (len(parts) - 1) + [keyboard(said)]
    bot, chat = message.get_bot(), message.chat.id
    for number, html, under in zip(sent, parts, buttons, strict=False):
        write = partial(bot.edit_message_text, chat_id=chat, message_id=number)
        try:
            await _write(write, html, under)
        except BadRequest as error:
            if not is_harmless(error):
                raise
            _log.info("a corrected answer stays as it is: %s", error)
    for number in sent[len(parts) :]:
        await bot.delete_message(chat, number)
    more = [
        await _write(message.reply_text, html, under)
        for html, under in zip(parts[len(sent) :], buttons[len(sent) :], strict=True)
    ]
    return [*sent[: len(parts)], *(one.message_id for one in more)]


async def _write(way: _Way, html: str, buttons: InlineKeyboardMarkup | None) -> Message:
    """Write a message in one of the library's ways, as plain text where its markup is refused."""
    try:
        written = await way(
            text=html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=buttons,
        )
    except BadRequest as error:
        if _CANNOT_PARSE not in str(error).lower():
            raise
        _log.exception("Telegram refused the markup of a card; it goes out as plain text")
        plain = to_plain(html)
        written = await way(text=plain, link_preview_options=NO_PREVIEW, reply_markup=buttons)
    if not isinstance(written, Message):
        msg = "a message of the bot came back as something else"
        raise TypeError(msg)
    return written


def is_harmless(error: BadRequest) -> bool:
    """Tell whether an error only says that a tap came twice or late."""
    return any(words in str(error).lower() for words in _HARMLESS)
