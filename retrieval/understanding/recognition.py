"""Recognition: what kind of message it is, learnt from examples of each kind.

The patterns of each kind know how it is usually put; people put it in many more ways. For each kind
a logistic regression over runs of one to four characters tells it from all others, among them
questions that are to be searched for (``messages.jsonl``, and the questions of the thesaurus).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from retrieval.discrimination import tell_apart
from retrieval.folding import fold
from retrieval.kept_files import BROKEN, keep_arrays, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.thesaurus import Thesaurus

# Change it with how messages are learnt from: what was kept is learnt anew then.
_VERSION = b"4"
_LONGEST_RUN = 4
# The cost of a wrong example, against large weights.
_COST = 30.0
# What all questions to search for count together, against all other messages.
_SEARCHES = 1.25
# A message is recognised by how it begins; what stands beyond tells a story.
_READ = 200


@dataclass(frozen=True)
class Recognizer:
    """Tells how likely a message is of each kind.

    ``rows`` says where a run stands in ``rarity``, its inverse document frequency, and in
    ``weights``, which has a column for each label.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    rarity: NDArray[np.float64]
    weights: NDArray[np.float32]
    constants: NDArray[np.float64]

    def recognise(self, text: str) -> dict[str, float]:
        """Return the probability of each label, 0 to 1; they need not sum up to 1."""
        counts = Counter(run for run in _runs(text) if run in self.rows)
        scores = self.constants
        if counts:
            at = [self.rows[run] for run in counts]
            told = (1 + np.log(list(counts.values()))) * self.rarity[at]
            scores = scores + told @ self.weights[at] / np.linalg.norm(told)
        chances = 1 / (1 + np.exp(-scores))
        return dict(zip(self.labels, chances.tolist(), strict=True))


def load_recognizer(
    thesaurus: Thesaurus, folder: Path | None, before_learning: Callable[[], None] = lambda: None
) -> Recognizer:
    """Learn the shipped messages, and that questions of the thesaurus are of no kind.

    What was learnt is kept in ``folder``; ``before_learning`` is called where it is not yet.
    """
    shipped = files("retrieval.understanding").joinpath("messages.jsonl").read_bytes()
    digest = sha256(_VERSION + thesaurus.fingerprint.encode() + shipped).hexdigest()
    path = folder / f"{digest}.npz" if folder else None
    kept = _read(path) if path else None
    if kept is not None:
        return kept
    before_learning()
    messages = [json.loads(line) for line in shipped.splitlines()]
    labelled = [(one["text"], frozenset(one["labels"]), 1.0) for one in messages]
    asked = thesaurus.asked
    # However many questions there are, they count as much together.
    each = min(1.0, _SEARCHES * len(messages) / max(1, len(asked)))
    learnt = learn_recognizer([*labelled, *((text, frozenset[str](), each) for text in asked)])
    if path:
        _write(path, learnt)
    return learnt


def learn_recognizer(messages: Sequence[tuple[str, frozenset[str], float]]) -> Recognizer:
    """Learn from messages, each with all its labels and how much it counts.

    Each label needs a message with and one without it.
    """
    # Not at the top: it takes half a second that only learning needs.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    # A run that stands in one example says nothing of others.
    vectorizer = TfidfVectorizer(analyzer=_runs, sublinear_tf=True, min_df=2)
    bags = vectorizer.fit_transform([text for text, _, _ in messages])
    labels = sorted({label for _, one, _ in messages for label in one})
    belong = [np.array([label in one for _, one, _ in messages]) for label in labels]
    counted = np.array([counts for _, _, counts in messages])
    weights, constants = tell_apart(bags, belong, _COST, counted)
    rows = {run: int(row) for run, row in vectorizer.vocabulary_.items()}
    return Recognizer(tuple(labels), rows, vectorizer.idf_, weights, constants)


def _runs(text: str) -> Iterator[str]:
    squeezed = "".join(fold(text[:_READ]).text.split())
    for length in range(1, _LONGEST_RUN + 1):
        for start in range(len(squeezed) - length + 1):
            yield squeezed[start : start + length]


def _read(path: Path) -> Recognizer | None:
    """Read what was kept, or None where the file is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            rows = {run: row for row, run in enumerate(unpacked(kept["runs"]))}
            arrays = kept["rarity"], kept["weights"], kept["constants"]
            return Recognizer(tuple(kept["labels"].tolist()), rows, *arrays)
    except BROKEN:
        return None


def _write(path: Path, learnt: Recognizer) -> None:
    # No run holds a line feed: messages are folded, and their white space is left out.
    arrays = {
        "labels": np.array(learnt.labels),
        "runs": packed(sorted(learnt.rows, key=learnt.rows.__getitem__)),
        "rarity": learnt.rarity,
        "weights": learnt.weights,
        "constants": learnt.constants,
    }
    keep_arrays(path, arrays)
