"""Commands about what a document says: items, targets, outline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.bootstrap import open_store
from bot.cards import item_name
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.objects.outlines import outline_json, targets_json
from bot.settings import load_settings
from bot.texts import text
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.targets import Target


@wence.command(epilog="例: wence items licheng-2022")
@click.argument("document", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def items(config: Path | None, document: str | None, *, as_json: bool) -> None:
    """列出一份文件的责任领域和条目,默认为最新的一份。"""
    found = open_store(load_settings(config)).get(document)
    if as_json:
        rows = []
        for item in found.items:
            area = item.area
            shown = area and {"label": area.label, "title": found.title_of(area)}
            rows.append({"item": item.number, "title": item.title, "area": shown})
        print_line(rows)
        return
    last = None
    for item in found.items:
        if item.area is not None and item.area != last:
            click.echo(f"{item.area.label}{found.title_of(item.area)}")
        last = item.area
        click.echo(f"  {item_name(item)}")


@wence.command(epilog="例: wence outline 2023年工作要点.txt --json")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.pass_obj
def outline(config: Path | None, file: Path, *, as_json: bool) -> None:
    """显示一份文件(或已导入的 名称、名称@版本)读出来的提纲和元数据,不存入数据库。"""
    document = _document(config, file)
    if as_json:
        print_line(outline_json(document))
        return
    click.echo(document.meta.plan_title)
    for node in document.nodes:
        title = document.title_of(node) if node.title else ""
        click.echo(f"{'  ' * len(node.path)}{node.label}{title}")


@wence.command(epilog="例: wence targets licheng-2022")
@click.argument("document", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def targets(config: Path | None, document: str | None, *, as_json: bool) -> None:
    """按条目列出一份文件的量化指标,默认为最新的一份。"""
    found = open_store(load_settings(config)).get(document)
    listed = [(item, target) for item in found.items for target in item.targets]
    if as_json:
        print_line(targets_json(found))
        return
    last = None
    for item, target in listed:
        if item != last:
            click.echo(f"🎯 {item_name(item)}")
        last = item
        click.echo(f"  {_target_line(found.text, target)}")


def _document(config: Path | None, named: Path) -> Document:
    """Read a file; what is no file may be a document of the store."""
    name = str(named)
    if not named.exists() and len(named.parts) == 1:
        store = open_store(load_settings(config))
        if "@" in name or name in {one.revision.name for one in store.standings()}:
            return store.get(name)
    return read_document(named.stem, read_source(named))


def _target_line(document_text: str, target: Target) -> str:
    number = target.number.of(document_text)
    when = (target.deadline, target.period, text("card.quote", quote=target.span.of(document_text)))
    return " · ".join((number, *(part for part in when if part)))
