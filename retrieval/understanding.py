"""What a question asks for, before anything is searched: an item, a fact, or a search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.query import Query, to_query

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer
    from retrieval.thesaurus import Thesaurus

# Only the beginning of a very long message is read; Telegram's own limit is 4,096 characters.
LONGEST_QUESTION = 4096

_NUMERAL = r"([0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,6})"
_NUMBER_ALONE = re.compile(rf"第?{_NUMERAL}[条項项点]?")
_NUMBER_NAMED = re.compile(
    rf"第{_NUMERAL}[条项点]|^{_NUMERAL}条(?=讲|说|写|的|内容|原文|全文|标题)"
)


class Fact(StrEnum):
    """A fact that a document states, or not, about itself."""

    ISSUED_ON = "issued_on"
    DOC_NUMBER = "doc_number"
    OPENNESS = "openness"
    ADDRESSEES = "addressees"
    ISSUER = "issuer"
    AREAS = "areas"
    ITEMS = "items"


_THIS = r"(?:这个|这份|该|本)?(?:文件|文|通知|要点|计划|东西)?的?"
_FACTS = {
    Fact.DOC_NUMBER: re.compile(r"文号|发文字号|文件编?号"),
    Fact.ISSUED_ON: re.compile(
        rf"成文日期|发文日期|发文时间|印发日期|印发时间|落款日期|{_THIS}(?:什么时候|几时|几号|哪天|何时)(?:印发|发布|发文|发的|出的)"
    ),
    Fact.OPENNESS: re.compile(r"公开属性|公开方式|主动公开|依申请公开"),
    Fact.ADDRESSEES: re.compile(r"主送|(?:发给|印发给|下发给)(?:谁|哪些|哪几)"),
    Fact.ISSUER: re.compile(
        r"发文(?:单位|机关|部门)|谁(?:印)?发的|哪个(?:单位|部门|局)(?:印)?发的"
    ),
    Fact.AREAS: re.compile(r"(?:几|多少|哪几|哪些|哪六)(?:个|大|部)+(?:领域|部分|方面|板块|分)"),
    Fact.ITEMS: re.compile(r"(?:一共|总共|共|全文|要点)有?(?:几|多少)[条项]|有(?:几|多少)[条项]"),
}


@dataclass(frozen=True, slots=True)
class ItemRequest:
    """The asker names an item by its number, as written or spoken."""

    numeral: str


@dataclass(frozen=True, slots=True)
class FactRequest:
    """The asker wants facts about the document itself."""

    facts: tuple[Fact, ...]


class Understanding:
    """Understands questions in the light of a thesaurus."""

    def __init__(self, analyzer: Analyzer, thesaurus: Thesaurus) -> None:
        """Cut questions by ``analyzer`` and find concepts by ``thesaurus``."""
        self._analyzer = analyzer
        self._thesaurus = thesaurus

    def understand(self, question: str) -> ItemRequest | FactRequest | Query:
        """Understand any string; one without a letter or digit is a query without terms."""
        folded = self._analyzer.fold(question[:LONGEST_QUESTION]).text
        bare = re.sub(r"[\W_]+", "", folded)
        numbered = _NUMBER_ALONE.fullmatch(bare) or _NUMBER_NAMED.search(folded)
        if numbered:
            return ItemRequest(next(filter(None, numbered.groups())))
        facts = tuple(fact for fact, pattern in _FACTS.items() if pattern.search(folded))
        if facts:
            return FactRequest(facts)
        return to_query(folded, self._analyzer, self._thesaurus)

    def query(self, question: str) -> Query:
        """Return the question as a query, whatever else it may be."""
        folded = self._analyzer.fold(question[:LONGEST_QUESTION]).text
        return to_query(folded, self._analyzer, self._thesaurus)
