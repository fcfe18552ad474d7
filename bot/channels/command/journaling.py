"""Commands about the journal: journal unanswered, stats, forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.bootstrap import build_recorder, open_journal, open_store
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.reports import figures_lines, unanswered_lines
from bot.settings import load_settings
from bot.texts import text

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from knowledge.store.journal import JournalStore


@wence.group()
def journal() -> None:
    """问过什么,答得怎样。"""


@journal.command(epilog="例: wence journal unanswered --since 2022-09-01")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="从这一天起")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def unanswered(config: Path | None, *, since: dt.datetime | None, as_json: bool) -> None:
    """列出没有找到答案的问题,问得多的在前。"""
    # The day is one of where this runs.
    found = _journal(config).unanswered(since and since.astimezone())
    if as_json:
        keys = [
            {"question": one.question, "times": one.times, "last_at": one.last_at.isoformat()}
            for one in found
        ]
        print_line(keys)
        return
    for line in unanswered_lines(found):
        click.echo(line)


@journal.command(epilog="例: wence journal stats --json")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.pass_obj
def stats(config: Path | None, *, as_json: bool) -> None:
    """数一数回答、结果、渠道、提问人和评价。"""
    figures = _journal(config).figures()
    if as_json:
        first, last, mean = figures.first_at, figures.last_at, figures.mean_ms
        print_line(
            {
                "answers": figures.answers,
                "users": figures.users,
                "outcomes": dict(figures.outcomes),
                "channels": dict(figures.channels),
                "feedback": {"up": figures.up, "down": figures.down},
                "mean_ms": None if mean is None else round(mean, 2),
                "first_at": first and first.isoformat(),
                "last_at": last and last.isoformat(),
            }
        )
        return
    for line in figures_lines(figures):
        click.echo(line)


@journal.command(epilog="例: wence journal forget 123456789 --channel telegram")
@click.argument("user")
@click.option("--channel", default="telegram", show_default=True, help="这个人用的渠道")
@click.pass_obj
def forget(config: Path | None, user: str, *, channel: str) -> None:
    """删除一个人的全部提问和评价;USER 是这个人在渠道里的编号。"""
    count = build_recorder(load_settings(config)).forget(channel, user)
    click.echo(text("journal.forgotten", count=count))


def _journal(config: Path | None) -> JournalStore:
    settings = load_settings(config)
    return open_journal(settings, open_store(settings))
