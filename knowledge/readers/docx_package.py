"""What is let through of a .docx package: bounded in size, without entities, without pictures."""

from __future__ import annotations

import io
import zipfile
import zlib

from knowledge.errors import SourceError

LARGEST_PACKAGE = 200_000_000
MOST_PARTS = 5_000
_CHUNK = 1 << 20
_KEPT = (".xml", ".rels")
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Documents with macros and templates have the same parts under other names.
_OTHER_MAIN = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_DTD = [mark.encode(e) for mark in ("<!DOCTYPE", "<!ENTITY") for e in ("utf-8", "utf-16-le")]
_DTD += [mark.encode("utf-16-be") for mark in ("<!DOCTYPE", "<!ENTITY")]


def safe_package(data: bytes) -> io.BytesIO:
    """Return the package with its XML as it is and everything else empty.

    Sizes are checked as the directory states them and again while inflating, for all parts
    together. Raises SourceError above LARGEST_PACKAGE bytes, for a part with a document type
    definition, which no word processor writes, for a package with a password, and for one that
    is cut off.
    """
    safe = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(safe, "w") as copy:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_PACKAGE:
                raise SourceError("unpacks-too-large", limit=LARGEST_PACKAGE // 1_000_000)
            left = LARGEST_PACKAGE
            for name, part in {part.filename: part for part in parts}.items():
                if part.flag_bits & 1:
                    raise SourceError("encrypted")
                kept = name.lower().endswith(_KEPT)
                content = _inflated(package, part, left) if kept else b""
                left -= len(content)
                copy.writestr(name, _checked(name, content))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise SourceError("damaged", format="docx", cause=error) from error
    safe.seek(0)
    return safe


def _inflated(package: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> bytes:
    pieces, size = [], 0
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise SourceError("unpacks-too-large", limit=LARGEST_PACKAGE // 1_000_000)
            pieces.append(piece)
    return b"".join(pieces)


def _checked(name: str, content: bytes) -> bytes:
    if any(mark in content for mark in _DTD):
        raise SourceError("forbidden-entities", part=name)
    if name == "[Content_Types].xml":
        for other in _OTHER_MAIN:
            content = content.replace(other, _MAIN)
    return content
