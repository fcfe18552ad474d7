"""Numbers as word processors and browsers write them in automatic numbering.

The names are those of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59).
"""

from __future__ import annotations

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 32767
# Characters that stand for 1, 2, 3, …; what lies beyond them is written in Arabic digits.
_SERIES = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
}
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_FULL_WIDTH = "０１２３４５６７８９"
_TEN_THOUSAND = 10_000
_HUNDRED = 100
_TWENTY = 20


def write_number(number: int, name: str) -> str:  # noqa: PLR0911 -- one line a family of formats
    """Return ``number`` in the format ``name``; unknown formats are written as decimal."""
    if name == "none":
        return ""
    if name in _SERIES and 1 <= number <= len(_SERIES[name]):
        return _SERIES[name][number - 1]
    if name in ("decimalFullWidth", "decimalFullWidth2"):
        return _by_digit(number, _FULL_WIDTH)
    if name == "decimalZero":
        return f"{number:02}"
    if name in ("lowerLetter", "upperLetter"):
        return _letters(number, upper=name == "upperLetter")
    if name in ("lowerRoman", "upperRoman"):
        return _roman(number, upper=name == "upperRoman")
    return _chinese(number, name) or str(number)


def _chinese(number: int, name: str) -> str | None:
    match name if 0 <= number < _TEN_THOUSAND else "":
        case "chineseCounting" | "taiwaneseCounting":
            # From one hundred on, digit by digit.
            return _counted(number) if number < _HUNDRED else _by_digit(number, "○" + _DIGITS[1:])
        case "chineseCountingThousand" | "taiwaneseCountingThousand":
            return _counted(number)
        case "japaneseCounting" | "japaneseDigitalTenThousand":
            return _counted(number, one_hundred="百", one_thousand="千", zero="")
        case "ideographDigital" | "taiwaneseDigital" | "koreanDigital2":
            return _by_digit(number, _DIGITS)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            digits = _LEGAL if name == "chineseLegalSimplified" else _LEGAL_TRADITIONAL
            return _counted(number, digits=digits, ten="拾", hundred="佰", thousand="仟")
        case _:
            return None


def _by_digit(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(abs(number)))


def _counted(  # noqa: PLR0913 -- the signs of a system of numerals
    number: int,
    *,
    digits: str = f"零{_DIGITS[1:]}",
    ten: str = "十",
    hundred: str = "百",
    thousand: str = "千",
    one_hundred: str | None = None,
    one_thousand: str | None = None,
    zero: str | None = None,
) -> str:
    """Write a number below ten thousand with the signs of its units: 一百零三, 十二."""
    if number == 0:
        return digits[0]
    between = digits[0] if zero is None else zero
    written, skipped = "", False
    for unit, sign, whole in (
        (1000, thousand, one_thousand), (100, hundred, one_hundred), (10, ten, None), (1, "", None),
    ):  # fmt: skip
        digit = number // unit % 10
        if not digit:
            skipped = bool(written)
            continue
        # Twelve is 十二, but one hundred and twelve 一百一十二, in Japanese 百十二.
        bare = whole or (ten if sign == ten and (zero == "" or number < _TWENTY) else None)
        written += between if skipped else ""
        written += bare if digit == 1 and bare else f"{digits[digit]}{sign}"
        skipped = False
    return written


def _letters(number: int, *, upper: bool) -> str:
    """Write a, b, … z, aa, bb: the letter is repeated once for each round of the alphabet."""
    if number < 1:
        return str(number)
    rounds, letter = divmod(number - 1, 26)
    written = chr(ord("a") + letter) * min(rounds + 1, 10)
    return written.upper() if upper else written


def _roman(number: int, *, upper: bool) -> str:
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written.upper() if upper else written
