"""Documents of Word and WPS: the paragraphs as shown, automatic labels written out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from knowledge.readers.docx_numbering import Numbering
from knowledge.readers.docx_package import safe_package

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What stands around paragraphs or around their words without being seen.
_AROUND = {
    qn(tag)
    for tag in (
        "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:hyperlink",
        "w:fldSimple", "w:bdo", "w:dir", "w:ruby", "w:rubyBase", "w:r",
    )
} | {f"{_ALTERNATE}AlternateContent", f"{_ALTERNATE}Choice"}  # fmt: skip
_SIGNS = {
    qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
}  # fmt: skip
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BOX = qn("w:txbxContent")
_DRAWN = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_MARK_DELETED = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"


def read(data: bytes) -> tuple[str, str]:
    """Return the body of a document, one paragraph or row of a table a line, and "utf-8".

    Cells are joined by a tab and merged ones stand once. Inserted text is kept and deleted text
    left out, as if all changes were accepted; text boxes follow the paragraph they hang on.
    Headers, footers, notes, comments and hidden text are left out.
    """
    document = docx.Document(safe_package(data))
    parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in document.part.rels.values()}
    numbered = "numbering" in parts and not parts["numbering"].is_external
    numbering = parts["numbering"].target_part.element if numbered else None
    body = _Body(Numbering(numbering, document.styles.element))
    lines = [line for line in (*body.lines(document.element.body), *body.rest()) if line]
    return "".join(f"{line}\n" for line in lines), "utf-8"


@dataclass
class _Words:
    """The words of one paragraph and the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Body:
    """Turns block elements into lines; ``_held`` is a paragraph whose end was deleted."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._held = ""

    def lines(self, parent: Any) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables in ``parent``, empty ones included."""
        for block in _unfolded(parent):
            if block.tag == _PARAGRAPH:
                yield from self._paragraph(block)
            elif block.tag == _TABLE:
                yield from self._table(block)

    def rest(self) -> list[str]:
        """Return what was to go on in a paragraph that never came."""
        return self._held.split("\n")

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        words = _Words()
        _collect(paragraph, words)
        text = "".join(words.pieces)
        joined = paragraph.find(_MARK_DELETED) is not None
        # A paragraph that was deleted as a whole, and one that goes on, are not counted.
        if not self._held and (text or not joined):
            text = f"{self._numbering.label(paragraph)}{text}"
        text = f"{self._held}{text}"
        if joined:
            self._held = text
        else:
            self._held = ""
            yield from (line.strip() for line in text.split("\n"))
        for box in words.boxes:
            yield from self.lines(box)

    def _table(self, table: Any) -> Iterator[str]:
        for row in _unfolded(table):
            if row.tag != _ROW or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                continue
            cells = [cell for cell in _unfolded(row) if cell.tag == _CELL]
            shown = [list(filter(None, self.lines(cell))) for cell in cells if not _merged(cell)]
            if len(cells) == 1:
                # A frame around text, as templates put it.
                yield from (line for lines in shown for line in lines)
            else:
                yield "\t".join(" ".join(lines) for lines in shown).strip()


def _unfolded(parent: Any) -> Iterator[Any]:
    """Yield the children, those of containers that are not seen in their place."""
    waiting = [iter(parent)]
    while waiting:
        for child in waiting[-1]:
            if child.tag in _AROUND:
                waiting.append(iter(child))
                break
            yield child
        else:
            waiting.pop()


def _collect(paragraph: Any, words: _Words) -> None:
    """Collect words and text boxes, going into runs only where they are shown."""
    waiting = [iter(paragraph)]
    while waiting:
        for child in waiting[-1]:
            tag = child.tag
            if tag == qn("w:t"):
                words.pieces.append(child.text or "")
            elif tag in _SIGNS:
                words.pieces.append(_SIGNS[tag])
            elif tag in _DRAWN:
                boxes = list(child.iter(_BOX))
                words.boxes += [box for box in boxes if not set(box.iterancestors()) & set(boxes)]
            elif tag in _AROUND and not _hidden(child):
                waiting.append(iter(child))
                break
        else:
            waiting.pop()


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")


def _merged(cell: Any) -> bool:
    """Tell whether a cell goes on with the one above."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"
