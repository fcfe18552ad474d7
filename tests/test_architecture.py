"""The house rules: who may import whom, and where each library is at home."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

FOLDERS = ("knowledge", "retrieval", "bot")
# Where each library may be imported; a folder stands for all that is in it.
HOMES = {
    "aiohttp": ["bot/channels/telegram"],
    "alembic": ["knowledge/store"],
    "fontTools": ["bot/pictures/typesetting.py", "knowledge/readers/pdf_fonts.py"],
    "click": ["bot/channels/command"],
    "docx": ["knowledge/readers"],
    "fastapi": ["bot/channels/web"],
    "jieba": ["retrieval/segmentation.py"],
    "jinja2": ["bot/pages"],
    "limits": ["bot/channels/web/guard.py"],
    "lxml": ["knowledge/readers"],
    "markdown_it": ["knowledge/readers/markdown.py"],
    "mcp": ["bot/channels/mcp.py"],
    "numpy": ["retrieval"],
    "opencc": ["retrieval/folding.py"],
    "platformdirs": ["bot/settings.py"],
    "pygal": ["bot/pages/plots.py"],
    "PIL": ["bot/pictures"],
    "puremagic": ["knowledge/readers/formats.py"],
    "pydantic": ["bot/channels/mcp.py", "bot/channels/web", "bot/settings.py"],
    "pypdfium2": ["knowledge/readers/pdf.py", "knowledge/readers/pdf_fonts.py"],
    "pypinyin": ["retrieval/thesaurus/homophones.py"],
    "rank_bm25": ["retrieval/searchers/bm25.py"],
    "rich": ["bot/channels/terminal.py", "bot/channels/tables.py"],
    "scipy": ["retrieval"],
    "segno": ["bot/pictures/__init__.py"],
    "sklearn": ["retrieval"],
    "sqlalchemy": ["knowledge/store"],
    "telegram": ["bot/channels/telegram"],
    "threadpoolctl": ["retrieval/discrimination.py"],
    "trafilatura": ["knowledge/readers/html.py"],
    "yarl": ["bot/channels/telegram/transport.py"],
    "markupsafe": ["bot/pages"],
    "orjson": ["bot/channels/web/replies.py"],
    "starlette": ["bot/channels/web"],
    "uniseg": ["bot/pictures/typesetting.py"],
    "uvicorn": ["bot/channels/web"],
    "uvloop": ["bot/serving.py"],
}
MODULES = sorted(
    path.relative_to(PROJECT) for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")
)


def _imported(module: Path) -> set[str]:
    tree = ast.parse((PROJECT / module).read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_go_one_way(module: Path) -> None:
    """Modules import from their own folder and those below: bot, retrieval, knowledge."""
    own = FOLDERS.index(module.parts[0])
    above = set(FOLDERS[own + 1 :])
    assert not {name for name in _imported(module) if name.split(".")[0] in above}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_libraries_stay_at_home(module: Path) -> None:
    """A library is imported in its home only, and every library has one."""
    for name in {name.split(".")[0] for name in _imported(module)}:
        if name in FOLDERS or name in sys.stdlib_module_names:
            continue
        homes = [Path(home) for home in HOMES.get(name, [])]
        assert any(module == home or home in module.parents for home in homes), name


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_modules_stay_small(module: Path) -> None:
    """No module is longer than 250 lines."""
    assert len((PROJECT / module).read_text(encoding="utf-8").splitlines()) <= 250
