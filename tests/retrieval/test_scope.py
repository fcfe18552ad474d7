"""Which documents a question is about."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.parsing import read_document
from knowledge.readers.source import Source
from retrieval.scope import Narrowing, years_of

_TODAY = dt.date(2023, 5, 1)


def _narrowing(*names: str) -> Narrowing:
    heads = {
        "licheng-2023": "泉州市鲤城区教育局关于印发《2023年鲤城教育工作要点》的通知\n"
        "泉州市鲤城区教育局\n2023年3月1日\n2023年鲤城教育工作要点\n",
        "licheng-2022": "泉州市鲤城区教育局关于印发《2022年鲤城教育工作要点》的通知\n"
        "泉州市鲤城区教育局\n2022年3月29日\n2022年鲤城教育工作要点\n",
        "wuhu-2022": "芜湖市教育局2022年工作要点\n",
        "plain": "",
    }
    texts = {name: f"{heads[name]}一、总则\n1.甲。做好甲。\n" for name in names or heads}
    return Narrowing([read_document(n, Source(t.encode(), t)) for n, t in texts.items()])


_EVERY = ["licheng-2023", "licheng-2022", "wuhu-2022", "plain"]


@pytest.mark.parametrize(
    ("question", "names", "words"),
    [
        ("课后服务谁负责", _EVERY, "课后服务谁负责"),
        ("2022年的课后服务", ["licheng-2022", "wuhu-2022"], "的课后服务"),
        ("二〇二二年课后服务", ["licheng-2022", "wuhu-2022"], "课后服务"),
        ("二零二二年课后服务", ["licheng-2022", "wuhu-2022"], "课后服务"),
        ("22年的要点里课后服务", ["licheng-2022", "wuhu-2022"], "课后服务"),
        ("２０２２年度要点里的课后服务", ["licheng-2022", "wuhu-2022"], "的课后服务"),
        ("2022要点的课后服务", ["licheng-2022", "wuhu-2022"], "的课后服务"),
        ("鲤城课后服务", ["licheng-2023", "licheng-2022"], "课后服务"),
        ("鯉城區课后服务", ["licheng-2023", "licheng-2022"], "课后服务"),
        ("芜湖市教育局的课后服务", ["wuhu-2022"], "的课后服务"),
        ("鲤城和芜湖的课后服务", ["licheng-2023", "licheng-2022", "wuhu-2022"], "和 的课后服务"),
        ("2022年鲤城课后服务", ["licheng-2022"], "课后服务"),
        ("《2022年鲤城教育工作要点》里课后服务", ["licheng-2022"], "课后服务"),
        ("2022年鲤城教育工作要点里课后服务", ["licheng-2022"], "课后服务"),
        ("《鲤城教育工作要点》课后服务", ["licheng-2023", "licheng-2022"], "课后服务"),
        ("《义务教育法》怎么说", _EVERY, "《义务教育法》怎么说"),
        ("厦门的课后服务", _EVERY, "厦门的课后服务"),
        ("到2022年底建几所学校", _EVERY, "到2022年底建几所学校"),
        ("2022年9月能报名吗", _EVERY, "2022年9月能报名吗"),
        ("第22年", _EVERY, "第22年"),
        ("去年的课后服务", _EVERY, "去年的课后服务"),
        ("2022年", ["licheng-2022", "wuhu-2022"], "2022年"),
        ("2022年第1条", ["licheng-2022", "wuhu-2022"], "第1条"),
    ],
)
def test_a_question_narrows_itself(question: str, names: list[str], words: str) -> None:
    """A year, a place or a title of a document in force narrows, and its words are left out."""
    narrowed = _narrowing().narrow(question)
    assert [document.name for document in narrowed.scope.documents] == names
    assert narrowed.words.strip() == words
    assert narrowed.scope.absent_year is None


@pytest.mark.parametrize(
    ("question", "names", "absent"),
    [
        ("2021年课后服务", _EVERY, 2021),
        ("2021年鲤城课后服务", ["licheng-2023", "licheng-2022"], 2021),
        ("2023年芜湖课后服务", ["wuhu-2022"], 2023),
        ("2021年和2022年课后服务", ["licheng-2022", "wuhu-2022"], 2021),
    ],
)
def test_a_year_that_no_document_has_is_told(question: str, names: list[str], absent: int) -> None:
    """The year is told and narrows nothing; what else was named narrows as ever."""
    narrowed = _narrowing().narrow(question)
    assert [document.name for document in narrowed.scope.documents] == names
    assert narrowed.scope.absent_year == absent
    assert str(absent) in narrowed.words


@pytest.mark.parametrize(
    ("question", "names", "absent"),
    [
        ("去年的课后服务", ["licheng-2022", "wuhu-2022"], None),
        ("今年的课后服务", ["licheng-2023"], None),
        ("前年的课后服务", _EVERY, 2021),
    ],
)
def test_last_year_is_a_year_where_today_is_given(
    question: str, names: list[str], absent: int | None
) -> None:
    """去年, 今年 and 前年 are counted from the day that is given."""
    scope = _narrowing().narrow(question, today=_TODAY).scope
    assert ([document.name for document in scope.documents], scope.absent_year) == (names, absent)


def test_a_year_may_be_given_beside_the_question() -> None:
    """The year of an option narrows whatever the words say, which are left as they are."""
    narrowed = _narrowing().narrow("2023年课后服务", year=2022)
    assert [one.name for one in narrowed.scope.documents] == ["licheng-2022", "wuhu-2022"]
    assert narrowed.words == "2023年课后服务"


def test_a_document_is_of_the_years_in_its_title() -> None:
    """A title may name several years; without any the date of issue tells."""
    text = "某市教育局关于印发行动方案（2026—2027年）的通知\n2025年12月1日\n一、总则\n1.甲。做。\n"
    assert years_of(read_document("a", Source(text.encode(), text))) == {2026, 2027}
    text = text.replace("（2026—2027年）", "")
    assert years_of(read_document("a", Source(text.encode(), text))) == {2025}


@given(
    st.text(
        st.characters() | st.sampled_from("2022年鲤城芜湖市区《教育工作要点》去今第条"), max_size=40
    ),
    st.none() | st.just(_TODAY),
)
def test_any_question_has_a_scope(question: str, today: dt.date | None) -> None:
    """Any text is about at least one document, and its words only lose what was in it."""
    narrowed = _narrowing().narrow(question, today=today)
    assert narrowed.scope.documents
    left = iter(question)
    assert all(character == " " or character in left for character in narrowed.words)


def test_without_documents_nothing_is_narrowed() -> None:
    """Over no documents the words stay, and no year is told to be missing."""
    narrowed = Narrowing(()).narrow("2022年鲤城课后服务")
    assert narrowed.words == "2022年鲤城课后服务"
    assert narrowed.scope.documents == ()
    assert narrowed.scope.absent_year is None
