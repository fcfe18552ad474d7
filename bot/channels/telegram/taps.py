"""Taps: what the bot does when somebody presses a button."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from bot.channels.telegram.addressing import speaker_of
from bot.channels.telegram.buttons import Action, Press, read_press, tagged
from bot.channels.telegram.keyboards import with_reasons, without_votes
from bot.channels.telegram.sending import is_harmless, show
from bot.journal import REASONS
from bot.texts import text
from knowledge.errors import StoreError
from knowledge.journal import Vote
from retrieval.outcome import Outcome
from retrieval.understanding.requests import AreaRequest, Fact, FactRequest, ItemRequest

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.channels.telegram.staff import Staff
    from bot.dialogues import Dialogues, Speaker
    from retrieval.understanding.requests import Request

_log = logging.getLogger(__name__)


class Taps:
    """Answers presses of the buttons under cards."""

    def __init__(self, dialogues: Dialogues, staff: Staff) -> None:
        """Answer by ``dialogues``, and ``staff`` by what is theirs."""
        self._dialogues = dialogues
        self._staff = staff

    async def press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button asks for; whatever comes of it, the press is confirmed."""
        query = update.callback_query
        if query is None:
            return
        try:
            try:
                notice = await self._do(query)
            except StoreError as error:
                _log.error("the store cannot be asked: %s", error)
                notice = text("telegram.unavailable")
            await query.answer(notice)
        except BadRequest as error:
            if not is_harmless(error):
                raise
            _log.info("a tap came twice or late: %s", error)

    async def _do(self, query: CallbackQuery) -> str | None:
        """Do what is asked and return what is to be told, None where there is nothing to tell."""
        press = read_press(query.data or "")
        message = query.message
        if press is None or not isinstance(message, Message):
            return text("telegram.old_button")
        if press.action in (Action.IMPORT, Action.DISMISS):
            return await self._staff.press(query, press.action)
        speaker = speaker_of(message.chat, query.from_user)
        if press.action in (Action.ITEM, Action.WHOLE, Action.AREA, Action.AREAS):
            return await self._open(message, press, speaker)
        return await self._vote(message, press, speaker)

    async def _open(self, message: Message, press: Press, speaker: Speaker) -> str | None:
        documents = await asyncio.to_thread(lambda: self._dialogues.documents)
        document = tagged(documents, press.document)
        if document is None:
            return text("telegram.old_button")
        name = document.name
        request: Request
        if press.action is Action.AREAS:
            request = FactRequest((Fact.AREAS,))
        elif press.action is Action.AREA:
            request = AreaRequest(press.number)
        else:
            whole = press.action is Action.WHOLE
            request = ItemRequest(keys=((name, press.number),), whole=whole)
        said = await asyncio.to_thread(self._dialogues.open, request, speaker, name)
        if said.answer.outcome is Outcome.NOT_FOUND:
            return text("telegram.old_button")
        await show(message, said, press.choice)
        return None

    async def _vote(self, message: Message, press: Press, speaker: Speaker) -> str:
        if press.action is Action.REASON:
            if press.choice not in range(len(REASONS)):
                return text("telegram.old_button")
            vote, reason = Vote.DOWN, REASONS[press.choice]
        else:
            vote, reason = (Vote.UP if press.action is Action.UP else Vote.DOWN), None
        kept = await asyncio.to_thread(self._dialogues.vote, press.number, speaker, vote, reason)
        if not kept:
            return text("telegram.old_button")
        if press.action is Action.DOWN:
            await message.edit_reply_markup(with_reasons(message.reply_markup, press.number))
            return text("telegram.why")
        if press.action is Action.REASON:
            await message.edit_reply_markup(without_votes(message.reply_markup))
        return text("telegram.thanks")
