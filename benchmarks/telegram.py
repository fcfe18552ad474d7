"""A thousand questions of a hundred people at once, beside an echo bot on the same library.

Both bots run in a process of their own against the stand-in of the Bot API, one after the other.
The delay of a question goes from the moment in which the bot is handed its update to that in which
the stand-in has its `sendMessage`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.standins.telegram import TelegramStandin

if TYPE_CHECKING:
    from telegram import Update

_QUESTIONS = Path(__file__).parents[1] / "tests" / "questions" / "dev.jsonl"
_PEOPLE, _EACH = 100, 10
_PATIENCE = 120.0


def main() -> None:
    """Print delay and throughput of both bots, and the ratio of their throughputs."""
    with TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        found = {}
        # The first run of the program learns what it keeps, and does not count.
        for name in ("warm", "wence", "echo"):
            # Updates have the same numbers in each run: what was answered in one is new in another.
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/{name}.db"
            with TelegramStandin() as standin:
                config.write_text(
                    f'[telegram]\nbase_url = "{standin.base_url}"\n[web]\nenabled = false\n',
                    encoding="utf-8",
                )
                command = (
                    [__spec__.name, "echo", standin.base_url]
                    if name == "echo"
                    else ["bot", "--config", str(config), "serve"]
                )
                found[name] = _measure(standin, command, 1 if name == "warm" else _EACH)
                if standin.violations:
                    sys.exit(f"{name} broke rules of the Bot API: {standin.violations[:3]}")
    for name in ("wence", "echo"):
        rate, delays = found[name]
        sys.stdout.write(
            f"{name}: {rate:.0f} answers a second; delay median {np.median(delays):.0f} ms, "
            f"p99 {np.percentile(delays, 99):.0f} ms\n"
        )
    sys.stdout.write(f"ratio of throughputs {found['wence'][0] / found['echo'][0]:.2f}\n")


def _measure(standin: TelegramStandin, command: list[str], each: int) -> tuple[float, list[float]]:
    """Return the answers a second and the delay of each question in milliseconds."""
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["text"] for line in lines]
    process = subprocess.Popen(  # noqa: S603 -- our own programs
        [sys.executable, "-m", *command],
        env=os.environ | {"TELEGRAM_BOT_TOKEN": standin.token},
        stderr=subprocess.DEVNULL,
    )
    try:
        standin.wait_for("getUpdates", 1, _PATIENCE)
        people = [standin.user(1000 + at, f"甲{at}", "zh-hans") for at in range(_PEOPLE)]
        start = time.monotonic()
        asked: dict[int, list[int]] = defaultdict(list)
        for at in range(each * _PEOPLE):
            person = people[at % _PEOPLE]
            update = standin.inject.message(person, questions[at % len(questions)])
            asked[person.id].append(update)
        standin.wait_for("sendMessage", each * _PEOPLE, _PATIENCE)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    handed: dict[int, float] = {}
    answered: dict[int, list[float]] = defaultdict(list)
    for call in standin.calls:
        if call.method == "getUpdates" and call.ok:
            for update in call.result:
                handed.setdefault(update["update_id"], call.answered_at)
        elif call.method == "sendMessage" and call.ok:
            answered[call.params["chat_id"]].append(call.at)
    last = max(max(times) for times in answered.values())
    delays = [
        1000 * (at - handed[update])
        for person, times in answered.items()
        for update, at in zip(asked[person], times, strict=False)
    ]
    return each * _PEOPLE / (last - start), delays


def _echo(base_url: str) -> None:
    """Run a bot that sends back what it is sent."""

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text:
            await update.message.reply_text(update.message.text)

    token = os.environ["TELEGRAM_BOT_TOKEN"]
    application = Application.builder().token(token).base_url(base_url)
    running = application.build()
    running.add_handler(MessageHandler(filters.TEXT, answer))
    running.run_polling()


if __name__ == "__main__":
    if sys.argv[1:2] == ["echo"]:
        _echo(sys.argv[2])
    else:
        main()
