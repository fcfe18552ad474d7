"""Headings: where a node's title ends and its body begins."""

from __future__ import annotations

import re

from knowledge.span import Span

# A first sentence that is longer than this is a sentence of the body.
LONGEST_TITLE = 40
# The same where the sentence stands alone above its body, which articles of a law often do.
LONGEST_HEADING = 50
# What a heading may end in that is no part of it.
_TITLE_END = "：:；;，,、"
_BRACKETED = re.compile(r"【([^【】\n]{1,20})】[ \t\u3000]*")
# A short heading parted from its body by a sign or a gap: 清垃圾——全面清理….
_RUN_IN = re.compile(
    r"(?P<title>(?:[^。；;：:（(【\n—]|[（(][^（()）\n]{1,12}[)）]){1,40}?)"
    r"(?:——|—(?!\d)|(?<![0-9])[：:]|[：:](?![0-9/])|\u3000+|[ ]{2,}"
    r"|(?<=[\u4e00-\u9fff”）)])[ ](?=[\u4e00-\u9fff“]))\s*(?=[^\s—])"
)
_SHORT = 20
# What a sentence ends in before a colon, and a heading does not.
_ANNOUNCES = re.compile(r"(?:是|为|至|在|有|到|括|下|指|对|由)$")
_UNITS = re.compile(
    r"[（(【\[]\s*(?:责任|牵头|主办|承办|配合|协办)(?:责任)?(?:单位|部门|科室|股室|处室|主体)[^\n]*$"
)


def split_title(
    text: str, words: Span, soft: frozenset[int] = frozenset(), *, article: bool = False
) -> tuple[Span | None, Span]:
    """Part a node's own words into its title and its body.

    The title is the line that stands alone, or what stands before the first full stop of the
    line, without a colon or semicolon at its end; a dash, a colon or a gap behind a short heading
    ends it too, and what stands in 【】 at the beginning is the title. A first sentence longer than
    LONGEST_TITLE is prose and has no title; one that stands alone above a body may have
    LONGEST_HEADING, but not in an ``article`` of a law, whose paragraphs are lines. Breaks in
    ``soft`` end no line.
    """
    bracketed = _BRACKETED.match(text, words.start, words.end)
    if bracketed:
        return Span(*bracketed.span(1)), Span(bracketed.end(), words.end).trimmed(text)
    line_end = text.find("\n", words.start, words.end)
    while line_end in soft:
        line_end = text.find("\n", line_end + 1, words.end)
    line = Span(words.start, words.end if line_end < 0 else line_end).trimmed(text)
    stop = text.find("。", line.start, line.end)
    title = Span(line.start, line.end if stop < 0 else stop)
    body = Span(line.end if stop < 0 else stop + 1, words.end).trimmed(text)
    alone = line_end >= 0 and body.start >= line.end
    units = _UNITS.search(text, title.start, title.end)
    if units and units.start() > title.start:
        title = Span(title.start, units.start()).trimmed(text)
        body = Span(units.start(), words.end).trimmed(text)
    run_in = _RUN_IN.match(text, title.start, title.end)
    if run_in and _parts(run_in, alone=alone, stopped=stop >= 0):
        return Span(*run_in.span("title")), Span(run_in.end(), words.end).trimmed(text)
    title = Span(title.start, title.start + len(title.of(text).rstrip(_TITLE_END)))
    longest = LONGEST_HEADING if alone and not article else LONGEST_TITLE
    if title.end - title.start > longest:
        return None, words.trimmed(text)
    return title, body


def _parts(run_in: re.Match[str], *, alone: bool, stopped: bool) -> bool:
    """Tell whether a sign behind the first words of a node parts its title from its body.

    A gap does so only behind a short heading without a comma, before a whole sentence: a line
    that stands alone is a heading of two parts.
    """
    title = run_in["title"]
    mark = run_in[0][len(title) :]
    if mark.startswith("—"):
        return True
    if mark.strip() in ("：", ":"):
        return len(title) <= _SHORT and not _ANNOUNCES.search(title)
    return stopped and not alone and len(title) <= _SHORT and not re.search("[，,、]", title)
