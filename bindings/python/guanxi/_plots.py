"""Pictures of results with matplotlib; Chinese labels need a font that has them, which is looked for."""

from __future__ import annotations

import contextlib
import typing

if typing.TYPE_CHECKING:
    import collections.abc

    from matplotlib.axes import Axes

    from . import Text
    from .chain import ChainAnalysis
    from .need import PriorityMatrix
    from .score import CalibrationError, LiftTable, UpliftCurve

_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "SimHei", "Noto Sans CJK JP", "Arial Unicode MS")
_GOOD, _BAD, _BASE, _QUIET = "#2e7d5b", "#b3493a", "#5b6b7f", "#d9dee5"


def _font() -> str | None:
    """A font with Chinese glyphs, if this machine has one."""
    from matplotlib import font_manager

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((name for name in _FONTS if name in known), None)


@contextlib.contextmanager
def _canvas(ax: Axes | None, width: float, height: float) -> collections.abc.Iterator[Axes]:
    """Axes to draw on: those given, else of a new figure."""
    try:
        import matplotlib.pyplot as plt
    except ImportError as missing:
        raise ImportError("plot() needs matplotlib: pip install 'guanxi[plots]'") from missing
    font = _font()
    settings: typing.Any = {"axes.unicode_minus": False, "axes.spines.top": False, "axes.spines.right": False}
    if font is not None:
        settings["font.family"] = [font, "DejaVu Sans"]
    if ax is None:  # before the settings: a notebook that chooses its backend now keeps what it chooses
        figure = plt.figure(figsize=(width, height), layout="constrained")
    with plt.rc_context(settings):
        axes = ax if ax is not None else figure.subplots()
        yield axes
        if ax is not None and font is not None:  # labels of axes made elsewhere keep their font
            from matplotlib.text import Text as Words

            for words in axes.findobj(Words):
                words.set_fontfamily(settings["font.family"])


def _in(text: Text, lang: str) -> str:
    return str(text.en if lang == "en" else text.zh)


def _short(text: str, most: int = 16) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def plot_score(score: typing.Any, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """The reasons of a score as a waterfall, from its start to its value."""
    parts = list(score.contributions)
    names = [_in(part.label, lang) for part in parts]
    with _canvas(ax, 7, 1.2 + 0.42 * (len(parts) + 1)) as axes:
        at = score.baseline / 1000
        for row, part in enumerate(parts):
            step = part.thousandths / 1000
            axes.barh(row, step, left=at, color=_GOOD if step >= 0 else _BAD)
            axes.annotate(f"{step:+.3g}", (at + step, row), xytext=(4 if step >= 0 else -4, 0), textcoords="offset points", va="center", ha="left" if step >= 0 else "right", fontsize=9, color="#333333")
            at += step
        total = len(parts)
        axes.barh(total, score.value, color=_BASE)
        axes.errorbar(score.value, total, xerr=[[score.value - score.low / 1000], [score.high / 1000 - score.value]], color="black", capsize=3, linewidth=1)
        axes.annotate(f"{score.value:.3g}", (score.value / 2, total), va="center", ha="center", color="white", fontsize=9)
        axes.set_yticks(range(total + 1), [*names, "合计" if lang == "zh" else "Total"])
        axes.invert_yaxis()
        axes.set_xlim(min(0.0, score.low / 1000), max(score.high / 1000, score.value) * 1.12 or 1)
        axes.set_title(f"{score.model} · {score.as_of}", fontsize=10, loc="left", color="#555555")
    return axes


def plot_matrix(matrix: PriorityMatrix, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Needs on the grid of urgency and importance; numbers stand in the legend below."""
    words = {"zh": ("紧急性 →", "重要性 →", ("低", "中", "高")), "en": ("Urgency →", "Importance →", ("low", "medium", "high"))}[lang if lang == "en" else "zh"]
    tint = [["#f4f5f7", "#eef2ef", "#e1ede6"], ["#f4f1ee", "#f3efe6", "#f2e6d3"], ["#f5ece6", "#f3e3d6", "#efd3c2"]]
    with _canvas(ax, 6, 5.6 + 0.22 * len(matrix.placed)) as axes:
        for column in range(3):
            for row in range(3):
                axes.fill_between([column, column + 1], row, row + 1, facecolor=tint[column][row], edgecolor="white", linewidth=2)
        inside: dict[tuple[int, int], int] = {}
        for number, need in enumerate(matrix.placed, 1):
            cell = (round(need.urgency * 2), round(need.importance * 2))
            place = inside[cell] = inside.get(cell, -1) + 1
            x, y = cell[0] + 0.18 + 0.21 * (place % 4), cell[1] + 0.8 - 0.22 * (place // 4)
            axes.scatter([x], [y], s=220, color=_BASE, zorder=2)
            axes.annotate(str(number), (x, y), color="white", ha="center", va="center", fontsize=9, zorder=3)
        axes.set_xlim(0, 3)
        axes.set_ylim(0, 3)
        axes.set_aspect("equal")
        axes.set_xticks([0.5, 1.5, 2.5], words[2])
        axes.set_yticks([0.5, 1.5, 2.5], words[2])
        axes.tick_params(length=0)
        legend = "\n".join(f"{number}  {_short(need.statement, 32)}" for number, need in enumerate(matrix.placed, 1))
        axes.set_xlabel(words[0] + ("\n\n" + legend if legend else ""), loc="left")
        axes.set_ylabel(words[1], loc="bottom")
    return axes


def plot_chain(analysis: ChainAnalysis, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Key players by support and influence; the fuller the disc, the better we know them."""
    words = {"zh": ("支持度", "影响力", "态度不详"), "en": ("Support", "Influence", "attitude unknown")}["en" if lang == "en" else "zh"]
    shade = {"none": "#f4f5f7", "unknown": "#f4f5f7", "brief": "#c6d3e1", "multiple": "#8ba3bd", "deep": "#46617f"}
    with _canvas(ax, 6.4, 4.6) as axes:
        axes.axvspan(0.5, 2.5, color="#e6f0ea", zorder=0)
        axes.axvspan(-2.5, -0.5, color="#f6e9e6", zorder=0)
        taken: dict[tuple[int, int], int] = {}
        for player in analysis.key_players:
            support, influence = player.support if player.support is not None else 0, player.influence or 0
            place = taken[support, influence] = taken.get((support, influence), -1) + 1
            x = support + 0.28 * place
            axes.scatter([x], [influence], s=260, color=shade.get(str(player.coverage), "#f4f5f7"), edgecolor=_GOOD if player.supportive else _BASE, linewidth=2, linestyle="-" if player.support is not None else ":", zorder=2)
            name = player.person.name + ("" if player.support is not None else f" ({words[2]})")
            axes.annotate(name, (x, influence), xytext=(0, 12), textcoords="offset points", ha="center", fontsize=9)
        axes.set_xlim(-2.5, 2.5)
        axes.set_ylim(-0.5, 11.5)
        axes.set_xticks(range(-2, 3), ["-2", "-1", "0", "+1", "+2"])
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        axes.set_title(f"{analysis.status.label(lang)} · {analysis.clarity.value:.0f}/100", fontsize=10, loc="left")
    return axes


def plot_calibration(error: CalibrationError, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Shares of events against mean predictions, bin by bin; on the diagonal predictions come true. Discs grow with rows."""
    words = {"zh": ("平均预测", "实际发生率", "校准误差"), "en": ("Mean prediction", "Share of events", "calibration error")}["en" if lang == "en" else "zh"]
    most = max((part.rows for part in error.bins), default=1)
    with _canvas(ax, 5.2, 5) as axes:
        axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=1.5, zorder=1)
        axes.plot([part.predicted for part in error.bins], [part.observed for part in error.bins], color=_BASE, linewidth=1, zorder=2)
        for part in error.bins:
            axes.scatter([part.predicted], [part.observed], s=40 + 160 * part.rows / most, color=_BASE, zorder=3)
            axes.hlines(part.observed, part.low, part.high, color=_BASE, linewidth=1, alpha=0.5, zorder=2)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.02, 1.02)
        axes.set_aspect("equal")
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        axes.set_title(f"{words[2]} {error.value:.3f}" if error.value is not None else error.status.label(lang), fontsize=10, loc="left")
    return axes


def plot_lift(table: LiftTable, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """The share of events caught by the share of rows taken, highest predictions first; numbers beside the discs are lifts."""
    words = {"zh": ("按预测从高到低选取的比例", "覆盖的事件比例", "随机", "提升"), "en": ("Share of rows taken, highest first", "Share of events caught", "at random", "lift")}["en" if lang == "en" else "zh"]
    with _canvas(ax, 5.6, 4.4) as axes:
        axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=1.5, zorder=1)
        axes.annotate(words[2], (0.62, 0.6), color="#8a94a3", fontsize=9, ha="left", va="top")
        shares, gains = [0.0, *(part.share for part in table.parts)], [0.0, *(part.gain or 0.0 for part in table.parts)]
        if table.status == "ok":
            axes.plot(shares, gains, color=_BASE, linewidth=1.8, marker="o", markersize=5, zorder=2)
            for part in table.parts[: (len(table.parts) + 1) // 2]:
                axes.annotate(f"{part.value:.1f}×", (part.share, part.gain), xytext=(-4, 5), textcoords="offset points", ha="right", fontsize=9, color="#333333")
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.02, 1.06)
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        first = table.parts[0] if table.status == "ok" else None
        axes.set_title(f"{words[3]} {first.value:.2f} ({first.share:.0%})" if first is not None else table.status.label(lang), fontsize=10, loc="left")
    return axes


def plot_uplift(curve: UpliftCurve, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """The curve over the rows predicted highest, beside the straight line of picking at random."""
    words = {"zh": ("按预测增益排序的客户数", "累计增益", "随机", "归一化面积"), "en": ("Rows by predicted uplift", "Gain so far", "at random", "normalized area")}["en" if lang == "en" else "zh"]
    with _canvas(ax, 6, 4.2) as axes:
        rows, values = [point.rows for point in curve.points], [point.value for point in curve.points]
        if rows:
            axes.plot([0, rows[-1]], [0, values[-1]], color=_QUIET, linewidth=1.5)
            axes.annotate(words[2], (rows[-1] / 2, values[-1] / 2), color="#8a94a3", fontsize=9, ha="left", va="top")
        axes.plot(rows, values, color=_GOOD if curve.area >= curve.random_area else _BAD, linewidth=1.8)
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        axes.set_title(f"{words[3]} {curve.normalized:.3f}" if curve.normalized is not None else curve.status.label(lang), fontsize=10, loc="left")
    return axes
