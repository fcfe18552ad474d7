"""The responsible units that a document names itself; none is ever inferred.

They stand in brackets at the end of an item, （责任单位：甲局、乙局）, or on a line of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNIT = "单位|部门|科室|股室|处室|机构|主体|股|科|处"
_KEY = rf"(?:责任|牵头|主办|承办|配合|协办|协同|参与|落实)(?:责任)?(?:{_UNIT})"
_LEADS = re.compile("牵头|主办")
_STATEMENT = re.compile(
    rf"(?P<open>[（(【\[])\s*{_KEY}\s*[】\]]?\s*[：:]?|^[ \t\u00a0\u3000]*{_KEY}\s*[：:]",
    re.MULTILINE,
)
# A bracket at the end of a paragraph that says who leads or is in charge: （甲局牵头，乙局配合）.
_IN_CHARGE = re.compile(
    r"[（(](?P<said>(?:[^（()）。；;\n]|\n|[（(][^（()）\n]{1,20}[)）]){2,120}?"
    r"(?:牵头|负责|配合|落实|参与|分工))[)）]\s*。?[ \t\u3000]*(?=\n|$)"
)
_CLOSING = {"（": "）", "(": ")", "【": "】", "[": "]"}
_OPENING_OF = {"）": "（", ")": "(", "】": "【", "]": "["}
# A clause ends where the next key begins: 牵头单位：甲局，配合单位：乙局.
_CLAUSE = re.compile(
    rf"(?:(?P<key>{_KEY})\s*[：:】\]])?(?P<names>(?:(?![，,、\s]*{_KEY}\s*[：:])[^；;。])*)[，,、\s]*"
)
_LED_BY = re.compile(r"(?:由)?(?P<lead>.+?)(?:负责)?牵头(?:负责|落实)?(?:[，,、]|$)(?P<rest>.*)")
_REMARKS = re.compile(
    r"^(?:由|会同|和)|(?:等)?(?:按(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实)?|分工负责|配合|参与|负责|落实)$|等$"
)
_FIRST_LEADS = re.compile(
    rf"(?:第一(?:个|位|名)?|首位|首个|排名?(?:在)?(?:第一|首位|最前))的?[^。]{{0,12}}?(?:{_UNIT})?[^。]{{0,8}}?牵头"
)


@dataclass(frozen=True, slots=True)
class Offices:
    """The names of the responsible units in their order; ``lead`` is one of them or None."""

    names: tuple[str, ...] = ()
    lead: str | None = None


NO_OFFICES = Offices()


def read_offices(words: str, *, first_leads: bool = False) -> Offices:
    """Read the units that ``words``, a node's own text, names as responsible.

    ``first_leads`` tells that the document states once for all that the first unit takes the lead.
    """
    names: dict[str, None] = {}
    lead = None
    for statement in _statements(words):
        for clause in _CLAUSE.finditer(statement):
            said, rest = clause["names"], clause["names"]
            led = _LED_BY.match(said)
            if led:
                first = list(_names(led["lead"]))
                lead = lead or next(iter(first), None)
                names.update(dict.fromkeys(first))
                rest = led["rest"]
            found = list(_names(rest))
            if clause["key"] and _LEADS.search(clause["key"]):
                lead = lead or next(iter(found), None)
            names.update(dict.fromkeys(found))
    if first_leads and lead is None:
        lead = next(iter(names), None)
    return Offices(tuple(names), lead)


def states_first_leads(text: str) -> bool:
    """Tell whether a document states that the first unit named takes the lead."""
    return bool(_FIRST_LEADS.search(text))


def _statements(words: str) -> Iterator[str]:
    """Yield what each statement says, from its key on, without the brackets around it."""
    end = 0
    for found in _STATEMENT.finditer(words):
        if found.start() < end:
            continue
        opening = found["open"]
        # 【责任股室】甲股、乙股 closes the bracket behind the key and goes on to the line's end.
        bracketed = opening and not found[0].rstrip().endswith(_CLOSING[opening])
        start = found.start() + (1 if opening else 0)
        end = _bracket_end(words, found.end(), opening) if bracketed else _line_end(words, start)
        yield words[start:end].strip()
    for charge in _IN_CHARGE.finditer(words):
        if charge.start() >= end and not _STATEMENT.match(words, charge.start()):
            yield charge["said"]


def _bracket_end(words: str, start: int, opening: str) -> int:
    depth = 1
    for at in range(start, len(words)):
        depth += (words[at] == opening) - (words[at] == _CLOSING[opening])
        if not depth:
            return at
    return len(words)


def _line_end(words: str, start: int) -> int:
    end = words.find("\n", start)
    return len(words) if end < 0 else end


def _names(said: str) -> Iterator[str]:
    """Split a list of names at its commas, those within brackets left alone."""
    name, inside = "", 0
    for character in f"{said}、":
        inside += (character in _CLOSING) - (character in _OPENING_OF)
        if character in "、，,\n\u3000" and inside <= 0:
            bare = _REMARKS.sub("", name.strip()).strip()
            if bare:
                yield bare
            name = ""
        else:
            name += character
