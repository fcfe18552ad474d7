"""The lines that a person sees on a page: one a paragraph, one a row of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from knowledge.labels import read_label
from knowledge.readers.number_formats import write_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "select",
    "textarea", "button", "nav", "footer", "aside", "rp", "rt", "audio", "video", "canvas",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "ucapcontent", "var", "wbr",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WIDE = "[\u2e80-\u9fff\uff00-\uffef，。；：、“”‘’《》（）〔〕]"
# A line end in the source between two wide characters is no space on the page.
_SOURCE_BREAK = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_BLANKS = re.compile("[ \t\r\n\f\u00a0]+")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LIST_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-heavenly-stem": "ideographTraditional", "none": "none",
    "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(" + "|".join(
    sorted((k for k in _LIST_FORMATS if len(k) > 1), key=len, reverse=True)) + r")\b")  # fmt: skip
# A cell with more paragraphs than this lays out a page; it is no cell of a table of data.
_LINES_IN_CELL = 3


class Line(NamedTuple):
    """A line as seen, the element that it ends in, and how many of its characters are links."""

    text: str
    element: Any
    linked: int


@dataclass
class _Seen:
    """What was seen so far; ``parts`` are the pieces of the line that is not ended yet."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    label: str = ""
    preformatted: int = 0
    links: int = 0

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted and "\n" in text:
            *whole, text = text.split("\n")
            for line in whole:
                self.parts.append(line)
                self.end(None)
        self.parts.append(text)
        self.linked += len(text.strip()) if self.links else 0

    def end(self, element: Any) -> None:
        text = tidy("".join(self.parts))
        if text:
            numbered = self.label and read_label(text, 0, len(text)) is None
            text = f"{self.label}{text}" if numbered else text
            self.lines.append(Line(text, element, self.linked))
            self.label = ""
        self.parts.clear()
        self.linked = 0


def visible_lines(root: Any) -> list[Line]:
    """Return the lines of what ``root`` shows; scripts, navigation and what is hidden left out."""
    seen = _Seen()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            seen.write(element.tail)
        elif event == "start":
            if element is not root and _is_unseen(element):
                _skip(walk, element, seen)
            elif element is not root and element.tag == "table" and _is_data(element):
                seen.end(element)
                seen.lines += [Line(row, element, 0) for row in _rows(element)]
                _skip(walk, element, seen)
            else:
                _begin(element, seen)
                seen.write(element.text)
        else:
            _finish(element, seen)
            if element is not root:
                seen.write(element.tail)
    seen.end(root)
    return seen.lines


def tidy(text: str) -> str:
    """Return text as a page shows it: runs of blanks as one, none at the ends."""
    text = _SOURCE_BREAK.sub("", text.translate(_ZERO_WIDTH))
    return _BLANKS.sub(" ", text).strip()


def _skip(walk: Any, element: Any, seen: _Seen) -> None:
    """Pass over what is inside the element; its end is still walked by."""
    walk.skip_subtree()
    seen.links += element.tag == "a"
    seen.preformatted += element.tag == "pre"


def _begin(element: Any, seen: _Seen) -> None:
    tag = element.tag
    if tag in ("br", "hr"):
        seen.end(element)
    elif tag == "a":
        seen.links += 1
    elif tag not in _INLINE:
        seen.end(element.getparent())
        seen.preformatted += tag == "pre"
        if tag == "li":
            seen.label = _list_label(element)


def _finish(element: Any, seen: _Seen) -> None:
    tag = element.tag
    if tag == "a":
        seen.links -= 1
    elif tag not in _INLINE and tag != "br" and tag not in _UNSEEN:
        seen.end(element)
        seen.preformatted -= tag == "pre"


def _is_unseen(element: Any) -> bool:
    # A body that hides itself is shown by its script.
    return element.tag != "body" and (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _list_label(item: Any) -> str:
    """Return the number that a browser shows before an item of a numbered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    styled = _LIST_STYLE.search(parent.get("style", "")) or _LIST_STYLE.search(
        item.get("style", "")
    )
    name = _LIST_FORMATS.get(styled[1] if styled else parent.get("type", "1"), "decimal")
    step = -1 if parent.get("reversed") is not None else 1
    items = [child for child in parent if child.tag == "li"]
    number = _whole(parent.get("start"), len(items) if step < 0 else 1) - step
    for child in items:
        number = _whole(child.get("value"), number + step)
        if child is item:
            break
    written = write_number(number, name)
    wide = name in ("chineseCountingThousand", "ideographDigital", "ideographTraditional")
    return f"{written}{'、' if wide else '.'}" if written else ""


def _whole(value: str | None, otherwise: int) -> int:
    found = re.fullmatch(r"\s*([+-]?[0-9]{1,9})\s*", value or "")
    return int(found[1]) if found else otherwise


def _is_data(table: Any) -> bool:
    """Tell a table of data from one that lays out the page."""
    if table.find(".//table") is not None:
        return False
    rows = [_cells(row) for row in table.iter("tr")]
    if max((len(cells) for cells in rows), default=0) < 2:  # noqa: PLR2004 -- one column is a frame
        return False
    return all(len(visible_lines(cell)) <= _LINES_IN_CELL for cells in rows for cell in cells)


def _rows(table: Any) -> Iterator[str]:
    """Yield the caption and the rows; cells are joined by a tab, a merged cell stands once."""
    for part in table.iter("caption", "tr"):
        cells = _cells(part) if part.tag == "tr" else [part]
        words = [" ".join(line.text for line in visible_lines(cell)) for cell in cells]
        stated = [word for word in words if word]
        # The name of a field without a value says nothing, and could be taken for addressees.
        if stated and not (len(words) > len(stated) == 1 and stated[0].endswith((":", "："))):
            yield "\t".join(words).rstrip()


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th") and not _is_unseen(cell)]
