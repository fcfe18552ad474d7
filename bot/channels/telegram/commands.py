"""Commands: what can be asked for without a question."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler, filters

from bot.channels.telegram.addressing import message_of, speaker_of
from bot.channels.telegram.sending import send
from bot.texts import text
from retrieval.understanding import understand
from retrieval.understanding.requests import (
    Fact,
    FactRequest,
    ItemRequest,
    PhraseRequest,
    QuotationRequest,
    TargetsRequest,
)

if TYPE_CHECKING:
    from typing import Any

    from telegram import Update
    from telegram.ext import Application, ContextTypes

    from bot.dialogues import Dialogues
    from knowledge.model import Document
    from retrieval.understanding.requests import Request


class Commands:
    """Answers commands by what stands behind them."""

    def __init__(self, dialogues: Dialogues, days: int) -> None:
        """Answer by ``dialogues``, whose journal keeps its entries for ``days``."""
        self._dialogues = dialogues
        self._days = days

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Hang the handlers onto ``application``."""
        new = filters.UpdateType.MESSAGE
        for names, answer in (
            (("item", "areas", "targets", "search", "verify"), self.open),
            (("documents",), self.documents),
            (("cancel",), self.cancel),
            (("privacy",), self.privacy),
            (("forget",), self.forget),
        ):
            application.add_handler(CommandHandler(names, answer, filters=new))

    async def open(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a command that asks for a part of the plan, or say what it lacks."""
        message = message_of(update)
        command, *words = (message.text or "").split(maxsplit=1)
        name = command.removeprefix("/").partition("@")[0].lower()
        request = _request(name, "".join(words).strip())
        if isinstance(request, str):
            await message.reply_text(text(request))
            return
        speaker = speaker_of(message.chat, message.from_user)
        await send(message, await asyncio.to_thread(self._dialogues.open, request, speaker))

    async def documents(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Name the documents that answers come from."""
        found = await asyncio.to_thread(lambda: self._dialogues.documents)
        lines = [text("telegram.documents"), *map(document_line, found)]
        words = "\n".join(lines) if found else text("card.no_documents")
        await message_of(update).reply_text(words)

    async def cancel(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin the conversation anew."""
        message = message_of(update)
        speaker = speaker_of(message.chat, message.from_user)
        await asyncio.to_thread(self._dialogues.restart, speaker)
        await message.reply_text(text("telegram.restarted"))

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what is kept, and for how long."""
        await message_of(update).reply_text(text("telegram.privacy", days=self._days))

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete what is kept of a person."""
        message = message_of(update)
        speaker = speaker_of(message.chat, message.from_user)
        count = await asyncio.to_thread(self._dialogues.forget, speaker)
        await message.reply_text(text("telegram.forgotten", count=count))


def _request(name: str, words: str) -> Request | str:
    """Return what a command asks for, or the key of the text that says what it lacks."""
    if name == "areas":
        return FactRequest((Fact.AREAS,))
    if name == "targets":
        return TargetsRequest()
    if name == "search":
        return PhraseRequest((words,)) if words else "telegram.needs_phrase"
    if name == "verify":
        return QuotationRequest(words) if words else "telegram.needs_quotation"
    asked = understand(words)
    if not isinstance(asked, ItemRequest):
        asked = understand(f"第{words}条")
    return asked if isinstance(asked, ItemRequest) else "telegram.needs_number"


def document_line(document: Document) -> str:
    """Tell a document by its title, its date and its size."""
    issued = document.meta.issued_on
    return text(
        "telegram.document",
        title=document.meta.plan_title,
        date=issued.isoformat() if issued else text("card.undated"),
        areas=len(document.areas),
        items=len(document.items),
    )
