"""How long `make ask` takes beside a bare start of jieba, run in turn on this machine.

The promise: not longer than 1.5 times the bare start plus half a second.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 7
_PROJECT = Path(__file__).parents[1]
_BARE = [sys.executable, "-c", "import jieba; jieba.initialize()"]
_ASK = ["make", "--no-print-directory", "ask", "Q=放学后没人接孩子怎么办"]


def main() -> None:
    """Print the medians of both commands and what the promise allows."""
    # The first run of each fills its caches and does not count.
    pairs = [(_seconds(_BARE), _seconds(_ASK)) for _ in range(RUNS + 1)][1:]
    bare, ask = (statistics.median(times) for times in zip(*pairs, strict=True))
    allowed = 1.5 * bare + 0.5
    sys.stdout.write(
        f"bare jieba {bare:.2f} s, make ask {ask:.2f} s (medians of {RUNS}); "
        f"allowed {allowed:.2f} s, used {ask / allowed:.0%} of it\n"
    )


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=_PROJECT, capture_output=True, check=True)  # noqa: S603 - both fixed above
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
