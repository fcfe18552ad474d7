"""The plan that the program ships with, as it was printed."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import pytest

from knowledge.model import Document, PartKind
from knowledge.parsing import read_document
from knowledge.readers.source import read_source
from tests.conftest import PROJECT, SHARED

_PLAN = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
_SHA256 = "7478522208721bdad003277c3323f414f64d82b9a1ff6e1fa0374c4d9d3d7d69"
_AREAS = [
    "突出党建引领,全面加强教育系统党的建设",
    "突出五育并举,深入落实立德树人根本任务",
    "突出优质均衡,扎实推进高质量教育体系建设",
    "突出师能提升,建设新时代高质量师资队伍",
    "突出依法治教,创新推进教育治理体系变革",
    "突出生态建设,持续提升教育发展保障水平",
]
# Area number and title of each item, in order.
_ITEMS = [
    (1, "深入推进学习宣传贯彻党的十九届六中全会精神和党的二十大精神"),
    (1, "推动基层党建工作提质增效"),
    (1, "加强意识形态管理"),
    (1, "扎实推进全面从严治党"),
    (2, "健全思政工作机制,提升德育工作质效"),
    (2, "提升智育工作水平"),
    (2, "全面加强学生身心健康教育"),
    (2, "创新开展美育"),
    (2, "系统推进劳动教育"),
    (2, "提升语言文字工作质量和水平"),
    (3, "确保学前教育普及普惠安全优质发展"),
    (3, "加快义务教育优质均衡发展"),
    (3, "促进高中教育优质多样特色发展"),
    (3, "注重特殊教育融合发展"),
    (3, "进一步深化职业教育产教融合"),
    (3, "指导民办教育规范健康发展"),
    (4, "推动师德师风常态长效建设"),
    (4, "引领教师专业成长"),
    (4, "优化师资管理激发队伍活力"),
    (5, "全面提升依法治教工作水平"),
    (5, "合力推动“双减”政策高效落实"),
    (5, "优化完善教育督导体制机制"),
    (6, "深入实施“十四五”教育发展专项规划"),
    (6, "推进办学条件优化提升"),
    (6, "着力打造平安和谐校园"),
    (6, "持续做好常态化疫情防控工作"),
    (6, "创新推进教育宣传工作"),
    (6, "切实提高教育发展保障能力"),
]


@pytest.fixture(scope="module")
def plan() -> Document:
    """Return the shipped plan, read anew."""
    return read_document("licheng-2022", read_source(_PLAN))


def test_the_plan_is_the_original() -> None:
    """The shipped file has the recorded sha256 and equals the original where that stands by."""
    data = _PLAN.read_bytes()
    assert sha256(data).hexdigest() == _SHA256
    assert all(path.read_bytes() == data for path in SHARED.glob("plans/licheng-2022.txt"))


def test_it_has_six_areas_and_28_items_with_exact_titles(plan: Document) -> None:
    """Areas, items, their numbers, titles and the area of each item are as printed."""
    assert [plan.title_of(area) for area in plan.areas] == _AREAS
    assert [item.title for item in plan.items] == [title for _, title in _ITEMS]
    assert [item.number for item in plan.items] == list(range(1, 29))
    assert [item.area and plan.title_of(item.area) for item in plan.items] == [
        _AREAS[area - 1] for area, _ in _ITEMS
    ]


def test_each_item_is_its_paragraph(plan: Document) -> None:
    """An item's text is exactly the line of the file that begins with its number."""
    lines = _PLAN.read_text(encoding="utf-8").split("\n")
    for item in plan.items:
        (line,) = [line for line in lines if line.startswith(f"{item.number}.")]
        assert item.text == line


def test_every_character_belongs_to_exactly_one_part(plan: Document) -> None:
    """The parts follow one another without gap or overlap from the first to the last character."""
    assert plan.parts[0].span.start == 0
    assert plan.parts[-1].span.end == len(plan.text)
    for part, following in zip(plan.parts, plan.parts[1:], strict=False):
        assert part.span.end == following.span.start
    assert "".join(part.span.of(plan.text) for part in plan.parts).encode() == _PLAN.read_bytes()


def test_notice_title_and_general_requirement_are_their_own_parts(plan: Document) -> None:
    """Before the 34 nodes stand the notice, the title and 总体要求, each a part."""
    kinds = [part.kind for part in plan.parts]
    assert kinds == [PartKind.NOTICE, PartKind.TITLE, PartKind.PREAMBLE] + [PartKind.NODE] * 34
    notice, title, preamble = (part.span.of(plan.text).strip() for part in plan.parts[:3])
    assert notice.startswith("泉州市鲤城区教育局关于印发")
    assert "现将《2022年鲤城教育工作要点》印发给你们。" in notice
    assert title == "2022年鲤城教育工作要点"
    assert preamble.startswith("总体要求:以习近平新时代")
    assert preamble.endswith("迎接党的二十大胜利召开。")


def test_slips_of_the_original_are_kept(plan: Document) -> None:
    """Items 11 and 16 keep the doubled character and the wrong word of the original."""
    assert "各级示范性幼儿园园创建工作" in plan.items[10].text
    assert "《鲤城区规范民办义务教育发展工作发展》" in plan.items[15].text


def test_it_says_of_itself(plan: Document) -> None:
    """Titles, issuer, addressees, date and openness are read; a number is not stated."""
    meta = plan.meta
    assert meta.title == "泉州市鲤城区教育局关于印发《2022年鲤城教育工作要点》的通知"
    assert meta.plan_title == "2022年鲤城教育工作要点"
    assert meta.issuer == ("泉州市鲤城区教育局",)
    assert meta.addressees == "各中小学、幼儿园,局属有关单位,局机关各股室"
    assert meta.issued_on == dt.date(2022, 3, 29)
    assert meta.openness == "主动公开"
    assert meta.doc_number is None


def test_parts_join_to_the_text_of_every_other_plan() -> None:
    """Joining the parts gives back the text of each document that stands beside the project."""
    for path in SHARED.glob("plans/*.txt"):
        source = read_source(path)
        if not path.name.endswith(".source.txt"):
            read = read_document(path.stem, source)
            assert "".join(part.span.of(read.text) for part in read.parts) == source.text
