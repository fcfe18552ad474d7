"""What buttons hand back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import Action, Press, read_press, tag

_MOST = 2**63 - 1


@given(
    st.builds(
        Press,
        st.sampled_from(Action),
        st.integers(-_MOST, _MOST),
        st.text().map(tag) | st.just(""),
        st.integers(0, 9),
    )
)
def test_a_press_fits_and_comes_back(press: Press) -> None:
    """Whatever a button asks for takes up to 64 bytes and is read as it was written."""
    assert len(press.data().encode()) <= 64
    assert read_press(press.data()) == press


@pytest.mark.parametrize(
    "data", ["", "1", "0:i:1::0", "1:q:1::0", "1:i:a::0", "1:i:1::", "2:i:1::0"]
)
def test_data_of_another_version_is_nothing(data: str) -> None:
    """What this version does not write, it does not read."""
    assert read_press(data) is None
