"""`wence serve` in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 110


@contextmanager
def served(
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
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        assert process.stderr is not None
        found = (re.search(r"http://\S+?:\d+", line) for line in process.stderr)
        yield next(one for one in found if one)[0], process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        watchdog.cancel()
