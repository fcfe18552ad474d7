"""What tests share: a fresh home for settings and data, and one assistant over the plan."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from pydantic import SecretStr

from bot.bootstrap import build_assistant
from bot.settings import Settings
from knowledge.store.database import open_database, sqlite_url
from retrieval.analysis import Analyzer
from retrieval.segmentation import Segmenter
from tests import databases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import sqlalchemy as sa

    from bot.assistant import Assistant

# A busy machine is no failure; in CI the same examples are tried each time, so that a run can be
# repeated, and on a laptop others every time, so that more is tried.
hypothesis.settings.register_profile("laptop", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "laptop")

PROJECT = Path(__file__).parents[1]
# The material beside a founder's checkout; elsewhere this folder does not exist.
SHARED = PROJECT.parent / "shared"

# By what is missing: how many tests of which modules were left out.
_LEFT_OUT = pytest.StashKey[dict[str, dict[str, int]]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose program this machine has not; in CI they run, and fail."""
    left_out: dict[str, dict[str, int]] = {}
    config.stash[_LEFT_OUT] = left_out
    if os.environ.get("CI"):
        return
    kept = []
    for item in items:
        needed = [mark.args for mark in item.iter_markers("needs_program")]
        missing = next((one[0] for one in needed if not any(map(_is_here, one))), None)
        if missing is None:
            kept.append(item)
        else:
            modules = left_out.setdefault(missing, {})
            name = str(item.path.relative_to(PROJECT))
            modules[name] = modules.get(name, 0) + 1
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _is_here(name: str) -> bool:
    """Tell whether a program is installed, or a file that another program brings."""
    return shutil.which(name) is not None or (PROJECT / name).is_file()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was left out from a process of pytest-xdist to the one that tells it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_LEFT_OUT, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what was left out from a process; each has collected the same."""
    node.config.stash[_LEFT_OUT] = node.workeroutput["left_out"]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which tests were left out, and for want of what."""
    for program, modules in config.stash.get(_LEFT_OUT, {}).items():
        count = sum(modules.values())
        terminalreporter.write_line(f"left out for want of {program}: {count} tests")
        for module, of_it in modules.items():
            terminalreporter.write_line(f"  {module}: {of_it}")


@pytest.fixture(scope="session")
def words_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the word segmenter's cache, shared by the session."""
    return tmp_path_factory.mktemp("words")


@pytest.fixture(scope="session")
def learnt(words_cache: Path) -> Path:
    """Return the folder of what is learnt, shared by the session: all is found by its content."""
    return words_cache / "cache" / "learnt"


@pytest.fixture(scope="session")
def settings(words_cache: Path) -> Settings:
    """Return default settings that keep everything in a temporary folder."""
    return Settings(folder=words_cache, database_url=SecretStr(sqlite_url(words_cache)))


@pytest.fixture(scope="session")
def analyzer(words_cache: Path) -> Analyzer:
    """Return an analyzer; its dictionary is loaded once for the session."""
    return Analyzer(Segmenter(words_cache / "cache"))


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """Return an assistant over the shipped plan."""
    return build_assistant(settings)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[databases.Server]:
    """Return a PostgreSQL server."""
    with databases.postgresql() as server:
        yield server


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return what makes a database of a kind and returns its URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return sqlite_url(tmp_path / "database")
        server: databases.Server = request.getfixturevalue("postgresql")
        return server.database()

    return make


@pytest.fixture(params=databases.KINDS)
def database_url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    """Return the URL of an empty database, of each kind."""
    return new_database(request.param)


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Return an engine over an empty database, of each kind."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Move to an empty folder with an empty home and none of the program's variables."""
    own = ("DATABASE_URL", "TELEGRAM_BOT_TOKEN", "WENCE_SECRET")
    for name in [n for n in os.environ if n in own]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def warm_cache(words_cache: Path, assistant: Assistant) -> Path:
    """Return a folder with what is learnt and cut in it."""
    assert assistant.documents
    return words_cache / "cache"


@pytest.fixture
def warm_data(warm_cache: Path, tmp_path: Path) -> Path:
    """Return a data folder with such a cache in it, so that commands start quickly."""
    shutil.copytree(warm_cache, tmp_path / "data" / "cache")
    return tmp_path / "data"
