"""The store over each kind of database."""

from __future__ import annotations

import threading
from hashlib import sha256

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from knowledge.errors import NotAPlanError, StoreError, UnknownDocumentError
from knowledge.readers.source import Source
from knowledge.store.database import SCHEMA_HEAD, open_database, writing
from knowledge.store.documents import DocumentStore
from knowledge.store.tables import metadata, revisions
from tests.conftest import PROJECT

_OLD = "关于印发工作要点的通知\n2021年1月2日\n一、总则\n1.甲。做好甲。\n"
_NEW = "关于印发工作要点的通知\n二〇二二年一月二日\n一、总则\n1.乙。做好乙。\n"


def _source(text: str) -> Source:
    return Source(text.encode(), text)


@pytest.fixture
def store(engine: sa.Engine) -> DocumentStore:
    """Return an empty store."""
    return DocumentStore(engine)


def _rows(engine: sa.Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [
            tuple(row)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        ]


def test_importing_the_same_bytes_twice_changes_nothing(
    engine: sa.Engine, store: DocumentStore
) -> None:
    """The second import is told apart and leaves every row as it was."""
    assert store.is_empty()
    assert store.add("plan", _source(_OLD)).new
    before = _rows(engine)
    assert not store.add("plan", _source(_OLD)).new
    assert _rows(engine) == before


def test_a_new_text_under_the_same_name_is_in_force(store: DocumentStore) -> None:
    """What was imported last is what is loaded; going back to the old text makes no second copy."""
    for text, new in ((_OLD, True), (_NEW, True), (_OLD, False)):
        done = store.add("plan", _source(text))
        assert (done.new, done.changed) == (new, True)
        assert store.get("plan").text == text
    assert len(store.all()) == 1
    assert [one.revisions for one in store.standings()] == [2]


def test_documents_come_with_the_newest_first(store: DocumentStore) -> None:
    """Documents are ordered by their date of issue, undated ones last."""
    for name, text in (("old", _OLD), ("undated", "一、总则\n1.甲。做。\n"), ("new", _NEW)):
        store.add(name, _source(text))
    assert [document.name for document in store.all()] == ["new", "old", "undated"]


def test_what_is_no_plan_is_not_stored(engine: sa.Engine, store: DocumentStore) -> None:
    """A refused text leaves the database empty."""
    with pytest.raises(NotAPlanError):
        store.add("letter", _source("亲爱的家长"))
    assert _rows(engine) == []


def test_an_unknown_name_is_told_with_the_known_ones(store: DocumentStore) -> None:
    """Asking for a document that is not there names those that are."""
    store.add("plan", _source(_OLD))
    with pytest.raises(UnknownDocumentError) as refused:
        store.get("plam")
    assert refused.value.found == {"name": "plam", "known": "plan"}


def test_digits_that_several_revisions_share_are_ambiguous(
    engine: sa.Engine, store: DocumentStore
) -> None:
    """Both revisions are told in full; more digits tell them apart."""
    store.add("plan", _source(_OLD))
    store.add("plan", _source(_NEW))
    forged = ["0123456789" + digit * 54 for digit in "ab"]
    with writing(engine) as connection:
        for number, digits in enumerate(forged, start=1):
            this = revisions.c.id == number
            connection.execute(revisions.update().where(this).values(sha256=digits))
    with pytest.raises(UnknownDocumentError, match="ambiguous-revision") as refused:
        store.find("plan@01234567")
    assert refused.value.found["known"] == "、".join(f"plan@{digits}" for digits in forged)
    assert store.get("plan@0123456789A").text == _OLD


def test_the_same_bytes_read_into_another_text_are_another_revision(store: DocumentStore) -> None:
    """The bytes name the last reading of them, the fingerprint of a text names that text."""
    data = _OLD.encode("gb18030")
    for text in (_NEW, _OLD):
        assert store.add("plan", Source(data, text, "gb18030")).new
    assert store.get(f"plan@{sha256(data).hexdigest()}").text == _OLD
    assert store.get(f"plan@{_source(_NEW).sha256}").text == _NEW


def test_texts_are_read_without_their_bytes(engine: sa.Engine, store: DocumentStore) -> None:
    """No query that reads documents asks for their bytes, and lists ask for no text."""
    store.add("plan", _source(_OLD))
    asked: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *event: asked.append(event[2]))
    store.standings()
    store.history("plan")
    assert store.version() == 1
    assert not [query for query in asked if "revisions.text," in query or "source" in query]
    assert store.all()[0].sha256 == _source(_OLD).sha256
    assert not [query for query in asked if "source" in query]


def test_processes_may_start_on_an_empty_database_at_once(database_url: str) -> None:
    """Opened and filled from several threads at the same time, the database holds one document."""
    failures: list[BaseException] = []
    ready = threading.Barrier(6)

    def start() -> None:
        try:
            ready.wait()
            opened = open_database(database_url)
            DocumentStore(opened).add("plan", _source(_OLD))
            opened.dispose()
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    opened = open_database(database_url)
    assert len(_rows(opened)) == 3
    opened.dispose()


def test_migrations_lead_to_the_tables(engine: sa.Engine) -> None:
    """The migrated schema has nothing that the tables lack, nor the other way round."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_go_back_and_forth(engine: sa.Engine) -> None:
    """The newest migration is the known head; all of them can be undone and done again."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "knowledge/store/migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_HEAD
    for step in (command.downgrade, command.upgrade):
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            step(config, "base" if step is command.downgrade else "head")
    assert _rows(engine) == []


def test_a_database_of_a_newer_program_is_left_alone(engine: sa.Engine, database_url: str) -> None:
    """A schema version that this program does not know is refused, not touched."""
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="database-newer"):
        open_database(database_url)
