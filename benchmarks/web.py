"""Twenty thousand questions, sixty-four at a time, beside the same framework with nothing to do.

Each server runs in a process of its own, one after the other. The second one returns the same
object to each request, as large as an answer is, which the framework writes as JSON; the third one
returns bytes that were written once, the most that this framework can do. ``--distinct`` asks each
question with a number in it, so that none was asked before.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import numpy as np
import uvicorn
from fastapi import FastAPI
from starlette.responses import Response

_QUESTIONS = Path(__file__).parents[1] / "tests" / "questions" / "dev.jsonl"
_REQUESTS, _PARALLEL = 20_000, 64
_PATIENCE = 120.0


def main() -> None:
    """Print requests a second, delays and failures of both servers, and the ratio."""
    distinct = "--distinct" in sys.argv[1:]
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    numbers = count(1000)
    asked = [
        f"{texts[at % len(texts)]}{next(numbers)}" if distinct else texts[at % len(texts)]
        for at in range(_REQUESTS)
    ]
    paths = [f"/api/v1/ask?q={quote(question)}" for question in asked]
    with TemporaryDirectory() as folder:
        port = _free_port()
        config = Path(folder) / "config.toml"
        config.write_text(f"[web]\nport = {port}\n", encoding="utf-8")
        environment = os.environ | {"TELEGRAM_BOT_TOKEN": ""}
        wence = _measure(["bot", "--config", str(config), "serve"], port, paths, environment)
        size = str(int(np.mean(wence[2])))
        found = {"wence": wence}
        for kind in ("object", "bytes"):
            found[kind] = _measure([__spec__.name, kind, str(port), size], port, paths)
    for name, (rate, delays, sizes) in found.items():
        sys.stdout.write(
            f"{name}: {rate:.0f} requests a second, none of {len(sizes)} failed; delay median "
            f"{np.median(delays):.0f} ms, p99 {np.percentile(delays, 99):.0f} ms; "
            f"{np.mean(sizes):.0f} bytes\n"
        )
    for kind in ("object", "bytes"):
        ratio = wence[0] / found[kind][0]
        sys.stdout.write(f"ratio of requests a second to constant {kind} {ratio:.2f}\n")


def _measure(
    command: list[str], port: int, paths: list[str], environment: dict[str, str] | None = None
) -> tuple[float, list[float], list[int]]:
    """Return requests a second, the delay of each in milliseconds and the size of each answer."""
    process = subprocess.Popen(  # noqa: S603 -- our own programs
        [sys.executable, "-m", *command], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        asyncio.run(_ask(port, paths[:200]))
        start = time.perf_counter()
        delays, sizes = asyncio.run(_ask(port, paths))
        return len(paths) / (time.perf_counter() - start), delays, sizes
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


async def _ask(port: int, paths: list[str]) -> tuple[list[float], list[int]]:
    waiting = iter(paths)
    delays: list[float] = []
    sizes: list[int] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for path in waiting:
            start = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                sys.exit(f"a request failed: {head!r}")
            length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
            delays.append(1000 * (time.perf_counter() - start))
            sizes.append(length)
        writer.close()

    await asyncio.gather(*(client() for _ in range(_PARALLEL)))
    return delays, sizes


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit(f"nothing listens on port {port}")


def _constant(kind: str, port: int, size: int) -> None:
    """Serve the same JSON to each request."""
    app = FastAPI()
    # Three items with ten fields each, as an answer has them.
    fields = 30
    value = {f"field {at}": "字" * ((size // fields - 15) // 3) for at in range(fields)}
    body = json.dumps(value, ensure_ascii=False).encode()

    async def the_object() -> dict[str, str]:
        return value

    async def the_bytes() -> Response:
        return Response(body, media_type="application/json")

    app.get("/api/v1/ask")(the_object if kind == "object" else the_bytes)
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    if sys.argv[1:2] in (["object"], ["bytes"]):
        _constant(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
