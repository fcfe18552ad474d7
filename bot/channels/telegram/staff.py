"""Commands of staff: figures, questions that were not found, documents in and out of force."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.channels.telegram.addressing import message_of
from bot.channels.telegram.buttons import Action, Press
from bot.channels.telegram.rendering import LONGEST_MESSAGE, utf16_length
from bot.errors import describe
from bot.reports import figures_lines, imported_line, report_lines, unanswered_lines
from bot.texts import text
from knowledge.errors import StoreError, WenceError
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any

    from telegram import CallbackQuery, Update
    from telegram.ext import Application, ContextTypes

    from knowledge.journal import JournalFigures, Unanswered
    from knowledge.model import Document
    from knowledge.readers.source import Source
    from knowledge.store.documents import Imported

_T = TypeVar("_T")
_MOST_QUESTIONS = 20
# What a bot may fetch (https://core.telegram.org/bots/api#getfile).
_LARGEST = 20_000_000


class Records(Protocol):
    """The journal, as staff read it."""

    def figures(self) -> JournalFigures:
        """Count what is in the journal."""

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions that were not found, the most frequent first."""


class Documents(Protocol):
    """The documents, as staff change them."""

    def add(self, name: str, source: Source) -> Imported:
        """Store a document and put it in force."""

    def retract(self, name: str) -> bool:
        """Take a document out of force; tell whether it was."""


class Staff:
    """Answers people whose Telegram ids stand in the settings."""

    def __init__(self, people: Collection[int], documents: Documents, records: Records) -> None:
        """Let ``people`` read ``records`` and change ``documents``."""
        self._people = frozenset(people)
        self._documents = documents
        self._records = records

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Hang the handlers onto ``application``; others get what everybody gets."""
        if not self._people:
            return
        new = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.User(self._people)
        application.add_handler(CommandHandler("stats", self.stats, filters=new))
        application.add_handler(CommandHandler("unanswered", self.unanswered, filters=new))
        application.add_handler(CommandHandler("retract", self.retract, filters=new))
        application.add_handler(CommandHandler("import", self.how_to_import, filters=new))
        application.add_handler(MessageHandler(new & filters.Document.ALL, self.report))

    async def stats(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Tell how much was asked and what came of it."""
        figures = await asyncio.to_thread(self._records.figures)
        await message_of(update).reply_text(_fitting(figures_lines(figures)))

    async def unanswered(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Name the questions that were not found."""
        found = await asyncio.to_thread(self._records.unanswered)
        await message_of(update).reply_text(_fitting(unanswered_lines(found[:_MOST_QUESTIONS])))

    async def retract(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a document out of force."""
        message = message_of(update)
        name = " ".join(context.args or ())
        if not name:
            await message.reply_text(text("telegram.needs_name"))
            return
        try:
            done = await asyncio.to_thread(self._documents.retract, name)
        except StoreError:
            raise
        except WenceError as error:
            await message.reply_text(describe(error))
            return
        key = "command.retract_done" if done else "command.retract_unchanged"
        await message.reply_text(text(key, name=name))

    async def how_to_import(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say that a document is imported by sending it."""
        await message_of(update).reply_text(text("telegram.send_file"))

    async def report(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Report what a file would become, and ask whether to import it."""
        message = message_of(update)
        try:
            report = await _with_file(message, lambda path: [*report_lines(_read(path))])
        except StoreError:
            raise
        except WenceError as error:
            await message.reply_text(describe(error))
            return
        choices = ((Action.IMPORT, "telegram.import"), (Action.DISMISS, "telegram.dismiss"))
        buttons = [
            InlineKeyboardButton(text(key), callback_data=Press(action, message.message_id).data())
            for action, key in choices
        ]
        # The file is found by what the report replies to.
        await message.reply_text(
            _fitting(report), reply_markup=InlineKeyboardMarkup([buttons]), do_quote=True
        )

    async def press(self, query: CallbackQuery, action: Action) -> str:
        """Import the file that a report is of, or let it be; return what is to be told."""
        report = query.message
        if query.from_user.id not in self._people or not isinstance(report, Message):
            return text("telegram.old_button")
        if action is Action.DISMISS:
            await report.edit_reply_markup(None)
            return text("telegram.dismissed")
        sent = report.reply_to_message
        if sent is None or sent.document is None:
            return text("telegram.old_button")
        try:
            line = await _with_file(sent, self._import)
        except StoreError:
            raise
        except WenceError as error:
            line = describe(error)
        await report.edit_reply_markup(None)
        await report.reply_text(line)
        return text("telegram.done")

    def _import(self, path: Path) -> str:
        source = read_source(path)
        return imported_line(self._documents.add(path.stem, source), source, level_named=False)


async def _with_file(message: Message, work: Callable[[Path], _T]) -> _T:
    """Fetch the file of a message and return what ``work`` makes of it, off the event loop."""
    document = message.document
    if document is None:
        msg = "message without a file"
        raise ValueError(msg)
    name = Path(document.file_name or "document").name
    if (document.file_size or 0) > _LARGEST:
        raise WenceError("file-too-large", path=name, limit=_LARGEST // 1_000_000)
    file = await document.get_file()
    data = bytes(await file.download_as_bytearray())

    def run() -> _T:
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return work(path)

    return await asyncio.to_thread(run)


def _read(path: Path) -> Document:
    return read_document(path.stem, read_source(path))


def _fitting(lines: Iterable[str]) -> str:
    """Return as many of the lines as one message holds."""
    shown: list[str] = []
    room = LONGEST_MESSAGE - utf16_length("\n…")
    for line in lines:
        room -= utf16_length(line) + 1
        if room < 0:
            shown.append("…")
            break
        shown.append(line)
    return "\n".join(shown)
