"""Chinese numerals, spelt by rules of their own for the tests."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """Spell 1 to 9999 as it is read aloud: 12 is 一十二, 1005 一千零五."""
    spelt = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            spelt += f"{_DIGITS[digit]}{sign}"
        elif spelt and number % (unit * 10) and not spelt.endswith("零"):
            spelt += "零"
    return spelt


def spell_short(number: int) -> str:
    """Spell a number as labels do: 12 is 十二."""
    spelt = spell(number)
    return spelt.removeprefix("一") if spelt.startswith("一十") else spelt


def spell_digits(number: int) -> str:
    """Spell a number digit by digit, as years are: 2022 is 二〇二二."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
