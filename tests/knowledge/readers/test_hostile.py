"""Files made to do harm are refused: in bounded memory and time, by one reason each."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import SourceError
from knowledge.readers import apart
from knowledge.readers.docx_package import LARGEST_PACKAGE
from knowledge.readers.source import read_source
from tests.knowledge.readers.test_formats import ole, zipped
from tests.knowledge.readers.writers.paper import PAPER
from tests.knowledge.readers.writers.word import saved, write_docx

if TYPE_CHECKING:
    from collections.abc import Callable

_LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}'


def _with_part(content: bytes, name: str = "word/document.xml") -> bytes:
    """Return a document of Word one part of which is replaced."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(Document()))) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for part in package.namelist():
            copy.writestr(part, content if part == name else package.read(part))
    return made.getvalue()


def _bomb() -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(LARGEST_PACKAGE // 10_000_000 + 1):
            part.write(b" " * 10_000_000)
    return made.getvalue()


def _lying_bomb() -> bytes:
    """Return a bomb whose directory states that it is small."""
    data = bytearray(_bomb())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def _pdf(*objects: bytes) -> bytes:
    """Return a PDF of objects, the first of which is the catalog."""
    data, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def _endless_pages() -> bytes:
    return _pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>")


def _huge_stream() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b"(AAAA) Tj " * 100_000) for _ in range(1500))
    packed += packer.flush()
    return _pdf(
        _CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def _encrypted_pdf() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(100, 100, "1. plan")
    canvas.save()
    return made.getvalue()


def _entities(doctype: str) -> bytes:
    return _with_part(f"<?xml version='1.0'?>{doctype}{_BODY.format('&x;')}</w:document>".encode())


def _deep_tables() -> bytes:
    row = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    body = f"<w:body>{row[0] * 50_000}{row[1] * 50_000}</w:body></w:document>"
    return _with_part(_BODY.format(body).encode())


_PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
_HOSTILE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("bomb.docx", "unpacks-too-large", _bomb),
    ("lying.docx", "damaged", _lying_bomb),
    ("parts.docx", "unpacks-too-large", lambda: zipped(
        word__document_xml=b"", **{f"p{at}_xml": b"" for at in range(6000)})),
    ("laughs.docx", "forbidden-entities", lambda: _entities(
        f'<!DOCTYPE w [<!ENTITY l0 "ha">{_LAUGHS}<!ENTITY x "&l9;">]>')),
    ("external.docx", "forbidden-entities", lambda: _entities(
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    ("wide.docx", "forbidden-entities", lambda: _with_part(
        '<!DOCTYPE w [<!ENTITY x "y">]><w/>'.encode("utf-16"))),
    ("styles.docx", "forbidden-entities", lambda: _with_part(
        b'<!DOCTYPE w [<!ENTITY x "y">]><w/>', "word/styles.xml")),
    ("deep.docx", "damaged", _deep_tables),
    ("empty.docx", "damaged", lambda: _with_part(b"")),
    ("cut.docx", "damaged", lambda: write_docx(PAPER, automatic=True)[:-2000]),
    ("half.docx", "damaged", lambda: zipped(word__document_xml=b"<w/>")),
    ("locked.docx", "encrypted", lambda: ole("EncryptedPackage")),
    ("locked.pdf", "encrypted", _encrypted_pdf),
    ("endless.pdf", "too-many-pages", _endless_pages),
    ("circle.pdf", "damaged", lambda: _pdf(
        _CATALOG, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Parent 2 0 R/Count 2>>")),
    ("huge.pdf", "reading-too-large", _huge_stream),
    ("picture.docx", "not-a-document", lambda: _PNG),
    ("picture.pdf", "not-a-document", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + _PNG),
    ("program.txt", "not-a-document", lambda: b"MZ\x90\x00\x03\x00\x00\x00" + bytes(500)),
    ("nested.html", "damaged", lambda: b"<html><body>" + b"<div>" * 9_000_000),
    ("tables.html", "damaged", lambda: b"<html>" + b"<table><tr><td>" * 3_000_000),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason", "made"), _HOSTILE, ids=[name for name, _, _ in _HOSTILE]
)
def test_hostile_files_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    reason: str,
    made: Callable[[], bytes],
) -> None:
    """Each is refused by its reason, with the file's name, and leaves nothing behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = tmp_path / name
    path.write_bytes(made())
    with pytest.raises(SourceError) as refused:
        read_source(path)
    assert (refused.value.reason, refused.value.found["path"]) == (reason, path)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["large.html", "large.docx", "large.pdf", "large.txt"])
def test_huge_files_are_not_even_read(tmp_path: Path, name: str) -> None:
    """A file of 500 MB is refused by its size."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(SourceError, match="file-too-large"):
        read_source(path)


def test_a_reader_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not read within the time limit is given up, and its process ended."""
    ended: list[int | None] = []
    end = apart._end  # noqa: SLF001

    def watched(child: subprocess.Popen[bytes]) -> None:
        end(child)
        ended.append(child.poll())

    monkeypatch.setattr(apart, "_end", watched)
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    path = tmp_path / "plan.docx"
    path.write_bytes(write_docx(PAPER, automatic=True))
    with pytest.raises(SourceError, match="reading-too-long"):
        read_source(path)
    assert ended
    assert ended[0] is not None


def test_the_child_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that reads gets neither token nor database, and a folder of its own."""
    told: dict[str, str] = {}
    popen = subprocess.Popen

    def watched(command: list[str], **given: Any) -> Any:
        told.update(given["env"] | {"cwd": given["cwd"]})
        return popen(command, **given)

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:hunter2")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///hunter2")
    monkeypatch.setattr(subprocess, "Popen", watched)
    path = tmp_path / "plan.md"
    path.write_text("# 一、甲\n", encoding="utf-8")
    assert read_source(path).text == "一、甲\n"
    assert "hunter2" not in " ".join(told.values())
    assert told["HOME"] == told["cwd"]
    assert not Path(told["cwd"]).exists()


def test_a_module_beside_the_file_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module in the current folder that is named like a library is left alone."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docx.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    (tmp_path / "plan.docx").write_bytes(write_docx(PAPER, automatic=True))
    assert read_source(Path("plan.docx")).text.startswith("临江区教育局")
