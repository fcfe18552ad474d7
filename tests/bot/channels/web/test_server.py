"""`wence serve` as people run it: page, API and Telegram in one process, over real HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.bot.channels.web.serving import PATIENCE, served
from tests.standins.telegram import TelegramStandin

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(240)
def test_one_process_serves_page_api_and_telegram(warm_data: Path, tmp_path: Path) -> None:
    """All answer at the same time from the same database, and end with exit code 0."""
    assert warm_data.is_dir()
    with TelegramStandin() as standin:
        lin = standin.user(42, "林", "zh-hans")
        config = f'[web]\nport = 0\n[telegram]\nbase_url = "{standin.base_url}"\n'
        with served(tmp_path, config, standin.token) as (url, process):
            standin.inject.message(lin, "第7条")
            standin.wait_until(lambda: bool(standin.sent(lin)), 60)
            got = httpx2.get(f"{url}/api/v1/ask", params={"q": "第7条"}).json()
            assert got["answers"][0]["title"] in standin.sent(lin)[0].text
            page = httpx2.get(f"{url}/ask", params={"q": "放学后没人接孩子怎么办"})
            assert "课后服务" in page.text
            assert page.headers["content-encoding"] == "gzip"
            assert "set-cookie" not in page.headers
            assert "server" not in page.headers
        assert process.returncode == 0
        assert standin.violations == []


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
        standin.wait_until(lambda: bool(standin.sent(lin)), PATIENCE)
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
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"错误:网页开不了:127.0.0.1:{port}")
