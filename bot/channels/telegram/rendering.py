"""Cards as Telegram messages: HTML within the Bot API's limits.

A message holds up to 4,096 UTF-16 code units after its entities are parsed
(https://core.telegram.org/bots/api#sendmessage).
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from bot.cards import BlockKind
from bot.texts import text
from knowledge.sentences import sentences
from knowledge.span import Span

if TYPE_CHECKING:
    from bot.cards import Block, Card

LONGEST_MESSAGE = 4096
_GAP = "\n"
_TAG = re.compile(r"</?(?:b|i|blockquote)(?: expandable)?>")


def utf16_length(words: str) -> int:
    """Count UTF-16 code units, the Bot API's measure of length."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def to_messages(card: Card) -> list[str]:
    """Render a card as the HTML of one or more messages, in order.

    A block that does not fit starts the next message; a block that is too long for any message
    is parted between sentences.
    """
    messages: list[list[str]] = [[]]
    room = LONGEST_MESSAGE
    for block in card:
        for piece in _pieces(_plain(block)):
            needed = utf16_length(piece + _GAP)
            if needed > room and messages[-1]:
                messages.append([])
                room = LONGEST_MESSAGE
            messages[-1].append(_html(block.kind, piece))
            room -= needed
    return [_GAP.join(pieces) for pieces in messages]


def to_plain(html: str) -> str:
    """Return the words of a message as ``to_messages`` makes them, without their looks."""
    return unescape(_TAG.sub("", html))


def _plain(block: Block) -> str:
    return text("card.quote", quote=block.text) if block.kind is BlockKind.QUOTE else block.text


def _html(kind: BlockKind, words: str) -> str:
    safe = escape(words, quote=False)
    if kind is BlockKind.TITLE:
        return f"<b>{safe}</b>"
    if kind is BlockKind.WHOLE:
        return f"<blockquote expandable>{safe}</blockquote>"
    if kind is BlockKind.VERBATIM:
        return f"<blockquote>{safe}</blockquote>"
    if kind is BlockKind.SOURCE:
        return f"<i>{safe}</i>"
    return safe


def _pieces(words: str) -> list[str]:
    """Part words that are too long for a message between sentences, as late as possible."""
    limit = LONGEST_MESSAGE - len(_GAP)
    if utf16_length(words) <= limit:
        return [words]
    pieces = [""]
    end = 0
    for sentence in sentences(words, Span(0, len(words))):
        # The white space before a sentence goes with it, so that nothing of the wording is lost.
        for part in _hard_parts(words[end : sentence.end], limit):
            if utf16_length(pieces[-1] + part) > limit:
                pieces.append("")
            pieces[-1] += part
        end = sentence.end
    return pieces


def _hard_parts(words: str, limit: int) -> list[str]:
    """Cut a sentence that no message could hold; two units a character at the most."""
    if utf16_length(words) <= limit:
        return [words]
    step = limit // 2
    return [words[at : at + step] for at in range(0, len(words), step)]
