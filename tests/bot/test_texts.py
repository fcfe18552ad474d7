"""The texts that people read."""

from __future__ import annotations

import asyncio
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from bot.texts import read_language, speak, text
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
    looked_up = (
        *(f"{table}." for table in tables.split()),
        "api.parameters.",
        "api.operations.",
        "api.about.",
        "api.tags.",
        "api.objects.",
        "api.fields.",
        "api.kinds.",
        "api.problems.",
        "web.status_",
        "web.detail_",
        "web.causes.",
        "web.places.",
    )
    left = [
        k
        for k in _keys(texts)
        if not k.startswith(looked_up) and not re.search(f"[\"']{k}[\"']", code)
    ]
    assert not left


def _read(language: str) -> dict[str, Any]:
    path = PROJECT / "bot" / "texts" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _at(table: Any, key: str) -> str:
    for part in key.split("."):
        table = table[part]
    return str(table)


def test_english_says_what_chinese_says() -> None:
    """Each English text has a Chinese one with the same names; on Telegram none is missing."""
    zh, en = _read("zh"), _read("en")
    names = re.compile(r"{\w+")
    for key in _keys(en):
        assert {*names.findall(_at(en, key))} == {*names.findall(_at(zh, key))}, key
    # What is told in a log, and to staff, is told in Chinese.
    staff = {"conflict", "send_file", "needs_name", "import", "dismiss", "dismissed", "done"}
    staff.add("citation")
    here, there = ({*_keys(one["telegram"])} for one in (zh, en))
    assert here - there == staff


@pytest.mark.parametrize(
    ("tag", "expected"),
    [(None, "zh"), ("", "zh"), ("zh-hans", "zh"), ("en", "en"), ("EN-gb", "en"), ("fr", "zh")],
)
def test_a_language_is_read_from_a_tag(tag: str | None, expected: str) -> None:
    """Whoever speaks neither language is spoken to in that of the plan."""
    assert read_language(tag) == expected


def test_a_task_speaks_its_own_language() -> None:
    """What is chosen in one task holds there alone; what English lacks is said in Chinese."""

    async def ask(tag: str) -> tuple[str, str]:
        speak(tag)
        await asyncio.sleep(0)
        return text("telegram.share"), text("telegram.done")

    async def both() -> list[tuple[str, str]]:
        return [*await asyncio.gather(ask("en"), ask("zh"))]

    assert asyncio.run(both()) == [("Share", "好了。"), ("分享", "好了。")]
    assert text("telegram.share") == "分享"
