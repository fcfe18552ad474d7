"""Titles: what a document is called, and the one that it encloses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.dates import GAP
from knowledge.signatures import OPENNESS, dates, is_signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KINDS = (
    "通知|通告|公告|通报|要点|方案|办法|意见|规定|规划|计划|报告|措施|细则|条例|决定|决议|纲要|清单|指南|要求"
    "|标准|预案|规则|规程|守则|批复|函|讲话|解读|说明|总结|制度|章程|规范|政策|安排|任务|分工|建议"
)
# 试行 and 征求意见稿 may follow the kind of document in brackets.
_BRACKETED = rf"(?:{GAP}[（(〔【][^（()）]{{1,24}}[)）〕】])*"
_TITLE = re.compile(rf"[^。；;：:！]*(?:{_KINDS})》?{_BRACKETED}》?(?:的(?:{_KINDS}))?{_BRACKETED}")
_REMARK = re.compile(
    r"[（(](?:[^（()）]*(?:稿|草案|试行|暂行|修订|修正)[^（()）]*)[)）]|[（(][0-9]{4}\s*[—－\-–~至]+\s*[0-9]{4}\s*年[)）]"
)
_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[［(（]\s*(?:19|20)\d\d\s*[〕\]］)）]\s*第?\s*\d+\s*号"
DOC_NUMBER = re.compile(_NUMBER)
_NUMBERED_BEFORE = re.compile(rf"{_NUMBER}\s*(?=《|[\u4e00-\u9fff]+关于)")
_NUMBERED_BEHIND = re.compile(
    rf"(.*(?:{_KINDS})》?{_BRACKETED})[（(]?[\u4e00-\u9fff]{{2,8}}[〔\[［（(](?:19|20)\d\d[〕\]］)）]"
    r"第?\d+号[)）]?"
)
_LONGEST = 100
_SHORTEST = 6
_ENCLOSED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
# A page's own lines above the document.
_CHROME = re.compile(
    r"当前位置|所在位置|您的位置|首页|网站|字体|(?:浏览|阅读|点击)(?:次数|量|数|人次|[：:])|[>|｜]|^(?:索引号|主题分类|标题|名称|文号)"
)
_KEYED = re.compile(r"(?:标\s*题|名\s*称|文件名称|公文标题)\s*[：:]\s*(?P<title>.+)")
# Who signs a decree in person.
_OFFICER = re.compile(r"(?:省|市|县|区|州|部|厅|局|署)长|主席|主任")
_GOES_ON = re.compile(r"关于|(?:19|20)[0-9]{2}年[^0-9]")
_MOST_LINES = 4


def is_title(line: str) -> bool:
    """Tell whether a line could be the title of a document."""
    bare = _without_number(line.strip())
    return bool(
        _SHORTEST <= len(bare) <= _LONGEST and _TITLE.fullmatch(bare) and not _CHROME.search(bare)
    )


def read_title(lines: Sequence[str], head: str) -> str | None:
    """Return the first title among ``lines``, which may be over several of them.

    ``head`` is the text that the lines are of, with the empty ones between them.

    A page's key and value serve where no line is a title.
    """
    for at in range(len(lines)):
        title = _title_at(lines, at, head)
        if title:
            return title
    keyed = (found["title"].strip() for line in lines if (found := _KEYED.fullmatch(line)))
    return next(keyed, None)


def _title_at(lines: Sequence[str], start: int, head: str) -> str | None:
    """Return the title that begins at a line and goes on as long as it is none yet."""
    for count in range(1, _MOST_LINES + 1):
        part = lines[start : start + count]
        if len(part) < count or not _may_belong(part, head):
            return None
        bare = _without_number("".join(part))
        if _SHORTEST <= len(bare) <= _LONGEST and _TITLE.fullmatch(bare):
            return _whole(bare, lines[start + count :])
    return None


def _may_belong(part: Sequence[str], head: str) -> bool:
    """Tell whether the last of some lines may go on with the title that they are."""
    first, last = part[0], part[-1]
    if re.search("[。；;：:！]|^各", last) or _CHROME.search(last):
        return False
    if len(part) == 1:
        return not dates(first)
    if dates(last) or is_signature(last) or DOC_NUMBER.fullmatch(first) or OPENNESS.search(first):
        return False
    if not (is_signature(first) or _OFFICER.match(first)):
        return True
    # Signers stand right above a title's 关于; a letterhead keeps its distance.
    near = re.search(rf"{re.escape(first)}[ \t\u3000]*\n[ \t\u3000]*{re.escape(part[1])}", head)
    return bool(near and _GOES_ON.match(part[1]))


def _whole(title: str, following: Sequence[str]) -> str:
    """Add what stands below a title, （征求意见稿） or 的通知; take the marks off 《…》 alone."""
    remark = next(iter(following), "")
    if _REMARK.fullmatch(remark) or re.fullmatch(rf"的(?:{_KINDS})", remark):
        title += remark
    marked = _ENCLOSED.fullmatch(title)
    return marked[1] if marked else title


def _without_number(line: str) -> str:
    """Leave out the document's number where it is glued to its title, before or behind."""
    before = _NUMBERED_BEFORE.match(line)
    behind = _NUMBERED_BEHIND.fullmatch(line)
    return line[before.end() :] if before else behind[1] if behind else line


def read_enclosed_title(title: str, lines: Sequence[str]) -> str | None:
    """Return the title that a notice encloses, which stands on lines of its own below.

    The notice names it in its own title, with or without marks, or in its body.
    """
    named = [found[1] for line in lines for found in _ENCLOSED.finditer(line)]
    named += [line for line in lines if line != title and title.endswith(f"{line}的通知")]
    standing = set(_standing(lines))
    return next((name for name in named if name in standing and name != title), None)


def _standing(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, and what two and three of them make together."""
    for count in range(1, _MOST_LINES):
        for at in range(len(lines) - count + 1):
            yield "".join(lines[at : at + count])
