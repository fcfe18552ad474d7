"""How long `Assistant.answer` takes beside plain rank_bm25 over jieba words, question by question.

Both answer the questions of tests/questions/dev.jsonl in turn, in one thread, cutting the question
included; the promise for `answer` is a median under 2 ms and 99 of 100 under 8 ms.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from pydantic import SecretStr
from rank_bm25 import BM25Okapi

from bot.answer import Question
from bot.bootstrap import build_assistant, build_search
from bot.settings import Settings
from knowledge.store.database import sqlite_url
from retrieval.outcome import thresholds_of

if TYPE_CHECKING:
    from collections.abc import Callable

_QUESTIONS = Path(__file__).parents[1] / "tests" / "questions" / "dev.jsonl"
_ROUNDS = 5


def main() -> None:
    """Print medians and 99th percentiles of both, in milliseconds, and the ratio of the medians."""
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["text"] for line in lines]
    with TemporaryDirectory() as folder:
        settings = Settings(folder=Path(folder), database_url=SecretStr(sqlite_url(Path(folder))))
        assistant = build_assistant(settings)
        segmenter = build_search(settings).analyzer.segmenter

        def words(text: str) -> list[str]:
            return [word for word, _, _ in segmenter.words(text)]

        plain = BM25Okapi([words(item.text) for item in assistant.documents[0].items])
        rounds = []
        for _ in range(_ROUNDS + 1):
            # A new one, which keeps no answer of the round before.
            new = assistant.with_thresholds(thresholds_of(settings.retrieval.caution))
            ways: list[Callable[[str], object]] = [
                lambda text, new=new: new.answer(Question(text)),  # type: ignore[misc]
                lambda text: plain.get_scores(words(text)),
            ]
            rounds.append([[_milliseconds(way, text) for way in ways] for text in questions])
    # The first round fills caches and does not count.
    times = np.array(rounds[1:]).reshape(-1, len(ways))
    median, high = np.median(times, axis=0), np.percentile(times, 99, axis=0)
    sys.stdout.write(
        f"answer: median {median[0]:.2f} ms, p99 {high[0]:.2f} ms; "
        f"rank_bm25 alone: median {median[1]:.2f} ms, p99 {high[1]:.2f} ms; "
        f"ratio of medians {median[0] / median[1]:.1f}\n"
    )


def _milliseconds(way: Callable[[str], object], text: str) -> float:
    started = time.perf_counter()
    way(text)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
