"""What errors carry."""

from __future__ import annotations

import pytest

from knowledge import errors


@pytest.mark.parametrize(
    "kind",
    [
        errors.SourceError,
        errors.NotAPlanError,
        errors.StoreError,
        errors.UnknownDocumentError,
    ],
)
def test_an_error_carries_its_reason_and_what_was_found(kind: type[errors.WenceError]) -> None:
    """Reason and findings are fields, and logs get both in one line."""
    error = kind("some-reason", name="甲", lines=2)
    assert isinstance(error, errors.WenceError)
    assert (error.reason, error.found) == ("some-reason", {"name": "甲", "lines": 2})
    assert str(error) == "some-reason: name='甲', lines=2"
    assert str(kind("some-reason")) == "some-reason"
