"""Files as they come."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import SourceError
from knowledge.readers import source as module
from knowledge.readers.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "一、总则\r\n1.甲,乙。\xa0\u3000丙\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    """The text is the same in every encoding, line ends and spaces as they were."""
    text = _TEXT.replace("\xa0", "") if encoding == "gbk" else _TEXT
    path = tmp_path / "plan.txt"
    path.write_bytes(text.encode(encoding))
    read = read_source(path)
    assert read.text == text
    assert read.data == path.read_bytes()
    assert read.encoding == encoding.replace("gbk", "gb18030")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xd8\xff\xe0", "not-a-document"),
        (b"a\0b", "not-text"),
        (b"\xff\xfea", "not-decodable"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    """A picture, binary data and a truncated file are refused."""
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=reason):
        read_source(path)


def test_other_things_than_files_are_refused(tmp_path: Path) -> None:
    """Folders, pipes and missing files are no sources, and no pipe is waited for."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "pipe"):
        with pytest.raises(SourceError, match="missing-file"):
            read_source(path)


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file above the limit is refused by its size."""
    monkeypatch.setattr(module, "LARGEST_FILE", 10)
    path = tmp_path / "plan.txt"
    path.write_bytes(b"a" * 11)
    with pytest.raises(SourceError, match="file-too-large"):
        read_source(path)
