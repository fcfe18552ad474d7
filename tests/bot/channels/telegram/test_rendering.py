"""Cards as messages: nothing lost, nothing cut, nothing too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Block, BlockKind
from bot.channels.telegram.rendering import LONGEST_MESSAGE, to_messages, utf16_length
from tests.standins.telegram.html_markup import parse_html

_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1)


@given(st.lists(st.builds(Block, st.sampled_from(BlockKind), _WORDS), min_size=1))
def test_every_block_arrives_unescaped(blocks: list[Block]) -> None:
    """The messages of a card hold all blocks' texts, in order, as they were."""
    shown = "\n".join(parse_html(html).text for html in to_messages(tuple(blocks)))
    at = 0
    for block in blocks:
        at = shown.index(block.text, at) + len(block.text)


def test_a_long_card_continues_in_a_second_message() -> None:
    """A block that does not fit begins the next message whole."""
    first = Block(BlockKind.NOTE, "前" * 3000)
    second = Block(BlockKind.WHOLE, "后" * 3000)
    messages = to_messages((first, second))
    assert [parse_html(html).text for html in messages] == [first.text, second.text]


def test_a_long_item_is_parted_between_sentences() -> None:
    """A text longer than a message is parted after full stops and loses no character."""
    whole = "".join(f"这是第{number}句话,说的是一件事。\n" for number in range(900))
    messages = [parse_html(html).text for html in to_messages((Block(BlockKind.WHOLE, whole),))]
    assert "".join(messages) == whole.rstrip("\n")
    assert len(messages) > 1
    assert all(message.strip().endswith("。") for message in messages)


@given(st.sampled_from(BlockKind), st.sampled_from(["字", "😀", "<&>", "字。"]))
def test_no_message_is_too_long(kind: BlockKind, unit: str) -> None:
    """Whatever the characters, no message is above the limit in UTF-16 code units."""
    card = (Block(kind, unit * 5000), Block(BlockKind.NOTE, "完"))
    for html in to_messages(card):
        assert 0 < utf16_length(parse_html(html).text) <= LONGEST_MESSAGE
