"""Addressing: whether a message is for the bot, and who speaks where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType

from bot.dialogues import Speaker

if TYPE_CHECKING:
    from telegram import Chat, Message, Update, User

CHANNEL = "telegram"


def message_of(update: Update) -> Message:
    """Return the message of an update that has one, as handlers of messages are sure of."""
    if update.message is None:
        msg = "update without a message"
        raise ValueError(msg)
    return update.message


def question_of(message: Message, bot: User) -> str | None:
    """Return what a message asks the bot, None where it speaks to others.

    In a group that is who mentions the bot, which is no part of the question, or replies to it.
    """
    words = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return words
    named = f"@{bot.username}".lower()
    mentions = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    addressed = False
    for entity, shown in mentions.items():
        if shown.lower() == named or (entity.user is not None and entity.user.id == bot.id):
            addressed = True
            words = words.replace(shown, " ", 1)
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        addressed = True
    return words.strip() if addressed else None


def speaker_of(chat: Chat, user: User | None) -> Speaker:
    """Return who speaks; each person in a chat has a conversation of their own."""
    # An anonymous administrator and a channel have no user.
    person = user.id if user else chat.id
    return Speaker(CHANNEL, f"{chat.id}/{person}", person)
