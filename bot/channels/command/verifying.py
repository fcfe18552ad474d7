"""The command that checks quotations: verify."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.bootstrap import open_store
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.objects.quotations import checked_json
from bot.quotations import report
from bot.settings import load_settings
from bot.texts import text
from knowledge.quotation import Verdict, check_quotation

if TYPE_CHECKING:
    from pathlib import Path


@wence.command(epilog='例: wence verify "进社区活动不少于50场"')
@click.argument("words", nargs=-1)
@click.option("--document", help="和哪份文件核对,默认为最新的一份")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def verify(
    config: Path | None, words: tuple[str, ...], document: str | None, *, as_json: bool
) -> None:
    """核对引文,不写引文时从标准输入读。有出入或找不到时退出码为 1。"""
    found = open_store(load_settings(config)).get(document)
    quotation = " ".join(words) if words else sys.stdin.read()
    checked = check_quotation(found, quotation)
    if not checked:
        raise click.UsageError(text("verify.missing"))
    if as_json:
        print_line([checked_json(found, one) for one in checked])
    else:
        for one in checked:
            click.echo(report(found, one))
    if any(one.verdict in (Verdict.CHANGED, Verdict.NOT_FOUND) for one in checked):
        sys.exit(1)
