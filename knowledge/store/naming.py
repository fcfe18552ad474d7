"""Naming a revision by the digits of its fingerprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.errors import UnknownDocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.store.history import Revision

# As many digits as can be told apart at a glance, and practically never clash.
SHORT = 8


def short_name(revision: Revision) -> str:
    """Name a revision as people do: licheng-2022@0a1b2c3d."""
    return f"{revision.name}@{revision.sha256[:SHORT]}"


def choose_revision(name: str, digits: str, stored: Sequence[Revision]) -> Revision:
    """Return the one of a document's revisions whose fingerprint begins with ``digits``.

    Where the same bytes were read into different texts, the last reading is meant; an earlier one
    is named by the fingerprint of its text. Raises UnknownDocumentError, with what is known, for
    fewer digits than SHORT and for digits that no revision has, or several.
    """
    digits = digits.lower()
    known = "、".join(dict.fromkeys(short_name(one) for one in stored))
    if not re.fullmatch(rf"[0-9a-f]{{{SHORT},64}}", digits):
        raise UnknownDocumentError("bad-revision", digits=digits, known=known)
    by_bytes = [one for one in stored if one.sha256.startswith(digits)]
    found = by_bytes or [one for one in stored if one.text_sha256.startswith(digits)]
    if not found:
        raise UnknownDocumentError("unknown-revision", name=name, digits=digits, known=known)
    if len({one.sha256 for one in found}) > 1:
        known = "、".join(dict.fromkeys(f"{name}@{one.sha256}" for one in found))
        raise UnknownDocumentError("ambiguous-revision", digits=digits, known=known)
    return found[-1]
