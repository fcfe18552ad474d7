"""What the bot does with updates: greets, helps, answers, apologises."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import Forbidden
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.answer import Question
from bot.cards import to_card
from bot.channels.telegram.rendering import to_messages
from bot.texts import text
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from typing import Any

    from telegram.ext import Application, ContextTypes

    from bot.assistant import Assistant

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Conversation:
    """Answers what people write to the bot in private chats."""

    def __init__(self, assistant: Assistant) -> None:
        """Answer by ``assistant``."""
        self._assistant = assistant

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Hang the handlers onto ``application``."""
        new = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        application.add_handler(CommandHandler("start", self.start, filters=new))
        application.add_handler(CommandHandler("help", self.help, filters=new))
        application.add_handler(MessageHandler(new & filters.TEXT, self.answer))
        application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, self.decline))
        application.add_error_handler(self.apologise)

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet a newcomer and say what can be asked."""
        await _message(update).reply_text(text("telegram.start", title=await self._title()))

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what can be asked, by examples."""
        await _message(update).reply_text(text("telegram.help", title=await self._title()))

    async def answer(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a text with a card, off the event loop, which has others to serve."""
        message = _message(update)
        question = Question(message.text or "")
        try:
            card = to_card(await asyncio.to_thread(self._assistant.answer, question))
        except StoreError as error:
            # The bot lives on: the next question may find the database again.
            _log.error("the store cannot be asked: %s", error)
            await message.reply_text(text("telegram.unavailable"))
            return
        for html in to_messages(card):
            await message.reply_text(
                html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
            )

    async def decline(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say that only text is understood."""
        await _message(update).reply_text(text("telegram.text_only"))

    async def apologise(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log what went wrong under a reference number and tell the asker the number."""
        if isinstance(context.error, Forbidden):
            _log.info("a user has blocked the bot; nothing is sent")
            return
        reference = secrets.token_hex(4)
        _log.error("update failed, reference %s", reference, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message:
            await update.effective_message.reply_text(text("telegram.error", reference=reference))

    async def _title(self) -> str:
        # The store is asked, and where it has changed an index is built.
        documents = await asyncio.to_thread(lambda: self._assistant.documents)
        return documents[0].meta.plan_title if documents else ""


def _message(update: Update) -> Message:
    # The handlers are registered for updates with a message only.
    if update.message is None:
        msg = "update without a message"
        raise ValueError(msg)
    return update.message
