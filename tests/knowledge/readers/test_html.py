"""Web pages, published ones and those made by hand."""

from __future__ import annotations

import pytest

from knowledge.errors import SourceError
from knowledge.readers.html import decode, read

_BODY = "认真做好校园安全工作，定期排查隐患，及时整改到位，确保师生平安。"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>一、甲</p><p>1.乙</p>", ["一、甲", "1.乙"]),
        ("<div>一、甲<div>1.乙<div>丙</div></div>丁</div>", ["一、甲", "1.乙", "丙", "丁"]),
        ("<p>一、甲<br>1.乙<br/>2.丙</p>", ["一、甲", "1.乙", "2.丙"]),
        ("<p>一、&nbsp;&nbsp;甲&nbsp;乙</p>", ["一、 甲 乙"]),
        ("<p>一、健全\n   课后服务</p><p>two\nwords</p>", ["一、健全课后服务", "two words"]),
        ("<ol><li>甲</li><li>乙<ol type=a><li>丙</li></ol></li></ol>", ["1.甲", "2.乙", "a.丙"]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol reversed><li>甲</li><li>乙</li></ol>", ["2.甲", "1.乙"]),
        ("<ol style='list-style:none'><li>甲</li></ol>", ["甲"]),
        (
            "<ol style='list-style-type: cjk-ideographic'><li>甲</li><li>乙</li></ol>",
            ["一、甲", "二、乙"],
        ),
        ("<ol><li>（一）甲</li></ol><ul><li>乙</li></ul>", ["（一）甲", "乙"]),
        ("<ol><li><p>甲</p><p>乙</p></li></ol>", ["1.甲", "乙"]),
        (
            "<table><caption>表</caption><tr><th>项目<th>单位<tr><td rowspan=2>甲<td>乙<tr><td>丙",
            ["表", "项目\t单位", "甲\t乙", "丙"],
        ),
        ("<table><tr><td><p>一、甲</p><p>1.乙</p></td></tr></table>", ["一、甲", "1.乙"]),
        (
            "<table><tr><td>菜单</td><td><table><tr><td>一、甲</td></tr></table></td></tr></table>",
            ["菜单", "一、甲"],
        ),
        ("<p>一、甲<!-- 乙 --><script>丙</script><style>丁</style></p>", ["一、甲"]),
        ("<p style='display:none'>甲</p><p hidden>乙</p><p>一、丙</p>", ["一、丙"]),
        ("<pre>一、甲\n1.乙\n</pre>", ["一、甲", "1.乙"]),
        ("<p>一、<b>甲</b><i>乙</i><span>丙</span></p>", ["一、甲乙丙"]),
        ("<p>一、甲&lt;乙&gt;&amp;</p>", ["一、甲<乙>&"]),
        ("<p>一\u200b、甲\ufeff乙</p>", ["一、甲乙"]),
        ("<a href=/>首页</a><p>一、甲</p><p><a href=/n>下一篇</a></p>", ["一、甲"]),
        ("<p><a href=/law>一、依据《教育法》办学</a></p>", ["一、依据《教育法》办学"]),
    ],
)
def test_pages_made_by_hand(page: str, lines: list[str]) -> None:
    """Short pages are read whole: lists numbered, rows as lines, what is not shown left out."""
    text, _ = read(f"<html><body>{page}</body></html>".encode())
    assert text.splitlines() == lines


def test_no_numbered_paragraph_of_a_long_page_is_lost() -> None:
    """Short, repeated and link-like paragraphs are kept in order beside long ones."""
    items = [f"{at}.{_BODY if at % 3 else '同上。'}" for at in range(1, 40)]
    body = "".join(f"<p>{item}</p>" for item in items)
    page = f"<body><div><a href=/>首页</a></div><div id=c><h1>工作要点</h1>{body}</div></body>"
    text, _ = read(page.encode())
    assert text.splitlines() == ["工作要点", *items]


def test_signature_and_number_beside_the_text_are_kept() -> None:
    """What stands in the frame of the main text is kept, however short it is."""
    body = "".join(f"<p>{at}.{_BODY}</p>" for at in range(1, 9))
    page = (
        f"<body><div><h1>关于校园安全的通知</h1><p>临教〔2031〕2号</p>{body}"
        "<p align=right>临江区教育局</p><p align=right>2031年3月5日</p></div></body>"
    )
    lines = read(page.encode())[0].splitlines()
    assert lines[:2] == ["关于校园安全的通知", "临教〔2031〕2号"]
    assert lines[-2:] == ["临江区教育局", "2031年3月5日"]


@pytest.mark.parametrize(
    ("declared", "encoding", "expected"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gbk", "gb18030"),
        ("", "gb18030", "gb18030"),
        ("", "utf-8", "utf-8"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("big5", "big5", "big5"),
        ("nonsense", "gb18030", "gb18030"),
        ("", "utf-16", "utf-16"),
        ("", "utf-8-sig", "utf-8-sig"),
    ],
)
def test_encodings_of_pages(declared: str, encoding: str, expected: str) -> None:
    """A page is decoded as it is, declared rightly, wrongly or not at all."""
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>一、教育工作</p></body></html>"
    assert decode(page.encode(encoding)) == (page, expected)


def test_one_broken_byte_does_not_cost_a_page() -> None:
    """A stray byte is shown as unreadable; bytes that are mostly unreadable are no page."""
    page = f"<html><p>一、{_BODY * 5}</p>".encode("gb18030")
    assert "\ufffd" in decode(page + b"\xff")[0]
    with pytest.raises(SourceError, match="not-decodable"):
        decode(b"<html>" + b"\xff\xfe\xff" * 100)
