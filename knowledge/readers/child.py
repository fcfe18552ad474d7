"""The child process that reads one file: bytes on its input, one JSON object on its output.

    python -m knowledge.readers.child FORMAT

The object holds ``text`` and ``encoding``, or ``reason`` and ``found`` of a SourceError. Limits are
set before a library is loaded; where a system has none, the parent's time limit remains.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import TYPE_CHECKING

from knowledge.errors import SourceError
from knowledge.readers.formats import Format

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[bytes], tuple[str, str]]

CPU_SECONDS = 40
MEMORY = 1_500_000_000
# LibreOffice maps far more than it uses.
MEMORY_OFFICE = 6_000_000_000
LONGEST_TEXT = 20_000_000

_READERS = {
    Format.HTML: "html",
    Format.MARKDOWN: "markdown",
    Format.DOCX: "docx",
    Format.PDF: "pdf",
    Format.DOC: "office",
    Format.RTF: "office",
    Format.ODT: "office",
}


def read(found: Format, data: bytes) -> dict[str, object]:
    """Return what the reader of the format makes of ``data``, failures included."""
    try:
        reader: Read = importlib.import_module(f"knowledge.readers.{_READERS[found]}").read
        text, encoding = reader(data)
        if len(text) > LONGEST_TEXT:
            raise SourceError("unpacks-too-large", limit=LONGEST_TEXT // 1_000_000)  # noqa: TRY301
    except SourceError as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(SourceError("reading-too-large", format=found, limit=MEMORY // 1_000_000))
    except Exception as error:  # noqa: BLE001 -- whatever a library raises, the file is at fault
        cause = f"{type(error).__name__} {error}".replace("\n", " ")[:200]
        return _refusal(SourceError("damaged", format=found, cause=cause))
    return {"text": text.encode("utf-8", "replace").decode("utf-8"), "encoding": encoding}


def _refusal(error: SourceError) -> dict[str, object]:
    return {
        "reason": error.reason,
        "found": {key: str(value) for key, value in error.found.items()},
    }


def _limit(found: Format) -> None:
    if sys.platform != "win32":
        memory = MEMORY_OFFICE if _READERS[found] == "office" else MEMORY
        for what, limit in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(what)
            least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(what, (least, least))


def main() -> None:
    """Read the input and answer on the output, which libraries cannot write to."""
    found = Format(sys.argv[1])
    _limit(found)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with answers:
        json.dump(read(found, sys.stdin.buffer.read()), answers, ensure_ascii=False)


if __name__ == "__main__":
    main()
