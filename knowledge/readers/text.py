"""Plain text: how it is encoded, and where its lines end."""

from __future__ import annotations

import codecs
import re

from knowledge.errors import SourceError
from knowledge.readers.formats import kind_of

# A line feed in their place keeps every offset; the pair of carriage return and line feed stays.
_OTHER_LINE_ENDS = re.compile("\r(?!\n)|[\f\v\x85\u2028\u2029]")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and its encoding: UTF-8, UTF-16 with its mark, or GB18030.

    The text is what was decoded, with one exception: a lone carriage return, a form feed and the
    line ends of other systems become a line feed each. Raises SourceError for what is no text.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        kind = kind_of(data)
        if kind:
            raise SourceError("not-a-document", kind=kind) from error
        raise SourceError("not-decodable", offset=error.start) from error
    if "\0" in text:
        kind = kind_of(data)
        if kind:
            raise SourceError("not-a-document", kind=kind)
        raise SourceError("not-text", offset=text.index("\0"))
    return _OTHER_LINE_ENDS.sub("\n", text), encoding


def encoding_of(data: bytes) -> str:
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
