"""The document as .docx, with automatic numbering or with typed labels."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.knowledge.readers.writers.paper import Block, Line, Numbered, Table

# What a level writes, in the order of its attributes: format, text, restart (None: as usual).
Level = tuple[str, str]
OFFICIAL: tuple[Level, ...] = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
)


def write_docx(blocks: tuple[Block, ...], *, automatic: bool) -> bytes:
    """Return the document as Word writes it, with a running head and page numbers."""
    document = docx.Document()
    if automatic:
        define_list(document, OFFICIAL)
    section = document.sections[0]
    section.header.paragraphs[0].text = "临江区教育局文件"
    section.footer.paragraphs[0].text = "— 1 —"
    for block in blocks:
        match block:
            case Line():
                _add_line(document, block)
            case Numbered() if automatic:
                number(document.add_paragraph(block.text), block.level)
            case Numbered():
                _add_line(document, Line(f"{block.label}{block.text}"))
            case Table():
                _add_table(document, block)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return the bytes of a document."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def define_list(document: Any, levels: tuple[Level, ...], *, identity: int = 90) -> None:
    """Define a list under the number ``identity``, level by level."""
    numbering = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{name}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (name, text) in enumerate(levels)
    )
    add_list(numbering, f"<w:multiLevelType w:val='multilevel'/>{made}", identity=identity)


def add_list(numbering: Any, content: str, *, identity: int) -> None:
    """Add an abstract definition with ``content`` and a list that follows it."""
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{content}</w:abstractNum>'
    )
    first = numbering.find(f"{{{numbering.nsmap['w']}}}num")
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    follow_list(numbering, identity=identity, abstract=identity)


def follow_list(numbering: Any, *, identity: int, abstract: int, overrides: str = "") -> None:
    """Add a list that follows an abstract definition, with overrides as markup."""
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{identity}">'
            f'<w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        )
    )


def number(paragraph: Any, level: int, *, identity: int = 90) -> None:
    """Put a paragraph on a level of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = identity


def _add_line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph(line.text)
    if line.title or line.right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if line.title else WD_ALIGN_PARAGRAPH.RIGHT


def _add_table(document: Any, table: Table) -> None:
    made = document.add_table(rows=0, cols=len(table.rows[0]))
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
