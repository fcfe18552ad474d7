"""The HTTP API: the objects of the command line, their tags, and how errors are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answer import Question, item_json, to_json
from bot.channels.web.description import ANSWER_HEADER
from bot.objects.phrases import phrase_json
from knowledge.journal import Vote

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from bot.assistant import Assistant
    from bot.backend import Backend

_CONVERSATION = "a-random-conversation"


@pytest.mark.parametrize(
    "question",
    [
        "放学后没人接孩子怎么办",
        "第21条",
        "校服多少钱",
        "“双减”出现几次",
        "你好",
        " \ufffd\0 ",
        "<b>&",
    ],
)
def test_an_answer_is_the_object_of_the_command_line(
    client: TestClient, assistant: Assistant, question: str
) -> None:
    """What `wence ask --json` prints comes back, but for the time it took."""
    expected = to_json(assistant.answer(Question(question)))
    got = client.get("/api/v1/ask", params={"q": question}).json()
    del expected["elapsed_ms"], got["elapsed_ms"]
    assert got == expected


def test_a_conversation_goes_on(client: TestClient) -> None:
    """With its id a question is understood after the last one; without it, alone."""

    def ask(question: str, **more: str) -> dict[str, object]:
        found: dict[str, object] = client.get("/api/v1/ask", params={"q": question, **more}).json()
        return found

    ask("第21条", conversation=_CONVERSATION)
    following = ask("下一条", conversation=_CONVERSATION)
    assert following["answers"][0]["item"] == 22  # type: ignore[index]
    assert ask("下一条")["answers"] != following["answers"]


def test_feedback_is_given_on_an_answer_by_its_name(client: TestClient, backend: Backend) -> None:
    """The header names it; a name that was made up, and one of no answer, is not found."""
    name = client.get("/api/v1/ask", params={"q": "双减"}).headers[ANSWER_HEADER]
    number = int(name.partition("-")[0])
    given = {"answer": name, "conversation": _CONVERSATION, "vote": "down", "reason": "unclear"}
    assert client.post("/api/v1/feedback", json=given).json() == {"kept": True}
    (kept,) = backend.records.feedback_on(number)
    assert (kept.vote, kept.reason) == (Vote.DOWN, "unclear")
    assert kept.user == backend.identity.user("web", name)
    for bad in (f"{number}-{'0' * 16}", f"{number + 1}-{name.partition('-')[2]}", "x", ""):
        refused = client.post("/api/v1/feedback", json=given | {"answer": bad})
        assert refused.status_code == 404
        assert refused.json()["detail"] == "没有这个回答,或者它已经删掉了。"


def test_an_answer_has_one_vote(client: TestClient, backend: Backend) -> None:
    """Asked alone, the last one holds whoever gives it; in a conversation, that of the asker."""
    alone = client.get("/api/v1/ask", params={"q": "双减"}).headers[ANSWER_HEADER]
    for at in range(5):
        given = {"answer": alone, "conversation": f"{_CONVERSATION}-{at}", "vote": "up"}
        assert client.post("/api/v1/feedback", json=given).status_code == 200
    assert len(backend.records.feedback_on(int(alone.partition("-")[0]))) == 1
    asked = {"q": "双减", "conversation": _CONVERSATION}
    within = client.get("/api/v1/ask", params=asked).headers[ANSWER_HEADER]
    for conversation, status in ((_CONVERSATION, 200), ("of-somebody-else", 404)):
        given = {"answer": within, "conversation": conversation, "vote": "down"}
        assert client.post("/api/v1/feedback", json=given).status_code == status
    (kept,) = backend.records.feedback_on(int(within.partition("-")[0]))
    assert kept.user == backend.identity.user("web", _CONVERSATION)


@pytest.mark.parametrize(
    ("content", "kind", "status", "told"),
    [
        ('{"quotation":"教育"}', "application/x-www-form-urlencoded", 415, "application/json"),
        ('{"quotation":"教育"}', "", 415, "application/json"),
        ('{"quotation":教育}', "application/json", 422, "请求体 不对:不是合法的 JSON"),
        ("[" * 100_000, "application/json", 400, "JSON"),
        (b'{"quotation":"\xff"}', "application/json", 400, "UTF-8"),
        ('{"quotation":"\\ud800"}', "application/json", 422, "不成字的编码"),
        ('{"quotation":"教育","document":""}', "application/json", 422, "document 不对:不能是空的"),
        ("[]", "application/json", 422, "请求体 不对:应该是一个 JSON 对象"),
    ],
)
def test_a_body_that_cannot_be_taken_is_told(
    client: TestClient, content: str | bytes, kind: str, status: int, told: str
) -> None:
    """What is wrong with it, in words for whoever writes the program that sent it."""
    sent = content if isinstance(content, bytes) else content.encode()
    headers = {"Content-Type": kind} if kind else {}
    refused = client.post("/api/v1/verify", content=sent, headers=headers)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert told in refused.json()["detail"]


def test_what_is_chosen_is_told_in_chinese(client: TestClient) -> None:
    """Values that there are, without words of a library."""
    given = {"answer": "1-0", "conversation": _CONVERSATION, "vote": "sideways"}
    told = client.post("/api/v1/feedback", json=given).json()["detail"]
    assert told == "vote 不对:只能是 up、down"
    page = client.post("/feedback", data={"vote": "sideways"})
    assert "只能是 up、down" in page.text


def test_health_is_for_programs(client: TestClient) -> None:
    """What goes wrong there is told as a problem."""
    refused = client.post("/healthz")
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"


def test_documents_and_what_stands_in_them(client: TestClient, assistant: Assistant) -> None:
    """Documents, areas, items and targets come back as the store has them."""
    (document,) = assistant.documents
    (row,) = client.get("/api/v1/documents").json()
    assert (row["name"], row["items"], row["areas"]) == ("licheng-2022", 28, 6)
    whole = client.get("/api/v1/documents/licheng-2022").json()
    assert whole["text"] == document.text
    named = f"licheng-2022@{document.sha256[:8]}"
    assert client.get(f"/api/v1/documents/{named}").json()["text"] == document.text
    items = client.get("/api/v1/items").json()
    assert items == [item_json(item) for item in document.items]
    assert client.get("/api/v1/items/21").json() == items[20]
    assert client.get("/api/v1/items/五21").json() == items[20]
    areas = client.get("/api/v1/areas").json()
    assert [number for area in areas for number in area["items"]] == list(range(1, 29))
    targets = client.get("/api/v1/targets").json()
    assert len(targets) == sum(len(item.targets) for item in document.items)
    found = client.get("/api/v1/search", params={"q": "课后服务"}).json()
    assert found == phrase_json([document], "课后服务")
    assert found["count"] == document.text.count("课后服务")


def test_quotations_are_checked(client: TestClient) -> None:
    """A wrong number is named with what stands in its place."""
    (checked,) = client.post("/api/v1/verify", json={"quotation": "进社区活动不少于50场"}).json()
    assert checked["verdict"] == "changed"
    assert [(one["quoted"], one["original"]) for one in checked["differences"]] == [("50", "40")]


def test_a_document_does_not_differ_from_itself(client: TestClient) -> None:
    """Revisions are compared by their names; files of the server cannot be named."""
    same = client.get("/api/v1/diff", params={"old": "licheng-2022", "new": "licheng-2022"})
    assert same.json()["same"] is True
    for path in ("/etc/passwd", "../config.toml", "knowledge/plans/licheng-2022.txt", "a\0b"):
        refused = client.get("/api/v1/diff", params={"old": path, "new": "licheng-2022"})
        assert refused.status_code == 404
        assert "root:" not in refused.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/documents",
        "/api/v1/documents/licheng-2022",
        "/api/v1/areas",
        "/api/v1/items",
        "/api/v1/items/7",
        "/api/v1/targets",
        "/api/v1/search?q=双减",
        "/api/v1/diff?old=licheng-2022&new=licheng-2022",
    ],
)
def test_what_is_known_is_not_sent_again(client: TestClient, path: str) -> None:
    """Documents carry a tag; who has it is told that nothing changed."""
    tag = client.get(path).headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/v1/ask", 422, "q"),
        ("/api/v1/ask?q=", 422, "q"),
        ("/api/v1/ask?q=" + "字" * 1001, 422, "q"),
        ("/api/v1/ask?q=双减&year=abc", 422, "year"),
        ("/api/v1/ask?q=双减&conversation=short", 422, "conversation"),
        ("/api/v1/items/29", 404, "已有:1…28"),
        ("/api/v1/items/7?document=none", 404, "已有:licheng-2022"),
        ("/api/v1/documents/none", 404, "已有:licheng-2022"),
        ("/api/v1/documents/licheng-2022@12", 404, "licheng-2022@"),
        ("/api/v1/nothing", 404, ""),
        ("/api/v1/feedback", 405, ""),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    client: TestClient, path: str, status: int, detail: str
) -> None:
    """Problems say what was found and the way out, as RFC 9457 has them."""
    got = client.get(path)
    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"
    told = got.json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == status
    assert detail in told["detail"]


def test_health_is_told(client: TestClient) -> None:
    """Both addresses say that answers are given, and of how many documents."""
    for path in ("/healthz", "/api/v1/health"):
        assert client.get(path).json()["documents"] == 1
