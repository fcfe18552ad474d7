"""One document in every format is read as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from knowledge.parsing import read_document
from knowledge.readers.formats import Format
from knowledge.readers.source import Source, read_source
from tests.conftest import PROJECT, SHARED
from tests.knowledge.readers.writers.markup import write_html, write_markdown, write_text
from tests.knowledge.readers.writers.paper import PAPER, Block, lines, plain
from tests.knowledge.readers.writers.pdf import write_pdf
from tests.knowledge.readers.writers.word import write_docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SHIPPED = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
# Name of the file, format, encoding, and what writes it.
_WRITERS: list[tuple[str, Format, str, Callable[[tuple[Block, ...]], bytes]]] = [
    ("plan.txt", Format.TEXT, "utf-8", write_text),
    ("plan.txt", Format.TEXT, "utf-8-sig", lambda b: write_text(b).decode().encode("utf-8-sig")),
    ("plan.txt", Format.TEXT, "gb18030", lambda b: write_text(b).decode().encode("gb18030")),
    ("plan.txt", Format.TEXT, "utf-16", lambda b: write_text(b).decode().encode("utf-16")),
    ("plan.html", Format.HTML, "utf-8", write_html),
    ("plan.shtml", Format.HTML, "gb18030", lambda b: write_html(b, charset="gb18030")),
    ("plan.docx", Format.DOCX, "utf-8", lambda b: write_docx(b, automatic=False)),
    ("plan.docx", Format.DOCX, "utf-8", lambda b: write_docx(b, automatic=True)),
    ("plan.pdf", Format.PDF, "utf-8", write_pdf),
    ("plan.pdf", Format.PDF, "utf-8", lambda b: write_pdf(b, indent=0)),
    ("plan.md", Format.MARKDOWN, "utf-8", write_markdown),
]
_IDS = [f"{found}-{encoding}-{at}" for at, (_, found, encoding, _) in enumerate(_WRITERS)]


def outline_of(source: Source) -> list[tuple[Any, ...]]:
    """Return path, label, title and units of each node."""
    document = read_document("plan", source)
    return [
        (
            node.path,
            node.label,
            node.title and node.title.of(document.text),
            node.offices.names,
            node.offices.lead,
        )
        for node in document.nodes
    ]


@pytest.mark.parametrize("blocks", [PAPER, plain(_SHIPPED.read_text("utf-8"))], ids=["own", "2022"])
@pytest.mark.parametrize(("name", "found", "encoding", "write"), _WRITERS, ids=_IDS)
def test_every_format_gives_the_same_document(  # noqa: PLR0913, PLR0917 -- a table of formats
    tmp_path: Path,
    name: str,
    found: Format,
    encoding: str,
    write: Callable[[tuple[Block, ...]], bytes],
    blocks: tuple[Block, ...],
) -> None:
    """Text, nodes, units and metadata are those of the plain text, whatever the format."""
    path = tmp_path / name
    path.write_bytes(write(blocks))
    source = read_source(path)
    assert (source.format, source.encoding) == (found, encoding)
    assert source.data == path.read_bytes()
    assert source.text == "".join(f"{line}\n" for line in lines(blocks))
    expected = Source(b"", "".join(f"{line}\n" for line in lines(blocks)))
    assert outline_of(source) == outline_of(expected)
    assert read_document("plan", source).meta == read_document("plan", expected).meta


def test_the_document_has_what_is_to_be_given_back() -> None:
    """The document of the tests has three levels, units, metadata, a table and a signature."""
    source = Source(b"", write_text(PAPER).decode())
    document = read_document("plan", source)
    assert len(document.nodes) == 17
    assert {len(node.path) for node in document.nodes} == {1, 2, 3}
    assert sum(bool(node.offices.names) for node in document.nodes) == 3
    assert document.meta.plan_title == "2031年临江区教育工作安排"
    assert document.meta.doc_number == "临教〔2031〕12号"
    assert [part.kind for part in document.parts][-1] == "closing"


def test_pages_as_published_give_the_nodes_of_their_text() -> None:
    """Pages of government sites, where they stand beside the project, give their text's nodes."""
    for path in sorted(SHARED.glob("plans/raw/*.html")):
        text = path.parents[1].joinpath(f"{path.stem}.txt").read_text("utf-8")
        assert outline_of(read_source(path)) == outline_of(Source(b"", text)), path.stem
