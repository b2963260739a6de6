"""A sweep as one HTML page with a plot: a row a point, a dot a metric."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from evals.report_formats.elements import element as e
from evals.sweep import Sweep, value_of

_STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9")  # Okabe and Ito 2008
_ROW, _LABEL, _WIDTH, _TOP = 26, 380, 400, 24


def sweep_page(sweep: Sweep) -> str:
    """The page: plot and table of the metrics shown; it needs no other file."""
    title = f"{sweep.set_path}: {len(sweep.points)} settings"
    head = e(
        "head",
        e("meta", charset="utf-8"),
        e("meta", **{"http_equiv": "Content-Security-Policy", "content": _POLICY}),
        e("title", title),
        e("style", _STYLE.read_text("utf-8")),
    )
    body = e(
        "body",
        e("h1", title),
        e("figure", sweep_plot(sweep), e("figcaption", "Shares from 0 to 1, a dot a metric.")),
        _table(sweep),
        e("p", f"Set {sweep.set_digest}, documents {sweep.documents_digest}.", class_="digests"),
    )
    page = tostring(e("html", head, body, lang="en"), encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{page}\n"


def sweep_plot(sweep: Sweep) -> Element:
    """The plot as SVG; what lies outside [0, 1], such as seconds, stands in the table only."""
    height = _TOP + _ROW * (len(sweep.points) + len(sweep.shown)) + 20
    size = {"width": str(_LABEL + _WIDTH + 20), "height": str(height)}
    plot = e("svg", viewBox=f"0 0 {size['width']} {height}", role="img", **size)
    plot.append(e("title", "Metrics at each point"))
    for tick in (0.0, 0.5, 1.0):
        plot.append(e("text", f"{tick:g}", x=_x(tick), y=str(_TOP - 10), text_anchor="middle"))
    for row, point in enumerate(sweep.points):
        y = str(_TOP + _ROW * row + 10)
        plot.append(e("text", point.label, x=str(_LABEL - 16), y=y, text_anchor="end"))
        plot.append(e("line", x1=_x(0), x2=_x(1), y1=y, y2=y, stroke="#cccccc"))
        for number, metric in enumerate(sweep.shown):
            value = value_of(point, metric)
            if value is None or not 0 <= value <= 1:
                continue
            what = e("title", f"{metric} {value:.3f} at {point.label}")
            plot.append(e("circle", what, cx=_x(value), cy=y, r="6", fill=_colour(number)))
    for number, metric in enumerate(sweep.shown):
        middle = _TOP + _ROW * (len(sweep.points) + number) + 20
        plot.append(e("circle", cx=_x(0), cy=str(middle), r="6", fill=_colour(number)))
        name = metric.replace("_", " ")
        plot.append(e("text", name, x=str(_LABEL + 12), y=str(middle + 4)))
    return plot


def _x(share: float) -> str:
    return f"{_LABEL + _WIDTH * share:.1f}"


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _table(sweep: Sweep) -> Element:
    header = ("settings", *(metric.replace("_", " ") for metric in sweep.shown))
    table = e("table", e("tr", *(e("th", cell, scope="col") for cell in header)))
    for point in sweep.points:
        values = (value_of(point, metric) for metric in sweep.shown)
        cells = (point.label, *("–" if v is None else f"{v:.3f}" for v in values))
        table.append(e("tr", *(e("td", cell) for cell in cells)))
    return table
