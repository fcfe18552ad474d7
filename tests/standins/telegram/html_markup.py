"""Telegram's own HTML: its tags, its attributes, its character references, its complaints."""

import re
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
_REFERENCE = re.compile(r"&(?:(?P<name>[A-Za-z]+)|#x(?P<hex>[0-9A-Fa-f]+)|#(?P<dec>[0-9]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\v"
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_ATTRIBUTES = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
}


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
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


def parse_html(source: str) -> ParsedText:
    """Return the text and the entities that the HTML stands for, or refuse it."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.result = ParsedText("", [])

    def run(self) -> ParsedText:
        while self.at < len(self.source):
            if self.source[self.at] != "<":
                self._emit(self._character())
            elif self.source.startswith("/", self.at + 1):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            tag = self.open[-1].tag
            _unparsed(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.result.text = "".join(self.out)
        return self.result

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _emit(self, character: str) -> None:
        self.out.append(character)
        self.offset += 1 + (ord(character) > 0xFFFF)

    def _character(self) -> str:
        """Take one character or one character reference; an unknown reference stays as it is."""
        match = _REFERENCE.match(self.source, self.at)
        character = _decoded(match) if match else ""
        if match and character:
            self.at = match.end()
            return character
        self.at += 1
        return self.source[self.at - 1]

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.at += 1

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _start_tag(self) -> None:
        begin = self.at
        match = re.compile(r"<([^\s>]*)").match(self.source, begin)
        name = match[1] if match else ""
        self.at += 1 + len(name)
        tag = name.lower()
        place = f"at byte offset {self._byte(begin)}"
        if not self._peek():
            _unparsed(f"Unclosed start tag {place}")
        if tag not in TAGS:
            _unparsed(f'Unsupported start tag "{tag}" {place}')
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(tag, place) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            _unparsed(f'Tag "span" must have class "tg-spoiler" {place}')
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attribute(self, tag: str, place: str) -> str:
        name = self._take(_ATTRIBUTE_NAME)
        if not self._peek():
            _unparsed(f'Unclosed start tag "{tag}" {place}')
        if not name:
            _unparsed(f'Empty attribute name in the tag "{tag}" {place}')
        self._skip_space()
        if self._peek() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return "expandable"
            _unparsed(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" {place}'
            )
        self.at += 1
        self._skip_space()
        value = self._value()
        if not self._peek():
            _unparsed(f"Unclosed start tag {place}")
        if (tag, name) == ("blockquote", "expandable"):
            return "expandable"
        prefix = _ATTRIBUTES.get((tag, name))
        if prefix is None or not value.startswith(prefix):
            return ""
        return value.removeprefix(prefix)

    def _value(self) -> str:
        quote = self._peek()
        begin = self.at
        if quote not in {'"', "'"}:
            value = self._take(_BARE_VALUE).lower()
            if self._peek() and self._peek() not in _SPACE + ">":
                _unparsed(f"Unexpected end of name token at byte offset {self._byte(begin)}")
            return value
        self.at += 1
        value = ""
        while self._peek() and self._peek() != quote:
            value += self._character()
        self.at += 1
        return value

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        taken = match[0] if match else ""
        self.at += len(taken)
        return taken

    def _end_tag(self) -> None:
        place = f"at byte offset {self._byte(self.at)}"
        if not self.open:
            _unparsed(f"Unexpected end tag {place}")
        self.at += 2
        found = self._take(re.compile(r"[^\s>]*")).lower()
        self._skip_space()
        if self._peek() != ">":
            _unparsed(f"Unclosed end tag {place}")
        self.at += 1
        tag = self.open[-1].tag
        if found not in {"", tag}:
            _unparsed(f'Unmatched end tag {place}, expected "</{tag}>", found "</{found}>"')
        closed = self.open.pop()
        if self.offset > closed.offset:
            self._entity(closed)

    def _entity(self, closed: _Open) -> None:
        span = {"offset": closed.offset, "length": self.offset - closed.offset}
        entities = self.result.entities
        kind = TAGS[closed.tag]
        extra: Json = {}
        if kind == "text_link":
            target = closed.argument or "".join(self.out[closed.begin :])
            user_id = mentioned_user(target)
            link = checked_link(target)
            if user_id is not None:
                kind, extra = "text_mention", {"user": {"id": user_id}}
            elif link is None:
                self.result.warnings.append(f"link to {target!r} is not a link and was dropped")
                return
            else:
                extra = {"url": link}
        elif kind == "custom_emoji":
            if not re.fullmatch(r"-?[0-9]{1,19}", closed.argument):
                _unparsed("Invalid custom emoji identifier specified")
            extra = {"custom_emoji_id": closed.argument}
        elif kind == "blockquote" and closed.argument:
            kind = "expandable_blockquote"
        elif kind == "code" and closed.argument and self.open and self.open[-1].tag == "pre":
            # Only a code that fills the whole pre names its language.
            self.open[-1].argument = f"{span['offset']} {span['length']} {closed.argument}"
        elif kind == "pre" and closed.argument:
            offset, length, language = closed.argument.split(" ", 2)
            if (int(offset), int(length)) == (span["offset"], span["length"]):
                extra = {"language": language}
        if kind == "pre":
            end = span["offset"] + span["length"]
            entities[:] = [
                entity
                for entity in entities
                if not (entity["type"] == "code" and span["offset"] <= entity["offset"] < end)
            ]
        entities.append({"type": kind, **span, **extra})


def _decoded(match: re.Match[str]) -> str:
    if match["name"] is not None:
        return _NAMED.get(match["name"], "")
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    if code == 0 or code >= 0x10FFFF or len(match[0].rstrip(";")) >= 10:
        return ""
    if 0xD800 <= code <= 0xDFFF:
        _unparsed("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code)


def _unparsed(reason: str) -> NoReturn:
    reject(f"can't parse entities: {reason}")
