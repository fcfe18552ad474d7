"""A document as it came: its bytes, what they are, and the text that was read out of them."""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from knowledge.errors import SourceError

LARGEST_FILE = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file with the text that a reader found in them, and how it was encoded."""

    data: bytes
    text: str
    encoding: str = "utf-8"

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()


def read_source(path: Path) -> Source:
    """Read a text file in UTF-8, UTF-16 with its byte order mark, or GB18030.

    Raises SourceError, naming the file, where it is missing, is no regular file, is larger than
    LARGEST_FILE bytes or is no text in any of these encodings.
    """
    try:
        if not path.is_file():
            raise SourceError("missing-file", path=path)
        if path.stat().st_size > LARGEST_FILE:
            raise SourceError("file-too-large", path=path, limit=LARGEST_FILE // 1_000_000)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError("unreadable-file", path=path, cause=error) from error
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError("not-decodable", path=path, offset=error.start) from error
    if "\0" in text:
        raise SourceError("not-text", path=path, offset=text.index("\0"))
    return Source(data, text, encoding)


def _encoding(data: bytes) -> str:
    """Return the encoding by byte order mark, then UTF-8 if it fits, else GB18030.

    Chinese text in GB18030 is practically never valid UTF-8, and it contains GBK and GB2312.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
