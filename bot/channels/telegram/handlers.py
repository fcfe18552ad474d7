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
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.answer import Question
from bot.batches import Batches
from bot.channels.telegram.addressing import message_of, question_of, speaker_of
from bot.channels.telegram.commands import Commands, document_line
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.links import read_payload
from bot.channels.telegram.sending import correct, send
from bot.channels.telegram.taps import Taps
from bot.texts import text
from knowledge.errors import StoreError
from knowledge.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from telegram import Message
    from telegram.ext import Application, ContextTypes

    from bot.channels.telegram.staff import Staff
    from bot.dialogues import Dialogues

_log = logging.getLogger(__name__)
# The answers to so many questions, the last ones, are put right when their questions are.
_MOST_SENT = 10_000


class Conversation:
    """Answers what people write to the bot, in groups only what is addressed to it."""

    def __init__(self, dialogues: Dialogues, staff: Staff, days: int) -> None:
        """Answer by ``dialogues``, whose journal keeps its entries for ``days``."""
        self._dialogues = dialogues
        self._answers = Batches(dialogues.answer_all)
        self._staff = staff
        self._taps = Taps(dialogues, staff)
        self._commands = Commands(dialogues, days)
        self._inline = Inline(dialogues)
        self._sent: dict[tuple[int, int], list[int]] = {}

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Hang the handlers onto ``application``."""
        new = filters.UpdateType.MESSAGE
        private = new & filters.ChatType.PRIVATE
        application.add_handler(CommandHandler("start", self.start, filters=new))
        application.add_handler(CommandHandler("help", self.help, filters=new))
        self._commands.register(application)
        self._staff.register(application)
        application.add_handler(MessageHandler(private & filters.TEXT, self.answer))
        application.add_handler(MessageHandler(new & filters.TEXT & ~filters.COMMAND, self.answer))
        application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, self.decline))
        edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT
        application.add_handler(MessageHandler(edited, self.correct))
        application.add_handler(CallbackQueryHandler(self._taps.press))
        application.add_handler(ChosenInlineResultHandler(self._inline.chosen))
        application.add_handler(InlineQueryHandler(self._inline.offer))
        application.add_error_handler(self.apologise)

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Open what a link names; without one, greet a newcomer and say what can be asked."""
        message = message_of(update)
        payload = " ".join(context.args or ())
        documents = await self._documents()
        opened = read_payload(payload, documents)
        if isinstance(opened, Document):
            await message.reply_text(document_line(opened))
        elif opened is not None:
            speaker = speaker_of(message.chat, message.from_user)
            await send(message, await asyncio.to_thread(self._dialogues.open, opened, speaker))
        elif payload.startswith("document"):
            await message.reply_text(text("telegram.old_document"))
        else:
            await message.reply_text(text("telegram.start", title=_title(documents)))

    async def help(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what can be asked, by examples."""
        title = _title(await self._documents())
        await message_of(update).reply_text(text("telegram.help", title=title))

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a text with a card, off the event loop, which has others to serve."""
        message = message_of(update)
        asked = question_of(message, context.bot.bot)
        if asked is None:
            return
        speaker = speaker_of(message.chat, message.from_user)
        said = await self._answers.do((Question(asked), speaker))
        self._keep_sent(message, await send(message, said))

    async def correct(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Put an answer right whose question was edited; what was not answered stays so."""
        message = update.edited_message
        asked = question_of(message, context.bot.bot) if message else None
        if message is None or asked is None:
            return
        speaker = speaker_of(message.chat, message.from_user)
        sent = self._sent.get((message.chat.id, message.message_id))
        if sent is None:
            return
        said = await self._answers.do((Question(asked), speaker))
        self._keep_sent(message, await correct(message, sent, said))

    def _keep_sent(self, question: Message, sent: list[int]) -> None:
        """Keep which messages answer a question, so that they can be put right if it is edited."""
        self._sent[question.chat.id, question.message_id] = sent
        while len(self._sent) > _MOST_SENT:
            del self._sent[next(iter(self._sent))]

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

    async def _documents(self) -> tuple[Document, ...]:
        # The store is asked, and where it has changed an index is built.
        return await asyncio.to_thread(lambda: self._dialogues.documents)


def _title(documents: Sequence[Document]) -> str:
    return documents[0].meta.plan_title if documents else ""
