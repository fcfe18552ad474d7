"""Files that keep what took long to compute: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def keep(path: Path, data: bytes) -> None:
    """Write a file, whoever else writes it at the same time; one that cannot be is left out."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)  # noqa: PTH105 - the names are strings
        except BaseException:
            os.unlink(name)  # noqa: PTH108
            raise
