"""Asks the assistant labelled questions and measures what it answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.answer import Question
from bot.errors import InputError
from retrieval.evaluation.questions import Figures, Given, LabelledQuestion, measure

if TYPE_CHECKING:
    from pathlib import Path

    from bot.assistant import Assistant


def evaluate_file(assistant: Assistant, path: Path) -> Figures:
    """Ask all questions of a JSON Lines file; raises InputError naming the line that is wrong."""
    return measure([(question, _ask(assistant, question)) for question in read_questions(path)])


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Read labelled questions; raises InputError naming file and line."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError("missing-file", path=path) from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            right = frozenset((*row["best"], *row.get("also", ())))
            sentences = tuple(row.get("sentences", ()))
            found.append(LabelledQuestion(row["text"], row["coverage"], right, sentences))
        except (ValueError, TypeError, KeyError) as error:
            cause = f"{type(error).__name__} {error}"
            raise InputError("bad-questions", path=path, line=number, cause=cause) from error
    return found


def _ask(assistant: Assistant, question: LabelledQuestion) -> Given:
    answer = assistant.answer(Question(question.text))
    numbers = tuple(found.item.number for found in answer.answers)
    first = answer.answers[0] if answer.answers else None
    quote = first.quote.of(first.item.document.text) if first else ""
    return Given(answer.outcome, numbers, quote)
