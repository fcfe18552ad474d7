"""A document as it came: its bytes, what they are, and the text that was read out of them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from knowledge.errors import SourceError
from knowledge.readers.apart import read_apart
from knowledge.readers.formats import Format, recognise
from knowledge.readers.text import decode

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file with the text that a reader found in them, one paragraph a line.

    ``encoding`` is that of the bytes where they are text; formats that are not state none of
    their own and have ``"utf-8"``.
    """

    data: bytes
    text: str
    encoding: str = "utf-8"
    format: Format = Format.TEXT

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()


def read_source(path: Path) -> Source:
    """Read a file of any of the formats, which is recognised by its content.

    Everything but plain text is read in a process of its own with bounded memory and time
    (docs/decisions/0008-readers.md). Raises SourceError, naming the file, where it is missing, is
    no regular file, is larger than LARGEST_FILE bytes, or cannot be read as a document.
    """
    data = read_bytes(path)
    try:
        found = recognise(data, path.suffix)
        text, encoding = decode(data) if found is Format.TEXT else read_apart(found, data)
    except SourceError as error:
        # The readers see bytes only; whoever reads the line wants to know which file it was.
        raise SourceError(error.reason, path=path, **error.found) from error
    return Source(data, text, encoding, found)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises SourceError, naming the file, where it is missing, is no regular file, is larger than
    LARGEST_FILE bytes, or cannot be read.
    """
    try:
        if not path.is_file():
            raise SourceError("missing-file", path=path)
        if path.stat().st_size > LARGEST_FILE:
            raise SourceError("file-too-large", path=path, limit=LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError("unreadable-file", path=path, cause=error) from error
