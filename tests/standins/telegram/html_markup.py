"""Telegram's own HTML: its tags, its attributes, its character references, its complaints."""

import re

from tests.standins.telegram.html_entities import (
    REFERENCE,
    TAGS,
    Closing,
    OpenTag,
    ParsedText,
    decode_reference,
    unparsed,
)

_SPACE = " \t\r\n\v"
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_ATTRIBUTES = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
}


def parse_html(source: str) -> ParsedText:
    """Return the text and the entities that the HTML stands for, or refuse it."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[OpenTag] = []
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
            unparsed(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.result.text = "".join(self.out)
        return self.result

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _emit(self, character: str) -> None:
        self.out.append(character)
        self.offset += 1 + (ord(character) > 0xFFFF)

    def _character(self) -> str:
        """Take one character or one character reference; an unknown reference stays as it is."""
        match = REFERENCE.match(self.source, self.at)
        character = decode_reference(match) if match else ""
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
            unparsed(f"Unclosed start tag {place}")
        if tag not in TAGS:
            unparsed(f'Unsupported start tag "{tag}" {place}')
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(tag, place) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            unparsed(f'Tag "span" must have class "tg-spoiler" {place}')
        self.open.append(OpenTag(tag, argument, self.offset, len(self.out)))

    def _attribute(self, tag: str, place: str) -> str:
        name = self._take(_ATTRIBUTE_NAME)
        if not self._peek():
            unparsed(f'Unclosed start tag "{tag}" {place}')
        if not name:
            unparsed(f'Empty attribute name in the tag "{tag}" {place}')
        self._skip_space()
        if self._peek() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return "expandable"
            unparsed(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" {place}'
            )
        self.at += 1
        self._skip_space()
        value = self._value()
        if not self._peek():
            unparsed(f"Unclosed start tag {place}")
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
                unparsed(f"Unexpected end of name token at byte offset {self._byte(begin)}")
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
            unparsed(f"Unexpected end tag {place}")
        self.at += 2
        found = self._take(re.compile(r"[^\s>]*")).lower()
        self._skip_space()
        if self._peek() != ">":
            unparsed(f"Unclosed end tag {place}")
        self.at += 1
        tag = self.open[-1].tag
        if found not in {"", tag}:
            unparsed(f'Unmatched end tag {place}, expected "</{tag}>", found "</{found}>"')
        closed = self.open.pop()
        if self.offset > closed.offset:
            Closing(
                tag=closed,
                length=self.offset - closed.offset,
                inside="".join(self.out[closed.begin :]),
                parent=self.open[-1] if self.open else None,
                result=self.result,
            ).add_entity()
