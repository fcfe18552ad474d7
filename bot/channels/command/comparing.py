"""The command that compares two documents: diff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.bootstrap import open_store
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.channels.terminal import print_comparison
from bot.comparisons import to_view
from bot.errors import InputError
from bot.objects.comparisons import comparison_json
from bot.settings import load_settings
from bot.texts import text
from knowledge.comparison.comparing import compare_documents
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from knowledge.model import Document
    from knowledge.store.documents import DocumentStore


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
