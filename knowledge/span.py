"""A span of a document's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of character offsets into a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Cut the span out of the text it refers to."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span:
        """Leave out the white space at both ends; an all-white span becomes empty at its start."""
        cut = self.of(text)
        if not cut.strip():
            return Span(self.start, self.start)
        leading = len(cut) - len(cut.lstrip())
        return Span(self.start + leading, self.start + len(cut.rstrip()))

    def shifted(self, by: int) -> Span:
        """Return the span ``by`` characters further on."""
        return Span(self.start + by, self.end + by)

    def __len__(self) -> int:
        """Return how many characters the span holds."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """Tell whether the span holds any character."""
        return self.end > self.start
