"""The text of a message: from parse_mode or entities to what the chat shows."""

from tests.standins.telegram.errors import reject
from tests.standins.telegram.html_entities import ParsedText, utf16_length
from tests.standins.telegram.html_markup import parse_html
from tests.standins.telegram.links import checked_link
from tests.standins.telegram.records import Json

MAX_ENTITIES = 100
_SOLID = {"code", "pre"}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_OUTER_FIRST = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "code",
    "text_link",
    "text_mention",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
)
_DETECTED = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
}
_FIELD_OF = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_KNOWN = _SOLID | _STYLES | _QUOTES | _DETECTED | set(_FIELD_OF) | {"date_time"}


def read_text(source: str, parse_mode: str | None, entities: list[Json] | None) -> ParsedText:
    """Return the text as the chat shows it, trimmed, with at most 100 entities."""
    printable = source.replace("\r", "")
    source = "".join(" " if ord(char) < 32 and char != "\n" else char for char in printable)
    if parse_mode and parse_mode.lower() != "html":
        reject(f"unsupported parse_mode {parse_mode!r}: the stand-in parses HTML only")
    parsed = (
        parse_html(source) if parse_mode else ParsedText(source, _own_entities(source, entities))
    )
    parsed.entities = _nested_rightly(parsed.entities)
    _trim(parsed)
    parsed.entities.sort(key=_place)
    if len(parsed.entities) > MAX_ENTITIES:
        parsed.warnings.append(f"only {MAX_ENTITIES} of {len(parsed.entities)} entities were kept")
        del parsed.entities[MAX_ENTITIES:]
    return parsed


def check_message_text(parsed: ParsedText) -> None:
    """Refuse a text that is empty or longer than a message may be."""
    if not parsed.text:
        reject("message text is empty")
    if utf16_length(parsed.text) > 4096:
        reject("message is too long")


def _place(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    # Of entities over the same text Telegram names the outer kinds first.
    rank = _OUTER_FIRST.index(kind) if kind in _OUTER_FIRST else len(_OUTER_FIRST)
    return entity["offset"], -entity["length"], rank


def _own_entities(text: str, entities: list[Json] | None) -> list[Json]:
    total = utf16_length(text)
    for entity in entities or []:
        kind, offset, end = entity["type"], entity["offset"], entity["offset"] + entity["length"]
        if kind not in _KNOWN:
            reject(f'can\'t parse MessageEntity: unsupported type "{kind}" specified')
        if offset < 0 or entity["length"] <= 0:
            reject(f"entity at UTF-16 offset {offset} has a wrong place or length")
        if end > total:
            reject(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {end}"
            )
        needed = _FIELD_OF.get(kind)
        if needed and needed not in entity:
            reject(f"can't parse MessageEntity: can't find field \"{needed}\"")
        if kind == "text_link" and checked_link(entity["url"]) is None:
            reject(f"entity URL {entity['url']!r} is invalid: Wrong HTTP URL")
    return [dict(entity) for entity in entities or []]


def _nested_rightly(entities: list[Json]) -> list[Json]:
    """Drop what code, pre and quotations may not hold, and cut styles around code and pre."""
    solid = [entity for entity in entities if entity["type"] in _SOLID]
    quotes = [entity for entity in entities if entity["type"] in _QUOTES]
    kept: list[Json] = []
    for entity in entities:
        kind = entity["type"]
        if kind in _QUOTES and any(_inside(entity, other) for other in quotes):
            continue
        covered = any(_inside(entity, other, same=kind not in _QUOTES) for other in solid)
        if covered and kind not in _SOLID:
            continue
        kept.extend(_around(entity, solid) if kind in _STYLES else [entity])
    return kept


def _around(entity: Json, solid: list[Json]) -> list[Json]:
    parts = []
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    for hole in sorted(solid, key=lambda other: int(other["offset"])):
        first, last = hole["offset"], hole["offset"] + hole["length"]
        if last <= begin or first >= end:
            continue
        parts.append((begin, first))
        begin = last
    parts.append((begin, end))
    return [
        {**entity, "offset": first, "length": last - first} for first, last in parts if last > first
    ]


def _inside(inner: Json, outer: Json, *, same: bool = False) -> bool:
    if inner is outer or (_same(inner, outer) and not same):
        return False
    begins = outer["offset"] <= inner["offset"]
    return bool(begins and _end(inner) <= _end(outer))


def _same(one: Json, other: Json) -> bool:
    return bool(one["offset"] == other["offset"] and one["length"] == other["length"])


def _end(entity: Json) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _trim(parsed: ParsedText) -> None:
    stripped = parsed.text.lstrip()
    cut = utf16_length(parsed.text) - utf16_length(stripped)
    parsed.text = stripped.rstrip()
    total = utf16_length(parsed.text)
    kept = []
    for entity in parsed.entities:
        begin = max(entity["offset"] - cut, 0)
        end = min(_end(entity) - cut, total)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    parsed.entities = kept
