"""`wence serve` as people run it: page, API and Telegram in one process, over real HTTP."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.standins.telegram import TelegramStandin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 110


@contextmanager
def _served(
    folder: Path, config: str, token: str = ""
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve in a process of its own; yield the address and the process."""
    path = folder / "config.toml"
    path.write_text(config, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "--config", str(path), "serve"],
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
