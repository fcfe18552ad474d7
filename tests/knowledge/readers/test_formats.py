"""Formats are told by content; what is no document is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from knowledge.errors import SourceError
from knowledge.readers.formats import Format, kind_of, recognise

_OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504


def zipped(**parts: bytes) -> bytes:
    """Return a zip archive of parts; ``__`` in a name stands for a slash, ``_`` for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def ole(stream: str) -> bytes:
    """Return the start of an OLE container whose directory names a stream."""
    return _OLE + stream.encode("utf-16-le") + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "suffix", "found"),
    [
        ("一、甲".encode(), ".txt", Format.TEXT),
        ("一、甲".encode(), "", Format.TEXT),
        ("# 一、甲".encode(), ".md", Format.MARKDOWN),
        ("# 一、甲".encode(), ".MD", Format.MARKDOWN),
        ("# 一、甲".encode(), ".txt", Format.TEXT),
        ("<!DOCTYPE html><p>一、甲".encode(), ".txt", Format.HTML),
        ("\ufeff\n<html lang=zh>一、甲".encode(), ".doc", Format.HTML),
        ("<html>一、甲".encode("utf-16"), ".html", Format.HTML),
        ("<style>p {}</style>\n<p>一、甲</p>".encode(), ".htm", Format.HTML),
        ("<!-- 甲 --><div>一、甲</div>".encode("gb18030"), "", Format.HTML),
        ("<div>一、甲</div>".encode(), ".md", Format.MARKDOWN),
        ("甲<乙，一、丙".encode(), ".txt", Format.TEXT),
        (b"%PDF-1.7\n", ".docx", Format.PDF),
        (b"\n%PDF-1.7\n", "", Format.PDF),
        (zipped(word__document_xml=b""), ".pdf", Format.DOCX),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), ".zip", Format.ODT),
        (b"{\\rtf1\\ansi}", ".doc", Format.RTF),
        (ole("WordDocument"), ".wps", Format.DOC),
    ],
)
def test_content_decides(data: bytes, suffix: str, found: Format) -> None:
    """The content tells the format; the name only Markdown from text."""
    assert recognise(data, suffix) is found


@pytest.mark.parametrize(
    ("data", "reason", "kind"),
    [
        (zipped(xl__workbook_xml=b""), "not-a-document", "xlsx"),
        (zipped(ppt__presentation_xml=b""), "not-a-document", "pptx"),
        (zipped(readme_txt=b""), "not-a-document", "zip"),
        (zipped(word__document_xml=b"x" * 999)[:-40], "damaged", None),
        (b"PK\x03\x04", "damaged", None),
        (ole("Workbook"), "not-a-document", "OLE"),
        (ole("EncryptedPackage"), "encrypted", None),
        (_OLE, "not-a-document", "OLE"),
    ],
)
def test_containers_without_a_document_are_refused(
    data: bytes, reason: str, kind: str | None
) -> None:
    """Spreadsheets, slides, other archives, cut off and encrypted ones are refused by name."""
    with pytest.raises(SourceError, match=reason) as refused:
        recognise(data, ".docx")
    assert refused.value.found.get("kind") == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\x7fELF\x02\x01\x01" + bytes(20), ""),
        (b"\x00\x01\x02\x03\x04", None),
    ],
)
def test_what_is_no_text_is_named(data: bytes, kind: str | None) -> None:
    """Pictures are named by their media type; what nobody knows is not named."""
    found = kind_of(data)
    assert found == kind or (kind == "" and found)
