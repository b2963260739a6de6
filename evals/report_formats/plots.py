"""Plots of a run as inline SVG: metrics as bars, and a reliability diagram."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from evals.calibration import BINS, CalibrationBin
from evals.report_formats.clusters import Shown
from evals.report_formats.elements import element

_ROW, _LABEL, _BAR = 20, 220, 320
_SIDE, _MARGIN = 260, 40


def metric_bars(metrics: Sequence[Shown]) -> Element:
    """A bar per share that was measured, from 0 to 1; shares to keep low in another colour."""
    drawn = [m for m in metrics if m.is_share and m.value is not None]
    height = _ROW * len(drawn) + 4
    chart = _svg(_LABEL + _BAR + 60, height, "Metrics as bars from 0 to 1")
    for row, metric in enumerate(drawn):
        value = metric.value or 0.0
        middle = _ROW * row + 14
        chart.append(_text(metric.name, _LABEL - 8, middle, "end"))
        chart.append(
            element(
                "rect",
                x=str(_LABEL),
                y=str(_ROW * row + 3),
                width=f"{_BAR * min(max(value, 0.0), 1.0):.1f}",
                height=str(_ROW - 6),
                class_="lower" if metric.lower_is_better else "higher",
            )
        )
        chart.append(_text(metric.text, _LABEL + _BAR + 8, middle, "start"))
    return chart


def reliability_diagram(
    bins: Sequence[CalibrationBin], positive: str = "can be answered"
) -> Element:
    """Share of the ``positive`` against mean confidence (DeGroot and Fienberg 1983).

    A dot per bin, its area in proportion to the questions in it; on the diagonal, confidence
    means what it says.
    """
    whole = _SIDE + 2 * _MARGIN
    chart = _svg(whole, whole, "Reliability diagram")
    chart.append(
        element(
            "rect",
            x=str(_MARGIN),
            y=str(_MARGIN),
            width=str(_SIDE),
            height=str(_SIDE),
            class_="frame",
        )
    )
    chart.append(
        element(
            "line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), class_="diagonal"
        )
    )  # fmt: skip
    total = sum(b.questions for b in bins)
    for found in bins:
        radius = 3 + 17 * (found.questions / total) ** 0.5
        title = (
            f"{found.questions} questions, confidence {found.confidence:.2f}, "
            f"{positive} {found.positive:.2f}"
        )
        chart.append(
            element(
                "circle",
                element("title", title),
                cx=_x(found.confidence),
                cy=_y(found.positive),
                r=f"{radius:.1f}",
                class_="bin",
            )
        )
    for tick in (0, BINS // 2, BINS):
        share = tick / BINS
        chart.append(_text(f"{share:g}", float(_x(share)), _MARGIN + _SIDE + 16, "middle"))
        chart.append(_text(f"{share:g}", _MARGIN - 6, float(_y(share)) + 4, "end"))
    chart.append(_text("confidence", whole / 2, whole - 6, "middle"))
    chart.append(_text(positive, _MARGIN, _MARGIN - 10, "start"))
    return chart


def _x(share: float) -> str:
    return f"{_MARGIN + _SIDE * share:.1f}"


def _y(share: float) -> str:
    return f"{_MARGIN + _SIDE * (1 - share):.1f}"


def _svg(width: float, height: float, label: str) -> Element:
    return element(
        "svg",
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        role="img",
        aria_label=label,
    )


def _text(text: str, x: float, y: float, anchor: str) -> Element:
    return element("text", text, x=f"{x:g}", y=f"{y:g}", text_anchor=anchor)
