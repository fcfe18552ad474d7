"""Pages for a browser: templates in this folder, filled in with everything escaped."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.texts import text

_DIGITS = 8


def render(name: str, /, **values: object) -> str:
    """Fill in the template ``name`` of this folder; ``text`` in it gives the texts for people.

    What is filled in is escaped; ``asset`` gives the address of a static file, the filter
    ``verbatim`` keeps wording as it is. A value that is missing raises jinja2.UndefinedError.
    """
    return _templates().get_template(f"{name}.html").render(text=text, **values)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("bot", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["asset"] = _asset
    templates.filters["verbatim"] = _verbatim
    return templates


@cache
def asset_version(name: str) -> str:
    """Return what the address of a static file ends with, which follows from its content."""
    content = (files("bot.pages") / "static" / name).read_bytes()
    return sha256(content).hexdigest()[:_DIGITS]


def _asset(name: str) -> str:
    """Return the address of a static file, another one whenever its content is another."""
    return f"/static/{name}?v={asset_version(name)}"


def _verbatim(wording: str) -> Markup:
    """Escape wording so that a browser reads it as it is: a bare carriage return would be lost."""
    return Markup(escape(wording).replace("\r", Markup("&#13;")))  # noqa: S704 -- escaped
