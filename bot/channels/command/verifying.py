"""The command that checks quotations: verify."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.bootstrap import open_store
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.quotations import report
from bot.replies.phrases import item_at
from bot.settings import load_settings
from bot.texts import text
from knowledge.quotation import Checked, Verdict, check_quotation

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Document


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
        print_line([_json(found, one) for one in checked])
    else:
        for one in checked:
            click.echo(report(found, one))
    if any(one.verdict in (Verdict.CHANGED, Verdict.NOT_FOUND) for one in checked):
        sys.exit(1)


def _json(document: Document, checked: Checked) -> dict[str, object]:
    span = checked.span
    item = item_at(document, span)
    return {
        "quoted": checked.quoted,
        "verdict": checked.verdict.value,
        "item": item and item.number,
        "original": span and span.of(document.text),
        "span": span and [span.start, span.end],
        "differences": [
            {
                "quoted": checked.quoted[slice(*one.quoted)],
                "original": one.span.of(document.text),
                "span": [one.span.start, one.span.end],
            }
            for one in checked.differences
        ],
        "places": [
            {"item": found and found.number, "span": [place.start, place.end]}
            for place in checked.places
            for found in [item_at(document, place)]
        ],
    }
