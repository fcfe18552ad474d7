"""The command by which other assistants quote: mcp."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import click

from bot.bootstrap import build_assistant, open_store
from bot.channels.command.group import wence
from bot.errors import ChannelError
from bot.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.assistant import Assistant
    from bot.settings import Settings


@wence.command(epilog="例: wence --config bureau.toml mcp")
@click.pass_obj
def mcp(config: Path | None) -> None:
    """供其他智能助手(MCP 客户端)通过标准输入输出引用原文,由客户端启动。"""
    try:
        from bot.channels.mcp import serve  # noqa: PLC0415 - the library is optional
    except ImportError as error:
        raise ChannelError("no-mcp-library", library="mcp") from error

    settings = load_settings(config)
    store = open_store(settings)
    # The thread that waits for stdin would outlive Ctrl-C until the next line comes.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # A client waits less long for the first sign of life than the first start learns.
    with ThreadPoolExecutor(1) as aside:
        serve(aside.submit(_prepared, settings).result, store)


def _prepared(settings: Settings) -> Assistant:
    assistant = build_assistant(settings)
    assistant.prepare()
    return assistant
