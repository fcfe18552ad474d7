"""Markdown: blocks as lines, with the numbers of lists as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html
from lxml.etree import ParserError
from markdown_it import MarkdownIt

from knowledge.readers.html_lines import visible_lines
from knowledge.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

# CommonMark leaves these signs alone where a full stop stands inside and a character outside, as
# in **甲。**乙, which every author means as emphasis.
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def read(data: bytes) -> tuple[str, str]:
    """Return the text of a Markdown file, one block or source line a line, and its encoding.

    Signs of emphasis, headings and links are dropped, their words kept; a line end within a
    paragraph stays one, since Chinese plans in Markdown often put item after item that way.
    """
    text, encoding = decode(data)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = [line.strip() for line in _lines(tokens)]
    return "".join(f"{line}\n" for line in lines if line), encoding


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    label = ""
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "list_item_open":
                label = f"{token.info}{token.markup}" if token.info else ""
            case "tr_open":
                cells = []
            case "tr_close":
                yield "\t".join(cells or [])
                cells = None
            case "inline" if cells is not None:
                cells.append(_words(token))
            case "inline":
                yield from f"{label}{_words(token)}".split("\n")
                label = ""
            case "fence" | "code_block":
                yield from token.content.split("\n")
            case "html_block":
                yield from _seen(token.content)


def _words(token: Token) -> str:
    words = ""
    for child in token.children or ():
        if child.type == "text":
            words += _EMPHASIS.sub(r"\2", child.content)
        elif child.type in ("code_inline", "text_special"):
            words += child.content
        elif child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and child.content.lower().startswith("<br")
        ):
            words += "\n"
    return words


def _seen(markup: str) -> list[str]:
    try:
        return [line.text for line in visible_lines(html.fragment_fromstring(markup, "div"))]
    except ParserError:
        # A comment alone shows nothing.
        return []
