"""What people read: all texts of the program, one TOML file a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def text(key: str, /, **values: object) -> str:
    """Return the text at ``key`` (``"errors.missing-file"``) with ``{names}`` filled in."""
    template: object = _texts()
    for part in key.split("."):
        template = template[part]  # type: ignore[index]
    return str(template).format(**values)


@cache
def _texts() -> dict[str, object]:
    return tomllib.loads(files("bot.texts").joinpath("zh.toml").read_text(encoding="utf-8"))
