"""Targets, as they stand in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.parsing import read_document
from knowledge.readers.source import read_source
from knowledge.span import Span
from knowledge.targets import read_targets
from tests.conftest import PROJECT

# Written by hand from the text: item, comparator, quantity and unit, object, deadline, period.
_SHIPPED = [
    (7, "不少于", "40场", None, None, None),
    (10, None, "第25届", "全国推普宣传周活动", None, None),
    (11, None, "3所", "幼儿园参加福建省第二批学前教育保教改革建设幼儿园", None, None),
    (11, None, "3所", "幼儿园接受市", None, None),
    (12, None, "4所", "学校创建工作", None, None),
    (15, None, "2个", "“冠名班”人才培养工作", None, None),
    (24, None, "5个", "教育重点项目建设", None, None),
    (24, None, "2所", "小区配套幼儿园移交工作", None, None),
    (25, None, "100%", "完成标准化提升", "年底前", None),
    (25, None, "95%", "区属学校通过验收", "年底", None),
    (25, "不少于", "12课时", "安全教育课程", None, "每学年"),
]


def test_the_shipped_plan_has_these_targets_and_no_others() -> None:
    """All targets of the shipped plan are found, none is invented, each is cut from its item."""
    path = PROJECT / "knowledge" / "plans" / "licheng-2022.txt"
    plan = read_document("licheng-2022", read_source(path))
    found = []
    for item in plan.items:
        for target in item.targets:
            number = f"{target.quantity}{target.unit}"
            assert number in target.span.of(plan.text)
            assert target.span.of(plan.text) in item.text
            found.append(
                (
                    item.number,
                    target.comparator,
                    number,
                    target.object,
                    target.deadline,
                    target.period,
                )
            )
    assert found == _SHIPPED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最高500万元补助", [("最高", "500", "万元", None, None)]),
        ("到2025年,覆盖率达到90%以上", [("达到…以上", "90", "%", "到2025年", None)]),
        ("2026年6月底前建成12个点", [(None, "12", "个", "2026年6月底前", None)]),
        ("每学期开展2次", [(None, "2", "次", None, "每学期")]),
        ("近视率下降１．５个百分点", [(None, "１．５", "个百分点", None, None)]),
        ("2022年3月29日", []),
        ("“1+1+N”共同体、教育信息化2.0行动", []),
        ("《标准(2016年版)》和十九届六中全会", []),
    ],
)
def test_numbers_with_a_unit_are_targets(
    text: str, expected: list[tuple[str | None, str, str, str | None, str | None]]
) -> None:
    """Comparator, quantity, unit, deadline and period are read; dates and names are no targets."""
    found = read_targets(text, Span(0, len(text)))
    assert [(t.comparator, t.quantity, t.unit, t.deadline, t.period) for t in found] == expected


# Sentences made up for the table: the numbers in them as written, comparators included.
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("新建三所幼儿园", ["三所"]),
        ("新建一所公办初中", ["一所"]),
        ("年内建成两个以上示范社区", ["两个以上"]),
        ("改扩建十二所小学", ["十二所"]),
        ("遴选二十名骨干教师", ["二十名"]),
        ("覆盖率达到百分之九十五", ["达到百分之九十五"]),
        ("合格率保持在百分之九十八以上", ["保持在百分之九十八以上"]),
        ("评选3—5所特色学校", ["3—5所"]),
        ("培育3至5个品牌", ["3至5个"]),
        ("培育三到五个品牌", ["三到五个"]),
        ("近视率每年下降2%~3%", ["2%~3%"]),
        ("学位供给翻一番", ["翻一番"]),
        ("八成以上学校达标", ["八成以上"]),
        ("投入1.2亿元,新增校舍3万平方米", ["1.2亿元", "3万平方米"]),
        ("新增1,200个学位", ["1,200个"]),
        ("提高2个百分点", ["2个百分点"]),
        ("新增学位1500个、教学班30个", ["1500个", "30个"]),
        ("每班不超过45人,大班额控制在5%以内", ["不超过45人", "控制在5%以内"]),
        ("参训率≥90%,投诉率<1%", ["≥90%", "<1%"]),
        ("生均用地约20平方米左右", ["约20平方米左右"]),
        ("建设5个中心、8个基地和100间教室", ["5个", "8个", "100间"]),
        ("今年12所学校通过验收", ["12所"]),
        ("全年培训教师２００人次", ["２００人次"]),
        ("3个月内整改到位", ["3个月"]),
        ("全覆盖、无死角", []),
        ("2022年是“十四五”规划的关键之年", []),
        ("落实“双减”政策和“五育”并举", []),
        ("“1+1+N”共同体、“1+3+5”体系", []),
        ("落实“三个一”工程,做到“四个意识”", []),
        ("实现三个转变,处理好四个关系", []),
        ("打造一支高素质队伍,建设一批基地,完善一套制度", []),
        ("完成“两个”任务,开展三项“回头看”", []),
        ("依据第21条和第3项规定", []),
        ("第十三届人大二次会议", []),
        ("教育部等四部门印发的通知", []),
        ("3岁以下婴幼儿、3—6岁儿童", []),
        ("满60周岁,建校10周年", []),
        ("建设百万卡级算力", []),
        ("新增三万个学位", ["三万个"]),
        ("九年级和高中一年级学生", []),
        ("七年级3班获奖", []),
        ("鲤教〔2022〕15号", []),
        ("2022年9月1日至9月30日", []),
        ("《关于办好10件实事的通知》", []),
        ("按照《十条意见》办好10件实事", ["10件"]),
        ("教育信息化2.0、5G网络、A4纸3.0版", []),
        ("咨询电话12345", []),
        ("一校一策、一人一案、四位一体", []),
    ],
)
def test_commitments_are_told_from_ways_of_speaking(text: str, numbers: list[str]) -> None:
    """Numbers with a unit are targets; years, names, ordinals, ages and slogans are none."""
    assert [t.number.of(text) for t in read_targets(text, Span(0, len(text)))] == numbers


@pytest.mark.parametrize(
    ("text", "deadline", "period"),
    [
        ("2022年底前建成3所", "2022年底前", None),
        ("到2025年建成3所", "到2025年", None),
        ("到2025年底,建成3所", "到2025年底", None),
        ("6月底前完成5个", "6月底前", None),
        ("六月底前完成5个", "六月底前", None),
        ("9月1日前开放3所", "9月1日前", None),
        ("于2022年9月1日之前开放3所", "于2022年9月1日之前", None),
        ("本学期末完成5个", "本学期末", None),
        ("暑假前完成5个", "暑假前", None),
        ("全年完成5个", "全年", None),
        ("年内完成5个", "年内", None),
        ("上半年完成5个", "上半年", None),
        ("第一季度末完成5个", "第一季度末", None),
        ("国庆节前完成5个", "国庆节前", None),
        ("“十四五”末达到95%", "“十四五”末", None),
        ("每学年不少于12课时", None, "每学年"),
        ("每周3次", None, "每周"),
        ("每两周1次", None, "每两周"),
        ("每半年1次", None, "每半年"),
        ("每天1小时", None, "每天"),
        ("每年底检查2次", None, "每年"),
        ("每学期末检查2次", None, "每学期"),
        ("生均20平方米", None, "生均"),
        ("加快建设,新增3所", None, None),
        ("到2025年,加快建设,新增3所", None, None),
    ],
)
def test_deadlines_and_periods_are_read(
    text: str, deadline: str | None, period: str | None
) -> None:
    """When and how often stand in the clause, or make up the clause before it."""
    (target,) = read_targets(text, Span(0, len(text)))
    assert (target.deadline, target.period) == (deadline, period)
    for words in (target.number.of(text), deadline or "", period or ""):
        assert words in target.span.of(text)


_CLAUSE = (
    "新建 三所 不少于 40场 3—5 所 百分之九十五 以上 , 。 《 》 到2025年 1,200个 第25届 1+1 翻两番"
    " 每周 一"
)
_CLAUSES = st.lists(st.sampled_from(_CLAUSE.split())).map("".join)


@given(_CLAUSES | st.text())
def test_targets_are_cut_from_any_text(text: str) -> None:
    """Whatever the text, targets lie in it in order, each quantity within its clause."""
    found = read_targets(text, Span(0, len(text)))
    assert [t.number for t in found] == sorted(t.number for t in found)
    for target in found:
        number = target.number.of(text)
        assert target.quantity in number
        assert target.unit in number
        assert number in target.span.of(text)
