"""A document as it came: its bytes, what they are, and the text that was read out of them."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from knowledge.errors import SourceError

LARGEST_FILE = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file with the text that a reader found in them, unchanged."""

    data: bytes
    text: str

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()


def read_source(path: Path) -> Source:
    """Read a text file in UTF-8.

    Raises SourceError, naming the file, where it is missing, is no regular file, is larger than
    LARGEST_FILE bytes or is not UTF-8 text.
    """
    try:
        if not path.is_file():
            raise SourceError("missing-file", path=path)
        if path.stat().st_size > LARGEST_FILE:
            raise SourceError("file-too-large", path=path, limit=LARGEST_FILE // 1_000_000)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError("unreadable-file", path=path, cause=error) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("not-utf8", path=path, offset=error.start) from error
    if "\0" in text:
        raise SourceError("not-text", path=path, offset=text.index("\0"))
    return Source(data, text)
