"""Asks the assistant labelled questions, and keeps what it answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.answer import Question
from bot.errors import InputError
from retrieval.evaluation.bootstrap import RESAMPLES
from retrieval.evaluation.figures import DEPTH, Figures, measure
from retrieval.evaluation.questions import Coverage, Given, Judged, LabelledQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.answer import Answer
    from bot.assistant import Assistant


def evaluate_file(assistant: Assistant, path: Path, resamples: int = RESAMPLES) -> Figures:
    """Ask all questions of a JSON Lines file; raises InputError naming the line that is wrong."""
    return measure(ask_all(assistant, read_questions(path)), resamples)


def ask_all(assistant: Assistant, questions: Iterable[LabelledQuestion]) -> list[Judged]:
    """Ask questions, in their order."""
    return [Judged(question, _ask(assistant, Question(question.text))) for question in questions]


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Read labelled questions; raises InputError naming file and line."""
    found = []
    for number, line in enumerate(read_bytes(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(to_question(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            cause = f"{type(error).__name__} {error}"
            raise InputError("bad-questions", path=path, line=number, cause=cause) from error
    return found


def read_bytes(path: Path) -> bytes:
    """Read a file; raises InputError where that cannot be done."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError("missing-file", path=path) from error


def to_question(row: dict[str, Any]) -> LabelledQuestion:
    """Read a question from its object; raises ValueError, TypeError or KeyError."""
    return LabelledQuestion(
        text=_string(row["text"]),
        coverage=Coverage(row["coverage"]),
        best=tuple(row["best"]),
        also=tuple(row.get("also", ())),
        sentences=tuple(map(_string, row.get("sentences", ()))),
        facts=dict(row.get("facts", {})),
        persona=_string(row.get("persona", "")),
        kind=_string(row.get("kind", "")),
    )


def _string(value: object) -> str:
    if not isinstance(value, str):
        msg = f"not a string: {value!r}"
        raise TypeError(msg)
    return value


def _ask(assistant: Assistant, question: Question) -> Given:
    answer = assistant.answer(question)
    shown = next(iter((*answer.answers, *answer.nearest)), None)
    numbers = tuple(found.item.number for found in answer.answers)
    ranked = tuple(item.number for item in assistant.rank(question, DEPTH))
    first = answer.answers[0] if answer.answers else None
    return Given(
        outcome=answer.outcome,
        numbers=numbers,
        quote=first.quote.of(first.item.document.text) if first else "",
        # Who asks for an item by its number gets no ranking but the item.
        ranked=ranked or numbers,
        nearest=tuple(found.item.number for found in answer.nearest),
        confidence=shown.confidence if shown else 0.0,
        title=(shown.item.title or "") if shown else "",
        words=shown.words if shown else (),
        facts=_facts(answer),
    )


def _facts(answer: Answer) -> dict[str, str | int | None]:
    """Return the facts that were given; an item that is shown states its own title."""
    title = {"item_title": answer.answers[0].item.title} if answer.answers else {}
    return title | {str(fact.name): fact.value for fact in answer.facts}
