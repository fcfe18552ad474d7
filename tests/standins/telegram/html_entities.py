"""What the tags of Telegram's HTML stand for: entities and characters."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from tests.standins.telegram.errors import reject
from tests.standins.telegram.links import checked_link, mentioned_user
from tests.standins.telegram.records import Json

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
REFERENCE = re.compile(r"&(?:(?P<name>[A-Za-z]+)|#x(?P<hex>[0-9A-Fa-f]+)|#(?P<dec>[0-9]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def utf16_length(text: str) -> int:
    """Return the length that Telegram counts in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class ParsedText:
    """Plain text with entities, and what was silently lost on the way."""

    text: str
    entities: list[Json]
    warnings: list[str] = field(default_factory=list)


@dataclass
class OpenTag:
    """A start tag whose end tag has not come yet."""

    tag: str
    argument: str
    offset: int
    begin: int


def unparsed(reason: str) -> NoReturn:
    """Refuse a text whose markup is wrong."""
    reject(f"can't parse entities: {reason}")


def decode_reference(match: re.Match[str]) -> str:
    """Return the character that a reference names, or nothing if Telegram leaves it alone."""
    if match["name"] is not None:
        return _NAMED.get(match["name"], "")
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    if code == 0 or code >= 0x10FFFF or len(match[0].rstrip(";")) >= 10:
        return ""
    if 0xD800 <= code <= 0xDFFF:
        unparsed("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code)


@dataclass
class Closing:
    """A tag that has just been closed over some text."""

    tag: OpenTag
    length: int
    inside: str
    parent: OpenTag | None
    result: ParsedText

    def add_entity(self) -> None:
        """Add the entity that the tag stands for."""
        kind = TAGS[self.tag.tag]
        special = _SPECIAL.get(kind)
        entity = {"type": kind, "offset": self.tag.offset, "length": self.length}
        extra = special(self) if special else {}
        if extra is not None:
            self.result.entities.append(entity | extra)

    def link(self) -> Json | None:
        """Return the target of a link, or None where Telegram drops the link."""
        target = self.tag.argument or self.inside
        user_id = mentioned_user(target)
        if user_id is not None:
            return {"type": "text_mention", "user": {"id": user_id}}
        link = checked_link(target)
        if link is None:
            self.result.warnings.append(f"link to {target!r} is not a link and was dropped")
            return None
        return {"url": link}

    def emoji(self) -> Json:
        """Return which custom emoji is meant."""
        if not re.fullmatch(r"-?[0-9]{1,19}", self.tag.argument):
            unparsed("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": self.tag.argument}

    def quotation(self) -> Json:
        """Return whether the quotation can be expanded."""
        return {"type": "expandable_blockquote"} if self.tag.argument else {}

    def code(self) -> Json:
        """Hand the language of a code to the pre around it."""
        if self.tag.argument and self.parent is not None and self.parent.tag == "pre":
            self.parent.argument = f"{self.tag.offset} {self.length} {self.tag.argument}"
        return {}

    def pre(self) -> Json:
        """Take in the codes inside, and the language of one that fills the whole block."""
        begin, end = self.tag.offset, self.tag.offset + self.length
        self.result.entities[:] = [
            entity
            for entity in self.result.entities
            if entity["type"] != "code" or not begin <= entity["offset"] < end
        ]
        span = f"{begin} {self.length} "
        if not self.tag.argument.startswith(span):
            return {}
        return {"language": self.tag.argument.removeprefix(span)}


_SPECIAL: dict[str, Callable[[Closing], Json | None]] = {
    "text_link": Closing.link,
    "custom_emoji": Closing.emoji,
    "blockquote": Closing.quotation,
    "code": Closing.code,
    "pre": Closing.pre,
}
