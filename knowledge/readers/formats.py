"""Which format a file has, told by its content; its name decides only what content cannot."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum

import puremagic

from knowledge.errors import SourceError


class Format(StrEnum):
    """The formats that are read; DOC, RTF and ODT by way of LibreOffice."""

    TEXT = "txt"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"


_MARKDOWN_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# The streams that tell what an OLE container holds, as its directory names them.
_OLE_STREAMS = {"EncryptedPackage": None, "WordDocument": Format.DOC, "MatOST": Format.DOC}
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"(?:<!--.*?-->|<\?xml.*?\?>|\s)*"
    r"<(?:style|script|meta|link|base|title|article|section|main|div|center|table|ol|ul|p|h[1-6])"
    r"[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096
_SURE = 0.3


def recognise(data: bytes, suffix: str) -> Format:
    """Return the format of the bytes of a file whose name ends in ``suffix`` (``".txt"``).

    Raises SourceError for containers that hold no document, and for an encrypted one. What is
    none of the formats by its content counts as text, which its reader may refuse.
    """
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    return Format.RTF if data[:64].lstrip().startswith(b"{\\rtf") else _in_text(data, suffix)


def _in_text(data: bytes, suffix: str) -> Format:
    head = _decoded_head(data)
    if _PAGE.search(head):
        return Format.HTML
    if suffix.lower() in _MARKDOWN_SUFFIXES:
        return Format.MARKDOWN
    return Format.HTML if _FRAGMENT.match(head) else Format.TEXT


def kind_of(data: bytes) -> str | None:
    """Return the media type or extension of bytes that are no text, or None."""
    try:
        found = puremagic.magic_string(data[: 16 * _HEAD])
    except (puremagic.PureError, ValueError):
        return None
    best = max(found, key=lambda match: match.confidence)
    return (best.mime_type or best.extension) if best.confidence >= _SURE else None


def _in_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size <= _HEAD:
                kind = package.read("mimetype").decode("ascii", "replace").strip()
                if kind.startswith("application/vnd.oasis.opendocument.text"):
                    return Format.ODT
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        # The directory stands at the end: a file cut off has none.
        raise SourceError("damaged", format="docx/zip", cause=error) from error
    if "word/document.xml" in names or any(n.startswith("word/document") for n in names):
        return Format.DOCX
    kind = next((k for k in ("xl", "ppt") if any(n.startswith(f"{k}/") for n in names)), "zip")
    raise SourceError("not-a-document", kind={"xl": "xlsx", "ppt": "pptx"}.get(kind, kind))


def _in_ole(data: bytes) -> Format:
    for stream, held in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            if held is None:
                raise SourceError("encrypted")
            return held
    raise SourceError("not-a-document", kind="OLE")


def _decoded_head(data: bytes) -> str:
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data[:_HEAD].decode("utf-16" if utf16 else "latin-1", "replace").lstrip("ï»¿\ufeff")
