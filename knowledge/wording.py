"""Differences between two wordings, number by number and character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from knowledge.numerals import CHINESE_NUMERAL
from knowledge.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A number is one sign: 40 becomes 50, not 4 becomes 5.
_SIGN = re.compile(
    rf"[0-9０-９]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9０-９]+(?:[.．][0-9０-９]+)*|{CHINESE_NUMERAL}|.",
    re.DOTALL,
)
# Sentences are compared before their signs: a long text has many of the same sign.
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


@dataclass(frozen=True, slots=True)
class Change:
    """``new`` of the new wording stands for ``old`` of the old one; one of them may be empty."""

    old: Span
    new: Span


def differences(old: str, new: str) -> tuple[Change, ...]:
    """Return what turns ``old`` into ``new``, in order, spans relative to each; no number is cut.

    Between two changes the wordings are the same; equal wordings have none.
    """
    return tuple(_joined(old, new, _changes(old, new)))


def apply(changes: Sequence[Change], old: str, new: str) -> str:
    """Put the changed places of ``new`` into ``old``; with all of its differences that is ``new``.

    The spans of ``changes`` are relative to ``old`` and ``new``, as ``differences`` returns them.
    """
    rebuilt, at = [], 0
    for change in changes:
        rebuilt += [old[at : change.old.start], change.new.of(new)]
        at = change.old.end
    return "".join([*rebuilt, old[at:]])


def _changes(old: str, new: str) -> Iterator[Change]:
    for by_sentence in _opcodes(_cut(_SENTENCE, old), _cut(_SENTENCE, new)):
        before, after = by_sentence.old.of(old), by_sentence.new.of(new)
        for by_sign in _opcodes(_cut(_SIGN, before), _cut(_SIGN, after)):
            yield Change(
                by_sign.old.shifted(by_sentence.old.start),
                by_sign.new.shifted(by_sentence.new.start),
            )


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found[0] for found in pattern.finditer(text)]


def _opcodes(old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield the differences of two lists of pieces, as spans of the texts that they make up."""
    old_at, new_at = _offsets(old), _offsets(new)
    for kind, low, high, start, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield Change(Span(old_at[low], old_at[high]), Span(new_at[start], new_at[end]))


def _offsets(pieces: list[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _joined(old: str, new: str, changes: Iterable[Change]) -> Iterator[Change]:
    """Join changed words that no more than one character parts: it is common by chance."""

    def long(change: Change) -> bool:
        return max(len(_cut(_SIGN, cut)) for cut in (change.old.of(old), change.new.of(new))) > 1

    last: Change | None = None
    for change in changes:
        between = old[last.old.end : change.old.start] if last else ""
        if last and (not between or (len(between) == 1 and long(last) and long(change))):
            last = Change(
                Span(last.old.start, change.old.end), Span(last.new.start, change.new.end)
            )
            continue
        if last:
            yield last
        last = change
    if last:
        yield last
