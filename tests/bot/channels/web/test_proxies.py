"""Who asks behind a proxy, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from tests.bot.channels.web.serving import served

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 3


def _statuses(url: str, client: str, times: int = _MOST + 1) -> list[int]:
    """Ask some times as a proxy would for ``client``, in new connections."""
    headers = {"X-Forwarded-For": client}
    return [
        httpx2.get(f"{url}/api/v1/ask", params={"q": "第7条"}, headers=headers).status_code
        for _ in range(times)
    ]


def test_the_clients_of_a_proxy_are_told_apart(warm_data: Path, tmp_path: Path) -> None:
    """Each has its own limit, whatever it pretends; links have the address that people see."""
    assert warm_data.is_dir()
    trusting = f'[web]\nport = 0\nrequests_a_minute = {_MOST}\ntrusted_proxies = ["127.0.0.1"]\n'
    with served(tmp_path, trusting) as (url, _):
        assert _statuses(url, "192.0.2.1") == [200] * _MOST + [429]
        assert _statuses(url, "192.0.2.2", 1) == [200]
        # What a client puts before the address that the proxy adds is not believed.
        assert _statuses(url, "192.0.2.9, 192.0.2.1", 1) == [429]
        assert _statuses(url, "2001:db8::1") == [200] * _MOST + [429]
        headers = {"X-Forwarded-For": "192.0.2.3", "X-Forwarded-Proto": "https"}
        page = httpx2.get(f"{url}/d/licheng-2022/21", headers=headers)
        assert f'href="https{url.removeprefix("http")}/d/licheng-2022/21"' in page.text


def test_a_stranger_is_not_believed_to_be_a_proxy(warm_data: Path, tmp_path: Path) -> None:
    """Where no proxy is named, what a client says of itself changes nothing."""
    assert warm_data.is_dir()
    with served(tmp_path, f"[web]\nport = 0\nrequests_a_minute = {_MOST}\n") as (url, _):
        # This machine is not counted, under whatever name.
        assert _statuses(url, "192.0.2.1") == [200] * (_MOST + 1)
        page = httpx2.get(f"{url}/d/licheng-2022/21", headers={"X-Forwarded-Proto": "https"})
        assert f'href="{url}/d/licheng-2022/21"' in page.text
