"""Remembered questions in files."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import SourceError
from knowledge.memory import ItemPlaces, Memory, MemoryKind, Note, Place
from knowledge.memory_lines import read_lines, to_json, to_note
from knowledge.parsing import read_document
from knowledge.readers.source import Source

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "一、总则\n1.食堂。管好食堂。\n2.校车。管好校车。\n"
_PLACES = ItemPlaces(read_document("plan", Source(_TEXT.encode(), _TEXT)))
_AT = dt.datetime(2022, 9, 1, 4, tzinfo=dt.UTC)
_DEFAULT = Note("plan", None, "-", MemoryKind.STAFF, "王", _AT)


def _notes(path: Path, words: str) -> list[Note]:
    path.write_text(words, encoding="utf-8")
    return [to_note(line, "plan", _PLACES, _DEFAULT) for line in read_lines(path)]


def test_lines_say_as_much_as_they_want(tmp_path: Path) -> None:
    """Text and item are enough; kind, author and time may be given; blank lines do not count."""
    lines = [
        '{"text": " 饭卡\u2028丢了 ", "item": 1}',
        "",
        '{"text": "校车几点", "item": "一2", "at": "2022-09-02T08:00:00+08:00", "author": "李"}',
        '{"text": "谁管<html>校车", "item": "2", "kind": "asker", "id": 7}',
        '{"text": "校服多少钱", "item": null, "title": null}',
    ]
    later = dt.datetime(2022, 9, 2, tzinfo=dt.UTC)
    assert _notes(tmp_path / "q.jsonl", "\r\n".join(lines)) == [
        Note("plan", Place("一1", "食堂"), "饭卡\u2028丢了", MemoryKind.STAFF, "王", _AT),
        Note("plan", Place("一2", "校车"), "校车几点", MemoryKind.STAFF, "李", later),
        Note("plan", Place("一2", "校车"), "谁管<html>校车", MemoryKind.ASKER, "王", _AT),
        Note("plan", None, "校服多少钱", MemoryKind.STAFF, "王", _AT),
    ]


@pytest.mark.parametrize(
    ("item", "title", "place"),
    [
        ("一2", "校车", Place("一2", "校车")),
        (2, "校车", Place("一2", "校车")),
        ("一2", "校服", Place("一2", "校服")),
        ("九9", "校服", Place("九9", "校服")),
    ],
)
def test_what_is_written_is_read_again(
    tmp_path: Path, item: str | int, title: str, place: Place
) -> None:
    """A line with a title is kept even where the document has that item no longer."""
    note = Note("plan", place, "校车\n几点", MemoryKind.SIMULATED, "李", _AT)
    written = to_json(Memory(3, note)) | {"item": item, "title": title}
    assert _notes(tmp_path / "q.jsonl", json.dumps(written, ensure_ascii=False)) == [note]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "memory-line-broken"),
        ("[1]", "memory-line-broken"),
        ("[" * 100_000, "memory-line-broken"),
        ('"text"', "memory-line-broken"),
        ('{"item": 1}', "memory-line-missing"),
        ('{"text": "问"}', "memory-line-missing"),
        ('{"text": null, "item": 1}', "memory-line-missing"),
        ('{"text": 5, "item": 1}', "memory-line-field"),
        ('{"text": " ", "item": 1}', "memory-line-field"),
        ('{"text": "\\ud800", "item": 1}', "memory-line-field"),
        ('{"text": "问", "item": true}', "memory-line-field"),
        ('{"text": "问", "item": 1.5}', "memory-line-field"),
        ('{"text": "问", "item": [1]}', "memory-line-field"),
        ('{"text": "问", "item": 1, "kind": "boss"}', "memory-line-field"),
        ('{"text": "问", "item": 1, "author": 5}', "memory-line-field"),
        ('{"text": "问", "item": 1, "author": "  "}', "memory-line-field"),
        ('{"text": "问", "item": 1, "at": "yesterday"}', "memory-line-field"),
        ('{"text": "问", "item": 1, "at": 5}', "memory-line-field"),
        ('{"text": "问", "item": 1, "at": "0001-01-01T00:00:00+08:00"}', "memory-line-field"),
        ('{"text": "问", "item": 3}', "memory-line-item"),
        ('{"text": "问", "item": "二1"}', "memory-line-item"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """The error names the file, the line, and what is wrong with it."""
    path = tmp_path / "q.jsonl"
    with pytest.raises(SourceError, match=reason) as refused:
        _notes(path, f'{{"text": "问", "item": 1}}\n\n{line}\n')
    assert (refused.value.found["path"], refused.value.found["line"]) == (path, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_clerks_editor_may_write_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """A file is read in the encodings in which documents are."""
    (tmp_path / "q.jsonl").write_bytes('{"text": "谁管校车", "item": 2}\r\n'.encode(encoding))
    (line,) = read_lines(tmp_path / "q.jsonl")
    assert (line.text, line.item) == ("谁管校车", "2")


@pytest.mark.parametrize(
    ("data", "reason"), [(None, "missing-file"), (b"\xff\xd8\xff\xe0", "not-decodable")]
)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, data: bytes | None, reason: str) -> None:
    """What is not there and what is a picture are told apart."""
    path = tmp_path / "q.jsonl"
    if data:
        path.write_bytes(data)
    with pytest.raises(SourceError, match=reason) as refused:
        read_lines(path)
    assert refused.value.found["path"] == path
