"""Commands of staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore
from tests.bot.channels.telegram.serving import reply, running, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import sqlalchemy as sa

    from bot.assistant import Assistant
    from tests.standins.telegram import TelegramStandin, User

_PLAN = """\
临江区2023年教育工作要点
一、管理
1.课后服务。做好课后服务。
2.校园安全。做好校园安全。
""".encode()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """Return a database of its own."""
    opened = open_database(sqlite_url(tmp_path))
    yield opened
    opened.dispose()


def _texts(standin: TelegramStandin, person: User) -> list[str]:
    return [one.text for one in standin.sent(person)]


def test_staff_read_what_was_asked(
    assistant: Assistant, standin: TelegramStandin, lin: User
) -> None:
    """/stats and /unanswered tell what the journal has."""
    wang = standin.user(43, "王", "zh-hans")
    with running(assistant, standin, staff=[lin.id]):
        standin.inject.message(wang, "今天天气怎么样")
        reply(standin, wang)
        standin.inject.command(lin, "stats")
        standin.wait_until(lambda: _texts(standin, lin), 20)
        standin.inject.command(lin, "unanswered")
        standin.wait_until(lambda: len(_texts(standin, lin)) > 1, 20)
    stats, unanswered = _texts(standin, lin)
    assert "回答 1 次" in stats
    assert "“今天天气怎么样”" in unanswered


@pytest.mark.parametrize("command", ["stats", "unanswered", "import", "retract"])
def test_others_have_no_such_commands(
    assistant: Assistant, standin: TelegramStandin, lin: User, command: str
) -> None:
    """Who is no staff is answered as if it were a question."""
    with running(assistant, standin, staff=[7]):
        standin.inject.command(lin, command)
        shown = reply(standin, lin).text
    assert "未找到" in shown


def test_a_file_is_reported_and_imported_when_confirmed(
    assistant: Assistant, standin: TelegramStandin, lin: User, engine: sa.Engine
) -> None:
    """The report comes first; the button stores the document, once."""
    with serving(assistant, standin, engine, staff=[lin.id]):
        standin.inject.document(lin, _PLAN, "linjiang-2023.txt")
        report = reply(standin, lin)
        assert "共 2 条" in report.text
        assert DocumentStore(engine).is_empty()
        standin.inject.press(lin, report, text="导入")
        standin.wait_until(lambda: len(_texts(standin, lin)) > 1, 20)
        assert "已导入 linjiang-2023" in _texts(standin, lin)[1]
        assert DocumentStore(engine).get("linjiang-2023").items
        standin.wait_until(lambda: not standin.sent(lin)[0].buttons, 20)
        standin.inject.command(lin, "retract", "linjiang-2023")
        standin.wait_until(lambda: len(_texts(standin, lin)) > 2, 20)
        assert "已撤下 linjiang-2023" in _texts(standin, lin)[2]
        standin.inject.command(lin, "retract", "没有的")
        standin.wait_until(lambda: len(_texts(standin, lin)) > 3, 20)
        assert "没有名为“没有的”的文件" in _texts(standin, lin)[3]


def test_a_file_may_be_let_be(
    assistant: Assistant, standin: TelegramStandin, lin: User, engine: sa.Engine
) -> None:
    """不导入 leaves the store as it was."""
    with serving(assistant, standin, engine, staff=[lin.id]):
        standin.inject.document(lin, _PLAN, "linjiang-2023.txt")
        standin.inject.press(lin, reply(standin, lin), text="不导入")
        standin.wait_until(lambda: not standin.sent(lin)[0].buttons, 20)
    assert DocumentStore(engine).is_empty()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (("plan.png", b"\x89PNG\r\n\x1a\n" + bytes(40)), "不是能读的文件"),
        (("plan.txt", "没有编号的话。".encode()), "没有找到带正文的编号条目"),
    ],
)
def test_a_file_that_is_no_plan_is_told(
    assistant: Assistant,
    standin: TelegramStandin,
    lin: User,
    file: tuple[str, bytes],
    expected: str,
) -> None:
    """Staff read what was found and the way out."""
    name, data = file
    with running(assistant, standin, staff=[lin.id]):
        standin.inject.document(lin, data, name)
        assert expected in reply(standin, lin).text
