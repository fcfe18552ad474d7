"""Twenty thousand questions, sixty-four at a time, beside the same framework with nothing to do.

Each server runs in a process of its own, one after the other. The second one returns the same
object to each request, an answer of about the mean size, which the framework writes as JSON; the
third one returns its bytes, written once, the most that this framework can do. ``--distinct`` asks
each question with a number in it, so that none was asked before.
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
from typing import Any
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
        mean = np.mean([len(one) for one in wence[2]])
        answer = Path(folder) / "answer.json"
        answer.write_bytes(min(wence[2], key=lambda one: abs(len(one) - mean)))
        found = {"wence": wence}
        for kind in ("object", "bytes"):
            found[kind] = _measure([__spec__.name, kind, str(port), str(answer)], port, paths)
    for name, (rate, delays, bodies) in found.items():
        sys.stdout.write(
            f"{name}: {rate:.0f} requests a second, none of {len(bodies)} failed; delay median "
            f"{np.median(delays):.0f} ms, p99 {np.percentile(delays, 99):.0f} ms; "
            f"{np.mean([len(one) for one in bodies]):.0f} bytes\n"
        )
    for kind in ("object", "bytes"):
        ratio = wence[0] / found[kind][0]
        sys.stdout.write(f"ratio of requests a second to constant {kind} {ratio:.2f}\n")


def _measure(
    command: list[str], port: int, paths: list[str], environment: dict[str, str] | None = None
) -> tuple[float, list[float], list[bytes]]:
    """Return requests a second, the delay of each in milliseconds, and the answers."""
    process = subprocess.Popen(  # noqa: S603 -- our own programs
        [sys.executable, "-m", *command], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        asyncio.run(_ask(port, paths[:200]))
        start = time.perf_counter()
        delays, bodies = asyncio.run(_ask(port, paths))
        return len(paths) / (time.perf_counter() - start), delays, bodies
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


async def _ask(port: int, paths: list[str]) -> tuple[list[float], list[bytes]]:
    waiting = iter(paths)
    delays: list[float] = []
    bodies: list[bytes] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for path in waiting:
            start = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                sys.exit(f"a request failed: {head!r}")
            length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            bodies.append(await reader.readexactly(length))
            delays.append(1000 * (time.perf_counter() - start))
        writer.close()

    await asyncio.gather(*(client() for _ in range(_PARALLEL)))
    return delays, bodies


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


def _constant(kind: str, port: int, answer: Path) -> None:
    """Serve the same JSON to each request."""
    app = FastAPI()
    body = answer.read_bytes()
    value = json.loads(body)

    async def the_object() -> Any:
        return value

    async def the_bytes() -> Response:
        return Response(body, media_type="application/json")

    app.get("/api/v1/ask")(the_object if kind == "object" else the_bytes)
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    if sys.argv[1:2] in (["object"], ["bytes"]):
        _constant(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
