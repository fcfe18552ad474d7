"""Commands: what can be asked for without a question."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault, Message
from telegram.ext import CommandHandler, filters

from bot.channels.telegram.addressing import speaker_of
from bot.channels.telegram.sending import send
from bot.texts import text
from knowledge.errors import StoreError
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
    from collections.abc import Sequence
    from typing import Any

    from telegram import Bot, BotCommandScope, Update
    from telegram.ext import Application, ContextTypes

    from bot.dialogues import Dialogues, Speaker
    from knowledge.model import Document
    from retrieval.understanding.requests import Request

_log = logging.getLogger(__name__)
# What a group is offered: nothing that concerns one person.
_IN_GROUPS = ("item", "areas", "targets", "search", "verify", "help")
_NAMES = (*_IN_GROUPS[:-1], "documents", "help", "cancel", "privacy", "forget")
_SCOPES: tuple[tuple[BotCommandScope, Sequence[str]], ...] = (
    (BotCommandScopeDefault(), _NAMES),
    (BotCommandScopeAllGroupChats(), _IN_GROUPS),
)


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

    async def open(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a command that asks for a part of the plan, or say what it lacks."""
        message = update.message
        if message is None or message.text is None:
            return
        command, _, words = message.text.partition(" ")
        name = command.removeprefix("/").partition("@")[0].lower()
        request = _request(name, words.strip() or " ".join(context.args or ()))
        if isinstance(request, str):
            await message.reply_text(text(request))
            return
        try:
            said = await asyncio.to_thread(self._dialogues.open, request, _speaker(message))
        except StoreError as error:
            await _unavailable(message, error)
            return
        await send(message, said)

    async def documents(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Name the documents that answers come from."""
        message = update.message
        if message is None:
            return
        try:
            found = await asyncio.to_thread(lambda: self._dialogues.documents)
        except StoreError as error:
            await _unavailable(message, error)
            return
        lines = [text("telegram.documents"), *map(_line, found)]
        await message.reply_text("\n".join(lines) if found else text("card.no_documents"))

    async def cancel(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin the conversation anew."""
        message = update.message
        if message is None:
            return
        try:
            await asyncio.to_thread(self._dialogues.restart, _speaker(message))
        except StoreError as error:
            await _unavailable(message, error)
            return
        await message.reply_text(text("telegram.restarted"))

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what is kept, and for how long."""
        if update.message is not None:
            await update.message.reply_text(text("telegram.privacy", days=self._days))

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete what is kept of a person."""
        message = update.message
        if message is None:
            return
        try:
            count = await asyncio.to_thread(self._dialogues.forget, _speaker(message))
        except StoreError as error:
            await _unavailable(message, error)
            return
        await message.reply_text(text("telegram.forgotten", count=count))


async def publish_commands(bot: Bot) -> None:
    """Tell Telegram which commands there are, where it does not know them yet."""
    for scope, names in _SCOPES:
        wanted = tuple(BotCommand(name, text(f"telegram.commands.{name}")) for name in names)
        if await bot.get_my_commands(scope) != wanted:
            await bot.set_my_commands(wanted, scope)


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


def _speaker(message: Message) -> Speaker:
    return speaker_of(message.chat, message.from_user)


def _line(document: Document) -> str:
    issued = document.meta.issued_on
    return text(
        "telegram.document",
        title=document.meta.plan_title,
        date=issued.isoformat() if issued else text("card.undated"),
        areas=len(document.areas),
        items=len(document.items),
    )


async def _unavailable(message: Message, error: StoreError) -> None:
    _log.error("the store cannot be asked: %s", error)
    await message.reply_text(text("telegram.unavailable"))
