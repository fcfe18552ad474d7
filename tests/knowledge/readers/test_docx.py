"""Documents of Word: numbering, tables, changes, what is shown and what is not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from knowledge.readers.docx import read
from tests.knowledge.readers.writers.word import (
    OFFICIAL,
    add_list,
    define_list,
    follow_list,
    number,
    saved,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMESPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _numbered(
    levels: Sequence[tuple[str, str]], written: Sequence[tuple[int, int]], **overrides: str
) -> list[str]:
    """Return the lines of paragraphs named 甲, each on a level of a list: (list, level)."""
    document = docx.Document()
    define_list(document, tuple(levels))
    numbering = document.part.numbering_part.element
    for name, markup in overrides.items():
        follow_list(numbering, identity=int(name[1:]), abstract=90, overrides=markup)
    for identity, level in written:
        number(document.add_paragraph("甲"), level, identity=identity)
    return _lines(document)


def _lines(document: Any) -> list[str]:
    return read(saved(document))[0].splitlines()


def _body(markup: str) -> list[str]:
    """Return the lines of a document whose body is the markup."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {_NAMESPACES}>{markup}</w:body>"):
        document.element.body.insert_element_before(element, "w:sectPr")
    return _lines(document)


def _p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def _r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("name", "text", "labels"),
    [
        ("chineseCountingThousand", "%1、", ["一、", "二、", "三、"]),
        ("chineseCounting", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "第%1条", ["第一条 ", "第二条 ", "第三条 "]),
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "（%1）", ["（1）", "（2）", "（3）"]),
        ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("decimalZero", "%1.", ["01.", "02.", "03."]),
        ("bullet", "\u25cf", ["", "", ""]),
        ("none", "附则", ["附则 ", "附则 ", "附则 "]),
    ],
)
def test_labels_are_what_word_shows(name: str, text: str, labels: list[str]) -> None:
    """Each number format is written out, in the text around it."""
    assert _numbered([(name, text)], [(90, 0)] * 3) == [f"{label}甲".strip() for label in labels]


_THREE = [(90, 0), (90, 1), (90, 2), (90, 2), (90, 1), (90, 2), (90, 0), (90, 1), (90, 2)]


def test_deeper_levels_start_again_below_a_new_heading() -> None:
    """A level starts again after each use of a level above it."""
    labels = ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "1."]
    assert _numbered(OFFICIAL, _THREE) == [f"{label}甲" for label in labels]


def test_levels_name_the_numbers_above() -> None:
    """A label of several numbers counts each of them; a level without use counts as used once."""
    levels = [("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3、")]
    written = [(90, 1), (90, 0), (90, 1), (90, 2)]
    assert _numbered(levels, written) == ["1.1 甲", "2.甲", "2.1 甲", "2.1.1、甲"]


def test_lists_with_one_definition_count_together() -> None:
    """A second list goes on with the count, unless it states a start of its own."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    written = [(90, 0), (91, 0), (92, 0), (92, 0), (90, 0)]
    shown = _numbered([("decimal", "%1.")], written, n91="", n92=start)
    assert shown == ["1.甲", "2.甲", "5.甲", "6.甲", "7.甲"]


def test_a_list_may_replace_a_level() -> None:
    """A level that a list overrides is written as the list says."""
    level = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="第%1项"/></w:lvl></w:lvlOverride>'
    )
    assert _numbered([("decimal", "%1.")], [(91, 0), (91, 0)], n91=level) == [
        "第3项 甲",
        "第4项 甲",
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<w:lvlRestart w:val="0"/>', ["一、甲", "1.甲", "二、甲", "2.甲"]),
        ("", ["一、甲", "1.甲", "二、甲", "1.甲"]),
    ],
)
def test_numbering_through(markup: str, expected: list[str]) -> None:
    """A level that never restarts numbers through the whole document."""
    document = docx.Document()
    content = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/>{markup}<w:lvlText w:val="%2."/></w:lvl>'
    )
    add_list(document.part.numbering_part.element, content, identity=90)
    for level in (0, 1, 0, 1):
        number(document.add_paragraph("甲"), level)
    assert _lines(document) == expected


def test_legal_levels_are_in_arabic_digits() -> None:
    """Where a level asks for it, numbers of all levels are written as decimal."""
    document = docx.Document()
    content = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%1章"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    add_list(document.part.numbering_part.element, content, identity=90)
    for level in (0, 1):
        number(document.add_paragraph("甲"), level)
    assert _lines(document) == ["第一章 甲", "1.1 甲"]


def test_styles_number_and_can_be_overruled() -> None:
    """A style gives list and level, also to styles based on it; list 0 takes a number away."""
    document = docx.Document()
    define_list(document, OFFICIAL)
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
            )
        )
    document.styles.add_style("Own", 1).base_style = document.styles["Heading 2"]
    for text, style in (("甲", "Heading 1"), ("乙", "Heading 2"), ("丙", "Own")):
        document.add_paragraph(text, style)
    number(document.add_paragraph("丁", "Heading 1"), 0, identity=0)
    number(document.add_paragraph("戊"), 0, identity=77)
    assert _lines(document) == ["一、甲", "（一）乙", "（二）丙", "丁", "戊"]


def test_a_level_that_names_a_style_is_that_styles_level() -> None:
    """A style that names a list alone has the level of the list that names the style."""
    document = docx.Document()
    content = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="Heading2"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    add_list(document.part.numbering_part.element, content, identity=90)
    document.styles["Heading 2"].element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>')
    )
    document.add_paragraph("甲", "Heading 2")
    assert _lines(document) == ["（1）甲"]


_CELL = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
_MERGE = '<w:vMerge w:val="restart"/>'


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (_p(_r("一、甲") + "<w:r><w:br/></w:r>" + _r("乙")), ["一、甲", "乙"]),
        (_p(_r("甲") + "<w:r><w:tab/></w:r>" + _r("乙")), ["甲\t乙"]),
        (
            _p(f"<w:ins>{_r('甲')}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"),
            ["甲"],
        ),
        (_p(f"<w:moveFrom>{_r('甲')}</w:moveFrom><w:moveTo>{_r('乙')}</w:moveTo>"), ["乙"]),
        (_p(_r("甲"), "<w:rPr><w:del/></w:rPr>") + _p(_r("乙")), ["甲乙"]),
        (_p(_r("甲"), "<w:rPr><w:del/></w:rPr>"), ["甲"]),
        (_p(f"<w:hyperlink>{_r('甲')}</w:hyperlink>{_r('乙')}"), ["甲乙"]),
        (_p(f"<w:sdt><w:sdtContent>{_r('甲')}</w:sdtContent></w:sdt>"), ["甲"]),
        (f"<w:sdt><w:sdtContent>{_p(_r('甲'))}</w:sdtContent></w:sdt>{_p(_r('乙'))}", ["甲", "乙"]),
        (_p(_r("甲") + _r("乙", "<w:vanish/>") + _r("丙", '<w:vanish w:val="0"/>')), ["甲丙"]),
        (
            _p(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:instrText>PAGE</w:instrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                f'{_r("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            ["7"],
        ),
        (
            _p(
                f"<w:r><w:ruby><w:rt>{_r('jia')}</w:rt><w:rubyBase>{_r('甲')}</w:rubyBase></w:ruby>"
                "</w:r>"
            ),
            ["甲"],
        ),
        (
            "<w:tbl><w:tr>" + _CELL.format("", _p(_r("甲")) + _p(_r("乙")))
            + _CELL.format('<w:gridSpan w:val="2"/>', _p(_r("丙"))) + "</w:tr></w:tbl>",
            ["甲 乙\t丙"],
        ),
        (
            "<w:tbl><w:tr>" + _CELL.format(_MERGE, _p(_r("甲"))) + _CELL.format("", _p(_r("乙")))
            + "</w:tr><w:tr>" + _CELL.format("<w:vMerge/>", _p("")) + _CELL.format("", _p(_r("丙")))
            + "</w:tr></w:tbl>" + _p(_r("丁")),
            ["甲\t乙", "丙", "丁"],
        ),
        (
            "<w:tbl><w:tr>" + _CELL.format("", _p(_r("一、甲")) + _p(_r("1.乙")))
            + "</w:tr></w:tbl>",
            ["一、甲", "1.乙"],
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + _CELL.format("", _p(_r("甲")))
            + "</w:tr></w:tbl>" + _p(_r("乙")),
            ["乙"],
        ),
        (
            _p(
                _r("甲") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
                f"<wps:txbx><w:txbxContent>{_p(_r('框'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{_p(_r('框'))}"
                "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r>"
            ),
            ["甲", "框"],
        ),
        (
            _p(
                _r("甲") + "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
                f"{_p(_r('框'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            ),
            ["甲", "框"],
        ),
    ],
)  # fmt: skip
def test_what_is_shown_is_read(markup: str, lines: list[str]) -> None:
    """Breaks, changes, links, controls, hidden words, fields, tables and boxes: as shown."""
    assert _body(markup) == lines


def test_a_paragraph_deleted_as_a_whole_is_not_counted() -> None:
    """A deleted paragraph takes no number; the next one gets it."""
    document = docx.Document()
    define_list(document, OFFICIAL)
    for text in ("甲", "乙"):
        number(document.add_paragraph(text), 0)
    first = document.paragraphs[0]._p  # noqa: SLF001
    first.remove(first.find(qn("w:r")))
    first.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>"))
    assert _lines(document) == ["一、乙"]


def test_a_document_without_lists_is_read() -> None:
    """A document whose package has no numbering part is read."""
    document = docx.Document()
    relation = next(k for k, r in document.part.rels.items() if r.reltype.endswith("/numbering"))
    document.part.rels.pop(relation)
    document.add_paragraph("一、甲")
    assert _lines(document) == ["一、甲"]


def test_documents_with_macros_and_templates_are_read() -> None:
    """A .docm has the same parts under another name; macros are never looked at."""
    document = docx.Document()
    document.add_paragraph("一、甲")
    document.part._content_type = "application/vnd.ms-word.document.macroEnabled.main+xml"  # noqa: SLF001
    data = saved(document)
    with pytest.raises(ValueError, match="macroEnabled"):
        docx.Document(io.BytesIO(data))
    assert read(data)[0] == "一、甲\n"
