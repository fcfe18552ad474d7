"""What documents of different layouts say about themselves."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.dates import read_date
from knowledge.model import PartKind
from knowledge.parsing import read_document
from knowledge.readers.source import Source

_BODY = "一、总则\n1.甲。做好甲。\n"
_CASES: dict[str, tuple[str, dict[str, object]]] = {
    "a notice that encloses a plan, signed before the body": (
        "东海市教育局 东海市财政局关于印发《东海市校服工作要点》的通知\n"
        "东教〔2031〕7号\n"
        "各县教育局：\n"
        "现印发给你们。\n东海市教育局 东海市财政局\n2031年 5月 6 日\n（此件主动公开）\n"
        "东海市校服工作要点\n" + _BODY,
        {
            "title": "东海市教育局 东海市财政局关于印发《东海市校服工作要点》的通知",
            "enclosed_title": "东海市校服工作要点",
            "issuer": ("东海市教育局", "东海市财政局"),
            "doc_number": "东教〔2031〕7号",
            "addressees": "各县教育局",
            "issued_on": dt.date(2031, 5, 6),
            "openness": "主动公开",
            "draft": False,
        },
    ),
    "an opinion with its title over two lines, signed at the end": (
        "东海市人民政府办公室关于推进\n校园阅读的实施意见\n各学校：\n"
        + _BODY
        + "东海市人民政府办公室\n二〇三一年十二月三十日\n",
        {
            "title": "东海市人民政府办公室关于推进校园阅读的实施意见",
            "enclosed_title": None,
            "issuer": ("东海市人民政府办公室",),
            "issued_on": dt.date(2031, 12, 30),
            "addressees": "各学校",
        },
    ),
    "a draft with issuer and date in one line": (
        "东海市托育工作方案（征求意见稿）\n"
        + _BODY
        + "东海市卫生健康委员会2031年4月3日，征求意见至4月9日。\n",
        {
            "title": "东海市托育工作方案（征求意见稿）",
            "issuer": ("东海市卫生健康委员会",),
            "issued_on": dt.date(2031, 4, 3),
            "draft": True,
        },
    ),
    "a report with its date in the subtitle": (
        "政府工作报告\n——2031年1月26日在市人民代表大会上\n各位代表：\n" + _BODY,
        {"title": "政府工作报告", "issued_on": dt.date(2031, 1, 26), "issuer": ()},
    ),
    "a regulation with its term": (
        (
            "东海市校车管理办法\n第一章 总则\n"
            "第一条 甲。\n第二条 本办法自2031年4月1日起施行，有效期5年。\n"
        ),
        {"title": "东海市校车管理办法", "valid_until": dt.date(2036, 3, 31), "issued_on": None},
    ),
    "a plan that names its issuer in its title alone": (
        "市教育局 2031 年工作要点\n" + _BODY,
        {"title": "市教育局 2031 年工作要点", "issuer": ("市教育局",), "doc_number": None},
    ),
    "a text that says nothing": (
        _BODY,
        {"title": "name", "issuer": (), "issued_on": None, "openness": None, "valid_until": None},
    ),
}


@pytest.mark.parametrize("layout", _CASES)
def test_metadata_is_read(layout: str) -> None:
    """What the text says is read, and what it does not say is None or empty."""
    text, expected = _CASES[layout]
    meta = read_document("name", Source(text.encode(), text)).meta
    assert {key: getattr(meta, key) for key in expected} == expected


def test_the_signature_is_no_part_of_the_last_item() -> None:
    """Signature, date and remark at the end are a part of their own."""
    text = f"{_BODY}东海市教育局\n2031年5月6日\n（此件公开发布）\n"
    document = read_document("name", Source(text.encode(), text))
    assert document.items[-1].text == "1.甲。做好甲。"
    assert document.parts[-1].kind is PartKind.CLOSING
    assert document.parts[-1].span.of(text).startswith("东海市教育局")
    assert "".join(part.span.of(text) for part in document.parts) == text


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2022年3月29日", dt.date(2022, 3, 29)),
        ("2026年 4月 20 日", dt.date(2026, 4, 20)),
        ("二〇二六年十二月三十一日", dt.date(2026, 12, 31)),
        ("２０２２年１月２日", dt.date(2022, 1, 2)),
        ("2022年13月1日", None),
        ("2022年3月", None),
    ],
)
def test_dates_are_read(words: str, date: dt.date | None) -> None:
    """Dates in Arabic and Chinese numerals, with spaces and full width; others are none."""
    assert read_date(words) == date
