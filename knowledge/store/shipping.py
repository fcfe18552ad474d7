"""Simulated questions that are shipped beside a plan, brought into the memory."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import TYPE_CHECKING

from knowledge.memory import ItemPlaces, MemoryKind, Note
from knowledge.memory_lines import to_note
from knowledge.parsing import read_document
from knowledge.plans import questions_file, read_questions
from knowledge.readers.source import read_source
from knowledge.store.memories import SHIPPER
from knowledge.store.naming import SHORT

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.store.documents import DocumentStore
    from knowledge.store.memories import MemoryStore


def ship_questions(store: DocumentStore, memory: MemoryStore, name: str, plan: Path) -> None:
    """Bring the questions beside the plan at ``plan`` into the memory of the document ``name``.

    Nothing is done where there is no such file, where these questions came in before, or where
    the document was never stored with the plan's text. Of an older file, what the new one leaves
    out is taken back; what people took back stays so. Raises SourceError, naming file and line.
    """
    file = questions_file(plan)
    if not file.exists():
        return
    # The author says which file it was, so that it is read once and a newer one is noticed.
    author = f"{SHIPPER}{sha256(file.read_bytes()).hexdigest()[:SHORT]}"
    if memory.knows_author(name, author):
        return
    source = read_source(plan)
    if not store.has(name, source):
        return
    places = ItemPlaces(read_document(name, source))
    default = Note(name, None, "-", MemoryKind.SIMULATED, author, dt.datetime.now(dt.UTC))
    notes = [to_note(line, name, places, default) for line in read_questions(plan)]
    shipped = [
        one
        for one in memory.all(name)
        if one.note.kind is MemoryKind.SIMULATED and one.note.author.startswith(SHIPPER)
    ]
    before = {(one.note.place, one.note.text, one.note.sentence) for one in shipped}
    memory.add_all([note for note in notes if (note.place, note.text, note.sentence) not in before])
    now = {(note.place, note.text, note.sentence) for note in notes}
    for one in shipped:
        if one.active and (one.note.place, one.note.text, one.note.sentence) not in now:
            memory.take_back(one.id, author)
