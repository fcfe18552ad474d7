"""The answers that the description of the API gives as examples, taken from the API itself.

`python -m tests.bot.channels.web.examples` writes bot/channels/web/examples.json anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr
from starlette.testclient import TestClient

from bot.bootstrap import build_backend
from bot.channels.web.application import build_app
from bot.channels.web.description import ANSWER_HEADER
from bot.settings import Settings
from knowledge.store.database import sqlite_url
from tests.conftest import PROJECT

FILE = PROJECT / "bot/channels/web/examples.json"
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "ask": ("/api/v1/ask", {"q": "放学后没人接孩子怎么办"}),
    "documents": ("/api/v1/documents", {}),
    "history": ("/api/v1/documents/licheng-2022/history", {}),
    "areas": ("/api/v1/areas", {}),
    "items": ("/api/v1/items", {}),
    "item": ("/api/v1/items/21", {}),
    "search": ("/api/v1/search", {"q": "课后服务"}),
    "targets": ("/api/v1/targets", {}),
    "diff": ("/api/v1/diff", {"old": "licheng-2022", "new": "licheng-2022"}),
    "health": ("/api/v1/health", {}),
    "healthz": ("/healthz", {}),
}
POSTED = {"verify": ("/api/v1/verify", {"quotation": "健全课后服务保障机制,拓宽课后服务的渠道。"})}
# What another run or release gives otherwise.
_CHANGING = {
    "elapsed_ms": 1.6,
    "version": "0.1.0",
    "revisions": 1,
    "at": "2026-11-29T05:14:00+00:00",
}
_FIRST = 2


def taken(client: TestClient) -> dict[str, Any]:
    """Return the answers of the API to what is asked in the examples; of lists the beginning."""
    got = {name: client.get(path, params=given).json() for name, (path, given) in ASKED.items()}
    answered = client.get("/api/v1/ask", params={"q": "你好"}).headers[ANSWER_HEADER]
    vote = {"answer": answered, "conversation": "k3J9xQ-7fW2mZp5s", "vote": "up"}
    got["feedback"] = client.post("/api/v1/feedback", json=vote).json()
    got |= {name: client.post(path, json=given).json() for name, (path, given) in POSTED.items()}
    return {name: _shortened(answer) for name, answer in got.items()}


def _shortened(answer: Any) -> Any:
    if isinstance(answer, list):
        return [_shortened(one) for one in answer[:_FIRST]]
    if isinstance(answer, dict):
        return {key: _value(key, value) for key, value in answer.items()}
    return answer


def _value(key: str, value: Any) -> Any:
    # Spans are lists of two numbers already; what a list counts is told beside it.
    return _CHANGING.get(key, _shortened(value))


def main() -> None:
    """Write the file."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        settings = Settings(folder=place, database_url=SecretStr(sqlite_url(place)))
        client = TestClient(build_app(build_backend(settings), settings))
        written = json.dumps(taken(client), ensure_ascii=False, indent=1)
    FILE.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
