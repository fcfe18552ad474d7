"""Words as a person typed them, in a column that takes text only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    # The base is generic for the type checker alone.
    _Text = sa.TypeDecorator[str]
else:
    _Text = sa.TypeDecorator


class AsTyped(_Text):
    """A text that may hold anything: it is stored as a string of JSON, readable to the eye.

    No database takes a lone surrogate and some take no NUL; JSON writes both as escapes.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Any) -> str | None:
        """Write the words as JSON."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()

    def process_result_value(self, value: Any, _dialect: Any) -> str | None:
        """Read the words from JSON."""
        return None if value is None else str(json.loads(value))
