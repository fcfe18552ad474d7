"""Chinese text set in lines: the font, how wide a text is, where a line may end."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont
from PIL import ImageFont
from uniseg.linebreak import line_break_units

# Every character that Chinese is commonly typed with (GBK), and none that is not needed for it.
_FONT = files("bot.pictures") / "NotoSansSC-Regular.ttf"
OMISSION = "……"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font at a size in pixels."""
    with as_file(_FONT) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def is_known(text: str) -> bool:
    """Tell whether the font has all of a text; boxes in it would be no wording."""
    return all(ord(sign) in _signs() or sign == "\n" for sign in text)


def set_lines(text: str, size: int, width: int) -> list[str]:
    """Break a text into lines of up to ``width`` pixels where it may be broken.

    That is where the Unicode line breaking algorithm (Unicode Standard Annex 14) allows it, or
    anywhere in what is too long for a line. Put together, the lines are the text but for its own
    line breaks.
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for unit in _units(paragraph, size, width):
            if line and _width(line + unit, size) > width:
                lines.append(line)
                line = ""
            line += unit
        lines.append(line)
    return lines


def shorten(lines: list[str], most: int, size: int, width: int) -> list[str]:
    """Return the first ``most`` lines; where there are more, the last one says so."""
    if len(lines) <= most:
        return lines
    if most < 1:
        return []
    last = lines[most - 1].rstrip()
    while last and _width(last + OMISSION, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last + OMISSION]


def _units(paragraph: str, size: int, width: int) -> list[str]:
    units = []
    for unit in line_break_units(paragraph):
        units += [unit] if _width(unit, size) <= width else list(unit)
    return units


def _width(text: str, size: int) -> float:
    """Return the width in pixels; blanks at the end of a line take no place."""
    return font(size).getlength(text.rstrip())


@cache
def _signs() -> frozenset[int]:
    with as_file(_FONT) as path, TTFont(path, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
