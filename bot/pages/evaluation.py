"""The page of an evaluation: its figures, plots and worst questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.pages import render
from bot.pages.plots import bars_plot, risk_plot, spread_plot
from bot.texts import text

if TYPE_CHECKING:
    from bot.evaluations.model import EvaluationView


def render_evaluation(view: EvaluationView) -> str:
    """Return the page; raises InputError where the library of the plots is not installed."""
    curves = [(text("evaluation.now"), view.curve), (text("evaluation.before"), view.curve_before)]
    answerable, others = view.spread
    plots = {}
    drawn = [(name, points) for name, points in curves if points]
    if drawn:
        titles = (text("evaluation.risk_x"), text("evaluation.risk_y"))
        plots["risk"] = risk_plot(drawn, titles)
    plots["spread"] = spread_plot(
        [
            (text("evaluation.answerable"), answerable),
            (text("evaluation.unanswerable"), others),
        ],
        (text("evaluation.spread_x"), text("evaluation.spread_y")),
    )
    if view.bars:
        names, before, now = zip(*view.bars, strict=True)
        series = [(text("evaluation.now"), now), (text("evaluation.before"), before)]
        plots["bars"] = bars_plot(names, series)
    return render("evaluation", view=view, plots=plots)
