"""Files that keep what took long to compute: written whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

# What reading a file that is missing or broken, or of something else, may raise.
BROKEN = (OSError, ValueError, TypeError, KeyError, IndexError, EOFError, BadZipFile)


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


def keep_arrays(path: Path, arrays: dict[str, Any]) -> None:
    """Write arrays by their names; ``np.load`` reads them."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    keep(path, buffer.getvalue())


def packed(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Return texts, none of which holds a line feed, as one array: many strings load slowly."""
    return np.frombuffer("\n".join(texts).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def unpacked(array: NDArray[np.uint8]) -> list[str]:
    """Return the texts that were packed; there was at least one."""
    return array.tobytes().decode("utf-8", "surrogatepass").split("\n")
