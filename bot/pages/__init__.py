"""Pages for a browser: templates in this folder, filled in with everything escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.texts import text


def render(name: str, /, **values: object) -> str:
    """Fill in the template ``name`` of this folder; ``text`` in it gives the texts for people.

    What is filled in is escaped. A value that is missing raises jinja2.UndefinedError.
    """
    return _templates().get_template(f"{name}.html").render(text=text, **values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
