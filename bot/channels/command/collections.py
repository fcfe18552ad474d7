"""Collections of passages in the BEIR layout, searched in the program's own way."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channels.command.questions import read_bytes
from bot.errors import InputError
from retrieval.evaluation.bootstrap import RESAMPLES
from retrieval.evaluation.figures import DEPTH, estimate_means, ranking_credits
from retrieval.searcher import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from bot.bootstrap import Search
    from retrieval.evaluation.bootstrap import Estimate
    from retrieval.evaluation.figures import Measure
    from retrieval.evaluation.questions import Number


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages and queries by their ids, and the grades of passages by the id of the query."""

    passages: Mapping[str, str]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[Number, int]]


def read_collection(folder: Path) -> Collection:
    """Read corpus.jsonl, queries.jsonl and qrels/test.tsv, each plain or as ``.gz``.

    Raises InputError naming file and line. A judged passage that the corpus lacks is one that is
    never found; a judged query that is not there is an error.
    """
    passages = dict(_records(folder, "corpus.jsonl"))
    queries = dict(_records(folder, "queries.jsonl"))
    grades: defaultdict[str, dict[Number, int]] = defaultdict(dict)
    for place, line in _lines(folder, "qrels/test.tsv"):
        try:
            query, passage, grade = line.split("\t")
            if place[1] == 1 and not grade.strip().lstrip("-").isdigit():
                continue  # The line that names the columns.
            grades[query][passage] = int(grade)
        except ValueError as error:
            raise _bad(place, error) from error
        if query not in queries:
            raise InputError("unknown-query", path=place[0], line=place[1], query=query)
    if not grades:
        raise InputError("empty-collection", folder=folder)
    return Collection(passages, queries, grades)


def evaluate_collection(
    search: Search,
    collection: Collection,
    track: Callable[[Iterable[str]], Iterable[str]] = iter,
    resamples: int = RESAMPLES,
) -> dict[Measure, Estimate]:
    """Index the passages, search for each judged query and measure the rankings.

    ``track`` is handed the queries and yields them again, telling someone how far it is.
    """
    ids = list(collection.passages)
    terms = search.analyzer.terms_of(list(collection.passages.values()))
    searcher = search.make_searcher(list(map(Entry, terms)))
    rows = []
    for name in track(collection.grades):
        query = search.understanding.query(collection.queries[name])
        ranked = [ids[one.position] for one in searcher.search(query, DEPTH**2)]
        rows.append(ranking_credits(ranked, collection.grades[name]))
    return estimate_means(rows, resamples)


def _records(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the text, its title before it, of each object of a JSON Lines file."""
    for place, line in _lines(folder, name):
        try:
            row = json.loads(line)
            title, words = row.get("title") or "", row["text"]
            yield str(row["_id"]), f"{title}\n{words}" if title else str(words)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _bad(place, error) from error


def _lines(folder: Path, name: str) -> Iterator[tuple[tuple[Path, int], str]]:
    """Yield the lines that are not empty, each with its file and number."""
    path = folder / name
    packed = path.with_name(f"{path.name}.gz")
    found = next((one for one in (path, packed) if one.is_file()), None)
    if found is None:
        raise InputError("no-collection", folder=folder, name=name)
    data = read_bytes(found)
    try:
        words = (gzip.decompress(data) if found == packed else data).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _bad((found, 1), error) from error
    # Not splitlines: a JSON string may hold U+2028, which ends no line of the file.
    for number, line in enumerate(words.split("\n"), start=1):
        if line.strip():
            yield (found, number), line.rstrip("\r")


def _bad(place: tuple[Path, int], error: Exception) -> InputError:
    cause = f"{type(error).__name__} {error}"
    return InputError("bad-collection", path=place[0], line=place[1], cause=cause)
