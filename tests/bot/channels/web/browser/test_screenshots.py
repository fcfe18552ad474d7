"""The pictures of the page in the documentation."""

from __future__ import annotations

import re

from tests.bot.channels.web.browser.screenshots import MADE
from tests.conftest import PROJECT

_MOST_BYTES = 1_500_000


def test_the_docs_show_every_picture() -> None:
    """docs/page.md shows each picture once, and all of them together are small."""
    shown = re.findall(r'src="(.+?)"', (PROJECT / "docs/page.md").read_text(encoding="utf-8"))
    made = list(MADE.iterdir())
    assert sorted(shown) == sorted(f"{MADE.name}/{picture.name}" for picture in made)
    assert sum(picture.stat().st_size for picture in made) < _MOST_BYTES
