"""Commands about what is stored: documents, show, retract, restore, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.answer import item_json
from bot.bootstrap import open_store
from bot.channels.command.group import wence
from bot.channels.command.output import print_line, print_verbatim
from bot.naming import find_item
from bot.objects.documents import document_json, document_rows, history_rows
from bot.settings import load_settings
from bot.texts import text
from knowledge.store.naming import SHORT

if TYPE_CHECKING:
    from pathlib import Path


@wence.command(epilog="例: wence documents --all --json")
@click.option("--all", "with_retracted", is_flag=True, help="已撤下的也列出")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def documents(config: Path | None, *, with_retracted: bool, as_json: bool) -> None:
    """列出生效的文件,新的在前。"""
    rows = document_rows(open_store(load_settings(config)), with_retracted=with_retracted)
    if as_json:
        print_line(rows)
        return
    for row in rows:
        state = text("command.in_force" if row["state"] == "in_force" else "command.retracted")
        shown = {"issued_on": row["issued_on"] or "-", "state": state}
        click.echo(text("command.document", **row | shown))


@wence.command(epilog="例: wence show licheng-2022@0a1b2c3d 21")
@click.argument("document")
@click.argument("item", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.pass_obj
def show(config: Path | None, document: str, item: str | None, *, as_json: bool) -> None:
    """原样显示一份文件或其中一条;名称@版本 显示以前的版本。"""
    found = open_store(load_settings(config)).get(document)
    if item is not None:
        chosen = find_item(found, item)
        if as_json:
            print_line(item_json(chosen))
        else:
            print_verbatim(chosen.text)
    elif as_json:
        print_line(document_json(found))
    else:
        print_verbatim(found.text)


@wence.command(epilog="例: wence retract licheng-2022")
@click.argument("name")
@click.pass_obj
def retract(config: Path | None, name: str) -> None:
    """撤下一份文件:从下一个问题起不再用它回答,各版本仍可查看。"""
    changed = open_store(load_settings(config)).retract(name)
    click.echo(text("command.retract_done" if changed else "command.retract_unchanged", name=name))


@wence.command(epilog="例: wence restore licheng-2022")
@click.argument("name")
@click.pass_obj
def restore(config: Path | None, name: str) -> None:
    """恢复一份撤下的文件。"""
    changed = open_store(load_settings(config)).restore(name)
    click.echo(text("command.restore_done" if changed else "command.restore_unchanged", name=name))


@wence.command(epilog="例: wence history licheng-2022 --json")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def history(config: Path | None, name: str, *, as_json: bool) -> None:
    """列出一份文件的导入、撤下和恢复,早的在前。"""
    store = open_store(load_settings(config))
    if as_json:
        print_line(history_rows(store, name))
        return
    for event in store.history(name):
        at = event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        kind, revision = text(f"events.{event.kind}"), f"{name}@{event.sha256[:SHORT]}"
        click.echo(text("command.event", at=at, kind=kind, revision=revision))
