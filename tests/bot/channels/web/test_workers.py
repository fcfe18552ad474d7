"""Several workers, each `wence serve` in a process of its own, over one database."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.bot.channels.web.serving import PATIENCE, served

if TYPE_CHECKING:
    from pathlib import Path

# So many people ask each worker at the same time.
_CROWD = 100


@pytest.mark.timeout(240)
def test_several_workers_share_a_database(
    warm_data: Path, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one of them was told the others know: conversations, feedback, documents, records.

    Behind a proxy the next question of somebody may come to any of them.
    """
    assert warm_data.is_dir()
    monkeypatch.setenv("DATABASE_URL", database_url)
    one_of_them = partial(served, tmp_path, "[web]\nport = 8000\n", "", "--port", "0")
    with one_of_them() as (one, _), one_of_them() as (other, _):
        talk = {"conversation": "a-conversation-of-its-own"}
        first = httpx2.get(f"{one}/api/v1/ask", params={"q": "第7条"} | talk)
        following = httpx2.get(f"{other}/api/v1/ask", params={"q": "下一条"} | talk).json()
        assert [found["item"] for found in following["answers"]] == [8]
        given = {"answer": first.headers["wence-answer"], "vote": "up"} | talk
        assert httpx2.post(f"{other}/api/v1/feedback", json=given).json() == {"kept": True}
        _ask_all_at_once([one, other])
        told = json.loads(_wence(tmp_path, "journal", "stats", "--json"))
        assert (told["answers"], told["feedback"]["up"]) == (2 + 2 * _CROWD, 1)
        plan = tmp_path / "plan.txt"
        plan.write_text(
            "2023年工作要点\n一、总则\n1.校车。管好校车。\n2.食堂。管好食堂。\n", "utf-8"
        )
        _wence(tmp_path, "import", str(plan))
        for site in (one, other):
            names = [row["name"] for row in httpx2.get(f"{site}/api/v1/documents").json()]
            assert sorted(names) == ["licheng-2022", "plan"]
        tags = {
            httpx2.get(f"{site}/api/v1/documents/plan").headers["etag"] for site in (one, other)
        }
        assert len(tags) == 1


def _ask_all_at_once(sites: list[str]) -> None:
    """Have many people ask each of the sites at the same time; each is answered."""

    def ask(site: str, at: int) -> int:
        asked = {"q": f"第{at % 28 + 1}条", "conversation": f"conversation-{at:04}"}
        return httpx2.get(f"{site}/api/v1/ask", params=asked, timeout=60).status_code

    with ThreadPoolExecutor(16) as people:
        asked = [(site, at) for at in range(_CROWD) for site in sites]
        assert set(people.map(lambda one: ask(*one), asked)) == {200}


def _wence(folder: Path, *command: str) -> str:
    """Return what a command prints that is run beside the workers."""
    ended = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "--config", str(folder / "config.toml"), *command],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return ended.stdout
