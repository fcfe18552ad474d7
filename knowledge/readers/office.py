"""Older and other word processors' files, turned into .docx by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.readers import docx
from knowledge.readers.formats import Format, recognise

PROGRAM = "soffice"
SECONDS = 50


def read(data: bytes) -> tuple[str, str]:
    """Return the text of a .doc, .wps, .rtf or .odt file and "utf-8".

    The conversion runs in the current folder, which is the child's own, with a profile of its own
    and without macros. Raises SourceError where LibreOffice is missing or cannot read the file.
    """
    found = recognise(data, "")
    program = shutil.which(PROGRAM) or shutil.which("libreoffice")
    if program is None:
        raise SourceError("office-missing", format=found)
    folder = Path.cwd()
    given = folder / f"document.{_suffix(found)}"
    given.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    command += [
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "made"),
        str(given),
    ]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise SourceError("reading-too-long", format=found, limit=SECONDS) from error
    made = folder / "made" / "document.docx"
    if not made.is_file():
        raise SourceError("office-failed", format=found)
    return docx.read(made.read_bytes())


def _suffix(found: Format) -> str:
    return found.value
