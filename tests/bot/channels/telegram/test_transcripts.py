"""Conversations of twenty turns, as the docs show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.telegram.transcripts import PEOPLE, SCRIPTS, WRITTEN, write

if TYPE_CHECKING:
    from bot.assistant import Assistant


@pytest.mark.parametrize("name", PEOPLE)
def test_the_docs_show_the_conversation_of_today(assistant: Assistant, name: str) -> None:
    """Parent, teacher and clerk get, turn by turn, what docs/transcripts shows."""
    assert len((SCRIPTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()) == 20
    assert write(assistant, name) == (WRITTEN / f"{name}.md").read_text(encoding="utf-8")
