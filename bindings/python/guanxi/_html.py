"""What notebooks show of results, records and dossiers."""

from __future__ import annotations

import html
import typing

_MOST_ROWS = 20
_STYLE = "style='border-collapse:collapse;font-size:90%'"
_BAR = "<div style='background:{color};width:{width:.0f}px;height:10px;display:inline-block'></div>"


def _text(value: object) -> str:
    """One value for people, escaped."""
    if value is None:
        return ""
    if hasattr(value, "label_zh"):
        return html.escape(value.label_zh)
    if isinstance(getattr(value, "zh", None), str):  # a Text or Message
        return html.escape(typing.cast(typing.Any, value).zh)
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple):
        return "、".join(_text(element) for element in value)
    if isinstance(value, type):
        return html.escape(value.__name__)
    if type(value).__name__ in ("Rows", "Records"):
        return f"{len(typing.cast('typing.Sized', value))} ×"
    if hasattr(value, "to_dict"):
        return _brief(value)
    return html.escape(str(value))


def _brief(value: typing.Any) -> str:
    """A result inside another: its number if it is a score, else what is set in it."""
    if type(value).__name__ == "Score":
        return f"{value.value:.3f}"
    return " · ".join(filter(None, map(_text, value.to_dict().values())))


def _table(heads: typing.Iterable[str], rows: typing.Iterable[typing.Iterable[str]]) -> str:
    head = "".join(f"<th style='text-align:left'>{html.escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td style='text-align:left;vertical-align:top'>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table {_STYLE}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _nested(value: typing.Any) -> str:
    return value._repr_html_() if hasattr(value, "_repr_html_") and type(value).__name__ == "Score" else _text(value)


def score(value: typing.Any) -> str:
    """The number, its interval, and a bar for each reason."""
    largest = max([abs(part.thousandths) for part in value.contributions] or [1]) or 1
    rows = [
        (_text(part.label), f"{part.thousandths / 1000:+.3f}", _BAR.format(color="#2e7d5b" if part.thousandths >= 0 else "#b3493a", width=120 * abs(part.thousandths) / largest), _text(part.reason))
        for part in value.contributions
    ]
    missing = "、".join(_text(part.label) for part in value.missing)
    note = f"<div>缺少：{missing}</div>" if missing else ""
    return f"<div><b>{value.value:.3f}</b> ({value.low / 1000:.3f} – {value.high / 1000:.3f}) · {html.escape(value.model)} · {value.as_of}</div>" + _table(["", "分值", "", "理由"], rows) + note


def matrix(value: typing.Any) -> str:
    """Nine cells, urgency to the right and importance upward."""
    cells: dict[tuple[float, float], list[str]] = {}
    for need in value.placed:
        cells.setdefault((need.importance, need.urgency), []).append(_text(need.statement))
    words = {1.0: "高", 0.5: "中", 0.0: "低"}
    rows = [[f"<b>重要性{words[importance]}</b>", *["<br>".join(cells.get((importance, urgency), [])) for urgency in (0.0, 0.5, 1.0)]] for importance in (1.0, 0.5, 0.0)]
    unplaced = "".join(f"<div>{_text(need.statement)}：{_text(need.reason)}</div>" for need in value.unplaced)
    return _table(["", "紧急性低", "紧急性中", "紧急性高"], rows) + unplaced


def chain(value: typing.Any) -> str:
    """How the deal stands and why, and the key players."""
    reasons = "".join(f"<li>{_text(reason)}</li>" for reason in value.status_reasons)
    players = [(_text(player.person.name), _text(player.roles), _text(player.influence), _text(player.support), _text(player.coverage)) for player in value.key_players]
    return f"<div><b>{_text(value.status)}</b> · {value.clarity.value:.0f}/100</div><ul>{reasons}</ul>" + _table(["关键人", "角色", "影响力", "支持度", "接触程度"], players)


_SPECIAL: dict[str, typing.Callable[[typing.Any], str]] = {"Score": score, "PriorityMatrix": matrix, "ChainAnalysis": chain}


def result(value: typing.Any) -> str:
    """A result: by its own picture if it has one, else a table of its attributes."""
    special = _SPECIAL.get(type(value).__name__)
    if special is not None:
        return special(value)
    return _table(["", type(value).__name__], [(html.escape(name), _nested(held)) for name, held in value.to_dict().items()])


def record(value: typing.Any) -> str:
    """The fields of a record that are set."""
    return _table(["", type(value).__name__], [(html.escape(name), _text(held)) for name, held in value.to_dict().items() if name != "meta"])


def rows(values: typing.Any) -> str:
    """The first rows of a list of results or records."""
    shown = [values[index].to_dict() for index in range(min(len(values), _MOST_ROWS))]
    heads = list(dict.fromkeys(name for entry in shown for name in entry if name not in ("meta", "id", "custom")))
    more = f"<div>… {len(values)} ×</div>" if len(values) > _MOST_ROWS else ""
    return _table(heads, [[_text(entry.get(name)) for name in heads] for entry in shown]) + more


def dossier(value: typing.Any) -> str:
    """The customer's card, and how many records of each kind there are."""
    from . import Catalogue

    lists = [(kind.__name__, len(value.of(kind))) for kind in Catalogue().kinds if kind.__name__ != "Customer"]
    counts = " · ".join(f"{count} {name}" for name, count in lists if count)
    return f"<div><b>{html.escape(value.customer.legal_name or value.customer.short_name)}</b></div>" + record(value.customer) + f"<div>{counts}</div>"
