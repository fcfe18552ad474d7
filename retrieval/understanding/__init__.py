"""What a question asks for, before anything is searched (docs/decisions/0010-kinds.md)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from retrieval.query import Query, to_query
from retrieval.understanding.alternatives import read_alternatives
from retrieval.understanding.courtesies import is_insult, read_courtesy
from retrieval.understanding.danger import read_danger
from retrieval.understanding.facts import read_facts
from retrieval.understanding.listings import read_listing
from retrieval.understanding.message import LONGEST_QUESTION, read_message
from retrieval.understanding.phrases import read_phrases
from retrieval.understanding.places import read_place
from retrieval.understanding.quotations import read_quotation
from retrieval.understanding.recognised import request_of
from retrieval.understanding.requests import CourtesyRequest, Danger, Guess, Search
from retrieval.understanding.responsibility import asks_who, without_who
from retrieval.understanding.wording import asks_whole, without_request

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer
    from retrieval.thesaurus import Thesaurus
    from retrieval.understanding.message import Message
    from retrieval.understanding.recognition import Recognizer
    from retrieval.understanding.requests import Request

__all__ = ["LONGEST_QUESTION", "Understanding", "understand"]

# The first kind that recognises a message has it. A quotation may hold anything, so it comes
# early, but 原句是“推进”还是“深化” is none. Whoever names a phrase wants it looked for, whatever
# number it stands beside, and 第25条有哪些指标 asks for targets before it asks for an item.
_KINDS = (
    read_courtesy,
    read_alternatives,
    read_quotation,
    read_phrases,
    read_listing,
    read_place,
    read_facts,
)
# A notice too many is soon read over; one that is missing may cost a child.
_DANGER = 0.3
_WORDING = 0.3


def understand(question: str, recognizer: Recognizer | None = None) -> Request | Guess:
    """Understand any string; what is no other kind is a search, one without words included.

    What no pattern knows is left to ``recognizer``.
    """
    message = read_message(question)
    chances = recognizer.recognise(question) if recognizer else {}
    danger = read_danger(message.folded.text)
    if danger is None and chances.get(Danger.OTHER, 0.0) >= _DANGER and not is_insult(message):
        danger = Danger.OTHER
    for read in (*_KINDS, partial(request_of, chances=chances)):
        request = read(message)
        if request is None or (danger and isinstance(request, CourtesyRequest | Guess)):
            continue
        return request
    return _search(message, danger, whole=chances.get("wording", 0.0) >= _WORDING)


def _search(message: Message, danger: Danger | None, *, whole: bool) -> Search:
    text = message.text
    whole, responsible = whole or asks_whole(text), asks_who(text)
    words = without_request(text) if whole else text
    words = without_who(words) if responsible else words
    if not any(character.isalnum() for character in words):
        words = text
    return Search(words.strip(), whole, responsible, danger)


class Understanding:
    """Understands questions in the light of a thesaurus."""

    def __init__(
        self, analyzer: Analyzer, thesaurus: Thesaurus, recognizer: Recognizer | None = None
    ) -> None:
        """Cut words by ``analyzer`` and find concepts by ``thesaurus``.

        ``recognizer`` knows kinds of messages by what is like them.
        """
        self._analyzer = analyzer
        self._thesaurus = thesaurus
        self._recognizer = recognizer

    def understand(self, question: str) -> Request | Guess:
        """Understand any string (see the function of this name)."""
        return understand(question, self._recognizer)

    def query(self, words: str) -> Query:
        """Return words as a query, whatever else they may be."""
        folded = self._analyzer.fold(words[:LONGEST_QUESTION]).text
        return to_query(folded, self._analyzer, self._thesaurus)
