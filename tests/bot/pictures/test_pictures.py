"""Pictures of items."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageChops

from bot.pictures import PREVIEW, SHEET, can_draw, draw_item
from knowledge.parsing import read_document
from knowledge.readers.source import Source

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from knowledge.model import Document, Item

# Each picture has a few colours of its own.
_SHADES = 60
_URL = "https://wen.example.cn/d/licheng-2022/21"


@pytest.fixture(scope="module")
def plan(assistant: Assistant) -> Document:
    """Return the shipped plan."""
    return assistant.documents[0]


def _opened(drawn: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(drawn))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def _differ(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box in which pictures of the same size differ by more than shades."""
    assert one.size == other.size
    difference = ImageChops.difference(one, other).convert("L")
    return difference.point(lambda shade: shade > _SHADES and 255).getbbox()


def _with(body: str) -> Item:
    text = f"2022年鲤城教育工作要点\n一、总则\n1.课后服务。{body}\n2.校车。管好校车。\n"
    return read_document("p", Source(text.encode(), text)).items[0]


def test_every_item_of_the_plan_has_its_pictures(plan: Document) -> None:
    """One to read on a phone, as high as its wording needs, and one to stand beside a link."""
    heights = []
    for item in plan.items:
        assert can_draw(item)
        sheet = draw_item(item, _URL, (), SHEET)
        width, height = _opened(sheet).size
        assert width == 1080
        heights.append((len(item.text), height))
        assert len(sheet) < 250_000
    for item in plan.items[:3]:
        preview = draw_item(item, _URL, (), PREVIEW)
        assert _opened(preview).size == (1200, 630)
        assert len(preview) < 50_000
    shortest, longest = min(heights), max(heights)
    assert shortest[1] < longest[1]


def test_a_picture_shows_the_item_its_address_and_notes(plan: Document) -> None:
    """Another address changes the code and the line of it, a note makes room for itself."""
    item = plan.items[20]
    sheet = _opened(draw_item(item, _URL, (), SHEET))
    other = _opened(draw_item(item, _URL.replace("21", "12"), (), SHEET))
    box = _differ(sheet, other)
    assert box is not None
    assert box[1] > sheet.height / 2
    assert _opened(draw_item(item, _URL, ("这是以前的版本。",), SHEET)).height > sheet.height
    renamed = replace(plan, meta=replace(plan.meta, issuer=("某某局",)))
    assert _differ(sheet, _opened(draw_item(renamed.items[20], _URL, (), SHEET)))


def test_the_wording_in_a_picture_is_whole(plan: Document) -> None:
    """Of a long item too; from its last sentence on the picture differs, and nowhere before."""
    body = "拓宽渠道。" * 300
    one = _opened(draw_item(_with(body + "甲。"), _URL, (), SHEET))
    other = _opened(draw_item(_with(body + "乙。"), _URL, (), SHEET))
    box = _differ(one, other)
    assert box is not None
    assert box[1] > one.height * 0.8
    assert one.height > _opened(draw_item(plan.items[0], _URL, (), SHEET)).height


def test_a_very_long_item_is_cut(plan: Document) -> None:
    """A picture of it that were as high as it likes would be shown by few programs."""
    assert plan
    long = _opened(draw_item(_with("拓宽渠道。" * 600), _URL, (), SHEET))
    longer = _opened(draw_item(_with("拓宽渠道。" * 4000), _URL, (), SHEET))
    assert long.size == longer.size
    assert long.height < 10_000


def test_what_stands_beside_a_link_has_room_for_all_of_it() -> None:
    """However long titles and units are, nothing is written over the line above the foot."""
    long = "关于进一步加强和改进全区中小学校课后服务工作的意见" * 4
    text = (
        f"{long}\n一、{long}\n1.{long}。拓宽渠道。责任单位:甲科、乙科、丙科,牵头单位:甲科。\n"
        f"2.校车。管好校车。\n"
    )
    item = read_document("p", Source(text.encode(), text)).items[0]
    crowded = _opened(draw_item(item, _URL, (long,), PREVIEW))
    empty = _opened(draw_item(_with(""), _URL, (), PREVIEW))
    foot = (0, 500, 1200, 630)
    assert _differ(crowded.crop(foot), empty.crop(foot)) is None


def test_a_phone_reads_the_code_of_the_address(plan: Document) -> None:
    """From a picture that a conversation has made smaller, too."""
    sheet = _opened(draw_item(plan.items[20], _URL, (), SHEET))
    for factor in (1, 2, 3):
        (code,) = zxingcpp.read_barcodes(sheet.reduce(factor))
        assert code.text == _URL


@pytest.mark.parametrize("body", ["好👍。", "\U00020bb7。"])
def test_what_the_font_has_not_is_not_drawn(body: str) -> None:
    """A box in the place of a character would be no wording."""
    assert not can_draw(_with(body))
    assert can_draw(_with("好。"))
