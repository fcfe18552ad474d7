"""Files that keep a run, and files of floors."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.command.floors import PinnedSet, read_floors, write_floors
from bot.channels.command.runs import Run, file_digest, read_run, write_run
from bot.errors import InputError
from retrieval.evaluation.figures import Measure
from retrieval.evaluation.questions import Coverage, Given, Judged, LabelledQuestion
from retrieval.outcome import Outcome

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_NUMBERS = st.lists(st.integers(1, 99) | _WORDS, max_size=4).map(tuple)
_FACTS = st.dictionaries(_WORDS, st.none() | st.integers() | _WORDS, max_size=3)
_QUESTIONS = st.builds(
    LabelledQuestion,
    _WORDS,
    st.sampled_from(Coverage),
    _NUMBERS,
    _NUMBERS,
    st.lists(_WORDS, max_size=3).map(tuple),
    _FACTS,
    _WORDS,
    _WORDS,
)
_GIVEN = st.builds(
    Given,
    st.sampled_from(Outcome),
    _NUMBERS,
    _WORDS,
    _NUMBERS,
    _NUMBERS,
    st.floats(0, 1),
    _WORDS,
    st.lists(_WORDS, max_size=3).map(tuple),
    _FACTS,
)
_RUNS = st.builds(
    Run,
    st.dictionaries(_WORDS, _WORDS, max_size=3),
    st.lists(st.builds(Judged, _QUESTIONS, _GIVEN), max_size=3).map(tuple),
)
_SETS = st.lists(
    st.builds(
        PinnedSet,
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9),
        _WORDS.filter(lambda words: "\0" not in words),
        st.just(Path()),
        st.sampled_from(["", "0a1b"]),
        st.dictionaries(
            st.sampled_from(Measure), st.integers(0, 1000).map(lambda steps: steps / 1000)
        ),
    ),
    unique_by=lambda one: one.name,
    max_size=3,
)


@settings(max_examples=60)
@given(_RUNS)
def test_a_run_is_read_as_it_was_written(run: Run) -> None:
    """Whatever was asked and answered, a saved run is the run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        write_run(path, run)
        assert read_run(path) == run


@settings(max_examples=60)
@given(_SETS)
def test_floors_are_read_as_they_were_written(sets: list[PinnedSet]) -> None:
    """Whatever sets are named, and wherever their data is, their floors stay what they are."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "floors.toml"
        write_floors(path, sets)
        read = read_floors(path)
    kept = [(one.name, one.data, one.sha256, one.floors) for one in sets]
    assert [(one.name, one.data, one.sha256, one.floors) for one in read] == kept


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"format": 2, "fingerprints": {}, "questions": []}',
        '{"format": 1, "fingerprints": [], "questions": []}',
        '{"format": 1, "fingerprints": {}, "questions": [{}]}',
        '{"format": 1, "fingerprints": {}, "questions": [{"question": {"text": "问"}}]}',
    ],
)
def test_what_is_no_run_is_named(tmp_path: Path, content: str) -> None:
    """A file that eval save did not write is refused."""
    path = tmp_path / "run.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="bad-run"):
        read_run(path)


def test_a_folder_has_the_digest_of_its_files_and_their_names(tmp_path: Path) -> None:
    """A file that is changed or renamed changes the digest, one that is only written again not."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_bytes(b"1")
    first = file_digest(tmp_path)
    (tmp_path / "a" / "one").write_bytes(b"1")
    assert file_digest(tmp_path) == first
    (tmp_path / "a" / "one").rename(tmp_path / "a" / "two")
    assert file_digest(tmp_path) != first
    (tmp_path / "a" / "two").rename(tmp_path / "a" / "one")
    (tmp_path / "a" / "one").write_bytes(b"2")
    assert file_digest(tmp_path) != first
