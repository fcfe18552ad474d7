"""Questions that hold wordings against the document: which of two, and whether one is right."""

from __future__ import annotations

import pytest

from retrieval.understanding import understand
from retrieval.understanding.requests import AlternativesRequest, QuotationRequest, Search


@pytest.mark.parametrize(
    ("question", "wordings", "about"),
    [
        ("是“推进”还是“深化”", ("推进", "深化"), ""),
        ("原句是“推进”还是“深化”?", ("推进", "深化"), ""),
        ("职业教育那条是“推进”还是“深化”", ("推进", "深化"), "职业教育"),
        (
            "上面来文要对照，校园安全专项整治三年行动在哪一条，原句是“推进”还是“深化”",
            ("推进", "深化"),
            "校园安全专项整治三年行动",
        ),
        ("五项管理还是六项管理", ("五项管理", "六项管理"), ""),
        ("是五项管理还是六项管理，我怕写错", ("五项管理", "六项管理"), ""),
        ("写的是普惠还是普及", ("普惠", "普及"), ""),
        ("文件里写的是普惠还是普及呢？", ("普惠", "普及"), ""),
        ("原文是公共经费还是公用经费", ("公共经费", "公用经费"), ""),
    ],
)
def test_one_of_two_wordings_is_asked_for(
    question: str, wordings: tuple[str, str], about: str
) -> None:
    """Two wordings are told by their quotes, by a word for wording, or by what they share."""
    assert understand(question) == AlternativesRequest(wordings, about)


@pytest.mark.parametrize(
    "question",
    ["孩子上公办还是民办好", "公办还是民办", "走读还是住校", "还是没人管", "是还是不是"],
)
def test_other_choices_are_searches(question: str) -> None:
    """Parents weigh schools, not wordings."""
    assert isinstance(understand(question), Search)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("原文是不是“健全课后服务保障机制”", "健全课后服务保障机制"),
        ("原文是“健全课后服务保障机制”吗", "健全课后服务保障机制"),
        ("这句话对不对:健全课后服务保障机制", "健全课后服务保障机制"),
        ("这句对不对：健全课后服务保障机制，拓宽渠道", "健全课后服务保障机制，拓宽渠道"),
        ("核对一下：推进２个“冠名班”人才培养工作", "推进２个“冠名班”人才培养工作"),
        ("有没有这句话:健全课后服务保障机制", "健全课后服务保障机制"),
        ("这句话在哪条:健全课后服务保障机制", "健全课后服务保障机制"),
        ("帮我核对 健全课后服务保障机制", "健全课后服务保障机制"),
        ("“健全课后服务保障机制”这句话写错了吗", "健全课后服务保障机制"),
        ("“健全课后服务保障机制”是不是原文?", "健全课后服务保障机制"),
        ("你好,核对引文:健全課後服務保障機制", "健全課後服務保障機制"),
    ],
)
def test_a_quotation_is_checked_as_it_was_typed(question: str, quoted: str) -> None:
    """The words to check are taken unfolded, without the words around them."""
    assert understand(question) == QuotationRequest(quoted)


@pytest.mark.parametrize("question", ["这样对吗", "老师这样做对不对", "核对", "成绩核对找谁"])
def test_nothing_quoted_is_no_quotation(question: str) -> None:
    """Whether something is right is a search where nothing is quoted."""
    assert isinstance(understand(question), Search)
