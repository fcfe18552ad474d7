"""What people read: all texts of the program, one TOML file a language.

What a language does not have is said in Chinese, as the plans are.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

_CHINESE, _OTHERS = "zh", ("en",)
_language = ContextVar("language", default=_CHINESE)


def speak(language: str | None) -> None:
    """Have this task and what it starts speak a language, by its IETF tag; Chinese if unknown."""
    _language.set(read_language(language))


def read_language(tag: str | None) -> str:
    """Return the language of texts for an IETF tag, such as "en-GB"."""
    primary = (tag or "").partition("-")[0].lower()
    return primary if primary in _OTHERS else _CHINESE


def text(key: str, /, **values: object) -> str:
    """Return the text at ``key`` (``"errors.missing-file"``) with ``{names}`` filled in."""
    template = _template(_language.get(), key)
    return (text_in(_CHINESE, key) if template is None else template).format(**values)


def text_in(language: str, key: str) -> str:
    """Return the text at ``key`` in a language, which has it."""
    template = _template(language, key)
    if template is None:
        raise KeyError(key)
    return template


def has_text(key: str) -> bool:
    """Tell whether there is a text at ``key``, which all languages have or take from Chinese."""
    return _template(_CHINESE, key) is not None


@cache
def _template(language: str, key: str) -> str | None:
    found: object = _texts(language)
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return str(found)


@cache
def _texts(language: str) -> dict[str, object]:
    name = f"{language}.toml"
    return tomllib.loads(files("bot.texts").joinpath(name).read_text(encoding="utf-8"))
