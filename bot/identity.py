"""Who asked, without knowing who: keyed hashes in the place of users' and conversations' ids."""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.settings import SHORTEST_SECRET
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

_FILE = "secret"
# 256 bits, as many as the hash has.
_BYTES = 32
_OTHERS = 0o077


class Identity:
    """Turns ids into HMAC-SHA256 under a secret: the same id into the same hash, and no way back.

    Without the secret nobody can try ids one after the other, of which there are few.
    """

    def __init__(self, secret: bytes) -> None:
        """Hash under ``secret``."""
        self._secret = secret

    def user(self, channel: str, user: str | int) -> str:
        """Return the hash of a person's id in a channel, 64 hexadecimal digits."""
        return self._hash("user", channel, user)

    def conversation(self, channel: str, conversation: str | int) -> str:
        """Return the hash of a conversation's id, unlike that of a user with the same id."""
        return self._hash("conversation", channel, conversation)

    def token(self, purpose: str) -> str:
        """Return a token for a purpose, 64 hexadecimal digits, the same in each process."""
        return self._hash("token", purpose)

    def _hash(self, *parts: str | int) -> str:
        named = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, named, "sha256").hex()


def load_identity(settings: Settings) -> Identity:
    """Hash under WENCE_SECRET, or else under the secret in the storage folder, made if missing.

    Raises StoreError where the file cannot be read or written or holds too little to be secret.
    """
    if settings.secret is not None:
        return Identity(settings.secret.get_secret_value().encode("utf-8", "surrogatepass"))
    path = settings.folder / _FILE
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & _OTHERS:
            path.chmod(0o600)
        secret = path.read_bytes().strip()
    except OSError as error:
        raise StoreError("secret-file", path=path, cause=error.strerror) from error
    if len(secret) < SHORTEST_SECRET:
        raise StoreError("secret-short", path=path, length=len(secret), shortest=SHORTEST_SECRET)
    return Identity(secret)


def _make(path: Path) -> None:
    """Put a new secret at ``path`` whole, unless another process does so at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    made = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(made, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
        # Unlike a rename, a link does not replace what another process has put there.
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()
