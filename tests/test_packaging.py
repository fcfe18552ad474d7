"""What is shipped: the wheel, the plan, the locks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_wheel_holds_all_data_files(tmp_path: Path) -> None:
    """Every data file of the three folders is in the wheel."""
    source = tmp_path / "source"
    source.mkdir()
    folders = ("bot", "retrieval", "knowledge")
    for folder in folders:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / folder, source / folder, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*build, "-w", str(tmp_path), str(source)], check=True)  # noqa: S603
    (wheel,) = tmp_path.glob("*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        str(path.relative_to(PROJECT))
        for folder in folders
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected <= shipped


def test_locks_pin_by_hash_and_name_no_index() -> None:
    """Every requirement has an exact version and hashes; no lock names a host."""
    for lock in (PROJECT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?://|--index|--find-links", text)
        for requirement in re.split(r"\n(?=\S)", text.strip()):
            assert re.match(r"[\w.\-]+(\[[\w,\-]+\])?==\S+", requirement)
            assert "--hash=sha256:" in requirement


def test_the_lock_of_npm_pins_by_hash_and_names_no_registry() -> None:
    """What npm installs for the tests has an exact version and a hash, and comes from no host."""
    path = PROJECT / "tests/bot/channels/web/browser/package-lock.json"
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert len(packages) > 1
    assert all("integrity" in package for name, package in packages.items() if name)


def test_every_dependency_has_its_reason() -> None:
    """Each library that the project depends on is given its reason."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (PROJECT / "docs/decisions/0002-libraries.md").read_text(encoding="utf-8").lower()
    for requirement in project["dependencies"]:
        name = re.match(r"[\w\-]+", requirement)
        assert name is not None
        assert name[0].lower() in reasons
