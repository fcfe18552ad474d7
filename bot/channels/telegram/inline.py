"""Inline mode: an item's wording pasted into any chat, by @bot and a few words."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.cards import item_name, to_card
from bot.channels.telegram.addressing import CHANNEL
from bot.channels.telegram.buttons import Action, area_press, item_press, read_press, tagged
from bot.channels.telegram.rendering import to_messages
from bot.channels.telegram.sending import NO_PREVIEW, is_harmless
from bot.dialogues import Speaker
from bot.texts import text
from knowledge.errors import StoreError
from retrieval.understanding.requests import AreaRequest, ItemRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram.ext import ContextTypes

    from bot.answer import Answer
    from bot.channels.telegram.buttons import Press
    from bot.dialogues import Dialogues

_log = logging.getLogger(__name__)
# Telegram shows ten without scrolling far; the answers are the same for everybody.
_MOST = 10
_CACHED_SECONDS = 60


class Inline:
    """Offers items while somebody types behind the bot's name."""

    def __init__(self, dialogues: Dialogues) -> None:
        """Find items by ``dialogues``."""
        self._dialogues = dialogues

    async def offer(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer the items that fit what is typed; before anything is, the areas."""
        query = update.inline_query
        if query is None:
            return
        try:
            found = await asyncio.to_thread(lambda: list(self._results(query.query.strip())))
        except StoreError as error:
            _log.error("the store cannot be asked: %s", error)
            found = []
        try:
            await query.answer(
                found[:_MOST],
                cache_time=_CACHED_SECONDS if found else 0,
                button=InlineQueryResultsButton(text("telegram.open"), start_parameter="inline"),
            )
        except BadRequest as error:
            if not is_harmless(error):
                raise
            _log.info("an inline query was answered late: %s", error)

    async def chosen(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Record which item somebody took for the words that were typed."""
        result = update.chosen_inline_result
        press = read_press(result.result_id) if result else None
        if result is None or press is None or press.action is not Action.ITEM or not result.query:
            return
        person = result.from_user.id
        await asyncio.to_thread(self._record, result.query, press, person)

    def _record(self, words: str, press: Press, person: int) -> None:
        document = tagged(self._dialogues.documents, press.document)
        if document is not None:
            request = ItemRequest(keys=((document.name, press.number),))
            chosen = self._dialogues.look(request, document.name)
            self._dialogues.choose(words, chosen, Speaker(CHANNEL, f"inline/{person}", person))

    def _results(self, words: str) -> Iterator[InlineQueryResultArticle]:
        documents = self._dialogues.documents
        if not words:
            for document in documents[:1]:
                for area in document.areas:
                    press = area_press(document, area)
                    answer = self._dialogues.look(AreaRequest(press.number), document.name)
                    names = "、".join(one.item.title for one in answer.answers)
                    yield _article(press, document.title_of(area), names, answer)
            return
        for answer in self._dialogues.suggest(words, _MOST):
            (shown,) = answer.answers
            quote = shown.quote.of(shown.item.document.text)
            yield _article(item_press(shown.item), item_name(shown.item), quote, answer)


def _article(
    press: Press, title: str, description: str, answer: Answer
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        to_messages(to_card(answer))[0],
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
    )
    return InlineQueryResultArticle(press.data(), title, content, description=description)
