"""Plots as SVG to put into a page, by pygal; their looks come from the page's own style.

pygal is optional (``wence[report]``) and loaded when something is drawn.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from bot.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Sequence[tuple[float, float]]

# In units of the view box: on a phone a unit is a little less than a pixel.
_WIDTH, _HEIGHT, _ROW = 460, 300, 34
_NAMESPACE = re.compile(r"\{[^}]*\}")
_TENTH = 0.1
_LEFT_OUT = ("script", "style", "defs", "title", "desc")


def risk_plot(curves: Sequence[tuple[str, Points]], titles: tuple[str, str]) -> str:
    """Draw curves of (coverage, risk), each with its name; ``titles`` are of the two axes."""
    highest = max((y for _, points in curves for _, y in points), default=1.0)
    chart = _chart(
        "XY",
        show_dots=False,
        xrange=(0, 1),
        range=(0, max(highest, _TENTH)),
        margin_right=24,
        x_labels=[0, 0.2, 0.4, 0.6, 0.8, 1],
        x_title=titles[0],
        y_title=titles[1],
        value_formatter=_percent,
        x_value_formatter=_percent,
    )
    for name, points in curves:
        chart.add(name, list(points))
    return _svg(chart)


def spread_plot(series: Sequence[tuple[str, Sequence[float]]], titles: tuple[str, str]) -> str:
    """Draw how shares spread over equal parts of 0 to 1, a bar a part and series."""
    parts = len(series[0][1])
    chart = _chart(
        "Bar",
        x_labels=[f"{at / parts:.1f}" for at in range(parts)],
        x_title=titles[0],
        y_title=titles[1],
        value_formatter=_percent,
    )
    for name, shares in series:
        chart.add(name, list(shares))
    return _svg(chart)


def bars_plot(names: Sequence[str], series: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Draw figures between 0 and 1 beside each other: a row a name, a bar a series."""
    chart = _chart(
        "HorizontalBar",
        margin_right=44,
        height=_ROW * len(names) + 80,
        # A horizontal chart is filled from below.
        x_labels=list(reversed(names)),
        range=(0, 1),
        formatter="{:.3f}".format,
        print_values=True,
        print_values_position="top",
    )
    for name, values in series:
        chart.add(name, list(reversed(values)))
    return _svg(chart)


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _load() -> Any:
    try:
        pygal = import_module("pygal")
    except ImportError as error:
        raise InputError("no-report-library", library="pygal") from error
    # Its finder of plugins lacks find_spec, of which Python 3.11 warns at every later import.
    sys.meta_path[:] = [
        one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)
    ]
    return pygal


def _chart(kind: str, **options: Any) -> Any:
    pygal = _load()
    style = import_module("pygal.style").Style(
        label_font_size=13, major_label_font_size=13, legend_font_size=14, title_font_size=14
    )
    settings = {
        "width": _WIDTH,
        "height": _HEIGHT,
        "style": style,
        "legend_at_bottom": True,
        "legend_box_size": 12,
        "margin": 8,
        "truncate_legend": -1,
        "truncate_label": -1,
        "js": (),
        "disable_xml_declaration": True,
    }
    return getattr(pygal, kind)(**settings | options)


def _svg(chart: Any) -> str:
    """Return the drawing without script, style, comments and namespaces."""
    root = ET.fromstring(chart.render(is_unicode=True))  # noqa: S314 - drawn here a moment ago
    for parent in list(root.iter()):
        for child in list(parent):
            tooltips = "tooltip-overlay" in child.get("class", "")
            if tooltips or _NAMESPACE.sub("", child.tag) in _LEFT_OUT:
                parent.remove(child)
    for element in root.iter():
        element.tag = _NAMESPACE.sub("", element.tag)
        # Several drawings stand in one page, and names hold for the whole page.
        element.attrib.pop("id", None)
    root.set("role", "img")
    return ET.tostring(root, encoding="unicode")
