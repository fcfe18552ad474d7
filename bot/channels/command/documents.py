"""Commands about documents: import, documents, items, outline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.bootstrap import open_store
from bot.cards import item_name
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.settings import load_settings
from bot.texts import text
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.targets import Target


@wence.command("import", epilog="例: wence import 2023年工作要点.docx --name licheng-2023")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="存的名字,默认为文件名去掉扩展名")
@click.pass_obj
def import_(config: Path | None, file: Path, name: str | None) -> None:
    """导入一份工作要点(txt、html、docx、pdf、md);同样的内容再导入一次不会有变化。"""
    store = open_store(load_settings(config))
    source = read_source(file)
    done = store.add(name or file.stem, source)
    document = done.document
    key = "command.imported" if done.new else "command.unchanged"
    click.echo(
        text(
            key,
            name=document.name,
            title=document.meta.plan_title,
            areas=len(document.areas),
            items=len(document.items),
            level=document.items_at,
            format=source.format,
            encoding=source.encoding,
        )
    )


@wence.command(epilog="例: wence documents --json")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def documents(config: Path | None, *, as_json: bool) -> None:
    """列出已导入的文件,新的在前。"""
    rows = [
        {
            "name": document.name,
            "title": document.meta.plan_title,
            "issued_on": document.meta.issued_on and document.meta.issued_on.isoformat(),
            "areas": len(document.areas),
            "items": len(document.items),
            "sha256": document.sha256,
        }
        for document in open_store(load_settings(config)).all()
    ]
    if as_json:
        print_line(rows)
        return
    for row in rows:
        click.echo(text("command.document", **row | {"issued_on": row["issued_on"] or "-"}))


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
def outline(file: Path, *, as_json: bool) -> None:
    """显示一份文件读出来的提纲和元数据,不存入数据库。"""
    document = read_document(file.stem, read_source(file))
    if as_json:
        print_line(outline_json(document))
        return
    click.echo(document.meta.plan_title)
    for node in document.nodes:
        title = node.title.of(document.text) if node.title else ""
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
        print_line(
            [{"item": item.number} | target_json(found.text, target) for item, target in listed]
        )
        return
    last = None
    for item, target in listed:
        if item != last:
            click.echo(f"🎯 {item_name(item)}")
        last = item
        click.echo(f"  {_target_line(found.text, target)}")


def _target_line(document_text: str, target: Target) -> str:
    number = f"{target.comparator or ''}{target.quantity}{target.unit}"
    when = (target.deadline, target.period, text("card.quote", quote=target.span.of(document_text)))
    return " · ".join((number, *(part for part in when if part)))


def target_json(document_text: str, target: Target) -> dict[str, Any]:
    """Return a target as an object; ``quote`` is the clause that it is cut from."""
    return {
        "comparator": target.comparator,
        "quantity": target.quantity,
        "unit": target.unit,
        "object": target.object,
        "deadline": target.deadline,
        "period": target.period,
        "quote": target.span.of(document_text),
        "quote_span": [target.span.start, target.span.end],
    }


def outline_json(document: Document) -> dict[str, Any]:
    """Return the outline as the object that ``wence outline --json`` prints."""
    meta = document.meta
    return {
        "meta": {
            "title": meta.title,
            "enclosed_title": meta.enclosed_title,
            "issuer": list(meta.issuer),
            "doc_no": meta.doc_number,
            "issued_on": meta.issued_on and meta.issued_on.isoformat(),
            "addressees": meta.addressees,
            "openness": meta.openness,
            "draft": meta.draft,
            "valid_until": meta.valid_until and meta.valid_until.isoformat(),
        },
        "nodes": [
            {
                "path": list(node.path),
                "label": node.label,
                "title": node.title and node.title.of(document.text),
                "span": [node.span.start, node.span.end],
                "text_span": [node.body.start, node.body.end],
                "offices": list(node.offices.names),
                "lead": node.offices.lead,
            }
            for node in document.nodes
        ],
        "items_at": document.items_at,
        "targets": [
            {"item": item.number} | target_json(document.text, target)
            for item in document.items
            for target in item.targets
        ],
    }
