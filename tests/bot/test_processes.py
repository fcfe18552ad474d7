"""Several processes over one store: retractions are seen, interrupted imports leave nothing."""

from __future__ import annotations

import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from knowledge.readers.source import Source
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SMALL = "一、总则\n1.校车。管好校车。\n"


def _command(folder: Path, *arguments: str) -> list[str]:
    config = folder / "config.toml"
    config.write_text(f'[storage]\nfolder = "{folder / "data"}"\n', encoding="utf-8")
    return [sys.executable, "-m", "bot", "--config", str(config), *arguments]


def _run(folder: Path, *arguments: str) -> None:
    subprocess.run(_command(folder, *arguments), check=True, capture_output=True)  # noqa: S603


def _until(lines: Sequence[str], process: subprocess.Popen[str]) -> list[str]:
    """Read lines until one holds any of ``lines``."""
    assert process.stdout is not None
    read = []
    for line in process.stdout:
        read.append(line)
        if any(wanted in line for wanted in lines):
            return read
    pytest.fail(f"the conversation ended: {read}")


def test_a_conversation_sees_a_retraction_by_another_process(
    warm_data: Path, tmp_path: Path
) -> None:
    """`wence retract` in one process holds at the next question of a `wence chat` in another."""
    assert warm_data.is_dir()
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603 - the command is ours
        _command(tmp_path, "chat"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as chat:
        assert chat.stdin is not None

        def ask(question: str, *wanted: str) -> str:
            assert chat.stdin is not None
            chat.stdin.write(f"{question}\n")
            chat.stdin.flush()
            return "".join(_until(wanted, chat))

        assert "第21条" in ask("第21条", "2022-03-29")
        _run(tmp_path, "retract", "licheng-2022")
        assert "第21条" not in ask("第21条", "没有生效的文件")
        _run(tmp_path, "restore", "licheng-2022")
        assert "第21条" in ask("第21条", "2022-03-29")
        (tmp_path / "bus.txt").write_text(_SMALL, encoding="utf-8")
        _run(tmp_path, "import", str(tmp_path / "bus.txt"))
        assert "校车" in ask("管好校车", "bus ·")
        chat.stdin.close()
        assert chat.wait(30) == 0


def test_a_large_import_shows_how_far_it_is(tmp_path: Path) -> None:
    """Where stderr is a terminal a large import tells its stages; elsewhere nothing is told."""
    (tmp_path / "plan.txt").write_text(_large(), encoding="utf-8")
    command = _command(tmp_path, "import", str(tmp_path / "plan.txt"))
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm"}
    ) as process:
        os.close(theirs)
        shown = b""
        # The terminal is gone when the process is, which Linux tells by an error.
        with suppress(OSError):
            while piece := os.read(ours, 4096):
                shown += piece
        output, _ = process.communicate()
    os.close(ours)
    assert "已导入 plan" in output.decode()
    for stage in ("读提纲", "存入数据库"):
        assert stage in shown.decode(errors="replace")
    again = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    assert again.stderr == b""


def _large() -> str:
    """Return a document that takes a process a while to import."""
    areas = [
        f"{'一二三四五六七八九十'[area]}、领域{area}\n"
        + "".join(
            f"{item}.第{area}组的事项{item}。{'做好工作,' * 200}确保完成。\n"
            for item in range(1, 121)
        )
        for area in range(10)
    ]
    return "".join(areas)


def _heed_interrupts() -> None:
    """Have a child end by SIGINT also where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_import_leaves_the_store_as_it_was(tmp_path: Path, sign: int) -> None:
    """At whatever moment an import ends, the store is as before or holds the whole document."""
    (tmp_path / "plan.txt").write_text(_large(), encoding="utf-8")
    opened = open_database(sqlite_url(tmp_path / "data"))
    store = DocumentStore(opened)
    store.add("plan", Source(_SMALL.encode(), _SMALL))
    before = (store.version(), store.in_force())
    command = _command(tmp_path, "import", str(tmp_path / "plan.txt"))
    started = time.perf_counter()
    _run(tmp_path, "documents")
    # Killed from its start to about when it would be done; the first times nothing is stored yet.
    whole = (time.perf_counter() - started) * 1.5
    undisturbed = 0
    for part in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        with subprocess.Popen(  # noqa: S603
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 -- no thread runs here
        ) as process:
            time.sleep(whole * part)
            process.send_signal(sign)
            output, errors = process.communicate()
        assert b"Traceback" not in errors or sign == signal.SIGINT
        if store.version() != before[0]:
            break
        undisturbed += 1
        assert (store.version(), store.in_force()) == before
        assert store.get("plan").text == _SMALL
        assert not output
    assert undisturbed
    _run(tmp_path, "import", str(tmp_path / "plan.txt"))
    assert store.get("plan").text == _large()
    assert [one.revisions for one in store.standings()] == [2]
    assert store.version() == before[0] + 1
    opened.dispose()
    database = sqlite3.connect(tmp_path / "data" / "wence.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
