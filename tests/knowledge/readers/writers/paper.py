"""A document as blocks, and the one that is written for the tests. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without a number: a title, an addressee, a paragraph, a signature."""

    text: str
    title: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered paragraph; ``level`` counts from 0, ``number`` from 1."""

    level: int
    number: int
    text: str

    @property
    def label(self) -> str:
        """The label as it is typed."""
        chinese = DIGITS[self.number]
        return (f"{chinese}、", f"（{chinese}）", f"{self.number}.")[self.level]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row."""

    rows: tuple[tuple[str, ...], ...]


Block = Line | Numbered | Table

PAPER: tuple[Block, ...] = (
    Line("临江区教育局关于印发《2031年临江区教育工作安排》的通知", title=True),
    Line("临教〔2031〕12号"),
    Line("各中小学、幼儿园，机关各股室："),
    Line(
        "现将《2031年临江区教育工作安排》印发给你们，请结合本校实际，细化任务分工，"
        "认真抓好落实，并于每季度末将进展情况报送局办公室。"
    ),
    Line("临江区教育局", right=True),
    Line("2031年3月5日", right=True),
    Line("2031年临江区教育工作安排", title=True),
    Line(
        "2031年全区教育工作的总体要求是：坚持育人为本，办好家门口的每一所学校，"
        "让孩子学得好、睡得足、走得稳。"
    ),
    Numbered(0, 1, "办好每一所学校，持续扩大优质教育资源覆盖面"),
    Numbered(1, 1, "增加学位供给"),
    Numbered(
        2,
        1,
        "加快新校建设。年底前建成临江第三小学和江北幼儿园，新增小学学位1080个、学前学位360个，"
        "缓解江北片区入学压力；同步配齐图书、实验器材和直饮水设备。"
        "（责任单位：规划建设股、计划财务股）",
    ),
    Numbered(
        2,
        2,
        "改造老旧校舍。完成12所学校厕所和照明改造，优先安排近视率较高的学校。"
        "（牵头单位：规划建设股；配合单位：体卫艺股）",
    ),
    Numbered(1, 2, "推进集团化办学"),
    Numbered(2, 1, "组建教育集团。由临江小学牵头组建两个教育集团，教师每年交流不少于1.5个学期。"),
    Table(
        (
            ("教育集团", "牵头学校", "成员学校"),
            ("第一集团", "临江小学", "江北小学"),
            ("第二集团", "滨河小学", "柳林小学"),
        )
    ),
    Numbered(2, 2, "开放学校场馆。周末和假期向社区开放操场。"),
    Numbered(0, 2, "守护学生健康"),
    Numbered(1, 1, "保证睡眠和运动"),
    Numbered(2, 1, "保证每天校内体育活动两小时。（责任单位：体卫艺股）"),
    Numbered(
        2, 2, "推迟上学时间。小学上午上课不早于8:20，初中不早于8:00，由督导室每学期抽查一次。"
    ),
    Numbered(2, 3, "开展午休躺睡试点。为有条件的学校配备可躺式课桌椅，首批覆盖6所小学。"),
    Numbered(1, 2, "办好学校食堂"),
    Numbered(2, 1, "公开每周食谱和原料来源，家长代表每月陪餐一次。"),
    Numbered(0, 3, "加强组织保障"),
    Numbered(1, 1, "压实责任"),
    Numbered(2, 1, "各校主要负责人为第一责任人，每季度研究一次落实情况。"),
    Line("临江区教育局办公室", right=True),
    Line("2031年3月5日", right=True),
)


def lines(blocks: tuple[Block, ...] = PAPER) -> list[str]:
    """Return the blocks as lines of text with typed labels."""
    made = []
    for block in blocks:
        match block:
            case Line():
                made.append(block.text)
            case Numbered():
                made.append(f"{block.label}{block.text}")
            case Table():
                made += ["\t".join(row) for row in block.rows]
    return made


def plain(text: str) -> tuple[Block, ...]:
    """Return a text as blocks, a line each."""
    return tuple(Line(line.strip()) for line in text.splitlines() if line.strip())
