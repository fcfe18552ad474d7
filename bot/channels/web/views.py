"""Cards as a page shows them: with links to the items that they name and marks in their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.cards import BlockKind, item_name, to_card
from bot.texts import text
from knowledge.store.naming import SHORT
from retrieval.outcome import Outcome
from retrieval.understanding.requests import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answer import Answer
    from bot.cards import Block
    from knowledge.model import Document, Item, Node
    from knowledge.span import Span

# Signs that stand before a title where there is no heading to tell it.
_SIGNS = "📄🎯 "
_NUMBER = re.compile(r"([0-9]{3,12})")
_WORDING = (BlockKind.QUOTE, BlockKind.WHOLE, BlockKind.VERBATIM)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of wording; put together, the pieces are the wording again."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to a page, and the words behind it."""

    name: str
    href: str
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: a ``danger`` notice, ``note``, ``quote`` or ``source``; links follow it."""

    kind: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Entry:
    """An item in a card.

    ``value`` is what a form asks for it by, where it is a choice; ``opened`` tells that its whole
    wording was asked for. ``source`` is the document with its date, and ``remarks`` what the item
    does not state, where the card is of this item alone.
    """

    title: str
    href: str
    citation: str
    value: str = ""
    area: Link | None = None
    lines: list[str] = field(default_factory=list)
    quote: str = ""
    pieces: tuple[Piece, ...] = ()
    opened: bool = False
    source: str = ""
    remarks: list[str] = field(default_factory=list)
    kind: str = "item"

    @property
    def begun(self) -> bool:
        """Whether its wording is there, so that what comes next is no part of its head."""
        return bool(self.quote or self.pieces)


def document_path(document: Document, at: str | None = None) -> str:
    """Return the address of a document, or of the revision ``at``."""
    return f"/d/{quote(at or document.name, safe='@')}"


def item_path(item: Item, at: str | None = None) -> str:
    """Return the address that an item keeps, or the one it has in the revision ``at``."""
    return f"{document_path(item.document, at)}/{quote(str(item.number), safe='')}"


def revision_in(named: str) -> str | None:
    """Return the revision that an address names, None where it names what is in force."""
    return named if "@" in named else None


def revision_of(document: Document) -> str:
    """Return what names a document as it is now, whatever it may become."""
    return f"{document.name}@{document.sha256[:SHORT]}"


def area_path(document: Document, area: Node, at: str | None = None) -> str:
    """Return the address of an area in the page of its document, or of the revision ``at``."""
    return f"{document_path(document, at)}#{area_anchor(document, area)}"


def area_anchor(document: Document, area: Node) -> str:
    """Return the name of an area's place in the page of its document."""
    return f"area-{document.areas.index(area) + 1}"


def citation(item: Item, base: str, at: str | None = None) -> str:
    """Return what names an item in somebody's own text; ``base`` is the address of the site."""
    title = item.document.meta.plan_title
    url = f"{base}{item_path(item, at)}"
    return text("web.citation", title=title, item=item_name(item), url=url)


def pieces(document_text: str, whole: Span, marks: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut wording where marks begin and end; marks do not overlap and come in order."""
    cut, at = [], whole.start
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, whole.end)
        if start < end:
            cut += [Piece(document_text[at:start]), Piece(document_text[start:end], marked=True)]
            at = end
    cut.append(Piece(document_text[at : whole.end]))
    return tuple(piece for piece in cut if piece.text)


def card_view(answer: Answer, base: str) -> list[Line | Entry]:
    """Lay the card of an answer out as paragraphs and items."""
    marks = {one.item.key: one.quote for one in answer.answers}
    parts: list[Line | Entry] = []
    for block in to_card(answer):
        last = parts[-1] if parts else None
        if block.kind is BlockKind.TITLE and block.about:
            parts.append(_entry(answer, block, base))
        elif isinstance(last, Entry) and _belongs(block, last):
            _add(last, block, marks)
        else:
            danger = not parts and answer.notice is not None
            parts.append(_danger(block.text) if danger else _line(block.kind.value, block))
    _gather(parts)
    if answer.documents and any(fact.name == Fact.AREAS for fact in answer.facts):
        parts.append(Line("areas", "", _areas(answer.documents[0])))
    return parts


def _gather(parts: list[Line | Entry]) -> None:
    """Put what is said of an only item beside its wording: on a phone a card's end is far away."""
    entries = [part for part in parts if isinstance(part, Entry)]
    if len(entries) != 1:
        return
    (entry,) = entries
    behind = parts.index(entry) + 1
    rest = parts[behind:]
    del parts[behind:]
    for part in rest:
        if isinstance(part, Line) and part.kind == BlockKind.SOURCE:
            entry.source = part.text
        elif isinstance(part, Line) and part.kind == BlockKind.NOTE and not part.links:
            entry.remarks.append(part.text)
        else:
            parts.append(part)


def _entry(answer: Answer, block: Block, base: str) -> Entry:
    (item,) = block.about
    value = f"{item.document.name}/{item.number}"
    return Entry(
        block.text.lstrip(_SIGNS),
        item_path(item),
        citation(item, base),
        value if answer.outcome is Outcome.CHOICES else "",
    )


def _belongs(block: Block, entry: Entry) -> bool:
    """Tell whether a block tells of the item above it."""
    if block.kind in _WORDING or block.kind is BlockKind.AREA:
        return bool(block.about)
    return block.kind is BlockKind.NOTE and not block.about and not entry.begun


def _add(entry: Entry, block: Block, marks: dict[tuple[str, int], Span]) -> None:
    if block.kind is BlockKind.NOTE:
        entry.lines.append(block.text)
        return
    (item,) = block.about
    document = item.document
    if block.kind is BlockKind.AREA:
        href = area_path(document, item.area) if item.area else ""
        entry.area = Link(block.text, href)
    elif block.kind is BlockKind.QUOTE:
        entry.quote = block.text
    else:
        whole = item.node.span
        mark = marks[item.key]
        # Nothing stands out where all is marked.
        shown = [] if len(mark) >= len(whole.trimmed(document.text)) else [mark]
        entry.pieces = pieces(document.text, whole, shown)
        entry.opened = block.kind is BlockKind.VERBATIM


def _danger(notice: str) -> Line:
    """Return the notice with its telephone numbers as links, which a phone calls."""
    lead, *rest = _NUMBER.split(notice)
    links = (
        Link(name, f"tel:{name}", tail) for name, tail in zip(rest[::2], rest[1::2], strict=True)
    )
    return Line("danger", lead, tuple(links))


def _line(kind: str, block: Block) -> Line:
    """Return a paragraph with what it names as links behind it."""
    lead, links, rest = block.text, list[Link](), block.text
    for at, item in enumerate(block.about):
        before, name, after = rest.partition(item_name(item))
        if not name:
            break
        if at:
            links[-1] = Link(links[-1].name, links[-1].href, before.rstrip(" ·"))
        else:
            lead = before
        links.append(Link(name, item_path(item)))
        rest = after
    if links:
        links[-1] = Link(links[-1].name, links[-1].href, rest)
    return Line(kind, lead, tuple(links))


def _areas(document: Document) -> tuple[Link, ...]:
    named: Sequence[Node] = document.areas
    return tuple(
        Link(f"{area.label}{document.title_of(area)}", area_path(document, area)) for area in named
    )
