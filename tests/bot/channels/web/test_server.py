"""`wence serve` as people run it: page, API and Telegram in one process, over real HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.standins.telegram import TelegramStandin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 110
# So many people ask each worker at the same time.
_CROWD = 100


@contextmanager
def _served(
    folder: Path, config: str, token: str = "", *options: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve in a process of its own; yield the address and the process."""
    path = folder / "config.toml"
    path.write_text(config, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "--config", str(path), "serve", *options],
        env=os.environ | {"TELEGRAM_BOT_TOKEN": token},
        stderr=subprocess.PIPE,
        text=True,
    )
    # One that hangs would keep the lines open.
    watchdog = threading.Timer(_PATIENCE, process.kill)
    watchdog.start()
    try:
        assert process.stderr is not None
        found = (re.search(r"http://\S+?:\d+", line) for line in process.stderr)
        yield next(one for one in found if one)[0], process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        watchdog.cancel()


@pytest.mark.timeout(240)
def test_one_process_serves_page_api_and_telegram(warm_data: Path, tmp_path: Path) -> None:
    """All answer at the same time from the same database, and end with exit code 0."""
    assert warm_data.is_dir()
    with TelegramStandin() as standin:
        lin = standin.user(42, "林", "zh-hans")
        config = f'[web]\nport = 0\n[telegram]\nbase_url = "{standin.base_url}"\n'
        with _served(tmp_path, config, standin.token) as (url, process):
            standin.inject.message(lin, "第7条")
            standin.wait_until(lambda: bool(standin.sent(lin)), 60)
            got = httpx2.get(f"{url}/api/v1/ask", params={"q": "第7条"}).json()
            assert got["answers"][0]["title"] in standin.sent(lin)[0].text
            page = httpx2.get(f"{url}/ask", params={"q": "放学后没人接孩子怎么办"})
            assert "课后服务" in page.text
            assert page.headers["content-encoding"] == "gzip"
            assert "set-cookie" not in page.headers
            assert "server" not in page.headers
            _keeps_out_of_the_server(url)
        assert process.returncode == 0
        assert standin.violations == []


def _keeps_out_of_the_server(url: str) -> None:
    """Paths that climb find nothing, and no header can be put into an answer."""
    host, port = url.removeprefix("http://").split(":")
    for path in (
        "/static/../../../config.toml",
        "/static/%2e%2e/%2e%2e/zh.toml",
        "/static//etc/passwd",
    ):
        status, body = _raw(host, int(port), path)
        assert status == 404, path
        assert b"root:" not in body
    for path in ("/d/%0d%0aX-Evil:%201", "/ask?q=%0d%0aX-Evil:%201&conversation=%0d%0aX-Evil:%201"):
        _, body = _raw(host, int(port), path)
        head = body.partition(b"\r\n\r\n")[0]
        assert b"\r\nx-evil" not in head.lower()


def _raw(host: str, port: int, path: str) -> tuple[int, bytes]:
    """Ask for a path as it is: clients tidy it up."""
    with socket.create_connection((host, port), 10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    return int(answer.split()[1]), answer


@pytest.mark.timeout(240)
def test_several_workers_share_a_database(warm_data: Path, tmp_path: Path) -> None:
    """What one of them was told the others know: conversations, feedback, documents, records.

    Behind a proxy the next question of somebody may come to any of them.
    """
    assert warm_data.is_dir()
    one_of_them = partial(_served, tmp_path, "[web]\nport = 8000\n", "", "--port", "0")
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
        timeout=_PATIENCE,
        check=True,
    )
    return ended.stdout


@pytest.mark.timeout(240)
def test_telegram_goes_on_where_the_address_is_taken(warm_data: Path, tmp_path: Path) -> None:
    """It is told that there is no page, and questions on Telegram are answered."""
    assert warm_data.is_dir()
    with TelegramStandin() as standin, socket.create_server(("127.0.0.1", 0)) as taken:
        lin = standin.user(42, "林", "zh-hans")
        port = taken.getsockname()[1]
        config = f'[web]\nport = {port}\n[telegram]\nbase_url = "{standin.base_url}"\n'
        standin.inject.message(lin, "第7条")
        path = tmp_path / "config.toml"
        path.write_text(config, encoding="utf-8")
        process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-m", "bot", "--config", str(path), "serve"],
            env=os.environ | {"TELEGRAM_BOT_TOKEN": standin.token},
            stderr=subprocess.PIPE,
            text=True,
        )
        standin.wait_until(lambda: bool(standin.sent(lin)), _PATIENCE)
        process.send_signal(signal.SIGTERM)
        _, lines = process.communicate(timeout=30)
        assert process.returncode == 0
        assert f"127.0.0.1:{port}" in lines


def test_an_address_that_is_taken_is_told(warm_data: Path, tmp_path: Path) -> None:
    """The reason and the way out in one line, and exit code 2."""
    assert warm_data.is_dir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        path = tmp_path / "config.toml"
        path.write_text(f"[web]\nport = {port}\n", encoding="utf-8")
        ended = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "bot", "--config", str(path), "serve"],
            env=os.environ | {"TELEGRAM_BOT_TOKEN": ""},
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"错误:网页开不了:127.0.0.1:{port}")
