"""Keyed hashes of people's ids, and the secret that they are made with."""

from __future__ import annotations

import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.identity import Identity, load_identity
from bot.settings import Settings, SettingsError, load_settings
from knowledge.errors import StoreError


def _settings(folder: Path, secret: str | None = None) -> Settings:
    kept = SecretStr(secret) if secret else None
    return Settings(folder=folder, database_url=SecretStr("sqlite://"), secret=kept)


def test_a_hash_is_hmac_sha256() -> None:
    """The same id has the same hash under one secret, and no other has it."""
    identity = Identity(b"secret")
    expected = hmac.new(b"secret", b"user\0telegram\x0042", sha256).hexdigest()
    assert identity.user("telegram", 42) == identity.user("telegram", "42") == expected
    others = {
        identity.user("telegram", 43),
        identity.user("web", 42),
        identity.conversation("telegram", 42),
        Identity(b"other").user("telegram", 42),
    }
    assert len(others | {expected}) == 5


def test_a_secret_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    """The file appears with its folder, mode 0600 and 256 random bits; the next start reads it."""
    folder = tmp_path / "new" / "data"
    first = load_identity(_settings(folder)).user("telegram", 1)
    file = folder / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(bytes.fromhex(file.read_text(encoding="ascii"))) == 32
    assert load_identity(_settings(folder)).user("telegram", 1) == first
    assert load_identity(_settings(tmp_path / "other")).user("telegram", 1) != first
    assert [path.name for path in folder.iterdir()] == ["secret"]
    file.chmod(0o644)
    assert load_identity(_settings(folder)).user("telegram", 1) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_who_starts_at_once_shares_one_secret(tmp_path: Path) -> None:
    """Of several that find no file, one makes it and all read it."""
    with ThreadPoolExecutor(8) as pool:
        hashes = pool.map(lambda _: load_identity(_settings(tmp_path)).user("t", 1), range(32))
    assert len(set(hashes)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_the_environment_comes_first(
    bare_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With WENCE_SECRET no file is made; one that could be guessed is refused unread."""
    monkeypatch.setenv("WENCE_SECRET", "hunter2-hunter2-hunter2")
    settings = load_settings(None)
    assert load_identity(settings).user("t", 1) == Identity(b"hunter2-hunter2-hunter2").user("t", 1)
    assert not settings.folder.exists()
    assert "hunter2" not in f"{settings!r} {settings.public()}"
    monkeypatch.setenv("WENCE_SECRET", "hunter2")
    with pytest.raises(SettingsError, match="secret-variable") as refused:
        load_settings(None)
    assert "hunter2" not in str(refused.value)
    assert bare_environment.is_dir()


def test_a_secret_that_cannot_serve_is_told(tmp_path: Path) -> None:
    """A damaged file is not replaced, since people would no longer be recognised."""
    (tmp_path / "secret").write_text("short\n", encoding="ascii")
    with pytest.raises(StoreError, match="secret-short"):
        load_identity(_settings(tmp_path))
    assert (tmp_path / "secret").read_text(encoding="ascii") == "short\n"
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="secret-file"):
        load_identity(_settings(tmp_path / "file"))
    with pytest.raises(StoreError, match="secret-file"):
        load_identity(_settings(Path("/proc/none")))
