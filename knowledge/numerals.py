"""Chinese and Arabic numerals as they stand in labels and dates."""

import re
import unicodedata

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# 九千九百九十九 is the longest that is written out.
_LONGEST = 7
# Radicals stand for the numerals they look like in text that was copied out of a PDF.
CHINESE_NUMERAL = "[〇○零一二两三四五六七八九十百千⼀⼆⼋⼗]+"


def to_int(numeral: str) -> int:
    """Read a numeral below ten thousand, such as ``"二十一"``, ``"二〇二二"``, ``"１２"``, ``"⑫"``.

    Raises ValueError for anything else.
    """
    plain = unicodedata.normalize("NFKC", numeral)
    if plain.isdecimal() and len(plain) <= _LONGEST:
        return int(plain)
    if not re.fullmatch(CHINESE_NUMERAL, plain) or len(plain) > _LONGEST:
        msg = f"not a numeral: {numeral!r}"
        raise ValueError(msg)
    if not any(c in _UNITS for c in plain):
        return int("".join(str(_DIGITS[c]) for c in plain))
    total, digit = 0, None
    for c in plain:
        if c in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        else:
            digit = _DIGITS[c]
    return total + (digit or 0)
