"""The object that says where a phrase stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.objects.phrases import phrase_json
from knowledge.parsing import read_document
from knowledge.readers.source import Source

_TEXT = (
    "关于印发校车工作要点的通知\n2021年1月2日\n一、总则\n"
    "1.校车。管好 校车,查清校车每一辆的年限、座位、保险和司机的驾龄,"
    "不合格的当天停用,一辆也不放过。\n"
    "2.ＡＢＣ。学ABC。\n"
)
_DOCUMENT = read_document("bus", Source(_TEXT.encode(), _TEXT))


def test_places_stand_with_their_item_and_the_line_around() -> None:
    """Each place has its item, or none outside of items, and up to thirty characters around."""
    found = phrase_json([_DOCUMENT], "校车")
    assert (found["phrase"], found["count"]) == ("校车", 4)
    heading, title, *_, last = found["places"]
    assert (heading["document"], heading["item"], title["item"]) == ("bus", None, 1)
    assert (heading["before"], heading["after"]) == ("关于印发", "工作要点的通知")
    assert (last["before"], last["text"]) == ("1.校车。管好 校车,查清", "校车")
    assert last["after"] == "每一辆的年限、座位、保险和司机的驾龄,不合格的当天停用,一辆"


def test_what_stands_there_is_shown_as_it_is() -> None:
    """Width, case and spaces may differ from the phrase; the text is the document's own."""
    found = phrase_json([_DOCUMENT], "管好校车")
    assert [place["text"] for place in found["places"]] == ["管好 校车"]
    assert [place["text"] for place in phrase_json([_DOCUMENT], "abc")["places"]] == [
        "ＡＢＣ",
        "ABC",
    ]


def test_what_is_not_there_has_no_place() -> None:
    """A phrase that does not occur, or says nothing, has no place in any document."""
    nothing = {"phrase": "火星", "count": 0, "places": []}
    assert phrase_json([_DOCUMENT, _DOCUMENT], "火星") == nothing
    assert phrase_json([_DOCUMENT], " ")["count"] == 0
    assert phrase_json([], "校车")["count"] == 0


@given(
    phrase=st.one_of(
        st.text(max_size=5),
        st.builds(
            lambda start, length: _TEXT[start : start + length],
            st.integers(0, len(_TEXT)),
            st.integers(0, 60),
        ),
    )
)
def test_a_place_is_one_piece_of_the_text(phrase: str) -> None:
    """Whatever is looked up, each place with the wording around is a piece of the text."""
    for place in phrase_json([_DOCUMENT], phrase)["places"]:
        start, end = place["span"]
        around = place["before"] + place["text"] + place["after"]
        assert _TEXT[start:end] == place["text"]
        assert _TEXT.startswith(around, start - len(place["before"]))
        assert "\n" not in place["before"] + place["after"]


def test_of_many_places_the_first_are_told() -> None:
    """And how many there are."""
    all_of_them = phrase_json([_DOCUMENT, _DOCUMENT], "校车")
    first = phrase_json([_DOCUMENT, _DOCUMENT], "校车", 1)
    assert first["count"] == all_of_them["count"] > 1
    assert first["places"] == all_of_them["places"][:1]
