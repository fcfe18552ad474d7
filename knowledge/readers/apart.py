"""Reads in a child process with bounded memory and time, so that no file can do more harm."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import SourceError
from knowledge.readers.child import MEMORY

if TYPE_CHECKING:
    from knowledge.readers.formats import Format

# By the clock; the child itself counts the seconds that it computes.
SECONDS = 60

_PACKAGES = str(Path(__file__).parents[2])
# What a child needs to know; the program's secrets are not among it.
_HANDED_ON = (
    "PATH", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMFILES", "LANG", "LC_ALL",
    "LD_LIBRARY_PATH", "PYTHONHOME", "VIRTUAL_ENV",
)  # fmt: skip


def read_apart(found: Format, data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and its encoding, as the reader of the format finds them.

    Raises SourceError where the reader refuses the file, fails on it, or exceeds its bounds.
    """
    with tempfile.TemporaryDirectory(prefix="wence-", ignore_cleanup_errors=True) as folder:
        answer, code = _run(found, data, folder)
    ended = _ended_by(code)
    if ended in ("SIGXCPU", "SIGKILL"):
        raise SourceError("reading-too-long", format=found, limit=SECONDS)
    if ended == "SIGABRT":
        # This is how libraries in C++ end where no memory is left.
        raise SourceError("reading-too-large", format=found, limit=MEMORY // 1_000_000)
    try:
        answered = json.loads(answer)
    except ValueError as error:
        # A library that ends its process has met with something that it did not expect.
        raise SourceError("damaged", format=found, cause=f"exit {code}") from error
    if "reason" in answered:
        raise SourceError(answered["reason"], **answered["found"])
    return str(answered["text"]), str(answered["encoding"])


def _run(found: Format, data: bytes, folder: str) -> tuple[bytes, int]:
    """Run the child in an empty folder, which is its home, too."""
    handed_on = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    search = os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH"))))
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "TMPDIR", "TEMP", "TMP"), folder)
    child = subprocess.Popen(  # noqa: S603 -- this interpreter and a module of ours
        [sys.executable, "-P", "-m", "knowledge.readers.child", found.value],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=handed_on | places | {"PYTHONPATH": search, "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(data, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SourceError("reading-too-long", format=found, limit=SECONDS) from error
    finally:
        _end(child)
    return answer, child.returncode


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and what it started; the group is its own."""
    if sys.platform == "win32":
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()


def _ended_by(code: int) -> str | None:
    """Return the name of the signal that ended a process, where systems have them."""
    if sys.platform == "win32" or code >= 0:
        return None
    return signal.Signals(-code).name
