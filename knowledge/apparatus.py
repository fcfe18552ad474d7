"""What stands in a document beside its outline: contents, lists of attachments, glossaries.

Their lines may begin with numbers, but number no part of the document's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.labels import read_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.lines import Line

_GAP = r"[ \t\u00a0\u3000]*"
_NUMBER = "[0-9０-９一二三四五六七八九十]{1,3}"
_CONTENTS = re.compile(rf"{_GAP}目{_GAP}[录次]{_GAP}")
_LEADER = re.compile(r"(?:[.．…·⋯\-_]{2,}|[\t\u3000]|\s{2,})\s*[0-9０-９]{1,4}\s*$")
_ATTACHED = re.compile(
    rf"{_GAP}附{_GAP}[件表录]{_GAP}(?:{_NUMBER})?{_GAP}(?P<colon>[：:])?{_GAP}(?P<title>.*)"
)
_GLOSSARY = re.compile(
    rf"{_GAP}(?:附{_GAP}[件录]{_GAP}(?:{_NUMBER})?[：:]?{_GAP})?(?:相关|有关|部分)?(?:名词|术语|词语)"
    r"(?:解释|注释|说明)[：:]?\s*"
)
# What a page lists below a document.
_RELATED = re.compile(
    r"[【\[]?(?:相关|推荐|延伸|热门)(?:链接|阅读|文件|文档|新闻|信息|附件|稿件|解读)[】\]]?[：:]?\s*"
)
_LONGEST_ENTRY = 60


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The starts of lines that number nothing, with those that bound the outlines.

    ``beginnings`` head an attachment or a glossary; ``attachment_lists`` name attachments. Nodes
    end before either.
    """

    unnumbered: frozenset[int]
    beginnings: frozenset[int]
    attachment_lists: frozenset[int]


def read_apparatus(text: str, lines: Sequence[Line]) -> Apparatus:
    """Find the contents, lists of attachments and glossaries among ``lines``."""
    words = [text[line.start : line.end] for line in lines]
    unnumbered = {at for at, line in enumerate(words) if _is_entry(line)}
    beginnings: set[int] = set()
    listed: set[int] = set()
    at = 0
    while at < len(words):
        if _CONTENTS.fullmatch(words[at]):
            end = _contents_end(words, at)
            unnumbered.update(range(at, end))
        elif _RELATED.fullmatch(words[at].strip()):
            end = len(words)
            unnumbered.update(range(at, end))
            beginnings.add(at)
        elif _GLOSSARY.fullmatch(words[at]):
            end = _glossary_end(words, at)
            unnumbered.update(range(at, end))
            beginnings.add(at)
        elif _is_attached(words[at]):
            entries = set(_list_of_attachments(words, at))
            listed |= entries
            unnumbered |= entries
            if not entries:
                beginnings.add(at)
            end = max(entries, default=at) + 1
        else:
            end = at + 1
        at = max(end, at + 1)
    starts = [line.start for line in lines]
    return Apparatus(
        frozenset(starts[at] for at in unnumbered),
        frozenset(starts[at] for at in beginnings),
        frozenset(starts[at] for at in listed),
    )


def _is_entry(line: str) -> bool:
    """Tell whether a line is one of a table of contents: it ends in dots and a page number."""
    found = _LEADER.search(line)
    return bool(found and re.search(r"[.．…·⋯]{3,}", found[0]))


def _entry_key(line: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"[\s.．…·⋯\-_]*[0-9０-９]*\s*$", "", line))


def _contents_end(words: Sequence[str], start: int) -> int:
    """Return the position behind a table of contents: where its first entry stands again."""
    first = start + 1
    if first >= len(words):
        return first
    key = _entry_key(words[first])
    for at in range(first + 1, len(words)):
        if key and _entry_key(words[at]).startswith(key):
            return at
    at = first
    while at < len(words) and _LEADER.search(words[at]):
        at += 1
    return at


def _glossary_end(words: Sequence[str], start: int) -> int:
    """Return the position behind a glossary: the next attachment, or the text's end."""
    for at in range(start + 1, len(words)):
        found = _ATTACHED.fullmatch(words[at])
        if found and len(words[at]) <= _LONGEST_ENTRY and _is_attached(words[at]):
            return at
    return len(words)


def _is_attached(line: str) -> bool:
    """Tell whether a line names an attachment, or heads one or a list of them."""
    found = _ATTACHED.fullmatch(line)
    return bool(
        found
        and len(line) <= 2 * _LONGEST_ENTRY
        and "。" not in line
        and (
            found["colon"]
            or not found["title"]
            or re.match(rf"\s*附\s*[件表录]\s*{_NUMBER}\s", line)
        )
    )


def _list_of_attachments(words: Sequence[str], start: int) -> Iterator[int]:
    """Yield the positions of a list of attachments, 附件：1.甲 and the lines 2.乙 below it.

    A line 附件1 alone, with or without a title behind it, heads an attachment: no list.
    """
    found = _ATTACHED.fullmatch(words[start])
    if found is None or not found["colon"]:
        return
    title = found["title"].strip()
    number = 0
    label = read_label(title, 0, len(title)) if title else None
    if label is not None:
        number = label.number
    at = start + 1
    entries = [start] if title else []
    while at < len(words):
        line = words[at]
        label = read_label(line, 0, len(line))
        numbered = (
            label is not None
            and label.level in ("1.", "（1）", "1）")
            and label.number == number + 1
        )
        if not numbered or len(line) > _LONGEST_ENTRY or "。" in line.rstrip("。 \u3000"):
            break
        entries.append(at)
        number += 1
        at += 1
    if entries and entries[0] != start:
        entries.insert(0, start)
    yield from entries


def attachment_titles(text: str, apparatus: Apparatus) -> tuple[str, ...]:
    """Return the titles that the lists of attachments name, in order."""
    titles = []
    for start in sorted(apparatus.attachment_lists):
        end = text.find("\n", start)
        line = text[start : len(text) if end < 0 else end]
        found = _ATTACHED.fullmatch(line)
        entry = (found["title"] if found else line).strip()
        label = read_label(entry, 0, len(entry))
        titles.append(entry[label.end if label else 0 :].strip("。；; "))
    return tuple(title for title in titles if title)
