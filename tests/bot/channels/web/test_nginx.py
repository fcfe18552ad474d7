"""Several workers behind the proxy that docs/serving.md sets up: a real nginx, with HTTPS."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.bot.channels.web.serving import served
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.needs_program("nginx"), pytest.mark.needs_program("openssl")]
_DOCS = (PROJECT / "docs/serving.md").read_text(encoding="utf-8")
# What Debian's nginx.conf puts around a site, kept within a folder and under whoever runs it.
_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
{site}
}}
"""


def _block(language: str) -> str:
    """Return the block of the documentation in that language."""
    found = re.findall(rf"```{language}\n(.*?)```", _DOCS, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def _with(block: str, *changes: tuple[str, str]) -> str:
    """Return the block for this machine; what is changed stands in it once."""
    for old, new in changes:
        assert block.count(old) == 1, old
        block = block.replace(old, new)
    return block


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _certificate(folder: Path) -> None:
    request = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    parts = ["-addext", "subjectAltName=DNS:localhost"]
    parts += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run([*request.split(), *parts], check=True, capture_output=True)  # noqa: S603


@contextmanager
def _nginx(folder: Path, port: int, workers: list[str]) -> Iterator[None]:
    """Run nginx before the workers, as documented."""
    _certificate(folder)
    site = _with(
        _block("nginx"),
        *(
            (f"127.0.0.1:{8000 + at}", worker.removeprefix("http://"))
            for at, worker in enumerate(workers)
        ),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("server_name wen.example.cn", "server_name localhost"),
        ("/etc/ssl/wen.example.cn.pem", f"{folder}/certificate.pem"),
        ("/etc/ssl/private/wen.example.cn.key", f"{folder}/key.pem"),
    )
    path = folder / "nginx.conf"
    path.write_text(_AROUND.format(folder=folder, site=site), encoding="utf-8")
    program = shutil.which("nginx")
    assert program is not None
    command = [program, "-p", str(folder), "-c", str(path), "-e", "stderr"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:  # noqa: S603 -- as above
        try:
            _wait(process, port)
            yield
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the port is open."""
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError((process.communicate()[1] or b"").decode())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx does not answer")


@pytest.mark.timeout(240)
def test_workers_behind_nginx_are_one_site(warm_data: Path, tmp_path: Path) -> None:
    """A conversation goes from worker to worker, forms are taken, links are those of the site.

    And where a worker ends the others go on.
    """
    assert warm_data.is_dir()
    port = _free_port()
    site = f"https://localhost:{port}"
    settings = _with(_block("toml"), ("https://wen.example.cn", site))
    with ExitStack() as running:
        workers = [
            running.enter_context(served(tmp_path, settings, "", "--port", "0")) for _ in range(2)
        ]
        running.enter_context(_nginx(tmp_path, port, [address for address, _ in workers]))
        trusted = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
        people = running.enter_context(httpx2.Client(base_url=site, verify=trusted))

        page = people.get("/d/licheng-2022/21").text
        assert f'rel="canonical" href="{site}/d/licheng-2022/21"' in page
        talk = {"conversation": "one-that-goes-from-worker-to-worker"}
        people.get("/api/v1/ask", params={"q": "第7条"} | talk)
        followed = [people.get("/api/v1/ask", params={"q": "下一条"} | talk) for _ in range(4)]
        assert [one.json()["answers"][0]["item"] for one in followed] == [8, 9, 10, 11]
        given = {"answer": followed[-1].headers["wence-answer"], "vote": "up"} | talk
        assert people.post("/api/v1/feedback", json=given).json() == {"kept": True}

        for origin, status in ((site, 200), ("https://other.example", 403)):
            voted = people.post("/feedback", data=given, headers={"Origin": origin})
            assert voted.status_code == status

        workers[0][1].terminate()
        workers[0][1].wait(30)
        assert {people.get("/healthz").status_code for _ in range(6)} == {200}
