"""What the bot does with updates: greets, helps, answers, apologises."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Forbidden
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.answer import Question
from bot.channels.telegram.addressing import message_of, question_of, speaker_of
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.sending import send
from bot.channels.telegram.taps import Taps
from bot.texts import text
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from typing import Any

    from telegram.ext import Application, ContextTypes

    from bot.dialogues import Dialogues

_log = logging.getLogger(__name__)


class Conversation:
    """Answers what people write to the bot, in groups only what is addressed to it."""

    def __init__(self, dialogues: Dialogues, days: int) -> None:
        """Answer by ``dialogues``, whose journal keeps its entries for ``days``."""
        self._dialogues = dialogues
        self._taps = Taps(dialogues)
        self._commands = Commands(dialogues, days)
        self._inline = Inline(dialogues)

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Hang the handlers onto ``application``."""
        new = filters.UpdateType.MESSAGE
        private = new & filters.ChatType.PRIVATE
        application.add_handler(CommandHandler("start", self.start, filters=new))
        application.add_handler(CommandHandler("help", self.help, filters=new))
        self._commands.register(application)
        application.add_handler(MessageHandler(private & filters.TEXT, self.answer))
        application.add_handler(MessageHandler(new & filters.TEXT & ~filters.COMMAND, self.answer))
        application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, self.decline))
        application.add_handler(CallbackQueryHandler(self._taps.press))
        application.add_handler(InlineQueryHandler(self._inline.offer))
        application.add_error_handler(self.apologise)

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet a newcomer and say what can be asked."""
        await message_of(update).reply_text(text("telegram.start", title=await self._title()))

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what can be asked, by examples."""
        await message_of(update).reply_text(text("telegram.help", title=await self._title()))

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a text with a card, off the event loop, which has others to serve."""
        message = message_of(update)
        asked = question_of(message, context.bot.bot)
        if asked is None:
            return
        speaker = speaker_of(message.chat, message.from_user)
        said = await asyncio.to_thread(self._dialogues.answer, Question(asked), speaker)
        await send(message, said)

    async def decline(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say that only text is understood."""
        await message_of(update).reply_text(text("telegram.text_only"))

    async def apologise(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Tell the asker what went wrong, by a number under which it is logged if unexpected."""
        if isinstance(context.error, Forbidden):
            _log.info("a user has blocked the bot; nothing is sent")
            return
        if isinstance(context.error, StoreError):
            # The bot lives on: the next question may find the database again.
            _log.error("the store cannot be asked: %s", context.error)
            apology = text("telegram.unavailable")
        else:
            reference = secrets.token_hex(4)
            _log.error("update failed, reference %s", reference, exc_info=context.error)
            apology = text("telegram.error", reference=reference)
        if isinstance(update, Update) and update.effective_message:
            await update.effective_message.reply_text(apology)

    async def _title(self) -> str:
        # The store is asked, and where it has changed an index is built.
        documents = await asyncio.to_thread(lambda: self._dialogues.documents)
        return documents[0].meta.plan_title if documents else ""
