"""The command that stores documents: import."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.bootstrap import open_store
from bot.channels.command.group import wence
from bot.reports import imported_line, report_lines
from bot.settings import load_settings
from bot.texts import text
from knowledge.parsing import read_document
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

# A smaller file is imported before anyone wonders.
_LARGE = 500_000


@wence.command("import", epilog="例: wence import 2023年工作要点.docx --name licheng-2023")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="存的名字,默认为文件名去掉扩展名")
@click.option("--items-at", help="以哪一级编号为条目,如“1.”“(一)”,默认为正文最多的一级")
@click.option("--dry-run", is_flag=True, help="只报告读出了什么(元数据、字数、编号、提纲),不存入")
@click.pass_obj
def import_(
    config: Path | None, file: Path, name: str | None, items_at: str | None, *, dry_run: bool
) -> None:
    """导入一份工作要点;同名的新内容是新版本,同样的内容再导入一次不会有变化。"""
    if dry_run:
        for line in report_lines(read_document(name or file.stem, read_source(file), items_at)):
            click.echo(line)
        return
    store = open_store(load_settings(config))
    with _stages(file) as begin:
        begin()
        source = read_source(file)
        begin()
        done = store.add(name or file.stem, source, items_at, before_writing=begin)
    click.echo(imported_line(done, source, level_named=items_at is not None))


def _stages(file: Path) -> AbstractContextManager[Callable[[], None]]:
    """Return how to tell the stages of the import, which only a large file needs."""
    if not file.is_file() or file.stat().st_size < _LARGE:
        return nullcontext(lambda: None)
    from bot.channels.terminal import stages  # noqa: PLC0415 - a small file needs no rich

    return stages([text(f"stages.{stage}") for stage in ("read", "outline", "store")])
