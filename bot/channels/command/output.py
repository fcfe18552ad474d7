"""What commands print for programs, and words of others that they print for people."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_line(value: Any) -> None:
    """Print a value as one line of JSON in UTF-8."""
    # A lone surrogate has no UTF-8; as a backslash escape it is valid JSON again.
    line = json.dumps(value, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def print_verbatim(words: str) -> None:
    """Print a document's wording in UTF-8 as it stands; a last line without an end gets one."""
    end = "" if words.endswith("\n") else "\n"
    sys.stdout.buffer.write((words + end).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
