"""Web pages: trafilatura finds the main text, the wording is taken from the page as seen."""

from __future__ import annotations

import codecs
import re
from typing import Any

import trafilatura
from lxml import etree, html

from knowledge.errors import SourceError
from knowledge.labels import read_label
from knowledge.readers.html_lines import Line, visible_lines
from knowledge.readers.text import encoding_of
from knowledge.signatures import is_closing

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:\-]+)""", re.IGNORECASE)
_HEAD = 8192
# How much of the main text, by characters, the element holds that is taken for its frame.
_NEARLY_ALL = 0.95
_MOSTLY = 0.6
_SHORTEST_MATCH = 2
# Below so many characters trafilatura cannot tell main text from the rest.
_SHORTEST_TOLD = 250
_FRAMES = {"article", "body", "div", "html", "main", "section", "td"}


def read(data: bytes) -> tuple[str, str]:
    """Return the main text of a page, one paragraph a line, and the encoding of its bytes.

    Which part of the page is the document is told by trafilatura (main text, without menus and
    recommendations). Of that part all lines are kept, those that trafilatura dropped included, in
    the page's order; a page with no main text to be found is read as a whole.
    """
    page, encoding = decode(data)
    root = _parse(page)
    lines = [line for line in visible_lines(root) if not _is_link(line)]
    extracted = trafilatura.extract(page, favor_recall=True, include_tables=True) or ""
    return "\n".join(_main(lines, extracted)) + "\n", encoding


def decode(data: bytes) -> tuple[str, str]:
    """Return a page as text with its encoding: by mark, by what fits, else as it declares.

    Text that fits UTF-8 is UTF-8 whatever is declared; pages in GB2312 are read as GB18030.
    """
    found = encoding_of(data)
    if found != "gb18030":
        return data.decode(found, "replace"), found
    declared = _CHARSET.search(data[:_HEAD])
    names = [declared[1].decode("ascii")] if declared else []
    for name in (*names, "gb18030"):
        try:
            encoding = codecs.lookup(name).name
        except LookupError:
            continue
        encoding = "gb18030" if encoding in ("gb2312", "gbk", "hz") else encoding
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    # One broken byte in a page is shown as such; it does not cost the document.
    broken = data.decode("gb18030", "replace")
    if broken.count("\ufffd") > len(broken) // 100:
        raise SourceError("not-decodable", offset=broken.index("\ufffd"))
    return broken, "gb18030"


def _parse(page: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_pis=True)
    root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    for error in parser.error_log:
        if error.type == etree.ErrorTypes.ERR_INTERNAL_ERROR or "depth" in error.message:
            raise SourceError("damaged", format="html", cause=error.message)
    return root


def _is_link(line: Line) -> bool:
    """Tell whether a line is a link or a row of links, and no numbered words."""
    words = len(line.text.replace(" ", ""))
    return line.linked >= _MOSTLY * words and read_label(line.text, 0, len(line.text)) is None


def _main(lines: list[Line], extracted: str) -> list[str]:
    bare = _bare(extracted)
    found = [
        len(_bare(line.text)) >= _SHORTEST_MATCH and _bare(line.text) in bare for line in lines
    ]
    weights = [
        len(line.text) if kept or read_label(line.text, 0, len(line.text)) else 0
        for line, kept in zip(lines, found, strict=True)
    ]
    if not any(found) or sum(len(line.text) for line in lines) < _SHORTEST_TOLD:
        return [line.text for line in lines]
    frame = {id(element) for element in _frame(lines, weights).iter()}
    held = [id(line.element) in frame for line in lines]
    inside = {line.text for line, within in zip(lines, held, strict=True) if within}
    last = len(held) - held[::-1].index(True)
    return [
        line.text
        for at, line in enumerate(lines)
        if held[at]
        or (found[at] and line.text not in inside and (at < last or _ends_a_text(line.text)))
    ]


def _ends_a_text(line: str) -> bool:
    """Tell a numbered paragraph or a signature from what pages put below their text."""
    return read_label(line, 0, len(line)) is not None or is_closing(line)


def _frame(lines: list[Line], weights: list[int]) -> Any:
    """Return the innermost element that holds nearly all of the main text.

    Words that stand twice count once, so that of two copies of a text one is found.
    """
    held: dict[Any, dict[str, int]] = {}
    for line, weight in zip(lines, weights, strict=True):
        for element in (line.element, *line.element.iterancestors()):
            held.setdefault(element, {})[line.text] = weight
    sums = {element: sum(words.values()) for element, words in held.items()}
    enough = _NEARLY_ALL * max(sums.values())
    frames = [e for e, weight in sums.items() if weight >= enough and e.tag in _FRAMES]
    return max(frames, key=lambda element: sum(1 for _ in element.iterancestors()))


def _bare(text: str) -> str:
    return re.sub(r"[\s|\u00ad\u200b\ufeff]", "", text)
