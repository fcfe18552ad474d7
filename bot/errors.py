"""The errors of channels, beside those in knowledge.errors, and how each is told."""

from __future__ import annotations

from bot.texts import text
from knowledge.errors import WenceError


class ChannelError(WenceError):
    """A channel cannot be opened."""


class InputError(WenceError):
    """What was handed to a command cannot be used."""


def describe(error: WenceError) -> str:
    """Return the one line that tells a person what was found and the way out."""
    return " ".join(text(f"errors.{error.reason}", **error.found).split())
