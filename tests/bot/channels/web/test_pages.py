"""The pages, read as a browser without scripts reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from bot.cards import item_name
from bot.channels.web.application import build_app
from bot.channels.web.views import Piece, pieces
from bot.settings import WebSettings
from knowledge.errors import UnknownDocumentError
from knowledge.journal import Vote
from knowledge.span import Span
from retrieval.occurrences import occurrences

if TYPE_CHECKING:
    from httpx2 import Response

    from bot.assistant import Assistant
    from bot.backend import Backend
    from bot.settings import Settings
    from knowledge.model import Document, Item

_HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;放学后没人接孩子怎么办"
_FRAGMENT = {"X-Fragment": "1"}


def _page(response: Response, status: int = 200) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return html.fromstring(response.text)


def _values(form: Any) -> dict[str, str]:
    return {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}


def _send(client: TestClient, form: Any, **more: str) -> Response:
    """Send a form as a browser does, with one of its buttons or what was typed."""
    assert form.get("method") == "post"
    given = _values(form) | more
    return client.post(form.get("action"), data=given)


def _ask(client: TestClient, page: Any, question: str) -> Any:
    (form,) = page.xpath("//form[@id='ask']")
    return _page(_send(client, form, q=question))


def _titles(page: Any) -> list[str]:
    return [one.text_content() for one in page.xpath("//article[@class='item']/h2")]


@pytest.fixture(scope="module")
def plan(assistant: Assistant) -> Document:
    """Return the shipped plan."""
    (document,) = assistant.documents
    return document


def test_each_item_has_a_page_with_its_words_byte_for_byte(
    client: TestClient, plan: Document
) -> None:
    """By number and by path; with its area, its source and the items before and after."""
    for at, item in enumerate(plan.items):
        url = f"/d/{plan.name}/{item.number}"
        page = _page(client.get(url))
        (wording,) = page.xpath("//*[@id='wording']")
        assert wording.text_content() == item.text
        assert page.xpath("string(//h1)") == item_name(item)
        assert item.area
        assert f"{item.area.label}{plan.title_of(item.area)}" in page.xpath(
            "string(//p[@class='area'])"
        )
        about = page.xpath("string(//dl)")
        assert plan.meta.plan_title in about
        assert "2022-03-29" in about
        assert f"http://wence.test{url}" in about
        turning = [one.get("rel") for one in page.xpath("//nav[@aria-label='前后条目']/a")]
        assert turning == ["prev"] * (at > 0) + ["next"] * (at < len(plan.items) - 1)
    by_path = _page(client.get(f"/d/{plan.name}/五21"))
    assert by_path.xpath("string(//*[@id='wording'])") == plan.items[20].text


def test_an_item_is_described_to_who_links_it(client: TestClient, plan: Document) -> None:
    """Its name, its first sentence and its address, which is that of the settings."""
    page = _page(client.get(f"/d/{plan.name}/21"))
    meta = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
    assert meta["og:title"] == f"{item_name(plan.items[20])} - {plan.meta.plan_title}"
    assert meta["og:description"] in plan.items[20].text
    assert meta["og:url"] == f"http://wence.test/d/{plan.name}/21"


def test_links_take_the_public_address(backend: Backend, settings: Settings) -> None:
    """What a proxy calls the program does not matter."""
    web = WebSettings(public_url="https://wen.example.cn")
    app = build_app(backend, settings.model_copy(update={"web": web}))
    client = TestClient(app, base_url="http://127.0.0.1:8000")
    page = _page(client.get("/d/licheng-2022/21"))
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://wen.example.cn/d/licheng-2022/21"
    card = _page(client.get("/ask", params={"q": "第21条"}))
    citation = "《2022年鲤城教育工作要点》第21条 合力推动“双减”政策高效落实"
    assert card.xpath("//@data-copy") == [f"{citation} {canonical}"]


def test_a_revision_keeps_its_address(client: TestClient, plan: Document) -> None:
    """It is named by its digits, in its links too; what is in force is named without them."""
    named = f"{plan.name}@{plan.sha256[:8]}"
    page = _page(client.get(f"/d/{named}/21"))
    assert page.xpath("string(//*[@id='wording'])") == plan.items[20].text
    assert page.xpath("//a[@rel='next']/@href") == [f"/d/{named}/22"]
    assert not page.xpath("//p[@class='note']")
    whole = _page(client.get(f"/d/{named}"))
    assert whole.xpath("//ul[@class='rows']//a/@href")[0] == f"/d/{named}/1"


def test_a_document_lists_its_areas_and_items(client: TestClient, plan: Document) -> None:
    """In its order; each area can be linked."""
    page = _page(client.get(f"/d/{plan.name}"))
    assert [one.text_content() for one in page.xpath("//ul[@class='rows']//a")] == [
        item_name(item) for item in plan.items
    ]
    assert page.xpath("//section/@id") == [f"area-{at}" for at in range(1, 7)]
    assert page.xpath("string((//h2)[5])") == f"五、{plan.title_of(plan.areas[4])}"
    alone = client.get("/d", follow_redirects=False)
    assert alone.headers["location"] == f"/d/{plan.name}"


def test_several_documents_can_be_chosen_from(
    client: TestClient, backend: Backend, plan: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest first; places of a phrase say whose they are."""
    both = (plan, replace(plan, name="other (试行)"))
    monkeypatch.setattr(type(backend.documents), "all", lambda _: both)
    links = _page(client.get("/d")).xpath("//main//a/@href")
    assert links == [f"/d/{plan.name}", "/d/other%20%28%E8%AF%95%E8%A1%8C%29"]
    assert len(_page(client.get(links[1])).xpath("//ul[@class='rows']//a")) == 28
    found = _page(client.get("/search", params={"q": "双减"}))
    first, second = found.xpath("//h2/a/text()")
    assert first == second == f"{item_name(plan.items[20])}(《{plan.meta.plan_title}》)"


@pytest.mark.parametrize("number", ["99", "0", "<script>", "五99"])
def test_an_item_that_is_gone_names_those_there_are(
    client: TestClient, plan: Document, number: str
) -> None:
    """With links to them, and with the status that says so."""
    page = _page(client.get(f"/d/{plan.name}/{quote(number)}"), 404)
    assert "28 条" in page.xpath("string(//main)")
    assert len(page.xpath("//main//li/a")) == 28
    assert not page.xpath("//main//script")


@pytest.mark.parametrize("named", ["no-such", "licheng-2022@00000000", "licheng-2022@x", "a%00b"])
def test_a_document_that_never_was_names_those_there_are(client: TestClient, named: str) -> None:
    """For its page and for those of its items."""
    for url in (f"/d/{named}", f"/d/{named}/21"):
        page = _page(client.get(url), 404)
        assert page.xpath("//main//li/a/@href") == ["/d/licheng-2022"]


def test_a_document_that_was_retracted_is_gone(
    client: TestClient, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is told with the status for it; the pages say nothing of commands."""

    def retracted(_: object, name: str) -> Document:
        raise UnknownDocumentError("retracted-document", name=name, revision=f"{name}@0")

    monkeypatch.setattr(type(backend.documents), "get", retracted)
    page = _page(client.get("/d/licheng-2021/3"), 410)
    assert "已经撤下" in page.xpath("string(//main)")
    assert "wence" not in page.xpath("string(//main)")


def test_who_has_a_page_already_is_told_so(client: TestClient) -> None:
    """By its tag; the page is asked for again each time."""
    first = client.get("/d/licheng-2022/21")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(
        "/d/licheng-2022/21", headers={"If-None-Match": f'W/"x", {first.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_asks_and_shows_without_scripts(client: TestClient, plan: Document) -> None:
    """Ask, read the answer with its sentence marked, ask on, choose, say what it was worth."""
    home = _page(client.get("/"))
    page = _ask(client, home, "放学后没人接孩子怎么办")
    item = plan.items[20]
    assert _titles(page) == [item_name(item)]
    assert page.xpath("string(//p[@class='asked'])").endswith("放学后没人接孩子怎么办")
    (whole,) = page.xpath("//details/div")
    assert whole.text_content() == item.text
    quoted = page.xpath("string(//blockquote)")
    assert quoted in item.text
    assert whole.xpath("string(mark)") == quoted
    assert page.xpath("//div[@class='links']//a/@href") == [
        f"/d/{plan.name}/25",
        f"/d/{plan.name}/11",
    ]
    following = _ask(client, page, "还有吗")
    assert "没有更多相关的条目了" in following.xpath("string(//p[@class='note'])")


def test_a_conversation_keeps_its_id_through_the_forms(client: TestClient) -> None:
    """The server makes one up, another one for each page; forms hand it on, no cookie does."""
    response = client.get("/")
    home = _page(response)
    (conversation,) = set(home.xpath("//input[@name='conversation']/@value"))
    assert re.fullmatch("[A-Za-z0-9_-]{22}", conversation)
    assert conversation not in client.get("/").text
    page = _ask(client, home, "双减")
    assert {*page.xpath("//input[@name='conversation']/@value")} == {conversation}
    assert "set-cookie" not in response.headers
    assert not client.cookies
    made = _page(client.post("/ask", data={"q": "双减", "conversation": "<b>"}))
    assert "<b>" not in made.xpath("//input[@name='conversation']/@value")


def _quotes(page: Any) -> list[str]:
    return [one.text for one in page.xpath("//article//blockquote")]


def test_a_choice_is_shown_and_spoken_of_afterwards(client: TestClient, plan: Document) -> None:
    """Choices are buttons; after one was pressed, 下一条 goes on from it."""
    page = _ask(client, _page(client.get("/")), "我想自杀")
    assert page.xpath("//p[@role='alert']")[0].text.startswith("⚠️")
    assert page.xpath("//section/*")[0].get("role") == "alert"
    assert page.xpath("//p[@role='alert']/a/@href") == ["tel:110", "tel:120", "tel:12356"]
    forms = page.xpath("//article//form")
    assert len(forms) == 3
    second = forms[1].xpath(".//button")[0]
    assert second.get("name") == "item"
    named = _page(_send(client, forms[1], item=second.get("value")))
    (title,) = _titles(named)
    # What stood under the choice is what is shown of it.
    assert _quotes(named) == _quotes(page)[1:2]
    number = int(second.get("value").rpartition("/")[2])
    assert title == item_name(plan.items[number - 1])
    assert _titles(_ask(client, named, "下一条")) == [item_name(plan.items[number])]
    assert _titles(_ask(client, page, "第二个"))


def test_a_choice_that_is_gone_is_told(client: TestClient) -> None:
    """With a page, as of any address."""
    for value in ("licheng-2022/99", "no-such/1", "x", "/"):
        _page(client.post("/ask", data={"item": value}), 404)


def test_feedback_is_given_by_buttons(client: TestClient, backend: Backend) -> None:
    """A bad answer is asked for its reason; who changes their mind changes the vote."""
    page = _ask(client, _page(client.get("/")), "放学后没人接孩子怎么办")
    (form,) = page.xpath("//form[@action='/feedback']")
    number = int(_values(form)["answer"].partition("-")[0])
    assert form.xpath(".//button/@value") == ["up", "down"]
    why = _page(_send(client, form, vote="down"))
    (reasons,) = why.xpath("//form[@action='/feedback']")
    assert reasons.xpath(".//button/@value") == ["other", "partial", "unclear", "outdated"]
    thanked = _page(_send(client, reasons, reason="unclear"))
    assert "谢谢" in thanked.xpath("string(//main)")
    (kept,) = backend.records.feedback_on(number)
    assert (kept.vote, kept.reason) == (Vote.DOWN, "unclear")
    _page(_send(client, form, vote="up"))
    (kept,) = backend.records.feedback_on(number)
    assert kept.vote is Vote.UP
    assert _titles(_ask(client, thanked, "下一条")) == ["第22条 优化完善教育督导体制机制"]


def test_feedback_on_no_answer_is_told(client: TestClient) -> None:
    """One that was made up, and a vote that is none."""
    given = {"answer": "1-0000000000000000", "conversation": "a" * 22, "vote": "up"}
    assert "过期" in _page(client.post("/feedback", data=given), 404).text_content()
    assert client.post("/feedback", data=given | {"vote": "sideways"}).status_code == 422


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://wence.test"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "http://wence.test"}, 200),
        ({"Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_feedback_comes_from_the_own_pages(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    """As far as the browser says where it comes from."""
    page = _ask(client, _page(client.get("/")), "双减")
    (form,) = page.xpath("//form[@action='/feedback']")
    given = _values(form) | {"vote": "up"}
    assert client.post("/feedback", data=given, headers=headers).status_code == status
    assert client.get("/feedback").status_code == 405


def test_what_was_typed_is_shown_as_it_was_typed(client: TestClient) -> None:
    """Markup in it is none: in the page, in its title, in the search."""
    page = _page(client.post("/ask", data={"q": _HOSTILE}))
    assert page.xpath("string(//p[@class='asked'])").endswith(_HOSTILE)
    assert page.xpath("string(//title)").startswith(_HOSTILE)
    places = _page(client.get("/search", params={"q": _HOSTILE}))
    assert places.xpath("//input[@name='q']/@value") == [_HOSTILE]
    for one in (page, places):
        assert not one.xpath("//script[not(@src)]")
        assert not one.xpath("//*[@onerror]")
        assert not one.xpath("//main//img")


def test_a_script_gets_the_card_alone(client: TestClient) -> None:
    """The same address with X-Fragment; caches tell the two apart."""
    response = client.post("/ask", data={"q": "双减"}, headers=_FRAGMENT)
    assert response.text.startswith("<section")
    assert "<html" not in response.text
    assert "X-Fragment" in response.headers["vary"]
    voted = client.post(
        "/feedback",
        data=_values(html.fromstring(response.text).xpath("//form[@action='/feedback']")[0])
        | {"vote": "up"},
        headers=_FRAGMENT,
    )
    assert voted.text.startswith("<div")


def test_a_question_can_be_linked(client: TestClient) -> None:
    """By GET, with a new conversation; without a question it is the page to ask."""
    page = _page(client.get("/ask", params={"q": "第21条"}))
    assert _titles(page) == ["第21条 合力推动“双减”政策高效落实"]
    response = client.get("/ask", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_question_that_is_too_long_is_told(client: TestClient) -> None:
    """It is shown with what is wrong with it, and nothing is searched."""
    page = _page(client.post("/ask", data={"q": "问" * 501}), 422)
    assert "500" in page.xpath("string(//p[@class='note'])")
    _page(client.post("/ask", data={"q": "问" * 500}))


@pytest.mark.parametrize("question", ["", "   ", "🙂", "\0", "你好", "第99条", "2021年的教师培训"])
def test_any_question_has_a_page(client: TestClient, question: str) -> None:
    """Those without an answer, too."""
    page = _page(client.post("/ask", data={"q": question}))
    assert page.xpath("//form[@id='ask']")


def test_courtesies_are_not_voted_on(client: TestClient) -> None:
    """There is nothing to say of a greeting."""
    page = _page(client.post("/ask", data={"q": "你好"}))
    assert not page.xpath("//form[@action='/feedback']")


def test_items_that_are_named_are_links(client: TestClient, plan: Document) -> None:
    """Those of an area, the areas, and those that are near what was not found."""
    area = _page(client.post("/ask", data={"q": "第二部分有哪些"}))
    links = area.xpath("//section[@class='card']//a")
    assert [one.text for one in links] == [item_name(item) for item in plan.items[4:10]]
    areas = _page(client.post("/ask", data={"q": "有哪些领域"}))
    assert areas.xpath("//section//li/a/@href") == [
        f"/d/{plan.name}#area-{at}" for at in range(1, 7)
    ]
    near = _page(client.post("/ask", data={"q": "学校食堂多少钱"}))
    assert near.xpath("//section//li/a/@href") == [f"/d/{plan.name}/25"]


def test_the_whole_item_is_open_where_it_was_asked_for(client: TestClient, plan: Document) -> None:
    """Without a sentence before it, and without a mark."""
    page = _page(client.post("/ask", data={"q": "第21条全文"}))
    (whole,) = page.xpath("//details[@open]/div")
    assert whole.text_content() == plan.items[20].text
    assert not page.xpath("//mark | //blockquote")


def test_targets_stand_under_their_items(client: TestClient) -> None:
    """Each with its clause."""
    page = _page(client.post("/ask", data={"q": "有哪些数字指标"}))
    assert _titles(page)[0] == "第7条 全面加强学生身心健康教育 · 1 项指标"
    assert "不少于40场" in page.xpath("string((//article)[1])")


def test_every_place_of_a_phrase_is_listed(client: TestClient, plan: Document) -> None:
    """Word for word, with what stands around it and the item it stands in."""
    for phrase in ("双减", "教师", "党的二十大"):
        page = _page(client.get("/search", params={"q": phrase}))
        found = occurrences(plan.text, phrase)
        assert f" {len(found)} 处" in page.xpath("string(//p[@class='count'])")
        marks = page.xpath("//mark")
        assert [one.text for one in marks] == [span.of(plan.text) for span in found]
        for line in page.xpath("//li[mark]"):
            assert line.text_content().strip("…") in plan.text
    page = _page(client.get("/search", params={"q": "双减"}))
    assert page.xpath("//section/h2/a/@href") == [f"/d/{plan.name}/21"]
    assert page.xpath("string(//li[mark])").startswith("21.合力")


def test_a_phrase_that_is_not_there_leads_to_the_nearest_wording(client: TestClient) -> None:
    """It is a link; a fragment has no more than the places."""
    page = _page(client.get("/search", params={"q": "课后服务费"}))
    assert page.xpath("//*[@id='places']//a/text()") == ["课后服务"]
    part = client.get("/search", params={"q": "课后服务"}, headers=_FRAGMENT)
    assert "<html" not in part.text
    for empty in ("", "   ", "“”"):
        assert not _page(client.get("/search", params={"q": empty})).xpath("//mark")


def test_the_frame_takes_colour_and_greeting(client: TestClient) -> None:
    """The colour by a stylesheet; what it keeps goes with each question."""
    response = client.get("/widget", params={"color": "#0a6", "greeting": "您好<b>"})
    page = _page(response)
    assert page.xpath("string(//p[@class='greeting'])") == "您好<b>"
    assert "/widget.css?color=%230a6" in page.xpath("//link/@href")
    assert not page.xpath("//header | //footer")
    assert "x-frame-options" not in response.headers
    answered = _ask(client, page, "第21条")
    assert _titles(answered)
    assert not answered.xpath("//header")
    assert "/widget.css?color=%230a6" in answered.xpath("//link/@href")
    style = client.get("/widget.css", params={"color": "#0a6"})
    assert style.headers["content-type"].startswith("text/css")
    assert style.text == ":root{--accent:#0a6;--on-accent:#000}"
    assert "#fff" in client.get("/widget.css", params={"color": "#0d6b57"}).text


@pytest.mark.parametrize(
    "colour", ["red", "#12", "#12345g", "#000;}body{display:none", "#000\n", "</style>", "#１２３"]
)
def test_a_colour_that_is_none_is_left_out(client: TestClient, colour: str) -> None:
    """No style is made of it, and no link."""
    assert client.get("/widget.css", params={"color": colour}).text == ""
    page = _page(client.get("/widget", params={"color": colour}))
    assert not [href for href in page.xpath("//link/@href") if "widget.css" in href]
    assert {*page.xpath("//form/@action")} == {"/widget"}


def test_the_script_for_other_sites_may_run_there(client: TestClient) -> None:
    """It says so, has its words filled in, and writes no markup."""
    script = client.get("/widget.js")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["content-type"].startswith("text/javascript")
    assert "关闭" in script.text
    assert not re.search("%[a-z]+%|innerHTML|eval|cssText", script.text)


def test_pages_keep_to_their_policy(client: TestClient) -> None:
    """No script, style or handler stands in them, and nothing comes from another host."""
    urls = ["/", "/ask?q=双减", "/d", "/d/licheng-2022", "/d/licheng-2022/21", "/search?q=双减"]
    for url in [*urls, "/privacy", "/widget", "/nothing"]:
        page = html.fromstring(client.get(url).text)
        assert not page.xpath("//style | //@style | //script[not(@src)]"), url
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), url
        loaded = page.xpath("//script/@src | //link[not(@rel='canonical')]/@href | //img/@src")
        assert loaded
        assert all(one.startswith("/") for one in loaded), url
        for one in loaded:
            assert client.get(one).status_code == 200, one


def test_pages_can_be_found_the_way_through(client: TestClient) -> None:
    """Each has a language, a title, a main part, one first heading, and labels for its fields."""
    urls = ["/", "/ask?q=双减", "/d", "/d/licheng-2022", "/d/licheng-2022/21", "/search?q=双减"]
    for url in [*urls, "/privacy", "/widget", "/nothing"]:
        page = html.fromstring(client.get(url).text)
        assert page.get("lang") == "zh-CN"
        assert page.xpath("string(//title)").strip()
        assert len(page.xpath("//main")) == 1
        assert len(page.xpath("//h1")) == 1, url
        levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for field in page.xpath("//input[not(@type='hidden')]"):
            assert page.xpath("//label[@for=$id]", id=field.get("id"))
        ids = page.xpath("//@id")
        assert len(ids) == len({*ids})


def test_the_first_page_is_light(client: TestClient) -> None:
    """With all that it loads it stays under 60 KB, even before anything is compressed."""
    home = client.get("/")
    loaded = html.fromstring(home.text).xpath("//script/@src | //link/@href | //img/@src")
    sizes = [len(client.get(one).content) for one in {*loaded}]
    assert len(home.content) + sum(sizes) < 60_000


def test_what_is_kept_is_told(client: TestClient) -> None:
    """On a page of its own."""
    words = _page(client.get("/privacy")).xpath("string(//main)")
    assert "180 天" in words
    assert "Cookie" in words


def test_crawlers_and_browsers_get_what_they_ask_for(client: TestClient) -> None:
    """Answers are not for crawlers; the icon is a drawing; HEAD works for pages."""
    assert "Disallow: /ask" in client.get("/robots.txt").text
    assert client.get("/favicon.ico").headers["content-type"].startswith("image/svg+xml")
    for url in ("/", "/d/licheng-2022", "/d/licheng-2022/21", "/search", "/privacy"):
        assert client.head(url).status_code == 200
    problem = _page(client.get("/nothing"), 404)
    assert problem.xpath("string(//h1)") == "没有找到"


def test_pieces_put_together_are_the_wording() -> None:
    """Whatever is marked: outside of it, all of it, over its ends, one behind the other."""
    words = "甲乙丙丁戊己"
    whole = Span(1, 5)
    assert pieces(words, whole, [Span(2, 3)]) == (
        Piece("乙"),
        Piece("丙", marked=True),
        Piece("丁戊"),
    )
    for marks in ([], [Span(0, 1)], [Span(0, 6)], [Span(0, 2), Span(4, 6)], [Span(5, 6)]):
        assert "".join(one.text for one in pieces(words, whole, marks)) == "乙丙丁戊"


def test_wording_with_odd_signs_is_read_as_it_is(
    backend: Backend, settings: Settings, plan: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Carriage returns, markup and spaces stand in a page as they stand in the document."""
    odd = "21.<b>&amp;  \r\n　双\t减\u200b'\""
    at = plan.items[20].node.span
    changed = replace(plan, text=plan.text[: at.start] + odd.ljust(len(at)) + plan.text[at.end :])
    item = changed.items[20]
    monkeypatch.setattr(type(backend.documents), "all", lambda _: (changed,))
    client = TestClient(build_app(backend, settings), base_url="http://wence.test")
    assert _read(client, item) == item.text


def _read(client: TestClient, item: Item) -> str:
    page = _page(client.get(f"/d/{item.document.name}/{item.number}"))
    return str(page.xpath("string(//*[@id='wording'])"))


def _conversation_of(page: Any) -> str:
    return str(page.xpath("//form[@id='ask']//input[@name='conversation']/@value")[0])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://wence.test"}, True),
        ({}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://evil.example"}, False),
    ],
)
def test_a_conversation_is_not_begun_by_another_site(
    client: TestClient, sent: dict[str, str], *, kept: bool
) -> None:
    """Who knows the id of a conversation could read on in it: only these pages may name one."""
    given = {"q": "第7条", "conversation": "an-id-that-others-know"}
    page = _page(client.post("/ask", data=given, headers=sent))
    assert (_conversation_of(page) == given["conversation"]) is kept
    linked = _page(client.get("/ask", params=given))
    assert _conversation_of(linked) != given["conversation"]


@pytest.mark.parametrize(
    ("path", "begin"),
    [("/ask", "/"), ("/widget", "/widget"), ("/widget?color=%23abc", "/widget?color=%23abc")],
)
def test_an_empty_question_leads_to_the_beginning(
    client: TestClient, path: str, begin: str
) -> None:
    """Nothing was asked, so nothing is answered or recorded."""
    for words in ("", "  \u3000 "):
        sent = client.post(path, data={"q": words}, follow_redirects=False)
        assert (sent.status_code, sent.headers["location"]) == (303, begin)
    assert client.get("/ask", params={"q": " "}, follow_redirects=False).status_code == 303


def test_a_question_that_is_too_long_is_kept_in_the_field(client: TestClient) -> None:
    """So that it can be shortened."""
    page = _page(client.post("/ask", data={"q": "问" * 501}), 422)
    assert page.xpath("//input[@id='q']/@value") == ["问" * 501]
    assert "太长" in page.xpath("string(//main)")


def test_addresses_are_shown_as_they_are_read(client: TestClient, plan: Document) -> None:
    """Chinese in them is no row of percent signs, but what is copied is encoded."""
    page = _page(client.get(f"/d/{plan.name}/{quote('五21')}"))
    assert page.xpath("string(//dd[@class='url'])") == f"http://wence.test/d/{plan.name}/21"


def test_who_judges_without_a_script_finds_the_way_back(client: TestClient) -> None:
    """To the answer, from the thanks and from the question for a reason."""
    page = _ask(client, _page(client.get("/")), "放学后没人接孩子怎么办")
    (form,) = page.xpath("//form[@action='/feedback']")
    thanks = _page(_send(client, form, vote="down"))
    (reasons,) = thanks.xpath("//form[@action='/feedback']")
    for judged in (thanks, _page(_send(client, reasons, reason="partial"))):
        (back,) = judged.xpath("//a[text()='回到刚才的回答']/@href")
        assert "课后服务" in client.get(back).text
