"""Numbers as they are typed and spoken in questions."""

from __future__ import annotations

NUMERAL = r"(?:[0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,6})"
# 第三点 is an item, 三点 the time of day.
UNIT = "条|项|点"
