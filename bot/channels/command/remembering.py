"""Commands about remembered questions: memory add, list, take-back, export, import."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.bootstrap import open_store
from bot.cards import item_name
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.errors import InputError
from bot.naming import find_item
from bot.reports import one_line
from bot.settings import load_settings
from bot.texts import text
from knowledge.errors import SourceError
from knowledge.memory import ItemPlaces, MemoryKind, Note, place_of
from knowledge.memory_lines import read_lines, to_json, to_note
from knowledge.store.memories import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.memory import Memory
    from knowledge.memory_lines import Line
    from knowledge.store.documents import DocumentStore


@wence.group()
def memory() -> None:
    """记住哪些问题由哪一条回答。"""


@memory.command(epilog='例: wence memory add "延时班几点放学" --item 21 --author 王老师')
@click.argument("question")
@click.option("--item", help="回答这个问题的条目编号,如 21")
@click.option("--no-item", is_flag=True, help="文件里没有写到这件事")
@click.option("--document", help="哪份文件,默认为最新的一份")
@click.option("--author", required=True, help="谁说的")
@click.pass_obj
def add(  # noqa: PLR0913 - one argument an option
    config: Path | None,
    question: str,
    *,
    item: str | None,
    no_item: bool,
    document: str | None,
    author: str,
) -> None:
    """记住一个问题:它由哪一条回答,或文件里没有写到。"""
    if (item is None) != no_item:
        raise click.UsageError(text("memory.item_or_none"))
    store = open_store(load_settings(config))
    found = store.get(document)
    chosen = None if item is None else find_item(found, item)
    place = None if chosen is None else place_of(chosen)
    now = dt.datetime.now(dt.UTC)
    note = Note(found.name, place, question.strip(), MemoryKind.STAFF, author.strip(), now)
    number, new = MemoryStore(store.engine).add(note)
    named = item_name(chosen) if chosen else text("memory.no_item")
    click.echo(text("memory.added" if new else "memory.known", number=number, item=named))


@memory.command("list", epilog="例: wence memory list --document licheng-2022 --json")
@click.option("--document", help="只列这份文件的")
@click.option("--all", "with_taken_back", is_flag=True, help="收回了的也列出")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def list_(
    config: Path | None, *, document: str | None, with_taken_back: bool, as_json: bool
) -> None:
    """列出记住的问题,先记的在前。"""
    store = open_store(load_settings(config))
    if document is not None:
        # What is not there is told, rather than an empty list shown.
        store.history(document)
    kept = MemoryStore(store.engine).all(document)
    rows = list(_rows(store, [one for one in kept if with_taken_back or one.active]))
    if as_json:
        print_line(rows)
        return
    for row in rows:
        item = text("memory.no_item") if row["key"] is None else row["item"] or row["key"]
        shown = {
            "at": dt.datetime.fromisoformat(row["at"]).astimezone().strftime("%Y-%m-%d"),
            "item": item,
            "kind": text(f"kinds.{row['kind']}"),
            "state": text(f"states.{row['state']}"),
            "text": one_line(row["text"]),
            "author": one_line(row["author"]),
        }
        click.echo(text("memory.row", **row | shown))


@memory.command("take-back", epilog="例: wence memory take-back 12 --author 王老师")
@click.argument("number", metavar="ID", type=int)
@click.option("--author", required=True, help="谁收回的")
@click.pass_obj
def take_back(config: Path | None, number: int, *, author: str) -> None:
    """收回一个记住的问题;记录还在,从下一个问题起不再用它。"""
    changed = MemoryStore(open_store(load_settings(config)).engine).take_back(
        number, author.strip()
    )
    key = "memory.taken_back" if changed else "memory.taken_back_before"
    click.echo(text(key, number=number))


@memory.command(epilog="例: wence memory export 问题.jsonl")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def export(config: Path | None, file: Path | None) -> None:
    """把记住的问题写成 JSON Lines,一行一个;不写文件名时输出到屏幕。"""
    kept = MemoryStore(open_store(load_settings(config)).engine).all()
    rows = [to_json(one) for one in kept if one.active]
    if file is None:
        for row in rows:
            print_line(row)
        return
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        file.write_text(lines, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError("unwritable-file", path=file, cause=error) from error
    click.echo(text("memory.exported", count=len(rows), path=file))


@memory.command("import", epilog="例: wence memory import 问题.jsonl --author 王老师")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--document", help="没有写明文件的行属于哪份文件,默认为最新的一份")
@click.option("--author", required=True, help="没有写明作者的行由谁负责")
@click.pass_obj
def import_(config: Path | None, file: Path, *, document: str | None, author: str) -> None:
    """读入一个 JSON Lines 文件里的问题;再读一次不会有变化。格式见 docs/memory.md。"""
    lines = read_lines(file)
    store = open_store(load_settings(config))
    now = dt.datetime.now(dt.UTC)
    name = store.get(document).name
    default = Note(name, None, "-", MemoryKind.STAFF, author.strip(), now)
    notes = list(_notes(store, lines, default))
    done = MemoryStore(store.engine).add_all(notes)
    counts = {"new": len(done.new), "known": done.known, "taken_back": done.taken_back}
    click.echo(text("memory.imported", path=file, **counts))


def _notes(store: DocumentStore, lines: Sequence[Line], default: Note) -> Iterator[Note]:
    """Make lines notes; raises SourceError naming the line that names what is not there."""
    places = _Places(store)
    for line in lines:
        name = line.document or default.document
        if name not in places.revisions:
            known = "、".join(places.revisions)
            raise SourceError(
                "memory-line-document", path=line.path, line=line.number, document=name, known=known
            )
        yield to_note(line, name, places.of(name), default)


class _Places:
    """The items of stored documents, retracted ones among them, each read once."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._read: dict[str, ItemPlaces] = {}
        self.revisions = {one.revision.name: one.revision for one in store.standings()}

    def of(self, name: str) -> ItemPlaces:
        if name not in self._read:
            self._read[name] = ItemPlaces(self._store.read(self.revisions[name]))
        return self._read[name]


def _rows(store: DocumentStore, kept: Sequence[Memory]) -> Iterator[dict[str, Any]]:
    """Yield entries as objects; ``item`` is the number that the item has now."""
    places = _Places(store)
    for one in kept:
        note, back = one.note, one.taken_back
        item = places.of(note.document).find(note.place) if note.place else None
        lost = note.place is not None and item is None
        state = "taken_back" if back else "orphaned" if lost else "active"
        row = {"id": one.id, "item": item and item.number, "key": note.place and note.place.key}
        yield {
            **row,
            **{key: value for key, value in to_json(one).items() if key != "item"},
            "state": state,
            "taken_back": back and {"author": back.author, "at": back.at.isoformat()},
        }
