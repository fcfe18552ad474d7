"""The command that compares two documents: diff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.bootstrap import open_store
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.channels.terminal import print_comparison
from bot.comparisons import to_view
from bot.errors import InputError
from bot.settings import load_settings
from bot.texts import text
from knowledge.comparison.comparing import compare_documents
from knowledge.comparison.model import Status
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from knowledge.comparison.model import ChangedNumber, Compared, Comparison, Version
    from knowledge.model import Document
    from knowledge.span import Span
    from knowledge.store.documents import DocumentStore
    from knowledge.wording import Change


@wence.command(epilog="例: wence diff licheng-2022 2023年工作要点.txt --html 对照.html")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.option("--html", type=click.Path(path_type=Path), help="另存为可单独打开的网页")
@click.pass_obj
def diff(config: Path | None, old: str, new: str, *, as_json: bool, html: Path | None) -> None:
    """逐条对照两份文件(已导入的名称或文件路径)。有不同时退出码为 1。"""
    store = open_store(load_settings(config))
    found = compare_documents(_document(store, old), _document(store, new))
    view = to_view(found)
    if html:
        # Other commands should not wait for the template library.
        from bot.pages import render  # noqa: PLC0415

        _write(html, render("comparison", view=view))
    if as_json:
        print_line(comparison_json(found))
    elif html:
        click.echo(text("comparison.written", path=html))
    else:
        print_comparison(view)
    if not found.same:
        sys.exit(1)


def _document(store: DocumentStore, name: str) -> Document:
    """Return the stored document of that name, or else the one in the file at that path."""
    stored = {document.name: document for document in store.all()}
    if name in stored:
        return stored[name]
    path = Path(name)
    if not path.exists():
        raise InputError("neither-document-nor-file", name=name, known="、".join(stored))
    return read_document(path.stem, read_source(path))


def _write(path: Path, page: str) -> None:
    try:
        # A lone surrogate has no UTF-8; a page shows it as a question mark.
        path.write_text(page, encoding="utf-8", errors="replace")
    except (OSError, ValueError) as error:
        raise InputError("unwritable-file", path=path, cause=error) from error


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as the object that ``wence diff --json`` prints."""
    summary = {status.value: found.count(status) for status in Status}
    return {
        "old": _document_json(found.old),
        "new": _document_json(found.new),
        "same": found.same,
        "summary": summary | {"unchanged": found.count(None), "numbers": len(found.numbers)},
        "items": [_compared_json(found, one) for one in found.items if one.statuses],
        "headings": [_compared_json(found, one) for one in found.headings if one.statuses],
        "numbers": [_number_json(found, one) for one in found.numbers],
        "metadata": [{"name": one.name, "old": one.old, "new": one.new} for one in found.fields],
        "parts": [
            {
                "part": one.kind.value,
                "old_span": _span(one.old),
                "new_span": _span(one.new),
                "differences": _differences(found, one.changes),
            }
            for one in found.parts
        ],
    }


def _document_json(document: Document) -> dict[str, Any]:
    issued = document.meta.issued_on
    return {
        "document": document.name,
        "title": document.meta.plan_title,
        "issued_on": issued and issued.isoformat(),
    }


def _compared_json(found: Comparison, one: Compared) -> dict[str, Any]:
    return {
        "statuses": [status.value for status in one.statuses],
        "old": _version_json(found.old, one.old),
        "new": _version_json(found.new, one.new),
        "differences": _differences(found, one.changes),
    }


def _version_json(document: Document, version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    node = version.node
    above = None if node.parent is None else document.nodes[node.parent]
    return {
        "item": _item(document, version),
        "label": node.label,
        "title": document.title_of(node),
        "above": above and {"label": above.label, "title": document.title_of(above)},
        "text": version.words.of(document.text),
        "span": _span(version.words),
    }


def _item(document: Document, version: Version | None) -> int | str | None:
    position = version and version.node.position
    return next((i.number for i in document.items if i.node.position == position), None)


def _differences(found: Comparison, changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [
        {
            "old": change.old.of(found.old.text),
            "new": change.new.of(found.new.text),
            "old_span": _span(change.old),
            "new_span": _span(change.new),
        }
        for change in changes
    ]


def _number_json(found: Comparison, one: ChangedNumber) -> dict[str, Any]:
    compared = one.compared
    return {
        "old_item": compared and _item(found.old, compared.old),
        "new_item": compared and _item(found.new, compared.new),
        "old": one.old and one.old.of(found.old.text),
        "new": one.new and one.new.of(found.new.text),
        "old_quote": one.old_quote and one.old_quote.of(found.old.text),
        "new_quote": one.new_quote and one.new_quote.of(found.new.text),
        "old_span": _span(one.old),
        "new_span": _span(one.new),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
