"""The guard: limits of requests, and what browsers may do with answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from bot.channels.web.application import build_app
from bot.channels.web.guard import LARGEST_BODY, Guard
from bot.settings import WebSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Receive, Scope, Send

    from bot.backend import Backend
    from bot.settings import Settings


async def _length(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the length of the body."""
    message = await receive()
    await PlainTextResponse(str(len(message.get("body", b""))))(scope, receive, send)


def _client(address: str, **web: object) -> TestClient:
    guard = Guard(_length, WebSettings(**web))  # type: ignore[arg-type]
    return TestClient(guard, client=(address, 1))


def test_a_client_may_ask_so_often_a_minute() -> None:
    """Who asks more is told to wait, others are answered; this machine is not counted."""
    guard = Guard(_length, WebSettings(requests_a_minute=3))
    one, other = (TestClient(guard, client=(ip, 1)) for ip in ("192.0.2.1", "192.0.2.2"))
    assert [one.get("/api/v1/ask").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = one.get("/api/v1/ask")
    assert refused.headers["retry-after"] == "60"
    assert "3" in refused.json()["detail"]
    assert other.get("/api/v1/ask").status_code == 200
    assert one.get("/static/style.css").status_code == 200
    for here in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        mine = TestClient(guard, client=(here, 1))
        assert {mine.get("/").status_code for _ in range(10)} == {200}


@pytest.mark.parametrize("host", ["a" * 300, "wence.test/evil", "a b", "<script>", "", "[::1"])
def test_a_host_that_is_none_is_refused(client: TestClient, host: str) -> None:
    """Links and pictures would lead there."""
    for path in ("/d/licheng-2022/21.png", "/d/licheng-2022/21", "/"):
        refused = client.get(path, headers={"Host": host})
        assert refused.status_code == 400
        assert "主机名" in refused.text


@pytest.mark.parametrize("host", ["wen.example.cn", "127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_any_host_may_be_named(client: TestClient, host: str) -> None:
    """By its name or its address, with a port or without."""
    page = client.get("/d/licheng-2022/21", headers={"Host": host})
    assert f"http://{host}/d/licheng-2022/21" in page.text


def test_a_network_of_ipv6_is_one_client() -> None:
    """Who has one may take another address for each request; a neighbour is counted alone."""
    guard = Guard(_length, WebSettings(requests_a_minute=2))

    def ask(address: str) -> int:
        return TestClient(guard, client=(address, 1)).get("/").status_code

    assert [ask(f"2001:db8:0:1::{at}") for at in range(3)] == [200, 200, 429]
    assert ask("2001:db8:0:2::1") == 200
    mapped = [ask(f"::ffff:192.0.2.{at}") for at in range(1, 4)]
    assert mapped == [200] * 3


def test_only_what_is_named_is_not_counted() -> None:
    """What only begins like an address that is not counted is."""
    for path, counted in (
        ("/healthz", False),
        ("/api/v1/health", False),
        ("/static/style.css", False),
        ("/healthzx", True),
        ("/api/v1/healthx", True),
        ("/staticx", True),
    ):
        client = _client("192.0.2.1", requests_a_minute=1)
        assert [client.get(path).status_code for _ in range(2)] == [200, 429 if counted else 200]


def test_much_to_read_counts_as_more_requests() -> None:
    """A long quotation takes as long as many short ones."""
    client = _client("192.0.2.1", requests_a_minute=10)
    assert client.post("/api/v1/verify", content=b"x" * 1000).status_code == 200
    assert client.post("/api/v1/verify", content=b"x" * 2048 * 8).status_code == 200
    assert client.post("/api/v1/verify", content=b"x" * 2048 * 8).status_code == 429
    other = _client("192.0.2.2", requests_a_minute=10)
    assert other.post("/api/v1/verify", content=b"x" * LARGEST_BODY).status_code == 200
    assert other.get("/").status_code == 429


def test_other_sites_read_why_they_are_refused(backend: Backend, settings: Settings) -> None:
    """The status, how long to wait, and tags; asking whether one may ask is not counted."""
    school = "https://school.example.cn"
    web = WebSettings(allowed_origins=[school], requests_a_minute=1)
    app = build_app(backend, settings.model_copy(update={"web": web}))
    client = TestClient(app, base_url="http://wence.test", client=("192.0.2.1", 1))
    asked = {
        "Origin": school,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "If-None-Match",
    }
    assert {client.options("/api/v1/items", headers=asked).status_code for _ in range(5)} == {200}
    got = [client.get("/api/v1/items", headers={"Origin": school}) for _ in range(2)]
    assert [one.status_code for one in got] == [200, 429]
    assert {one.headers["access-control-allow-origin"] for one in got} == {school}
    assert "Retry-After" in got[1].headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("br, gzip; q=0.0", False),
        ("identity", False),
    ],
)
def test_what_is_sent_is_packed_for_who_takes_it(
    client: TestClient, accepted: str, *, packed: bool
) -> None:
    """And for nobody else."""
    headers = client.get("/openapi.json", headers={"Accept-Encoding": accepted}).headers
    assert (headers.get("content-encoding") == "gzip") is packed


def _parts(size: int) -> Iterator[bytes]:
    yield from [b"x" * 1000] * (size // 1000)


@pytest.mark.parametrize("in_parts", [False, True])
def test_a_body_may_be_so_large(*, in_parts: bool) -> None:
    """A larger one is refused, whether its length is told or not; others come whole."""
    client = _client("192.0.2.1")
    small, large = 2000, LARGEST_BODY + 1000
    for size, status in ((small, 200), (large, 413)):
        content = _parts(size) if in_parts else b"x" * size
        got = client.post("/api/v1/verify", content=content)
        assert got.status_code == status
        if status == 200:
            assert got.text == str(size)
        else:
            assert got.headers["content-type"] == "application/problem+json"


def test_a_length_that_is_no_number_is_refused() -> None:
    """Such a request is not read."""
    headers = {"Content-Length": "many"}
    assert _client("192.0.2.1").get("/", headers=headers).status_code == 413


def test_pages_are_told_what_they_may_do() -> None:
    """Nothing comes from elsewhere, and only the sites that are named may frame the widget."""
    client = _client("192.0.2.1", allowed_origins=["https://school.example.cn"])
    page, widget = client.get("/").headers, client.get("/widget").headers
    policy = page["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page["x-frame-options"] == "DENY"
    assert page["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self' https://school.example.cn" in widget["content-security-policy"]
    assert "x-frame-options" not in widget


def test_the_head_alone_can_be_asked_for() -> None:
    """HEAD is answered as GET is."""
    assert _client("192.0.2.1").head("/").status_code == 200


def test_a_picture_alone_may_have_the_style_of_the_browser(client: TestClient) -> None:
    """And nothing else: no script, no frame around it."""
    policy = client.get("/d/licheng-2022/21.png").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy


def test_what_never_changes_is_kept(client: TestClient) -> None:
    """A static file that is asked for by its hash is kept for good, by its name it is looked up."""
    (style,) = re.findall(r"/static/style\.css\?v=\w+", client.get("/").text)
    assert "immutable" in client.get(style).headers["cache-control"]
    assert client.get("/static/style.css").headers["cache-control"] == "no-cache"
    # Another worker may serve another version already.
    assert client.get("/static/style.css?v=00000000").headers["cache-control"] == "no-cache"


def test_sites_that_are_named_may_use_the_api(backend: Backend, settings: Settings) -> None:
    """Their pages may read answers and the name of an answer; those of others may not."""
    school = "https://school.example.cn"
    named = settings.model_copy(update={"web": WebSettings(allowed_origins=[school])})
    client = TestClient(build_app(backend, named), base_url="http://wence.test")
    for origin, told in ((school, school), ("https://other.example.cn", None)):
        headers = client.get(
            "/api/v1/ask", params={"q": "双减"}, headers={"Origin": origin}
        ).headers
        assert headers.get("access-control-allow-origin") == told
        assert "access-control-allow-credentials" not in headers
    asked = {"Origin": school, "Access-Control-Request-Method": "POST"}
    assert client.options("/api/v1/verify", headers=asked).status_code == 200
