"""Files that LibreOffice turns into .docx, and what is said where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import SourceError
from knowledge.readers.formats import Format
from knowledge.readers.source import Source, read_source
from tests.conftest import PROJECT
from tests.knowledge.readers.test_given_back import outline_of
from tests.knowledge.readers.writers.paper import PAPER, lines
from tests.knowledge.readers.writers.word import write_docx

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "".join(f"{line}\n" for line in lines(PAPER))


def _rtf(text: str) -> bytes:
    words = "".join(
        "\\par\n" if char == "\n" else char if char.isascii() else f"\\u{_signed(char)}?"
        for char in text
    )
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\\f0 {words}}}".encode("ascii")


def _signed(char: str) -> int:
    code = ord(char)
    return code - 0x10000 if code > 0x7FFF else code


def _converted(folder: Path, suffix: str) -> Path:
    """Return the document of the tests as LibreOffice writes it in another format."""
    given = folder / "plan.docx"
    given.write_bytes(write_docx(PAPER, automatic=True))
    soffice = shutil.which("soffice") or "soffice"
    profile = (folder / "profile").as_uri()
    command = [soffice, "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", suffix, "--outdir", str(folder), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)  # noqa: S603
    return folder / f"plan.{suffix}"


@pytest.mark.needs_program("soffice")
@pytest.mark.parametrize(
    ("suffix", "found", "name"),
    [
        ("doc", Format.DOC, "plan.doc"),
        ("doc", Format.DOC, "plan.wps"),
        ("odt", Format.ODT, "plan.odt"),
    ],
)
def test_older_formats_give_the_same_document(
    tmp_path: Path, suffix: str, found: Format, name: str
) -> None:
    """A .doc, .wps or .odt file gives text and nodes of the plain text, automatic labels too."""
    path = tmp_path / "given" / name
    path.parent.mkdir()
    shutil.copy(_converted(tmp_path, suffix), path)
    source = read_source(path)
    assert source.format is found
    assert source.text == _TEXT
    assert outline_of(source) == outline_of(Source(b"", _TEXT))


@pytest.mark.needs_program("soffice")
def test_rtf_gives_the_same_document(tmp_path: Path) -> None:
    """A .rtf file gives the nodes of the plain text, whatever its name says."""
    path = tmp_path / "plan.doc"
    path.write_bytes(_rtf(_TEXT))
    source = read_source(path)
    assert source.format is Format.RTF
    assert outline_of(source) == outline_of(Source(b"", _TEXT))


@pytest.mark.needs_program("soffice")
def test_pdf_by_another_writer_gives_the_same_document(tmp_path: Path) -> None:
    """A PDF that LibreOffice made, with automatic labels and a table, gives the same nodes."""
    source = read_source(_converted(tmp_path, "pdf"))
    assert outline_of(source) == outline_of(Source(b"", _TEXT))


def test_without_libreoffice_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where LibreOffice is missing the file is refused by its format."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "plan.rtf"
    path.write_bytes(_rtf(_TEXT))
    with pytest.raises(SourceError, match="office-missing") as refused:
        read_source(path)
    assert refused.value.found == {"path": path, "format": "rtf"}


@pytest.mark.parametrize(("ci", "said"), [("", True), ("true", False)])
def test_tests_for_want_of_a_program_are_named(tmp_path: Path, ci: str, said: bool) -> None:  # noqa: FBT001
    """A laptop without LibreOffice is told what was left out; in CI nothing is."""
    run = subprocess.run(  # noqa: S603
        [
            sys.executable,
            "-m",
            "pytest",
            "--collect-only",
            "-q",
            "-p",
            "no:cacheprovider",
            __file__,
        ],
        cwd=PROJECT,
        env=os.environ | {"PATH": str(tmp_path), "CI": ci},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("left out for want of soffice: 5 tests" in run.stdout) == said
    assert ("test_rtf_gives" in run.stdout) != said
