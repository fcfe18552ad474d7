"""Automatic numbering of a .docx document: the labels that Word shows before paragraphs.

WordprocessingML keeps no labels, only which list and level a paragraph belongs to (ISO/IEC
29500-1, 17.9); counting is left to the reader.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from knowledge.readers.number_formats import write_number

_LEVELS = 9
_TRUE = ("1", "true", "on")
# Styles may be based on each other in a circle in a broken file.
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and what it writes.

    ``anew`` tells that the list starts a count of its own there; ``restart`` is the number, from
    one, of the level whose use lets this one start again, 0 for none.
    """

    start: int
    number_format: str
    text: str
    suffix: str
    restart: int
    anew: bool
    legal: bool


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Work on the ``w:numbering`` element, None where there is none, and ``w:styles``."""
        self._nums = _by_id(numbering, "w:num", "w:numId")
        self._abstract = _by_id(numbering, "w:abstractNum", "w:abstractNumId")
        self._styles = _by_id(styles, "w:style", "w:styleId")
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in _TRUE
            ),
            None,
        )
        self._levels: dict[str, list[_Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """Return what Word writes before the paragraph ``w:p``, counting it; "" for nothing."""
        num, at = self._list_of(paragraph)
        if num is None or num not in self._nums:
            return ""
        identity, definition = self._definition(num)
        if definition is None:
            return ""
        if num not in self._levels:
            self._levels[num] = [self._level(num, definition, at) for at in range(_LEVELS)]
        return _written(self._levels[num], self._count(num, identity, at), at)

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, its own or those of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        num, at = _value(own, "w:numId"), _value(own, "w:ilvl")
        style = _value(paragraph.find(qn("w:pPr")), "w:pStyle") or self._default
        if num is None:
            num, styled, inherited = self._list_of_style(style)
            if num is not None and at is None:
                at = self._level_of_style(num, styled) or inherited
        if num in (None, "0"):
            return None, 0
        return num, min(max(_whole(at, 0), 0), _LEVELS - 1)

    def _list_of_style(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        """Return list, naming style and level that a style or the one it is based on gives."""
        at = None
        for _ in range(_DEEPEST_STYLE):
            if style is None or style not in self._styles:
                break
            element = self._styles[style]
            given = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            at = at or _value(given, "w:ilvl")
            num = _value(given, "w:numId")
            if num is not None:
                return num, style, at
            style = _value(element, "w:basedOn")
        return None, None, None

    def _level_of_style(self, num: str, style: str | None) -> str | None:
        """Return the level of the list that names the style as its own."""
        _, definition = self._definition(num)
        for level in definition.findall(qn("w:lvl")) if definition is not None else ():
            if style is not None and _value(level, "w:pStyle") == style:
                return str(level.get(qn("w:ilvl")))
        return None

    def _definition(self, num: str) -> tuple[str, Any]:
        """Return identity and element of the definition behind a list, links to styles followed."""
        for _ in range(_DEEPEST_STYLE):
            abstract = _value(self._nums.get(num), "w:abstractNumId") or ""
            definition = self._abstract.get(abstract)
            linked = _value(definition, "w:numStyleLink")
            style = self._styles.get(linked) if linked else None
            onward = style is not None and _value(
                style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"), "w:numId"
            )
            if not onward or onward == num:
                return abstract, definition
            num = str(onward)
        return "", None

    def _override(self, num: str, at: int) -> Any:
        for override in self._nums[num].findall(qn("w:lvlOverride")):
            if _whole(override.get(qn("w:ilvl")), -1) == at:
                return override
        return None

    def _level(self, num: str, definition: Any, at: int) -> _Level:
        override = self._override(num, at)
        replaced = override.find(qn("w:lvl")) if override is not None else None
        anew = _value(override, "w:startOverride")
        given = definition.findall(qn("w:lvl")) if replaced is None else [replaced]
        for level in given:
            if replaced is None and _whole(level.get(qn("w:ilvl")), -1) != at:
                continue
            return _Level(
                start=_whole(anew, _whole(_value(level, "w:start"), 0)),
                anew=anew is not None,
                number_format=_number_format(level),
                text=_value(level, "w:lvlText") or "",
                suffix=_value(level, "w:suff") or "tab",
                restart=_whole(_value(level, "w:lvlRestart"), at),
                legal=_is_on(level.find(qn("w:isLgl"))),
            )
        return _Level(1, "none", "", "nothing", at, anew=False, legal=False)

    def _count(self, num: str, identity: str, at: int) -> list[int]:
        """Count one paragraph at level ``at``; lists with one definition count together."""
        levels = self._levels[num]
        counts = self._counts.setdefault(identity, [None] * _LEVELS)
        if levels[at].anew and (num, at) not in self._begun:
            counts[at] = None
        self._begun.add((num, at))
        current = counts[at]
        counts[at] = levels[at].start if current is None else current + 1
        for deeper in range(at + 1, _LEVELS):
            if at < levels[deeper].restart:
                counts[deeper] = None
        # A level above that was never used counts as used once.
        for above, level in enumerate(levels[:at]):
            if counts[above] is None:
                counts[above] = level.start
        return [count or 0 for count in counts[: at + 1]]


def _written(levels: list[_Level], counts: list[int], at: int) -> str:
    """Fill the numbers into the level's text: %1 is the number of the first level."""
    level = levels[at]
    if level.number_format == "bullet":
        return ""

    def number(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        if index > at:
            return ""
        plain = level.legal and levels[index].number_format != "none"
        return write_number(counts[index], "decimal" if plain else levels[index].number_format)

    written = re.sub("%([1-9])", number, level.text)
    # A sign parts a label from its words by itself; where there is none, the gap does.
    open_ended = unicodedata.category(written[-1:] or ".") in ("Nd", "Lo", "Lu", "Ll")
    gap = " " if level.suffix != "nothing" and open_ended else ""
    return f"{written}{gap}"


def _number_format(level: Any) -> str:
    found = level.find(f".//{qn('w:numFmt')}")
    return "decimal" if found is None else str(found.get(qn("w:val"), "decimal"))


def _by_id(parent: Any, tag: str, key: str) -> dict[str, Any]:
    found = parent.findall(qn(tag)) if parent is not None else []
    return {str(element.get(qn(key))): element for element in found}


def _value(parent: Any, tag: str) -> str | None:
    found = parent.find(qn(tag)) if parent is not None else None
    return None if found is None else found.get(qn("w:val"))


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "1") in _TRUE


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value) else otherwise
