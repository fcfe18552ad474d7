"""The site of a school, on an address of its own, with the one line that embeds the widget."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

GREETING = "您好,这里是实验小学。"
COLOUR = "#7a1f5c"
_PAGE = f"""\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>实验小学</title>
</head>
<body><main><h1>实验小学</h1><p><a href="#news">校园新闻</a></p></main>
<script src="%s/widget.js" data-color="{COLOUR}" data-greeting="{GREETING}" async></script>
</body>
</html>
"""


class _School(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer with the page; the query says where the script is."""
        body = (_PAGE % unquote(urlsplit(self.path).query)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def school_site() -> Iterator[str]:
    """Serve the site of the school while the block runs, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _School) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(20)


def page_with_widget(school: str, site: str) -> str:
    """Return the address of a page of the school that embeds the widget of ``site``."""
    return f"{school}/?{quote(site, safe='')}"
