"""Pictures of results with matplotlib; Chinese labels need a font that has them, which is looked for."""

from __future__ import annotations

import contextlib
import typing

if typing.TYPE_CHECKING:
    import collections.abc

    from matplotlib.axes import Axes

    from . import Text
    from .chain import ChainAnalysis
    from .lifetime import SurvivalCurve, Tracking
    from .need import PriorityMatrix
    from .portfolio import AbcResult, Ageing, Cohorts, Rfm
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


def plot_abc(result: AbcResult, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Pareto curve: share of the total against share of items, greatest first, with the classes as bands."""
    words = {"zh": ("项目占比（从大到小）", "累计金额占比", "类"), "en": ("Share of items, greatest first", "Cumulated share of the total", "")}["en" if lang == "en" else "zh"]
    tints = {"a": "#c9dfd3", "b": "#e4eadf", "c": "#f1efe9"}
    with _canvas(ax, 6.4, 4.6) as axes:
        order = sorted(zip(result.rank, result.share))
        count = len(order)
        step = max(1, count // 2000)
        picked = order[::step] + order[-1:] if order else []
        axes.plot([0.0, *[place / count for place, _ in picked]], [0.0, *[share for _, share in picked]], color=_BASE, linewidth=2, zorder=3)
        left = 0.0
        for line in result.table:
            axes.axvspan(left, left + line.items_share, color=tints[str(line.grade)], zorder=0, linewidth=0)
            label = f"{str(line.grade).upper()}{words[2]}\n{line.items:,} ({line.items_share:.0%})\n{line.value_share:.0%}"
            axes.annotate(label, (left + line.items_share / 2, 0.06), ha="center", fontsize=9, color="#333333", zorder=4)
            left += line.items_share
        axes.set_xlim(0, 1)
        axes.set_ylim(0, max(1.02, max((share for _, share in picked), default=1.0) * 1.02))
        axes.xaxis.set_major_formatter("{x:.0%}")
        axes.yaxis.set_major_formatter("{x:.0%}")
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
    return axes


def plot_rfm(result: Rfm, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Customers by recency and frequency: how many, and their mean amount as colour."""
    words = {"zh": ("频次分", "近度分", "平均金额"), "en": ("Score of frequency", "Score of recency", "Mean amount")}["en" if lang == "en" else "zh"]
    bins = result.bins
    counts = [[0] * bins for _ in range(bins)]
    sums = [[0.0] * bins for _ in range(bins)]
    for r, f, amount in zip(result.r, result.f, result.amount):
        counts[r - 1][f - 1] += 1
        sums[r - 1][f - 1] += amount / 10**result.scale
    means = [[total / number if number else float("nan") for total, number in zip(row, sizes)] for row, sizes in zip(sums, counts)]
    with _canvas(ax, 6, 5) as axes:
        shown = axes.imshow(means, origin="lower", cmap="YlGn", aspect="equal")
        values = [mean for row in means for mean in row if mean == mean]
        middle = (max(values) + min(values)) / 2 if values else 0
        for r in range(bins):
            for f in range(bins):
                axes.annotate(f"{counts[r][f]:,}", (f, r), ha="center", va="center", fontsize=9, color="white" if counts[r][f] and means[r][f] > middle else "#333333")
        axes.set_xticks(range(bins), [str(score) for score in range(1, bins + 1)])
        axes.set_yticks(range(bins), [str(score) for score in range(1, bins + 1)])
        axes.tick_params(length=0)
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        bar = axes.figure.colorbar(shown, ax=axes, shrink=0.8)
        bar.set_label(words[2])
    return axes


def plot_cohorts(result: Cohorts, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Share of each cohort that bought in each later period, as a grid."""
    words = {"zh": ("首次购买后的期数", "首次购买"), "en": ("Periods since the first purchase", "First purchase")}["en" if lang == "en" else "zh"]
    places = {cohort: row for row, cohort in enumerate(day for day, number in zip(result.cohort, result.customers) if number)}
    width = max((cell.offset for cell in result.cells if cell.cohort in places), default=0) + 1
    grid = [[float("nan")] * width for _ in places]
    for cell in result.cells:
        if cell.cohort in places and cell.offset > 0:
            grid[places[cell.cohort]][cell.offset] = cell.retention
    with _canvas(ax, max(5.0, 0.5 * width + 2), max(2.5, 0.32 * len(grid) + 1.4)) as axes:
        most = max((share for row in grid for share in row if share == share), default=1.0) or 1.0
        axes.imshow([[share for share in row] for row in grid] or [[0.0]], cmap="Greens", vmin=0, vmax=most, aspect="auto")
        sizes = {day: number for day, number in zip(result.cohort, result.customers)}
        for cohort, row in places.items():
            axes.annotate(f"{sizes[cohort]:,}", (0, row), ha="center", va="center", fontsize=8, color="#555555")
            for offset in range(1, width):
                share = grid[row][offset]
                if share == share:
                    axes.annotate(f"{share:.0%}", (offset, row), ha="center", va="center", fontsize=8, color="white" if share > 0.6 * most else "#333333")
        axes.set_yticks(range(len(places)), [str(cohort)[:7] for cohort in places])
        axes.set_xticks(range(width))
        axes.tick_params(length=0)
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
    return axes


def plot_ageing(result: Ageing, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Open receivables by how long they are overdue, a bar for each customer."""
    words = {"zh": ("未到期", "天", "应收余额"), "en": ("not due", "days", "Open receivables")}["en" if lang == "en" else "zh"]
    rows = [row for row in result.customers if any(bucket.amount.minor > 0 for bucket in row.buckets)][:20]
    shown = rows[0].buckets if rows else ()
    names = [words[0] if bucket.first_day is None else f"> {bucket.first_day - 1} {words[1]}" if bucket.last_day is None else f"{bucket.first_day}–{bucket.last_day} {words[1]}" for bucket in shown]
    with _canvas(ax, 7, 1.6 + 0.4 * len(rows)) as axes:
        left = [0.0] * len(rows)
        for place, name in enumerate(names):
            lengths = [max(0.0, float(str(row.buckets[place].amount.amount))) for row in rows]
            axes.barh(range(len(rows)), lengths, left=left, label=name, color=["#9fb8a8", "#e3c77b", "#dd9d5c", "#c9694a", "#993a2e"][min(place, 4)])
            left = [before + more for before, more in zip(left, lengths)]
        axes.set_yticks(range(len(rows)), [f"{_short(row.name)} {row.open.currency}" for row in rows])
        axes.invert_yaxis()
        axes.set_xlabel(words[2])
        axes.legend(fontsize=8, ncols=3, loc="lower right", frameon=False)
    return axes


def plot_tracking(result: Tracking, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """Cumulated repeat purchases: what happened and what the model expects."""
    words = {"zh": ("时间", "累计复购次数", "实际", "模型"), "en": ("Time", "Cumulated repeat purchases", "actual", "model")}["en" if lang == "en" else "zh"]
    with _canvas(ax, 6.4, 4.2) as axes:
        axes.plot(list(result.time), list(result.actual), color=_BASE, linewidth=2, label=words[2])
        axes.plot(list(result.time), list(result.expected), color=_GOOD, linewidth=2, linestyle="--", label=words[3])
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        axes.legend(frameon=False)
    return axes


def plot_survival(curve: SurvivalCurve, ax: Axes | None = None, *, lang: str = "zh") -> Axes:
    """The share of customers that stays, with its interval."""
    words = {"zh": ("时长", "留存比例"), "en": ("Duration", "Share that stays")}["en" if lang == "en" else "zh"]
    times = [0.0, *[step.time for step in curve.steps]]
    with _canvas(ax, 6.4, 4.2) as axes:
        axes.fill_between(times, [1.0, *[step.low for step in curve.steps]], [1.0, *[step.high for step in curve.steps]], step="post", color=_QUIET, linewidth=0)
        axes.step(times, [1.0, *[step.survival for step in curve.steps]], where="post", color=_BASE, linewidth=2)
        if curve.median is not None:
            axes.plot([curve.median, curve.median, 0], [0, 0.5, 0.5], color=_BAD, linewidth=1, linestyle=":")
        axes.set_ylim(0, 1.03)
        axes.set_xlim(left=0)
        axes.yaxis.set_major_formatter("{x:.0%}")
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
    return axes
