"""Deep links: what https://t.me/BOT?start=… opens.

The payload has up to 64 letters, digits, hyphens and underscores
(https://core.telegram.org/bots/features#deep-linking).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.channels.telegram.buttons import tagged
from retrieval.understanding.requests import AreaRequest, ItemRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Document
    from retrieval.understanding.requests import Request

_PAYLOAD = re.compile(
    r"(?P<what>item|area)[-_](?P<number>\d{1,4})|document[-_](?P<document>[0-9a-f]{8,64})"
)


def read_payload(payload: str, documents: Sequence[Document]) -> Request | Document | None:
    """Return what a link opens: ``item-21``, ``area-3``, or ``document-`` and its digits.

    A document is named by the first digits of its contents' SHA-256, which is those of one
    revision, or by the tag of its name, which is those of any. None where it is not in force, and
    for what is no payload.
    """
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        return None
    if digits := found["document"]:
        named = (one for one in documents if one.sha256.startswith(digits))
        return next(named, None) or tagged(documents, digits)
    number = int(found["number"])
    return AreaRequest(number) if found["what"] == "area" else ItemRequest((number,))
