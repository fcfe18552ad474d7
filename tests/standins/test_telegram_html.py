"""The markup: Telegram's HTML and nothing else."""

import pytest

from tests.standins.conftest import Api
from tests.standins.telegram import TelegramStandin, User
from tests.standins.telegram.errors import ApiError
from tests.standins.telegram.formatting import read_text

READ: list[tuple[str, str, list[tuple[str, int, int]]]] = [
    ("plain &lt;b&gt; &amp;amp; &quot;", 'plain <b> &amp; "', []),
    ("&#27700;&#x6c34; &nbsp; &copy;", "水水 &nbsp; &copy;", []),
    ("<b>水</b>", "水", [("bold", 0, 1)]),
    ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
    ("<B>x</b>", "x", [("bold", 0, 1)]),
    ("<strong><em>x</em></strong>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
    ("<s>a</s> <del>b</del>", "a b", [("strikethrough", 0, 1), ("strikethrough", 2, 1)]),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
    ('<a href="https://example.org?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
    ("<a href='tg://user?id=5'>x</a>", "x", [("text_mention", 0, 1)]),
    ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
    ("<pre>a\nb</pre>", "a\nb", [("pre", 0, 3)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<code><b>x</b></code>", "x", [("code", 0, 1)]),
    ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
    ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    ("<b>x</>", "x", [("bold", 0, 1)]),
]

REFUSED: list[tuple[str, str]] = [
    ("问<x>", 'Unsupported start tag "x" at byte offset 3'),
    ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("1 <2", "Unclosed start tag at byte offset 2"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<b x>y</b>", 'Expected equal sign in declaration of an attribute of the tag "b"'),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Supported HTML becomes plain text with entities counted in UTF-16 code units."""
    parsed = read_text(source, "HTML", None)
    found = [(item["type"], item["offset"], item["length"]) for item in parsed.entities]
    assert (parsed.text, found) == (text, entities)


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_wrong_html_is_refused(source: str, reason: str) -> None:
    """Other HTML is refused with the place in bytes."""
    with pytest.raises(ApiError) as caught:
        read_text(source, "HTML", None)
    assert caught.value.description.startswith(f"Bad Request: can't parse entities: {reason}")
    assert caught.value.violation


def test_a_language_belongs_to_the_whole_block() -> None:
    """Only a code that fills its pre names the language."""
    whole = read_text('<pre><code class="language-py">x</code></pre>', "HTML", None)
    part = read_text('<pre>y<code class="language-py">x</code></pre>', "HTML", None)
    assert [item.get("language") for item in whole.entities + part.entities] == ["py", None]


def test_at_most_a_hundred_entities_stay(standin: TelegramStandin, api: Api, li: User) -> None:
    """The hundred and first entity is lost, and noted."""
    body = api("sendMessage", chat_id=li.id, text="<b>a</b> " * 101, parse_mode="HTML")
    assert len(body["result"]["entities"]) == 100
    assert standin.violations == ["sendMessage: only 100 of 101 entities were kept"]


def test_messages_keep_text_entities_and_source(
    standin: TelegramStandin, api: Api, li: User
) -> None:
    """A recorded message has its plain text, its entities and the HTML it came from."""
    api("sendMessage", chat_id=li.id, text="<b>水</b>!", parse_mode="HTML")
    [message] = standin.sent(li)
    assert (message.text, message.raw, message.parse_mode) == ("水!", "<b>水</b>!", "HTML")
    assert message.entities == ({"type": "bold", "offset": 0, "length": 1},)


def test_links_that_are_none_are_noted(standin: TelegramStandin, api: Api, li: User) -> None:
    """A link that Telegram drops silently is noted."""
    api("sendMessage", chat_id=li.id, text='<a href="nowhere">x</a>', parse_mode="HTML")
    assert standin.sent(li)[0].entities == ()
    assert standin.violations == ["sendMessage: link to 'nowhere' is not a link and was dropped"]
