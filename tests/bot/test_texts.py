"""The texts that people read."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator


def _keys(table: dict[str, object], above: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def test_errors_and_texts_belong_together() -> None:
    """Each reason that the code gives has a text, and each text of an error has its reason."""
    raised = re.compile(r"(?:[A-Z]\w*Error)\(\s*\"([a-z0-9-]+)\"")
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("knowledge", "retrieval", "bot")
        for path in (PROJECT / folder).rglob("*.py")
    ]
    reasons = {reason for source in sources for reason in raised.findall(source)}
    texts = tomllib.loads((PROJECT / "bot/texts/zh.toml").read_text(encoding="utf-8"))
    assert reasons == set(texts["errors"])


def test_no_text_is_left_over() -> None:
    """Each text is used: its key, or the table it is looked up in, stands in the code."""
    files = [*(PROJECT / "bot").rglob("*.py"), *(PROJECT / "bot").rglob("*.html")]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    texts = tomllib.loads((PROJECT / "bot/texts/zh.toml").read_text(encoding="utf-8"))
    tables = "errors details facts verify events stages report parts fields doubts statuses explain"
    tables += " kinds states outcomes courtesies"
    tables += " measures coverages outcomes groups directions fingerprints columns plots"
    tables += " telegram.commands telegram.reasons"
    looked_up = tuple(f"{table}." for table in tables.split())
    left = [
        k
        for k in _keys(texts)
        if not k.startswith(looked_up) and not re.search(f"[\"']{k}[\"']", code)
    ]
    assert not left
