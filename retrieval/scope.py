"""Which documents a question is about: by the year, the place and the title that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.years import named_years

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from knowledge.model import Document

# 鲤城 of 泉州市鲤城区教育局: a place is told by its name, with or without what it is.
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:特别行政区|自治区|自治州|省|市|州|区|县|旗)")
_YEAR_IN_TITLE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=\s*(?:年|[-—~至]))")
_WITHIN = r"(?:这份|这个)?(?:文件)?(?:里面|里头|里|中)?"
_MARKED = re.compile(rf"《([^《》]{{4,}})》{_WITHIN}")


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a question is about, the newest first.

    ``absent_year`` is a year that the question names and that none of them is of.
    """

    documents: tuple[Document, ...]
    absent_year: int | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A question's scope, and its words without those that only narrow."""

    words: str
    scope: Scope


class Narrowing:
    """Narrows questions to some of the documents in force; built once for them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Know the years, places and titles of ``documents``, the newest first."""
        self._documents = tuple(documents)
        self._years = [years_of(document) for document in documents]
        self._places = [_places_of(document) for document in documents]
        self._titles = [_titles_of(document) for document in documents]
        self._place = _any_of({name for places in self._places for name in places})
        self._title = _any_of({name for titles in self._titles for name in titles})

    def narrow(
        self, question: str, *, today: dt.date | None = None, year: int | None = None
    ) -> Narrowed:
        """Find the scope of any question; ``year`` narrows to that year, whatever it says.

        去年 and 今年 are understood where ``today`` is given. What no document matches narrows
        nothing, and its words are left as they are.
        """
        folded = fold(question)
        titled, rest, cut = self._by_title(folded.text)
        among = titled or list(range(len(self._documents)))
        placed, rest, places = self._by_place(rest, among)
        among, cut = placed or among, [*cut, *places]
        asked = {year: [(0, 0)]} if year else named_years(rest, today)
        known = frozenset().union(*(self._years[at] for at in among)) & asked.keys()
        if known:
            among = [at for at in among if self._years[at] & known]
            cut += [found for one in known for found in asked[one]]
        absent = next((one for one in asked if one not in known), None) if among else None
        words = _without(question, [folded.original(*one) for one in cut if one != (0, 0)])
        return Narrowed(words, Scope(tuple(self._documents[at] for at in among), absent))

    def _by_title(self, folded: str) -> tuple[list[int], str, list[tuple[int, int]]]:
        named = [(found[1], found.span()) for found in _MARKED.finditer(folded)]
        named += [(found["name"], found.span()) for found in self._title.finditer(folded)]
        among: dict[int, None] = {}
        cut = []
        for words, span in named:
            bare = _bare(words)
            of = [n for n, titles in enumerate(self._titles) if any(bare in t for t in titles)]
            if of and len(bare) >= _SHORTEST_TITLE:
                among.update(dict.fromkeys(of))
                cut.append(span)
        return sorted(among), _blanked(folded, cut), cut

    def _by_place(
        self, folded: str, among: list[int]
    ) -> tuple[list[int], str, list[tuple[int, int]]]:
        found = list(self._place.finditer(folded))
        names = {one["name"] for one in found}
        # 广州市天河区 means what is of both, 鲤城和芜湖 what is of either.
        met = {at: len(names & self._places[at]) for at in among}
        most = max(met.values(), default=0)
        if not most:
            return [], folded, []
        cut = [one.span() for one in found]
        return [at for at in among if met[at] == most], _blanked(folded, cut), cut


_SHORTEST_TITLE = 4


def years_of(document: Document) -> frozenset[int]:
    """Return the years that a document is of: those in its title, else that of its issue."""
    meta = document.meta
    titled = {int(year) for year in _YEAR_IN_TITLE.findall(fold(meta.plan_title).text)}
    issued = {meta.issued_on.year} if meta.issued_on else set()
    return frozenset(titled or issued)


def _places_of(document: Document) -> frozenset[str]:
    """Return the issuers and the places in their names, with and without what each is."""
    names: set[str] = set()
    for issuer in document.meta.issuer:
        folded = fold(issuer).text
        for found in _PLACE.finditer(folded):
            names |= {found[0], found[1]}
        if len(folded) >= _SHORTEST_TITLE:
            names.add(folded)
    return frozenset(names)


def _titles_of(document: Document) -> frozenset[str]:
    titles = {_bare(fold(title).text) for title in (document.meta.plan_title, document.meta.title)}
    return frozenset(title for title in titles if len(title) >= _SHORTEST_TITLE)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》]", "", title)


def _any_of(names: set[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?P<name>{either}){_WITHIN}")


def _blanked(text: str, cut: list[tuple[int, int]]) -> str:
    for start, end in cut:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _without(question: str, cut: list[tuple[int, int]]) -> str:
    """Leave out what is cut, unless nothing else was said."""
    words = "".join(_kept(question, sorted(cut)))
    return words if any(character.isalnum() for character in words) else question


def _kept(question: str, cut: list[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for start, end in cut:
        yield question[done:start]
        yield " "
        done = max(done, end)
    yield question[done:]
