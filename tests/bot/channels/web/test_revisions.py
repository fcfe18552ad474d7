"""Pages and pictures of a document that is revised, retracted and restored in a real store."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html
from starlette.testclient import TestClient

from bot.channels.web.application import build_app
from bot.channels.web.views import revision_of
from knowledge.store.database import open_database, sqlite_url
from knowledge.store.documents import DocumentStore
from retrieval.learning import Learner
from tests.bot.channels.web.revising import AFTER_SCHOOL, BUS, MEALS, READING, backend_over, plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from bot.settings import Settings
    from retrieval.analysis import Analyzer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    """Return a store with a plan."""
    engine = open_database(sqlite_url(tmp_path))
    stored = DocumentStore(engine)
    stored.add("plan", plan(AFTER_SCHOOL, BUS, MEALS))
    yield stored
    engine.dispose()


@pytest.fixture
def client(store: DocumentStore, analyzer: Analyzer, settings: Settings) -> TestClient:
    """Return a client of pages over the store."""
    backend = backend_over(store, analyzer)
    return TestClient(build_app(backend, settings), base_url="http://wence.test")


def _read(client: TestClient, path: str, status: int = 200) -> Any:
    response = client.get(path)
    assert response.status_code == status
    return html.fromstring(response.text)


def _wording(page: Any) -> str:
    return str(page.xpath("string(//*[@id='wording'])"))


def _notes(page: Any) -> list[str]:
    return [one.text_content() for one in page.xpath("//p[@class='note']")]


def _links(page: Any) -> list[str]:
    return list(page.xpath("//p[@class='note']//a/@href"))


def test_a_link_leads_on_to_where_its_item_has_gone(
    client: TestClient, store: DocumentStore
) -> None:
    """A number keeps its address; what it named before the revision is told and linked."""
    assert _notes(_read(client, "/d/plan/2")) == []
    old = revision_of(store.get("plan"))
    store.add("plan", plan(READING, AFTER_SCHOOL.replace("拓宽", "继续拓宽"), MEALS, BUS))
    moved = _read(client, "/d/plan/1")
    assert "阅读行动" in _wording(moved)
    assert _notes(moved) == ["编号改过。以前版本里的第1条 课后服务,现在是:第2条 课后服务"]
    assert _links(moved) == ["/d/plan/2"]
    assert "课后服务" in _wording(_read(client, "/d/plan/2"))
    assert _links(_read(client, "/d/plan/2")) == ["/d/plan/4"]
    # What has kept its number says nothing, and neither does one that is new.
    assert _notes(_read(client, "/d/plan/3")) == []
    assert _notes(_read(client, "/d/plan/4")) == []
    # The revision itself is there for ever.
    before = _read(client, f"/d/{old}/1")
    assert "课后服务" in _wording(before)
    assert _notes(before) == ["这是以前的版本,现在生效的是另一版。", "看现在生效的版本"]
    assert _links(before) == ["/d/plan"]


def test_a_link_to_an_item_that_is_gone_leads_to_the_revision(
    client: TestClient, store: DocumentStore
) -> None:
    """Whether another item has its number now or none."""
    old = revision_of(store.get("plan"))
    store.add("plan", plan(BUS, READING))
    taken = _read(client, "/d/plan/1")
    assert _links(taken) == [f"/d/{old}/1"]
    assert "现在没有了" in _notes(taken)[0]
    gone = _read(client, "/d/plan/3", 404)
    assert "现在没有了" in gone.xpath("string(//main)")
    assert gone.xpath("//main//li/a/@href") == [f"/d/{old}/3"]
    assert "营养午餐" in _wording(_read(client, f"/d/{old}/3"))
    never = _read(client, "/d/plan/9", 404)
    assert never.xpath("//main//li/a/@href") == ["/d/plan/1", "/d/plan/2"]


def test_older_meanings_of_a_number_are_not_forgotten(
    client: TestClient, store: DocumentStore
) -> None:
    """A mistake that is mended after a revision leaves the notes of the revision."""
    store.add("plan", plan(READING, AFTER_SCHOOL, BUS, MEALS))
    assert _links(_read(client, "/d/plan/1")) == ["/d/plan/2"]
    store.add("plan", plan(READING.replace("半小时", "一小时"), AFTER_SCHOOL, BUS, MEALS))
    assert _links(_read(client, "/d/plan/1")) == ["/d/plan/2"]
    assert _notes(_read(client, "/d/plan/4")) == []


def test_a_phrase_is_looked_up_in_one_document(client: TestClient, store: DocumentStore) -> None:
    """In that revision of it from whose page it is asked, which is told."""
    old = revision_of(store.get("plan"))
    store.add("plan", plan(AFTER_SCHOOL, MEALS))
    store.add("other", plan(READING, BUS, title="2021年鲤城教育工作要点"))
    (named,) = _read(client, f"/d/{old}").xpath("//form//input[@name='document']/@value")
    assert named == old
    for within, count in (("", 1), ("plan", 0), (old, 1), ("other", 1)):
        page = _read(client, f"/search?q=严查超载&document={within}")
        told = page.xpath("string(//*[@id='found'])")
        assert ("1 处" in told) == (count == 1), within
        assert ("只查" in page.xpath("string(//main)")) is bool(within)
    (link,) = _read(client, f"/search?q=严查超载&document={old}").xpath("//h2/a/@href")
    assert link == f"/d/{old}/2"
    assert client.get("/search?q=a&document=nothing").status_code == 404


def test_a_content_that_comes_back_is_compared_with_the_one_before(
    client: TestClient, store: DocumentStore
) -> None:
    """Links that were passed on meanwhile are led on too."""
    first, second = plan(AFTER_SCHOOL, BUS, MEALS), plan(BUS, AFTER_SCHOOL, MEALS)
    assert _links(_read(client, "/d/plan/1")) == []
    store.add("plan", second)
    assert _links(_read(client, "/d/plan/1")) == ["/d/plan/2"]
    store.add("plan", first)
    assert _links(_read(client, "/d/plan/1")) == ["/d/plan/2"]
    assert "课后服务" in _wording(_read(client, "/d/plan/1"))


def test_a_document_that_was_retracted_is_gone_until_it_is_restored(
    client: TestClient, store: DocumentStore
) -> None:
    """Its page and those of its items; its revisions stay, and say so."""
    old = revision_of(store.get("plan"))
    store.add("other", plan(READING, MEALS, title="2021年鲤城教育工作要点"))
    store.retract("plan")
    for path in ("/d/plan", "/d/plan/1"):
        page = _read(client, path, 410)
        assert page.xpath("//main//li/a/@href") == ["/d/other", f"/d/{old}"]
    for path in ("/d/plan/1.png", "/api/v1/documents/plan", "/api/v1/items?document=plan"):
        gone = client.get(path)
        assert gone.status_code == 410
        assert "wence" not in gone.text.replace("/static", "").replace("data-wence", "")
    store.retract("other")
    nothing = client.get("/api/v1/items")
    assert (nothing.status_code, "wence" in nothing.text) == (404, False)
    assert "现在没有生效的文件" in nothing.json()["detail"]
    store.restore("other")
    assert "撤下" in _notes(_read(client, f"/d/{old}/1"))[0]
    store.restore("plan")
    assert _notes(_read(client, "/d/plan/1")) == []


def test_a_database_that_cannot_be_asked_is_told(
    client: TestClient, store: DocumentStore, tmp_path: Path
) -> None:
    """To programs, to people and to what looks after the program; when it is back, all is well."""
    paths = ("/api/v1/documents", "/api/v1/ask?q=校车", "/healthz", "/d/plan/1", "/d/plan/1.png")
    assert {client.get(path).status_code for path in paths} == {200}
    (file,) = (one for one in tmp_path.iterdir() if one.suffix == ".db")
    # Who leaves last puts all into the file.
    store.engine.dispose()
    content = file.read_bytes()
    file.write_bytes(b"no database " * 1000)
    for path in paths:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "database" not in answer.text
    store.engine.dispose()
    file.write_bytes(content)
    assert {client.get(path).status_code for path in paths} == {200}


def test_pages_do_not_wait_for_what_is_learnt(
    client: TestClient, store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an import a document is there at once; only questions wait until it is learnt."""
    assert client.get("/api/v1/ask?q=校车").status_code == 200
    store.add("plan", plan(READING, BUS))

    def wait(*_: object) -> None:
        pytest.fail("somebody waits for what is learnt")

    monkeypatch.setattr(Learner, "analyze", wait)
    assert "阅读行动" in _wording(_read(client, "/d/plan/1"))
    for path in (
        "/",
        "/d",
        "/d/plan",
        "/search?q=校车",
        "/api/v1/items",
        "/healthz",
        "/d/plan/1.png",
    ):
        assert client.get(path).status_code == 200, path


def test_revisions_are_found_by_the_history(client: TestClient, store: DocumentStore) -> None:
    """Their digits lead to what was in force then, also of what is retracted."""
    store.add("plan", plan(READING, MEALS))
    store.retract("plan")
    told = client.get("/api/v1/documents/plan/history").json()
    assert [one["kind"] for one in told] == ["imported", "imported", "retracted"]
    first = client.get(f"/api/v1/documents/plan@{told[0]['sha256'][:8]}").json()
    assert "课后服务" in first["text"]
    assert client.get("/api/v1/documents/nothing/history").status_code == 404
    assert client.get("/api/v1/documents/%00/history").status_code == 404


def test_a_draft_says_so(client: TestClient, store: DocumentStore) -> None:
    """On its page, on those of its items, and in their pictures."""
    final = client.get("/d/plan/1.png").content
    store.add("plan", plan(AFTER_SCHOOL, BUS, title="2022年鲤城教育工作要点(征求意见稿)"))
    for path in ("/d/plan", "/d/plan/1"):
        assert _notes(_read(client, path)) == ["这是征求意见稿,不是定稿。"]
    assert client.get("/d/plan/1.png").content != final
    for path in ("/ask?q=校车安全", "/", "/search?q=校车"):
        assert "征求意见稿" in client.get(path).text
    (row,) = client.get("/api/v1/documents").json()
    assert row["draft"] is True
    store.add("final", plan(READING, BUS, title="2021年鲤城教育工作要点"))
    # What is final comes first, however old it is.
    assert [one["name"] for one in client.get("/api/v1/documents").json()] == ["final", "plan"]


def test_the_address_of_a_chinese_name_is_shown_in_chinese(
    client: TestClient, store: DocumentStore
) -> None:
    """On the page; links and what is copied have it encoded."""
    store.add("鲤城计划", plan(READING, MEALS))
    page = _read(client, "/d/鲤城计划/2")
    assert page.xpath("string(//dd[@class='url'])") == "http://wence.test/d/鲤城计划/2"
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.isascii()
    assert canonical in page.xpath("//button/@data-copy")[0]
    assert client.get("/d/鲤城计划/2.png").status_code == 200


def test_pictures_have_addresses_beside_their_items(
    client: TestClient, store: DocumentStore
) -> None:
    """PNG, with a tag; of a revision they are others than of what is in force."""
    old = revision_of(store.get("plan"))
    page = _read(client, "/d/plan/2")
    (preview,) = page.xpath("//meta[@property='og:image']/@content")
    assert preview == "http://wence.test/d/plan/2/preview.png"
    (sheet,) = page.xpath("//a[text()='存成图片']/@href")
    got = {}
    for path in (sheet, "/d/plan/2/preview.png", f"/d/{old}/2.png"):
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert response.headers["content-type"] == "image/png"
        assert "content-encoding" not in response.headers
        assert response.content.startswith(b"\x89PNG")
        saved = unquote(response.headers["content-disposition"])
        assert saved == "inline; filename*=UTF-8''2022年鲤城教育工作要点-2.png"
        again = client.get(path, headers={"If-None-Match": response.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(path).headers["etag"] == response.headers["etag"]
        got[path] = response.content
    assert len(set(got.values())) == 3
    store.add("plan", plan(AFTER_SCHOOL, BUS.replace("严查", "不得"), MEALS))
    assert client.get(sheet).content != got[sheet]
    assert client.get(f"/d/{old}/2.png").content != got[f"/d/{old}/2.png"]
    for path in ("/d/plan/99.png", "/d/nothing/1.png", "/d/plan/99/preview.png"):
        assert client.get(path).status_code == 404


def test_an_item_that_cannot_be_drawn_has_no_picture(
    client: TestClient, store: DocumentStore
) -> None:
    """Where the font lacks a character, its page offers none."""
    store.add("plan", plan(f"{BUS}\U00020bb7。", MEALS))
    page = _read(client, "/d/plan/1")
    assert page.xpath("//meta[@property='og:image']") == []
    assert page.xpath("//a[text()='存成图片']") == []
    for path in ("/d/plan/1.png", "/d/plan/1/preview.png"):
        assert client.get(path).status_code == 404


def _sources(page: Any) -> list[tuple[str, str]]:
    """Return each source with the title of the item above it, an empty one if it is in none."""
    return [
        (line.xpath("string(ancestor::article//h2)").strip(), line.text_content())
        for line in page.xpath("//p[@class='source']")
    ]


def test_what_is_quoted_stands_beside_the_source_that_it_is_from(
    client: TestClient, store: DocumentStore
) -> None:
    """Of an item of an older plan, not the newest; items of several plans each have their own."""
    (one,) = _sources(_read(client, "/ask?q=课后服务渠道"))
    assert one == ("第1条 课后服务", "出处:2022年鲤城教育工作要点 · 2022-03-01")
    store.add("new", plan(MEALS, READING, title="2023年鲤城教育工作要点"))
    (old,) = _sources(_read(client, "/ask?q=“课后服务”出现几次"))
    assert old == ("第1条 课后服务", "出处:2022年鲤城教育工作要点 · 2022-03-01")
    both = _sources(_read(client, "/ask?q=“学校食堂”出现几次"))
    assert [title for title, _ in both] == ["", ""]
    assert sorted(line[3:8] for _, line in both) == ["2022年", "2023年"]
