"""Settings: config.toml read once into frozen values, secrets from the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from bot.texts import text
from knowledge.errors import WenceError
from knowledge.store.database import public_url, sqlite_url

# Fewer characters could be guessed one after the other.
SHORTEST_SECRET = 16


class SettingsError(WenceError):
    """The configuration file or the environment cannot be used."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class StorageSettings(_Section):
    """Where things are kept."""

    folder: str = "data"


class RetrievalSettings(_Section):
    """How sure an answer must be."""

    caution: float = Field(default=0.9, ge=0, le=1)


class TelegramSettings(_Section):
    """How Telegram is reached."""

    base_url: str = Field(default="https://api.telegram.org/bot", pattern=r"^https?://\S+$")
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    listen: str = "127.0.0.1"
    port: int = Field(default=8443, ge=1, le=65_535)
    proxy: str = Field(default="", pattern=r"^(http://\S+)?$")
    staff: list[int] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_address(self) -> Self:
        if self.mode == "webhook" and not self.webhook_url:
            msg = "a webhook needs webhook_url"
            raise ValueError(msg)
        return self


class WebSettings(_Section):
    """Where the page and the HTTP API are, and who may use them how much."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    public_url: str = Field(default="", pattern=r"^(https?://[^\s/]+)?$")
    allowed_origins: list[Annotated[str, Field(pattern=r"^https?://[^\s/;,'*]+$")]] = Field(
        default_factory=list
    )
    trusted_proxies: list[str] = Field(default_factory=list)
    requests_a_minute: int = Field(default=120, ge=1)


class NoticeSettings(_Section):
    """What people must read before anything else."""

    danger: str = Field(default_factory=lambda: text("notice.danger"), min_length=1)


class JournalSettings(_Section):
    """What is recorded of questions, and for how many days."""

    enabled: bool = True
    days: int = Field(default=180, ge=1, le=36_500)
    terminal: bool = False


class _File(_Section):
    storage: StorageSettings = StorageSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    telegram: TelegramSettings = TelegramSettings()
    web: WebSettings = WebSettings()
    notice: NoticeSettings = Field(default_factory=NoticeSettings)
    journal: JournalSettings = JournalSettings()


class Settings(_File):
    """All settings in force; ``folder`` is absolute, secrets print as stars."""

    folder: Path
    database_url: SecretStr
    telegram_token: SecretStr | None = None
    secret: SecretStr | None = None

    def with_database(self, url: str) -> Settings:
        """Return these settings with the database at ``url`` instead."""
        return self.model_copy(update={"database_url": SecretStr(url)})

    def public(self) -> dict[str, Any]:
        """Return what can be shown to anyone: all but the secrets."""
        shown: dict[str, Any] = {"storage": {"folder": str(self.folder)}}
        shown["retrieval"] = self.retrieval.model_dump()
        shown["telegram"] = self.telegram.model_dump()
        shown["web"] = self.web.model_dump()
        shown["notice"] = self.notice.model_dump()
        shown["journal"] = self.journal.model_dump()
        shown["environment"] = {
            "DATABASE_URL": public_url(self.database_url.get_secret_value()),
            "TELEGRAM_BOT_TOKEN": "set" if self.telegram_token else "not set",
            "WENCE_SECRET": "set" if self.secret else "not set",
        }
        return shown


def load_settings(path: Path | None) -> Settings:
    """Read the settings from ``path``, or from config.toml in the current folder if there is one.

    Without a file the defaults hold and things are kept in the user's data folder. Raises
    SettingsError, naming file and key, for a missing file, bad TOML, an unknown key or a value of
    the wrong type.
    """
    default = Path("config.toml")
    found = path or (default if default.is_file() else None)
    file = _read(found) if found else _File()
    kept = (found.parent / Path(file.storage.folder).expanduser()) if found else None
    folder = (kept or user_data_path("wence")).absolute()
    token = os.environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    return Settings(
        storage=file.storage,
        retrieval=file.retrieval,
        telegram=file.telegram,
        web=file.web,
        notice=file.notice,
        journal=file.journal,
        folder=folder,
        database_url=SecretStr(os.environ.get("DATABASE_URL") or sqlite_url(folder)),
        telegram_token=SecretStr(token) if token else None,
        secret=_secret(os.environ.get("WENCE_SECRET", "").strip()),
    )


def _secret(given: str) -> SecretStr | None:
    if given and len(given) < SHORTEST_SECRET:
        raise SettingsError("secret-variable", length=len(given), shortest=SHORTEST_SECRET)
    return SecretStr(given) if given else None


def _read(path: Path) -> _File:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError("config-missing", path=path) from error
    except OSError as error:
        raise SettingsError("config-unreadable", path=path, cause=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("config-not-toml", path=path, cause=error) from error
    try:
        return _File.model_validate(values)
    except ValidationError as error:
        raise _settings_error(path, error) from error


def _settings_error(path: Path, error: ValidationError) -> SettingsError:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    key = ".".join(place)
    if first["type"] == "extra_forbidden":
        return SettingsError("config-key-unknown", path=path, key=key, known=_known(place[:-1]))
    return SettingsError(
        "config-value-wrong", path=path, key=key, value=first["input"], cause=first["msg"]
    )


def _known(place: list[str]) -> str:
    section: type[BaseModel] = _File
    for name in place:
        section = type(section.model_fields[name].get_default(call_default_factory=True))
    return ", ".join(section.model_fields)
